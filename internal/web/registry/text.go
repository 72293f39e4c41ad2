package registry

import (
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"schild/internal/web/plain"
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
	Text    []plain.Glyph
	Anchors []string // places that begin here: "p2-123" for part 2, byte 123
	State   string   // "" | proposed | stated: the strongest of the spots over it
	Names   string
	Mention string // the mention to jump to
	Ends    bool   // a spot ends here: its sign stands behind it
}

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
		s := stretch{Text: plain.Glyphs(text[cuts[i]:cuts[i+1]])}
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
