package exchange

import "strings"

// alias takes another name: of low quality it is a weak one.
func (u un) alias(e *Entry, a unAlias) {
	property := "alias"
	switch strings.ToLower(strings.TrimSpace(a.Quality)) {
	case "low":
		property = "weakAlias"
	case "f.k.a.":
		property = "previousName"
	}
	said := noted(a.Name, a.Note)
	for part := range strings.SplitSeq(a.Name, ";") {
		u.fact(e, "ALIAS_NAME", Fact{Property: property, Value: part, Original: said})
	}
	if e.Schema != "Person" {
		return
	}
	u.date(e, "DATE_OF_BIRTH", Fact{Property: "birthDate", Value: a.Birth, Original: noted(a.Birth, a.Name)})
	u.birthPlace(e, unAddress{City: a.City, Country: a.Country, Note: a.Name})
}

// noted puts a note behind the words it belongs to; it is empty when there is no note.
func noted(s, note string) string {
	if note = strings.TrimSpace(note); note == "" || strings.TrimSpace(s) == "" {
		return ""
	}
	return strings.TrimSpace(s) + " (" + note + ")"
}

// date adds a date; one that cannot be read is a problem and stays as a note.
func (u un) date(e *Entry, column string, f Fact) {
	n := len(u.b.problems) + u.b.dropped
	u.b.date(e, u.at, column, f)
	if len(u.b.problems)+u.b.dropped > n {
		u.fact(e, column, Fact{Property: "notes", Value: f.Value})
	}
}

func (u un) address(e *Entry, a unAddress) {
	full := join(a.Street, a.City, a.Zip, a.State, a.Country)
	if full != strings.TrimSpace(a.Country) {
		u.fact(e, "ADDRESS", Fact{Property: "address", Value: full, Original: noted(full, a.Note)})
	} else if full != "" {
		u.fact(e, "ADDRESS", Fact{Property: "notes", Value: noted(full, a.Note)})
	} else {
		u.fact(e, "ADDRESS", Fact{Property: "notes", Value: a.Note})
	}
	u.b.country(e, u.at, "COUNTRY", Fact{Property: "country", Value: a.Country})
}

// birth takes a date of birth: a day, a year, or the two years it lies between.
func (u un) birth(e *Entry, d unBirth) {
	about := ""
	if strings.EqualFold(strings.TrimSpace(d.Type), "APPROXIMATELY") {
		about = "approximately "
	}
	span := ""
	if d.From != "" && d.To != "" {
		span = d.From + " to " + d.To
	}
	said := false
	for _, v := range []string{d.Date, d.Year, span} {
		if v = strings.TrimSpace(v); v != "" {
			v, said = about+v, true
			u.date(e, "INDIVIDUAL_DATE_OF_BIRTH", Fact{Property: "birthDate", Value: v, Original: noted(v, d.Note)})
		}
	}
	if !said {
		u.fact(e, "INDIVIDUAL_DATE_OF_BIRTH", Fact{Property: "notes", Value: d.Note})
	}
}

func (u un) birthPlace(e *Entry, p unAddress) {
	full := join(p.Street, p.City, p.State, p.Country)
	u.fact(e, "PLACE_OF_BIRTH", Fact{Property: "birthPlace", Value: full, Original: noted(full, p.Note)})
	u.b.country(e, u.at, "PLACE_OF_BIRTH", Fact{Property: "birthCountry", Value: p.Country, Original: noted(full, p.Note)})
}

// document takes a passport or another paper with a number.
func (u un) document(e *Entry, d unDocument) {
	kind := strings.Join(strings.Fields(d.Type), " ")
	property := "idNumber"
	if k := strings.ToLower(kind); strings.Contains(k, "passport") || strings.Contains(k, "passeport") || strings.Contains(k, "pasaporte") {
		property = "passportNumber"
	}
	words := join(strings.Join(strings.Fields(kind+" "+d.Other), " "), d.Number, d.Issuer, d.City, d.Country, d.Date, d.Note)
	if strings.TrimSpace(d.Number) == "" {
		if words != kind {
			u.fact(e, "INDIVIDUAL_DOCUMENT", Fact{Property: "notes", Value: words})
		}
		return
	}
	u.fact(e, "INDIVIDUAL_DOCUMENT", Fact{Property: property, Value: d.Number, Original: words})
}
