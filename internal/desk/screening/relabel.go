package screening

import (
	"context"

	"schild/internal/store"
	"schild/label"
	"schild/match/screen"
)

// Relabelled takes over that a statement of an entity left a label: what the service says of the entity under it is another
// thing now, or nothing. It is called after the act, and before anybody is told that it was done.
func (d *Desk) Relabelled(ctx context.Context, entity string, left int64) error {
	if err := d.Learn(ctx, entity); err != nil {
		return err
	}
	b := ownBuilder{}
	if err := d.Office.Store().Said(ctx, entity, ownProperties(), b.take); err != nil {
		return err
	}
	if key := ownKey(entity, left); b[key] == nil {
		d.put(Own, left, screen.Change{Key: key})
	}
	return nil
}

// Follow puts the hits in what the service says under a stricter label when a statement of it is: inside the act, before the
// statement itself. A hit that other words would have given as well is looked for again in the batches that stand.
func (d *Desk) Follow(tx *store.Tx, statement string, to label.Label) error {
	all, err := tx.All("cascade")
	if err != nil {
		return err
	}
	var st struct {
		Entity string `db:"entity"`
		Label  int64  `db:"label"`
	}
	if err := all.Get(&st, `SELECT entity, label FROM statement WHERE id = $1`, statement); err != nil {
		return err
	}
	var hits []struct {
		ID    string `db:"id"`
		Label int64  `db:"label"`
	}
	if err := all.Select(&hits, `SELECT id, label FROM hit WHERE list = $1 AND entry = $2 ORDER BY id`, Own, ownKey(st.Entity, st.Label)); err != nil {
		return err
	}
	for _, h := range hits {
		l := label.Join(tx.Label(h.Label), to)
		if l == tx.Label(h.Label) {
			continue
		}
		for _, table := range []string{"hit", "content"} {
			if err := tx.Relabel(table, h.ID, l); err != nil {
				return err
			}
		}
	}
	return nil
}
