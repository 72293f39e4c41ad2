package name

import (
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// class says what a character is for the cutting of words.
type class uint8

const (
	separator  class = iota // parts words
	apostrophe              // a joiner: parts words, may tie them
	hyphen                  // a joiner too
	lineBreak               // a separator that may follow a joiner inside a tie
	nothing                 // not there at all
	mark                    // a mark that folding drops; belongs to the letter before it
	letter                  // a letter or number of a script with spaces
	alone                   // a letter that is a word of its own
	sign                    // a mark that folding keeps; goes on with a word
)

// folded is what one character becomes: its class and its plain spelling, empty below letter.
type folded struct {
	class class
	n     uint8
	text  [6]byte
}

// tableEnd is the end of the characters kept ready: those of one and two bytes, all of Latin, Greek, Cyrillic,
// Hebrew and Arabic.
const tableEnd = 0x800

// table is computed from Unicode's own tables and never changed.
var table = makeTable()

func makeTable() *[tableEnd]folded {
	var t [tableEnd]folded
	var buf [64]byte
	for r := range rune(tableEnd) {
		f := folded{class: classOf(r)}
		if f.class >= letter {
			f.n = uint8(copy(f.text[:], appendPlain(buf[:0], r)))
		}
		t[r] = f
	}
	return &t
}

// lookup gives the class of the character at the start of s, its spelling appended to dst, and its size in bytes.
func lookup(dst []byte, s string) ([]byte, class, int) {
	r, size := utf8.DecodeRuneInString(s)
	switch {
	case r < tableEnd:
		f := &table[r]
		return append(dst, f.text[:f.n]...), f.class, size
	case r == utf8.RuneError:
		return dst, separator, size
	case isPlainAlone(r):
		return append(dst, s[:size]...), alone, size
	}
	c := classOf(r)
	if c >= letter {
		dst = appendPlain(dst, r)
	}
	return dst, c, size
}

// isPlainAlone tells the two large blocks that fold to themselves: Hangul syllables and unified ideographs.
func isPlainAlone(r rune) bool {
	return 0xAC00 <= r && r <= 0xD7A3 || 0x4E00 <= r && r <= 0x9FFF
}

// classOf finds the class of one character. A character that stands for several ("㈱" for "(株)") is a letter
// when there is a letter in it, and its punctuation is dropped; it never becomes two words.
func classOf(r rune) class {
	switch {
	case isApostrophe(r):
		return apostrophe
	case isHyphen(r):
		return hyphen
	case isBreak(r):
		return lineBreak
	case isNothing(r):
		return nothing
	case unicode.In(r, unicode.Mn, unicode.Me) && !isSign(r):
		return mark
	}
	var buf [64]byte
	plain := appendPlain(buf[:0], r)
	if len(plain) == 0 {
		return separator
	}
	return classOfPlain(string(plain))
}

// classOfPlain finds the class of a character from its spelling. One that stands for several words of an unspaced
// script (㍿, a company's legal form in four ideographs) only parts words.
func classOfPlain(plain string) class {
	first, size := utf8.DecodeRuneInString(plain)
	k := letter
	switch {
	case isSign(first):
		k = sign
	case Unspaced(first):
		k = alone
	}
	for _, r := range plain[size:] {
		if !isSign(r) && (k != letter || Unspaced(r)) {
			return separator
		}
	}
	return k
}

func isBreak(r rune) bool {
	return r == '\n' || r == '\r' || r == '\v' || r == '\f' || r == 0x85 || r == 0x2028 || r == 0x2029
}

// isNothing tells characters that may stand inside a word without changing it: controls other than tab and line
// breaks, format characters, fillers, the Arabic tatweel and the half rings that transliteration writes for hamza and ayn.
func isNothing(r rune) bool {
	switch {
	case unicode.Is(unicode.Cf, r):
		return true
	case r < 0x20, 0x7F <= r && r < 0xA0:
		return r != '\t' && !isBreak(r)
	}
	switch r {
	case 'ـ', 'ʾ', 'ʿ', 0x115F, 0x1160, 0x3164, 0xFFA0:
		return true
	}
	return false
}

// appendPlain appends the spelling of one character: its letters, numbers and kept signs, taken apart, without
// case and without anything else.
func appendPlain(dst []byte, r rune) []byte {
	var buf [utf8.UTFMax]byte
	n := utf8.EncodeRune(buf[:], r)
	if parts := norm.NFKD.Properties(buf[:n]).Decomposition(); len(parts) > 0 && !isDigraph(r) {
		for _, part := range string(parts) {
			dst = appendPlain(dst, part)
		}
		return dst
	}
	if unicode.In(r, unicode.Mn, unicode.Me) && !isSign(r) {
		return dst // before case: the upper case of a Greek iota below is a letter
	}
	if lower := unicode.ToLower(unicode.ToUpper(r)); lower != r {
		return appendPlain(dst, lower)
	}
	if s := special(r); s != "" {
		return append(dst, s...)
	}
	if isNothing(r) || isApostrophe(r) {
		return dst
	}
	switch {
	case unicode.Is(unicode.Nd, r):
		return append(dst, digit(r))
	case unicode.IsLetter(r), unicode.IsNumber(r), isSign(r):
		return append(dst, buf[:n]...)
	}
	return dst
}

// isDigraph tells letters that Unicode would take apart into two words: two of Lao, two of old Japanese print.
func isDigraph(r rune) bool {
	return r == 0x0EDC || r == 0x0EDD || r == 0x309F
}

// digit gives '0' to '9' for a decimal digit of any script. Unicode promises that each script's ten lie together,
// from nought upwards (core specification, chapter 4.6).
func digit(r rune) byte {
	for _, t := range unicode.Nd.R16 {
		if rune(t.Lo) <= r && r <= rune(t.Hi) {
			return '0' + byte((r-rune(t.Lo))%10)
		}
	}
	for _, t := range unicode.Nd.R32 {
		if rune(t.Lo) <= r && r <= rune(t.Hi) {
			return '0' + byte((r-rune(t.Lo))%10)
		}
	}
	return '0'
}

// isSign tells what is written after a letter and belongs to it: vowel signs of Indic scripts, Thai vowels and tones, the
// voicing marks of kana, the vowels and finals of Hangul written as separate jamo.
func isSign(r rune) bool {
	switch {
	case r < 0x700:
		return false
	case 0x0E30 <= r && r <= 0x0E3A, r == 0x0E45, 0x0EB0 <= r && r <= 0x0EBC: // Thai and Lao vowels after a letter
		return true
	case 0x1161 <= r && r <= 0x11FF, 0xD7B0 <= r && r <= 0xD7FB, r == 0x3099, r == 0x309A:
		return true
	case !unicode.Is(unicode.M, r):
		return false
	}
	return !unicode.In(r, unicode.Inherited, unicode.Cyrillic, unicode.Arabic, unicode.Hebrew, unicode.Syriac,
		unicode.Common, unicode.Latin, unicode.Greek)
}

// Unspaced tells whether r is a letter of a script written without spaces between words (or, as in Hangul, with
// particles glued to names). Each such letter is a word of its own, so that a name is found inside a running text.
func Unspaced(r rune) bool {
	return r >= 0x0E00 && unicode.In(r, unicode.Han, unicode.Hangul, unicode.Hiragana, unicode.Thai, unicode.Lao,
		unicode.Khmer, unicode.Myanmar)
}
