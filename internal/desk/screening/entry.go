package screening

import (
	"cmp"
	"slices"

	"schild/day"
	"schild/exchange"
	"schild/fact"
	"schild/match/screen"
	"schild/name"
)

// EntryOf gives what is compared of a list's entry, or of a subject.
func EntryOf(e exchange.Entry) screen.Entry {
	out := screen.Entry{Key: e.Key}
	out.Kind = kindOf(e.Schema)
	for _, f := range e.Facts {
		take(&out, e.Schema, f)
	}
	return out
}

// kindOf gives the kind of name that things of a schema bear. A legal entity may be a person.
func kindOf(schema string) name.Kind {
	switch schema {
	case "Person":
		return name.Person
	case "LegalEntity":
		return name.Unknown
	}
	return name.Organisation
}

func take(e *screen.Entry, schema string, f exchange.Fact) {
	switch f.Property {
	case "birthDate":
		if d, err := day.Parse(f.Value); err == nil && !slices.Contains(e.Facts.Births, d) {
			e.Facts.Births = append(e.Facts.Births, d)
		}
	case "gender":
		e.Facts.Sex = f.Value
	case "birthPlace":
		e.Facts.Places = append(e.Facts.Places, f.Value)
	case "nationality", "citizenship":
		e.Facts.Countries = append(e.Facts.Countries, f.Value)
	case "country", "jurisdiction": // where a person lives says little of whose they are
		if schema != "Person" {
			e.Facts.Countries = append(e.Facts.Countries, f.Value)
		}
	case "position":
		e.Roles = append(e.Roles, f.Value)
	case "topics":
		e.Topics = append(e.Topics, f.Value)
	default:
		if field, _ := fact.Lookup(schema, f.Property); field.Type == "identifier" && f.Property != "programId" { // a programme is nobody's own
			e.Facts.Numbers = append(e.Facts.Numbers, f.Value)
			return
		}
		takeName(e, schema, f)
	}
}

// takeName takes every way in which a thing is called; the parts of a name are no names.
func takeName(e *screen.Entry, schema string, f exchange.Fact) {
	field, _ := fact.Lookup(schema, f.Property)
	if field.Type != "name" || f.Property == "firstName" || f.Property == "lastName" || f.Property == "middleName" || slices.Contains(e.Names, f.Value) {
		return
	}
	e.Names = append(e.Names, f.Value)
	if f.Property == "weakAlias" {
		e.Weak = append(e.Weak, f.Value)
	}
}

// Entries gives those of a list that have a name, by key.
func Entries(list []exchange.Entry) []screen.Entry {
	var out []screen.Entry
	for _, e := range list {
		if x := EntryOf(e); len(x.Names) > 0 {
			out = append(out, x)
		}
	}
	slices.SortFunc(out, func(a, b screen.Entry) int { return cmp.Compare(a.Key, b.Key) })
	return out
}
