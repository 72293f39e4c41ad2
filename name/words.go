package name

import "iter"

// Word is one word of a text.
type Word struct {
	Start, End int    // where it stands, in bytes of the text
	Folded     string // its plain spelling
	Tied       bool   // one apostrophe or hyphen, or a hyphen and a line break, and nothing else parts it from the word before; an 's never is
}

// Words gives the words of a text one after the other. A word already written plainly costs no memory.
func Words(text string) iter.Seq[Word] {
	return func(yield func(Word) bool) {
		c := NewCursor(text)
		for c.Next() {
			w := Word{Start: c.Start, End: c.End, Tied: c.Tied}
			if plain := text[c.Start:c.End]; plain == string(c.Folded) {
				w.Folded = plain
			} else {
				w.Folded = string(c.Folded)
			}
			if !yield(w) {
				return
			}
		}
	}
}

// Split gives the folded words of s.
func Split(s string) []string {
	var words []string
	for w := range Words(s) {
		words = append(words, w.Folded)
	}
	return words
}

// Fold gives the plain spelling of s: its folded words with one space between. Two spellings of one name that
// differ only in case, accents, joiners, spaces, punctuation or invisible characters fold to the same string.
func Fold(s string) string {
	dst := make([]byte, 0, len(s))
	c := NewCursor(s)
	for c.Next() {
		if len(dst) > 0 {
			dst = append(dst, ' ')
		}
		dst = append(dst, c.Folded...)
	}
	return string(dst)
}
