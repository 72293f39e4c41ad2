package procedure

import (
	"math"
	"slices"
	"strings"

	"schild/day"
	"schild/fault"
)

// maxText bounds one value of a form.
const maxText = 64 << 10

// zero gives the value of a field that nobody filled in.
func (f Field) zero() any {
	switch f.Type {
	case "number":
		return 0.0
	case "bool":
		return false
	case "list":
		return []string{}
	}
	return ""
}

// value reads what was given as the field's type: text, choice and date a string, number a float64, bool a bool, list strings.
func (f Field) value(v any) (any, error) {
	wrong := fault.New(fault.Invalid, "procedure.value", "field", f.Name, "type", f.Type)
	if list, ok := v.([]any); ok {
		v = texts(list)
	}
	if n, ok := v.(int); ok {
		v = float64(n)
	}
	ok := false
	switch v := v.(type) {
	case string:
		ok = len(v) <= maxText && (f.Type == "text" || f.Type == "choice" && (v == "" || slices.Contains(f.Of, v)) || f.Type == "date" && isDate(v))
	case float64:
		ok = f.Type == "number" && !math.IsNaN(v) && !math.IsInf(v, 0)
	case bool:
		ok = f.Type == "bool"
	case []string:
		ok = f.Type == "list" && len(v) <= 1000 && len(strings.Join(v, "")) <= maxText
		v = slices.Clone(v)
		if ok {
			return v, nil
		}
	}
	if !ok {
		return nil, wrong
	}
	return v, nil
}

// texts gives a list as strings; anything else in it makes the list unreadable.
func texts(list []any) any {
	out := make([]string, len(list))
	for i, v := range list {
		s, ok := v.(string)
		if !ok {
			return nil
		}
		out[i] = s
	}
	return out
}

func isDate(s string) bool {
	_, err := day.Parse(s)
	return s == "" || err == nil && len(s) == len("2025-03-07")
}

// filled tells whether somebody filled the field in. A bool must be there, true or false: no answer is not a no.
func filled(v any, there bool) bool {
	switch v := v.(type) {
	case string:
		return strings.TrimSpace(v) != ""
	case []string:
		return len(v) > 0
	}
	return there
}
