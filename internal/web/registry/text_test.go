package registry

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"schild/internal/web/plain"
)

func textOf(ss []stretch) string {
	var b strings.Builder
	for _, s := range ss {
		for _, g := range s.Text {
			b.WriteString(g.Text)
			if g.Code != "" {
				b.WriteString("<" + g.Code + ">")
			}
		}
	}
	return b.String()
}

// TestStretchesKeepTheText: however spots lie, overlap, touch or are wrong, every character of the text is there once and
// in order, and every sound spot can be jumped to once.
func TestStretchesKeepTheText(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.StringOf(rapid.RuneFrom([]rune("abc é漢😀 \n"))).Draw(t, "text")
		var spots []spot
		for range rapid.IntRange(0, 6).Draw(t, "spots") {
			spots = append(spots, spot{Start: rapid.IntRange(-2, len(text)+2).Draw(t, "start"), End: rapid.IntRange(-2, len(text)+2).Draw(t, "end"),
				State: rapid.SampledFrom([]string{"proposed", "accepted", "rejected", "stated"}).Draw(t, "state"), ID: "x", Name: "n"})
		}
		ss := stretches(2, text, spots)
		if got := textOf(ss); got != text {
			t.Errorf("%q became %q", text, got)
		}
		anchors := map[string]int{}
		for _, s := range ss {
			for _, a := range s.Anchors {
				anchors[a]++
			}
		}
		for a, n := range anchors {
			if n != 1 {
				t.Errorf("%s stands %d times", a, n)
			}
		}
	})
}

func TestStretches(t *testing.T) {
	text := "The Ravelin left Veltra."
	got := stretches(1, text, []spot{{4, 11, "proposed", "m1", "MV Ravelin"}, {4, 16, "accepted", "m2", "Ravelin left"}, {17, 23, "rejected", "m3", "Veltra"}})
	run := func(s string) []plain.Glyph { return []plain.Glyph{{Text: s}} }
	want := []stretch{
		{Text: run("The ")},
		{Text: run("Ravelin"), Anchors: []string{"p1-4"}, State: "stated", Names: "MV Ravelin, Ravelin left", Mention: "m2", Ends: true},
		{Text: run(" left"), State: "stated", Names: "Ravelin left", Mention: "m2", Ends: true},
		{Text: run(" ")},
		{Text: run("Veltra"), Anchors: []string{"p1-17"}},
		{Text: run(".")},
	}
	if d := cmp.Diff(want, got, cmp.AllowUnexported(stretch{})); d != "" {
		t.Error(d)
	}
}
