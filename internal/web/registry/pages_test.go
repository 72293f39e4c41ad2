package registry_test

import (
	"bytes"
	"context"
	"crypto/sha256"
	"database/sql"
	"io"
	"mime/multipart"
	"net/http"
	"net/http/httptest"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"schild/document"
	"schild/fact"
	"schild/internal/cluster"
	"schild/internal/desk/knowledge"
	desk "schild/internal/desk/registry"
	"schild/internal/lang"
	"schild/internal/office"
	"schild/internal/store"
	"schild/internal/web/page"
	"schild/internal/web/registry"
	"schild/label"
)

// site is the pages of the registry over a real store, without sessions: each request says who asks.
type site struct {
	*testing.T
	kit       *page.Kit
	set       page.Set
	office    *office.Office
	registry  *desk.Desk
	knowledge *knowledge.Desk
	mux       *http.ServeMux
	lang      string
}

func newSite(t *testing.T) *site {
	t.Helper()
	now := int64(1_770_000_000_000_000)
	dir := t.TempDir()
	st, err := store.Open(t.Context(), store.Config{Dir: dir, Place: cluster.Place(t, dir), Master: sha256.Sum256([]byte("test")), Origin: "test.invalid/register", Now: func() int64 { return now },
		Queue: func(context.Context, *sql.Tx, []store.Job) error { return nil }})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = st.Close() })
	s := &site{T: t, office: office.New(st), lang: "en"}
	s.knowledge = knowledge.New(s.office)
	if err := s.knowledge.Load(t.Context()); err != nil {
		t.Fatal(err)
	}
	s.registry = &desk.Desk{Office: s.office, Open: func(name string, b []byte) document.Document {
		return document.Open(name, bytes.NewReader(b), document.Limits{}, nil)
	}, Scan: func(tx *store.Tx, x desk.Scanned) error {
		return s.knowledge.Scan(tx, x.Record, x.Label, x.Texts)
	}}
	s.set = registry.Pages(s.registry, s.knowledge)
	if s.kit, err = page.New(page.Config{Office: s.office, Sets: []page.Set{s.set}}); err != nil {
		t.Fatal(err)
	}
	s.route()
	s.people()
	return s
}

func (s *site) route() {
	s.mux = http.NewServeMux()
	for _, r := range s.set.Routes {
		s.mux.HandleFunc(r.Pattern, func(w http.ResponseWriter, q *http.Request) {
			by := office.Person{ID: q.Header.Get("As")}
			staff, err := s.office.Who(q.Context(), by)
			if err != nil {
				s.Error(err)
			}
			s.kit.Answer(w, q, page.Visit{By: by, Staff: staff, Lang: s.lang}, s.set.Name, r.Handle)
		})
	}
}

func (s *site) people() {
	s.Helper()
	e := func(id string, level label.Level, role string) desk.Enrolment {
		return desk.Enrolment{ID: id, Name: "Person " + id, Lang: "en", Roles: []string{role}, Clearance: label.Clearance{Level: level}}
	}
	_, err := s.registry.FoundHouse(s.Context(), e("registrar", label.TopSecret, "registrar"))
	for _, x := range []desk.Enrolment{e("intake", label.Restricted, "intake"), e("analyst", label.Restricted, "analyst"), e("head", label.TopSecret, "head"), e("auditor", label.NotClassified, "auditor")} {
		if err == nil {
			_, err = s.registry.Enrol(s.Context(), office.Person{ID: "registrar"}, x)
		}
	}
	if err == nil {
		_, err = s.registry.AddSource(s.Context(), office.Person{ID: "registrar"}, desk.Source{ID: "unsorted", Name: "Unsorted", Kind: "own", DefaultLabel: "RESTRICTED", Grade: "B2"}, label.Bottom())
	}
	if err != nil {
		s.Fatal(err)
	}
}

// do asks as one person and gives the answer.
func (s *site) do(as, method, path string, body io.Reader, kind string) *httptest.ResponseRecorder {
	s.Helper()
	r := httptest.NewRequest(method, path, body)
	r.Header.Set("As", as)
	if kind != "" {
		r.Header.Set("Content-Type", kind)
	}
	w := httptest.NewRecorder()
	s.mux.ServeHTTP(w, r)
	return w
}

func (s *site) get(as, path string) *httptest.ResponseRecorder { return s.do(as, "GET", path, nil, "") }

// version reads the state of a person off their page.
func (s *site) version(id string) string {
	s.Helper()
	_, after, ok := strings.Cut(s.get("registrar", "/person/"+id).Body.String(), `name="version" value="`)
	if !ok {
		s.Fatal("no version on the page")
	}
	version, _, _ := strings.Cut(after, `"`)
	return version
}

func (s *site) post(as, path string, pairs ...string) *httptest.ResponseRecorder {
	v := url.Values{}
	for i := 0; i+1 < len(pairs); i += 2 {
		v.Add(pairs[i], pairs[i+1])
	}
	return s.do(as, "POST", path, strings.NewReader(v.Encode()), "application/x-www-form-urlencoded")
}

// upload sends files with the form's other fields.
func (s *site) upload(as string, fields map[string]string, files map[string]string) *httptest.ResponseRecorder {
	var b bytes.Buffer
	m := multipart.NewWriter(&b)
	for k, v := range fields {
		_ = m.WriteField(k, v)
	}
	for name, body := range files {
		w, err := m.CreateFormFile("files", name)
		if err != nil {
			s.Fatal(err)
		}
		_, _ = io.WriteString(w, body)
	}
	_ = m.Close()
	return s.do(as, "POST", "/receive", &b, m.FormDataContentType())
}

// named makes a name the house knows, said by a record of its own.
func (s *site) named(words string) {
	s.Helper()
	head := office.Person{ID: "head"}
	r, err := s.registry.Receive(s.Context(), head, desk.Incoming{File: "card.txt", Bytes: []byte("A card about somebody.")})
	if err == nil {
		_, _, err = s.knowledge.State(s.Context(), head, fact.Statement{Schema: "Person", Property: "name", Value: words, Record: fact.ID(r.ID)})
	}
	if err != nil {
		s.Fatal(err)
	}
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

func first(t *testing.T, pattern, in string) string {
	t.Helper()
	m := regexp.MustCompile(pattern).FindStringSubmatch(in)
	if m == nil {
		t.Fatalf("no %s in:\n%s", pattern, in)
	}
	return m[1]
}

// TestFromDropToStatement walks the way of a message as somebody without script does.
func TestFromDropToStatement(t *testing.T) {
	s := newSite(t)
	s.named("Odile Marchetarre")
	w := s.upload("intake", nil, map[string]string{"m.eml": "From: a@b.invalid\r\nSubject: Quay\r\n\r\nOdile Marchetarre was there, Odile Marchetarre left.\r\n"})
	has(t, w, 200, "read", "2 names await a decision", "RESTRICTED")
	record := first(t, `href="(/record/[0-9a-z]{26})"`, w.Body.String())

	w = s.get("analyst", record)
	has(t, w, 200, `<mark class="found"`, "(proposal)", "Odile Marchetarre")
	accept := first(t, `action="(/record/[^"]+/accept)"`, w.Body.String())
	w = s.post("analyst", accept)
	has(t, w, 303)
	next := w.Header().Get("Location")
	if !strings.HasPrefix(next, record+"#m-") {
		t.Errorf("went on to %s", next)
	}
	mention := strings.TrimPrefix(next, record+"#m-")
	w = s.get("analyst", record)
	has(t, w, 200, `<mark class="found stated"`, "(statement)", "1 name awaits a decision")
	place := first(t, `<a href="(#p\d+-\d+)">Odile Marchetarre</a>`, w.Body.String())
	has(t, w, 200, `<span id="`+place[1:]+`"`)

	has(t, s.post("analyst", record+"/mention/"+mention+"/reject"), 400)
	has(t, s.post("analyst", record+"/mention/"+mention+"/reject", "reason", "namesake"), 303)
	has(t, s.post("analyst", record+"/mention/"+mention+"/reject", "reason", "noname"), 303) // somebody was first: shown, not a dead end
	has(t, s.get("analyst", record), 200, "somebody else of that name", "0 names await a decision")
}

// For script the same act answers with the reading alone.
func TestReadingAlone(t *testing.T) {
	s := newSite(t)
	s.named("Odile Marchetarre")
	w := s.upload("intake", nil, map[string]string{"m.txt": "Odile Marchetarre was there."})
	page := s.get("analyst", first(t, `href="(/record/[0-9a-z]{26})"`, w.Body.String())).Body.String()
	r := httptest.NewRequest("POST", first(t, `action="(/record/[^"]+/accept)"`, page), nil)
	r.Header.Set("As", "analyst")
	r.Header.Set("HX-Request", "true")
	w = httptest.NewRecorder()
	s.mux.ServeHTTP(w, r)
	has(t, w, 200, `<div id="reading"`, `class="found stated"`)
	if strings.Contains(w.Body.String(), "<html") {
		t.Error("the whole page came")
	}
}

// TestHiddenLooksAbsent: for every address of a record, one above the reader's clearance answers byte for byte as one
// that is not there.
func TestHiddenLooksAbsent(t *testing.T) {
	s := newSite(t)
	s.named("Odile Marchetarre")
	r, err := s.registry.Receive(t.Context(), office.Person{ID: "head"}, desk.Incoming{File: "s.txt", Bytes: []byte("Odile Marchetarre, secretly."), Label: "SECRET"})
	if err != nil {
		t.Fatal(err)
	}
	mention := first(t, `mention/([0-9a-z]{26})/accept`, s.get("head", "/record/"+r.ID).Body.String())
	const absent = "7zzzzzzzzzzzzzzzzzzzzzzzzz"
	for _, c := range []struct{ method, as, path string }{
		{"GET", "analyst", "/record/ID"}, {"GET", "analyst", "/record/ID/raw"}, {"GET", "auditor", "/record/ID"}, {"POST", "intake", "/record/ID/route"},
		{"POST", "analyst", "/record/ID/mention/MENTION/accept"}, {"POST", "analyst", "/record/ID/mention/MENTION/reject"},
	} {
		ask := func(id, mention string) (int, string, http.Header) {
			path := strings.NewReplacer("ID", id, "MENTION", mention).Replace(c.path)
			w := s.do(c.as, c.method, path, strings.NewReader("desk=harbour&reason=namesake"), "application/x-www-form-urlencoded")
			return w.Code, w.Body.String(), w.Header()
		}
		code, body, head := ask(r.ID, mention)
		code2, body2, head2 := ask(absent, absent)
		if code != 404 || code != code2 || body != body2 || len(head) != len(head2) {
			t.Errorf("%s %s: hidden %d, absent %d; same bytes: %t", c.method, c.path, code, code2, body == body2)
		}
	}
}

// TestRawIsTheFile: fetching the file gives its bytes under a name that carries the level.
func TestRawIsTheFile(t *testing.T) {
	s := newSite(t)
	body := "\x00\x01 not readable \xff"
	w := s.upload("intake", nil, map[string]string{"we ird\u202e.bin": body})
	has(t, w, 200, "not read")
	w = s.get("intake", first(t, `href="(/record/[0-9a-z]{26})"`, w.Body.String())+"/raw")
	if w.Body.String() != body || !strings.Contains(w.Header().Get("Content-Disposition"), "RESTRICTED_R-") || w.Header().Get("Content-Type") != "application/octet-stream" {
		t.Errorf("%d %q %v", w.Code, w.Body.String(), w.Header())
	}
}

// TestDropSaysWhatIsWrong: no file, half a marking; nothing came in.
func TestDropSaysWhatIsWrong(t *testing.T) {
	s := newSite(t)
	has(t, s.upload("intake", nil, nil), 422, "fill this in")
	has(t, s.upload("intake", map[string]string{"label": "SECRET//COMP"}, map[string]string{"a.txt": "a"}), 422, `href="#f-label"`)
	has(t, s.upload("intake", map[string]string{"grade": "Z9"}, map[string]string{"a.txt": "a"}), 422, `href="#f-grade"`)
	has(t, s.get("head", "/inbox"), 200, "The inbox is empty")
}

// A file taken in above the officer's own clearance has a receipt, and no way to the record.
func TestDropAboveOneself(t *testing.T) {
	s := newSite(t)
	w := s.upload("intake", map[string]string{"label": "SECRET"}, map[string]string{"a.txt": "a"})
	has(t, w, 200, "SECRET", "Receipt")
	if strings.Contains(w.Body.String(), `href="/record/`) {
		t.Error("a link to what the officer may not see")
	}
}

func TestInboxFiltersAndLeafs(t *testing.T) {
	s := newSite(t)
	for i := range 53 {
		in := desk.Incoming{File: strings.Repeat("x", i+1) + ".txt", Bytes: bytes.Repeat([]byte("y "), i+1), Desk: []string{"harbour", ""}[i%2]}
		if _, err := s.registry.Receive(t.Context(), office.Person{ID: "intake"}, in); err != nil {
			t.Fatal(err)
		}
	}
	w := s.get("intake", "/inbox?order=oldest")
	has(t, w, 200, "53 records", ">x.txt<")
	next := strings.ReplaceAll(first(t, `href="(/inbox\?after=[^"]+)" rel="next"`, w.Body.String()), "&amp;", "&")
	w = s.get("intake", next)
	has(t, w, 200, `rel="first"`)
	if n := strings.Count(w.Body.String(), `<a href="/record/`); n != 3 {
		t.Errorf("%d rows on the second page", n)
	}
	has(t, s.get("intake", "/inbox?desk=harbour"), 200, "27 records")
	has(t, s.get("intake", "/inbox?status=refused"), 200, "Nothing fits this choice")
	has(t, s.get("intake", "/inbox?after=nonsense"), 400)
}

func TestPeopleAndSources(t *testing.T) {
	s := newSite(t)
	for _, as := range []string{"intake", "analyst", "head", "auditor"} {
		has(t, s.get(as, "/people"), 404)
		has(t, s.get(as, "/person/intake"), 404)
		has(t, s.post(as, "/person/intake", "level", "TOP SECRET", "active", "yes", "version", "1"), 404)
	}
	has(t, s.get("registrar", "/people"), 200, "Person analyst")
	has(t, s.post("registrar", "/people", "id", "new", "name", "New One", "roles", "analyst", "lang", "nl", "level", "SECRET"), 303)
	has(t, s.post("registrar", "/people", "id", "new", "name", "New One", "roles", "analyst", "lang", "nl", "level", "SECRET"), 422, `href="#f-id"`)
	seen := s.version("new")
	has(t, s.post("registrar", "/person/new", "roles", "analyst", "level", "RESTRICTED", "version", seen, "active", "yes"), 303)
	has(t, s.post("registrar", "/person/new", "roles", "analyst", "level", "RESTRICTED", "version", seen, "active", "yes"), 422, "Somebody changed this person")
	has(t, s.get("registrar", "/person/registrar"), 200, "Somebody else changes your clearance")
	has(t, s.post("registrar", "/person/registrar", "roles", "registrar", "level", "TOP SECRET", "version", "1", "active", "yes"), 422)
	has(t, s.post("registrar", "/sources", "id", "veltra", "name", "Veltran service", "kind", "foreign", "organisation", "VELTRA", "default", "SECRET", "known", "UNCLASSIFIED"), 303)
	has(t, s.post("registrar", "/sources", "id", "veltra", "name", "Again", "kind", "foreign", "default", "SECRET", "known", "UNCLASSIFIED"), 422, "is taken")
	has(t, s.post("registrar", "/sources", "id", "x", "name", "X", "kind", "foreign", "default", "SEC", "known", "UNCLASSIFIED"), 422, `href="#f-default"`)
	has(t, s.get("registrar", "/sources"), 200, "Veltran service")
}

// TestStories renders every story in every language: marked at top and bottom, nothing inline, no word missing.
func TestStories(t *testing.T) {
	k, err := page.New(page.Config{Sets: []page.Set{registry.Pages(nil, nil)}})
	if err != nil {
		t.Fatal(err)
	}
	for _, code := range lang.Codes() {
		for _, st := range registry.Pages(nil, nil).Stories {
			w := httptest.NewRecorder()
			k.Answer(w, httptest.NewRequest("GET", "/story", nil), page.Visit{Lang: code}, "registry", func(a *page.Ask) error { return k.Tell(a, "registry", st) })
			body := w.Body.String()
			has(t, w, 200, "</html>")
			for _, bad := range []string{"style=", "<style", "onclick", "ZgotmplZ", "<no value>", "registry.", "<script>alert", "\u202e", "\u200b", "\x07"} {
				if strings.Contains(body, bad) {
					t.Errorf("%s %s: has %q", code, st.Name, bad)
				}
			}
		}
	}
}
