package script

import (
	"unicode"
)

// Script is a set of letters.
type Script uint8

// The scripts that names are compared across. Kana stands for Japanese: a text of ideographs with kana among them.
const (
	None Script = iota // no letters at all
	Latin
	Cyrillic
	Greek
	Armenian
	Georgian
	Arabic
	Hebrew
	Han
	Hangul
	Kana
	Devanagari
	Other
	scripts
)

// String gives the ISO 15924 code.
func (s Script) String() string {
	codes := [scripts]string{"Zyyy", "Latn", "Cyrl", "Grek", "Armn", "Geor", "Arab", "Hebr", "Hani", "Hang", "Jpan", "Deva", "Zzzz"}
	if s >= scripts {
		s = Other
	}
	return codes[s]
}

// Of gives the script that most letters of s belong to.
func Of(s string) Script {
	var count [scripts]int
	best := None
	for _, r := range s {
		if c := OfRune(r); c != None {
			count[c]++
			if count[c] > count[best] {
				best = c
			}
		}
	}
	if count[Kana] > 0 && (best == Han || best == Kana) {
		return Kana
	}
	return first(s, count[best], &count)
}

// first gives the script that stands first among those with the most letters.
func first(s string, most int, count *[scripts]int) Script {
	for _, r := range s {
		if c := OfRune(r); c != None && count[c] == most {
			return c
		}
	}
	return None
}

// OfRune gives the script of one letter, None for everything else.
func OfRune(r rune) Script {
	switch {
	case r < 0x80:
		if 'a' <= r|0x20 && r|0x20 <= 'z' {
			return Latin
		}
		return None
	case 0x4E00 <= r && r <= 0x9FFF:
		return Han
	case 0xAC00 <= r && r <= 0xD7A3:
		return Hangul
	case !unicode.IsLetter(r):
		return None
	}
	return ofLetter(r)
}

func ofLetter(r rune) Script {
	for _, t := range [...]struct {
		table  *unicode.RangeTable
		script Script
	}{
		{unicode.Latin, Latin}, {unicode.Cyrillic, Cyrillic}, {unicode.Greek, Greek}, {unicode.Armenian, Armenian},
		{unicode.Georgian, Georgian}, {unicode.Arabic, Arabic}, {unicode.Hebrew, Hebrew}, {unicode.Han, Han},
		{unicode.Hangul, Hangul}, {unicode.Hiragana, Kana}, {unicode.Katakana, Kana}, {unicode.Devanagari, Devanagari},
	} {
		if unicode.Is(t.table, r) {
			return t.script
		}
	}
	if unicode.Is(unicode.Common, r) || unicode.Is(unicode.Inherited, r) {
		return None // a prolonged sound mark, a modifier: they belong to any script
	}
	return Other
}

// Mixed tells whether some word of s has letters of two scripts that are never written together: the sign of a mask or
// of a broken encoding.
func Mixed(s string) bool {
	before := None
	for _, r := range s {
		c := OfRune(r)
		switch {
		case c == None && !unicode.IsMark(r) && !unicode.Is(unicode.Cf, r):
			before = None
		case c == None, together(before, c):
		case before == None:
			before = c
		default:
			return true
		}
	}
	return false
}

// together tells scripts that Japanese and Korean mix inside a word.
func together(a, b Script) bool {
	return a == b || (a == Han || a == Kana || a == Hangul) && (b == Han || b == Kana || b == Hangul)
}
