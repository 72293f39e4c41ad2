// Package plain shows text from outside so that it cannot turn or hide what stands around it.
//
// Vocabulary: a glyph is a run of text, or one sign that has no shape of its own but changes how the rest looks, by its code.
//
// Law it keeps: nothing is left out; taking the signs for their codes, the glyphs are the text.
//
// It escapes nothing: templates do.
package plain

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Glyph is a piece of text, or a sign that could turn or hide text, by its code.
type Glyph struct{ Text, Code string }

// Glyphs parts text from the signs in it that have no shape of their own but change how the rest looks.
func Glyphs(text string) []Glyph {
	var out []Glyph
	from := 0
	for i, r := range text {
		if !Hidden(r) {
			continue
		}
		if i > from {
			out = append(out, Glyph{Text: text[from:i]})
		}
		out = append(out, Glyph{Code: fmt.Sprintf("U+%04X", r)})
		from = i + utf8.RuneLen(r)
	}
	if from < len(text) {
		out = append(out, Glyph{Text: text[from:]})
	}
	return out
}

// Hidden tells whether a sign turns the direction of text, has no width, or is a control: what makes text read other than it is.
func Hidden(r rune) bool {
	switch {
	case r == '\n', r == '\t':
		return false
	case r == '\u200c', r == '\u200d': // joiners belong to how some scripts are written
		return false
	}
	return unicode.IsControl(r) || unicode.Is(unicode.Cf, r) || r == '\u2028' || r == '\u2029' || r >= 0xE0000 && r <= 0xE0FFF
}

// Line gives text for one line with such signs written out.
func Line(s string) string {
	var b strings.Builder
	for _, g := range Glyphs(s) {
		b.WriteString(g.Text)
		if g.Code != "" {
			b.WriteString("[" + g.Code + "]")
		}
	}
	return b.String()
}
