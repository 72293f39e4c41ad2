package main

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"schild/day"
	"schild/internal/desk/dossier"
	"schild/internal/desk/notes"
	"schild/internal/desk/registry"
	"schild/internal/office"
	"schild/internal/store"
	"schild/internal/web/page"
	"schild/label"
	"schild/note"
)

// door is one route that changes something, with the form that would open it.
type door struct{ act, form string }

// doors are all of them; one that is not here fails the test, so that a new one is tried from its first day.
func doors() map[string]door {
	n := "title=T&kind=NA&lang=en&subject=S&paragraphs=1&addressees=1&p0=Words&level=SECRET&do=save&version=1"
	wish := "level=RESTRICTED&interest=d&reason=R&review=2027-01-01"
	person := "id=new&name=New&roles=analyst&lang=en&level=SECRET&version=1&active=yes"
	return map[string]door{
		"POST /dossiers/new":      {"dossier.open", "title=T&mission=M&threat=T&reason=R&level=RESTRICTED&review=2027-01-01&team=head"},
		"POST /dossier/{id}/team": {"dossier.team", "team=head"},
		"POST /notes/new":         {"note.draft", n}, "POST /notes/floor": {"note.draft", n}, "POST /note/{id}/edit": {"note.draft", n},
		"POST /note/{id}/submit": {"note.submit", "version=1"}, "POST /note/{id}/approve": {"note.approve", "version=1&confirm=yes"},
		"POST /note/{id}/return": {"note.return", "version=1&reason=R"}, "POST /note/{id}/restore": {"note.draft", "version=1&to=1"},
		"POST /note/{id}/consent": {"consent.record", "which=A|B|C&answer=yes&reason=R"}, "POST /note/{id}/send": {"note.send", "version=1&confirm=yes"},
		"POST /note/{id}/receipt": {"note.receipt", "dispatch=x&receipt=R"}, "POST /recall/{id}": {"note.recall", "reason=R&confirm=yes"},
		"POST /record/{id}/route":                    {"record.route", "desk=d"},
		"POST /record/{id}/mention/{mention}/accept": {"mention.accept", ""}, "POST /record/{id}/mention/{mention}/reject": {"mention.reject", "reason=R"},
		"POST /receive": {"record.receive", "label=SECRET"}, "POST /sources": {"source.add", "id=new&name=N&kind=own&default=RESTRICTED&known=RESTRICTED"},
		"POST /people": {"person.enrol", person}, "POST /person/{id}": {"person.clear", person},
		"POST /glass": {"glass.break", "what=x&reason=Somebody+is+in+danger&confirm=yes"}, "POST /person/{id}/code": {"person.code", ""}, "POST /proposal/{id}": {"proposal.confirm", ""}, "POST /proposal/{id}/refuse": {"proposal.refuse", "reason=R"},
		"POST /screening/new":                 {"batch.open", "purpose=P&ground=G&asker=A&mode=once&due=24&level=RESTRICTED"},
		"POST /screening/batch/{id}/withdraw": {"batch.withdraw", "reason=R&confirm=yes"}, "POST /screening/batch/{id}/withdraw-one": {"batch.withdraw", "key=1&reason=R&confirm=yes"}, "POST /screening/hit/{id}/decide": {"hit.decide", "decision=same&reason=R"},
		"POST /screening/hit/{id}/confirm": {"hit.confirm", ""}, "POST /screening/hit/{id}/close": {"hit.close", "reason=R"},
		"POST /screening/find":      {"screen.query", "name=N&kind=person&purpose=P"},
		"POST /screening/threshold": {"threshold.propose", "p=90&reason=R"}, "POST /screening/threshold/{id}": {"threshold.confirm", ""},
		"POST /board/{procedure}/bulk": {"case.step", ""}, "POST /case/new": {"case.open", "procedure=jic&title=T&level=RESTRICTED"}, "POST /cases/{id}/step/{move}": {"case.step", ""},
		"POST /cases/{id}/draft/{move}": {"case.draft", "facts=F"}, "POST /cases/{id}/assign": {"case.assign", "owner=one-head&reason=R"}, "POST /pending/{id}": {"case.agree", "word=yes"}, "POST /cases/{id}/link": {"case.link", "object=x&kind=about"},
		"POST /notice/{id}": {"case.notice", ""}, "POST /standins": {"case.standin", ""}, "POST /standins/{id}/end": {"case.standin", ""},
		"POST /cases/{id}/letin": {"case.link", "organisation=FIRM"},
		"POST /portal/new":       {"case.open", "procedure=clearance.person&title=T"}, "POST /portal/{id}/step/{move}": {"case.step", ""}, "POST /portal/{id}/draft/{move}": {"case.draft", "facts=F"},
		"POST /portal/{id}/noted": {"case.notice", ""}, "POST /portal/{id}/agree/{pending}": {"case.agree", "word=yes"},
		"POST /verify": {"register.export", ""}, "POST /register/export": {"register.export", ""},
		"POST /record/{id}/lower": {"label.propose", wish}, "POST /record/{id}/raise": {"label.raise", wish}, "POST /note/{id}/lower": {"label.propose", wish},
		"POST /note/{id}/raise": {"label.raise", wish}, "POST /statement/{id}/lower": {"label.propose", wish}, "POST /statement/{id}/raise": {"label.raise", wish},
		"POST /lowering/{id}/decide": {"label.lower", "authority=head&answer=lower&version=1"}, "POST /lowering/{id}/consent": {"label.consent", "originator=A&reference=R"},
		"POST /unread/{id}": {"label.unread", wish}, "POST /control/key": {"control.seal", "public=AAAA"},
	}
}

// TestEveryDoor tries every route as nobody, with a stolen cookie that has expired, from another site, and as everybody
// who has no role for it, cleared for everything: nothing opens, nothing changes, and whoever was signed in stands refused
// in the register.
func TestEveryDoor(t *testing.T) {
	now := time.Date(2026, 5, 4, 12, 0, 0, 0, time.UTC)
	w := newWorld(t, filepath.Join(t.TempDir(), "house"), now)
	w.common()
	ids := w.furnish()
	before := w.counts()
	for _, set := range pageSets(w.house) {
		for _, r := range set.Routes {
			method, path, _ := strings.Cut(r.Pattern, " ")
			d, known := doors()[r.Pattern]
			if method == "POST" && (!known || r.Act != d.act) {
				t.Errorf("%s is for %q, want %q: every route that changes something names its act", r.Pattern, r.Act, d.act)
			}
			for _, id := range ids {
				w.tryDoor(method, regexp.MustCompile(`\{[a-z]+\}`).ReplaceAllString(path, id), r, d.form)
			}
		}
	}
	if after := w.counts(); after != before {
		t.Errorf("something changed:\n%s\n%s", before, after)
	}
}

// tryDoor asks one address as everybody who should not get in.
func (w *world) tryDoor(method, path string, r page.Route, form string) {
	w.t.Helper()
	act := r.Act
	if got := w.post(nil, method, path, form, "same-origin"); got.status != http.StatusSeeOther || got.header.Get("Location") != "/login" {
		w.t.Errorf("nobody: %s %s: %d", method, path, got.status)
	}
	stale := []*http.Cookie{{Name: "schild", Value: strings.Repeat("A", 43)}}
	if got := w.post(stale, method, path, form, "same-origin"); got.status != http.StatusSeeOther || got.header.Get("Location") != "/login" {
		w.t.Errorf("no such session: %s %s: %d", method, path, got.status)
	}
	for _, role := range registry.Roles() {
		session := w.session(role)
		if method == "POST" {
			if got := w.post(session, method, path, form, "cross-site"); got.status != http.StatusForbidden {
				w.t.Errorf("%s from another site: %s %s: %d", role, method, path, got.status)
			}
		}
		if outside := slices.Contains(registry.Outsiders()[:2], role); outside && !r.Outside {
			if got := w.post(session, method, path, form, "same-origin"); got.status != http.StatusNotFound {
				w.t.Errorf("%s, from outside: %s %s: %d", role, method, path, got.status)
			}
			continue
		}
		if act == "" || office.May(act, store.Staff{Roles: role}) {
			continue
		}
		refused := w.refused(role, act)
		if got := w.post(session, method, path, form, "same-origin"); got.status != http.StatusNotFound {
			w.t.Errorf("%s: %s %s: %d", role, method, path, got.status)
		}
		if w.refused(role, act) != refused+1 {
			w.t.Errorf("%s: %s %s: the register does not tell", role, method, path)
		}
	}
}

// furnish enrols one person a role, each cleared for everything, and gives ids of things of each kind that all of them see.
func (w *world) furnish() []string {
	w.t.Helper()
	ctx := w.t.Context()
	for _, r := range registry.Roles() {
		_, err := w.registry.Enrol(ctx, office.Person{ID: "registrar"}, registry.Enrolment{ID: "one-" + r, Name: r, Organisation: "own", Lang: "en", Roles: []string{r}, Clearance: label.Clearance{Level: label.TopSecret, Outside: slices.Contains(registry.Outsiders()[:2], r)}})
		w.must(err)
	}
	saved, err := w.notes.Save(ctx, office.Person{ID: "one-analyst"}, notes.Work{Draft: note.Draft{Kind: note.National, Lang: "en", Title: "T", Label: label.Label{Level: label.Restricted},
		Paragraphs: []note.Paragraph{{Markdown: "Words."}}, Addressees: []note.Addressee{{Name: "N", Organisation: "POL"}}}})
	w.must(err)
	folder, err := w.dossier.Open(ctx, office.Person{ID: "one-head"}, dossier.Opening{Title: "T", Mission: "m", Threat: "t", Reason: "r", Review: day.Date{Year: 2027, Month: 1, Day: 1}, Level: label.Restricted})
	w.must(err)
	return []string{saved.ID, folder, w.newest("vera", "open"), "one-analyst"}
}

func (w *world) session(role string) []*http.Cookie {
	if w.sessions == nil {
		w.sessions = map[string][]*http.Cookie{}
	}
	if w.sessions[role] == nil {
		w.sessions[role] = w.signIn("one-" + role)
	}
	return w.sessions[role]
}

func (w *world) post(session []*http.Cookie, method, path, form, site string) answer {
	if method == "GET" {
		form = ""
	}
	r := httptest.NewRequest(method, path, strings.NewReader(form))
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	r.Header.Set("Sec-Fetch-Site", site)
	for _, c := range session {
		r.AddCookie(c)
	}
	rec := httptest.NewRecorder()
	w.site.Handler().ServeHTTP(rec, r)
	return answer{rec.Code, rec.Header(), rec.Body.String()}
}

// refused counts the refusals of an act to a person, as the registrar reads them.
func (w *world) refused(role, act string) (n int) {
	w.t.Helper()
	w.must(w.office.See(w.t.Context(), office.Person{ID: "registrar"}, func(v *store.View) error {
		return v.Get(&n, `SELECT count(*) FROM act WHERE actor = $1 AND kind = $2 AND outcome = 'refused'`, "one-"+role, act)
	}))
	return n
}

// counts says how many versions of everything there are, and how much was done but reading.
func (w *world) counts() string {
	w.t.Helper()
	var out []string
	w.must(w.office.See(w.t.Context(), office.Person{ID: "registrar"}, func(v *store.View) error {
		var n int
		err := v.Get(&n, `SELECT count(*) FROM act WHERE outcome = 'done' AND kind NOT IN ('read', 'read.missed', 'session.open')`)
		out = append(out, fmt.Sprint("acts ", n))
		return err
	}))
	for _, table := range []string{"record", "mention", "statement", "dossier", "note", "citation", "dispatch", "consent", "source", "person"} {
		w.must(w.office.See(w.t.Context(), office.Person{ID: "vera"}, func(v *store.View) error {
			var n, versions int
			err := v.Get(&n, `SELECT count(*) FROM `+table)
			if err == nil {
				err = v.Get(&versions, `SELECT coalesce(sum(version), 0) FROM `+table)
			}
			out = append(out, fmt.Sprint(table, " ", n, " ", versions))
			return err
		}))
	}
	return strings.Join(out, ", ")
}

// TestSessionEnds: a link works once; signing in as somebody else in the same browser ends the session that was there; nobody
// reads on who was shut out.
func TestSessionEnds(t *testing.T) {
	now := time.Date(2026, 5, 4, 12, 0, 0, 0, time.UTC)
	w := newWorld(t, filepath.Join(t.TempDir(), "house"), now)
	w.common()
	link, err := url.Parse(w.site.Link(office.Person{ID: "lou"}))
	w.must(err)
	first := w.post(nil, "GET", link.Path, "", "none")
	if again := w.post(nil, "GET", link.Path, "", "none"); first.status != http.StatusOK || again.status != http.StatusConflict || again.header.Get("Set-Cookie") != "" {
		t.Errorf("a link twice: %d, %d", first.status, again.status)
	}
	lou := w.signIn("lou")
	if got := w.post(lou, "GET", w.site.Link(office.Person{ID: "vera"}), "", "none"); got.status != http.StatusOK {
		t.Fatal(got.status)
	}
	if got := w.post(lou, "GET", "/inbox", "", "none"); got.status != http.StatusSeeOther {
		t.Errorf("the session before goes on: %d", got.status)
	}
	vera := w.signIn("vera")
	if _, err := w.registry.Clear(t.Context(), office.Person{ID: "registrar"}, registry.Clearing{ID: "vera", Clearance: label.Clearance{Level: label.Secret}}); err != nil {
		t.Fatal(err)
	}
	if got := w.post(vera, "GET", "/inbox", "", "none"); got.status != http.StatusSeeOther {
		t.Errorf("shut out, vera still reads: %d", got.status)
	}
	if slices.ContainsFunc(lou, func(c *http.Cookie) bool { return !c.HttpOnly || c.SameSite != http.SameSiteStrictMode }) {
		t.Errorf("cookies script can read or another site sends: %v", lou)
	}
}
