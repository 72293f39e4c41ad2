package knowledge

import (
	"context"

	"schild/day"
	"schild/exchange"
	"schild/fact"
	"schild/internal/office"
	"schild/internal/store"
	"schild/label"
)

// List is one published list as it arrived: its file is already a record; its entries become statements of that record.
type List struct {
	Kind, Name string
	Record     fact.ID
	Entries    []exchange.Entry
}

// ListReceipt says what an addition of a list did.
type ListReceipt struct {
	Entries, Statements, Known int    // Known = statements that stood there already, word for word
	Act                        string // the last act in the register
}

// mostInAct bounds the statements of one act, for whose length everybody else waits.
const mostInAct = 5_000

// AddList writes a list's facts in acts of bounded length, each whole or nothing. An entity keeps its identity from one
// version of the list to the next; a statement that stands already is not said twice, so that after a failure the list
// is simply added again.
func (d *Desk) AddList(ctx context.Context, by office.Person, source string, l List) (ListReceipt, error) {
	d.lists.Lock()
	defer d.lists.Unlock()
	w := listWriter{d: d, list: l, by: by.ID}
	act := office.Act{Kind: "list.add", Objects: []string{"source:" + source, "record:" + string(l.Record)}, Detail: []string{"list", l.Name, "kind", l.Kind}}
	r := ListReceipt{Entries: len(l.Entries)}
	for first := true; first || len(w.list.Entries) > 0; first = false {
		receipt, err := d.Office.Do(ctx, by, act, w.part)
		w.lesson.settle(d, err)
		if err != nil {
			return ListReceipt{}, err
		}
		r.Act = receipt.ID
	}
	r.Statements, r.Known = w.written, w.known
	return r, nil
}

// listWriter is one list being written.
type listWriter struct {
	d      *Desk
	tx     *store.Tx
	list   List
	by     string
	secret []byte
	label  label.Label
	grade  fact.Grade
	stand  map[string][]label.Label // labels of the statements that stand, by duplicate key; nil before the first part
	lesson lesson
	asked  bool // for the search of older records

	written, known int
}

// part writes the next entries of the list.
func (w *listWriter) part(tx *store.Tx) error {
	w.tx, w.lesson.refs = tx, nil
	if w.stand == nil {
		if err := w.begin(tx); err != nil {
			return err
		}
	}
	for facts := 0; len(w.list.Entries) > 0; w.list.Entries = w.list.Entries[1:] {
		e := w.list.Entries[0]
		if facts += len(e.Facts); facts > mostInAct && facts > len(e.Facts) {
			break
		}
		if err := w.entry(e); err != nil {
			return err
		}
	}
	if len(w.lesson.refs) > 0 && !w.asked {
		tx.Later("rescan", string(w.list.Record)) // which waits for the end of the list
		w.asked = true
	}
	return nil
}

// begin reads the list's record and which statements of its source stand already. That looks at everything of the source,
// seen by the author or not; what is under a label the author may not see says nothing here, see stands.
func (w *listWriter) begin(tx *store.Tx) error {
	var rec struct {
		Label  int64  `db:"label"`
		Grade  string `db:"grade"`
		Source string `db:"source"`
	}
	if err := tx.Get(&rec, `SELECT label, grade, source FROM record WHERE id = $1`, string(w.list.Record)); err != nil {
		return err
	}
	w.label = tx.Label(rec.Label)
	var err error
	if w.grade, err = fact.ParseGrade(rec.Grade); err != nil {
		return err
	}
	if w.secret, err = tx.SourceSecret(w.list.Record); err != nil {
		return err
	}
	all, err := tx.All("duplicate")
	if err != nil {
		return err
	}
	dups, err := all.Dups(rec.Source)
	w.stand = map[string][]label.Label{}
	for _, x := range dups {
		w.stand[x.Key] = append(w.stand[x.Key], tx.Label(x.Label))
	}
	return err
}

func (w *listWriter) entry(e exchange.Entry) error {
	entity := w.entity(e.Key)
	for _, f := range e.Facts {
		s := fact.Statement{Entity: entity, Schema: e.Schema, Property: f.Property, Value: f.Value, Original: f.Original, Lang: f.Lang,
			Record: w.list.Record, Author: w.by, Grade: w.grade, Label: w.label, Holds: f.Holds, Said: f.Said}
		if fact.IsEntity(e.Schema, f.Property) {
			s.Value = string(w.entity(f.Value))
		}
		if err := fact.Check(s); err != nil {
			return err
		}
		if err := w.statement(s); err != nil {
			return err
		}
	}
	return nil
}

// entity gives the identity of what the list calls key.
func (w *listWriter) entity(key string) fact.ID {
	return fact.Derive(w.secret, "entity", w.list.Kind, key)
}

func (w *listWriter) statement(s fact.Statement) error {
	// what differs from one version of the list to the next is left out of the key: the same words are the same statement
	same := s
	same.Record, same.Said, same.Author = "", day.Date{}, ""
	dup := fact.Key(w.secret, same)
	if below(w.stand[dup], s.Label) {
		w.known++
		return nil
	}
	w.stand[dup] = append(w.stand[dup], s.Label)
	var err error
	if s.ID, err = writeKeyed(w.tx, s, dup); err != nil {
		return err
	}
	w.written++
	w.lesson.teach(w.d, s)
	return nil
}
