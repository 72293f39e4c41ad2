package usage

import (
	"unicode"

	"golang.org/x/text/unicode/norm"

	"schild/name/han"
	"schild/name/script"
)

// lettersMax bounds the work for one word; the longest real name part has some thirty letters.
const lettersMax = 40

// Letters gives a word as the models read it: only letters of its script, without marks and variants. Hangul comes in jamo, an
// ideograph as the first ideograph that is read alike.
func Letters(of script.Script, word string) []rune {
	var out []rune
	for _, r := range norm.NFKD.String(word) {
		r = unicode.ToLower(r)
		if script.OfRune(r) != of {
			continue
		}
		out = append(out, variant(of, r))
		if len(out) == lettersMax {
			break
		}
	}
	return out
}

// variant makes one letter of shapes that stand for the same sounds.
func variant(of script.Script, r rune) rune {
	if of == script.Han {
		return han.Alike(r)
	}
	switch r {
	case 'і', 'й', 'ї':
		return 'и'
	case 'є', 'ё':
		return 'е'
	case 'ґ':
		return 'г'
	case 'ў':
		return 'у'
	case 'ى', 'ی':
		return 'ي'
	case 'ک':
		return 'ك'
	case 'ہ':
		return 'ه'
	case 'ٱ':
		return 'ا'
	case 'ך':
		return 'כ'
	case 'ם':
		return 'מ'
	case 'ן':
		return 'נ'
	case 'ף':
		return 'פ'
	case 'ץ':
		return 'צ'
	}
	return r
}

// Plain gives the letters a to z of a folded Latin word.
func Plain(latin string) string {
	out := make([]byte, 0, len(latin))
	for i := 0; i < len(latin) && len(out) < lettersMax; i++ {
		if c := latin[i]; 'a' <= c && c <= 'z' {
			out = append(out, c)
		}
	}
	return string(out)
}
