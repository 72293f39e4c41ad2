package exchange

import (
	"strings"

	"schild/fact"
	"schild/name"
)

// readCSV reads a list of the house's own making. The first row names the columns: "name", and as wanted "key" (what the
// list calls the entry, so that its next version is told apart from new entries), "schema" (left out: Person where
// there is a date of birth, else LegalEntity) and any property; several values in a field stand with "|" between. A first row with semicolons has them as commas.
func readCSV(b *builder, files []File) error {
	r := newRows(files[0], false)
	r.semicolons()
	head, ok, err := r.next()
	if err != nil || !ok {
		return err
	}
	t := &table{b: b, at: map[string]int{}}
	if !t.header(head) {
		return nil
	}
	for {
		w, ok, err := r.next()
		if err != nil || !ok {
			return err
		}
		if w.why == "" && len(w.fields) != len(t.columns) {
			w.why = "exchange.row.columns"
		}
		if w.why != "" {
			b.problem(w.at, "", w.why, w.text)
			continue
		}
		t.row(w)
	}
}

// table reads rows under a header.
type table struct {
	b       *builder
	columns []string
	at      map[string]int // place of a column
}

// header takes the first row; without a column "name" nothing can be read.
func (t *table) header(w row) bool {
	if w.why != "" {
		t.b.problem(w.at, "", w.why, w.text)
		return false
	}
	for i, c := range w.fields {
		c = strings.TrimSpace(strings.TrimPrefix(c, "\ufeff"))
		why := ""
		if _, double := t.at[c]; double {
			why = "exchange.column.double"
		} else if !isColumn(c) {
			why = "exchange.column.unknown"
		}
		if why != "" {
			t.b.problem(w.at, c, why, c)
			c = "" // its values are not read, and this said so
		} else {
			t.at[c] = i
		}
		t.columns = append(t.columns, c)
	}
	if _, ok := t.at["name"]; !ok {
		t.b.problem(w.at, "name", "exchange.column.name", w.text)
		return false
	}
	return true
}

// isColumn tells what a header may name: a property of any schema, or what the house needs besides.
func isColumn(c string) bool {
	if c == "key" || c == "schema" {
		return true
	}
	for _, s := range fact.Schemata() {
		if has(s, c) {
			return true
		}
	}
	return false
}

func (t *table) get(w row, column string) string {
	if i, ok := t.at[column]; ok {
		return strings.TrimSpace(w.fields[i])
	}
	return ""
}

// row takes one row: an entry or none.
func (t *table) row(w row) {
	e := &Entry{Key: t.get(w, "key"), Schema: t.get(w, "schema")}
	if e.Schema == "" {
		e.Schema = "LegalEntity"
		if t.get(w, "birthDate") != "" { // nothing else is born
			e.Schema = "Person"
		}
	}
	first, _, _ := strings.Cut(t.get(w, "name"), "|")
	if e.Key == "" {
		e.Key = ownKey(e.Schema, first, t.get(w, "birthDate"))
	}
	why := ""
	switch {
	case !fact.Known(e.Schema) || fact.Abstract(e.Schema):
		why = "exchange.schema"
	case name.Fold(first) == "":
		why = "exchange.name.none"
	default:
		why = t.b.add(e)
	}
	if why != "" {
		t.b.problem(w.at, "", why, w.text)
		return
	}
	for i, c := range t.columns {
		if c == "" || c == "key" || c == "schema" {
			continue
		}
		for v := range strings.SplitSeq(w.fields[i], "|") {
			t.b.value(e, w.at, Fact{Property: c, Value: v})
		}
	}
}

// ownKey makes a key for a row that has none, from what tells it best from others.
func ownKey(schema, first, born string) string {
	return strings.ToLower(schema) + ":" + name.Fold(first) + ":" + strings.TrimSpace(born)
}

// value adds a value by the type of its property: countries by name or code, dates as people write them.
func (b *builder) value(e *Entry, at place, f Fact) {
	field, _ := fact.Lookup(e.Schema, f.Property)
	switch field.Type {
	case "country":
		b.country(e, at, f.Property, f)
	case "date":
		b.date(e, at, f.Property, f)
	case "gender":
		f.Value = strings.ToLower(f.Value)
		b.fact(e, at, f.Property, f)
	default:
		b.fact(e, at, f.Property, f)
	}
}
