package casework

import (
	"context"
	"errors"

	"schild/fault"
	"schild/internal/office"
	"schild/internal/store"
	"schild/procedure"
)

// mostRung bounds what one tick does, so that a house that was off for a month does not stand still when it comes back.
const mostRung = 2_000

// Tick lets the clock do what files say of terms that are over, the first to end first. Doing it twice changes nothing.
func (d *Desk) Tick(ctx context.Context, now int64) error {
	var problems []error
	for range mostRung {
		due, err := d.Office.Store().Ringing(ctx, now, 1+len(problems))
		if err != nil || len(due) == len(problems) {
			return errors.Join(append(problems, err)...)
		}
		if err := d.ring(ctx, due[len(due)-1]); err != nil { // it must not keep the others waiting
			problems = append(problems, err)
		}
	}
	return errors.Join(problems...)
}

func (d *Desk) ring(ctx context.Context, id string) error {
	var ordered Order
	_, err := d.Office.Do(ctx, office.Clock(), office.Act{Kind: "case.ring", Objects: []string{"cases:" + id}}, func(tx *store.Tx) error {
		all, err := tx.All("casework")
		if err != nil {
			return err
		}
		w := &worker{d: d, tx: tx, view: all}
		if w.c, err = get(all, id); err != nil {
			return err
		}
		if err := w.open(); err != nil {
			return err
		}
		term := first(w.m.Dues(w.s), w)
		if term == "" {
			return fault.New(fault.Conflict, "casework.moved")
		}
		_, err = w.do(procedure.Act{Do: term, By: procedure.Actor{Person: procedure.ClockName, Role: procedure.ClockName}, At: moment(tx.At())}, "")
		ordered = w.ordered
		return err
	})
	d.tell(ctx, ordered, err)
	return err
}

// first gives the term that was over first; of two that end together, the one the file names first.
func first(dues []procedure.Due, w *worker) string {
	name, end := "", moment(w.tx.At())
	for _, d := range dues {
		if !d.Stopped && !d.Rung && !d.End.After(end) && (name == "" || d.End.Before(end)) {
			name, end = d.Term, d.End
		}
	}
	return name
}
