package note_test

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"schild/day"
	"schild/label"
	"schild/note"
)

// anyLabel draws labels over a small world.
func anyLabel() *rapid.Generator[label.Label] {
	set := func(tokens ...string) *rapid.Generator[label.Set] {
		return rapid.Map(rapid.SliceOfDistinct(rapid.SampledFrom(tokens), rapid.ID[string]), func(s []string) label.Set {
			return label.NewSet(s...)
		})
	}
	return rapid.Custom(func(t *rapid.T) label.Label {
		l := label.Label{
			Level:        label.Level(rapid.IntRange(0, 4).Draw(t, "level")),
			Compartments: set("K1", "K2").Draw(t, "compartments"),
			Releasable:   set(own, stark, vest).Draw(t, "releasable"),
			Originators:  set(own, stark, vest).Draw(t, "originators"),
		}
		if rapid.Bool().Draw(t, "for all") {
			l.Releasable = label.All
		}
		return l
	})
}

// world draws sources by ref.
func world(t *rapid.T) (map[string]note.Cited, note.Lookup) {
	sources := map[string]note.Cited{}
	for _, ref := range []string{"a", "b", "c", "d"} {
		sources[ref] = note.Cited{Ref: ref, Source: "R-" + ref, Label: anyLabel().Draw(t, ref)}
	}
	return sources, func(ref string) (note.Cited, bool) {
		c, ok := sources[ref]
		return c, ok
	}
}

// anyDraft draws paragraphs that cite some of the refs, in the text and beside it.
func anyDraft(t *rapid.T) note.Draft {
	d := note.Draft{Lang: "en", Label: anyLabel().Draw(t, "own label")}
	ref := rapid.SampledFrom([]string{"a", "b", "c", "d"})
	for range rapid.IntRange(0, 4).Draw(t, "paragraphs") {
		p := note.Paragraph{Markdown: "Text.", Level: label.Level(rapid.IntRange(0, 4).Draw(t, "level"))}
		for range rapid.IntRange(0, 3).Draw(t, "cited") {
			p.Markdown += " More[[" + ref.Draw(t, "ref") + "]]."
		}
		p.Cites = rapid.SliceOfN(ref, 0, 2).Draw(t, "beside")
		d.Paragraphs = append(d.Paragraphs, p)
	}
	return d
}

// The floor is the join of everything cited and of every level set by hand; each paragraph's is its own part of it.
func TestFloorIsTheJoin(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		sources, cited := world(t)
		d := anyDraft(t)
		want := label.Bottom()
		for _, ref := range d.Refs() {
			want = label.Join(want, sources[ref].Label)
		}
		for _, p := range d.Paragraphs {
			want.Level = max(want.Level, p.Level)
		}
		floor, portions, problems := note.Floor(d, cited)
		if floor != want || len(problems) > 0 {
			t.Fatalf("floor %+v, want %+v, problems %v", floor, want, problems)
		}
		for i, portion := range portions {
			if !floor.Dominates(portion) {
				t.Fatalf("portion %d is not below the floor", i)
			}
		}
	})
}

// A draft is accepted at its floor, and at no label that does not dominate it.
func TestTheLabelDominatesTheFloor(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		_, cited := world(t)
		d := anyDraft(t)
		floor, _, _ := note.Floor(d, cited)
		below := func(p note.Problem) bool { return p.Key == "note.label.below" }
		if got := slices.ContainsFunc(note.CheckLabel(d, floor), below); got == d.Label.Dominates(floor) {
			t.Fatalf("%+v against %+v: problem %t", d.Label, floor, got)
		}
		d.Label = floor
		if got := note.CheckLabel(d, floor); slices.ContainsFunc(got, func(p note.Problem) bool { return below(p) || p.Hint }) {
			t.Fatalf("the floor itself: %v", got)
		}
	})
}

// What the author may not see and what does not exist are the same in every answer of the package.
func TestMissingAndDeniedLookAlike(t *testing.T) {
	d := sample("en")
	d.Paragraphs[0].Markdown += " Also[[st-9]]."
	absent := lookup()
	d2 := sample("en")
	d2.Paragraphs[0].Markdown += " Also[[st-9]]."
	denied := func(ref string) (note.Cited, bool) {
		if ref == "st-9" { // there, and not for this author: the lookup may even leak it beside its no
			return note.Cited{Ref: "st-9", Label: label.Label{Level: label.TopSecret, Originators: "SECRET SISTER"}}, false
		}
		return absent(ref)
	}
	for _, see := range []func(note.Lookup) any{
		func(l note.Lookup) any { f, ps, problems := note.Floor(d, l); return []any{f, ps, problems} },
		func(l note.Lookup) any { return note.CheckRelease(d, note.Terms{Own: own, Cited: l}) },
		func(l note.Lookup) any { h, err := note.RenderHTML(d, l); return []any{h, err} },
		func(l note.Lookup) any { return note.WritePDF(nil, copyWith(d, l)).Error() },
	} {
		if diff := cmp.Diff(see(absent), see(denied)); diff != "" {
			t.Errorf("missing and denied differ: %s", diff)
		}
	}
}

func copyWith(d note.Draft, l note.Lookup) note.Print {
	p := copyOf(d)
	p.Cited = l
	return p
}

func keys(problems []note.Problem, hints bool) []string {
	var out []string
	for _, p := range problems {
		if p.Hint == hints {
			out = append(out, p.Key)
		}
	}
	return out
}

func TestCheckLabel(t *testing.T) {
	for _, c := range []struct {
		why           string
		change        func(*note.Draft)
		want, hinting []string
	}{
		{"complete", func(*note.Draft) {}, nil, nil},
		{"art. 3: a level protects an interest", func(d *note.Draft) { d.Interest = "" }, []string{"note.label.interest"}, nil},
		{"art. 3 has eight interests", func(d *note.Draft) { d.Interest = "i" }, []string{"note.label.interest"}, nil},
		{"a level has a reason", func(d *note.Draft) { d.Reason = "because" }, []string{"note.label.reason"}, nil},
		{"the reason other needs words", func(d *note.Draft) { d.Reason = note.OtherReason }, []string{"note.label.reason"}, nil},
		{"the reason other with words", func(d *note.Draft) { d.Reason, d.ReasonText = note.OtherReason, "words" }, nil, nil},
		{"a level is looked at again", func(d *note.Draft) { d.Review = day.Date{} }, []string{"note.label.review"}, nil},
		{"not in the past", func(d *note.Draft) { d.Review = day.Date{Year: 2025, Month: 2} }, []string{"note.label.review.past"}, nil},
		{"every five years (EU rules of 2001)", func(d *note.Draft) { d.Review = day.Date{Year: 2031} }, nil, []string{"note.label.review.far"}},
		{"level = highest needed by any part", func(d *note.Draft) { d.Label.Level = label.Confidential }, []string{"note.label.below"}, nil},
		{"originators cannot be dropped", func(d *note.Draft) { d.Label.Originators = vest }, []string{"note.label.below"}, nil},
		{"release cannot be widened", func(d *note.Draft) { d.Label.Releasable = label.NewSet(stark, vest) }, []string{"note.label.below"}, nil},
		{"classify as little as needed", func(d *note.Draft) { d.Label.Level = label.TopSecret }, nil, []string{"note.label.above"}},
	} {
		t.Run(c.why, func(t *testing.T) {
			d := sample("en")
			c.change(&d)
			floor, _, _ := note.Floor(d, lookup())
			got := note.CheckLabel(d, floor)
			if diff := cmp.Diff(c.want, keys(got, false)); diff != "" {
				t.Error(diff)
			}
			if diff := cmp.Diff(c.hinting, keys(got, true)); diff != "" {
				t.Error("hints:", diff)
			}
		})
	}
}

func TestNothingClassifiedNeedsNoGrounds(t *testing.T) {
	d := note.Draft{Lang: "en", Paragraphs: []note.Paragraph{{Markdown: "Public[[st-3]]."}}, Label: label.Bottom()}
	floor, _, _ := note.Floor(d, lookup())
	if got := note.CheckLabel(d, floor); len(got) > 0 {
		t.Errorf("got %v", got)
	}
}

func TestCheckForm(t *testing.T) {
	if got := note.CheckForm(sample("fr")); len(got) > 0 {
		t.Errorf("complete draft: %v", got)
	}
	want := []string{"note.form.kind", "note.form.lang", "note.form.title", "note.form.subject", "note.form.reference",
		"note.form.date", "note.form.addressee", "note.form.paragraphs"}
	if diff := cmp.Diff(want, keys(note.CheckForm(note.Draft{}), false)); diff != "" {
		t.Error(diff)
	}
	d := sample("en")
	d.Paragraphs = []note.Paragraph{{Markdown: "turn \u202E around"}, {Markdown: string(make([]byte, 65<<10))}}
	if diff := cmp.Diff([]string{"note.form.script"}, keys(note.CheckForm(d), true)); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff([]string{"note.form.long"}, keys(note.CheckForm(d), false)); diff != "" {
		t.Error(diff)
	}
}
