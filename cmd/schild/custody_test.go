package main

import (
	"fmt"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"schild/exchange"
	"schild/fact"
	"schild/internal/desk/custody"
	"schild/internal/desk/screening"
	"schild/internal/office"
	"schild/internal/store"
	"schild/label"
)

// TestRaisedIsGoneEverywhere: when what a reader saw is raised above them, nothing of it is left to them in any corner of the
// house: the thing, names found by it, search, what is screened against, hits that were found in it; and every row is accounted for.
func TestRaisedIsGoneEverywhere(t *testing.T) {
	w := newWorld(t, filepath.Join(t.TempDir(), "house"), time.Date(2026, 5, 4, 12, 0, 0, 0, time.UTC))
	w.common()
	rec := w.newest("lou", "open")
	var statement string
	w.must(w.office.See(t.Context(), office.Person{ID: "lou"}, func(v *store.View) error {
		return v.Get(&statement, `SELECT st.id FROM statement AS st JOIN record AS r ON r.id = st.record WHERE r.kind = 'message' ORDER BY st.id LIMIT 1`)
	}))
	const secret = "Wendelin Ottokar Zwick"
	_, entity, err := w.knowledge.State(t.Context(), office.Person{ID: "lou"}, statementOf(rec, secret))
	w.must(err)
	w.batch("lou", "id,name\n1,"+secret+"\n")
	if lou := w.corners("lou", secret); lou != "entities 1, screened 1, hits 1" {
		t.Fatalf("before: %s", lou)
	}
	_, err = w.custody.Raise(t.Context(), office.Person{ID: "vera"}, custody.Subject{Table: "record", ID: rec}, label.Label{Level: label.Secret}, "it names a source")
	w.must(err)
	if lou := w.corners("lou", secret); lou != "entities 0, screened 0, hits 0" {
		t.Errorf("lou still finds: %s", lou)
	}
	if vera := w.corners("vera", secret); vera != "entities 1, screened 1, hits 1" {
		t.Errorf("vera finds: %s", vera)
	}
	session := w.signIn("lou")
	for _, path := range []string{"/entities", "/inbox", "/search?q=Zwick", "/suggest?q=Zwi", "/entity/" + string(entity), "/screening/batch/" + w.asked, "/record/" + rec} {
		if got := w.ask(session, question{"GET", path, ""}); strings.Contains(strings.ReplaceAll(got.body, "q=Zwick", ""), "Ottokar") {
			t.Errorf("%s still shows it", path)
		}
	}
	if problems, err := w.oversight.Verify(t.Context(), nil); err != nil || len(problems) > 0 {
		t.Error(problems, err)
	}
}

func statementOf(record, name string) fact.Statement {
	return fact.Statement{Schema: "Person", Property: "name", Value: name, Record: fact.ID(record)}
}

// corners counts where somebody finds a name.
func (w *world) corners(by, name string) string {
	w.t.Helper()
	var entities, hits int
	w.must(w.office.See(w.t.Context(), office.Person{ID: by}, func(v *store.View) error {
		r, err := w.knowledge.Search(v, name)
		if err != nil {
			return err
		}
		entities = len(r.Entities)
		return v.Get(&hits, `SELECT count(*) FROM hit WHERE name = $1`, name)
	}))
	q := screening.Question{Subject: screening.EntryOf(exchange.Entry{Key: "q", Schema: "Person", Facts: []exchange.Fact{{Property: "name", Value: name}}}), Purpose: "p"}
	a, err := w.screening.Query(w.t.Context(), office.Person{ID: by}, q)
	w.must(err)
	screened := 0
	for _, h := range a.Hits {
		if h.Name == name {
			screened++
		}
	}
	return fmt.Sprintf("entities %d, screened %d, hits %d", entities, screened, hits)
}
