package roman

import (
	"unicode/utf8"

	"schild/name/script"
)

// Cut parts the family name of a name written in one piece in ideographs or Hangul from the given name; both are empty when it does
// not look like such a name.
func Cut(s string) (family, given string) {
	if !utf8.ValidString(s) {
		return "", ""
	}
	switch script.Of(s) {
	case script.Han:
		return cutChinese(s)
	case script.Hangul:
		if w := cutKorean(s); len(w) == 2 && len([]rune(s)) <= 4 {
			return w[0], w[1]
		}
	}
	return "", ""
}
