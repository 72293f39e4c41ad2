package custody

import (
	"context"
	"slices"

	"schild/fault"
	"schild/internal/office"
	"schild/internal/store"
	"schild/label"
)

// Raised says what a raising came to: the receipt, and the notes that have left with what was raised, as the reader may see
// them. Somebody decides whether they are recalled.
type Raised struct {
	Receipt office.Receipt
	Sent    []string
}

// Raise puts a thing under a stricter label at once, with what was made of it. Its author may, and whoever may lower.
func (d *Desk) Raise(ctx context.Context, by office.Person, s Subject, to label.Label, reason string) (Raised, error) {
	var out Raised
	var changes []change
	if err := d.allowed(to, reason); err != nil {
		return out, err
	}
	err := d.registered(ctx, by, step{"label.raise", s, to}, func(tx *store.Tx, from label.Label) (err error) {
		if to == from || !to.Dominates(from) {
			return fault.New(fault.Refused, "custody.raise.lower")
		}
		if err := d.mayRaise(tx, s, by.ID); err != nil {
			return err
		}
		if err := sees(tx, by.ID, to); err != nil {
			return err
		}
		changes, out.Sent, err = d.raise(tx, change{s, from, to})
		return err
	}, &out.Receipt)
	d.settle(changes, err)
	return out, err
}

// step is one act on a thing and what it would bear after it.
type step struct {
	kind    string
	subject Subject
	to      label.Label
}

// registered does one act on a thing its author sees, and tells the register what it bears before and after.
func (d *Desk) registered(ctx context.Context, by office.Person, s step, f func(*store.Tx, label.Label) error, r *office.Receipt) (err error) {
	*r, err = d.Office.Do(ctx, by, office.Act{Kind: s.kind, Objects: []string{s.subject.String()}}, func(tx *store.Tx) error {
		_, from, err := d.bears(tx.View, s.subject)
		if err != nil {
			return err
		}
		tx.Tell("before", from.String(), "after", s.to.String())
		return f(tx, from)
	})
	return err
}

// mayRaise lets the author of a thing, and whoever may lower.
func (d *Desk) mayRaise(tx *store.Tx, s Subject, by string) error {
	if err := noList(tx.View, s); err != nil {
		return err
	}
	p, err := tx.Person(by)
	if err != nil {
		return err
	}
	first, err := tx.First(s.Table, s.ID)
	if err != nil {
		return err
	}
	if first.Actor != by && !office.May("label.lower", p) {
		return fault.New(fault.Refused, "custody.raise.author")
	}
	return nil
}

// sees refuses a label that whoever sets it could not read: nobody buries a thing by raising it.
func sees(tx *store.Tx, by string, l label.Label) error {
	p, err := tx.Person(by)
	if err == nil && !p.Clearance().MayRead(l) {
		err = fault.New(fault.Refused, "custody.raise.above")
	}
	return err
}

// raise puts a thing and what was made of it under stricter labels, and gives the notes among it that have left.
func (d *Desk) raise(tx *store.Tx, c change) (changes []change, sent []string, err error) {
	mine := *tx.View
	all, err := tx.All("cascade")
	if err != nil {
		return nil, nil, err
	}
	todo := []change{c}
	for len(todo) > 0 {
		c, todo = todo[0], todo[1:]
		if err := d.Kinds[c.subject.Table].Relabel(tx, c.subject.ID, c.to); err != nil {
			return nil, nil, err
		}
		changes = append(changes, c)
		next, gone, err := d.madeOf(all, c)
		if err != nil {
			return nil, nil, err
		}
		for _, n := range next {
			if !slices.ContainsFunc(append(changes, todo...), func(x change) bool { return x.subject == n.subject }) {
				todo = append(todo, n)
			}
		}
		sent = append(sent, visible(&mine, gone)...)
	}
	slices.Sort(sent)
	return changes, slices.Compact(sent), nil
}

// visible keeps of notes those a view shows.
func visible(v *store.View, notes []string) (out []string) {
	for _, id := range notes {
		if v.Get(new(int64), `SELECT version FROM note WHERE id = $1`, id) == nil {
			out = append(out, id)
		}
	}
	return out
}

// madeOf gives what was made of a thing and now bears too little, and the notes that have left with it.
func (d *Desk) madeOf(all *store.View, c change) (next []change, sent []string, err error) {
	var rows []struct {
		Table string `db:"kind"`
		ID    string `db:"id"`
		Label int64  `db:"label"`
		State string `db:"state"`
	}
	q := map[string]string{
		"record": `SELECT 'statement' AS kind, id, label, '' AS state FROM statement WHERE record = $1
			UNION SELECT 'note', n.id, n.label, n.state FROM citation AS c JOIN note AS n ON n.id = c.note WHERE c.record = $2 ORDER BY 1, 2`,
		"statement": `SELECT 'note' AS kind, n.id, n.label, n.state FROM citation AS c JOIN note AS n ON n.id = c.note WHERE c.statement = $1 OR c.statement = $2 ORDER BY 1, 2`,
	}[c.subject.Table]
	if q == "" {
		return nil, nil, nil
	}
	if err := all.Select(&rows, q, c.subject.ID, c.subject.ID); err != nil {
		return nil, nil, err
	}
	for _, r := range rows {
		is := all.Label(r.Label)
		switch {
		case r.State == "sent" || r.State == "recalled":
			sent = append(sent, r.ID)
		case !is.Dominates(c.to):
			next = append(next, change{Subject{r.Table, r.ID}, is, label.Join(is, c.to)})
		}
	}
	return next, sent, nil
}
