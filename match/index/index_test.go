package index_test

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"testing"

	gocmp "github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"schild/day"
	"schild/match/index"
	"schild/match/score"
	"schild/name"
)

// listed is an entry made ready once.
type listed struct {
	key   string
	names []score.Name
	facts score.Facts
}

func ready(entries []entry) []listed {
	out := make([]listed, len(entries))
	for i, e := range entries {
		out[i] = listed{e.key, score.ReadNames(e.s), e.s.Facts.Read()}
	}
	return out
}

// brute compares with every entry, one by one: what Search promises to equal.
func brute(entries []listed, s score.Subject, o index.Options) []index.Hit {
	var out []index.Hit
	subject := score.ReadNames(s)
	facts := s.Facts.Read()
	var al score.Aligner
	for _, e := range entries {
		best := index.Hit{Key: e.key, Sum: o.Floor - 1}
		for _, b := range e.names {
			for _, a := range subject {
				if a.Kind != b.Kind || o.See != nil && !o.See(e.key) {
					continue
				}
				sum := al.Sum(&a, &b, score.Direct(&a, &b)) + score.FactSum(&facts, &e.facts)
				best.Sum, best.Kind = max(best.Sum, sum), a.Kind
			}
		}
		if best.Sum >= o.Floor {
			out = append(out, best)
		}
	}
	slices.SortFunc(out, func(a, b index.Hit) int { return cmp.Or(cmp.Compare(b.Sum, a.Sum), cmp.Compare(a.Key, b.Key)) })
	if o.Top > 0 && len(out) > o.Top {
		out = out[:o.Top]
	}
	return out
}

// differ compares two answers in what the guarantee speaks of: entries, order and sums.
func differ(want, got []index.Hit) string {
	line := func(hits []index.Hit) []string {
		out := []string{}
		for _, h := range hits {
			out = append(out, fmt.Sprint(h.Key, " ", h.Sum))
		}
		return out
	}
	return gocmp.Diff(line(want), line(got))
}

// written draws a name of invented words, common ones often, with what people do to names.
func written() *rapid.Generator[string] {
	word := rapid.OneOf(
		rapid.SampledFrom(strings.Fields("Abdul al Omar Rahman Mohammed Muhammad Kim Li Jo van der Bilt Vanderbilt Abdulrahman Kees J. P. Robert Bob Memo Mehmet Guillermo Омар Ибрагим Карим عمر كريم 김 민 De Bank Group Ltd GmbH 7 VII")),
		rapid.StringMatching(`[bdfgklmnrst][aeiou][bdklmnrst][aeiou][klmnrst]?`),
		rapid.StringMatching(`[bdfgklmnrst][aeiou][bdklmnrst]{1,2}[aeiou][klmnrst]?[aeiou]?[mnrs]?`),
	)
	return rapid.Custom(func(t *rapid.T) string {
		sep := rapid.SampledFrom([]string{" ", " ", " ", "-", ", "}).Draw(t, "sep")
		return strings.Join(rapid.SliceOfN(word, 0, 5).Draw(t, "words"), sep)
	})
}

// mangled changes a name in the ways the guarantee speaks of, and in others.
func mangled(t *rapid.T, s string) string {
	r := []rune(s)
	for range rapid.IntRange(0, 3).Draw(t, "changes") {
		if len(r) < 2 {
			break
		}
		i := rapid.IntRange(0, len(r)-2).Draw(t, "at")
		switch rapid.IntRange(0, 4).Draw(t, "change") {
		case 0:
			r = slices.Delete(r, i, i+1)
		case 1:
			r = slices.Insert(r, i, 'e')
		case 2:
			r[i] = 'o'
		case 3:
			r[i], r[i+1] = r[i+1], r[i]
		case 4:
			r = slices.DeleteFunc(r, func(c rune) bool { return c == ' ' })
		}
	}
	return string(r)
}

func subjects() *rapid.Generator[score.Subject] {
	return rapid.Custom(func(t *rapid.T) score.Subject {
		s := score.Subject{Kind: rapid.SampledFrom([]name.Kind{name.Person, name.Person, name.Organisation, name.Unknown}).Draw(t, "kind")}
		s.Names = rapid.SliceOfN(written(), 1, 3).Draw(t, "names")
		if rapid.Bool().Draw(t, "born") {
			s.Facts.Births = []day.Date{{Year: int16(rapid.IntRange(1960, 1963).Draw(t, "year")), Month: 3, Day: 4}}
		}
		return s
	})
}

// TestMissesNothing holds the guarantee: a search gives what comparing with every entry gives, while entries come, change
// and go, and some may not be seen.
func TestMissesNothing(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		x, kept := index.New(), map[string]score.Subject{}
		for range rapid.IntRange(1, 40).Draw(t, "changes") {
			key := fmt.Sprint("e", rapid.IntRange(0, 25).Draw(t, "key"))
			if rapid.IntRange(0, 4).Draw(t, "drop") == 0 {
				_, want := kept[key]
				if got := x.Drop(key); got != want {
					t.Fatalf("Drop(%s) = %v", key, got)
				}
				delete(kept, key)
				continue
			}
			kept[key] = subjects().Draw(t, "entry")
			x.Put(key, kept[key])
		}
		var entries []entry
		for key, s := range kept {
			entries = append(entries, entry{key, s})
		}
		for range 6 {
			s := subjects().Draw(t, "subject")
			if len(entries) > 0 && rapid.Bool().Draw(t, "listed") {
				of := kept[slices.MinFunc(entries, func(a, b entry) int { return cmp.Compare(a.key, b.key) }).key]
				s = score.Subject{Kind: of.Kind, Names: []string{mangled(t, of.Names[0])}}
			}
			o := index.Options{Floor: int32(rapid.IntRange(-800_000, 300_000).Draw(t, "floor")), Top: rapid.IntRange(0, 5).Draw(t, "top")}
			if rapid.Bool().Draw(t, "hidden") {
				o.See = func(key string) bool { return key[len(key)-1]%2 == 0 }
			}
			if diff := differ(brute(ready(entries), s, o), x.Search(s, o)); diff != "" {
				t.Fatalf("%q, floor %d: %s", s.Names, o.Floor, diff)
			}
		}
	})
}

// TestHiddenInfluenceNothing: a list with entries that may not be seen answers as the list without them.
func TestHiddenInfluenceNothing(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		open, both := index.New(), index.New()
		hidden := map[string]bool{}
		for i := range rapid.IntRange(1, 30).Draw(t, "entries") {
			key, s := fmt.Sprint("e", i), subjects().Draw(t, "entry")
			both.Put(key, s)
			if hidden[key] = rapid.Bool().Draw(t, "hidden"); !hidden[key] {
				open.Put(key, s)
			}
		}
		s := subjects().Draw(t, "subject")
		o := index.Options{Floor: -400_000, Top: 5}
		want := open.Search(s, o)
		o.See = func(key string) bool { return !hidden[key] }
		if diff := gocmp.Diff(want, both.Search(s, o)); diff != "" {
			t.Fatalf("%q: %s", s.Names, diff)
		}
	})
}

// TestRealMissesNothing holds the guarantee on published lists.
func TestRealMissesNothing(t *testing.T) {
	entries := lists(t)
	x := build(entries)
	var subjects []score.Subject
	for i, row := range rowsOf(t, "yente/positives_un_treated.csv") {
		if i%60 == 0 {
			subjects = append(subjects, person(row, true), person(row, false))
		}
	}
	for i, row := range rowsOf(t, "yente/negatives_global.csv") {
		if i%5000 == 0 {
			subjects = append(subjects, person(row, true))
		}
	}
	for i, e := range entries {
		if i%3000 == 0 {
			subjects = append(subjects, e.s)
		}
	}
	all := ready(entries)
	for _, s := range subjects {
		want := brute(all, s, index.Options{Floor: -250_000})
		for _, floor := range []int32{-250_000, score.Odds(0.3), 0, 150_000} { // the higher the floor, the more is passed over
			want = slices.DeleteFunc(want, func(h index.Hit) bool { return h.Sum < floor })
			if diff := differ(want, x.Search(s, index.Options{Floor: floor})); diff != "" {
				t.Errorf("%q, floor %d: %s", s.Names, floor, diff)
			}
		}
	}
}
