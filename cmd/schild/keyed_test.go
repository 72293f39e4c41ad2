package main

import (
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"schild/internal/browser"
	"schild/internal/office"
	"schild/internal/softkey"
	"schild/internal/store"
	"schild/internal/web"
	"schild/internal/web/page"
)

// newKeyed opens a house where people hold keys, at a site of its own.
func newKeyed(t *testing.T) *world {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "house")
	clock := time.Now()
	term := terminal{out: io.Discard, err: io.Discard, env: os.Getenv, now: func() int64 { return clock.UnixMicro() }}
	h, err := openHouse(t.Context(), data{Data: dir, KeyFile: filepath.Join(filepath.Dir(dir), "key")}, &term)
	if err != nil {
		t.Fatal(err)
	}
	w := &world{t: t, where: dir, house: h, clock: &clock}
	t.Cleanup(w.close)
	s := httptest.NewUnstartedServer(http.HandlerFunc(func(rw http.ResponseWriter, r *http.Request) { h.site.Handler().ServeHTTP(rw, r) }))
	w.must(h.openSite(localOrigin(s.Listener), web.Config{Sets: pageSets(h), Now: func() time.Time { return clock }}))
	s.Start()
	t.Cleanup(s.Close)
	w.at = localOrigin(s.Listener)
	return w
}

// operator is who sits at the machine: the founder of the house.
func (w *world) operatorNow() office.Person {
	return office.Person{ID: "registrar", Shown: w.clock.UnixMicro()}
}

// TestKeysInABrowser: the founder comes in by a link that opens nothing but the way to a first key; lets a second keeper in, who comes with
// a code; from then on two let somebody in; the key is asked for again before that; what was filled in is not lost; a holder who is not
// verified does not get in; a key that was taken away ends its session.
func TestKeysInABrowser(t *testing.T) {
	b := browser.Start(t)
	for _, lang := range []string{"en", "nl"} {
		t.Run(lang, func(t *testing.T) {
			w := newKeyed(t)
			look := browser.Look{Lang: lang}
			founder := keyed{w, b.Open(t, look), nil}
			link, err := w.link(t.Context(), w.operatorNow(), office.Person{ID: "registrar"})
			w.must(err)
			founder.verified = founder.Key()
			founder.Enter(link)
			founder.Go(w.at + "/people")
			if !strings.HasSuffix(founder.At(), "/keys") {
				t.Fatalf("a link leads to %s", founder.At())
			}
			founder.look("keys-first")
			founder.addKey("The first")
			founder.signIn()

			founder.enrolAt("guard", "security")
			halves := founder.halves(2)
			founder.look("given-alone")
			guard := keyed{w, b.Open(t, look), nil}
			guard.withCode("guard", halves)
			guard.Go(w.at + "/people")
			guard.Wants("Guard")

			*w.clock = w.clock.Add(10 * time.Minute)
			founder.enrolAt("anna", "analyst")
			founder.look("hand")
			if _, err := w.office.Who(t.Context(), office.Person{ID: "anna"}); err == nil {
				t.Fatal("enrolled without a key in the hand")
			}
			founder.Follow(`form[data-again] button`)
			first := founder.halves(1)
			founder.look("given-waits")
			guard.Go(w.at + "/people")
			guard.look("people-waiting")
			guard.Follow(`section a[href^="/proposal/"]`)
			guard.look("proposal")
			guard.Follow(`form[action^="/proposal/"] button.primary`)
			guard.Follow(`form[data-again] button`)
			second := guard.halves(1)
			anna := keyed{w, b.Open(t, look), nil}
			anna.withCode("anna", append(first, second...))
			anna.look("login-keys")

			anna.verified(false)
			anna.Go(w.at + "/keys")
			anna.Click(`details.me summary`)
			anna.Follow(`form[action="/logout"] button`)
			anna.Click(`form[data-key] button`)
			anna.Until(`!document.querySelector("[data-wrong]").hidden`)
			if got := anna.At(); !strings.HasSuffix(got, "/login") {
				t.Errorf("not verified, and at %s", got)
			}
			anna.verified(true)
			anna.signIn()
			anna.Go(w.at + "/keys")
			anna.Follow(`td a[href^="/keys/"]`)
			anna.Click(`input[name="confirm"]`)
			anna.Follow(`form[action^="/keys/"] button`)
			if got := anna.At(); !strings.HasSuffix(got, "/login") {
				t.Errorf("the key is gone, and at %s", got)
			}
			w.verify()
		})
	}
}

// keyed is somebody at a tab with a key.
type keyed struct {
	w *world
	*browser.Tab
	verified func(bool)
}

func (k keyed) look(name string) {
	k.w.t.Helper()
	k.Shot("keys-" + name)
	for _, p := range k.Axe() {
		k.w.t.Errorf("%s: %s", name, p)
	}
}

func (k keyed) addKey(name string) {
	k.w.t.Helper()
	k.Fill("#key-name", name)
	k.Follow(`form[data-key="create"] button`)
}

// signIn shows the key on the page that asks for it.
func (k keyed) signIn() {
	k.w.t.Helper()
	k.Go(k.w.at + "/login")
	k.Follow(`form[data-key="get"] button`)
	if strings.HasSuffix(k.At(), "/login") {
		k.w.t.Fatal("not signed in")
	}
}

// withCode comes with a code, adds a key and signs in.
func (k *keyed) withCode(person string, halves []string) {
	k.w.t.Helper()
	k.verified = k.Key()
	k.Go(k.w.at + "/login")
	k.Follow(`a[href="/login/code"]`)
	k.Fill(`[name="person"]`, person)
	k.Fill(`[name="first"]`, halves[0])
	k.Fill(`[name="second"]`, halves[1])
	k.Follow(`form[action="/login/code"] button`)
	k.addKey("Mine")
	k.signIn()
}

func (k keyed) enrolAt(id, role string) {
	k.w.t.Helper()
	k.Go(k.w.at + "/people")
	k.Click(`details.drawer summary`)
	k.Fill(`[name="id"]`, id)
	k.Fill(`[name="name"]`, strings.ToUpper(id[:1])+id[1:])
	k.Click(`input[name="roles"][value="` + role + `"]`)
	k.Click(`input[name="level"][value="SECRET"]`)
	k.Follow(`form[action="/people"] button.primary`)
}

func (k keyed) halves(n int) []string {
	k.w.t.Helper()
	out := strings.Fields(k.Text(".code"))
	if len(out) != n {
		k.w.t.Fatalf("%d halves, want %d", len(out), n)
	}
	return out
}

// verify holds the register against the house.
func (w *world) verify() {
	w.t.Helper()
	var kinds []string
	w.must(w.office.See(w.t.Context(), office.Person{ID: "registrar"}, func(v *store.View) error {
		return v.Select(&kinds, `SELECT DISTINCT kind FROM act WHERE outcome = 'done' ORDER BY kind`)
	}))
	for _, want := range []string{"code.use", "key.add", "key.show", "key.withdraw", "person.enrol", "proposal.confirm", "session.open"} {
		if !strings.Contains(" "+strings.Join(kinds, " ")+" ", " "+want+" ") {
			w.t.Errorf("the register does not tell of %s: %v", want, kinds)
		}
	}
}

// TestKeyDoors tries the ways of keys as nobody, with a code alone, from another site: nothing opens.
func TestKeyDoors(t *testing.T) {
	w := newKeyed(t)
	link, err := w.link(t.Context(), w.operatorNow(), office.Person{ID: "registrar"})
	w.must(err)
	rec := httptest.NewRecorder()
	r := httptest.NewRequest("GET", link, nil)
	w.site.Handler().ServeHTTP(rec, r)
	bare := rec.Result().Cookies()
	for _, set := range pageSets(w.house) {
		for _, x := range set.Routes { // a link or a code alone opens no page and does no act
			w.bareAt(bare, x)
		}
	}
	for _, path := range []string{"/keys", "/keys/ask", "/keys/x", "/key", "/key/ask", "/logout"} {
		if got := w.post(nil, "POST", w.at+path, "", "same-origin"); got.status != http.StatusSeeOther || got.header.Get("Location") != "/login" {
			t.Errorf("nobody: %s: %d", path, got.status)
		}
		if got := w.post(bare, "POST", w.at+path, "", "cross-site"); got.status != http.StatusForbidden {
			t.Errorf("from another site: %s: %d", path, got.status)
		}
	}
	for _, path := range []string{"/login/ask", "/login/key", "/login/code"} {
		if got := w.post(nil, "POST", w.at+path, "", "cross-site"); got.status != http.StatusForbidden {
			t.Errorf("from another site: %s: %d", path, got.status)
		}
	}
	for _, junk := range []string{"", "{}", "null", `{"ticket":"x","answer":{}}`, strings.Repeat("[", 1<<17), "\x00"} {
		if got := w.post(nil, "POST", w.at+"/login/key", junk, "same-origin"); got.status != http.StatusForbidden || len(got.header.Values("Set-Cookie")) != 0 {
			t.Errorf("%.20q: %d", junk, got.status)
		}
	}
	if _, err := w.link(t.Context(), w.operatorNow(), office.Person{ID: "guard"}); err == nil {
		t.Error("a link for somebody else where people hold keys")
	}
	w.fresh = false
	if err := w.is(identity{Trial: true}); err == nil {
		t.Error("a house that people hold keys to became a trial")
	}
}

func (w *world) bareAt(bare []*http.Cookie, x page.Route) {
	w.t.Helper()
	method, path, _ := strings.Cut(x.Pattern, " ")
	path = strings.NewReplacer("{id}", "x", "{move}", "x", "{mention}", "x", "{procedure}", "x", "{pending}", "x").Replace(path)
	if got := w.post(bare, method, w.at+path, "", "same-origin"); got.status != http.StatusSeeOther || got.header.Get("Location") != "/keys" {
		w.t.Errorf("with a code alone: %s: %d to %s", x.Pattern, got.status, got.header.Get("Location"))
	}
}

// TestKeyIsAskedFor tries every route whose act wants the key in the hand, signed in a while ago: each asks for it and does nothing.
func TestKeyIsAskedFor(t *testing.T) {
	w := newKeyed(t)
	session := w.longAgo()
	before := w.acts()
	asked := 0
	for _, set := range pageSets(w.house) {
		for _, x := range set.Routes {
			method, path, _ := strings.Cut(x.Pattern, " ")
			if method != "POST" || !office.NeedsKey(x.Act) || !office.May(x.Act, store.Staff{Roles: "registrar"}) {
				continue
			}
			asked++
			got := w.post(session, method, w.at+strings.ReplaceAll(path, "{id}", "x"), "id=new&name=New", "same-origin")
			if got.status != http.StatusForbidden || !strings.Contains(got.body, `data-ask="/key/ask"`) || !strings.Contains(got.body, `value="New"`) {
				t.Errorf("%s: %d", x.Pattern, got.status)
			}
		}
	}
	if after := w.acts(); asked < 4 || after != before {
		t.Errorf("%d routes asked, %d acts became %d", asked, before, after)
	}
}

// longAgo signs the founder in with a key of their own, ten minutes ago.
func (w *world) longAgo() []*http.Cookie {
	w.t.Helper()
	key := softkey.New(w.at)
	link, err := w.link(w.t.Context(), w.operatorNow(), office.Person{ID: "registrar"})
	w.must(err)
	rec := httptest.NewRecorder()
	w.site.Handler().ServeHTTP(rec, httptest.NewRequest("GET", link, nil))
	w.answer(rec.Result().Cookies(), "/keys/ask", "/keys", key.Make)
	got := w.answer(nil, "/login/ask", "/login/key", key.Show)
	*w.clock = w.clock.Add(10 * time.Minute)
	return (&http.Response{Header: got.header}).Cookies()
}

// answer asks for a key and answers with it.
func (w *world) answer(session []*http.Cookie, ask, at string, with func([]byte) []byte) answer {
	w.t.Helper()
	var question struct {
		Ticket  string
		Options json.RawMessage
	}
	w.must(json.Unmarshal([]byte(w.post(session, "POST", w.at+ask, "", "same-origin").body), &question))
	b, err := json.Marshal(map[string]any{"ticket": question.Ticket, "name": "soft", "answer": json.RawMessage(with(question.Options))})
	w.must(err)
	got := w.post(session, "POST", w.at+at, string(b), "same-origin")
	if got.status != http.StatusOK {
		w.t.Fatalf("%s: %d %s", at, got.status, got.body)
	}
	if again := w.post(session, "POST", w.at+at, string(b), "same-origin"); again.status == http.StatusOK {
		w.t.Errorf("%s: answered twice", at)
	}
	return got
}

func (w *world) acts() (n int) {
	w.t.Helper()
	w.must(w.office.See(w.t.Context(), office.Person{ID: "registrar"}, func(v *store.View) error {
		return v.Get(&n, `SELECT count(*) FROM act WHERE kind <> 'read'`)
	}))
	return n
}
