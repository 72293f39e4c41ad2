package home_test

import (
	"bytes"
	"crypto/sha256"
	"net/http/httptest"
	"strings"
	"testing"

	"schild/document"
	"schild/fact"
	"schild/internal/cluster"
	"schild/internal/desk/notes"
	"schild/internal/desk/registry"
	"schild/internal/lang"
	"schild/internal/office"
	"schild/internal/store"
	"schild/internal/web/home"
	"schild/internal/web/page"
	"schild/label"
)

// house is a store with an analyst, a head and an auditor.
type house struct {
	*testing.T
	office   *office.Office
	registry *registry.Desk
}

func newHouse(t *testing.T) *house {
	t.Helper()
	dir := t.TempDir()
	s, err := store.Open(t.Context(), store.Config{Dir: dir, Place: cluster.Place(t, dir), Master: sha256.Sum256([]byte("test")), Origin: "test.invalid/register", Now: func() int64 { return 1_770_000_000_000_000 }})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() })
	h := &house{T: t, office: office.New(s)}
	h.registry = &registry.Desk{Office: h.office, Scan: named, Open: func(name string, b []byte) document.Document {
		return document.Open(name, bytes.NewReader(b), document.Limits{}, nil)
	}}
	e := func(id string, level label.Level, role string) registry.Enrolment {
		return registry.Enrolment{ID: id, Name: "Person " + id, Lang: "en", Roles: []string{role}, Clearance: label.Clearance{Level: level}}
	}
	_, err = h.registry.FoundHouse(t.Context(), e("registrar", label.TopSecret, "registrar"))
	for _, x := range []registry.Enrolment{e("analyst", label.Restricted, "analyst"), e("head", label.TopSecret, "head"), e("auditor", label.NotClassified, "auditor")} {
		if err == nil {
			_, err = h.registry.Enrol(t.Context(), office.Person{ID: "registrar"}, x)
		}
	}
	if err == nil {
		_, err = h.registry.AddSource(t.Context(), office.Person{ID: "registrar"}, registry.Source{ID: registry.Unsorted, Name: "Unsorted", Kind: "own", DefaultLabel: "RESTRICTED"}, label.Bottom())
	}
	if err != nil {
		t.Fatal(err)
	}
	return h
}

// named proposes one name in every record, stated by the record itself.
func named(tx *store.Tx, s registry.Scanned) error {
	id, err := tx.NewID()
	if err != nil {
		return err
	}
	entity := fact.Derive([]byte("k"), "x")
	err = tx.Insert("statement", string(id), s.Label, store.Row{"entity": entity, "schema": "Person", "property": "name", "value": "X", "original": "", "lang": "", "record": s.Record,
		"part": 0, "start": 0, "ending": 0, "author": "head", "grade": "", "holds_from": "", "holds_to": "", "said": "", "folded": "x", "dup": ""})
	if err != nil {
		return err
	}
	return tx.Insert("mention", string(id), s.Label, store.Row{"record": s.Record, "part": 0, "start": 0, "ending": 1, "written": "X", "entity": entity, "name": id, "state": "proposed", "reason": "", "statement": ""})
}

func (h *house) receive(mark, file string) {
	h.Helper()
	if _, err := h.registry.Receive(h.Context(), office.Person{ID: "head"}, registry.Incoming{File: file, Bytes: []byte("X " + file), Label: mark}); err != nil {
		h.Fatal(err)
	}
}

func (h *house) today(as string) string {
	h.Helper()
	set := home.Pages(home.Desks{Registry: h.registry, Notes: &notes.Desk{Office: h.office}})
	kit, err := page.New(page.Config{Office: h.office, Sets: []page.Set{set}})
	if err != nil {
		h.Fatal(err)
	}
	by := office.Person{ID: as}
	staff, err := h.office.Who(h.Context(), by)
	if err != nil {
		h.Fatal(err)
	}
	w := httptest.NewRecorder()
	kit.Answer(w, httptest.NewRequest("GET", "/today", nil), page.Visit{By: by, Staff: staff, Lang: "en"}, "home", set.Routes[0].Handle)
	if w.Code != 200 {
		h.Fatalf("status %d: %s", w.Code, w.Body.String())
	}
	return w.Body.String()
}

// TestTodayTellsNothingOfOthers: what waits above a reader's clearance changes no byte of what waits for them.
func TestTodayTellsNothingOfOthers(t *testing.T) {
	h := newHouse(t)
	if got := h.today("analyst"); !strings.Contains(got, "Nothing waits for you") {
		t.Error(got)
	}
	h.receive("", "quay.txt")
	before := h.today("analyst")
	if !strings.Contains(before, "quay.txt") || !strings.Contains(before, `<span class="count">1</span>`) {
		t.Error(before)
	}
	h.receive("SECRET", "secret.txt")
	if after := h.today("analyst"); after != before {
		t.Errorf("changed:\n%s", after)
	}
	if got := h.today("head"); !strings.Contains(got, "secret.txt") || !strings.Contains(got, `<span class="count">2</span>`) {
		t.Error(got)
	}
	if got := h.today("auditor"); strings.Contains(got, "quay.txt") {
		t.Error("an auditor sees content")
	}
}

func TestStories(t *testing.T) {
	k, err := page.New(page.Config{Sets: []page.Set{home.Pages(home.Desks{})}})
	if err != nil {
		t.Fatal(err)
	}
	for _, code := range lang.Codes() {
		for _, st := range home.Pages(home.Desks{}).Stories {
			w := httptest.NewRecorder()
			k.Answer(w, httptest.NewRequest("GET", "/story", nil), page.Visit{Lang: code}, "home", func(a *page.Ask) error { return k.Tell(a, "home", st) })
			for _, bad := range []string{"style=", "ZgotmplZ", "<no value>", "home.", "note.state", "\u202e"} {
				if w.Code != 200 || strings.Contains(w.Body.String(), bad) {
					t.Errorf("%s %s: %d, has %q", code, st.Name, w.Code, bad)
				}
			}
		}
	}
}
