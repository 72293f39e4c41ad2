package main

import (
	"maps"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"schild/internal/desk/registry"
	"schild/internal/office"
	"schild/label"
)

// TestServiceLearnsNothingOfControl: in two worlds an investigator of the committee looks at different things, the same number of
// times. Whoever of the service asks whatever there is to ask, registrar and auditor included, is answered the same bytes.
func TestServiceLearnsNothingOfControl(t *testing.T) {
	frozen := time.Date(2026, 5, 4, 12, 0, 0, 0, time.UTC)
	a := newWorld(t, filepath.Join(t.TempDir(), "house"), frozen)
	a.common()
	a.secret(hiddenLabels()[0])
	a.controlled()
	a.close()
	dir := filepath.Join(t.TempDir(), "house")
	if err := os.CopyFS(filepath.Dir(dir), os.DirFS(filepath.Dir(a.where))); err != nil { // the key beside it too
		t.Fatal(err)
	}
	later := frozen.Add(time.Hour)
	a, b := newWorld(t, a.where, later), newWorld(t, dir, later)
	all := a.ids("vera")
	for i, path := range []string{"/record/" + a.newest("vera", "open"), "/entities", "/dossiers"} {
		a.look(path)
		b.look([]string{"/record/" + b.newest("vera", "shadow"), "/notes", "/lowerings"}[i])
	}
	if ra, rb := a.readings(), b.readings(); ra != rb || ra < 3 {
		t.Fatalf("%d and %d readings: the worlds are not what they should be", ra, rb)
	}
	known := worlds{seen: all}
	some := append(slices.Clone(all[:8]), a.newest("vera", "open"), a.newest("vera", "shadow"))
	asked := append([]question{{"GET", "/register?kind=control.read", ""}}, questions(a, some)...)
	for _, reader := range []string{"registrar", "aude", "lou"} {
		sa, sb := a.signIn(reader), b.signIn(reader)
		for _, q := range asked {
			if q.method != "GET" {
				continue
			}
			ra, rb := a.ask(sa, q), b.ask(sb, q)
			if q.path == "/register?kind=control.read" && reader != "lou" {
				known.sameActs(t, a, b, [2][]*http.Cookie{sa, sb}, [2]string{ra.body, rb.body})
			}
			ra.body, rb.body = known.plain(ra.body), known.plain(rb.body)
			if ra.status != rb.status || ra.body != rb.body || !maps.EqualFunc(ra.header, rb.header, slices.Equal) {
				t.Errorf("%s: %s differs: %d and %d\n%s", reader, q, ra.status, rb.status, difference(ra, rb))
			}
			if strings.Contains(rb.body, "/register/") && strings.Contains(q.path, "control.read") && !strings.Contains(rb.body, "oversight committee") {
				t.Errorf("%s does not show that the committee read", q)
			}
		}
	}
}

// sameActs opens each act of reading that a list shows, in both worlds, and wants the same bytes but for random ids.
func (w worlds) sameActs(t *testing.T, a, b *world, sessions [2][]*http.Cookie, lists [2]string) {
	t.Helper()
	link := regexp.MustCompile(`/register/[0-9a-hjkmnp-tv-z]{26}`)
	la, lb := link.FindAllString(lists[0], -1), link.FindAllString(lists[1], -1)
	if len(la) != len(lb) || len(la) < 3 {
		t.Fatalf("%d and %d acts of reading", len(la), len(lb))
	}
	for i := range la {
		ra, rb := a.ask(sessions[0], question{"GET", la[i], ""}), b.ask(sessions[1], question{"GET", lb[i], ""})
		ra.body, rb.body = w.plain(ra.body), w.plain(rb.body)
		if ra.status != 200 || ra.body != rb.body {
			t.Errorf("act %d of reading differs:\n%s", i, difference(ra, rb))
		}
	}
}

// controlled enrols an investigator with a key, and an auditor.
func (w *world) controlled() {
	w.t.Helper()
	for id, role := range map[string]string{"ivo": "committee", "aude": "auditor"} {
		_, err := w.registry.Enrol(w.t.Context(), office.Person{ID: "registrar"}, registry.Enrolment{ID: id, Name: id, Organisation: "own", Lang: "en", Roles: []string{role}, Clearance: label.Clearance{}})
		w.must(err)
	}
	_, public, err := office.NewSealKey()
	w.must(err)
	_, err = w.oversight.Seal(w.t.Context(), office.Person{ID: "ivo"}, public)
	w.must(err)
}

// readings counts the sealed lines of the investigator's log.
func (w *world) readings() int {
	w.t.Helper()
	rs, err := w.office.Readings(w.t.Context(), office.Person{ID: "ivo"})
	w.must(err)
	return len(rs)
}

// look has the investigator open a page, which must be shown.
func (w *world) look(path string) {
	w.t.Helper()
	if got := w.ask(w.signIn("ivo"), question{"GET", path, ""}); got.status != 200 {
		w.t.Fatalf("%s: %d", path, got.status)
	}
}
