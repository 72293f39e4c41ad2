package compare

import (
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// TestChangesLoseNothing holds that what stayed and went is the text before, and what stayed and came the text after.
func TestChangesLoseNothing(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		paragraph := rapid.Map(rapid.SliceOfN(rapid.SampledFrom([]string{"a", "b ", "c\n", "dd", " "}), 0, 8), func(s []string) string { return strings.Join(s, "") })
		text := rapid.SliceOfN(paragraph, 0, 6)
		before, after := text.Draw(t, "before"), text.Draw(t, "after")
		var was, is strings.Builder
		for _, c := range Texts(before, after) {
			for _, w := range c.Words {
				if w.Kind != "new" {
					was.WriteString(w.Text)
				}
				if w.Kind != "gone" {
					is.WriteString(w.Text)
				}
			}
		}
		if was.String() != strings.Join(before, "") || is.String() != strings.Join(after, "") {
			t.Fatalf("%q → %q became %q → %q", before, after, was.String(), is.String())
		}
	})
}

func TestChanges(t *testing.T) {
	for _, c := range []struct{ why, before, after, want string }{
		{"the same", "One.|Two.", "One.|Two.", "One.|Two."},
		{"a word", "One red press.|Two.", "One blue press.|Two.", "One -red +blue press.|Two."},
		{"a paragraph comes", "One.", "One.|Two.", "One.|+Two."},
		{"a paragraph goes", "One.|Two.", "Two.", "-One.|Two."},
		{"from nothing", "", "One.", "+One."},
	} {
		var got []string
		for _, x := range Texts(split(c.before), split(c.after)) {
			var b strings.Builder
			for _, w := range x.Words {
				b.WriteString(map[string]string{"": "", "new": "+", "gone": "-"}[w.Kind] + w.Text)
			}
			got = append(got, b.String())
		}
		if s := strings.Join(got, "|"); s != c.want {
			t.Errorf("%s: got %q, want %q", c.why, s, c.want)
		}
	}
}

func split(s string) []string {
	if s == "" {
		return nil
	}
	return strings.Split(s, "|")
}
