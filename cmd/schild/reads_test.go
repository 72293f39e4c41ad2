package main

import (
	"net/http"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"schild/internal/office"
	"schild/internal/store"
)

// shownThing is a classified thing that a page may name.
type shownThing struct {
	Table string `db:"kind"`
	ID    string `db:"id"`
	Label int64  `db:"label"`
}

// TestEveryReadIsRegistered asks every page as somebody cleared: whatever classified thing an answer names, the register says
// so before the next question, in one act for each answer; and what was asked for in vain stands there too.
func TestEveryReadIsRegistered(t *testing.T) {
	w := newWorld(t, filepath.Join(t.TempDir(), "house"), time.Date(2026, 5, 4, 12, 0, 0, 0, time.UTC))
	w.common()
	w.secret(hiddenLabels()[0])
	things := w.classified()
	if len(things) < 15 {
		t.Fatalf("only %d classified things", len(things))
	}
	session := w.signIn("vera")
	var ids []string
	for _, x := range things {
		ids = append(ids, x.ID)
	}
	asked, named := 0, 0
	for _, q := range questions(w, ids) {
		if q.method != "GET" {
			continue
		}
		before := w.lastAct()
		got := w.ask(session, q)
		reads, acts := w.readSince(before)
		if acts > 3 { // some pages look twice: at the thing, and at what lies around it
			t.Errorf("%s: %d acts of reading for one answer", q, acts)
		}
		asked++
		for _, x := range things {
			if got.status == http.StatusOK && strings.Contains(got.body, "/"+x.Table+"/"+x.ID) {
				named++
				if !slices.Contains(reads, x.Table+":"+x.ID) {
					t.Errorf("%s names %s %s and the register does not tell", q, x.Table, x.ID)
				}
			}
		}
	}
	t.Logf("%d answers named %d classified things", asked, named)
}

// classified lists what vera sees and is classified.
func (w *world) classified() (out []shownThing) {
	w.t.Helper()
	w.must(w.office.See(w.t.Context(), office.Person{ID: "vera"}, func(v *store.View) error {
		var all []shownThing
		if err := v.Select(&all, `SELECT 'record' AS kind, id, label FROM record UNION SELECT 'note', id, label FROM note UNION SELECT 'dossier', id, label FROM dossier
			UNION SELECT 'statement', id, label FROM statement UNION SELECT 'lowering', id, label FROM lowering UNION SELECT 'cases', id, label FROM cases ORDER BY 1, 2`); err != nil {
			return err
		}
		for _, x := range all {
			if v.Label(x.Label).Classified() {
				out = append(out, x)
			}
		}
		return nil
	}))
	return out
}

func (w *world) lastAct() (at int64) {
	w.t.Helper()
	w.must(w.office.See(w.t.Context(), office.Person{ID: "registrar"}, func(v *store.View) error { return v.Get(&at, `SELECT coalesce(max(at), 0) FROM act`) }))
	return at
}

// readSince gives what the register says was read or missed after a moment, and in how many acts.
func (w *world) readSince(at int64) (things []string, acts int) {
	w.t.Helper()
	w.must(w.office.See(w.t.Context(), office.Person{ID: "registrar"}, func(v *store.View) error {
		var ids []string
		if err := v.Select(&ids, `SELECT id FROM act WHERE at > $1 AND kind = 'read'`, at); err != nil {
			return err
		}
		for _, id := range ids {
			a, err := v.Act(id)
			if err != nil {
				return err
			}
			things = append(things, a.Objects...)
		}
		acts = len(ids)
		return nil
	}))
	return things, acts
}
