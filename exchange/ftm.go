package exchange

import (
	"encoding/json"
	"errors"
	"slices"
	"strings"

	"schild/fact"
)

// ftmLine is one entity as FollowTheMoney's own tools write it, one a line.
type ftmLine struct {
	ID         string              `json:"id"`
	Schema     string              `json:"schema"`
	Properties map[string][]string `json:"properties"`
}

// readFTM reads entities in JSON, one a line. A value of an entity property is the id of another line.
func readFTM(b *builder, files []File) error {
	r := newRows(files[0], true)
	for {
		text, err := r.nextLine()
		if err != nil {
			if len(b.entries) == 0 && len(b.problems) == 0 || errors.Is(err, errTooBig) {
				return eof(err)
			}
			return nil
		}
		if text = strings.TrimSpace(text); text != "" {
			b.ftm(place{r.file, r.line}, text)
		}
	}
}

// ftm takes one line: an entry or none.
func (b *builder) ftm(at place, text string) {
	var x ftmLine
	if len(text) > lineMost {
		b.problem(at, "", "exchange.row.long", text)
		return
	}
	if err := json.Unmarshal([]byte(text), &x); err != nil {
		b.problem(at, "", "exchange.json", text)
		return
	}
	e := &Entry{Key: x.ID, Schema: x.Schema}
	why := ""
	if !fact.Known(x.Schema) || fact.Abstract(x.Schema) {
		why = "exchange.schema"
	} else {
		why = b.add(e)
	}
	if why != "" {
		b.problem(at, "", why, x.Schema+" "+x.ID)
		return
	}
	for _, p := range order(x) {
		if isBookkeeping(p) {
			continue
		}
		for _, v := range x.Properties[p] {
			b.ftmValue(e, at, Fact{Property: p, Value: v})
		}
	}
}

// ftmValue adds a value; a moment in time is kept to the day.
func (b *builder) ftmValue(e *Entry, at place, f Fact) {
	if field, ok := fact.Lookup(e.Schema, f.Property); ok && field.Type == "date" {
		if before, _, timed := strings.Cut(f.Value, "T"); timed {
			f.Original, f.Value = f.Value, before
		}
	}
	b.value(e, at, f)
}

// isBookkeeping tells properties that say how another house came by a line, and nothing about the thing itself.
func isBookkeeping(property string) bool {
	switch property {
	case "createdAt", "modifiedAt", "retrievedAt", "indexText", "alephUrl":
		return true
	}
	return false
}

// order gives the properties of a line in the order of the schema, those it does not have last, by name.
func order(x ftmLine) []string {
	var out []string
	for _, f := range fact.Fields(x.Schema) {
		if _, ok := x.Properties[f.Name]; ok {
			out = append(out, f.Name)
		}
	}
	n := len(out)
	for p := range x.Properties {
		if !has(x.Schema, p) {
			out = append(out, p)
		}
	}
	slices.Sort(out[n:])
	return out
}
