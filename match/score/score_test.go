package score_test

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"schild/day"
	"schild/internal/lang"
	"schild/match/score"
	"schild/name"
)

func person(names ...string) score.Subject { return score.Subject{Kind: name.Person, Names: names} }

func compare(a, b string) score.Evidence { return score.Compare(person(a), person(b)) }

// TestAlike holds what the house promises to see: each pair reaches the shipped threshold.
func TestAlike(t *testing.T) {
	for _, c := range []struct{ what, a, b string }{
		{"the same", "Marnix Oosterveld", "Marnix Oosterveld"},
		{"case and accents", "Renée Müllendorf", "RENEE MULLENDORF"},
		{"a comma", "Oosterveld, Marnix", "Marnix Oosterveld"},
		{"the other way round", "Oosterveld Marnix", "Marnix Oosterveld"},
		{"one typing error", "Marnix Oostervelt", "Marnix Oosterveld"},
		{"one in each word", "Marnyx Oosterveldd", "Marnix Oosterveld"},
		{"neighbours swapped", "Marnix Ootserveld", "Marnix Oosterveld"},
		{"two in a long word", "Marnix Oosterfelt", "Marnix Oosterveld"},
		{"a part left out", "Marnix Kolmarski", "Marnix Pieter Kolmarski"},
		{"an initial", "M. Pieter Kolmarski", "Marnix Pieter Kolmarski"},
		{"joined", "MarnixKolmarski", "Marnix Kolmarski"},
		{"parted", "Marnix Kol marski", "Marnix Kolmarski"},
		{"a particle joined", "Marnix Vanderoever", "Marnix van der Oever"},
		{"a title", "Dr. Marnix Kolmarski", "Marnix Kolmarski"},
		{"sound", "Yusuf Kolmarsky", "Yousef Kolmarski"},
		{"Cyrillic", "Марникс Колмарский", "Marniks Kolmarskiy"},
		{"cut short", "Noor Ilse Maria Kolmarski Oos", "Noor Ilse Maria Kolmarski Oosterveld"},
	} {
		if e := compare(c.a, c.b); e.Sum() < 0 {
			t.Errorf("%s: %q and %q get %.3f: %v", c.what, c.a, c.b, e.Score(), e.Items)
		}
	}
}

// TestApart holds what may not be taken for one: each pair stays below the threshold.
func TestApart(t *testing.T) {
	for _, c := range []struct{ what, a, b string }{
		{"another family name", "Marnix Oosterveld", "Marnix Kolmarski"},
		{"another given name", "Marnix Oosterveld", "Thijs Oosterveld"},
		{"another patronymic", "Sergej Ivanovitsj Kolmarski", "Sergej Petrovitsj Kolmarski"},
		{"nothing in common", "Marnix Oosterveld", "Thijs Kolmarski"},
		{"one name of three", "Marnix", "Marnix Pieter Kolmarski"},
		{"no name", "", "Marnix Kolmarski"},
		{"signs only", "…", "…"},
	} {
		if e := compare(c.a, c.b); e.Sum() >= 0 {
			t.Errorf("%s: %q and %q get %.3f: %v", c.what, c.a, c.b, e.Score(), e.Items)
		}
	}
}

// texts draws names and what is none.
func texts() *rapid.Generator[string] {
	word := rapid.OneOf(rapid.SampledFrom(strings.Fields("Abdul al Omar van der Bilt Vanderbilt J. Bob Robert Омар عمر 김민 習近平 Bank GmbH Ltd 7 VII Dr. bin \x00 \u202e")),
		rapid.StringMatching(`[A-Z][a-z]{0,9}`), rapid.String())
	return rapid.Custom(func(t *rapid.T) string {
		return strings.Join(rapid.SliceOfN(word, 0, 6).Draw(t, "words"), rapid.SampledFrom([]string{" ", "-", ", "}).Draw(t, "sep"))
	})
}

func subjects() *rapid.Generator[score.Subject] {
	return rapid.Custom(func(t *rapid.T) score.Subject {
		s := score.Subject{Kind: rapid.SampledFrom([]name.Kind{name.Unknown, name.Person, name.Organisation}).Draw(t, "kind")}
		s.Names = rapid.SliceOfN(texts(), 0, 3).Draw(t, "names")
		if rapid.Bool().Draw(t, "born") {
			s.Facts.Births = []day.Date{{Year: 1960, Month: uint8(rapid.IntRange(1, 12).Draw(t, "month")), Day: 4}}
		}
		s.Facts.Sex = rapid.SampledFrom([]string{"", "male", "Female", "other"}).Draw(t, "sex")
		s.Facts.Countries = rapid.SliceOfN(rapid.SampledFrom([]string{"be", "fr"}), 0, 2).Draw(t, "countries")
		return s
	})
}

// TestLaws holds the package's laws on anything that may come in.
func TestLaws(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a, b := subjects().Draw(t, "a"), subjects().Draw(t, "b")
		e := score.Compare(a, b)
		if back := score.Compare(b, a); back.Sum() != e.Sum() {
			t.Fatalf("%d one way, %d the other: %v %v", e.Sum(), back.Sum(), e.Items, back.Items)
		}
		kept, err := json.Marshal(e)
		if err != nil {
			t.Fatal(err)
		}
		var again score.Evidence
		if err := json.Unmarshal(kept, &again); err != nil || again.Score() != e.Score() || !again.Holds(a, b) {
			t.Fatalf("kept evidence does not hold: %v %s", err, kept)
		}
		again.Items[0].Weight++
		if again.Holds(a, b) {
			t.Fatal("altered evidence holds")
		}
		if p := e.Score(); !(p >= 0 && p <= 1) {
			t.Fatalf("score %v", p)
		}
	})
}

// TestSumIsItems: what is computed without saying why is what the items add up to.
func TestSumIsItems(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		k := rapid.SampledFrom([]name.Kind{name.Person, name.Organisation}).Draw(t, "kind")
		a, b := score.ReadName(texts().Draw(t, "a"), k), score.ReadName(texts().Draw(t, "b"), k)
		if len(a.Words) == 0 || len(b.Words) == 0 {
			return
		}
		var x score.Aligner
		sum := x.Sum(&a, &b, score.Direct(&a, &b))
		items := score.Evidence{Items: x.Explain(&a, &b, score.Direct(&a, &b))}
		if items.Sum() != sum {
			t.Fatalf("%d, items %d: %v", sum, items.Sum(), items.Items)
		}
	})
}

// TestFactsMatter: agreement raises, difference lowers, absence says nothing.
func TestFactsMatter(t *testing.T) {
	date := func(s string) []day.Date {
		d, err := day.Parse(s)
		if err != nil {
			t.Fatal(err)
		}
		return []day.Date{d}
	}
	with := func(f score.Facts) score.Subject {
		return score.Subject{Kind: name.Person, Names: []string{"Marnix Kolmarski"}, Facts: f}
	}
	none := score.Compare(with(score.Facts{}), with(score.Facts{})).Sum()
	for _, c := range []struct {
		what string
		a, b score.Facts
		sign int
	}{
		{"one side says nothing", score.Facts{Births: date("1961-04-05"), Sex: "male", Countries: []string{"be"}, Places: []string{"Gent"}, Numbers: []string{"7"}}, score.Facts{}, 0},
		{"the same day", score.Facts{Births: date("1961-04-05")}, score.Facts{Births: date("1961-04-05")}, 1},
		{"the same year", score.Facts{Births: date("1961-04-05")}, score.Facts{Births: date("1961")}, 1},
		{"day and month swapped", score.Facts{Births: date("1961-04-05")}, score.Facts{Births: date("1961-05-04")}, 1},
		{"another day", score.Facts{Births: date("1961-04-05")}, score.Facts{Births: date("1961-09-27")}, -1},
		{"another year", score.Facts{Births: date("1961-04-05")}, score.Facts{Births: date("1984")}, -1},
		{"another sex", score.Facts{Sex: "male"}, score.Facts{Sex: "female"}, -1},
		{"a country in common", score.Facts{Countries: []string{"be", "fr"}}, score.Facts{Countries: []string{"FR"}}, 1},
		{"no country in common", score.Facts{Countries: []string{"be"}}, score.Facts{Countries: []string{"fr"}}, -1},
		{"a place in common", score.Facts{Places: []string{"Gent, Vlaanderen"}}, score.Facts{Places: []string{"GENT"}}, 1},
		{"a number in common", score.Facts{Numbers: []string{"AB 12-34"}}, score.Facts{Numbers: []string{"ab1234"}}, 1},
		{"other numbers", score.Facts{Numbers: []string{"1"}}, score.Facts{Numbers: []string{"2"}}, 0},
	} {
		got := score.Compare(with(c.a), with(c.b)).Sum() - none
		if c.sign == 0 && got != 0 || c.sign > 0 && got <= 0 || c.sign < 0 && got >= 0 {
			t.Errorf("%s: %+d", c.what, got)
		}
	}
}

// TestOdds: a probability's odds are the least that reach it.
func TestOdds(t *testing.T) {
	for _, p := range []float64{0.001, 0.1, 0.5, 0.9, 0.999} {
		if o := score.Odds(p); score.Probability(o) < p || score.Probability(o-1) >= p {
			t.Errorf("Odds(%v) = %d", p, o)
		}
	}
}

// TestEveryItemHasWords: whatever evidence says has words in four languages.
func TestEveryItemHasWords(t *testing.T) {
	for _, code := range lang.Codes() {
		for _, key := range score.Messages() {
			if p := lang.New(code); p.T(key) == key {
				t.Errorf("%s: no words for %q", code, key)
			}
		}
	}
	rapid.Check(t, func(t *rapid.T) {
		for _, i := range score.Compare(subjects().Draw(t, "a"), subjects().Draw(t, "b")).Items {
			if key, _ := i.Message(); !slices.Contains(score.Messages(), key) {
				t.Fatalf("%+v has no key in Messages", i)
			}
		}
	})
}

func ExampleCompare() {
	a := score.Subject{Kind: name.Person, Names: []string{"Oosterveld, Marnix"}}
	b := score.Subject{Kind: name.Person, Names: []string{"Marniks Oosterveld"}}
	e := score.Compare(a, b)
	for _, i := range e.Items {
		fmt.Println(strings.Join(strings.Fields(i.Kind+" "+i.How+" "+i.A+" "+i.B), " "))
	}
	fmt.Println(e.Holds(a, b))
	// Output:
	// prior
	// word same oosterveld oosterveld
	// word heard marnix marniks
	// bound
	// true
}

func FuzzCompare(f *testing.F) {
	f.Add("Jan O'Brien", "BRIEN, J.", true)
	f.Add("\xff\x00", "習近平", false)
	f.Fuzz(func(t *testing.T, a, b string, persons bool) {
		k := name.Organisation
		if persons {
			k = name.Person
		}
		x, y := score.Subject{Kind: k, Names: []string{a}}, score.Subject{Kind: k, Names: []string{b}}
		if e := score.Compare(x, y); e.Sum() != score.Compare(y, x).Sum() || !e.Holds(x, y) {
			t.Fatalf("%q %q: %v", a, b, e.Items)
		}
	})
}

func BenchmarkSum(b *testing.B) {
	x, y := score.ReadName("Mohammed Abdul Rahman al-Kolmarski", name.Person), score.ReadName("Muhammad Abdulrahman Kolmarsky", name.Person)
	var al score.Aligner
	for b.Loop() {
		al.Sum(&x, &y, score.Direct(&x, &y))
	}
}

// FuzzReadName: any text is a name of a bounded number of words, each with its text and its part, the same every time.
func FuzzReadName(f *testing.F) {
	for _, s := range []string{"", "Jan Jan Peters", "Müller-Lüdenscheidt, Dr. Heinz", "\xff\x00", "習近平", strings.Repeat("a ", 100), strings.Repeat("é", 3000), strings.Repeat("習", 100_000), "3rd 3 III"} {
		f.Add(s, true)
		f.Add(s, false)
	}
	f.Fuzz(func(t *testing.T, s string, persons bool) {
		k := name.Organisation
		if persons {
			k = name.Person
		}
		n, again := score.ReadName(s, k), score.ReadName(s, k)
		if len(n.Words) != len(n.Texts) || len(n.Roles) != len(n.Texts) || len(n.Texts) > 24 || n.Written != s || !slices.Equal(n.Texts, again.Texts) || !slices.Equal(n.Roles, again.Roles) {
			t.Fatalf("%q is read as %q with %v, and %q", s, n.Texts, n.Roles, again.Texts)
		}
		for _, w := range n.Texts {
			if w == "" {
				t.Fatalf("%q has the word %q", s, w)
			}
		}
	})
}
