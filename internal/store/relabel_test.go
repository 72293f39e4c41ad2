package store_test

import (
	"context"
	"fmt"
	"slices"
	"sync"
	"testing"

	"schild/fault"
	"schild/internal/store"
	"schild/label"
	"schild/register"
)

// TestRelabelTakesEveryRow: a record and its sealed parts go under another label and back, each reader sees them when the newest
// label allows, contents are still opened, how it came is still told, and the register accounts for every row.
func TestRelabelTakesEveryRow(t *testing.T) {
	both(t, func(t *testing.T) {
		h := open(t)
		id := h.record("s", "title", "words of the harbour", level(label.Secret))
		first := h.first(id)
		relabel := func(l label.Label) {
			h.act(func(tx *store.Tx) error {
				if err := tx.Relabel("record", id, l); err != nil {
					return err
				}
				return tx.Relabel("content", id, l)
			})
		}
		for _, l := range []label.Level{label.Restricted, label.TopSecret, label.Restricted} {
			relabel(level(l))
			for v := label.NotClassified; v <= label.TopSecret; v++ {
				got, err := h.raw(cleared(v), id)
				if (err == nil) != (v >= l) || err == nil && got != "words of the harbour" || err != nil && !isMissing(err) {
					t.Errorf("under %v, cleared to %v: %q %v", l, v, got, err)
				}
			}
		}
		if got := h.first(id); got != first {
			t.Errorf("it came by %+v, and now by %+v", first, got)
		}
		if w := h.try(func(tx *store.Tx) error { return tx.Relabel("content", "not there", level(label.Secret)) }); w.Err != nil {
			t.Errorf("what has no rows: %v", w.Err)
		}
		w := h.Write(context.Background(), register.Act{Actor: "p", Kind: "test"}, as(cleared(label.NotClassified)), func(tx *store.Tx) error { return tx.Relabel("record", id, level(label.NotClassified)) })
		if !isMissing(w.Err) {
			t.Errorf("somebody relabels what they may not see: %v", w.Err)
		}
		h.clean()
	})
}

func (h *house) raw(c label.Clearance, id string) (got string, err error) {
	_, err = h.Read(context.Background(), as(c), func(v *store.View) error {
		b, err := v.Content(id, "raw")
		got = string(b)
		return err
	})
	return got, err
}

func (h *house) first(id string) (f store.First) {
	h.t.Helper()
	_, err := h.Read(context.Background(), as(trusted()), func(v *store.View) (err error) { f, err = v.First("record", id); return err })
	if err != nil || f.Act == "" || f.Actor != "p" {
		h.t.Fatalf("%+v %v", f, err)
	}
	return f
}

// TestFreshLabelIsKnownInItsBatch: acts that arrive together run in one batch. A row put under a label that nobody used before, and
// changed by the next act of the batch, keeps that label.
func TestFreshLabelIsKnownInItsBatch(t *testing.T) {
	both(t, func(t *testing.T) {
		h := open(t)
		var all sync.WaitGroup
		for i := range 64 {
			all.Go(func() {
				id, l := fmt.Sprint("d", i), label.Label{Level: label.Restricted, Compartments: label.Set(fmt.Sprint("C", i))}
				h.act(func(tx *store.Tx) error { return tx.Insert("dossier", id, l, dossierRow("x")) })
				h.act(func(tx *store.Tx) error {
					reach, err := tx.All("cascade")
					if err != nil {
						return err
					}
					var no int64
					if err := reach.Get(&no, `SELECT label FROM dossier WHERE id = $1`, id); err != nil {
						return err
					}
					if tx.Label(no) != l {
						t.Errorf("%s bears %v", id, tx.Label(no))
					}
					return tx.Append("dossier", id, nil, store.Row{"title": "y"})
				})
			})
		}
		all.Wait()
		for i := range 64 {
			c := label.Clearance{Level: label.Restricted, Compartments: label.Set(fmt.Sprint("C", i))}
			if got := h.mustSee(c, `SELECT title FROM dossier WHERE id = $1`, fmt.Sprint("d", i)); got != "[y]" {
				t.Errorf("d%d shows as %s", i, got)
			}
		}
		h.act(func(tx *store.Tx) error { // in one act: inserted and changed before anybody knows the label
			l := label.Label{Level: label.Secret, Compartments: "A", Caveats: "ORCON"}
			if err := tx.Insert("dossier", "one", l, dossierRow("x")); err != nil {
				return err
			}
			if _, err := tx.All("cascade"); err != nil {
				return err
			}
			return tx.Append("dossier", "one", nil, store.Row{"title": "y"})
		})
		if got := h.mustSee(trusted(), `SELECT title FROM dossier WHERE id = 'one'`); got != "[y]" {
			t.Errorf("shows as %s", got)
		}
		h.clean()
	})
}

// TestUnreadIsWhatNobodyMayRead: a record is unread while no active person's clearance reaches it today; an auditor, who sees no
// content, is none.
func TestUnreadIsWhatNobodyMayRead(t *testing.T) {
	both(t, func(t *testing.T) {
		h := open(t)
		id := h.record("s", "title", "words", label.Label{Level: label.Secret, Compartments: "A"})
		unread := func() (ids []string) {
			h.act(func(tx *store.Tx) error {
				rs, err := tx.Unread()
				for _, r := range rs {
					ids = append(ids, r.ID)
				}
				return err
			})
			return ids
		}
		person := func(id, roles string, active bool) {
			row := personRow()
			row["roles"], row["level"], row["compartments"], row["active"] = roles, int64(label.Secret), "A", active
			h.act(func(tx *store.Tx) error { return tx.Insert("person", id, label.Bottom(), row) })
		}
		if !slices.Equal(unread(), []string{id}) {
			t.Error("nobody is there to read it")
		}
		person("auditor", "auditor", true)
		person("gone", "analyst", false)
		if !slices.Equal(unread(), []string{id}) {
			t.Error("an auditor or somebody who left reads it")
		}
		person("reader", "analyst", true)
		if got := unread(); len(got) != 0 {
			t.Errorf("%v, and somebody may read it", got)
		}
		h.act(func(tx *store.Tx) error {
			return tx.Insert("validity", "reader", label.Bottom(), store.Row{"starts": "", "ends": "1969-12-31"})
		})
		if !slices.Equal(unread(), []string{id}) {
			t.Error("a clearance that ended reads it")
		}
		h.clean()
	})
}

// TestControlSeesAllAndIsNoted: a control body's binding shows everything and notes all of it, what is not classified too; no other
// binding is given every act.
func TestControlSeesAllAndIsNoted(t *testing.T) {
	both(t, func(t *testing.T) {
		h := open(t)
		h.dossier("open", "open", label.Label{})
		h.dossier("shut", "shut", label.Label{Level: label.TopSecret, Compartments: "A,Z", Circles: "dossier:x"})
		look := func(b store.Binding) (n int, reads []store.Read, err error) {
			reads, err = h.Read(context.Background(), func(*store.Lookup) (store.Binding, error) { return b, nil }, func(v *store.View) error {
				var ds []struct {
					ID    string `db:"id"`
					Label int64  `db:"label"`
				}
				if err := v.Select(&ds, `SELECT id, label FROM dossier ORDER BY id`); err != nil {
					return err
				}
				for _, d := range ds {
					v.Opened("dossier", d.ID, d.Label)
				}
				n = len(ds)
				return v.EachAct(0, func(register.Act) error { return nil })
			})
			return n, reads, err
		}
		if n, reads, err := look(store.Binding{Person: "c", Control: true, Register: true}); n != 2 || len(reads) != 2 || err != nil {
			t.Errorf("the control body sees %d, noted %v, %v", n, reads, err)
		}
		if n, _, err := look(store.Binding{Person: "p", Clearance: trusted()}); n != 1 || !fault.Is(err, fault.Denied) {
			t.Errorf("somebody else sees %d, %v", n, err)
		}
	})
}
