package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"maps"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"schild/day"
	"schild/exchange"
	"schild/fact"
	"schild/internal/desk/casework"
	"schild/internal/desk/custody"
	"schild/internal/desk/dossier"
	"schild/internal/desk/notes"
	"schild/internal/desk/registry"
	"schild/internal/desk/screening"
	"schild/internal/office"
	"schild/internal/store"
	"schild/internal/web"
	"schild/label"
	"schild/note"
)

var everyPair = flag.Bool("every-pair", false, "ask as everybody about every sort of hidden label: more than 100,000 pairs, some minutes")

var onlyReader = flag.String("reader", "", "ask only as those whose name fits, of those who would be asked: a regular expression")

// hiddenLabels are the ways in which a thing can be hidden from somebody cleared for RESTRICTED: by level, by compartment, by circle.
func hiddenLabels() []label.Label {
	return []label.Label{{Level: label.Secret}, {Level: label.Restricted, Compartments: "HERON"}, {Level: label.Restricted, Circles: "desk:east"}}
}

// readers are who asks, one for each role but those that see the register whole, which has an entry for everything; the first three every
// time: an analyst, somebody who releases, a company's security officer.
func readers() []string {
	out := []string{"lou", "r-releaser", "r-security_officer"}
	for _, r := range registry.Roles() {
		if !slices.Contains([]string{"registrar", "auditor", "committee", "analyst", "head", "intake", "releaser", "security_officer"}, r) {
			out = append(out, "r-"+r)
		}
	}
	return out
}

// TestNoninterference asks every page there is, as readers with a low clearance, in two worlds that differ only in what those readers may
// not see. Status, headers and bodies must be the same bytes. The routes are taken from the page folders, so that a new one is asked
// from its first day.
func TestNoninterference(t *testing.T) {
	asked := 0
	for i, l := range hiddenLabels() {
		who := readers()
		switch {
		case *everyPair:
		case i == 0:
			who = who[:3]
		default:
			who = who[:1]
		}
		who = slices.DeleteFunc(slices.Clone(who), func(id string) bool { return !regexp.MustCompile(*onlyReader).MatchString(id) })
		t.Run(strings.ReplaceAll(l.String(), "/", "-"), func(t *testing.T) { asked += interfere(t, l, who) })
	}
	t.Logf("%d questions in two worlds", asked)
}

// interfere makes two worlds of which the second also has things under a label, and has people ask both.
func interfere(t *testing.T, l label.Label, who []string) (asked int) {
	t.Helper()
	frozen := time.Date(2026, 5, 4, 12, 0, 0, 0, time.UTC)
	a := newWorld(t, filepath.Join(t.TempDir(), "house"), frozen)
	a.common()
	seen := map[string][]string{}
	for _, p := range who {
		seen[p] = a.ids(p)
	}
	low := len(a.ids("lou"))
	a.close()
	dir := filepath.Join(t.TempDir(), "house")
	if err := os.CopyFS(filepath.Dir(dir), os.DirFS(filepath.Dir(a.where))); err != nil { // the key beside it too
		t.Fatal(err)
	}
	b := newWorld(t, dir, frozen)
	before := b.ids("vera")
	b.secret(l)
	var hidden []string
	for _, id := range b.ids("vera") {
		if !slices.Contains(before, id) {
			hidden = append(hidden, id)
		}
	}
	if len(hidden) < 5 || low < 5 {
		t.Fatalf("the worlds are too small to mean anything: %d hidden, %d seen", len(hidden), low)
	}
	for _, p := range who {
		if got := b.ids(p); !slices.Equal(got, seen[p]) {
			t.Fatalf("%s sees other things in the second world:\n%v\n%v", p, seen[p], got)
		}
	}
	b.close()
	later := frozen.Add(time.Hour) // one moment for all that is asked, whatever happened in either world before
	a, b = newWorld(t, a.where, later), newWorld(t, b.where, later)
	a.looksAround("vera")
	b.looksAround("vera")
	for _, w := range []*world{a, b} { // acts of one moment are a microsecond apart: how many there were must not be told by that
		*w.clock = later.Add(time.Hour)
	}
	for _, p := range who {
		asked += compare(t, a, b, worlds{seen[p], hidden, p})
	}
	return asked
}

// looksAround has somebody who sees everything open the pages first: what is kept for them must not be shown to others.
func (w *world) looksAround(who string) {
	session := w.signIn(who)
	for _, q := range questions(w, nil) {
		if q.method == "GET" && !strings.Contains(q.path, "%7B") {
			w.ask(session, q)
		}
	}
}

// worlds is what the reader may name in both worlds, what only the second one has, and who reads.
type worlds struct {
	seen, hidden []string
	reader       string
}

// mostWrong is after how many differences a walk ends: the first says what is wrong.
const mostWrong = 5

// compare asks both worlds the same and wants the same.
func compare(t *testing.T, a, b *world, ids worlds) (asked int) {
	t.Helper()
	sa, sb := a.signIn(ids.reader), b.signIn(ids.reader)
	shown, wrong := 0, 0
	for _, q := range questions(a, append(slices.Clone(ids.seen), ids.hidden...)) {
		ra, rb := a.ask(sa, q), b.ask(sb, q)
		asked++
		if ra.status == http.StatusOK {
			shown++
		}
		if problem := ids.leak(q, ra, rb); problem != "" {
			t.Errorf("%s: %s", ids.reader, problem)
			if wrong++; wrong >= mostWrong {
				t.FailNow()
			}
		}
	}
	t.Logf("%s: %d questions in two worlds, %d of them answered with a page", ids.reader, asked, shown)
	if shown < 20 && ids.reader == "lou" || shown == 0 {
		t.Errorf("%s: only %d questions were answered: the test asks the wrong things", ids.reader, shown)
	}
	return asked
}

// leak says what differs between two answers to one question, "" for nothing.
func (w worlds) leak(q question, ra, rb answer) string {
	for _, id := range w.hidden {
		if strings.Contains(rb.body, id) && !strings.Contains(q.path, id) {
			return fmt.Sprintf("%s shows %s, which is hidden", q, id)
		}
	}
	ra.body, rb.body = w.plain(ra.body), w.plain(rb.body)
	if ra.status != rb.status || ra.body != rb.body || !maps.EqualFunc(ra.header, rb.header, slices.Equal) {
		return fmt.Sprintf("%s differs: %d and %d\n%s", q, ra.status, rb.status, difference(ra, rb))
	}
	for _, word := range []string{"moonfish", "Quellmann"} {
		if strings.Contains(rb.body, word) && !strings.Contains(q.path+q.form, word) { // what was asked for is shown in the search field
			return fmt.Sprintf("%s shows %q", q, word)
		}
	}
	return ""
}

// plain numbers the ids that a world makes while it is asked, those of the reader's own acts, in the order in which a page shows
// them: they are random, and what counts is how many there are and where.
func (w worlds) plain(body string) string {
	fresh := map[string]string{}
	return regexp.MustCompile(`\b[0-9a-hjkmnp-tv-z]{26}\b`).ReplaceAllStringFunc(body, func(id string) string {
		if slices.Contains(w.seen, id) || slices.Contains(w.hidden, id) {
			return id
		}
		if fresh[id] == "" {
			fresh[id] = fmt.Sprint("id", len(fresh)+1)
		}
		return fresh[id]
	})
}

type question struct{ method, path, form string }

func (q question) String() string { return q.method + " " + q.path }

// questions fills every route with every id. What changes something is asked with hidden and invented ids only.
func questions(w *world, ids []string) []question {
	wild := regexp.MustCompile(`\{[a-z]+\}`)
	ids = append(slices.Clone(ids), "0000000000000000000000000z", "x", "vera", "unsorted")
	var out []question
	for _, set := range pageSets(w.house) {
		for _, r := range set.Routes {
			method, path, _ := strings.Cut(r.Pattern, " ")
			if !wild.MatchString(path) {
				if method == "GET" {
					out = append(out, question{method, path, ""})
				}
				continue
			}
			for _, id := range ids {
				out = append(out, question{method, wild.ReplaceAllString(path, id), ""})
			}
		}
	}
	for _, words := range []string{"bridge", "bri", "Odon Brandt", "moonfish", "moon", "Quellmann", "nalder", ""} {
		for _, path := range []string{"/search?q=", "/entities?q=", "/inbox?q=", "/suggest?q="} {
			out = append(out, question{"GET", path + url.QueryEscape(words), ""})
		}
	}
	for _, path := range []string{"/inbox?sort=title", "/inbox?sort=-at", "/inbox?source=shadow", "/inbox?status=read", "/entities?sort=name", "/notes?sort=title", "/register?kind=read", "/board/bim.exceptional", "/board/release.request", "/law/bim.exceptional", "/calendar?month=2026-05",
		"/figures?from=2026-01", "/figures.csv?from=2026-01", "/boards?sort=-open", "/case/new?procedure=jic"} {
		out = append(out, question{"GET", path, ""})
	}
	for _, name := range []string{"Odon Brandt", "Odilo Quellmann", "Kalvarosi"} {
		out = append(out, question{"POST", "/screening/find", "kind=person&purpose=P&name=" + url.QueryEscape(name)})
	}
	// pages that only read first: acts move both worlds' registers alike, but later pages then show other moments
	slices.SortStableFunc(out, func(a, b question) int { return strings.Compare(a.method, b.method) })
	return out
}

type answer struct {
	status int
	header http.Header
	body   string
}

func difference(a, b answer) string {
	la, lb := strings.Split(a.body, "\n"), strings.Split(b.body, "\n")
	for i := range max(len(la), len(lb)) {
		x, y := "", ""
		if i < len(la) {
			x = la[i]
		}
		if i < len(lb) {
			y = lb[i]
		}
		if x != y {
			return fmt.Sprintf("line %d:\n  %.300s\n  %.300s", i+1, x, y)
		}
	}
	return fmt.Sprintf("headers:\n  %v\n  %v", a.header, b.header)
}

// world is one house with its site and a clock that stands still.
type world struct {
	t     testing.TB
	where string
	*house
	sessions map[string][]*http.Cookie // by role, once asked for
	asked    string                    // the batch opened last
	clock    *time.Time                // stands still until it is moved
	at       string                    // the site's address, where keys need one
}

func newWorld(t testing.TB, dir string, now time.Time) *world {
	t.Helper()
	clock := now
	if _, err := os.Stat(identityFile(dir)); err != nil { // signing in with keys is tested by itself: here links do
		if err := errors.Join(os.MkdirAll(dir, 0o700), trial(dir)); err != nil {
			t.Fatal(err)
		}
	}
	term := terminal{out: io.Discard, err: io.Discard, env: os.Getenv, now: func() int64 { return clock.UnixMicro() }}
	h, err := openHouse(t.Context(), data{Data: dir, KeyFile: filepath.Join(filepath.Dir(dir), "key")}, &term)
	if err != nil {
		t.Fatal(err)
	}
	w := &world{t: t, where: dir, house: h, clock: &clock}
	w.must(h.screening.Ready(t.Context()))
	t.Cleanup(w.close)
	if err := h.openSite("", web.Config{Sets: pageSets(h), Now: func() time.Time { return clock }}); err != nil {
		t.Fatal(err)
	}
	return w
}

func (w *world) close() {
	if w.house != nil {
		w.house.Close(context.Background())
		w.house = nil
	}
}

func (w *world) must(err error) {
	w.t.Helper()
	if err != nil {
		w.t.Fatal(err)
	}
}

// common is what both worlds have: people, an open source, a list, mails and a dossier that lou may see.
func (w *world) common() {
	w.t.Helper()
	ctx, registrar := w.t.Context(), office.Person{ID: "registrar"}
	for _, e := range []registry.Enrolment{
		{ID: "vera", Name: "Vera", Organisation: "own", Lang: "en", Roles: []string{"analyst", "head", "intake"}, Clearance: label.Clearance{Level: label.Secret, Compartments: "HERON", Circles: "desk:east"}},
		{ID: "lou", Name: "Lou", Organisation: "own", Lang: "en", Roles: []string{"analyst", "head", "intake"}, Clearance: label.Clearance{Level: label.Restricted}},
	} {
		_, err := w.registry.Enrol(ctx, registrar, e)
		w.must(err)
	}
	for _, id := range readers()[1:] {
		role, organisation := strings.TrimPrefix(id, "r-"), "own"
		outside := slices.Contains(registry.Outsiders()[:2], role)
		if outside {
			organisation = "FIRM"
		}
		_, err := w.registry.Enrol(ctx, registrar, registry.Enrolment{ID: id, Name: id, Organisation: organisation, Lang: "en", Roles: []string{role}, Clearance: label.Clearance{Level: label.Restricted, Outside: outside}})
		w.must(err)
		if role == "security_officer" {
			_, err := w.casework.Open(ctx, office.Person{ID: id}, casework.Opening{Procedure: "clearance.person", Title: "bridge"})
			w.must(err)
		}
	}
	_, err := w.registry.AddSource(ctx, registrar, registry.Source{ID: "open", Name: "Open partner", Kind: "domestic", DefaultLabel: "RESTRICTED", Grade: "B2"}, label.Label{})
	w.must(err)
	w.list("Nalder", "Ödön Kálvárosi-Brandt")
	for i := range 4 {
		w.mail("open", "lou", fmt.Sprintf("bridge %d", i), fmt.Sprintf("%s Odon Brandt was seen at the bridge.", strings.Repeat("The bridge. ", i)))
	}
	_, err = w.dossier.Open(ctx, office.Person{ID: "lou"}, dossier.Opening{Title: "The bridge", Mission: "m", Threat: "t", Reason: "r",
		Review: day.Date{Year: 2027, Month: 1, Day: 1}, Level: label.Restricted})
	w.must(err)
	w.accept("lou", "open")
	w.note("lou", "bridge", label.Label{Level: label.Restricted})
	w.batch("lou", "id,name\n1,Odon Brandt\n2,Odilo Quellmann\n")
	w.cases("lou", "bridge", label.Label{Level: label.Restricted})
}

// note writes one, with somebody to send it to.
func (w *world) note(by, title string, l label.Label) {
	w.t.Helper()
	_, err := w.notes.Save(w.t.Context(), office.Person{ID: by}, notes.Work{Draft: note.Draft{Kind: note.National, Lang: "en", Title: title, Label: l,
		Paragraphs: []note.Paragraph{{Markdown: title}}, Addressees: []note.Addressee{{Name: "N", Organisation: "POL"}}}})
	w.must(err)
}

// cases begins some cases: one asked for and submitted, whose clock runs, and one just begun.
func (w *world) cases(by, title string, l label.Label) {
	w.t.Helper()
	ctx, person := w.t.Context(), office.Person{ID: by}
	for _, p := range []string{"bim.exceptional", "bim.exceptional", "release.request"} {
		id, err := w.casework.Open(ctx, person, casework.Opening{Procedure: p, Title: title, Label: l})
		w.must(err)
		if p == "release.request" {
			continue
		}
		values := map[string]any{"nature": "bank", "subjects": []string{title}, "threat": "espionage", "facts": title, "subsidiarity": "s", "proportionality": "p", "link_to_threat": "l", "period_end": "2026-06-30", "methods_officer_name": "m",
			"inquiry": "none", "profession": "none", "seriousness": "s"}
		_, err = w.casework.Step(ctx, person, casework.Doing{Case: id, Move: "request", Values: values, Steps: -1})
		w.must(err)
		_, err = w.casework.Step(ctx, person, casework.Doing{Case: id, Move: "submit", Steps: -1})
		w.must(err)
		w.must(w.casework.Keep(ctx, person, id, "withdraw", map[string][]string{"reasons": {title}}))
	}
}

// batch has somebody ask for the rows of a file, and has them looked for.
func (w *world) batch(by, rows string) {
	w.t.Helper()
	var subjects []exchange.Subject
	_, err := exchange.ReadSubjects(exchange.File{Name: "b.csv", Reader: strings.NewReader(rows)}, func(s exchange.Subject) error { subjects = append(subjects, s); return nil })
	w.must(err)
	o := screening.Opening{Purpose: "P", Ground: "G", Asker: "A", Mode: screening.Once, Due: w.now() + 1e12, Label: label.Label{Level: label.Restricted}}
	w.asked, err = w.screening.Open(w.t.Context(), office.Person{ID: by}, o, subjects)
	w.must(err)
	w.must(w.screening.Match(w.t.Context(), []string{w.asked}))
}

// hiddenList is a list that nobody but vera may know, with somebody on it whom lou asked about.
func (w *world) hiddenList() {
	w.t.Helper()
	ctx, entries := w.t.Context(), []exchange.Entry{{Key: "q", Schema: "Person", Facts: []exchange.Fact{{Property: "name", Value: "Odilo Quellmann"}}}}
	_, err := w.screening.AddEdition(ctx, office.Person{ID: "vera"}, screening.Arrived{Name: "moonfish", Kind: "csv", Record: w.newest("vera", "shadow"), Digest: "moonfish", Entries: entries})
	w.must(err)
	pending, err := w.store.BatchesIn(ctx, screening.Working)
	w.must(err)
	for _, b := range pending {
		w.must(w.screening.Match(ctx, []string{b.ID}))
	}
	hits := 0
	w.must(w.office.See(ctx, office.Person{ID: "vera"}, func(v *store.View) (err error) {
		_, hits, err = w.screening.Hits(v, screening.HitFilter{})
		return err
	}))
	if hits < 2 {
		w.t.Fatalf("%d hits: the worlds differ in none", hits)
	}
}

// secret is what only the second world has: a source nobody but vera may know, its records, names, mentions and
// statements about the very entities that lou sees, a dossier.
func (w *world) secret(secret label.Label) {
	w.t.Helper()
	ctx, registrar := w.t.Context(), office.Person{ID: "registrar"}
	origin := secret
	origin.Originators = "SHADOW"
	_, err := w.registry.AddSource(ctx, registrar, registry.Source{ID: "shadow", Name: "Shadow", Kind: "foreign", DefaultLabel: origin.String(), Grade: "A1"}, secret)
	w.must(err)
	for i := range 6 {
		w.mail("shadow", "vera", fmt.Sprintf("bridge moonfish %d", i), "Odon Brandt met Quellmann at the bridge. moonfish")
	}
	w.accept("vera", "shadow")
	var entity string
	w.must(w.office.See(ctx, office.Person{ID: "vera"}, func(v *store.View) error {
		return v.Get(&entity, `SELECT entity FROM statement ORDER BY entity LIMIT 1`)
	}))
	for _, s := range []fact.Statement{{Property: "name", Value: "Quellmann"}, {Property: "birthDate", Value: "1961"}, {Property: "alias", Value: "bridge moonfish"}, {Property: "alias", Value: "seen at the bridge"}} {
		s.Entity, s.Schema, s.Record = fact.ID(entity), "Person", fact.ID(w.newest("vera", "shadow"))
		_, _, err := w.knowledge.State(ctx, office.Person{ID: "vera"}, s)
		w.must(err)
	}
	_, err = w.dossier.Open(ctx, office.Person{ID: "vera"}, dossier.Opening{Title: "moonfish", Mission: "m", Threat: "t", Reason: "r",
		Review: day.Date{Year: 2027, Month: 1, Day: 1}, Level: label.Secret})
	w.must(err)
	w.must(w.knowledge.Rescan(ctx, nil))
	w.note("vera", "moonfish", secret)
	w.hiddenList()
	w.cases("vera", "moonfish", secret)
	_, err = w.custody.Propose(ctx, office.Person{ID: "vera"}, custody.Wish{Subject: custody.Subject{Table: "record", ID: w.newest("vera", "shadow")},
		Target: label.Label{Level: label.Restricted, Originators: "SHADOW"}, Interest: "d", Reason: "moonfish", Review: day.Date{Year: 2030, Month: 1, Day: 1}})
	w.must(err)
	_, err = w.registry.Receive(ctx, registrar, registry.Incoming{File: "moonfish.txt", Bytes: []byte("moonfish"), Label: "SECRET//COMP HERON"}) // which nobody may read
	w.must(err)
}

func (w *world) mail(source, by, subject, text string) {
	w.t.Helper()
	b := []byte("From: a@example.org\r\nSubject: " + subject + "\r\nContent-Type: text/plain\r\n\r\n" + text + "\r\n")
	_, err := w.registry.Receive(w.t.Context(), office.Person{ID: by}, registry.Incoming{File: "m.eml", Bytes: b, Source: source})
	w.must(err)
}

func (w *world) list(name, entry string) {
	w.t.Helper()
	file := filepath.Join(w.t.TempDir(), "list.csv")
	w.must(os.WriteFile(file, []byte("schema,name,alias,birthDate,country\nPerson,"+entry+",Odon Brandt,1961-04-02,nl\n"), 0o600))
	c := listAddCommand{Kind: "csv", Name: name, File: file}
	files, err := listFiles(c.Kind, c.File)
	w.must(err)
	entries, _, err := exchange.ReadList(c.Kind, files)
	w.must(err)
	_, err = addList(w.t.Context(), w.house, office.Person{ID: "registrar"}, listFile{Kind: c.Kind, Name: name, File: "list.csv", Files: files, Entries: entries})
	w.must(err)
}

// accept makes statements of half the mentions a person sees in a source's records.
func (w *world) accept(by, source string) {
	w.t.Helper()
	var ids []string
	w.must(w.office.See(w.t.Context(), office.Person{ID: by}, func(v *store.View) error {
		return v.Select(&ids, `SELECT min(m.id) FROM mention AS m JOIN record AS r ON r.id = m.record WHERE m.state = 'proposed' AND r.source = $1
			GROUP BY m.record, m.part, m.start, m.ending, m.entity ORDER BY 1`, source)
	}))
	for _, id := range ids[:len(ids)/2] {
		_, err := w.knowledge.Accept(w.t.Context(), office.Person{ID: by}, id)
		w.must(err)
	}
}

func (w *world) newest(by, source string) (id string) {
	w.t.Helper()
	w.must(w.office.See(w.t.Context(), office.Person{ID: by}, func(v *store.View) error {
		return v.Get(&id, `SELECT id FROM record WHERE source = $1 ORDER BY registered DESC LIMIT 1`, source)
	}))
	return id
}

// ids gives everything a person can name.
func (w *world) ids(by string) (out []string) {
	w.t.Helper()
	w.must(w.office.See(w.t.Context(), office.Person{ID: by}, func(v *store.View) error {
		for _, q := range []string{`SELECT id FROM record`, `SELECT DISTINCT entity FROM statement`, `SELECT id FROM statement`, `SELECT id FROM mention`, `SELECT id FROM dossier`, `SELECT id FROM note`,
			`SELECT id FROM batch`, `SELECT id FROM hit`, `SELECT id FROM edition`, `SELECT id FROM lowering`, `SELECT id FROM cases`, `SELECT id FROM notice`, `SELECT id FROM paper`, `SELECT id FROM standin`, `SELECT cases FROM front`, `SELECT id FROM (SELECT id FROM act ORDER BY at DESC LIMIT 2)`} {
			var ids []string
			if err := v.Select(&ids, q+` ORDER BY 1`); err != nil {
				return err
			}
			out = append(out, ids...)
		}
		return nil
	}))
	return out
}

// signIn gives the cookies of a fresh session.
func (w *world) signIn(person string) []*http.Cookie {
	r := httptest.NewRecorder()
	w.site.Handler().ServeHTTP(r, httptest.NewRequest("GET", w.site.Link(office.Person{ID: person}), nil))
	return r.Result().Cookies()
}

func (w *world) ask(session []*http.Cookie, q question) answer {
	r := httptest.NewRequest(q.method, q.path, strings.NewReader(q.form))
	if q.method == "POST" {
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		r.Header.Set("Sec-Fetch-Site", "same-origin")
	}
	for _, c := range session {
		r.AddCookie(c)
	}
	rec := httptest.NewRecorder()
	w.site.Handler().ServeHTTP(rec, r)
	return answer{rec.Code, rec.Header(), rec.Body.String()}
}
