package name

import (
	"golang.org/x/text/unicode/norm"
)

// ascii gives the folded byte of an ASCII letter or digit, 0 for everything else.
var ascii = makeASCII()

func makeASCII() *[256]byte {
	var t [256]byte
	for c := range byte(0x80) {
		switch {
		case 'a' <= c && c <= 'z', '0' <= c && c <= '9':
			t[c] = c
		case 'A' <= c && c <= 'Z':
			t[c] = c + 'a' - 'A'
		}
	}
	return &t
}

// Cursor walks the words of a text without allocating: the way for those who read much. Words is the way for all others.
// The fields describe the word that Next found.
type Cursor struct {
	Start, End int    // where the word stands in the text, in bytes
	Folded     []byte // the word; valid until the next call of Next
	Tied       bool   // see Word

	text  string
	next  int  // where to go on
	words int  // words found so far
	signs int  // kept signs since the last letter
	loose bool // the word may need composing
}

// NewCursor starts before the first word of text.
func NewCursor(text string) *Cursor { return &Cursor{text: text} }

// Next moves to the next word and tells whether there is one.
func (c *Cursor) Next() bool {
	gap, ok := c.skip()
	if !ok {
		return false
	}
	c.read()
	c.Tied = c.words > 0 && gap.ties() && !(gap.joiner == apostrophe && string(c.Folded) == "s")
	c.words++
	return true
}

// gap is what stands between two words, as far as ties are concerned.
type gap struct {
	joiner class // the only joiner, or separator
	broken bool  // line breaks, or spaces after them, follow the joiner
	other  bool  // there is something else
}

func (g gap) ties() bool { return g.joiner != separator && !g.other }

// add takes one more character into account.
func (g *gap) add(k class, b byte) {
	switch {
	case k == nothing, k == mark:
	case k == apostrophe, k == hyphen:
		g.other = g.other || g.joiner != separator
		g.joiner = k
	case g.joiner == hyphen && k == lineBreak:
		g.broken = true
	case g.broken && (b == ' ' || b == '\t'):
	default:
		g.other = true
	}
}

// skip goes to the first letter of the next word and reads its first character.
func (c *Cursor) skip() (g gap, ok bool) {
	c.Folded, c.loose, c.signs = c.Folded[:0], false, 0
	for i := c.next; i < len(c.text); {
		b := c.text[i]
		if ascii[b] != 0 {
			c.Start, c.next = i, i
			return g, true
		}
		if b == ' ' {
			g.other = g.other || !g.broken
			i++
			continue
		}
		var k class
		var size int
		c.Folded, k, size = lookup(c.Folded[:0], c.text[i:])
		if k >= letter {
			c.Start, c.next = i, i
			return g, true
		}
		g.add(k, b)
		i += size
	}
	c.next = len(c.text)
	return g, false
}

// read reads the word that begins at Start. The text is walked a byte at a time while it is ASCII.
func (c *Cursor) read() {
	buf, text := c.Folded[:0], c.text
	c.End = c.Start
	single := false // the word is a letter that stands alone
	i := c.Start
	for i < len(text) {
		if f := ascii[text[i]]; f != 0 {
			if single {
				break
			}
			buf = append(buf, f)
			i++
			c.End = i
			continue
		}
		if text[i] < 0x80 && table[text[i]].class != nothing {
			break
		}
		n := len(buf)
		more, k, size := lookup(buf, text[i:])
		if k < nothing || n > 0 && (k == alone || single && k == letter) {
			break
		}
		buf = c.take(buf, more, k)
		single = single || k == alone
		i += size
		if k != nothing {
			c.End = i
		}
	}
	c.next = i
	c.Folded = c.compose(buf)
}

// signsMax bounds the kept signs after one letter: real writing has four, and composing is only bounded below thirty.
const signsMax = 8

// take decides whether a character's spelling joins the word, and remembers whether the word needs composing.
func (c *Cursor) take(buf, more []byte, k class) []byte {
	if k != sign {
		if k >= letter {
			c.signs = 0
			c.loose = c.loose || len(more) > len(buf)+len("カ") // a kana with its voicing mark
		}
		return more
	}
	c.signs++
	c.loose = true
	if c.signs > signsMax {
		return buf
	}
	return more
}

// compose brings a word with kept signs into NFC.
func (c *Cursor) compose(buf []byte) []byte {
	if !c.loose || norm.NFC.IsNormal(buf) {
		return buf
	}
	return norm.NFC.Bytes(buf)
}
