package exchange

import (
	"strconv"
	"strings"

	"schild/fact"
	"schild/name"
)

// Bounds of a list.
const (
	bytesMost    = 512 << 20 // of one file
	entriesMost  = 5_000_000
	factsMost    = 20_000 // of one entry
	problemsMost = 10_000 // the rest are counted in a last one
	originalMost = 16 << 10
)

// builder collects entries in the order in which they first appear.
type builder struct {
	entries  []*Entry
	byKey    map[string]*Entry
	said     map[saying]bool
	problems []Problem
	dropped  int // problems beyond problemsMost

	words, kept string // the words that a fact came from last, and how they are kept
}

// saying is a fact of an entry, for telling whether it stands there already.
type saying struct {
	entry           *Entry
	property, value string
}

func newBuilder() *builder {
	return &builder{byKey: map[string]*Entry{}, said: map[saying]bool{}}
}

// problem notes what was not read.
func (b *builder) problem(at place, column, why, what string) {
	if len(b.problems) >= problemsMost {
		b.dropped++
		return
	}
	b.problems = append(b.problems, Problem{at.file, at.row, column, why, shorten(what)})
}

// add puts an entry on the list, or tells why it cannot stand there.
func (b *builder) add(e *Entry) (why string) {
	switch e.Key = name.Clean(e.Key); {
	case e.Key == "":
		return "exchange.key.none"
	case b.byKey[e.Key] != nil:
		return "exchange.key.double"
	case len(b.entries) >= entriesMost:
		return "exchange.full"
	}
	b.byKey[e.Key] = e
	b.entries = append(b.entries, e)
	return ""
}

// done gives what was collected.
func (b *builder) done() ([]Entry, []Problem) {
	out := make([]Entry, len(b.entries))
	for i, e := range b.entries {
		out[i] = *e
	}
	if b.dropped > 0 {
		b.problems = append(b.problems, Problem{Why: "exchange.more", What: strconv.Itoa(b.dropped)})
	}
	return out, b.problems
}

// place is where in a file something is read.
type place struct {
	file string
	row  int
}

// fact adds a fact to an entry: nothing when the value is empty or stands there already, a problem when it does not fit.
func (b *builder) fact(e *Entry, at place, column string, f Fact) {
	if f.Value = tidy(e.Schema, f.Property, f.Value); f.Value == "" {
		return
	}
	s := saying{e, f.Property, f.Value}
	if b.said[s] {
		return
	}
	why := check(e, f)
	if why == "" && len(e.Facts) >= factsMost {
		why = "exchange.full"
	}
	if why != "" {
		b.problem(at, column, why, f.Value)
		return
	}
	if f.Original = b.original(f.Original); f.Original == f.Value {
		f.Original = ""
	}
	b.said[s] = true
	e.Facts = append(e.Facts, f)
}

// original gives the words a value came from as they are kept. Many facts in a row may come from the same ones, which may be long.
func (b *builder) original(words string) string {
	if words != b.words {
		b.words, b.kept = words, cut(tidy("Thing", "notes", words), originalMost)
	}
	return b.kept
}

// check gives the reason why a fact cannot stand in an entry, "" when it can.
func check(e *Entry, f Fact) string {
	if fact.IsEntity(e.Schema, f.Property) {
		return ""
	}
	switch {
	case !has(e.Schema, f.Property):
		return "exchange.property"
	case fact.CheckValue(e.Schema, f.Property, f.Value) != nil:
		return "exchange.value"
	}
	return ""
}

// country adds a country by its name; a name there is no code for is a problem.
func (b *builder) country(e *Entry, at place, column string, f Fact) {
	if nowhere(f.Value) {
		return
	}
	code, ok := country(f.Value)
	if !ok {
		b.problem(at, column, "exchange.country", f.Value)
		return
	}
	if f.Original == "" {
		f.Original = f.Value
	}
	f.Value = code
	b.fact(e, at, column, f)
}

// date adds a date, or both ends of a span, as the list writes them.
func (b *builder) date(e *Entry, at place, column string, f Fact) {
	if strings.TrimSpace(f.Value) == "" {
		return
	}
	list, ok := dates(f.Value)
	if !ok {
		b.problem(at, column, "exchange.date", f.Value)
		return
	}
	if f.Original == "" {
		f.Original = f.Value
	}
	for _, d := range list {
		f.Value = d.String()
		b.fact(e, at, column, f)
	}
}

// tidy brings a value into the form in which it is kept: a long text with its line breaks, all else as a name is kept.
func tidy(schema, property, v string) string {
	if f, _ := fact.Lookup(schema, property); f.Type != "text" {
		return name.Clean(v)
	}
	lines := strings.Split(v, "\n")
	for i, l := range lines {
		lines[i] = name.Clean(l)
	}
	return strings.TrimSpace(strings.Join(lines, "\n"))
}

// shorten bounds the words a problem repeats.
func shorten(s string) string { return cut(name.Clean(s), 60) }

// cut ends a text that is too long with a sign that says so.
func cut(s string, most int) string {
	if len(s) <= most {
		return s
	}
	return strings.ToValidUTF8(s[:most], "") + "…"
}

// has tells whether a schema has a property.
func has(schema, property string) bool {
	_, ok := fact.Lookup(schema, property)
	return ok
}
