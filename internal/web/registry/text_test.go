package registry

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

func plainOf(ss []stretch) string {
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
		if got := plainOf(ss); got != text {
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
	plain := func(s string) []glyph { return []glyph{{Text: s}} }
	want := []stretch{
		{Text: plain("The ")},
		{Text: plain("Ravelin"), Anchors: []string{"p1-4"}, State: "stated", Names: "MV Ravelin, Ravelin left", Mention: "m2", Ends: true},
		{Text: plain(" left"), State: "stated", Names: "Ravelin left", Mention: "m2", Ends: true},
		{Text: plain(" ")},
		{Text: plain("Veltra"), Anchors: []string{"p1-17"}},
		{Text: plain(".")},
	}
	if d := cmp.Diff(want, got, cmp.AllowUnexported(glyph{}, stretch{})); d != "" {
		t.Error(d)
	}
}

// What could make text read otherwise than it is stands there by its code; what scripts need to be written does not.
func TestVisible(t *testing.T) {
	for in, want := range map[string]string{
		"invoice\u202egpj.exe":      "invoice[U+202E]gpj.exe",
		"pay\u200bpal":              "pay[U+200B]pal",
		"\u2066x\u2069\u061c\ufeff": "[U+2066]x[U+2069][U+061C][U+FEFF]",
		"a\x00b\x1b[31m":            "a[U+0000]b[U+001B][31m",
		"tag \U000E0041":            "tag [U+E0041]",
		"می\u200cخواهم":             "می\u200cخواهم",
		"العربية":                   "العربية",
		"<script>alert(1)</script>": "<script>alert(1)</script>",
		"line\nand\ttab stay 漢字 🚢":  "line\nand\ttab stay 漢字 🚢",
	} {
		if got := visible(in); got != want {
			t.Errorf("%q gives %q, want %q", in, got, want)
		}
	}
}
