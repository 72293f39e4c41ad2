package main

import (
	"bytes"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"
	"unicode/utf8"

	"schild/fault"
	"schild/internal/badinput"
	"schild/internal/office"
	"schild/internal/store"
	"schild/internal/web"
)

// Files that a command is given, and forms that a browser sends: refused with a reason, or done.

// FuzzPairs: every row of a file of pairs is compared or is a problem that says where.
func FuzzPairs(f *testing.F) {
	for _, s := range []string{"name1,name2\nJan,Jan\n", "name2;schema;name1\nA;Person;B\n;;\n", "\ufeffName1,NAME2\n\"a\nb\",c\n\"x\n", "name1,name2\na\nb,c,d\n\xff,x\n", "", "name1", "name1,name1,name2\na,b,c", "a\nmoonfish", "name1,name2\n\"moonfish"} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, b []byte) {
		p, err := newPairs("pairs.csv", b)
		if err != nil {
			badinput.Refused(t, err)
			return
		}
		err = p.each(func(row []string) error {
			if len(row) != len(p.header) || !utf8.ValidString(row[p.one]) || !utf8.ValidString(row[p.other]) {
				t.Errorf("%q under %q", row, p.header)
			}
			if len(b) < 512 {
				p.compare(row)
			}
			return nil
		}, func(e *fault.Error) { badinput.Refused(t, e) })
		if err != nil {
			badinput.Refused(t, err)
		}
	})
}

// FuzzDecodeKey: a master key has one size, and its text is said nowhere.
func FuzzDecodeKey(f *testing.F) {
	f.Add(base64.StdEncoding.EncodeToString(make([]byte, 32)) + "\n")
	f.Add("moonfish")
	f.Add(strings.Repeat("A", 1<<16))
	f.Fuzz(func(t *testing.T, s string) {
		k, err := decodeKey(s)
		if err == nil {
			if again, err := decodeKey(base64.StdEncoding.EncodeToString(k[:])); err != nil || again != k {
				t.Fatalf("%q is read as %x and then as %x", s, k, again)
			}
			return
		}
		badinput.Refused(t, err)
		if said := fault.Outward(err); len(said.Args) > 0 || len(s) > 3 && strings.Contains(said.Error()+fault.Log(err), s) {
			t.Fatalf("%v tells of the key", err)
		}
	})
}

// FuzzOpenLine: a line of the sealed log opens with its key or stays shut.
func FuzzOpenLine(f *testing.F) {
	private, public, err := office.NewSealKey()
	if err != nil {
		f.Fatal(err)
	}
	sealed, err := office.SealReading(public, office.Reading{At: 1, By: "ivo", Things: []string{"record:x"}})
	if err != nil {
		f.Fatal(err)
	}
	line, err := json.Marshal(store.Reading{Sealed: sealed})
	if err != nil {
		f.Fatal(err)
	}
	f.Add(private, line)
	f.Add("moonfish", line)
	f.Add(private, []byte(`{"Sealed":"bW9vbmZpc2g="}`))
	f.Add(private, []byte(`[`))
	f.Fuzz(func(t *testing.T, key string, line []byte) {
		r, err := openLine(key, line)
		if err != nil {
			badinput.Refused(t, err)
		} else if r.By != "ivo" {
			t.Fatalf("%q opens as %+v", line, r)
		}
	})
}

// FuzzIdentity: whose house it is stands in a file that is read whole or not at all.
func FuzzIdentity(f *testing.F) {
	for _, s := range []string{`{"own":"BEL-S","country":"BE","service":"S"}`, `{}`, `{"own":"*"}`, `{"own":"a,b"}`, `{"country":"moonfish"}`, `{"own":`, `{"own":"\u001b[2J"}`, `{"service":"\ud800"}`} {
		f.Add([]byte(s))
	}
	dir := f.TempDir()
	f.Fuzz(func(t *testing.T, b []byte) {
		if err := os.WriteFile(identityFile(dir), b, 0o600); err != nil {
			t.Fatal(err)
		}
		i, err := readIdentity(dir)
		if err != nil {
			badinput.Refused(t, err)
		} else if strings.ContainsAny(i.Own, " ,*/\n\x1b") || i.Country != "" && len(i.Country) != 2 {
			t.Fatalf("%q is read as %+v", b, i)
		}
	})
}

// FuzzCall: what comes in at the socket is a command line or nothing.
func FuzzCall(f *testing.F) {
	good, _ := json.Marshal(call{Args: []string{"version"}, Cwd: "/", Lang: "nl"})
	f.Add(good)
	f.Add([]byte(`{"args":[["moonfish"]]}`))
	f.Add([]byte(`{"o":"bW9vbmZpc2g=","x":1}`))
	f.Fuzz(func(t *testing.T, b []byte) {
		var out, said bytes.Buffer
		term := terminal{out: &out, err: &said, env: func(string) string { return "" }}
		if err := term.relay(json.NewDecoder(bytes.NewReader(b))); err != nil && err != found && fault.Outward(err).Key == "" {
			t.Fatalf("%q: %v", b, err)
		}
		var in call
		if json.Unmarshal(b, &in) != nil {
			return
		}
		again, err := json.Marshal(in)
		if err != nil || json.Unmarshal(again, new(call)) != nil {
			t.Fatalf("%q is written %q, %v", b, again, err)
		}
	})
}

// heard is a log that can be read while it is written.
type heard struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (h *heard) Write(b []byte) (int, error) {
	h.mu.Lock()
	defer h.mu.Unlock()
	return h.b.Write(b)
}

func (h *heard) take() string {
	h.mu.Lock()
	defer h.mu.Unlock()
	s := h.b.String()
	h.b.Reset()
	return s
}

// answers are one of every field that forms of the house have: what is not asked is not looked at.
func answers(words string) string {
	v := url.Values{"confirm": {"yes"}, "level": {"2"}, "kind": {"NA"}, "desk": {"east"}, "procedure": {"jic"}, "lang": {"nl"}, "version": {"1"}, "until": {"2027-01-01"}, "from": {"2026-01-01"}, "review": {"2027-01-01"}, "to": {"lou"},
		"person": {"lou"}, "page": {"1"}, "n": {"1"}, "mode": {"once"}, "due": {"2026-06-01T12:00"}, "threshold": {"0.9"}, "status": {"read"}, "move": {"submit"}, "role": {"analyst"}, "roles": {"analyst", words}}
	for _, name := range []string{"reason", "title", "dossier", "words", "organisation", "name", "interest", "why", "text", "team", "source", "record", "purpose", "label", "id", "grade", "compartments", "answer", "table", "subject", "second", "schema",
		"threat", "mission", "marks", "property", "value", "originator", "originators", "owner", "part", "public", "q", "reasontext", "recalled", "register", "releasable", "target", "threshold", "sort", "month", "country", "copy", "circles", "caveats",
		"born", "authority", "at", "asker", "address", "actor", "account", "ground", "number", "nature", "subjects", "facts", "body", "markdown", "paragraph", "addressee", "deadline", "note"} {
		v.Add(name, words)
	}
	return v.Encode()
}

// FuzzForms asks every route with every sort of nonsense, as people who may do much: it is done, refused or not there, and the
// house never breaks down over it.
func FuzzForms(f *testing.F) {
	w := newWorld(f, filepath.Join(f.TempDir(), "house"), time.Date(2026, 5, 4, 12, 0, 0, 0, time.UTC))
	w.common()
	said := &heard{}
	w.house.log = slog.New(slog.NewTextHandler(said, &slog.HandlerOptions{Level: slog.LevelDebug}))
	w.must(w.house.openSite("", web.Config{Sets: pageSets(w.house), Now: func() time.Time { return *w.clock }}))
	var routes []string
	for _, set := range pageSets(w.house) {
		for _, r := range set.Routes {
			routes = append(routes, r.Pattern)
		}
	}
	slices.Sort(routes)
	people := []string{"vera", "registrar", "r-releaser", "r-security_officer"}
	sessions := map[string][]*http.Cookie{}
	for _, p := range people {
		sessions[p] = w.signIn(p)
	}
	if !strings.Contains(said.take(), "answered") {
		f.Fatal("the log has nothing: it is not the one that is written")
	}
	ids := append(w.ids("vera"), "x", badinput.Canary, "0000000000000000000000000z", "lou", "open", "bim.exceptional", "%ff", "..", "é", strings.Repeat("9", 300))
	for i := range routes {
		nonsense := []string{badinput.Canary, "", "\x00\x1b\u202e\xff", strings.Repeat("x", 3000), "2026-13-40", "-1", "SECRET//COMP", "*"}
		for j := range 3 { // each route with some of it, each of it on many routes
			words := nonsense[(i+j*3)%len(nonsense)]
			f.Add(uint8(i+j), uint16(i), uint16(i*7+j), answers(words), words)
		}
		f.Add(uint8(i), uint16(i), uint16(i), "--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"../moonfish\xff.eml\"\r\n\r\nFrom: moonfish@b.example\nSubject: moonfish\n\nx\r\n--x--\r\n", "moonfish")
	}
	f.Fuzz(func(t *testing.T, who uint8, route, id uint16, form, query string) {
		method, path, _ := strings.Cut(routes[int(route)%len(routes)], " ")
		n := int(id)
		path = regexp.MustCompile(`\{[a-z]+\}`).ReplaceAllStringFunc(path, func(string) string { n++; return ids[n%len(ids)] })
		r := httptest.NewRequest(method, "/", strings.NewReader(form))
		r.URL = &url.URL{Path: path, RawQuery: url.Values{"q": {query}, "sort": {query}, "month": {query}, "from": {query}, "after": {query}, "words": {query}, "procedure": {query}}.Encode() + "&" + query}
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		if strings.HasPrefix(form, "--x\r\n") {
			r.Header.Set("Content-Type", "multipart/form-data; boundary=x")
		}
		r.Header.Set("Sec-Fetch-Site", "same-origin")
		p := people[int(who)%len(people)]
		for _, c := range sessions[p] {
			r.AddCookie(c)
		}
		rec := httptest.NewRecorder()
		w.site.Handler().ServeHTTP(rec, r)
		if log := said.take(); strings.Contains(log, badinput.Canary) {
			t.Fatalf("%s: %s %s?%s with %q: the log has %s", p, method, path, r.URL.RawQuery, form, log)
		}
		if rec.Code >= 500 {
			t.Fatalf("%s: %s %s?%s with %q: %d", p, method, path, r.URL.RawQuery, form, rec.Code)
		}
		if rec.Code/100 != 3 && !utf8.Valid(rec.Body.Bytes()) && strings.HasPrefix(rec.Header().Get("Content-Type"), "text/html") {
			t.Fatalf("%s: %s %s?%s with %q: the page is no text: %q", p, method, path, r.URL.RawQuery, fmt.Sprintf("%.300s", form), around(rec.Body.Bytes()))
		}
	})
}

// around gives the place where a text stops being one.
func around(b []byte) []byte {
	for i := 0; i < len(b); {
		r, size := utf8.DecodeRune(b[i:])
		if r == utf8.RuneError && size == 1 {
			return b[max(0, i-60):min(len(b), i+20)]
		}
		i += size
	}
	return nil
}
