package fact_test

import (
	"strings"
	"testing"

	"schild/day"
	"schild/fact"
	"schild/fault"
	"schild/internal/badinput"
)

func TestCheck(t *testing.T) {
	good := func() fact.Statement {
		return fact.Statement{Entity: id(1), Record: id(2), Schema: "Person", Property: "name", Value: "Marin Ostrelle"}
	}
	if err := fact.Check(good()); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		what   string
		change func(*fact.Statement)
		kind   fault.Kind
		key    string
	}{
		{"no entity", func(s *fact.Statement) { s.Entity = "" }, fault.Missing, "missing"},
		{"no record", func(s *fact.Statement) { s.Record = "x" }, fault.Missing, "missing"},
		{"unknown schema", func(s *fact.Statement) { s.Schema = "Spaceship" }, fault.Invalid, "fact.schema"},
		{"another schema's property", func(s *fact.Statement) { s.Property = "imoNumber" }, fault.Invalid, "fact.property"},
		{"empty value", func(s *fact.Statement) { s.Value = "" }, fault.Invalid, "fact.value"},
		{"space around", func(s *fact.Statement) { s.Value = " Marin" }, fault.Invalid, "fact.value"},
		{"line break in a name", func(s *fact.Statement) { s.Value = "Marin\nOstrelle" }, fault.Invalid, "fact.value"},
		{"no UTF-8", func(s *fact.Statement) { s.Value = "Marin\xff" }, fault.Invalid, "fact.value"},
		{"too long", func(s *fact.Statement) { s.Value = strings.Repeat("a", 5000) }, fault.Invalid, "fact.value"},
		{"control character in the words it came from", func(s *fact.Statement) { s.Original = "Marin\x1b[2J" }, fault.Invalid, "fact.value"},
		{"language", func(s *fact.Statement) { s.Lang = "n l" }, fault.Invalid, "fact.lang"},
		{"grade", func(s *fact.Statement) { s.Grade = fact.Grade{Source: 'Z', Info: '1'} }, fault.Invalid, "fact.grade"},
		{"half a grade", func(s *fact.Statement) { s.Grade.Source = 'A' }, fault.Invalid, "fact.grade"},
		{"place", func(s *fact.Statement) { s.Place = fact.Place{Start: 9, End: 3} }, fault.Invalid, "fact.place"},
		{"end before beginning", func(s *fact.Statement) { s.Holds = fact.Span{From: day.Date{Year: 2021}, To: day.Date{Year: 2020}} }, fault.Invalid, "fact.span"},
		{"a day there is not", func(s *fact.Statement) { s.Said = day.Date{Year: 2021, Month: 2, Day: 30} }, fault.Invalid, "day.unreadable"},
	} {
		s := good()
		c.change(&s)
		err := fact.Check(s)
		if out := fault.Outward(err); out == nil || out.Kind != c.kind || out.Key != c.key {
			t.Errorf("%s: %v", c.what, err)
		}
	}
	may := good()
	may.Holds = fact.Span{From: day.Date{Year: 2020, Month: 5}, To: day.Date{Year: 2020}}
	if err := fact.Check(may); err != nil {
		t.Errorf("an end that may be after the beginning: %v", err)
	}
}

func TestCheckValue(t *testing.T) {
	for _, c := range []struct {
		schema, property, value string
		ok                      bool
	}{
		{"Person", "birthDate", "1961", true},
		{"Person", "birthDate", "1961-03-03", true},
		{"Person", "birthDate", "3 March 1961", false},
		{"Person", "birthDate", "1961-02-30", false},
		{"Person", "nationality", "be", true},
		{"Person", "nationality", "gb-sct", true},
		{"Person", "nationality", "suhh", true},
		{"Person", "nationality", "BE", false},
		{"Person", "nationality", "bel", false},
		{"Person", "nationality", "be-", false},
		{"Person", "gender", "female", true},
		{"Person", "gender", "F", false},
		{"Person", "spokenLanguage", "nld", true},
		{"Person", "spokenLanguage", "nl", false},
		{"Person", "notes", "first\n\tsecond", true},
		{"Person", "notes", strings.Repeat("a", 60_000), true},
		{"Person", "notes", strings.Repeat("a", 70_000), false},
		{"Person", "notes", "bell\a", false},
		{"Person", "religion", "any", false},
		{"Ownership", "owner", string(id(7)), true},
		{"Ownership", "owner", "Marin", false},
		{"Company", "leiCode", "X", true},
		{"", "", "", false},
	} {
		if err := fact.CheckValue(c.schema, c.property, c.value); (err == nil) != c.ok {
			t.Errorf("%s %s %.20q: %v", c.schema, c.property, c.value, err)
		}
	}
}

func FuzzCheckValue(f *testing.F) {
	f.Add("Person", "nationality", "gb-sct")
	f.Add("Person", "notes", "a\nb")
	f.Add("Ownership", "owner", string(id(7)))
	f.Fuzz(func(t *testing.T, schema, property, value string) {
		err := fact.CheckValue(schema, property, value)
		if err != nil {
			badinput.Refused(t, err)
		}
		if err == nil && (value == "" || len(value) > 64<<10 || strings.ContainsAny(value, "\x00\x1b")) {
			t.Fatalf("%s %s takes %q", schema, property, value)
		}
	})
}
