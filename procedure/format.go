package procedure

import (
	"bytes"
	"fmt"
	"reflect"
	"regexp"
	"strconv"
	"strings"
)

// Format writes the canonical form of a file: keys in the order of this package, nothing empty, one item a line where it fits.
func Format(f *File) []byte {
	var b bytes.Buffer
	v := reflect.ValueOf(f).Elem()
	for i := range v.NumField() {
		key := v.Type().Field(i).Tag.Get("yaml")
		x := v.Field(i)
		if key == "" || x.IsZero() {
			continue
		}
		if x.Kind() != reflect.Slice {
			fmt.Fprintf(&b, "%s: %s\n", key, flow(x))
			continue
		}
		fmt.Fprintf(&b, "%s:\n", key)
		for j := range x.Len() {
			writeItem(&b, x.Index(j))
		}
	}
	return b.Bytes()
}

// width is how long a line may grow before an item is written one key a line.
const width = 140

func writeItem(b *bytes.Buffer, x reflect.Value) {
	if line := flow(x); len(line) <= width {
		fmt.Fprintf(b, "  - %s\n", line)
		return
	}
	lead := "  - "
	for i := range x.NumField() {
		if !x.Field(i).IsZero() {
			fmt.Fprintf(b, "%s%s: %s\n", lead, x.Type().Field(i).Tag.Get("yaml"), flow(x.Field(i)))
			lead = "    "
		}
	}
}

// flow writes a value on one line.
func flow(x reflect.Value) string {
	switch x.Kind() {
	case reflect.Struct:
		var parts []string
		for i := range x.NumField() {
			if !x.Field(i).IsZero() {
				parts = append(parts, x.Type().Field(i).Tag.Get("yaml")+": "+flow(x.Field(i)))
			}
		}
		return "{" + strings.Join(parts, ", ") + "}"
	case reflect.Slice:
		var parts []string
		for i := range x.Len() {
			parts = append(parts, flow(x.Index(i)))
		}
		return "[" + strings.Join(parts, ", ") + "]"
	case reflect.String:
		return scalar(x.String())
	}
	return fmt.Sprint(x.Interface())
}

// scalar writes a text plainly where YAML cannot read it as anything else, else in quotes.
func scalar(s string) string {
	plain := regexp.MustCompile(`^[A-Za-z][A-Za-z0-9_.\-/ ]*$`)
	switch strings.ToLower(s) {
	case "true", "false", "yes", "no", "on", "off", "null", "y", "n":
		return strconv.Quote(s)
	}
	if plain.MatchString(s) && !strings.HasSuffix(s, " ") {
		return s
	}
	return `"` + strings.NewReplacer(`\`, `\\`, `"`, `\"`, "\n", `\n`).Replace(s) + `"`
}
