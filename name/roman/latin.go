package roman

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// latin spells the letters that a passport's machine-readable zone writes with two (ICAO Doc 9303 part 3, section 6): Müller is
// MUELLER there. A name without such letters has no reading; folding is enough for it.
func latin(words []string) []Reading {
	var out []string
	special := false
	for _, w := range words {
		var b strings.Builder
		for _, r := range w {
			two := twoLetters(r)
			if two == "" {
				two = bare(r)
			} else {
				special = true
			}
			b.WriteString(two)
		}
		out = append(out, b.String())
	}
	if !special {
		return nil
	}
	return []Reading{{title(out), "ICAO 9303", "all"}}
}

func twoLetters(r rune) string {
	switch r {
	case 'ä', 'æ':
		return "ae"
	case 'ö', 'ø', 'œ':
		return "oe"
	case 'ü':
		return "ue"
	case 'å':
		return "aa"
	case 'ß':
		return "ss"
	case 'þ':
		return "th"
	case 'ĳ':
		return "ij"
	}
	return ""
}

// bare gives a letter without its marks.
func bare(r rune) string {
	return strings.Map(func(c rune) rune {
		if unicode.IsMark(c) {
			return -1
		}
		return c
	}, norm.NFD.String(string(r)))
}
