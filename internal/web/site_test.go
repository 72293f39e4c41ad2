package web

import (
	"context"
	"io"
	"maps"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"schild/fault"
	"schild/internal/cluster"
	"schild/internal/desk/oversight"
	"schild/internal/desk/registry"
	"schild/internal/office"
	"schild/internal/store"
	"schild/internal/web/page"
	"schild/label"
)

// house is a site on a real store, with one person, anna.
type house struct {
	*Site
	clock  *clock
	office *office.Office
}

func newHouse(t *testing.T, sets ...page.Set) house {
	t.Helper()
	ctx := context.Background()
	dir := t.TempDir()
	s, err := store.Open(ctx, store.Config{Dir: dir, Place: cluster.Place(t, dir), Master: [32]byte{1}, Origin: "schild.invalid/test", Now: func() int64 { return time.Now().UnixMicro() }})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	o := office.New(s)
	desk := registry.Desk{Office: o}
	anna := registry.Enrolment{ID: "anna", Name: "Anna Merel", Organisation: "own", Lang: "nl", Roles: []string{"registrar"}, Clearance: label.Clearance{Level: label.Secret}}
	if _, err := desk.FoundHouse(ctx, anna); err != nil {
		t.Fatal(err)
	}
	c := &clock{time.Unix(1.9e9, 0)}
	site, err := New(Config{Office: o, Sets: sets, Now: c.now, Origin: "http://localhost:8080"})
	if err != nil {
		t.Fatal(err)
	}
	return house{site, c, o}
}

// ask sends one request with the cookies of a browser, which keeps what it gets.
func (h house) ask(method, path string, cookies map[string]string, more ...string) *httptest.ResponseRecorder {
	r := httptest.NewRequest(method, "http://localhost:8080"+path, strings.NewReader(strings.Join(more, "&")))
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	for n, v := range cookies {
		r.AddCookie(&http.Cookie{Name: n, Value: v})
	}
	return h.send(r, cookies)
}

func (h house) send(r *http.Request, cookies map[string]string) *httptest.ResponseRecorder {
	w := httptest.NewRecorder()
	h.Handler().ServeHTTP(w, r)
	for _, c := range w.Result().Cookies() {
		if cookies != nil {
			cookies[c.Name] = c.Value
		}
	}
	return w
}

// signedIn gives a browser in which anna is signed in.
func (h house) signedIn(t *testing.T) map[string]string {
	t.Helper()
	jar := map[string]string{}
	link := strings.TrimPrefix(h.Link(office.Person{ID: "anna"}), "http://localhost:8080")
	if w := h.ask("GET", link, jar); w.Code != 200 || len(jar) != 1 {
		t.Fatalf("signing in: %d, %d cookies\n%s", w.Code, len(jar), w.Body)
	}
	return jar
}

// sample is a page folder with what tests ask.
func sample() page.Set {
	fails := func(err error) page.Handler { return func(*page.Ask) error { return err } }
	return page.Set{Name: "sample", Nav: []page.Item{{Key: "web.story.title", Path: "/things"}, {Key: "web.nothing.title", Path: "/audit", Roles: []string{"auditor"}}}, Routes: []page.Route{
		{Pattern: "GET /things", Handle: func(a *page.Ask) error { return a.Show(page.Page{Title: "Things", Template: "wrong", Data: a.By.ID}) }},
		{Pattern: "GET /thing/{id}", Handle: func(a *page.Ask) error {
			return fault.New([]fault.Kind{fault.Missing, fault.Denied}[len(a.Path("id"))%2], "x", "id", a.Path("id"))
		}},
		{Pattern: "GET /panic", Handle: func(*page.Ask) error { panic("secret words") }},
		{Pattern: "GET /refused", Handle: fails(fault.New(fault.Refused, "web.crossorigin"))},
		{Pattern: "POST /act", Handle: func(a *page.Ask) error { return a.Done("/things", "It is done.") }},
	}}
}

func TestStrangerLearnsNothing(t *testing.T) {
	h := newHouse(t, sample())
	var first *httptest.ResponseRecorder
	for _, path := range []string{"/things", "/thing/1", "/no/such/place", "/", "/audit"} {
		w := h.ask("GET", path, nil)
		if w.Code != http.StatusSeeOther || w.Header().Get("Location") != "/login" {
			t.Errorf("%s: %d %s", path, w.Code, w.Header().Get("Location"))
		}
		if first == nil {
			first = w
		}
		if w.Body.String() != first.Body.String() {
			t.Errorf("%s: another answer", path)
		}
	}
	if w := h.ask("POST", "/act", nil); w.Code != http.StatusSeeOther || w.Header().Get("Location") != "/login" {
		t.Errorf("POST: %d", w.Code)
	}
}

func TestSigningInAndOut(t *testing.T) {
	h := newHouse(t, sample())
	jar := h.signedIn(t)
	w := h.ask("GET", "/things", jar)
	if w.Code != 200 || !strings.Contains(w.Body.String(), "anna") || !strings.Contains(w.Body.String(), "Anna Merel") {
		t.Fatalf("%d %s", w.Code, w.Body)
	}
	if !strings.Contains(w.Body.String(), `lang="nl"`) {
		t.Error("not in the person's language")
	}
	if strings.Contains(w.Body.String(), "/audit") {
		t.Error("an entry of another role is shown")
	}
	if w := h.ask("GET", "/", jar); w.Header().Get("Location") != "/things" {
		t.Errorf("home leads to %q", w.Header().Get("Location"))
	}
	old := maps.Clone(jar)
	h.ask("POST", "/logout", jar)
	if w := h.ask("GET", "/things", old); w.Code != http.StatusSeeOther {
		t.Errorf("after signing out: %d", w.Code)
	}
}

// TestSessionActs: signing in and out each stand in the register once.
// TestAnotherSiteSignsNobodyIn: a link that another site opened leaves the browser as it was, until its own person asks.
func TestAnotherSiteSignsNobodyIn(t *testing.T) {
	h, jar := newHouse(t), map[string]string{}
	link := strings.TrimPrefix(h.Link(office.Person{ID: "anna"}), "http://localhost:8080")
	from := func(method, site string) *httptest.ResponseRecorder {
		r := httptest.NewRequest(method, "http://localhost:8080"+link, nil)
		r.Header.Set("Sec-Fetch-Site", site)
		return h.send(r, jar)
	}
	if w := from("GET", "cross-site"); w.Code != 200 || len(jar) != 0 {
		t.Fatalf("opened by another site: %d, %d cookies", w.Code, len(jar))
	}
	if w := from("POST", "cross-site"); w.Code != 403 || len(jar) != 0 {
		t.Fatalf("sent by another site: %d, %d cookies", w.Code, len(jar))
	}
	if w := from("POST", "same-origin"); w.Code != 200 || len(jar) != 1 {
		t.Fatalf("pressed here: %d, %d cookies", w.Code, len(jar))
	}
}

func TestSessionActs(t *testing.T) {
	h := newHouse(t, sample())
	jar := h.signedIn(t)
	h.ask("POST", "/logout", jar)
	desk := oversight.Desk{Office: h.office}
	count := map[string]int{}
	err := h.office.See(context.Background(), office.Person{ID: "anna"}, func(v *store.View) error {
		acts, err := desk.Acts(v, oversight.Filter{})
		for _, a := range acts {
			count[a.Kind]++
		}
		return err
	})
	if err != nil || count["session.open"] != 1 || count["session.close"] != 1 {
		t.Errorf("%v %v", count, err)
	}
}

func TestMissingAndDeniedAreOneAnswer(t *testing.T) {
	h := newHouse(t, sample())
	jar := h.signedIn(t)
	missing, denied, nowhere := h.ask("GET", "/thing/22", jar), h.ask("GET", "/thing/1", jar), h.ask("GET", "/no/such/place", jar)
	for name, w := range map[string]*httptest.ResponseRecorder{"denied": denied, "no such address": nowhere} {
		if w.Code != missing.Code || w.Body.String() != missing.Body.String() {
			t.Errorf("%s: another page than missing", name)
		}
		for k := range missing.Header() {
			if w.Header().Get(k) != missing.Header().Get(k) {
				t.Errorf("%s: header %s is %q, of missing %q", name, k, w.Header().Get(k), missing.Header().Get(k))
			}
		}
	}
	if missing.Code != http.StatusNotFound || strings.Contains(denied.Body.String(), "thing/1") {
		t.Errorf("%d %s", missing.Code, denied.Body)
	}
}

func TestBreakdownTellsNothing(t *testing.T) {
	h := newHouse(t, sample())
	w := h.ask("GET", "/panic", h.signedIn(t))
	if w.Code != 500 || strings.Contains(w.Body.String(), "secret words") || !strings.Contains(w.Body.String(), "</html>") {
		t.Errorf("%d %s", w.Code, w.Body)
	}
}

func TestFormOfAnotherSiteIsRefused(t *testing.T) {
	h := newHouse(t, sample())
	jar := h.signedIn(t)
	r := httptest.NewRequest("POST", "http://localhost:8080/act", nil)
	r.Header.Set("Sec-Fetch-Site", "cross-site")
	for n, v := range jar {
		r.AddCookie(&http.Cookie{Name: n, Value: v})
	}
	if w := h.send(r, nil); w.Code != http.StatusForbidden {
		t.Errorf("%d", w.Code)
	}
	if w := h.ask("POST", "/act", jar); w.Code != http.StatusSeeOther {
		t.Errorf("own form: %d", w.Code)
	}
	if w := h.ask("GET", "/things", jar); !strings.Contains(w.Body.String(), "It is done.") {
		t.Error("what was done is not said")
	}
}

func TestAnotherHostIsTurnedAway(t *testing.T) {
	h := newHouse(t, sample())
	for host, want := range map[string]int{"localhost:8080": 303, "127.0.0.1:8080": 303, "[::1]:8080": 303, "rebound.example:8080": 421, "localhost:9": 421} {
		r := httptest.NewRequest("GET", "/things", nil)
		r.Host = host
		if w := h.send(r, nil); w.Code != want {
			t.Errorf("%s: %d, want %d", host, w.Code, want)
		}
	}
}

func TestHeadersOfEveryAnswer(t *testing.T) {
	h := newHouse(t, sample())
	jar := h.signedIn(t)
	for _, path := range []string{"/things", "/thing/1", "/login", "/refused", "/panic", "/no"} {
		w := h.ask("GET", path, jar)
		if got := w.Header().Get("Content-Security-Policy"); got != policy || strings.Contains(got, "unsafe") {
			t.Errorf("%s: policy %q", path, got)
		}
		if w.Header().Get("Cache-Control") != "no-store" || w.Header().Get("X-Content-Type-Options") != "nosniff" || w.Header().Get("ETag") != "" {
			t.Errorf("%s: %v", path, w.Header())
		}
	}
}

func TestLargeBodyIsRefused(t *testing.T) {
	set := sample()
	set.Routes = append(set.Routes, page.Route{Pattern: "POST /form", Handle: func(a *page.Ask) error {
		f := a.Form("/form", "send", &page.Field{Name: "x", Label: "X"})
		if !a.Read(f) {
			return a.Show(page.Page{Title: "F", Template: "form", Data: f})
		}
		_, err := io.WriteString(a.W, "read")
		return err
	}})
	h := newHouse(t, set)
	if w := h.ask("POST", "/form", h.signedIn(t), "x="+strings.Repeat("a", 2<<20)); w.Code != http.StatusUnprocessableEntity {
		t.Errorf("%d", w.Code)
	}
}

func TestSettingsStay(t *testing.T) {
	h := newHouse(t, sample())
	jar := h.signedIn(t)
	if w := h.ask("POST", "/setting", jar, "lang=de", "theme=dark", "back=/things"); w.Header().Get("Location") != "/things" {
		t.Errorf("leads to %q", w.Header().Get("Location"))
	}
	if w := h.ask("GET", "/things", jar); !strings.Contains(w.Body.String(), `<html lang="de" data-theme="dark">`) {
		t.Error("not in German and dark")
	}
	h.ask("POST", "/setting", jar, "lang=xx", "theme=auto")
	if w := h.ask("GET", "/things", jar); !strings.Contains(w.Body.String(), `<html lang="de">`) {
		t.Error("not back to the system's colours")
	}
}
