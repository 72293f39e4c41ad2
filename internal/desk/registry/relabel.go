package registry

import (
	"schild/internal/store"
	"schild/label"
)

// Relabel puts a record under another label inside an act: the record, its contents, and the names found in it, each under
// the join of the record's new label and the name's own.
func (d *Desk) Relabel(tx *store.Tx, id string, to label.Label) error {
	all, err := tx.All("cascade")
	if err != nil {
		return err
	}
	for _, table := range []string{"record", "content"} {
		if err := tx.Relabel(table, id, to); err != nil {
			return err
		}
	}
	var found []struct {
		ID   string `db:"id"`
		Name int64  `db:"name"`
		Is   int64  `db:"is_label"`
	}
	err = all.Select(&found, `SELECT m.id, st.label AS name, m.label AS is_label FROM mention AS m JOIN statement AS st ON st.id = m.name WHERE m.record = $1 ORDER BY m.id`, id)
	if err != nil {
		return err
	}
	for _, m := range found {
		if l := label.Join(to, tx.Label(m.Name)); l != tx.Label(m.Is) {
			if err := tx.Relabel("mention", m.ID, l); err != nil {
				return err
			}
		}
	}
	return nil
}
