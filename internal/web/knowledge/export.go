package knowledge

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"strings"

	"schild/fact"
	desk "schild/internal/desk/knowledge"
	"schild/internal/web/page"
)

// told is one statement as it leaves in a file. The names are a contract with those who read it.
type told struct {
	ID         string `json:"id"`
	Entity     string `json:"entity"`
	Schema     string `json:"schema"`
	Property   string `json:"property"`
	Value      string `json:"value"`
	Original   string `json:"original,omitempty"`
	Lang       string `json:"lang,omitempty"`
	Label      string `json:"label"`
	Grade      string `json:"grade,omitempty"`
	Source     string `json:"source"`
	Record     string `json:"record"`
	Said       string `json:"said,omitempty"`
	From       string `json:"from,omitempty"`
	To         string `json:"to,omitempty"`
	Author     string `json:"author"`
	Registered int64  `json:"registered"` // UTC microseconds
}

// tell gives the statements in the order of the page.
func tell(e desk.Entity) []told {
	var out []told
	for _, p := range e.Properties {
		for _, v := range p.Values {
			for _, s := range v.Statements {
				out = append(out, tellOne(e.Claims[s.ID]))
			}
		}
	}
	return out
}

func tellOne(c desk.Claim) told {
	return told{ID: string(c.ID), Entity: string(c.Entity), Schema: c.Schema, Property: c.Property, Value: c.Value, Original: c.Original, Lang: c.Lang,
		Label: c.Label.String(), Grade: c.Grade.String(), Source: c.Source, Record: c.Reference, Said: c.Said.String(), From: c.Holds.From.String(),
		To: c.Holds.To.String(), Author: c.Author, Registered: c.Registered}
}

// name gives the file's name: opaque, as an identity is.
func name(id fact.ID, ending string) string { return "entity-" + string(id[:8]) + "." + ending }

func (p pages) exportJSON(a *page.Ask) error {
	e, err := p.look(a)
	if err != nil {
		return err
	}
	b, err := json.MarshalIndent(struct {
		Label      string `json:"label"`
		At         string `json:"at,omitempty"` // the day as of which it was asked
		Entity     string `json:"entity"`
		Schema     string `json:"schema"`
		Caption    string `json:"caption"`
		Statements []told `json:"statements"`
	}{e.Label.String(), a.Query("at"), string(e.ID), e.Schema, e.Caption(), tell(e)}, "", "  ")
	if err != nil {
		return err
	}
	return a.File(name(e.ID, "json"), "application/json", e.Label, bytes.NewReader(append(b, '\n')))
}

func (p pages) exportCSV(a *page.Ask) error {
	e, err := p.look(a)
	if err != nil {
		return err
	}
	b, err := sheet(tell(e))
	if err != nil {
		return err
	}
	return a.File(name(e.ID, "csv"), "text/csv; charset=utf-8", e.Label, bytes.NewReader(b))
}

// sheet writes statements as CSV (RFC 4180), each with its label.
func sheet(ts []told) ([]byte, error) {
	var b bytes.Buffer
	w := csv.NewWriter(&b)
	w.UseCRLF = true
	rows := [][]string{{"label", "property", "value", "original", "lang", "grade", "source", "record", "said", "from", "to", "author", "schema", "id"}}
	for _, t := range ts {
		rows = append(rows, []string{t.Label, t.Property, t.Value, t.Original, t.Lang, t.Grade, t.Source, t.Record, t.Said, t.From, t.To, t.Author, t.Schema, t.ID})
	}
	for _, r := range rows {
		for i := range r {
			r[i] = inert(r[i])
		}
	}
	if err := w.WriteAll(rows); err != nil {
		return nil, err
	}
	return b.Bytes(), nil
}

// inert makes text that a spreadsheet would compute stay text: an apostrophe stands before what begins like a formula, also
// behind white space, which some programs pass over.
func inert(s string) string {
	t := strings.TrimLeft(s, " \u00a0\r\n\t")
	if t != "" && strings.ContainsAny(t[:1], "=+-@|") || strings.HasPrefix(t, "＝") || strings.HasPrefix(t, "＋") || strings.HasPrefix(t, "－") || strings.HasPrefix(t, "＠") ||
		s != "" && strings.ContainsAny(s[:1], "\t\r\n") {
		return "'" + s
	}
	return s
}
