package fact_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"schild/day"
	"schild/fact"
	"schild/label"
)

// id gives the same identity for the same small number.
func id(n int) fact.ID { return fact.NewID([16]byte{15: byte(n)}) }

// statements draws statements of one entity, few values and records so that they often agree.
func statements() *rapid.Generator[fact.Statement] {
	return rapid.Custom(func(t *rapid.T) fact.Statement {
		p := rapid.SampledFrom([]string{"name", "alias", "birthDate", "country", "oddity"}).Draw(t, "property")
		return fact.Statement{
			ID:       id(rapid.IntRange(0, 200).Draw(t, "id")),
			Entity:   id(1),
			Schema:   rapid.SampledFrom([]string{"Person", "LegalEntity", "Company", "Vessel"}).Draw(t, "schema"),
			Property: p,
			Value:    rapid.SampledFrom([]string{"Marin", "Oda", "1961"}).Draw(t, "value"),
			Record:   id(rapid.IntRange(2, 5).Draw(t, "record")),
			Place:    fact.Place{Start: rapid.IntRange(0, 2).Draw(t, "start")},
			Label:    label.Label{Level: label.Level(rapid.IntRange(0, 4).Draw(t, "level"))},
			Said:     day.Date{Year: int16(rapid.IntRange(2020, 2022).Draw(t, "said"))},
		}
	})
}

// all gives the statements of an entity, in the order in which it shows them.
func all(e fact.Entity) (out []fact.Statement) {
	for _, p := range e.Properties {
		for _, v := range p.Values {
			out = append(out, v.Statements...)
		}
	}
	return out
}

func fold(t *rapid.T, said []fact.Statement) fact.Entity {
	e, ok := fact.Fold(said)
	if ok != (len(said) > 0) {
		t.Fatalf("%d statements: %v", len(said), ok)
	}
	return e
}

func TestFoldKeepsEveryStatementInItsPlace(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		said := rapid.SliceOf(statements()).Draw(t, "statements")
		e := fold(t, said)
		seen := map[fact.Statement]int{}
		for _, p := range e.Properties {
			for _, v := range p.Values {
				for _, s := range v.Statements {
					if seen[s]++; s.Property != p.Name || s.Value != v.Value {
						t.Fatalf("%+v stands under %s %s", s, p.Name, v.Value)
					}
				}
			}
		}
		for _, s := range said {
			if seen[s] != 1 {
				t.Fatalf("%+v stands there %d times", s, seen[s])
			}
		}
		for s := range seen {
			if !slices.Contains(said, s) {
				t.Fatalf("nobody said %+v", s)
			}
		}
	})
}

func TestFoldKnowsNoOrder(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		said := rapid.SliceOf(statements()).Draw(t, "statements")
		before := slices.Clone(said)
		e := fold(t, said)
		if !slices.Equal(before, said) {
			t.Fatal("Fold changed what it was given")
		}
		mixed := rapid.Permutation(said).Draw(t, "mixed")
		if diff := cmp.Diff(e, fold(t, mixed)); diff != "" {
			t.Fatal(diff)
		}
		if diff := cmp.Diff(e, fold(t, append(mixed, said...))); diff != "" {
			t.Fatalf("said twice: %s", diff)
		}
		if diff := cmp.Diff(e, fold(t, all(e))); diff != "" {
			t.Fatalf("folded again: %s", diff)
		}
	})
}

// TestFoldWithoutARecord: a record taken away takes with it what it alone said, and nothing else.
func TestFoldWithoutARecord(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		said := rapid.SliceOf(statements()).Draw(t, "statements")
		gone := id(rapid.IntRange(2, 5).Draw(t, "gone"))
		of := func(s fact.Statement) bool { return s.Record == gone }
		rest := slices.DeleteFunc(slices.Clone(said), of)
		before, after := fold(t, said), fold(t, rest)
		if kept := slices.DeleteFunc(sorted(all(before)), of); !slices.Equal(kept, sorted(all(after))) {
			t.Fatalf("left of %+v: %+v", kept, all(after))
		}
		for _, p := range before.Properties {
			for _, v := range p.Values {
				alone := !slices.ContainsFunc(v.Statements, func(s fact.Statement) bool { return !of(s) })
				still := slices.ContainsFunc(after.Property(p.Name), func(w fact.Value) bool { return w.Value == v.Value })
				if alone == still {
					t.Fatalf("%s %s: said by it alone %v, still there %v", p.Name, v.Value, alone, still)
				}
			}
		}
	})
}

// sorted gives statements in an order of their own: the order of properties follows the schema, which may change.
func sorted(list []fact.Statement) []fact.Statement {
	key := func(s fact.Statement) string { return string(fact.Encode(s)) + string(s.ID) + s.Label.String() }
	slices.SortFunc(list, func(a, b fact.Statement) int { return strings.Compare(key(a), key(b)) })
	return list
}

func TestFoldRefusesTwoEntities(t *testing.T) {
	a := fact.Statement{Entity: id(1), Schema: "Person", Property: "name", Value: "Marin"}
	b := a
	b.Entity = id(2)
	if e, ok := fact.Fold([]fact.Statement{a, b}); ok || e.ID != "" {
		t.Errorf("%+v", e)
	}
	if _, ok := fact.Fold(nil); ok {
		t.Error("nothing said, yet an entity")
	}
}

func TestFoldChoosesTheNarrowestSchema(t *testing.T) {
	for _, c := range []struct {
		said []string
		want string
	}{
		{[]string{"Person"}, "Person"},
		{[]string{"LegalEntity", "Person"}, "Person"},
		{[]string{"Thing", "LegalEntity", "Organization", "Company"}, "Company"},
		{[]string{"Person", "Company"}, "LegalEntity"},
		{[]string{"Vessel", "Airplane"}, "Vehicle"},
		{[]string{"Company", "Vessel"}, "Asset"},
		{[]string{"Passport", "Sanction"}, "Interval"},
		{[]string{"Person", "Passport"}, ""},
		{[]string{"Nonsense"}, "Nonsense"},
		{[]string{"Nonsense", "Person"}, ""},
	} {
		var said []fact.Statement
		for i, s := range c.said {
			said = append(said, fact.Statement{ID: id(i), Entity: id(1), Schema: s, Property: "name", Value: "Marin"})
		}
		e, ok := fact.Fold(said)
		if !ok || e.Schema != c.want {
			t.Errorf("%v is %q, want %q", c.said, e.Schema, c.want)
		}
		if want := slices.Compact(slices.Sorted(slices.Values(c.said))); !slices.Equal(e.Schemata, want) {
			t.Errorf("%v: %v", c.said, e.Schemata)
		}
	}
}

func TestCaption(t *testing.T) {
	say := func(schema, property, value string, records ...int) (out []fact.Statement) {
		for _, r := range records {
			out = append(out, fact.Statement{ID: id(10*r + len(value)), Entity: id(1), Schema: schema, Property: property, Value: value, Record: id(r)})
		}
		return out
	}
	for _, c := range []struct {
		what string
		said []fact.Statement
		want string
	}{
		{"most records", slices.Concat(say("Person", "name", "Aa", 1), say("Person", "name", "Zz", 1, 2)), "Zz"},
		{"one record saying it often is one", slices.Concat(say("Person", "name", "Aa", 1), say("Person", "name", "Zz", 2, 2)), "Aa"},
		{"a name before an alias", slices.Concat(say("Person", "alias", "Aa", 1, 2), say("Person", "name", "Zz", 3)), "Zz"},
		{"an alias where there is no name", say("Person", "weakAlias", "Pilot", 1), "Pilot"},
		{"a paper by its number", say("Passport", "number", "A1", 1), "A1"},
		{"an address in full", slices.Concat(say("Address", "city", "Bergen", 1), say("Address", "full", "1 Pier, Bergen", 1)), "1 Pier, Bergen"},
		{"nothing names it", say("Person", "birthDate", "1961", 1), ""},
		{"a schema nobody knows", say("Nonsense", "name", "Marin", 1), "Marin"},
	} {
		e, _ := fact.Fold(c.said)
		if got := e.Caption(); got != c.want {
			t.Errorf("%s: %q, want %q", c.what, got, c.want)
		}
	}
}

func BenchmarkFold(b *testing.B) {
	var said []fact.Statement
	for i := range 300 {
		said = append(said, fact.Statement{ID: fact.Derive([]byte{byte(i), byte(i >> 8)}), Entity: id(1), Schema: "Person", Property: []string{"name", "alias", "country"}[i%3], Value: string(id(i % 7)), Record: id(i % 20)})
	}
	for b.Loop() {
		fact.Fold(said)
	}
}
