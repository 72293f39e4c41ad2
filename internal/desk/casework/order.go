package casework

import (
	"context"
	"slices"
	"strings"

	"schild/fault"
	"schild/internal/office"
	"schild/internal/store"
	"schild/label"
	"schild/procedure"
)

// Order is what an act shut, erased or opened again, for whoever keeps it in memory.
type Order struct{ Records, Statements, Entities []string }

func (o Order) none() bool { return len(o.Records) == 0 && len(o.Statements) == 0 }

// tell passes on what a durable act ordered.
func (d *Desk) tell(ctx context.Context, o Order, err error) {
	if err == nil && d.Ordered != nil && !o.none() {
		d.Ordered(ctx, o)
	}
}

// Obtain says that a record was obtained by the method of a case, or is what the case is about: whatever is then ordered of the
// case reaches it, and all that was derived from it.
func (d *Desk) Obtain(ctx context.Context, by office.Person, id, kind, object string) error {
	table, of, _ := strings.Cut(object, ":")
	if kind != "obtained" && kind != "about" || !slices.Contains([]string{"record", "note"}, table) || kind == "obtained" && table != "record" {
		return fault.New(fault.Invalid, "casework.link")
	}
	_, err := d.Office.Do(ctx, by, office.Act{Kind: "case.link", Objects: []string{"cases:" + id, object}, Detail: []string{"kind", kind}}, func(tx *store.Tx) error {
		w, err := d.at(tx, by, id)
		if err != nil {
			return err
		}
		var no int64
		if err := tx.Get(&no, `SELECT label FROM `+table+` WHERE id = $1`, of); err != nil {
			return err
		}
		if stage, _ := w.m.File.Stage(w.s.Stage); kind == "obtained" && stage.Holds != "intrusive" {
			return fault.New(fault.Refused, "casework.link.stage")
		}
		p, err := tx.Person(by.ID)
		if err != nil {
			return err
		}
		if !w.ofService(p) {
			return fault.New(fault.Refused, "casework.link.part")
		}
		var n int
		if err := tx.Get(&n, `SELECT count(*) FROM link WHERE cases = $1 AND kind = $2 AND object = $3`, id, kind, object); err != nil || n > 0 {
			return err
		}
		return insert(tx, "link", w.label, store.Row{"cases": id, "kind": kind, "object": object})
	})
	return err
}

// Linked is one thing a case brought in or is about.
type Linked struct {
	Kind   string `db:"kind"`
	Object string `db:"object"`
}

// Links gives what a case brought in and is about, as far as the reader sees the case.
func (d *Desk) Links(v *store.View, id string) ([]Linked, error) {
	var out []Linked
	return out, v.Select(&out, `SELECT kind, object FROM link WHERE cases = $1 ORDER BY kind, object`, id)
}

// order carries out what a control body, or the end of a term, says of what a case has brought in.
func (w *worker) order(e procedure.Effect, a procedure.Act) error {
	switch {
	case e.What == "method":
		return nil // it holds while the stage does, and the stage is left
	case e.What == "access":
		return w.tell("ask", "security_officer", a.Do)
	case e.Verb == "erase" && e.What == "entry":
		return w.forget()
	case e.Verb == "relabel" && e.What == "record":
		return w.tell("ask", "clerk", a.Do) // a label is lowered by an act of its own
	case e.Verb == "relabel":
		return w.reopen()
	}
	r, err := w.reached()
	if err != nil {
		return err
	}
	switch e.Verb {
	case "shut":
		return r.relabel(func(l label.Label) label.Label { l.Circles = l.Circles.Union(w.circle()); return l })
	case "erase":
		return r.erase()
	}
	return r.recall(a)
}

// inHand asks for the author's key where a move destroys what the house had, or opens what was shut; so do those who must agree to it.
func (w *worker) inHand(m procedure.Move) error {
	if slices.ContainsFunc(m.Effects, func(e string) bool {
		return strings.HasPrefix(e, "erase ") && e != "erase entry" || strings.HasPrefix(e, "relabel ")
	}) {
		return office.InHand(w.tx)
	}
	return nil
}

// circle is what the label of everything shut by a case bears. Nobody has it: only control bodies see through it.
func (w *worker) circle() label.Set { return label.NewSet("order:" + w.c.ID) }

// reopen undoes what an order of this case shut.
func (w *worker) reopen() error {
	r, err := w.reached()
	if err != nil {
		return err
	}
	return r.relabel(func(l label.Label) label.Label { l.Circles = l.Circles.Minus(w.circle()); return l })
}

// forget erases what was filled in in the case: the steps stay, with who took them.
func (w *worker) forget() error {
	var ids []string
	if err := w.view.Select(&ids, `SELECT id FROM given WHERE cases = $1 ORDER BY id`, w.c.ID); err != nil {
		return err
	}
	for _, id := range ids {
		if err := w.tx.Remove("given", id); err != nil {
			return err
		}
	}
	if err := w.forgetPapers(); err != nil || w.c.Erased() {
		return err
	}
	w.c.Answers, w.s.Values = "", map[string]any{}
	return w.tx.Remove("form", w.c.ID)
}

// forgetPapers takes away what was written from the form and what somebody was still filling in, outside too. Who is to be told of what
// they got stays known.
func (w *worker) forgetPapers() error {
	house, err := w.house()
	if err != nil {
		return err
	}
	for _, q := range [][2]string{{"paper", `SELECT id FROM paper WHERE cases = $1 AND name <> '` + Recipients + `' ORDER BY id`}, {"draft", `SELECT id FROM draft WHERE cases = $1 ORDER BY id`}} {
		var ids []string
		if err := house.Select(&ids, q[1], w.c.ID); err != nil {
			return err
		}
		for _, id := range ids {
			if err := w.tx.Remove(q[0], id); err != nil {
				return err
			}
		}
	}
	w.made = nil
	return nil
}
