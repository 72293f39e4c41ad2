package casework_test

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"errors"
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	"schild/fact"
	"schild/fault"
	"schild/internal/cluster"
	"schild/internal/desk/casework"
	"schild/internal/office"
	"schild/internal/store"
	"schild/label"
	"schild/procedure"
	"schild/procedure/law"
)

// house is a store with somebody for every part, and a clock that stands until it is moved.
type house struct {
	t     testing.TB
	dir   string
	store *store.Store
	desk  *casework.Desk
	book  *procedure.Book
	now   int64
}

var secret = label.Label{Level: label.Secret}

func by(id string) office.Person { return office.Person{ID: id} }

func at(text string) int64 {
	t, err := time.ParseInLocation("2006-01-02 15:04", text, time.UTC)
	if err != nil {
		panic(err)
	}
	return t.UnixMicro()
}

// staff are the people of the house: id and roles.
func staff() [][2]string {
	return [][2]string{{"ann", "analyst"}, {"bert", "analyst"}, {"carl", "analyst"}, {"mia", "methods_officer"}, {"hugo", "head"}, {"hilde", "head"}, {"rik", "registrar"}, {"rosa", "releaser"},
		{"c1", "commission"}, {"c2", "commission"}, {"c3", "commission,chair"}, {"c4", "commission"}, {"ivo", "committee"}, {"dpo", "privacy_adviser"}, {"min", "minister"}, {"nsa", "authority"},
		{"firm", "security_officer"}, {"isc", "secretariat"}, {"chief", "cciv_chair"}, {"adiv", "partner"}, {"cab", "cabinet"}, {"safe", "security"}, {"arch", "archivist"}, {"orig", "originator"}, {"law", "lawyer"}, {"pol", "police"}}
}

func newHouse(t testing.TB) *house {
	t.Helper()
	h := &house{t: t, dir: t.TempDir(), now: at("2026-03-09 08:00")}
	h.open()
	h.act("boss", "house.found", func(tx *store.Tx) error { return enrol(tx, "boss", "registrar,head", secret) })
	h.act("boss", "person.enrol", func(tx *store.Tx) error {
		for _, p := range staff() {
			if err := enrol(tx, p[0], p[1], secret); err != nil {
				return err
			}
		}
		return enrol(tx, "low", "analyst,head", label.Label{Level: label.Restricted})
	})
	return h
}

func (h *house) open() {
	h.t.Helper()
	var err error
	h.store, err = store.Open(h.t.Context(), store.Config{Dir: h.dir, Place: cluster.Place(h.t, h.dir), Master: sha256.Sum256([]byte("test")), Origin: "test.invalid/register",
		Now: func() int64 { return h.now }, Queue: func(context.Context, *sql.Tx, []store.Job) error { return nil }, Random: rand.NewChaCha8([32]byte{7})})
	h.must(err)
	h.t.Cleanup(func() { h.store.Close() })
	h.book, err = law.Book()
	h.must(err)
	h.desk, err = casework.New(office.New(h.store), h.book, law.Files())
	h.must(err)
	h.must(h.desk.Load(h.t.Context()))
}

func enrol(tx *store.Tx, id, roles string, l label.Label) error {
	return tx.Insert("person", id, label.Bottom(), store.Row{"name": strings.ToUpper(id[:1]) + id[1:], "organisation": "own", "outside": false, "lang": "nl", "roles": roles, "level": int64(l.Level),
		"compartments": string(l.Compartments), "circles": "", "memberships": "", "account": "", "active": true})
}

func (h *house) must(err error) {
	h.t.Helper()
	if err != nil {
		h.t.Fatal(err)
	}
}

func (h *house) act(who, kind string, change func(*store.Tx) error) {
	h.t.Helper()
	_, err := h.desk.Office.Do(h.t.Context(), by(who), office.Act{Kind: kind}, change)
	h.must(err)
}

func (h *house) see(who string, read func(*store.View) error) {
	h.t.Helper()
	h.must(h.desk.Office.See(h.t.Context(), by(who), read))
}

func (h *house) on(text string) { h.now = at(text) }

func (h *house) begin(who, procedure, title string) string {
	h.t.Helper()
	id, err := h.desk.Open(h.t.Context(), by(who), casework.Opening{Procedure: procedure, Title: title, Label: secret})
	h.must(err)
	return id
}

func (h *house) get(id string) (c casework.Case) {
	h.t.Helper()
	h.see("ann", func(v *store.View) (err error) { c, err = h.desk.Case(v, id); return err })
	return c
}

// try does a move with everything it takes filled in, and what is given besides.
func (h *house) try(who, id, move string, given map[string]any) (casework.Done, error) {
	h.t.Helper()
	c := h.get(id)
	f, err := h.desk.File(c.Hash)
	h.must(err)
	_, s, err := h.desk.State(c)
	h.must(err)
	values := map[string]any{}
	for _, m := range f.MovesFrom(c.Stage) {
		if m.Act != move {
			continue
		}
		for _, name := range m.Takes {
			field, _ := f.Field(name)
			if _, has := s.Values[name]; !has && !field.Optional {
				values[name] = sample(field)
			}
		}
	}
	for k, v := range given {
		values[k] = v
	}
	return h.desk.Step(h.t.Context(), by(who), casework.Doing{Case: id, Move: move, Values: values, Steps: -1})
}

func (h *house) do(who, id, move string, given map[string]any) casework.Done {
	h.t.Helper()
	d, err := h.try(who, id, move, given)
	if err != nil {
		h.t.Fatalf("%s %s: %v", who, move, err)
	}
	return d
}

func (h *house) agree(who, pending string) casework.Done {
	h.t.Helper()
	d, err := h.desk.Agree(h.t.Context(), by(who), casework.Agreement{Pending: pending})
	if err != nil {
		h.t.Fatalf("%s agrees: %v", who, err)
	}
	return d
}

func sample(f procedure.Field) any {
	switch f.Type {
	case "number":
		return 1.0
	case "bool":
		return true
	case "date":
		return "2026-04-30"
	case "choice":
		return f.Of[0]
	case "list":
		return []string{"one"}
	}
	return "words"
}

func (h *house) stage(id, want string) {
	h.t.Helper()
	if got := h.get(id).Stage; got != want {
		h.t.Errorf("stands in %s, not %s", got, want)
	}
}

func (h *house) refused(err error, kind fault.Kind, key string) {
	h.t.Helper()
	var got *fault.Error
	if !errors.As(err, &got) || !fault.Is(err, kind) || got.Key != key {
		h.t.Errorf("%v, not %s %s", err, kind, key)
	}
}

func (h *house) tick() {
	h.t.Helper()
	h.must(h.desk.Tick(h.t.Context(), h.now))
}

func (h *house) clean() {
	h.t.Helper()
	problems, err := h.store.Audit(h.t.Context(), nil)
	h.must(err)
	for _, p := range problems {
		h.t.Errorf("register: %v", p)
	}
}

func factID(s string) fact.ID { return fact.ID(s) }
