package store_test

import (
	"context"
	"database/sql"
	"fmt"
	"io"
	"strings"
	"sync/atomic"
	"testing"

	"schild/fault"
	"schild/internal/store"
	"schild/label"
	"schild/register"
)

// house is a store in a temporary folder, or in a database of its own where the test's name has postgres in it, with a clock that only counts.
type house struct {
	*store.Store
	t     testing.TB
	cfg   store.Config
	clock *atomic.Int64
}

func open(t testing.TB) *house {
	t.Helper()
	return openBy(t, nil)
}

// openBy opens a house whose chance is given.
func openBy(t testing.TB, random io.Reader) *house {
	t.Helper()
	h := &house{t: t, clock: &atomic.Int64{}}
	h.cfg = store.Config{Dir: t.TempDir(), Origin: "test.invalid/register", Now: func() int64 { return h.clock.Add(1000) },
		Random: random, Queue: func(context.Context, *sql.Tx, []store.Job) error { return nil }}
	h.cfg.Master[0] = 7
	if strings.Contains(strings.ToLower(t.Name()), "postgres") {
		h.cfg.Place = store.Postgres(t)
	}
	h.reopen()
	t.Cleanup(func() { h.Close() })
	return h
}

// both runs a test on both engines.
func both(t *testing.T, test func(*testing.T)) {
	t.Run("sqlite", test)
	t.Run("postgres", test)
}

func (h *house) reopen() {
	h.t.Helper()
	s, err := store.Open(h.t.Context(), h.cfg)
	if err != nil {
		h.t.Fatal(err)
	}
	h.Store = s
}

// trusted may see everything but what needs a circle.
func trusted() label.Clearance {
	return label.Clearance{Level: label.TopSecret, Compartments: label.NewSet("A", "B", "C")}
}

func as(c label.Clearance) func(*store.Lookup) (store.Binding, error) {
	return func(*store.Lookup) (store.Binding, error) { return store.Binding{Person: "p", Clearance: c}, nil }
}

// act writes one act of a trusted person and fails the test when it does not happen.
func (h *house) act(change func(*store.Tx) error) store.Written {
	h.t.Helper()
	w := h.try(change)
	if w.Err != nil {
		h.t.Fatal(w.Err)
	}
	return w
}

func (h *house) try(change func(*store.Tx) error) store.Written {
	return h.Write(context.Background(), register.Act{Actor: "p", Kind: "test"}, as(trusted()), change)
}

// dossier gives the columns of a dossier row: the simplest labelled table.
func dossierRow(title string) store.Row {
	return store.Row{"reference": "D", "title": title, "mission": "m", "threat": "", "interest": "", "reason": "r", "team": "", "review": "", "state": "open"}
}

func (h *house) dossier(id, title string, l label.Label) {
	h.t.Helper()
	h.act(func(tx *store.Tx) error { return tx.Insert("dossier", id, l, dossierRow(title)) })
}

// record writes a record with its text in the index.
func (h *house) record(source, title, text string, l label.Label) string {
	h.t.Helper()
	var id string
	h.act(func(tx *store.Tx) error {
		fresh, err := tx.NewID()
		if err != nil {
			return err
		}
		id = string(fresh)
		if err := tx.Found(source); err != nil {
			return err
		}
		row := store.Row{"source": source, "kind": "message", "reference": "R", "file": "f", "title": title, "type": "text/plain", "status": "read",
			"lang": "en", "grade": "B2", "size": int64(len(text)), "sha256": "", "said": "", "desk": ""}
		if err := tx.Record(fresh, l, row, text); err != nil {
			return err
		}
		return tx.Seal(fresh, source, l, map[string][]byte{"raw": []byte(text)})
	})
	return id
}

// see reads one column of strings through the view of a clearance.
func (h *house) see(c label.Clearance, query string, args ...any) ([]string, error) {
	return h.seeAs(store.Binding{Person: "reader", Clearance: c}, query, args...)
}

func (h *house) seeAs(b store.Binding, query string, args ...any) ([]string, error) {
	var out []string
	_, err := h.Read(context.Background(), func(*store.Lookup) (store.Binding, error) { return b, nil }, func(v *store.View) error {
		return v.Select(&out, query, args...)
	})
	return out, err
}

func (h *house) mustSee(c label.Clearance, query string, args ...any) string {
	h.t.Helper()
	got, err := h.see(c, query, args...)
	if err != nil {
		h.t.Fatalf("%s: %v", query, err)
	}
	return fmt.Sprint(got)
}

// clean fails the test when the register finds anything.
func (h *house) clean() {
	h.t.Helper()
	ps, err := h.Audit(context.Background(), nil)
	if err != nil {
		h.t.Fatal(err)
	}
	for _, p := range ps {
		h.t.Errorf("register: %+v", p)
	}
}

func level(v label.Level) label.Label { return label.Label{Level: v} }

func cleared(v label.Level) label.Clearance { return label.Clearance{Level: v} }

func isMissing(err error) bool { return fault.Is(err, fault.Missing) }
