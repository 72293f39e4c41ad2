package screening

import (
	"context"

	"schild/day"
	"schild/fault"
	"schild/internal/office"
	"schild/internal/store"
)

// Tick does what time does alone: it answers the batches whose moment has come, and ends those that stand past their last
// day. Doing it twice changes nothing.
func (d *Desk) Tick(ctx context.Context, now int64) error {
	if err := d.refresh(ctx); err != nil {
		return err
	}
	pending, err := d.Office.Store().BatchesIn(ctx, Working, Stands)
	if err != nil {
		return err
	}
	for _, b := range pending {
		switch {
		case b.State == Working && b.Due <= now && b.Matched:
			err = d.answer(ctx, b)
		case b.State == Stands && over(b.Until, now):
			err = d.erase(ctx, office.Clock(), b.ID, eraser{state: Ended, kind: "batch.end", reason: "screening.end.day"})
		}
		if err != nil {
			return err
		}
	}
	return nil
}

func over(until string, now int64) bool {
	d, err := day.Parse(until)
	return err == nil && d.Compare(dayOf(now)) < 0
}

// answer answers a batch. One that ran once loses its subjects and the hits that are no longer anybody's: what is decided to
// be the same, or still open, stays with those who may see it until they are done.
func (d *Desk) answer(ctx context.Context, b store.Pending) error {
	if b.Mode == Once {
		return d.erase(ctx, office.Clock(), b.ID, eraser{state: Answered, kind: "batch.answer", keep: true})
	}
	_, err := d.Office.Do(ctx, office.Clock(), office.Act{Kind: "batch.answer", Objects: []string{"batch:" + b.ID}}, func(tx *store.Tx) error {
		if _, err := tx.All("screening"); err != nil {
			return err
		}
		return tx.Append("batch", b.ID, nil, store.Row{"state": Stands})
	})
	return err
}

// Withdraw ends a batch because consent or need is gone, by somebody who sees it and says why.
func (d *Desk) Withdraw(ctx context.Context, by office.Person, id, reason string) error {
	if reason == "" {
		return fault.New(fault.Invalid, "screening.reason")
	}
	var b Batch
	err := d.Office.See(ctx, by, func(v *store.View) (err error) {
		b, err = d.Batch(v, id)
		return err
	})
	if err != nil {
		return err
	}
	if b.State == Ended || b.State == Answered {
		return fault.New(fault.Conflict, "screening.ended")
	}
	return d.erase(ctx, by, b.ID, eraser{state: Ended, kind: "batch.withdraw", reason: reason})
}

// eraser says how a batch is erased.
type eraser struct {
	state, kind, reason string
	keep                bool // subjects of hits that are open or the same
}

// mostErased bounds the subjects that one act erases.
const mostErased = 2_000

// erase takes subjects, their contents and their hits away, in acts of bounded length; with the last of them the batch's state
// changes. When no hit is kept the batch's key is destroyed.
func (d *Desk) erase(ctx context.Context, by office.Person, batch string, e eraser) error {
	for left := 1; left > 0; {
		_, err := d.Office.Do(ctx, by, office.Act{Kind: e.kind, Objects: []string{"batch:" + batch}}, func(tx *store.Tx) error {
			all, err := tx.All("screening")
			if err != nil {
				return err
			}
			if left, err = e.some(tx, all, batch); err != nil || left > 0 {
				return err
			}
			return tx.Append("batch", batch, nil, store.Row{"state": e.state, "reason": e.reason})
		})
		if err != nil {
			return err
		}
	}
	return d.shred(ctx, batch)
}

// some erases a bounded number of subjects with their hits and gives how many are left. It counts subjects alone, so that
// the number of acts tells nothing of hits.
func (e eraser) some(tx *store.Tx, all *store.View, batch string) (left int, err error) {
	var subjects []string
	if err := all.Select(&subjects, `SELECT id FROM subject WHERE batch = $1 ORDER BY n, id`, batch); err != nil {
		return 0, err
	}
	some := subjects[:min(mostErased, len(subjects))]
	for _, s := range some {
		if err := e.hits(tx, all, s); err != nil {
			return 0, err
		}
		if err := forget(tx, "subject", s); err != nil {
			return 0, err
		}
	}
	return len(subjects) - len(some), nil
}

// hits erases those of a subject's hits that are not kept.
func (e eraser) hits(tx *store.Tx, all *store.View, subject string) error {
	kept := ``
	if e.keep {
		kept = ` AND state NOT IN ('open', 'same')`
	}
	var hits []string
	if err := all.Select(&hits, `SELECT id FROM hit WHERE subject = $1`+kept+` ORDER BY id`, subject); err != nil {
		return err
	}
	for _, h := range hits {
		if err := forget(tx, "hit", h); err != nil {
			return err
		}
	}
	return nil
}

// forget takes away a subject or a hit, with its sealed contents.
func forget(tx *store.Tx, table, id string) error {
	if err := tx.Remove("content", id); err != nil {
		return err
	}
	return tx.Remove(table, id)
}

// shred destroys a batch's key when nothing is sealed under it any more.
func (d *Desk) shred(ctx context.Context, batch string) error {
	s := d.Office.Store()
	for _, part := range []string{"subject", "hit"} {
		if left, err := s.Parts(ctx, source(batch), part, "", 1); err != nil || len(left) > 0 {
			return err
		}
	}
	return s.Destroy(source(batch))
}

// Close is done with a hit of an answered batch: what became of it stands elsewhere, its reason says where. It is erased.
func (d *Desk) Close(ctx context.Context, by office.Person, id, reason string) error {
	if reason == "" {
		return fault.New(fault.Invalid, "screening.reason")
	}
	var batch string
	_, err := d.Office.Do(ctx, by, office.Act{Kind: "hit.close", Objects: []string{"hit:" + id}}, func(tx *store.Tx) error {
		h, err := d.Hit(tx.View, id)
		if err != nil {
			return err
		}
		all, err := tx.All("screening")
		if err != nil {
			return err
		}
		var b Batch
		if err := all.Get(&b, `SELECT `+batchColumns+` FROM batch WHERE id = $1`, h.Batch); err != nil {
			return err
		}
		switch {
		case b.State != Answered:
			return fault.New(fault.Conflict, "screening.close.early")
		case h.State == Open || h.Unconfirmed():
			return fault.New(fault.Conflict, "screening.close.open")
		}
		batch = h.Batch
		return forget(tx, "hit", id)
	})
	if err != nil {
		return err
	}
	return d.shred(ctx, batch)
}
