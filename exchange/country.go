package exchange

import (
	_ "embed"
	"strings"
	"sync"

	"schild/name"
)

//go:embed country.txt
var countryText string

// countries is the table of codes by folded name and by code, read once from the project's own text.
var countries = sync.OnceValue(func() map[string]string {
	out := map[string]string{}
	for line := range strings.Lines(countryText) {
		code, names, ok := strings.Cut(strings.TrimSpace(line), "\t")
		if !ok {
			continue
		}
		out[code] = code
		for n := range strings.SplitSeq(names, "|") {
			out[name.Fold(n)] = code
		}
	}
	return out
})

// country gives the code of a country's name or code, whatever its case and accents.
func country(s string) (code string, ok bool) {
	s = strings.TrimSpace(s)
	if code, ok = countries()[strings.ToLower(s)]; ok {
		return code, ok
	}
	code, ok = countries()[name.Fold(s)]
	return code, ok
}

// nowhere tells what lists write when they know no country.
func nowhere(s string) bool {
	switch name.Fold(s) {
	case "", "none identified", "undetermined", "unknown", "na", "n a":
		return true
	}
	return false
}

// countryAt gives the country at the end of a place ("Cali, Colombia"; "Pyongyang, Korea, North"), or the place itself.
func countryAt(place string) (code string, ok bool) {
	parts := strings.Split(place, ",")
	for from := max(0, len(parts)-2); from < len(parts); from++ {
		tail := strings.TrimSpace(strings.Join(parts[from:], ","))
		if code, ok = country(tail); ok && len(tail) > len("XX") {
			return code, true
		}
	}
	return "", false
}
