package name

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// Clean gives a name as it is kept: in Unicode NFC, without controls and characters that have no shape, every run of
// spaces and line breaks one space. Case, accents and signs stay as somebody wrote them, as do the two characters
// that keep letters apart or together in Arabic and Indic writing. Clean is idempotent and does not change what
// the name folds to.
func Clean(s string) string {
	var out strings.Builder
	var before rune
	for _, r := range strings.ToValidUTF8(s, " ") {
		switch {
		case isBreak(r), unicode.IsSpace(r):
			r = ' '
		case isJoinerOf(before, r):
		case unicode.IsControl(r), unicode.Is(unicode.Cf, r):
			continue
		}
		out.WriteRune(r)
		before = r
	}
	return norm.NFC.String(strings.Join(strings.Fields(out.String()), " "))
}

// isJoinerOf tells the zero width joiner and non-joiner where they are part of the spelling: after a letter or sign of a
// script from Arabic to Mongolian, and not twice.
func isJoinerOf(before, r rune) bool {
	return (r == 0x200C || r == 0x200D) && 0x0600 <= before && before < 0x1900 && unicode.In(before, unicode.L, unicode.M)
}
