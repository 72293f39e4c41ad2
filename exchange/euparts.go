package exchange

import "strings"

// name takes a name: the first strong one is the entry's name, other strong ones are aliases.
func (u eu) name(e *Entry, n euName, first bool) {
	property := "alias"
	switch {
	case n.Strong == "false":
		property = "weakAlias"
	case first:
		property = "name"
	}
	lang := strings.ToLower(n.Lang)
	if len(lang) != len("nl") || strings.Trim(lang, "abcdefghijklmnopqrstuvwxyz") != "" {
		lang = ""
	}
	note := join(n.Remarks...)
	u.fact(e, "nameAlias", Fact{Property: property, Value: n.Whole, Lang: lang, Original: noted(n.Whole, note)})
	if e.Schema != "Person" {
		u.fact(e, "nameAlias", Fact{Property: "notes", Value: n.Function})
		return
	}
	if property == "name" {
		u.fact(e, "nameAlias", Fact{Property: "firstName", Value: n.First})
		u.fact(e, "nameAlias", Fact{Property: "lastName", Value: n.Last})
	}
	u.fact(e, "nameAlias", Fact{Property: "title", Value: n.Title})
	u.fact(e, "nameAlias", Fact{Property: "position", Value: n.Function})
	gender := map[string]string{"": "", "M": "male", "F": "female"}
	if g, ok := gender[strings.ToUpper(strings.TrimSpace(n.Gender))]; ok {
		u.fact(e, "nameAlias", Fact{Property: "gender", Value: g})
	} else {
		u.b.problem(u.at, "gender", "exchange.value", n.Gender)
	}
}

// birth takes a date and a place of birth, as far as they are known.
func (u eu) birth(e *Entry, d euBirth) {
	if e.Schema != "Person" {
		return // a body has none; the form allows it all the same
	}
	about := ""
	if d.Circa == "true" {
		about = "circa "
	}
	v := d.Date
	switch {
	case v != "":
	case d.Year != "" && d.Month != "":
		v = d.Year + "-" + strings.Repeat("0", max(0, 2-len(d.Month))) + d.Month
	case d.Year != "":
		v = d.Year
	case d.From != "" && d.To != "":
		v = d.From + " to " + d.To
	default:
		v = d.From + d.To
	}
	if v != "" {
		u.b.date(e, u.at, "birthdate", Fact{Property: "birthDate", Value: about + v})
	}
	u.fact(e, "birthdate", Fact{Property: "birthPlace", Value: join(d.Place, d.City, d.Area, d.text())})
	u.country(e, "birthdate", Fact{Property: "birthCountry", Value: d.text()})
}

// paper takes a number of a document; that it is false, lost or expired stays beside it.
func (u eu) paper(e *Entry, p euPaper) {
	property := "idNumber"
	switch p.Type {
	case "passport", "diplomaticpassport", "servicepassport":
		property = "passportNumber"
	case "ssn":
		property = "socialSecurityNumber"
	case "fiscalcode", "taxid":
		property = "taxNumber"
	case "regnumber":
		property = "registrationNumber"
	case "swiftbic":
		property = "swiftBic"
	case "imo":
		property = "imoNumber"
	}
	if !has(e.Schema, property) {
		property = "idNumber"
	}
	var state []string
	for _, s := range []struct{ is, word string }{{p.Expired, "known expired"}, {p.False, "known false"}, {p.Lost, "reported lost"}, {p.Revoked, "revoked by issuer"}} {
		if s.is == "true" {
			state = append(state, s.word)
		}
	}
	words := join(p.Type, p.Number, p.Latin, p.text(), p.Issued, join(state...), join(p.Remarks...))
	for _, n := range []string{p.Number, p.Latin} {
		u.fact(e, "identification", Fact{Property: property, Value: n, Original: words})
	}
	if p.Number == "" && p.Latin == "" {
		u.fact(e, "identification", Fact{Property: "notes", Value: words})
	}
}
