package registry

import (
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// spot is a place in a part's text where something was found or stated: byte offsets, End exclusive.
type spot struct {
	Start, End int
	State      string // proposed | accepted | stated; any other is not marked
	ID         string // of the mention or statement
	Name       string // whom or what it is about
}

// stretch is a run of text under the same spots.
type stretch struct {
	Text    []glyph
	Anchors []string // places that begin here: "p2-123" for part 2, byte 123
	State   string   // "" | proposed | stated: the strongest of the spots over it
	Names   string
	Mention string // the mention to jump to
	Ends    bool   // a spot ends here: its sign stands behind it
}

// glyph is a piece of text, or a sign that could turn or hide text, by its code.
type glyph struct{ Text, Code string }

// stretches cuts a part's text at every end of a spot, wherever spots overlap.
func stretches(part int, text string, spots []spot) []stretch {
	spots = inside(text, spots)
	cuts := []int{0, len(text)}
	for _, s := range spots {
		cuts = append(cuts, s.Start, s.End)
	}
	slices.Sort(cuts)
	cuts = slices.Compact(cuts)
	var out []stretch
	for i := 0; i+1 < len(cuts); i++ {
		s := stretch{Text: glyphs(text[cuts[i]:cuts[i+1]])}
		s.cover(part, cuts[i], cuts[i+1], spots)
		out = append(out, s)
	}
	return out
}

// inside keeps the spots that lie in the text on the edges of characters: they were found in this very text, and a page
// must stand even if they were not.
func inside(text string, spots []spot) []spot {
	var out []spot
	for _, s := range spots {
		edge := func(at int) bool { return at >= 0 && (at == len(text) || at < len(text) && utf8.RuneStart(text[at])) }
		if s.Start < s.End && edge(s.Start) && edge(s.End) {
			out = append(out, s)
		}
	}
	slices.SortStableFunc(out, func(a, b spot) int { return a.Start - b.Start })
	return out
}

// cover marks a stretch with what lies over it.
func (s *stretch) cover(part, from, to int, spots []spot) {
	var names []string
	for _, o := range spots {
		if o.Start >= to {
			break
		}
		if o.End <= from {
			continue
		}
		if o.Start == from {
			s.Anchors = append(s.Anchors, fmt.Sprintf("p%d-%d", part, from))
		}
		if o.State != "proposed" && o.State != "accepted" && o.State != "stated" {
			continue
		}
		s.Ends = s.Ends || o.End == to
		if names = append(names, o.Name); o.State == "proposed" && s.State == "" {
			s.State, s.Mention = "proposed", o.ID
		}
		if o.State == "accepted" || o.State == "stated" {
			s.State = "stated"
			if o.State == "accepted" || s.Mention == "" {
				s.Mention = o.ID
			}
		}
	}
	slices.Sort(names)
	s.Names = strings.Join(slices.Compact(names), ", ")
	s.Anchors = slices.Compact(s.Anchors)
}

// glyphs parts text from the signs in it that have no shape of their own but change how the rest looks.
func glyphs(text string) []glyph {
	var out []glyph
	from := 0
	for i, r := range text {
		if !hidden(r) {
			continue
		}
		if i > from {
			out = append(out, glyph{Text: text[from:i]})
		}
		out = append(out, glyph{Code: fmt.Sprintf("U+%04X", r)})
		from = i + utf8.RuneLen(r)
	}
	if from < len(text) {
		out = append(out, glyph{Text: text[from:]})
	}
	return out
}

// hidden tells whether a sign turns the direction of text, has no width, or is a control: what makes text read other than it is.
func hidden(r rune) bool {
	switch {
	case r == '\n', r == '\t':
		return false
	case r == '\u200c', r == '\u200d': // joiners belong to how some scripts are written
		return false
	}
	return unicode.IsControl(r) || unicode.Is(unicode.Cf, r) || r == '\u2028' || r == '\u2029' || r >= 0xE0000 && r <= 0xE0FFF
}

// visible gives text for one line with such signs written out.
func visible(s string) string {
	var b strings.Builder
	for _, g := range glyphs(s) {
		b.WriteString(g.Text)
		if g.Code != "" {
			b.WriteString("[" + g.Code + "]")
		}
	}
	return b.String()
}
