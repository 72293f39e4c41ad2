package notes_test

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/hex"
	"html"
	"io"
	"net/http"
	"net/http/cookiejar"
	"net/http/httptest"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"schild/fact"
	"schild/internal/cluster"
	"schild/internal/desk/dossier"
	"schild/internal/desk/knowledge"
	desk "schild/internal/desk/notes"
	"schild/internal/desk/registry"
	"schild/internal/office"
	"schild/internal/store"
	"schild/internal/web"
	webdossier "schild/internal/web/dossier"
	"schild/internal/web/notes"
	"schild/internal/web/page"
	"schild/label"
	"schild/register"
)

// house is a site on a real store with a record that an analyst, a head of desk and a releaser may see, and one who may not.
type house struct {
	t         *testing.T
	office    *office.Office
	site      *web.Site
	server    *httptest.Server
	record    string
	statement string
}

func newHouse(t *testing.T) *house {
	t.Helper()
	dir := t.TempDir()
	s, err := store.Open(t.Context(), store.Config{Dir: dir, Place: cluster.Place(t, dir), Origin: "test.invalid/register", Now: func() int64 { return time.Now().UnixMicro() },
		Queue: func(context.Context, *sql.Tx, []store.Job) error { return nil }})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	h := &house{t: t, office: office.New(s)}
	reg := &registry.Desk{Office: h.office}
	enrol := func(id string, level label.Level, roles ...string) registry.Enrolment {
		return registry.Enrolment{ID: id, Name: strings.ToUpper(id), Organisation: "own", Lang: "en", Roles: roles, Clearance: label.Clearance{Level: level}}
	}
	if _, err := reg.FoundHouse(t.Context(), enrol("registrar", label.TopSecret, "registrar")); err != nil {
		t.Fatal(err)
	}
	for _, e := range []registry.Enrolment{enrol("ilse", label.Secret, "analyst"), enrol("hugo", label.Secret, "head"), enrol("rita", label.Secret, "releaser"),
		enrol("noor", label.Restricted, "analyst", "head", "releaser")} {
		if _, err := reg.Enrol(t.Context(), office.Person{ID: "registrar"}, e); err != nil {
			t.Fatal(err)
		}
	}
	h.fill(reg)
	d := notes.Desks{Notes: &desk.Desk{Office: h.office, Own: "LUMEN", Country: "LU"}, Knowledge: knowledge.New(h.office), Dossier: &dossier.Desk{Office: h.office}}
	h.server = httptest.NewUnstartedServer(nil)
	origin := "http://" + h.server.Listener.Addr().String()
	if h.site, err = web.New(web.Config{Office: h.office, Sets: []page.Set{notes.Pages(d), webdossier.Pages(d.Dossier, d.Notes)}, Origin: origin}); err != nil {
		t.Fatal(err)
	}
	h.server.Config.Handler = h.site.Handler()
	h.server.Start()
	t.Cleanup(h.server.Close)
	return h
}

func (h *house) fill(reg *registry.Desk) {
	h.t.Helper()
	l := label.Label{Level: label.Secret, Releasable: "STARKAU", Originators: "VESTERLY"}
	source := registry.Source{ID: "vesterly", Name: "Vesterly", Kind: "foreign", DefaultLabel: l.String(), Grade: "B2"}
	if _, err := reg.AddSource(h.t.Context(), office.Person{ID: "registrar"}, source, label.Label{}); err != nil {
		h.t.Fatal(err)
	}
	_, err := h.office.Do(h.t.Context(), office.Person{ID: "registrar"}, office.Act{Kind: "record.receive"}, func(tx *store.Tx) error {
		rec, err := tx.NewID()
		if err != nil {
			return err
		}
		st, err := tx.NewID()
		if err != nil {
			return err
		}
		h.record, h.statement = string(rec), string(st)
		if err := tx.Record(rec, l, store.Row{"source": "vesterly", "kind": "message", "reference": "R-TEST", "file": "", "title": "Presses", "type": "text/plain", "status": "read",
			"lang": "en", "grade": "B2", "size": 1, "sha256": "", "said": "", "desk": ""}, "Presses for Eclair"); err != nil {
			return err
		}
		return tx.Insert("statement", h.statement, l, store.Row{"entity": string(fact.NewID([16]byte{9})), "schema": "Company", "property": "name", "value": "Eclair Masswerk", "original": "",
			"lang": "", "record": h.record, "part": 0, "start": 0, "ending": 0, "author": "", "grade": "B2", "holds_from": "", "holds_to": "", "said": "", "folded": "eclair masswerk", "dup": ""})
	})
	if err != nil {
		h.t.Fatal(err)
	}
}

// visitor is one person's browser.
type visitor struct {
	h      *house
	client *http.Client
}

func (h *house) as(person string) *visitor {
	h.t.Helper()
	jar, err := cookiejar.New(nil)
	if err != nil {
		h.t.Fatal(err)
	}
	b := &visitor{h, &http.Client{Jar: jar}}
	b.get(strings.TrimPrefix(h.site.Link(office.Person{ID: person}), h.server.URL), 200)
	return b
}

func (b *visitor) get(path string, status int) string {
	b.h.t.Helper()
	r, err := b.client.Get(b.h.server.URL + path)
	return b.read(r, err, path, status)
}

func (b *visitor) post(path string, form url.Values, status int) string {
	b.h.t.Helper()
	r, err := b.client.PostForm(b.h.server.URL+path, form)
	return b.read(r, err, path, status)
}

func (b *visitor) read(r *http.Response, err error, path string, status int) string {
	b.h.t.Helper()
	if err != nil {
		b.h.t.Fatal(err)
	}
	defer r.Body.Close()
	body, err := io.ReadAll(r.Body)
	if err != nil {
		b.h.t.Fatal(err)
	}
	if r.StatusCode != status {
		b.h.t.Fatalf("%s: status %d, want %d\n%s", path, r.StatusCode, status, text(string(body)))
	}
	return r.Request.URL.Path + "\n" + html.UnescapeString(string(body))
}

// text leaves the words of a page.
func text(page string) string {
	return strings.Join(strings.Fields(regexp.MustCompile(`<[^>]*>`).ReplaceAllString(page, " ")), " ")
}

func (h *house) wants(page string, words ...string) {
	h.t.Helper()
	for _, w := range words {
		if !strings.Contains(page, w) {
			h.t.Fatalf("%q is not on the page:\n%s", w, text(page))
		}
	}
}

// draft is what the editor posts.
func (h *house) draft(do string, more ...string) url.Values {
	f := url.Values{"do": {do}, "paragraphs": {"1"}, "addressees": {"1"}, "version": {"0"}, "kind": {"NE"}, "lang": {"en"}, "title": {"Procurement"}, "subject": {"Procurement"},
		"p0": {"Eclair bought presses[[" + h.statement + "]]."}, "l0": {"0"}, "a0name": {"Anna Berg"}, "a0organisation": {"STARKAU"}, "a0country": {"ST"},
		"level": {"SECRET"}, "releasable": {"STARKAU"}, "originators": {"VESTERLY"}, "interest": {"e"}, "reason": {"partner"}}
	f.Set("review", time.Now().AddDate(1, 0, 0).Format("2006-01"))
	for i := 0; i+1 < len(more); i += 2 {
		f.Set(more[i], more[i+1])
	}
	return f
}

// TestWholeWay walks a note through its pages without script: written, sent back, approved, refused, consented, sent,
// confirmed, recalled; and for who may not see it, it is nowhere.
func TestWholeWay(t *testing.T) {
	h := newHouse(t)
	ilse, hugo, rita, noor := h.as("ilse"), h.as("hugo"), h.as("rita"), h.as("noor")

	ilse.get("/notes/new", 200)
	h.wants(ilse.post("/notes/new", h.draft("find", "q", "presses"), 200), "R-TEST", `value="cite:`+h.record, "Procurement")
	h.wants(ilse.post("/notes/new", h.draft("cite:"+h.record, "into", "1"), 200), "[["+h.record+"]]</textarea>")
	h.wants(ilse.post("/notes/new", h.draft("look", "level", "RESTRICTED"), 200), "below what the sources ask for", "Take the floor over")
	h.wants(ilse.post("/notes/new", h.draft("take", "level", "RESTRICTED", "releasable", ""), 200), `value="SECRET" checked`, `value="STARKAU"`)
	h.wants(ilse.post("/notes/new", h.draft("save", "review", "soon"), 422), "soon", "Procurement")
	h.wants(ilse.post("/notes/floor", h.draft("", "shown", "SECRET"), 200), "Floor")
	ilse.post("/notes/floor", h.draft("", "shown", "RESTRICTED"), 409)

	page := ilse.post("/notes/new", h.draft("save"), 200)
	note := regexp.MustCompile(`^/note/(\w+)/edit`).FindStringSubmatch(page)
	if note == nil {
		t.Fatal("saving led to", page[:80])
	}
	at := "/note/" + note[1]
	h.wants(page, "saved, version 1")
	for _, path := range []string{at, at + "/edit", at + "/review", at + "/release", at + "/copies", at + "/versions", at + "/proof", "/recall/" + note[1], "/recall/" + h.record} {
		ilse.get(path, 200)
		noor.get(path, 404)
	}
	if list := noor.get("/notes", 200); strings.Contains(list, "Procurement") {
		t.Error("the list tells of what its reader may not see")
	}
	h.wants(ilse.post(at+"/edit", h.draft("save", "version", "9"), 422), "changed after you opened it")
	h.wants(ilse.post(at+"/submit", url.Values{"version": {"1"}}, 200), "Submitted for approval")

	h.wants(hugo.post(at+"/return", url.Values{"version": {"2"}}, 422), "fill this in")
	hugo.post(at+"/return", url.Values{"version": {"2"}, "reason": {"Say which"}}, 200)
	h.wants(ilse.get(at, 200), "Say which")
	ilse.post(at+"/edit", h.draft("save", "version", "3", "p0", "Eclair bought two presses[["+h.statement+"]]."), 200)
	ilse.post(at+"/submit", url.Values{"version": {"4"}}, 200)
	h.wants(hugo.get(at+"/review", 200), "<ins>two </ins>", "Approve this version")
	h.wants(hugo.post(at+"/approve", url.Values{"version": {"5"}}, 422), "Tick the box")
	hugo.post(at+"/approve", url.Values{"version": {"5"}, "confirm": {"yes"}}, 200)

	h.wants(hugo.post(at+"/send", url.Values{"version": {"6"}, "confirm": {"yes"}}, 422), "A third person sends it")
	h.wants(rita.post(at+"/send", url.Values{"version": {"6"}, "confirm": {"yes"}}, 422), "VESTERLY has not consented", "R-TEST")
	h.wants(hugo.get(at+"/release", 200), "VESTERLY → STARKAU: all of R-TEST")
	consent := url.Values{"which": {"VESTERLY|STARKAU|" + h.record}, "answer": {"yes"}}
	h.wants(hugo.post(at+"/consent", consent, 422), "Say where the answer stands")
	consent.Set("reason", "their letter 12")
	h.wants(hugo.post(at+"/consent", consent, 200), "every rule agrees")
	page = rita.post(at+"/send", url.Values{"version": {"6"}, "confirm": {"yes"}}, 200)
	copy := regexp.MustCompile(at + `/copies/(\w+)`).FindStringSubmatch(page)
	if copy == nil {
		t.Fatal("no copy on the page", text(page))
	}
	if pdf := rita.get(copy[0], 200); !strings.Contains(pdf, "%PDF-") {
		t.Error("the copy is no PDF")
	}
	noor.get(copy[0], 404)
	h.proves(copy[0], rita)
	h.wants(hugo.post(at+"/receipt", url.Values{"copy": {copy[1]}, "how": {"slip"}}, 200), "received", "slip")
	h.wants(hugo.post("/recall/"+h.record, url.Values{"reason": {"withdrawn"}}, 422), "Tick the box")
	h.wants(hugo.post("/recall/"+h.record, url.Values{"reason": {"withdrawn"}, "confirm": {"yes"}}, 200), "This has been recalled", "trail-note trail-recalled")
	h.wants(ilse.get(at+"/versions?with=1", 200), "Version 1", "<ins>two </ins>")
	h.wants(ilse.get("/notes?queue=recalled", 200), "Procurement")
	h.proven()
}

// TestDossierPages opens a dossier, changes its team and writes a note under it.
func TestDossierPages(t *testing.T) {
	h := newHouse(t)
	ilse, hugo := h.as("ilse"), h.as("hugo")
	f := url.Values{"title": {"Northern ports"}, "mission": {"art. 7"}, "threat": {"espionage"}, "reason": {"two reports"}, "level": {"SECRET"}, "review": {"2020-01-01"}, "team": {"hugo"}}
	h.wants(hugo.post("/dossiers/new", f, 422), "The review day is past")
	f.Set("review", time.Now().AddDate(0, 6, 0).Format(time.DateOnly))
	page := hugo.post("/dossiers/new", f, 200)
	path, _, _ := strings.Cut(page, "\n")
	ilse.get(path, 404)
	h.wants(hugo.post(path+"/team", url.Values{"team": {"ilse"}}, 422), "You stay of the team")
	hugo.post(path+"/team", url.Values{"team": {"ilse", "hugo"}}, 200)
	h.wants(ilse.get("/dossiers", 200), "Northern ports")
	id := strings.TrimPrefix(path, "/dossier/")
	h.wants(ilse.get("/notes/new?dossier="+id, 200), `value="`+id+`" selected`)
	ilse.post("/notes/new", h.draft("save", "dossier", id), 200)
	h.wants(ilse.get(path, 200), "Procurement")
	if page := h.as("rita").get("/notes", 200); strings.Contains(page, "Procurement") {
		t.Error("a note under a dossier shows outside its team")
	}
	h.proven()
}

func (h *house) proven() {
	h.t.Helper()
	if problems, err := h.office.Store().Audit(h.t.Context(), nil); err != nil || len(problems) > 0 {
		h.t.Error("the register does not account for the rows:", problems, err)
	}
}

// proves holds that the registrar can hand an addressee a small file that anybody checks without the house and that names the
// digest of the very copy; and that nobody else gets it.
func (h *house) proves(copy string, rita *visitor) {
	h.t.Helper()
	registrar := h.as("registrar")
	h.wants(registrar.get(copy[:strings.LastIndex(copy, "/")], 200), copy+"/proof")
	_, file, _ := strings.Cut(registrar.get(copy+"/proof", 200), "\n")
	_, pdf, _ := strings.Cut(rita.raw(copy), "\n")
	p, err := register.ParseProof(file)
	if err != nil || len(file) > 4096 {
		h.t.Fatalf("%d bytes, %v", len(file), err)
	}
	act, entry, err := p.Act()
	if err != nil || act.Kind != "note.send" {
		h.t.Fatalf("%+v %v", act, err)
	}
	policy := register.Policy{Logs: []string{h.office.Store().Verifier()}}
	if err := p.Check(policy, entry); err != nil {
		h.t.Error(err)
	}
	sum := sha256.Sum256([]byte(pdf))
	if !slices.Contains(act.Detail, hex.EncodeToString(sum[:])) {
		h.t.Errorf("%v is not of this copy", act.Detail)
	}
	rita.get(copy+"/proof", 404)
}

// raw gives the bytes of a file, with the path before them.
func (b *visitor) raw(path string) string {
	b.h.t.Helper()
	r, err := b.client.Get(b.h.server.URL + path)
	if err != nil {
		b.h.t.Fatal(err)
	}
	defer r.Body.Close()
	body, err := io.ReadAll(r.Body)
	if err != nil {
		b.h.t.Fatal(err)
	}
	return path + "\n" + string(body)
}
