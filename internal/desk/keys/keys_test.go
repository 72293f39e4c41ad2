package keys_test

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"errors"
	"strings"
	"testing"
	"time"

	"golang.org/x/mod/sumdb/note"

	"crypto/rand"

	"schild/fault"
	"schild/internal/desk/keys"
	"schild/internal/desk/registry"
	"schild/internal/office"
	"schild/internal/softkey"
	"schild/internal/store"
	"schild/label"
)

const site = "https://schild.example"

// house is a keyed house with two keepers of the list of people.
type house struct {
	testing.TB
	office *office.Office
	desk   *keys.Desk
	people *registry.Desk
	now    time.Time
	key    map[string]*softkey.Key
}

func newHouse(t testing.TB) *house {
	t.Helper()
	h := &house{TB: t, now: time.Date(2026, 3, 9, 8, 0, 0, 0, time.UTC), key: map[string]*softkey.Key{}}
	s, err := store.Open(t.Context(), store.Config{Dir: t.TempDir(), Master: sha256.Sum256([]byte("test")), Origin: "schild.example/register", Now: func() int64 { return h.now.UnixMicro() },
		Queue: func(context.Context, *sql.Tx, []store.Job) error { return nil }})
	h.must(err)
	t.Cleanup(func() { s.Close() })
	h.office = office.New(s)
	h.office.Keyed = true
	h.desk, h.people = &keys.Desk{Office: h.office}, &registry.Desk{Office: h.office}
	h.must(h.desk.At("schild.example", "https://schild.example"))
	_, err = h.people.FoundHouse(t.Context(), enrolment("registrar", "registrar"))
	h.must(err)
	g, err := h.people.Enrol(t.Context(), h.at("registrar"), enrolment("guard", "security"))
	h.must(err)
	h.enrol("guard", g.Halves)
	return h
}

func enrolment(id string, roles ...string) registry.Enrolment {
	return registry.Enrolment{ID: id, Name: strings.ToUpper(id[:1]) + id[1:], Organisation: "own", Lang: "en", Roles: roles, Clearance: label.Clearance{Level: label.Secret}}
}

func (h *house) must(err error) {
	h.Helper()
	if err != nil {
		h.Fatal(err)
	}
}

// at is somebody with their key in the hand.
func (h *house) at(id string) office.Person { return office.Person{ID: id, Shown: h.now.UnixMicro()} }

// enrol lets a person make their first key with a code.
func (h *house) enrol(id string, halves []string) *softkey.Key {
	h.Helper()
	by, err := h.desk.Redeem(h.Context(), id, [2]string{halves[0], halves[1]})
	h.must(err)
	return h.add(by)
}

func (h *house) add(by office.Person) *softkey.Key {
	h.Helper()
	c, err := h.desk.AskNew(h.Context(), by)
	h.must(err)
	k := softkey.New(site)
	h.must(h.desk.Add(h.Context(), by, c, "a key", k.Make(c.Options)))
	h.key[by.ID] = k
	return k
}

// refused asks that something was refused for one reason.
func refused(t *testing.T, err error, key string) {
	t.Helper()
	var e *fault.Error
	if !errors.As(err, &e) || e.Key != key {
		t.Errorf("got %v, want %s", err, key)
	}
}

// TestAKeySignsItsPersonIn: somebody enrols with both halves of a code, signs in with the key, adds another with the first in the hand, and
// takes the first away: it opens nothing from then on.
func TestAKeySignsItsPersonIn(t *testing.T) {
	h := newHouse(t)
	first := h.key["guard"]
	c, err := h.desk.Ask(t.Context(), office.Person{})
	h.must(err)
	shown, err := h.desk.Show(t.Context(), c, first.Show(c.Options), "session.open")
	h.must(err)
	if shown.By.ID != "guard" || shown.By.Shown/1e6 != h.now.Unix() {
		t.Fatalf("signed in as %+v", shown.By)
	}
	h.now = h.now.Add(6 * time.Minute)
	c, err = h.desk.AskNew(t.Context(), shown.By)
	h.must(err)
	second := softkey.New(site)
	answer := second.Make(c.Options)
	refused(t, h.desk.Add(t.Context(), shown.By, c, "another", answer), office.KeyFault)
	h.must(h.desk.Add(t.Context(), h.at("guard"), c, "another", answer))
	ks, err := h.desk.Mine(t.Context(), shown.By)
	h.must(err)
	if len(ks) != 2 {
		t.Fatalf("%d keys", len(ks))
	}
	h.must(h.desk.Withdraw(t.Context(), office.Person{ID: "guard"}, ks[0].ID))
	c, err = h.desk.Ask(t.Context(), office.Person{})
	h.must(err)
	_, err = h.desk.Show(t.Context(), c, first.Show(c.Options), "session.open")
	refused(t, err, "key.refused")
	if held, err := h.desk.Stands(t.Context(), "guard", ks[0].ID); held || err != nil {
		t.Error("a key that was taken away stands")
	}
}

// TestWhatIsNoKey: everything that is not this person's key at this site, answering this question, their presence verified, is refused
// with the same words.
func TestWhatIsNoKey(t *testing.T) {
	h := newHouse(t)
	k := h.key["guard"]
	ask := func(by office.Person) keys.Ceremony { c, err := h.desk.Ask(t.Context(), by); h.must(err); return c }
	show := func(c keys.Ceremony, answer []byte) error {
		_, err := h.desk.Show(t.Context(), c, answer, "session.open")
		return err
	}
	old := ask(office.Person{})
	h.must(show(old, k.Show(old.Options)))
	for name, err := range map[string]error{
		"another question": show(ask(office.Person{}), k.Show(old.Options)),
		"another site": show(old, func() []byte {
			k.Origin = "https://schild.evil"
			defer func() { k.Origin = "https://schild.example" }()
			return k.Show(old.Options)
		}()),
		"nobody verified":     show(old, func() []byte { k.Lazy = true; defer func() { k.Lazy = false }(); return k.Show(old.Options) }()),
		"a key of nobody":     show(old, softkey.New(site).Show(old.Options)),
		"no answer":           show(old, []byte("{}")),
		"an answer too large": show(old, make([]byte, 1<<20)),
		"another's handle": show(old, func() []byte {
			was := k.Handle
			defer func() { k.Handle = was }()
			k.Handle = []byte("someone")
			return k.Show(old.Options)
		}()),
	} {
		var e *fault.Error
		if !errors.As(err, &e) || e.Key != "key.refused" {
			t.Errorf("%s: %v", name, err)
		}
	}
	h.must(func() error {
		_, err := h.people.Clear(t.Context(), h.at("registrar"), registry.Clearing{ID: "guard"})
		return err
	}())
	c := ask(office.Person{})
	refused(t, show(c, k.Show(c.Options)), "key.refused")
}

// TestACopiedKey: a key that counts no further than last time was copied; one that never counts is not asked to.
func TestACopiedKey(t *testing.T) {
	h := newHouse(t)
	k := h.key["guard"]
	show := func() error {
		c, err := h.desk.Ask(t.Context(), h.at("guard"))
		h.must(err)
		_, err = h.desk.Show(t.Context(), c, k.Show(c.Options), "key.show")
		return err
	}
	h.must(show())
	k.Counter -= 2
	refused(t, show(), "key.copied")
	k.Counter += 5
	h.must(show())

	steady := softkey.New(site)
	steady.Steady = true
	c, err := h.desk.AskNew(t.Context(), h.at("guard"))
	h.must(err)
	h.must(h.desk.Add(t.Context(), h.at("guard"), c, "in several places", steady.Make(c.Options)))
	k = steady
	for range 3 {
		h.must(show())
	}
	steady.Counter = 1 // it begins to count, and then stands still
	h.must(show())
	refused(t, show(), "key.copied")
}

// TestACodeIsOfTwoPeople: neither half alone makes a key, wrong halves end a code, and nobody learns whether a person or a code exists.
func TestACodeIsOfTwoPeople(t *testing.T) {
	h := newHouse(t)
	g, err := h.people.Enrol(t.Context(), h.at("registrar"), enrolment("anna", "analyst"))
	h.must(err)
	if g.Waits == "" || len(g.Halves) != 1 {
		t.Fatalf("one person alone: %+v", g)
	}
	_, err = h.desk.Redeem(t.Context(), "anna", [2]string{g.Halves[0], g.Halves[0]})
	refused(t, err, "code.refused")
	done, err := h.people.Confirm(t.Context(), h.at("guard"), g.Waits)
	h.must(err)
	for _, x := range []struct{ person, first, second string }{{"anna", g.Halves[0], ""}, {"anna", "", done.Halves[0]}, {"anna", g.Halves[0], g.Halves[0]}, {"nobody", g.Halves[0], done.Halves[0]}, {"registrar", g.Halves[0], done.Halves[0]}} {
		_, err := h.desk.Redeem(t.Context(), x.person, [2]string{x.first, x.second})
		refused(t, err, "code.refused")
	}
	by, err := h.desk.Redeem(t.Context(), "anna", [2]string{" " + strings.ToLower(done.Halves[0]), g.Halves[0]}) // in either order, as people type
	h.must(err)
	h.add(by)
	_, err = h.desk.Redeem(t.Context(), "anna", [2]string{done.Halves[0], g.Halves[0]})
	refused(t, err, "code.refused")

	again, err := h.people.NewCode(t.Context(), h.at("guard"), "anna", "")
	h.must(err)
	other, err := h.people.Confirm(t.Context(), h.at("registrar"), again.Waits)
	h.must(err)
	for range 5 {
		_, err := h.desk.Redeem(t.Context(), "anna", [2]string{again.Halves[0], "00000-00000"})
		refused(t, err, "code.refused")
	}
	_, err = h.desk.Redeem(t.Context(), "anna", [2]string{again.Halves[0], other.Halves[0]})
	refused(t, err, "code.refused")
}

// TestTwoPeopleGiveARole: what gives somebody anything waits for a second keeper; what takes away does not; neither proposes for
// themselves nor confirms their own wish; nobody does either without their key in the hand.
func TestTwoPeopleGiveARole(t *testing.T) {
	h := newHouse(t)
	ctx := t.Context()
	_, err := h.people.Enrol(ctx, office.Person{ID: "registrar"}, enrolment("anna", "analyst"))
	refused(t, err, office.KeyFault)
	g, err := h.people.Enrol(ctx, h.at("registrar"), enrolment("anna", "analyst"))
	h.must(err)
	_, err = h.people.Confirm(ctx, h.at("registrar"), g.Waits)
	refused(t, err, "proposal.self")
	_, err = h.people.Confirm(ctx, office.Person{ID: "guard"}, g.Waits)
	refused(t, err, office.KeyFault)
	if _, err := h.office.Who(ctx, office.Person{ID: "anna"}); err == nil {
		t.Error("anna is there before a second person confirmed")
	}
	_, err = h.people.Confirm(ctx, h.at("guard"), g.Waits)
	h.must(err)
	_, err = h.people.Confirm(ctx, h.at("guard"), g.Waits)
	refused(t, err, "missing")

	clear := func(by string, change func(*registry.Clearing)) registry.Granted {
		c := registry.Clearing{ID: "anna", Active: true, Clearance: label.Clearance{Level: label.Secret}}
		change(&c)
		g, err := h.people.Clear(ctx, h.at(by), c)
		h.must(err)
		return g
	}
	for _, take := range []struct {
		name   string
		change func(*registry.Clearing)
	}{
		{"a lower level", func(c *registry.Clearing) { c.Clearance.Level = label.Restricted }}, {"shut out", func(c *registry.Clearing) { c.Active = false }},
	} {
		if g := clear("guard", take.change); g.Waits != "" {
			t.Errorf("%s waits", take.name)
		}
	}
	waits := ""
	for name, change := range map[string]func(*registry.Clearing){
		"let in again": func(*registry.Clearing) {}, "a higher level": func(c *registry.Clearing) { c.Clearance.Level = label.TopSecret },
		"a compartment": func(c *registry.Clearing) { c.Clearance.Compartments = "HERON" }, "a role": func(c *registry.Clearing) { c.Roles = []string{"analyst", "head"} },
	} {
		if g := clear("registrar", change); g.Waits == "" {
			t.Errorf("%s does not wait", name)
		} else if waits = g.Waits; true {
			h.must(h.people.Refuse(ctx, office.Person{ID: "registrar"}, waits, "a mistake"))
		}
	}
	_, err = h.people.Confirm(ctx, h.at("guard"), waits)
	refused(t, err, "missing")

	g = clear("registrar", func(c *registry.Clearing) { c.Roles = []string{"analyst", "head"} })
	h.now = h.now.Add(15 * 24 * time.Hour)
	_, err = h.people.Confirm(ctx, h.at("guard"), g.Waits)
	refused(t, err, "proposal.late")
	_, err = h.people.Clear(ctx, h.at("registrar"), registry.Clearing{ID: "registrar", Active: true, Clearance: label.Clearance{Level: label.TopSecret}})
	refused(t, err, "person.self")
}

// TestABodyNamesItsOwnPeople: the committee's key is installed by two; from then on its people come, change and go with what it signed, once,
// for just that; nobody in the house gives its role, and none of its people is put out by the house.
func TestABodyNamesItsOwnPeople(t *testing.T) {
	h := newHouse(t)
	ctx := t.Context()
	inga := enrolment("inga", "committee")
	_, err := h.people.Enrol(ctx, h.at("registrar"), inga)
	refused(t, err, "mandate.needed")

	secret, public, err := note.GenerateKey(rand.Reader, "committee")
	h.must(err)
	g, err := h.people.FoundBody(ctx, h.at("registrar"), "committee", public)
	h.must(err)
	_, err = h.people.Confirm(ctx, h.at("registrar"), g.Waits)
	refused(t, err, "proposal.self")
	_, err = h.people.Confirm(ctx, h.at("guard"), g.Waits)
	h.must(err)
	other, otherPublic, err := note.GenerateKey(rand.Reader, "committee")
	h.must(err)
	_, err = h.people.FoundBody(ctx, h.at("registrar"), "committee", otherPublic)
	refused(t, err, "control.founded")

	half := office.NewHalf()
	m := office.Mandate{House: "schild.example/register", Body: "committee", Person: "inga", Name: "Inga", Roles: "committee", Level: "SECRET", Says: "in", Day: "2026-04-01", Half: office.HashHalf(half)}
	sign := func(key string, change func(*office.Mandate)) string {
		x := m
		change(&x)
		text, err := x.Sign(key)
		h.must(err)
		return text
	}
	same := func(*office.Mandate) {}
	for name, x := range map[string]struct{ text, want string }{
		"another's signature": {sign(other, same), "mandate.refused"}, "changed": {strings.Replace(sign(secret, same), "SECRET", "TOP SECRET", 1), "mandate.refused"},
		"another house": {sign(secret, func(m *office.Mandate) { m.House = "x" }), "mandate.other"}, "another person": {sign(secret, func(m *office.Mandate) { m.Person = "ingo" }), "mandate.other"},
		"another level": {sign(secret, func(m *office.Mandate) { m.Level = "TOP SECRET" }), "mandate.other"}, "an old day": {sign(secret, func(m *office.Mandate) { m.Day = "2026-03-08" }), "mandate.used"},
		"no mandate": {"hello", "mandate.refused"}, "too long": {strings.Repeat("x", 1<<13), "mandate.refused"},
	} {
		inga.Mandate = x.text
		if _, err := h.people.Enrol(ctx, h.at("registrar"), inga); err == nil || !strings.Contains(err.Error(), x.want) {
			t.Errorf("%s: %v, want %s", name, err, x.want)
		}
	}
	inga.Mandate = sign(secret, same)
	g, err = h.people.Enrol(ctx, h.at("registrar"), inga)
	h.must(err)
	if g.Waits != "" || len(g.Halves) != 1 {
		t.Fatalf("%+v", g)
	}
	h.enrol("inga", []string{g.Halves[0], half})

	out := registry.Clearing{ID: "inga", Clearance: label.Clearance{Level: label.Secret}}
	_, err = h.people.Clear(ctx, h.at("registrar"), out)
	refused(t, err, "mandate.needed")
	out.Active, out.Mandate = true, inga.Mandate
	_, err = h.people.Clear(ctx, h.at("registrar"), out)
	refused(t, err, "mandate.used")
	_, err = h.people.NewCode(ctx, h.at("registrar"), "inga", "")
	refused(t, err, "mandate.needed")
	ks, err := h.desk.Mine(ctx, office.Person{ID: "inga"})
	h.must(err)
	refused(t, h.desk.Withdraw(ctx, h.at("registrar"), ks[0].ID), "missing")
	out.Active, out.Mandate = false, sign(secret, func(m *office.Mandate) { m.Says, m.Half, m.Level = "out", "", "" })
	_, err = h.people.Clear(ctx, h.at("registrar"), out)
	h.must(err)
	if _, err := h.office.Who(ctx, office.Person{ID: "inga"}); err == nil {
		t.Error("inga is still there")
	}
}

// TestWhatWasProposedBefore: what two of the house proposed for somebody is not confirmed once they are a control body's: it would give,
// change or take away past the body, or let two of the house make its investigator's key.
func TestWhatWasProposedBefore(t *testing.T) {
	h := newHouse(t)
	ctx := t.Context()
	g, err := h.people.Enrol(ctx, h.at("registrar"), enrolment("otto", "analyst"))
	h.must(err)
	_, err = h.people.Confirm(ctx, h.at("guard"), g.Waits)
	h.must(err)
	change, err := h.people.Clear(ctx, h.at("registrar"), registry.Clearing{ID: "otto", Active: true, Clearance: label.Clearance{Level: label.TopSecret}, Roles: []string{"analyst", "head"}})
	h.must(err)
	code, err := h.people.NewCode(ctx, h.at("registrar"), "otto", "")
	h.must(err)

	secret, public, err := note.GenerateKey(rand.Reader, "committee")
	h.must(err)
	g, err = h.people.FoundBody(ctx, h.at("registrar"), "committee", public)
	h.must(err)
	_, err = h.people.Confirm(ctx, h.at("guard"), g.Waits)
	h.must(err)
	m, err := office.Mandate{House: "schild.example/register", Body: "committee", Person: "otto", Name: "Otto", Roles: "committee", Level: "SECRET", Says: "in", Day: "2026-04-01", Half: office.HashHalf("x")}.Sign(secret)
	h.must(err)
	_, err = h.people.Clear(ctx, h.at("registrar"), registry.Clearing{ID: "otto", Active: true, Clearance: label.Clearance{Level: label.Secret}, Roles: []string{"committee"}, Mandate: m})
	h.must(err)
	for what, waits := range map[string]string{"roles and a level": change.Waits, "a code": code.Waits} {
		if waits == "" {
			t.Fatalf("%s did not wait", what)
		}
		_, err := h.people.Confirm(ctx, h.at("guard"), waits)
		refused(t, err, "mandate.needed")
	}
	if p, err := h.office.Who(ctx, office.Person{ID: "otto"}); err != nil || p.Roles != "committee" {
		t.Errorf("otto is %+v, %v", p.Roles, err)
	}
}
