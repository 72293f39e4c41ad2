package paper

import (
	_ "embed" // the font files
	"encoding/binary"
	"fmt"
	"strings"
	"sync"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// The four faces of DejaVu Sans Condensed: Latin with extensions, Greek, Cyrillic. Licence in font/LICENSE.
var (
	//go:embed font/DejaVuSansCondensed.ttf
	regularFace []byte
	//go:embed font/DejaVuSansCondensed-Bold.ttf
	boldFace []byte
	//go:embed font/DejaVuSansCondensed-Oblique.ttf
	italicFace []byte
	//go:embed font/DejaVuSansCondensed-BoldOblique.ttf
	boldItalicFace []byte
)

// glyphs is the set of characters of the basic plane that a font can draw.
type glyphs [65536 / 64]uint64

func (g *glyphs) has(r rune) bool { return r >= 0 && r < 65536 && g[r/64]>>(r%64)&1 == 1 }

// drawable are the characters that all four faces have: a word keeps its letters when it becomes bold. Read from
// the embedded files once, never changed.
var drawable = sync.OnceValue(func() *glyphs {
	all := characters(regularFace)
	for _, face := range [][]byte{boldFace, italicFace, boldItalicFace} {
		other := characters(face)
		for i := range all {
			all[i] &= other[i]
		}
	}
	return all
})

// characters reads a TrueType font's character map, format 4 (OpenType, table cmap). The font is our own: a file
// without such a table gives no characters, and a test says so.
func characters(font []byte) *glyphs {
	g := &glyphs{}
	u16 := func(at int) int { return int(binary.BigEndian.Uint16(font[at:])) }
	u32 := func(at int) int { return int(binary.BigEndian.Uint32(font[at:])) }
	cmap := 0
	for i := range u16(4) {
		if entry := 12 + 16*i; string(font[entry:entry+4]) == "cmap" {
			cmap = u32(entry + 8)
		}
	}
	for i := range u16(cmap + 2) {
		table := cmap + u32(cmap+4+8*i+4)
		if u16(table) != 4 {
			continue
		}
		twice := u16(table + 6) // number of segments, times two
		for s := 0; s < twice; s += 2 {
			last, first := u16(table+14+s), u16(table+16+twice+s)
			for r := first; r <= last && r != 0xFFFF; r++ {
				g[r/64] |= 1 << (r % 64)
			}
		}
	}
	return g
}

// Ink makes a text drawable: composed characters, one kind of blank, and what the fonts lack, or what would turn
// the reading order around, as its code point ("[U+202E]"). Only characters that show nothing are left out: soft
// hyphen, zero-width space, word joiner, byte order mark.
func Ink(s string) string {
	if plainASCII(s) {
		return s
	}
	var b strings.Builder
	for _, r := range norm.NFC.String(strings.ToValidUTF8(s, "\uFFFD")) {
		switch {
		case r == '\n':
			b.WriteRune(r)
		case r == '\t', r == '\r', r == '\u2028', r == '\u2029':
			b.WriteByte(' ')
		case r == '\u00AD', r == '\u200B', r == '\u2060', r == '\uFEFF':
		case canDraw(r):
			b.WriteRune(r)
		default:
			fmt.Fprintf(&b, "[U+%04X]", r)
		}
	}
	return b.String()
}

func plainASCII(s string) bool {
	for i := range len(s) {
		if (s[i] < ' ' || s[i] > '~') && s[i] != '\n' {
			return false
		}
	}
	return true
}

// canDraw tells whether a character comes out as itself. Format and control characters never do, nor do scripts
// that run from right to left or join their letters, which would come out in the wrong order.
func canDraw(r rune) bool {
	return drawable().has(r) && !unicode.In(r, unicode.Cc, unicode.Cf, unicode.Co, unicode.Arabic, unicode.Hebrew, unicode.Nko, unicode.Mongolian)
}

// Unprintable gives the characters of a text that a print shows as code points, each once, in order; an author is
// told before the note goes out.
func Unprintable(s string) string {
	var b strings.Builder
	seen := map[rune]bool{}
	for _, r := range norm.NFC.String(strings.ToValidUTF8(s, "\uFFFD")) {
		if !seen[r] && strings.HasPrefix(Ink(string(r)), "[U+") {
			seen[r] = true
			b.WriteRune(r)
		}
	}
	return b.String()
}
