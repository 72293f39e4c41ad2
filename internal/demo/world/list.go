package world

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"strings"

	"schild/internal/demo/bureau"
)

// List is one list of names as a file.
type List struct {
	ID, Name, Source, File string
	Kind                   string // csv or ftm
	Bytes                  []byte
}

// ListSources gives the sources of the lists: two public ones, the service's own index, and what the protected channel names.
func ListSources() []Source {
	open := "UNCLASSIFIED//REL *"
	return []Source{
		{ID: "sanctions", Name: "Sanctions list of Kestria", Kind: "list", Grade: "A2", Label: open, Known: open},
		{ID: "firms", Name: "Trade register of Kestria, extract", Kind: "list", Grade: "A1", Label: open, Known: open},
		{ID: "index", Name: "Index of the service", Kind: "own", Grade: "B2", Organisation: bureau.Own, Label: "RESTRICTED//REL KCUS,KFOR,KINT,KPOL,ORVA,SUND", Known: "RESTRICTED"},
	}
}

// Lists gives the lists in fixed order: the sanctions as FollowTheMoney lines, with who directs and owns what, the others as tables
// with the columns key, schema, name, alias, birthDate, registrationNumber, imoNumber, address.
func (w *World) Lists() []List {
	out := []List{
		{ID: "sanctions", Name: "Sanctions list", Source: "sanctions", File: "sanctions.jsonl", Kind: "ftm"},
		{ID: "firms", Name: "Trade register", Source: "firms", File: "firms.csv", Kind: "csv"},
		{ID: "index", Name: "Index", Source: "index", File: "index.csv", Kind: "csv"},
		{ID: "heron", Name: "Protected channel: names", Source: "heron", File: "names.csv", Kind: "csv"},
	}
	for i, l := range out {
		if l.Kind == "ftm" {
			out[i].Bytes = w.lines(l.ID)
		} else {
			out[i].Bytes = w.list(l.ID)
		}
	}
	return out
}

func (w *World) list(id string) []byte {
	var b bytes.Buffer
	c := csv.NewWriter(&b)
	_ = c.Write([]string{"key", "schema", "name", "alias", "birthDate", "registrationNumber", "imoNumber", "address"}) // into memory
	for _, e := range w.entities {
		if e.List == id {
			_ = c.Write(e.row())
		}
	}
	c.Flush()
	return b.Bytes()
}

// line is one entity in FollowTheMoney's form.
type line struct {
	ID         string              `json:"id"`
	Schema     string              `json:"schema"`
	Properties map[string][]string `json:"properties"`
}

// lines writes a list's entities, and for each company who directs it and, of some, who owns it.
func (w *World) lines(id string) []byte {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	var people, firms []Entity
	for _, e := range w.entities {
		if e.List != id {
			continue
		}
		_ = enc.Encode(e.line()) // into memory
		switch e.Schema {
		case "Person":
			people = append(people, e)
		case "Company":
			firms = append(firms, e)
		}
	}
	for i, c := range firms {
		d := newDice(w.seed, "ties", i)
		director := of(d, people)
		_ = enc.Encode(line{"d" + c.Key, "Directorship", map[string][]string{"director": {director.Key}, "organization": {c.Key}, "role": {"managing director"}}})
		if d.in(60) && i > 0 {
			owner := of(d, append([]Entity{firms[d.n(i)]}, people[:min(3, len(people))]...))
			_ = enc.Encode(line{"o" + c.Key, "Ownership", map[string][]string{"owner": {owner.Key}, "asset": {c.Key}, "percentage": {[]string{"25", "51", "74.9", "100"}[d.n(4)]}}})
		}
	}
	return b.Bytes()
}

func (e Entity) line() line {
	cells := e.row()
	out := line{cells[0], cells[1], map[string][]string{}}
	for i, property := range []string{"name", "alias", "birthDate", "registrationNumber", "imoNumber", "address"} {
		if v := cells[i+2]; v != "" {
			out.Properties[property] = strings.Split(v, "|")
		}
	}
	return out
}

// row writes persons family name first, as such lists do.
func (e Entity) row() []string {
	n, registered, imo := e.Name, e.Number, ""
	switch e.Schema {
	case "Person":
		n = e.Family + ", " + e.Given
	case "Vessel":
		registered, imo = "", e.Number
	}
	return []string{e.Key, e.Schema, n, strings.Join(e.Aliases, "|"), e.Birth, registered, imo, e.seat()}
}

// seat is a town and a country, the same for an entity in every world of one seed.
func (e Entity) seat() string {
	d := newDice(0, "seat"+e.Key+e.Name, 0)
	return of(d, cities()) + ", " + map[string]string{"XA": "Kestria", "XO": "Orvania", "XB": "Belmarin", "XS": "Sundria", "XT": "Thalvia", "XD": "Drovia", "XQ": "Qarzan", "XE": "Tsengmar"}[e.Country]
}

// TruthLines gives the truth of messages as JSON lines.
func TruthLines(ms []Mention) ([]byte, error) {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	for _, m := range ms {
		if err := enc.Encode(m); err != nil {
			return nil, err
		}
	}
	return b.Bytes(), nil
}
