package screening

import (
	"context"
	"strings"

	"schild/fact"
	"schild/fault"
	"schild/internal/office"
	"schild/internal/store"
)

// WithdrawOne takes one person out of a batch because they withdrew their consent, or the need is gone: their row, their sealed
// contents and every hit on them are erased for everybody. key is how the batch's file called them. The batch goes on.
func (d *Desk) WithdrawOne(ctx context.Context, by office.Person, batch, key, reason string) error {
	if strings.TrimSpace(reason) == "" {
		return fault.New(fault.Invalid, "screening.reason")
	}
	id := string(fact.Derive([]byte(batch), "subject", key))
	_, err := d.Office.Do(ctx, by, office.Act{Kind: "batch.withdraw", Objects: []string{"batch:" + batch, "subject:" + id}, Detail: []string{"reason", reason}}, func(tx *store.Tx) error {
		b, err := d.Batch(tx.View, batch)
		switch {
		case err != nil:
			return err
		case b.State == Ended || b.State == Answered:
			return fault.New(fault.Conflict, "screening.ended")
		case !b.Matched:
			return fault.New(fault.Conflict, "screening.withdraw.early")
		}
		all, err := tx.All("screening")
		if err != nil {
			return err
		}
		var n int
		if err := all.Get(&n, `SELECT count(*) FROM subject WHERE id = $1 AND batch = $2`, id, batch); err != nil {
			return err
		}
		if n == 0 {
			return fault.New(fault.Invalid, "screening.withdraw.nobody")
		}
		if err := (eraser{}).hits(tx, all, id); err != nil {
			return err
		}
		return forget(tx, "subject", id)
	})
	return err
}
