package notes

import (
	"context"

	"schild/fault"
	"schild/internal/office"
	"schild/internal/store"
)

// Recall calls back a record, a statement or a sent note: whatever cites it is stopped or, where it has left, recalled
// from every addressee, whose receipts are then awaited. It reaches notes the recaller may not see; the receipt tells
// nothing of them.
func (d *Desk) Recall(ctx context.Context, by office.Person, subject, reason string) (office.Receipt, error) {
	if !words(reason) {
		return office.Receipt{}, fault.New(fault.Invalid, "note.recall.reason")
	}
	return d.Office.Do(ctx, by, office.Act{Kind: "note.recall", Objects: []string{subject}}, func(tx *store.Tx) error {
		s, err := resolveOne(tx.View, subject)
		if err == nil {
			return recallSource(tx, s, subject, reason)
		}
		if !fault.Is(err, fault.Missing) {
			return err
		}
		n, err := read(tx.View, subject)
		if err != nil {
			return err
		}
		if n.State != sent {
			return fault.New(fault.Conflict, "note.state", "reference", n.Reference, "state", n.State)
		}
		return n.recall(tx, tx.View, reason)
	})
}

// recallSource marks a source as recalled, for ever and for every recipient, and stops what cites it.
func recallSource(tx *store.Tx, s source, subject, reason string) error {
	if s.recalled {
		return fault.New(fault.Conflict, "note.recall.done", "source", s.Source)
	}
	mark := Consent{Originator: string(s.Label.Originators), Subject: subject, Recipient: "*", Answer: recalled, Reason: reason}
	if err := mark.write(tx, s.Label); err != nil {
		return err
	}
	all, err := tx.All("recall")
	if err != nil {
		return err
	}
	var ids []string
	err = all.Select(&ids, `SELECT DISTINCT note FROM citation WHERE statement = $1 OR (record = $2 AND $3 = '') ORDER BY note`, subject, subject, s.statement)
	if err != nil {
		return err
	}
	for _, id := range ids {
		n, err := read(all, id)
		if err != nil {
			return err
		}
		if err := n.recall(tx, all, reason); err != nil {
			return err
		}
	}
	return nil
}

// recall takes one note back: one under way returns to its author, one that left is called back copy by copy. A draft
// stays: the check of its citations says what is wrong with it.
func (n Note) recall(tx *store.Tx, all *store.View, reason string) error {
	switch n.State {
	case submitted, approved:
		return n.append(tx, returned, n.body, store.Row{"reason": reason})
	case sent:
		if err := n.append(tx, recalled, n.body, store.Row{"reason": reason}); err != nil {
			return err
		}
	default:
		return nil
	}
	var copies []string
	if err := all.Select(&copies, `SELECT id FROM dispatch WHERE note = $1 ORDER BY copy, id`, n.ID); err != nil {
		return err
	}
	for _, id := range copies {
		if err := tx.Append("dispatch", id, nil, store.Row{"state": recalled, "reason": reason}); err != nil {
			return err
		}
	}
	return nil
}

// isRecalled tells whether a record or a statement of it has been recalled.
func isRecalled(v *store.View, record, statement string) (bool, error) {
	var n int
	err := v.Get(&n, `SELECT count(*) FROM consent WHERE answer = 'recalled' AND (subject = $1 OR subject = $2)`, record, statement)
	return n > 0, err
}
