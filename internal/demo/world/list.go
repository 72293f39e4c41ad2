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

// Lists gives the lists in fixed order, each as a table with the columns key, schema, name, alias, birthDate,
// registrationNumber, imoNumber, address.
func (w *World) Lists() []List {
	out := []List{
		{ID: "sanctions", Name: "Sanctions list", Source: "sanctions", File: "sanctions.csv"},
		{ID: "firms", Name: "Trade register", Source: "firms", File: "firms.csv"},
		{ID: "index", Name: "Index", Source: "index", File: "index.csv"},
		{ID: "heron", Name: "Protected channel: names", Source: "heron", File: "names.csv"},
	}
	for i := range out {
		out[i].Bytes = w.list(out[i].ID)
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
