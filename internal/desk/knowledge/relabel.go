package knowledge

import (
	"schild/fact"
	"schild/internal/store"
	"schild/label"
)

// Relabel puts a statement under another label inside an act: the statement, the words its name is found by, and the
// mentions of that name, each under the join of the name's new label and its record's.
func (d *Desk) Relabel(tx *store.Tx, id string, to label.Label) error {
	all, err := tx.All("cascade")
	if err != nil {
		return err
	}
	var entity string
	if err := all.Get(&entity, `SELECT entity FROM statement WHERE id = $1`, id); err != nil {
		return err
	}
	for _, table := range []string{"statement", "name_word"} {
		if err := tx.Relabel(table, id, to); err != nil {
			return err
		}
	}
	var found []struct {
		ID     string `db:"id"`
		Record int64  `db:"record"`
		Is     int64  `db:"is_label"`
	}
	err = all.Select(&found, `SELECT m.id, r.label AS record, m.label AS is_label FROM mention AS m JOIN record AS r ON r.id = m.record WHERE m.entity = $1 AND m.name = $2 ORDER BY m.id`, entity, id)
	if err != nil {
		return err
	}
	for _, m := range found {
		if l := label.Join(to, tx.Label(m.Record)); l != tx.Label(m.Is) {
			if err := tx.Relabel("mention", m.ID, l); err != nil {
				return err
			}
		}
	}
	return nil
}

// Relabelled tells the finder of names that a statement stands under another label now; it is called after the act.
func (d *Desk) Relabelled(statement string, to label.Label) {
	d.finder.relabel(fact.ID(statement), to)
}

func (f *finder) relabel(statement fact.ID, to label.Label) {
	f.mu.Lock()
	defer f.mu.Unlock()
	want, no := statement.Bytes(), f.intern(to)
	for i := range f.count {
		if r := &f.refs[i/refChunk][i%refChunk]; r.statement == want {
			r.label = no
		}
	}
}
