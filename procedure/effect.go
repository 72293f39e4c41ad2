package procedure

import (
	"slices"
	"strconv"
	"strings"

	"schild/fault"
)

// Effect is one thing the house has to do beside a step: a verb, its object, and for set the value.
type Effect struct{ Verb, What, Value string }

// Verbs gives every verb there is, in order.
func Verbs() []string {
	return []string{"ask", "count", "erase", "notify", "produce", "recall", "relabel", "set", "shut", "start"}
}

// timely are the verbs that the passing of time may use.
func timely() []string { return []string{"ask", "count", "notify", "shut"} }

// things are what shut, erase, recall and relabel may reach: the method in use, what was got from it, all that was derived from
// that, notes that went out, access, the record, the dossier.
func things() []string {
	return []string{"access", "derived", "dossier", "entry", "method", "notes", "record", "source", "statement"}
}

func parseEffect(s string) Effect {
	verb, rest, _ := strings.Cut(s, " ")
	what, value, _ := strings.Cut(rest, " ")
	return Effect{verb, what, value}
}

// String writes the effect as a file does.
func (e Effect) String() string {
	return strings.TrimSpace(e.Verb + " " + e.What + " " + e.Value)
}

func effects(list []string) []Effect {
	var out []Effect
	for _, s := range list {
		out = append(out, parseEffect(s))
	}
	return out
}

// Verbs gives the verbs a file uses, in order, so that the house can refuse a file it cannot carry out.
func (f *File) Verbs() []string {
	var out []string
	for _, m := range f.Moves {
		for _, e := range effects(m.Effects) {
			out = append(out, e.Verb)
		}
	}
	for _, t := range f.Terms {
		for _, e := range effects(t.Effects) {
			out = append(out, e.Verb)
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// effect refuses an effect outside the vocabulary or with an object the file does not know.
func (c *checker) effect(place string, s string) {
	e := parseEffect(s)
	if e.String() != s || e.What == "" || (e.Value != "") != (e.Verb == "set") || !slices.Contains(Verbs(), e.Verb) {
		c.add(fault.New(fault.Invalid, "procedure.effect", "place", place, "effect", s))
		return
	}
	known := true
	switch e.Verb {
	case "ask", "notify":
		known = c.use("role", e.What)
	case "produce":
		known = c.use("document", e.What)
	case "count":
		known = c.use("figure", e.What)
	case "set":
		field, ok := c.f.Field(e.What)
		_, err := field.value(e.literal(field))
		known = ok && err == nil
		c.use("field", e.What)
	case "start":
		known = e.What == "method" || idPattern().MatchString(e.What)
	default:
		known = slices.Contains(things(), e.What)
	}
	if !known {
		c.add(fault.New(fault.Invalid, "procedure.effect", "place", place, "effect", s))
	}
}

// literal gives the value of a set as its field's type.
func (e Effect) literal(f Field) any {
	switch {
	case f.Type == "bool" && (e.Value == "true" || e.Value == "false"):
		return e.Value == "true"
	case f.Type == "number":
		n, err := strconv.ParseFloat(e.Value, 64)
		if err == nil {
			return n
		}
	case f.Type == "list":
		return strings.Fields(e.Value)
	}
	return e.Value
}
