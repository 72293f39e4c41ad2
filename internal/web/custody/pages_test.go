package custody_test

import (
	"bytes"
	"io"
	"net/http"
	"net/http/cookiejar"
	"net/http/httptest"
	"net/url"
	"regexp"
	"strings"
	"testing"
	"time"

	"schild/document"
	"schild/internal/cluster"
	desk "schild/internal/desk/custody"
	"schild/internal/desk/registry"
	"schild/internal/office"
	"schild/internal/store"
	"schild/internal/web"
	"schild/internal/web/custody"
	"schild/internal/web/page"
	"schild/label"
)

// house is a site on a real store with the people a lowering takes.
type house struct {
	*testing.T
	registry *registry.Desk
	site     *web.Site
	server   *httptest.Server
}

func newHouse(t *testing.T) *house {
	t.Helper()
	dir := t.TempDir()
	s, err := store.Open(t.Context(), store.Config{Dir: dir, Place: cluster.Place(t, dir), Origin: "test.invalid/register", Now: func() int64 { return time.Now().UnixMicro() }})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	o := office.New(s)
	h := &house{T: t, registry: &registry.Desk{Office: o, Open: func(name string, b []byte) document.Document {
		return document.Open(name, bytes.NewReader(b), document.Limits{}, nil)
	}}}
	for _, role := range []string{"registrar", "head", "security", "analyst"} {
		e := registry.Enrolment{ID: role, Name: role, Organisation: "own", Lang: "en", Roles: []string{role}, Clearance: label.Clearance{Level: label.Secret}}
		if role == "registrar" {
			_, err = h.registry.FoundHouse(t.Context(), e)
		} else {
			_, err = h.registry.Enrol(t.Context(), office.Person{ID: "registrar"}, e)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	d := &desk.Desk{Office: o, Kinds: map[string]desk.Kind{"record": {Relabel: h.registry.Relabel}}}
	h.server = httptest.NewUnstartedServer(nil)
	h.site, err = web.New(web.Config{Office: o, Sets: []page.Set{custody.Pages(d)}, Origin: "http://" + h.server.Listener.Addr().String()})
	if err != nil {
		t.Fatal(err)
	}
	h.server.Config.Handler = h.site.Handler()
	h.server.Start()
	t.Cleanup(h.server.Close)
	if _, err := h.registry.AddSource(t.Context(), office.Person{ID: "registrar"}, registry.Source{ID: "own", Name: "Own", Kind: "own", DefaultLabel: "RESTRICTED", Grade: "A1"}, label.Bottom()); err != nil {
		t.Fatal(err)
	}
	return h
}

func (h *house) receive(mark string) string {
	h.Helper()
	r, err := h.registry.Receive(h.Context(), office.Person{ID: "registrar"}, registry.Incoming{File: "x.txt", Bytes: []byte("moonfish\n"), Source: "own", Label: mark})
	if err != nil {
		h.Fatal(err)
	}
	return r.ID
}

// as gives what asks as a person: a path, a form to post ("" = look), and the status wanted.
func (h *house) as(person string) func(path, form string, status int) string {
	h.Helper()
	jar, err := cookiejar.New(nil)
	if err != nil {
		h.Fatal(err)
	}
	client := &http.Client{Jar: jar}
	ask := func(path, form string, status int) string {
		h.Helper()
		var r *http.Response
		var err error
		if form == "" {
			r, err = client.Get(h.server.URL + path)
		} else {
			v, _ := url.ParseQuery(form)
			r, err = client.PostForm(h.server.URL+path, v)
		}
		if err != nil {
			h.Fatal(err)
		}
		defer r.Body.Close()
		b, err := io.ReadAll(r.Body)
		if err != nil || r.StatusCode != status {
			h.Fatalf("%s %s: status %d, want %d, %v\n%s", path, form, r.StatusCode, status, err, b)
		}
		return string(b)
	}
	ask(strings.TrimPrefix(h.site.Link(office.Person{ID: person}), h.server.URL), "", 200)
	return ask
}

const wished = "level=RESTRICTED&interest=d&reason=It+is+over&review=2031-01-01"

// TestLoweringOnPaper walks a lowering as two people do it in their browsers.
func TestLoweringOnPaper(t *testing.T) {
	h := newHouse(t)
	id := h.receive("SECRET")
	head, security := h.as("head"), h.as("security")
	if p := head("/record/"+id+"/label", "", 200); !strings.Contains(p, "Propose the lowering") || !strings.Contains(p, "Raise now") {
		t.Error("the forms are not there")
	}
	if p := head("/record/"+id+"/lower", "level=TOP+SECRET&interest=d&reason=R&review=2031-01-01", 422); !strings.Contains(p, "not lower than") {
		t.Error("no word of why")
	}
	p := head("/record/"+id+"/lower", wished, 200)
	way := regexp.MustCompile(`/lowering/\w{26}`).FindString(p)
	version := regexp.MustCompile(`name="version"[^>]*value="(\d+)"|value="(\d+)"[^>]*name="version"`).FindStringSubmatch(p)
	if way == "" || version == nil {
		t.Fatal(p)
	}
	if p := head(way+"/decide", "authority=head&answer=lower&version=1", 422); !strings.Contains(p, "two persons") {
		t.Error("one person decides alone")
	}
	if p := security("/lowerings", "", 200); !strings.Contains(p, way) {
		t.Error("it does not wait for the other")
	}
	if p := security(way+"/decide", "authority=security&answer=lower&version=1", 200); !strings.Contains(p, "lowered") {
		t.Error(p)
	}
	if p := h.as("analyst")("/record/"+id+"/label", "", 200); !strings.Contains(p, "level-1") {
		t.Error("the record still bears what it bore")
	}
	h.as("analyst")(way+"/decide", "authority=head&answer=lower&version=1", 404)
}

// TestUnreadOnPaper: of a record that nobody may read, no page shows what it bears or says.
func TestUnreadOnPaper(t *testing.T) {
	h := newHouse(t)
	id := h.receive("SECRET//COMP HERON")
	registrar, head := h.as("registrar"), h.as("head")
	pages := registrar("/unread", "", 200) + registrar("/unread/"+id, "", 200)
	if !strings.Contains(pages, "/unread/"+id) {
		t.Error("it is not there")
	}
	p := registrar("/unread/"+id, wished, 200)
	way := regexp.MustCompile(`/lowering/\w{26}`).FindString(p)
	pages += p + head(way, "", 200) + head("/lowerings", "", 200)
	for _, word := range []string{"HERON", "moonfish", "x.txt"} {
		if strings.Contains(pages, word) {
			t.Errorf("%q shows", word)
		}
	}
	registrar("/record/"+id+"/label", "", 404)
	head("/unread", "", 404)
	head("/unread/"+id, "", 404)
	if p := h.as("security")(way+"/decide", "authority=security&answer=lower&version=1", 200); !strings.Contains(p, "lowered") {
		t.Error(p)
	}
	registrar("/unread/"+id, "", 404)
	head("/record/"+id+"/label", "", 200)
}

// TestRaisedAtOnce: whoever raises no longer needs anybody.
func TestRaisedAtOnce(t *testing.T) {
	h := newHouse(t)
	id := h.receive("RESTRICTED")
	if p := h.as("analyst")("/record/"+id+"/raise", "level=SECRET&reason=R", 422); !strings.Contains(p, "may raise it") {
		t.Error(p)
	}
	if p := h.as("head")("/record/"+id+"/raise", "level=SECRET&reason=R", 200); !strings.Contains(p, "Raised.") || !strings.Contains(p, "level-3") {
		t.Error(p)
	}
}
