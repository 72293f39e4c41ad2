package web_test

import (
	"bytes"
	"context"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"schild/internal/badinput"
	"schild/internal/cluster"
	"schild/internal/desk/registry"
	"schild/internal/office"
	"schild/internal/store"
	"schild/internal/web"
	"schild/label"
)

// Forged sessions, links and forms: whatever a browser holds or sends, nobody is signed in by it, nobody is led away from the
// site, and the log has none of it.

const at = "http://localhost:8080"

// site is a site on a real store with one person, anna, and what it logs.
type site struct {
	*web.Site
	log *bytes.Buffer
}

func newSite(t testing.TB) site {
	t.Helper()
	ctx := context.Background()
	dir := t.TempDir()
	s, err := store.Open(ctx, store.Config{Dir: dir, Place: cluster.Place(t, dir), Master: [32]byte{1}, Origin: "schild.invalid/test", Now: func() int64 { return time.Now().UnixMicro() }})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	o := office.New(s)
	anna := registry.Enrolment{ID: "anna", Name: "Anna Merel", Organisation: "own", Lang: "nl", Roles: []string{"registrar"}, Clearance: label.Clearance{Level: label.Secret}}
	if _, err := (&registry.Desk{Office: o}).FoundHouse(ctx, anna); err != nil {
		t.Fatal(err)
	}
	var log bytes.Buffer
	w, err := web.New(web.Config{Office: o, Origin: at, Log: slog.New(slog.NewTextHandler(&log, &slog.HandlerOptions{Level: slog.LevelDebug}))})
	if err != nil {
		t.Fatal(err)
	}
	return site{w, &log}
}

// ask sends a request with a Cookie header and a body as they are, and wants the log to have nothing of them.
func (s site) ask(t *testing.T, method, path, cookie, body string) *httptest.ResponseRecorder {
	t.Helper()
	u, err := url.Parse(at)
	if err != nil {
		t.Fatal(err)
	}
	u.Path = path
	r := httptest.NewRequest(method, at, strings.NewReader(body))
	r.URL, r.RequestURI = u, u.RequestURI()
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	if cookie != "" {
		r.Header.Set("Cookie", cookie)
	}
	w := httptest.NewRecorder()
	s.log.Reset()
	s.Handler().ServeHTTP(w, r)
	if said := s.log.String(); strings.Contains(said, badinput.Canary) || strings.Contains(said, "broke down") || w.Code >= 500 {
		t.Fatalf("%s %q with %q: %d, the log has %.500s", method, path, cookie, w.Code, said)
	}
	return w
}

// session gives what an answer sets the session's cookie to, "" when it sets none.
func session(w *httptest.ResponseRecorder) string {
	for _, c := range w.Result().Cookies() {
		if strings.Contains(c.Name, "schild") && c.MaxAge >= 0 {
			return c.Value
		}
	}
	return ""
}

// cookies are what browsers hold and thieves make.
func cookies(good string) []string {
	return []string{good, "schild-8080=", "schild-8080=" + badinput.Canary, "schild=" + good, strings.Replace(good, "=", "==", 1), good[:len(good)-1], good + "A", strings.ToUpper(good), good + "; " + good[:len(good)-2] + "AA",
		"schild-8080=\"\"; lang=../../" + badinput.Canary + "; theme=<b>", strings.Repeat("a=b; ", 4000), "schild-8080=\x00\xff", "lang=nl; theme=dark"}
}

// FuzzSession: only the very cookie that the site gave opens a page, and only for as long as it lives.
func FuzzSession(f *testing.F) {
	s := newSite(f)
	enter := httptest.NewRecorder()
	s.Handler().ServeHTTP(enter, httptest.NewRequest("GET", s.Link(office.Person{ID: "anna"}), nil))
	token := session(enter)
	if token == "" {
		f.Fatal("anna cannot sign in")
	}
	for _, c := range cookies("schild-8080=" + token) {
		f.Add(c, "/")
	}
	f.Add("schild-8080="+token, "/setting")
	f.Fuzz(func(t *testing.T, cookie, path string) {
		if !strings.HasPrefix(path, "/") || strings.HasPrefix(path, "/login/") { // a link: FuzzLink
			return
		}
		w := s.ask(t, "GET", path, cookie, "")
		to := w.Header().Get("Location")
		let := w.Code == http.StatusOK && path != "/login" && !strings.HasPrefix(path, "/asset/")
		if let && !strings.Contains(cookie, token) {
			t.Fatalf("%q opens %q: %d", cookie, path, w.Code)
		}
		if to != "" && (!strings.HasPrefix(to, "/") || strings.HasPrefix(to, "//") || strings.HasPrefix(to, "/\\")) {
			t.Fatalf("%q leads to %q", path, to)
		}
		if got := session(w); got != "" {
			t.Fatalf("%q is given the session %q", cookie, got)
		}
	})
}

// FuzzLink: only a link that was offered signs in, once.
func FuzzLink(f *testing.F) {
	s := newSite(f)
	for _, x := range []string{"", "x", badinput.Canary, strings.Repeat("A", 43), "../" + badinput.Canary, "%00", "\xff\xfe", strings.Repeat(badinput.Canary, 4000), "a/b", "A?x=" + badinput.Canary} {
		f.Add(x, "")
	}
	f.Add("x", "cross-site")
	f.Fuzz(func(t *testing.T, token, from string) {
		for _, method := range []string{"GET", "POST"} {
			w := s.ask(t, method, "/login/"+token, "", "")
			if got := session(w); got != "" || w.Code == http.StatusOK && strings.Contains(w.Body.String(), "Anna") {
				t.Fatalf("%s %q: %d signs in with %q", method, token, w.Code, got)
			}
		}
	})
}

// FuzzSetting: a form that anyone may send keeps what it offers and leads back into the site.
func FuzzSetting(f *testing.F) {
	s := newSite(f)
	for _, x := range []string{"lang=fr&theme=dark&back=/inbox", "back=//evil.invalid", "back=/\\evil.invalid", "back=https://evil.invalid", "lang=moonfish", "lang=%zz", "back=%2F%0d%0aSet-Cookie: a=b", "back=/%09/evil.invalid", "back=/..//evil.invalid", ";", "lang=nl&lang=moonfish"} {
		f.Add(x)
	}
	f.Fuzz(func(t *testing.T, body string) {
		w := s.ask(t, "POST", "/setting", "", body)
		for _, c := range w.Result().Cookies() {
			if c.Name != "lang" && c.Name != "theme" || !strings.Contains(" nl fr de en auto light dark ", " "+c.Value+" ") {
				t.Fatalf("%q sets %s", body, c)
			}
		}
		to := w.Header().Get("Location")
		u, err := url.Parse(to)
		if w.Code == http.StatusSeeOther && (err == nil && (u.Host != "" || u.Scheme != "") || !strings.HasPrefix(to, "/") || strings.HasPrefix(to, "//") || strings.HasPrefix(to, "/\\")) {
			t.Fatalf("%q leads to %q", body, to)
		}
	})
}
