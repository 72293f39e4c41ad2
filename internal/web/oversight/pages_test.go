package oversight_test

import (
	"encoding/json"
	"io"
	"net/http"
	"net/http/cookiejar"
	"net/http/httptest"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"schild/day"
	"schild/internal/cluster"
	"schild/internal/desk/dossier"
	desk "schild/internal/desk/oversight"
	"schild/internal/desk/registry"
	"schild/internal/lang"
	"schild/internal/office"
	"schild/internal/store"
	"schild/internal/web"
	"schild/internal/web/oversight"
	"schild/internal/web/page"
	"schild/label"
)

// house is a site on a real store with a registrar, an auditor and an analyst.
type house struct {
	*testing.T
	office *office.Office
	site   *web.Site
	server *httptest.Server
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
	reg := &registry.Desk{Office: o}
	for _, role := range []string{"registrar", "auditor", "committee", "head", "analyst"} {
		e := registry.Enrolment{ID: role, Name: "The " + role, Organisation: "own", Lang: "en", Roles: []string{role}, Clearance: label.Clearance{Level: label.Secret}}
		if role == "registrar" {
			_, err = reg.FoundHouse(t.Context(), e)
		} else {
			_, err = reg.Enrol(t.Context(), office.Person{ID: "registrar"}, e)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	h := &house{T: t, office: o, server: httptest.NewUnstartedServer(nil)}
	h.site, err = web.New(web.Config{Office: o, Sets: []page.Set{oversight.Pages(&desk.Desk{Office: o})}, Origin: "http://" + h.server.Listener.Addr().String()})
	if err != nil {
		t.Fatal(err)
	}
	h.server.Config.Handler = h.site.Handler()
	h.server.Start()
	t.Cleanup(h.server.Close)
	return h
}

func (h *house) as(person string) func(method, path string, status int) string {
	h.Helper()
	jar, err := cookiejar.New(nil)
	if err != nil {
		h.Fatal(err)
	}
	client := &http.Client{Jar: jar}
	ask := func(method, path string, status int) string {
		h.Helper()
		q, err := http.NewRequestWithContext(h.Context(), method, h.server.URL+path, nil)
		if err != nil {
			h.Fatal(err)
		}
		q.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		r, err := client.Do(q)
		if err != nil {
			h.Fatal(err)
		}
		defer r.Body.Close()
		b, err := io.ReadAll(r.Body)
		if err != nil || r.StatusCode != status {
			h.Fatalf("%s %s: status %d, want %d, %v\n%s", method, path, r.StatusCode, status, err, b)
		}
		return string(b)
	}
	ask("GET", strings.TrimPrefix(h.site.Link(office.Person{ID: person}), h.server.URL), 200)
	return ask
}

// TestWhoSeesWhat holds that the auditor reads every act with the rows it changed, and everyone else only their own,
// without the rows.
func TestWhoSeesWhat(t *testing.T) {
	h := newHouse(t)
	auditor, analyst := h.as("auditor"), h.as("analyst")
	all, own := auditor("GET", "/register", 200), analyst("GET", "/register", 200)
	if !strings.Contains(all, "The registrar") || strings.Contains(own, "The registrar") || !strings.Contains(own, "The analyst") {
		t.Error("the auditor sees all acts, the analyst the own ones")
	}
	enrolled := regexp.MustCompile(`/register/\w{26}`).FindString(auditor("GET", "/register?kind=person.enrol", 200))
	if page := auditor("GET", enrolled, 200); !strings.Contains(page, "person:analyst") || !strings.Contains(page, "analyst@1") {
		t.Error("the act does not say what it changed")
	}
	if proof := auditor("GET", enrolled+"/proof", 200); !strings.HasPrefix(proof, "c2sp.org/tlog-proof@v1") {
		t.Errorf("proof begins %.40q", proof)
	}
	analyst("GET", enrolled, 404)
	mine := regexp.MustCompile(`/register/\w{26}`).FindString(analyst("GET", "/register?kind=session.open", 200))
	if page := analyst("GET", mine, 200); strings.Contains(page, "Rows this act changed") {
		t.Error("an act tells its author which rows it changed")
	}
	analyst("GET", mine+"/proof", 404)
	analyst("GET", "/verify", 404)
	analyst("POST", "/verify", 404)
	analyst("POST", "/register/export", 404)
}

// TestVerifyAndExport runs a check from the page and takes the register away.
func TestVerifyAndExport(t *testing.T) {
	h := newHouse(t)
	auditor := h.as("auditor")
	auditor("POST", "/verify", 200)
	var page string
	for range 200 {
		if page = auditor("GET", "/verify", 200); !strings.Contains(page, "<progress") {
			break
		}
		time.Sleep(20 * time.Millisecond)
	}
	if !strings.Contains(page, "every row is as its act wrote it") {
		t.Error(page)
	}
	if zip := auditor("POST", "/register/export", 200); !strings.HasPrefix(zip, "PK") || !strings.Contains(zip, "checkpoint") {
		t.Errorf("the export begins %.20q", zip)
	}
}

// TestControlBodyOnPaper walks the committee's pages in a browser: without a key nothing but the form; with one every dossier, its
// acts and its documents; and none of it is there for anybody of the service.
func TestControlBodyOnPaper(t *testing.T) {
	h := newHouse(t)
	folders := &dossier.Desk{Office: h.office}
	id, err := folders.Open(t.Context(), office.Person{ID: "head"}, dossier.Opening{Title: "The quay", Mission: "m", Threat: "t", Reason: "r", Review: day.Date{Year: 2099, Month: 1, Day: 1}, Level: label.Secret})
	if err != nil {
		t.Fatal(err)
	}
	committee := h.as("committee")
	if p := committee("GET", "/control", 200); strings.Contains(p, "The quay") || !strings.Contains(p, "no key yet") {
		t.Error("without a key")
	}
	private, public, err := office.NewSealKey()
	if err != nil {
		t.Fatal(err)
	}
	if _, err := h.office.SetSealKey(t.Context(), office.Person{ID: "committee"}, public); err != nil {
		t.Fatal(err)
	}
	if p := committee("GET", "/control", 200); !strings.Contains(p, "The quay") {
		t.Error("with a key")
	}
	if p := committee("GET", "/control/"+id, 200); !strings.Contains(p, "Open a dossier") || !strings.Contains(p, "The head") {
		t.Error("the acts are not there")
	}
	log := committee("GET", "/control/log", 200)
	if strings.Contains(log, id) || strings.Count(log, "\n") != 2 {
		t.Error(log)
	}
	var line store.Reading
	if err := json.Unmarshal([]byte(strings.Split(log, "\n")[1]), &line); err != nil {
		t.Fatal(err)
	}
	if r, err := office.OpenReading(private, line.Sealed); err != nil || r.By != "committee" || !slices.Contains(r.Things, "dossier:"+id) {
		t.Errorf("%+v %v", r, err)
	}
	for _, role := range []string{"registrar", "auditor", "analyst", "head"} {
		ask := h.as(role)
		ask("GET", "/control", 404)
		ask("GET", "/control/log", 404)
		ask("GET", "/control/"+id, 404)
	}
	if p := h.as("registrar")("GET", "/register?kind=control.read", 200); !strings.Contains(p, "oversight committee") || strings.Contains(p, id) {
		t.Error("the register tells too much or nothing")
	}
}

// TestEveryKindHasWords: no act stands in the register under its key alone, in any language.
func TestEveryKindHasWords(t *testing.T) {
	for _, code := range []string{"nl", "fr", "de", "en"} {
		p := lang.New(code)
		for _, k := range append(office.Kinds(), office.Kind{Name: "control.read"}) {
			if key := "act." + k.Name; p.T(key) == key {
				t.Errorf("%s: %s has no words", code, k.Name)
			}
		}
	}
}
