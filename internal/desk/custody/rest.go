package custody

import (
	"schild/fault"
	"schild/internal/store"
	"schild/label"
)

// Rest is one thing that rests on another, as a reader may see it. What is lowered leaves it as it is; what is raised takes it
// along.
type Rest struct {
	Table   string `db:"kind"`
	ID      string `db:"id"`
	Label   int64  `db:"label"`
	Caption string `db:"caption"`
}

// Label gives what a thing bears.
func (d *Desk) Label(v *store.View, s Subject) (label.Label, error) {
	_, l, err := d.bears(v, s)
	if err == nil {
		v.Opened(s.Table, s.ID, d.Office.Store().Number(l))
	}
	return l, err
}

// mostResting bounds what Resting gives: a published list has tens of thousands of statements.
const mostResting = 200

// Resting lists what rests on a thing in the reader's view: statements of a record, notes that cite it.
func (d *Desk) Resting(v *store.View, s Subject) ([]Rest, error) {
	const note = `SELECT 'note' AS kind, n.id, n.label, n.reference || ' ' || n.title AS caption FROM citation AS c JOIN note AS n ON n.id = c.note WHERE `
	var out []Rest
	var err error
	switch s.Table {
	case "record":
		err = v.Select(&out, `SELECT 'statement' AS kind, id, label, value AS caption FROM statement WHERE record = $1 UNION `+note+`c.record = $2 ORDER BY 1, 4, 2 LIMIT $3`, s.ID, s.ID, mostResting)
	case "statement":
		err = v.Select(&out, note+`c.statement = $1 ORDER BY 1, 4, 2 LIMIT $2`, s.ID, mostResting)
	}
	for _, r := range out {
		v.Opened(r.Table, r.ID, r.Label)
	}
	return out, err
}

// Caption gives what people call a thing, "" for one the reader does not see.
func (d *Desk) Caption(v *store.View, s Subject) (string, error) {
	q := map[string]string{
		"record":    `SELECT reference || ' ' || title FROM record WHERE id = $1`,
		"note":      `SELECT reference || ' ' || title FROM note WHERE id = $1`,
		"statement": `SELECT value FROM statement WHERE id = $1`,
	}[s.Table]
	if q == "" {
		return "", nil
	}
	var caption string
	err := v.Get(&caption, q, s.ID)
	if fault.Is(err, fault.Missing) {
		err = nil
	}
	return caption, err
}
