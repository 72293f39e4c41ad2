package exchange

import (
	"strings"

	"schild/day"
	"schild/fact"
)

// readUK reads the consolidated list of the United Kingdom's office of financial sanctions: a row with the day, a header,
// then a row for each name of an entry, its other columns filled as the office saw fit. Rows of one Group ID are an entry.
func readUK(b *builder, files []File) error {
	first, marked := isXML(files[0])
	if marked {
		return readUKXML(b, first)
	}
	u := &uk{b: b, at: map[string]int{}}
	r := newRows(first, false)
	for {
		w, ok, err := r.next()
		if err != nil || !ok {
			return err
		}
		switch {
		case len(u.at) == 0:
			u.head(w)
		case w.why == "" && len(w.fields) != u.columns:
			b.problem(w.at, "", "exchange.row.columns", w.text)
		case w.why != "":
			b.problem(w.at, "", w.why, w.text)
		default:
			u.row(w)
		}
	}
}

type uk struct {
	b       *builder
	at      map[string]int // place of a column
	columns int
}

// head looks for the header; what stands before it is the day of the list.
func (u *uk) head(w row) {
	if len(w.fields) == 0 || strings.TrimPrefix(w.fields[0], "\ufeff") != "Name 6" {
		return
	}
	u.columns = len(w.fields)
	u.at["Name 6"] = 0
	for i, c := range w.fields[1:] {
		u.at[strings.TrimSpace(c)] = i + 1
	}
}

func (u *uk) get(w row, column string) string {
	if i, ok := u.at[column]; ok {
		return strings.TrimSpace(w.fields[i])
	}
	return ""
}

// entry gives the entry that a row belongs to, made when it is the first; nil with a problem when there is none.
func (u *uk) entry(w row) *Entry {
	kinds := map[string]string{"Individual": "Person", "Entity": "Organization", "Ship": "Vessel"}
	key, kind := u.get(w, "Group ID"), u.get(w, "Group Type")
	schema := kinds[kind]
	e := u.b.byKey[key]
	why, what := "", key
	switch {
	case schema == "":
		why, what = "exchange.type", kind
	case e == nil:
		e = &Entry{Key: key, Schema: schema}
		why = u.b.add(e)
	case e.Schema != schema:
		why, what = "exchange.key.double", key+" "+kind
	}
	if why != "" {
		u.b.problem(w.at, "", why, what)
		return nil
	}
	return e
}

// row takes one row: a name, and what stands beside it.
func (u *uk) row(w row) {
	full := u.name(w)
	if full == "" {
		u.b.problem(w.at, "Name 6", "exchange.name.none", w.text)
		return
	}
	e := u.entry(w)
	if e == nil {
		return
	}
	said, _ := ukDate(u.get(w, "Last Updated"))
	listed, _ := ukDate(u.get(w, "Listed On"))
	put := func(column string, f Fact) {
		f.Said = said
		u.b.fact(e, w.at, column, f)
	}
	put("Name 6", Fact{Property: u.kind(w), Value: full})
	put("Name Non-Latin Script", Fact{Property: "alias", Value: u.get(w, "Name Non-Latin Script")})
	put("Regime", Fact{Property: "program", Value: u.get(w, "Regime"), Holds: fact.Span{From: listed}})
	put("", Fact{Property: "topics", Value: "sanction"})
	put("Other Information", Fact{Property: "notes", Value: u.get(w, "Other Information")})
	var lines []string
	for _, c := range []string{"Address 1", "Address 2", "Address 3", "Address 4", "Address 5", "Address 6", "Post/Zip Code", "Country"} {
		lines = append(lines, u.get(w, c))
	}
	if address := join(lines...); address != u.get(w, "Country") {
		put("Address 1", Fact{Property: "address", Value: address})
	}
	u.b.country(e, w.at, "Country", Fact{Property: "country", Value: u.get(w, "Country"), Said: said})
	if e.Schema == "Person" {
		u.person(e, w, said)
	}
}

// name puts the six parts of a name in order: the sixth is the family name, or the whole name of a body.
func (u *uk) name(w row) string {
	var parts []string
	for _, c := range []string{"Name 1", "Name 2", "Name 3", "Name 4", "Name 5", "Name 6"} {
		parts = append(parts, u.get(w, c))
	}
	return strings.Join(strings.Fields(strings.Join(parts, " ")), " ")
}

// kind gives the property that a row's name is a value of.
func (u *uk) kind(w row) string {
	switch typ := strings.ToLower(u.get(w, "Alias Type")); {
	case typ == "primary name", typ == "":
		return "name"
	case strings.HasPrefix(strings.ToLower(u.get(w, "Alias Quality")), "low"):
		return "weakAlias"
	case typ == "fka":
		return "previousName"
	}
	return "alias"
}

// person takes the columns that only persons have.
func (u *uk) person(e *Entry, w row, said day.Date) {
	for _, c := range []struct{ column, details, property string }{
		{"Title", "", "title"},
		{"Town of Birth", "", "birthPlace"},
		{"Position", "", "position"},
		{"Passport Number", "Passport Details", "passportNumber"},
		{"National Identification Number", "National Identification Details", "idNumber"},
	} {
		details := u.get(w, c.details)
		for _, v := range numbered(u.get(w, c.column)) {
			u.b.fact(e, w.at, c.column, Fact{Property: c.property, Value: v, Original: noted(v, details), Said: said})
		}
	}
	for _, v := range numbered(u.get(w, "Nationality")) {
		u.b.country(e, w.at, "Nationality", Fact{Property: "nationality", Value: v, Said: said})
	}
	for _, v := range numbered(u.get(w, "Country of Birth")) {
		u.b.country(e, w.at, "Country of Birth", Fact{Property: "birthCountry", Value: v, Said: said})
	}
	for _, v := range numbered(u.get(w, "DOB")) {
		d, ok := ukDate(v)
		if !ok {
			u.b.problem(w.at, "DOB", "exchange.date", v)
			continue
		}
		u.b.fact(e, w.at, "DOB", Fact{Property: "birthDate", Value: d.String(), Original: v, Said: said})
	}
}

// numbered takes "(1) this (2) that" apart; without numbers it is one value.
func numbered(s string) (out []string) {
	if s == "" {
		return nil
	}
	const digits = "0123456789"
	rest, ok := strings.CutPrefix(s, "(1)")
	for n := 2; ok && n < len(digits); n++ {
		var v string
		v, rest, ok = strings.Cut(rest, "("+digits[n:n+1]+")")
		out = append(out, strings.TrimSpace(v))
	}
	if len(out) == 0 {
		return []string{s}
	}
	return out
}

// ukDate reads day, month and year with strokes between; 00 stands for what is not known.
func ukDate(s string) (day.Date, bool) {
	parts := strings.Split(strings.TrimSpace(s), "/")
	if len(parts) != 3 {
		return day.Date{}, false
	}
	iso := parts[2]
	if parts[1] != "00" {
		iso += "-" + parts[1]
		if parts[0] != "00" {
			iso += "-" + parts[0]
		}
	} else if parts[0] != "00" {
		return day.Date{}, false
	}
	d, err := day.Parse(iso)
	return d, err == nil
}
