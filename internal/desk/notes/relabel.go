package notes

import (
	"schild/internal/store"
	"schild/label"
)

// Relabel puts a note under another label inside an act: its row, its citations, and what stands on its paper as long as it has
// not left. Its state and its text stay; whoever works on it meanwhile is told that it changed.
func (d *Desk) Relabel(tx *store.Tx, id string, to label.Label) error {
	all, err := tx.All("cascade")
	if err != nil {
		return err
	}
	n, err := read(all, id)
	if err != nil {
		return err
	}
	b := n.body
	b.By, b.Earlier = tx.View.Person(), n.earlier()
	if n.State != sent && n.State != recalled { // what left bears what it left with: a copy is printed again byte for byte
		b.Label = to.String()
	}
	text, err := b.text()
	if err != nil {
		return err
	}
	if err := tx.Append("note", id, &to, store.Row{"body": text}); err != nil {
		return err
	}
	for _, table := range []string{"citation", "dispatch"} {
		var rows []string
		if err := all.Select(&rows, `SELECT id FROM `+table+` WHERE note = $1 ORDER BY id`, id); err != nil {
			return err
		}
		for _, row := range rows {
			if err := tx.Relabel(table, row, to); err != nil {
				return err
			}
		}
	}
	return nil
}
