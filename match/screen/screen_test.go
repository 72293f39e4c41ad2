package screen_test

import (
	"encoding/json"
	"fmt"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"schild/day"
	"schild/match/score"
	"schild/match/screen"
	"schild/name"
)

func person(key, written string, numbers ...string) screen.Entry {
	return screen.Entry{Key: key, Subject: score.Subject{Kind: name.Person, Names: []string{written}, Facts: score.Facts{Numbers: numbers}}}
}

func entries() *rapid.Generator[[]screen.Entry] {
	return rapid.Custom(func(t *rapid.T) []screen.Entry {
		var out []screen.Entry
		for i := range rapid.IntRange(0, 12).Draw(t, "entries") {
			if rapid.Bool().Draw(t, "there") {
				n := rapid.SampledFrom([]string{"Odile Marchetarre", "Jan Maes", "Jean Maes", "Mohammed Karim", "Karim", "Noor Élan"}).Draw(t, "name")
				var numbers []string
				if rapid.Bool().Draw(t, "number") {
					numbers = []string{rapid.SampledFrom([]string{"AB 12", "ab12", "77"}).Draw(t, "n")}
				}
				out = append(out, person(fmt.Sprint("k", i), n, numbers...))
			}
		}
		return out
	})
}

// TestNewEditionIsAsFresh: an engine that was given editions one after the other answers as one that knows only the last.
func TestNewEditionIsAsFresh(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		grown, last := screen.NewEngine(), map[string][]screen.Entry{}
		for range rapid.IntRange(1, 5).Draw(t, "editions") {
			list := rapid.SampledFrom([]string{"a", "b"}).Draw(t, "list")
			last[list] = entries().Draw(t, "entries")
			grown.Load(screen.Edition{List: list, Version: "1", Entries: len(last[list])}, last[list])
		}
		fresh := screen.NewEngine()
		for list, es := range last {
			fresh.Load(screen.Edition{List: list, Version: "1", Entries: len(es)}, es)
		}
		s := person("s", rapid.SampledFrom([]string{"Jan Maes", "Karim Mohamed", "Nobody Else"}).Draw(t, "subject"), "AB12")
		o := screen.Options{Threshold: 0.1, Top: -1}
		if rapid.Bool().Draw(t, "hidden") {
			o.See = func(list, key string) bool { return list == "a" }
			fresh = screen.NewEngine()
			fresh.Load(screen.Edition{List: "a", Version: "1", Entries: len(last["a"])}, last["a"]) // what may not be seen is as if it were not there
		}
		want, got := fresh.Search(s, o), grown.Search(s, o)
		if diff := cmp.Diff(want, got); diff != "" {
			t.Fatal(diff)
		}
		for _, h := range got.Hits {
			if !grown.Holds(s, h) {
				t.Fatalf("the evidence of %s does not hold", h.Entry)
			}
			if b, err := json.Marshal(h); err != nil || !slices.Equal(b, remade(t, b)) {
				t.Fatalf("a stored hit comes back otherwise: %s", b)
			}
		}
	})
}

func remade(t *rapid.T, b []byte) []byte {
	var h screen.Hit
	if err := json.Unmarshal(b, &h); err != nil {
		t.Fatal(err)
	}
	out, err := json.Marshal(h)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// TestDiffLeadsFromOneToTheOther: a difference applied to the old edition gives the new one, and names nothing else.
func TestDiffLeadsFromOneToTheOther(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		before, after := entries().Draw(t, "before"), entries().Draw(t, "after")
		now := map[string]screen.Entry{}
		for _, e := range before {
			now[e.Key] = e
		}
		for _, c := range screen.Diff(before, after) {
			if c.Before != nil && c.After != nil && c.Before.Digest() == c.After.Digest() {
				t.Fatalf("%s did not change", c.Key)
			}
			if delete(now, c.Key); c.After != nil {
				now[c.Key] = *c.After
			}
		}
		want := map[string]screen.Entry{}
		for _, e := range after {
			want[e.Key] = e
		}
		if diff := cmp.Diff(want, now); diff != "" {
			t.Fatal(diff)
		}
	})
}

// TestOwnNumberIsNeverMissed: the same passport under quite another name is a hit, the first one, and says so.
func TestOwnNumberIsNeverMissed(t *testing.T) {
	e := screen.NewEngine()
	e.Load(screen.Edition{List: "l", Version: "1"}, []screen.Entry{person("k1", "Jan Maes"), person("k2", "Quite Another", "EM 123-456")})
	r := e.Search(person("s", "Jan Maes", "em123-456"), screen.Options{Threshold: 0.5})
	if len(r.Hits) != 2 || r.Hits[0].Entry != "k2" || r.Hits[0].Number == "" || r.Hits[1].Entry != "k1" {
		t.Errorf("%+v", r.Hits)
	}
}

// TestTopSaysWhatItLeftOut: the best stay, the rest is counted.
func TestTopSaysWhatItLeftOut(t *testing.T) {
	e := screen.NewEngine()
	var es []screen.Entry
	for i := range 15 {
		es = append(es, person(fmt.Sprintf("k%02d", i), "Jan Maes"))
	}
	e.Load(screen.Edition{List: "l", Version: "1"}, es)
	r := e.Search(person("s", "Jan Maes"), screen.Options{Threshold: 0.3})
	if len(r.Hits) != 10 || r.Cut != 5 || r.Hits[0].Entry != "k00" {
		t.Errorf("%d hits, %d left out, first %s", len(r.Hits), r.Cut, r.Hits[0].Entry)
	}
}

func TestFlags(t *testing.T) {
	on := day.Date{Year: 2026, Month: 3, Day: 9}
	for _, c := range []struct {
		e    screen.Entry
		want []screen.Flag
	}{
		{screen.Entry{}, nil},
		{born(2008, 3, 9), nil}, {born(2008, 3, 10), []screen.Flag{screen.Minor}}, {born(2008, 0, 0), []screen.Flag{screen.Minor}}, {born(2007, 0, 0), nil},
		{screen.Entry{Roles: []string{"Avocat au barreau"}}, []screen.Flag{screen.Protected}},
		{screen.Entry{Roles: []string{"Minister van Zaken"}, Topics: []string{"role.pep"}}, []screen.Flag{screen.InOffice}},
		{screen.Entry{Roles: []string{"administrator"}}, nil},
	} {
		if diff := cmp.Diff(c.want, screen.Flags(c.e, on)); diff != "" {
			t.Errorf("%+v: %s", c.e, diff)
		}
	}
}

func born(y int16, m, d uint8) screen.Entry {
	return screen.Entry{Subject: score.Subject{Facts: score.Facts{Births: []day.Date{{Year: y, Month: m, Day: d}}}}}
}

func TestWhatIf(t *testing.T) {
	past := []screen.Past{{2000, "same"}, {1000, "different"}, {1000, "same"}, {0, ""}, {-500, ""}}
	if got, want := screen.WhatIf(past, 0, 1500), (screen.Flip{Gone: 3, GoneSame: 1, Stay: 1, StayAsked: 1}); got != want {
		t.Errorf("%+v", got)
	}
	if got, want := screen.WhatIf(past, 0, -600), (screen.Flip{Fresh: 1, Stay: 4, StayAsked: 3}); got != want {
		t.Errorf("%+v", got)
	}
}

// TestCertificate: the reference depends on what was looked through alone, the counts on the results and their order.
func TestCertificate(t *testing.T) {
	lists := []screen.Edition{{List: "l", Version: "1", Entries: 3}}
	a, b := screen.NewCertificate("once", "", lists, 0.5), screen.NewCertificate("once", "", lists, 0.6)
	if a.Reference == b.Reference || a.Reference != screen.NewCertificate("once", "", lists, 0.5).Reference {
		t.Error("the reference does not tell scopes apart")
	}
	one, other := screen.NewTally(a), screen.NewTally(a)
	one.Add("x", screen.Result{})
	one.Add("y", screen.Result{Hits: []screen.Hit{{List: "l", Entry: "k"}}})
	other.Add("y", screen.Result{Hits: []screen.Hit{{List: "l", Entry: "k"}}})
	other.Add("x", screen.Result{})
	if one.Done().Results == other.Done().Results || one.Done().Subjects != 2 || one.Done().Hits != 1 {
		t.Errorf("%+v", one.Done())
	}
}

// TestEqual: the table of groups is there, all together first, and marks the groups that fare worse.
func TestEqual(t *testing.T) {
	groups := screen.Equal()
	if len(groups) < 5 || groups[0].Kind != "" || groups[0].LookedFor == 0 {
		t.Fatalf("%+v", groups)
	}
	for _, g := range groups[1:] {
		if g.Unequal != (g.FalseRate() > 2*groups[0].FalseRate() || g.MissRate() > 2*groups[0].MissRate()) {
			t.Errorf("%+v", g)
		}
	}
}
