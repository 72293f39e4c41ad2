package registry

import (
	"context"
	"encoding/json"
	"strings"

	"schild/document"
	"schild/fault"
	"schild/internal/office"
	"schild/internal/store"
)

// Record is one record as a reader may see it.
type Record struct {
	ID         string `db:"id"`
	Version    int64  `db:"version"`
	Label      int64  `db:"label"`
	Act        string `db:"act"`
	Registered int64  `db:"registered"` // of this version: when it came, or was last routed, which puts it on top anew
	Source     string `db:"source"`
	SourceName string `db:"source_name"`
	Kind       string `db:"kind"`
	Reference  string `db:"reference"`
	File       string `db:"file"`
	Title      string `db:"title"`
	Type       string `db:"type"`
	Status     string `db:"status"`
	Lang       string `db:"lang"`
	Grade      string `db:"grade"`
	Size       int64  `db:"size"`
	SHA256     string `db:"sha256"`
	Said       string `db:"said"`
	Desk       string `db:"desk"`
	Open       int    `db:"open"` // mentions nobody has decided, of names this reader sees
}

// records gives records by a condition over r, each noted as shown.
func records(v *store.View, rest string, args ...any) ([]Record, error) {
	out, err := store.Kept[Record](v, []string{"record", "source", "mention", "statement"}, `SELECT r.id, r.version, r.label, r.act, r.registered, r.source, coalesce(s.name, '') AS source_name, r.kind, r.reference,
		r.file, r.title, r.type, r.status, r.lang, r.grade, r.size, r.sha256, r.said, r.desk,
		(SELECT count(DISTINCT m.entity || '/' || m.part || '/' || m.start || '/' || m.ending) FROM mention AS m JOIN statement AS st ON st.id = m.name
		WHERE m.record = r.id AND m.state = 'proposed') AS open
		FROM record AS r LEFT JOIN source AS s ON s.id = r.source WHERE `+rest, args...)
	for _, r := range out {
		v.Opened("record", r.ID, r.Label)
	}
	return out, err
}

// Record gives one record, fault.Missing when the reader sees none by that id.
func (d *Desk) Record(v *store.View, id string) (Record, error) {
	rs, err := records(v, `r.id = $1`, id)
	if err == nil && len(rs) == 0 {
		err = fault.New(fault.Missing, "missing")
	}
	if err != nil {
		return Record{}, err
	}
	return rs[0], nil
}

// Arrival tells when a record came in and by which act, however often it was routed or relabelled since.
type Arrival struct {
	Act        string
	Registered int64
}

// Arrival gives the receipt of a record.
func (d *Desk) Arrival(v *store.View, id string) (Arrival, error) {
	f, err := v.First("record", id)
	return Arrival{f.Act, f.At}, err
}

// Document gives what was read in a record.
func (d *Desk) Document(v *store.View, id string) (document.Document, error) {
	var doc document.Document
	b, err := v.Content(id, "document")
	if err != nil {
		return doc, err
	}
	if err := json.Unmarshal(b, &doc); err != nil {
		return doc, fault.Wrap(err, fault.Broken, "record.document")
	}
	return doc, nil
}

// Raw gives the file as it arrived.
func (d *Desk) Raw(v *store.View, id string) ([]byte, error) { return v.Content(id, "raw") }

// Twins lists other records the reader sees with the same bytes: the same file sent again.
func (d *Desk) Twins(v *store.View, r Record) ([]Record, error) {
	return records(v, `r.sha256 = $1 AND r.id <> $2 ORDER BY r.registered, r.id LIMIT 20`, r.SHA256, r.ID)
}

// Route says which desk a record is for; "" takes it back. The label stays as it is: who may read a record is no
// matter of routing.
func (d *Desk) Route(ctx context.Context, by office.Person, id, desk string) (office.Receipt, error) {
	if err := checkDesk(desk); err != nil {
		return office.Receipt{}, err
	}
	act := office.Act{Kind: "record.route", Objects: []string{"record:" + id}, Detail: []string{"desk", desk}}
	return d.Office.Do(ctx, by, act, func(tx *store.Tx) error {
		return tx.Append("record", id, nil, store.Row{"desk": desk})
	})
}

// short tells whether a name has the form the house gives to desks, sources and people.
func short(name string) bool {
	for i, r := range name {
		letter := r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9'
		if !letter && (i == 0 || !strings.ContainsRune("._-", r)) {
			return false
		}
	}
	return name != "" && len(name) <= 64
}

func checkDesk(desk string) error {
	if desk != "" && !short(desk) {
		return fault.New(fault.Invalid, "record.desk")
	}
	return nil
}
