package exchange

import (
	"cmp"
	_ "embed"
	"slices"
	"strings"
	"sync"

	"schild/fact"
)

//go:embed remark.txt
var remarkText string

// beginning is how a remark begins that says a property.
type beginning struct{ words, property string }

// beginnings is the table of them by their first word, the longest first, read once from the project's own text.
var beginnings = sync.OnceValue(func() map[string][]beginning {
	out := map[string][]beginning{}
	for line := range strings.Lines(remarkText) {
		words, property, ok := strings.Cut(strings.TrimSuffix(line, "\n"), "\t")
		if !ok {
			continue
		}
		first, _, _ := strings.Cut(words, " ")
		out[first] = append(out[first], beginning{words + " ", property})
	}
	for _, list := range out {
		slices.SortFunc(list, func(a, b beginning) int {
			return cmp.Or(cmp.Compare(len(b.words), len(a.words)), cmp.Compare(a.words, b.words))
		})
	}
	return out
})

// remark takes the remarks of an entry apart: "DOB 15 Jan 1955; POB Cali, Colombia; a.k.a. 'MARLIN'.".
func (o *ofac) remark(e *Entry, at place, text string) {
	text = strings.TrimSuffix(strings.TrimSpace(text), ".")
	for one := range strings.SplitSeq(text, "; ") {
		if one = strings.TrimSpace(one); one != "" {
			o.oneRemark(e, at, one)
		}
	}
}

// oneRemark adds what one remark says; where nothing is understood it becomes a note.
func (o *ofac) oneRemark(e *Entry, at place, one string) {
	said := strings.TrimPrefix(one, "alt. ")
	first, _, _ := strings.Cut(said, " ")
	for _, b := range beginnings()[first] {
		rest, ok := strings.CutPrefix(said, b.words)
		if !ok {
			continue
		}
		if o.remarked(e, at, Fact{Property: b.property, Value: rest, Original: one}) {
			return
		}
		break
	}
	o.b.fact(e, at, remarks, Fact{Property: "notes", Value: one})
}

// remarks is the column that remarks stand in.
const remarks = "Remarks"

// remarked adds the fact of one remark; it tells whether it could.
func (o *ofac) remarked(e *Entry, at place, f Fact) bool {
	if imo, ok := strings.CutPrefix(f.Value, "IMO "); ok && has(e.Schema, "imoNumber") {
		f.Property, f.Value = "imoNumber", imo
	} else if f.Property == "imoNumber" {
		f.Property = "registrationNumber"
	}
	field, ok := fact.Lookup(e.Schema, f.Property)
	if !ok {
		return false
	}
	switch field.Type {
	case "date":
		if _, ok := dates(f.Value); !ok {
			o.b.problem(at, remarks, "exchange.date", f.Value)
			return false
		}
		o.b.date(e, at, remarks, f)
		return true
	case "country":
		if _, ok := country(f.Value); !ok && !nowhere(f.Value) {
			o.b.problem(at, remarks, "exchange.country", f.Value)
			return false
		}
		o.b.country(e, at, remarks, f)
		return true
	case "name":
		o.name(e, at, remarks, Fact{Property: f.Property, Value: strings.Trim(f.Value, "'")})
		return true
	}
	return o.words(e, at, field.Type, f)
}

// words adds the fact of a remark whose value stands as it is, or nearly.
func (o *ofac) words(e *Entry, at place, typ string, f Fact) bool {
	switch {
	case typ == "identifier":
		f.Value = number(f.Value)
	case typ == "gender":
		f.Value = strings.ToLower(f.Value)
	case f.Property == "birthPlace":
		o.birthCountry(e, at, f.Value)
		f.Original = ""
	}
	if f.Value = tidy(e.Schema, f.Property, f.Value); check(e, f) != "" {
		return false
	}
	o.b.fact(e, at, remarks, f)
	return true
}

// birthCountry adds the country that a place of birth ends with, when it ends with one.
func (o *ofac) birthCountry(e *Entry, at place, born string) {
	if code, ok := countryAt(born); ok {
		o.b.fact(e, at, remarks, Fact{Property: "birthCountry", Value: code, Original: born})
	}
}

// number gives the number of a document without where and when it was issued: "A100 (Peru) issued 3 May 2001".
func number(s string) string {
	for _, end := range []string{" (", " issued ", " expires "} {
		s, _, _ = strings.Cut(s, end)
	}
	return strings.TrimSpace(s)
}
