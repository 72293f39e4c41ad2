package notes

import (
	"context"

	"schild/fault"
	"schild/internal/office"
	"schild/internal/store"
)

// Submit hands a note to a reviewer. The floor is computed again; any problem that is more than a hint refuses.
func (d *Desk) Submit(ctx context.Context, by office.Person, s Step) (office.Receipt, error) {
	return d.step(ctx, by, move{"note.submit", s, []string{draft, returned}}, func(tx *store.Tx, n Note) error {
		sources, err := resolve(tx.View, n.Draft.Refs())
		if err != nil {
			return err
		}
		if err := d.judge(sources, n.Draft).refuse(); err != nil {
			return err
		}
		b := n.body
		b.Submitter = by.ID
		return n.append(tx, submitted, b, store.Row{"reason": ""})
	})
}

// Return sends a note back to its author with a reason; also one that is approved and cannot be sent.
func (d *Desk) Return(ctx context.Context, by office.Person, s Step) (office.Receipt, error) {
	if !words(s.Reason) {
		return office.Receipt{}, fault.New(fault.Invalid, "note.return.reason")
	}
	return d.step(ctx, by, move{"note.return", s, []string{submitted, approved}}, func(tx *store.Tx, n Note) error {
		return n.append(tx, returned, n.body, store.Row{"reviewer": by.ID, "reason": s.Reason})
	})
}

// Approve lets a note go on to be sent. Nobody approves what they wrote or submitted, and nobody approves a note that
// rests on what they cannot see.
func (d *Desk) Approve(ctx context.Context, by office.Person, s Step) (office.Receipt, error) {
	return d.step(ctx, by, move{"note.approve", s, []string{submitted}}, func(tx *store.Tx, n Note) error {
		if n.body.wrote(by.ID) {
			return fault.New(fault.Refused, "note.approve.self", "reference", n.Reference)
		}
		sources, err := resolve(tx.View, n.Draft.Refs())
		if err != nil {
			return err
		}
		for _, ref := range n.Draft.Refs() {
			if _, ok := sources[ref]; !ok {
				return fault.New(fault.Denied, "note.approve.source")
			}
		}
		if err := d.judge(sources, n.Draft).refuse(); err != nil {
			return err
		}
		return n.append(tx, approved, n.body, store.Row{"reviewer": by.ID, "reason": s.Reason})
	})
}

// append writes the next version of a note in a new state, under the label it has.
func (n Note) append(tx *store.Tx, state string, b body, row store.Row) error {
	b.By, b.Earlier = tx.View.Person(), n.earlier()
	text, err := b.text()
	if err != nil {
		return err
	}
	row["state"], row["body"] = state, text
	return tx.Append("note", n.ID, nil, row)
}
