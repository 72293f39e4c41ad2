package knowledge_test

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"schild/document"
	"schild/fact"
	"schild/internal/cluster"
	desk "schild/internal/desk/knowledge"
	"schild/internal/desk/registry"
	"schild/internal/lang"
	"schild/internal/office"
	"schild/internal/store"
	"schild/internal/web/knowledge"
	"schild/internal/web/page"
	"schild/label"
)

// site is the pages of knowledge over a real store, without sessions: each request says who asks.
type site struct {
	*testing.T
	office    *office.Office
	registry  *registry.Desk
	knowledge *desk.Desk
	mux       *http.ServeMux
	now       time.Time
}

func newSite(t *testing.T) *site {
	t.Helper()
	s := &site{T: t, now: time.Date(2026, 3, 1, 12, 0, 0, 0, time.UTC)}
	dir := t.TempDir()
	st, err := store.Open(t.Context(), store.Config{Dir: dir, Place: cluster.Place(t, dir), Master: sha256.Sum256([]byte("test")), Origin: "test.invalid/register",
		Now: func() int64 { return s.now.UnixMicro() }, Queue: func(context.Context, *sql.Tx, []store.Job) error { return nil }})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = st.Close() })
	s.office = office.New(st)
	s.knowledge = desk.New(s.office)
	s.registry = &registry.Desk{Office: s.office}
	if err := s.knowledge.Load(t.Context()); err != nil {
		t.Fatal(err)
	}
	s.people()
	s.route()
	return s
}

func (s *site) people() {
	s.Helper()
	reg := office.Person{ID: "registrar"}
	e := func(id string, level label.Level, role string) registry.Enrolment {
		return registry.Enrolment{ID: id, Name: "Person " + id, Lang: "en", Roles: []string{role}, Clearance: label.Clearance{Level: level}}
	}
	_, err := s.registry.FoundHouse(s.Context(), e("registrar", label.TopSecret, "registrar"))
	for _, x := range []registry.Enrolment{e("low", label.Restricted, "analyst"), e("high", label.TopSecret, "head"), e("auditor", label.NotClassified, "auditor")} {
		if err == nil {
			_, err = s.registry.Enrol(s.Context(), reg, x)
		}
	}
	for _, id := range []string{"ardenne", "veltra"} {
		if err == nil {
			_, err = s.registry.AddSource(s.Context(), reg, registry.Source{ID: id, Name: "Source " + id, Kind: "own", DefaultLabel: "RESTRICTED", Grade: "B2"}, label.Bottom())
		}
	}
	if err != nil {
		s.Fatal(err)
	}
}

func (s *site) route() {
	set := knowledge.Pages(s.knowledge)
	kit, err := page.New(page.Config{Office: s.office, Sets: []page.Set{set}})
	if err != nil {
		s.Fatal(err)
	}
	s.mux = http.NewServeMux()
	for _, r := range set.Routes {
		s.mux.HandleFunc(r.Pattern, func(w http.ResponseWriter, q *http.Request) {
			by := office.Person{ID: q.Header.Get("As")}
			staff, err := s.office.Who(q.Context(), by)
			if err != nil {
				s.Error(err)
			}
			kit.Answer(w, q, page.Visit{By: by, Staff: staff, Lang: "en"}, set.Name, r.Handle)
		})
	}
}

func (s *site) get(as, path string) *httptest.ResponseRecorder {
	r := httptest.NewRequest("GET", path, nil)
	r.Header.Set("As", as)
	w := httptest.NewRecorder()
	s.mux.ServeHTTP(w, r)
	return w
}

// say states a fact said by a record of a source, under a mark; entity "" is a new one.
func (s *site) say(entity fact.ID, source, mark, property, value string) fact.ID {
	s.Helper()
	by := office.Person{ID: "high"}
	doc := document.Document{Status: document.Read, Type: "text/plain", Parts: []document.Part{{Path: "1", Text: value}}}
	r, err := s.registry.Register(s.Context(), by, registry.Incoming{File: "said.txt", Bytes: []byte(value), Source: source, Label: mark}, doc)
	if err != nil {
		s.Fatal(err)
	}
	_, entity, err = s.knowledge.State(s.Context(), by, fact.Statement{Entity: entity, Schema: "Person", Property: property, Value: value, Record: fact.ID(r.ID)})
	if err != nil {
		s.Fatal(err)
	}
	return entity
}

func has(t *testing.T, w *httptest.ResponseRecorder, status int, wants ...string) {
	t.Helper()
	if w.Code != status {
		t.Errorf("status %d, want %d", w.Code, status)
	}
	for _, x := range wants {
		if !strings.Contains(w.Body.String(), x) {
			t.Errorf("lacks %q in:\n%s", x, w.Body.String())
		}
	}
}

func lacks(t *testing.T, w *httptest.ResponseRecorder, not ...string) {
	t.Helper()
	for _, x := range not {
		if strings.Contains(w.Body.String(), x) {
			t.Errorf("has %q", x)
		}
	}
}

func TestEntitySideBySideAndThen(t *testing.T) {
	s := newSite(t)
	id := s.say("", "ardenne", "", "name", "Odile Marchetarre")
	s.now = time.Date(2026, 3, 5, 12, 0, 0, 0, time.UTC)
	s.say(id, "veltra", "", "name", "Marchetarre, Odile")
	s.say(id, "veltra", "", "birthDate", "1981-04")
	path := "/entity/" + string(id)

	w := s.get("low", path)
	has(t, w, 200, "Source ardenne", "Source veltra", "Odile Marchetarre", "Marchetarre, Odile", "April 1981", "3 statements", "/record/")
	w = s.get("low", path+"?at=2026-03-02")
	has(t, w, 200, "Odile Marchetarre", "1 statement", "export.csv?at=2026-03-02")
	lacks(t, w, "Marchetarre, Odile", "Source veltra")
	has(t, s.get("low", path+"?at=2026-02-01"), 200, "On that day the service knew nothing of this")
}

// TestSecretStatementsChangeNothing: what is said above a reader's clearance changes no byte of what they are shown.
func TestSecretStatementsChangeNothing(t *testing.T) {
	s := newSite(t)
	id := s.say("", "ardenne", "", "name", "Odile Marchetarre")
	paths := []string{"/entity/" + string(id), "/entity/" + string(id) + "/export.csv", "/entity/" + string(id) + "/export.json", "/entities", "/search?q=marchetarre",
		"/search?q=odile+quaie", "/suggest?q=od", "/entities?schema=Person"}
	before := map[string]string{}
	for _, p := range paths {
		before[p] = s.get("low", p).Body.String()
	}
	s.say(id, "veltra", "SECRET", "alias", "La Quaie")
	s.say(id, "veltra", "SECRET", "name", "Aaron Odile Marchetarre")
	hidden := s.say("", "veltra", "SECRET", "name", "Odile Quaie")
	for _, p := range paths {
		if got := s.get("low", p).Body.String(); got != before[p] {
			t.Errorf("%s changed:\n%s\n---\n%s", p, before[p], got)
		}
	}
	has(t, s.get("high", "/search?q=quaie"), 200, "Odile Quaie", "Aaron Odile Marchetarre")
	for _, tail := range []string{"", "?at=2026-02-01", "/export.csv", "/export.json"} {
		a, b := s.get("low", "/entity/"+string(hidden)+tail), s.get("low", "/entity/7zzzzzzzzzzzzzzzzzzzzzzzzz"+tail)
		if a.Code != 404 || a.Code != b.Code || a.Body.String() != b.Body.String() {
			t.Errorf("%q: hidden %d and absent %d differ", tail, a.Code, b.Code)
		}
	}
	lacks(t, s.get("auditor", "/search?q=odile"), "Marchetarre</a>")
}

func TestExports(t *testing.T) {
	s := newSite(t)
	id := s.say("", "ardenne", "", "name", "Odile Marchetarre")
	s.say(id, "veltra", "SECRET", "alias", "=cmd|' /C calc'!A0")
	w := s.get("high", "/entity/"+string(id)+"/export.csv")
	has(t, w, 200, "label,property,value", "RESTRICTED,name,Odile Marchetarre", "'=cmd|")
	if d := w.Header().Get("Content-Disposition"); !strings.Contains(d, "SECRET_entity-") {
		t.Errorf("the name does not carry the level: %s", d)
	}
	var out struct {
		Label      string
		Statements []struct{ Value, Label string }
	}
	if err := json.Unmarshal(s.get("high", "/entity/"+string(id)+"/export.json").Body.Bytes(), &out); err != nil || len(out.Statements) != 2 || !strings.HasPrefix(out.Label, "SECRET") {
		t.Errorf("%+v %v", out, err)
	}
}

func TestSearchNothing(t *testing.T) {
	s := newSite(t)
	s.say("", "ardenne", "", "name", "Odile Marchetarre")
	has(t, s.get("low", "/search?q=zzz"), 200, "Nothing found")
	has(t, s.get("low", "/search?q=odile+zzz"), 200, "Nothing found", "With one of these words", "Odile Marchetarre")
	has(t, s.get("low", "/search?q="), 200, "Type words or a name")
	has(t, s.get("low", "/suggest?q=od"), 200, `<option value="Odile Marchetarre">`)
	has(t, s.get("low", "/search?q=%22%29+OR+1%3D1+--+%00"), 200)
}

func TestStories(t *testing.T) {
	k, err := page.New(page.Config{Sets: []page.Set{knowledge.Pages(nil)}})
	if err != nil {
		t.Fatal(err)
	}
	for _, code := range lang.Codes() {
		for _, st := range knowledge.Pages(nil).Stories {
			w := httptest.NewRecorder()
			k.Answer(w, httptest.NewRequest("GET", "/story", nil), page.Visit{Lang: code}, "knowledge", func(a *page.Ask) error { return k.Tell(a, "knowledge", st) })
			has(t, w, 200, "</html>")
			lacks(t, w, "style=", "<style", "onclick", "ZgotmplZ", "<no value>", "knowledge.", "registry.", "fact.", "\u202e")
		}
	}
}
