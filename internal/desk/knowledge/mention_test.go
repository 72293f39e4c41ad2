package knowledge_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"schild/fact"
	"schild/fault"
	"schild/internal/cluster"
	"schild/internal/desk/knowledge"
	"schild/internal/office"
	"schild/internal/store"
	"schild/label"
)

// restricted is what both analysts may see.
var restricted = label.Label{Level: label.Restricted}

func (h *house) sees(by office.Person, record fact.ID, want ...string) {
	h.t.Helper()
	if diff := cmp.Diff(want, h.mentions(by, record)); diff != "" {
		h.t.Errorf("%s: %s", by.ID, diff)
	}
}

func (h *house) accept(by office.Person, id string) {
	h.t.Helper()
	if _, err := h.desk.Accept(h.t.Context(), by, id); err != nil {
		h.t.Fatal(err)
	}
}

func TestAcceptMakesAStatementOfTheWords(t *testing.T) {
	h := newHouse(t)
	h.list("post", restricted, "1: Odo Ravelin")
	text := "Gezien met O. Peeters: ODO\n  RAVELIN, gisteren."
	rec := h.record("post", restricted, text)
	h.sees(low, rec, `"ODO\n  RAVELIN" is Odo Ravelin, proposed`)
	id := h.open(low, rec)
	h.accept(low, id)
	h.sees(low, rec, `"ODO\n  RAVELIN" is ODO RAVELIN, accepted`) // one record says each: the first in byte order
	h.see(low, func(v *store.View) error {
		cs, _, err := h.desk.OfRecord(v, string(rec), 0, 500)
		if err != nil || len(cs) != 1 {
			t.Fatalf("%d statements, %v", len(cs), err)
		}
		s := cs[0]
		if s.Value != "ODO RAVELIN" || s.Author != "low" || s.Grade.String() != "B2" || s.Label != restricted || s.Said.String() != "2026-03-09" ||
			text[s.Place.Start:s.Place.End] != s.Original {
			t.Errorf("%+v", s)
		}
		e, err := h.desk.Entity(v, string(s.Entity))
		if err != nil || len(e.Property("name")) != 2 || e.Label != restricted {
			t.Errorf("entity %+v, %v", e, err)
		}
		return nil
	})
	_, err := h.desk.Accept(t.Context(), low, id)
	h.refused(err, fault.Conflict)
	h.work()
	h.sees(low, rec, `"ODO\n  RAVELIN" is ODO RAVELIN, accepted`)
	h.clean()
}

func TestRejectNeedsAReason(t *testing.T) {
	h := newHouse(t)
	h.list("post", restricted, "1: Odo Ravelin")
	rec := h.record("post", restricted, "Odo Ravelin")
	id := h.open(low, rec)
	_, err := h.desk.Reject(t.Context(), low, id, " \n")
	h.refused(err, fault.Invalid)
	if _, err := h.desk.Reject(t.Context(), low, id, "another Odo: born later"); err != nil {
		t.Fatal(err)
	}
	h.sees(low, rec, `"Odo Ravelin" is Odo Ravelin, rejected`)
	_, err = h.desk.Accept(t.Context(), high, id)
	h.refused(err, fault.Conflict)
}

// A mention shows to those who may see both its record and its name.
func TestWhoSeesAMention(t *testing.T) {
	h := newHouse(t)
	h.list("harbour", secret, "1: Odo Ravelin")
	h.list("post", restricted, "1: Ida Bellwyn")
	open := h.record("post", restricted, "Odo Ravelin zag Ida Bellwyn")
	shut := h.record("harbour", secret, "Ida Bellwyn")
	h.sees(low, open, `"Ida Bellwyn" is Ida Bellwyn, proposed`)
	h.sees(high, open, `"Odo Ravelin" is Odo Ravelin, proposed`, `"Ida Bellwyn" is Ida Bellwyn, proposed`)
	h.sees(low, shut)
	id := h.open(high, shut)
	_, err := h.desk.Accept(t.Context(), low, id)
	h.refused(err, fault.Missing)
	_, err = h.desk.Accept(t.Context(), low, "0123456789abcdefghjkmnpqrs")
	h.refused(err, fault.Missing)
}

// The same entity found by an open and a secret name: one mention for all, decided for all.
func TestALowerNameSaysTheSame(t *testing.T) {
	h := newHouse(t)
	h.list("harbour", restricted, "1: Odo Ravelin")
	h.list("harbour", secret, "1: Odo Ravelin; ODO RAVELIN")
	rec := h.record("post", restricted, "Odo Ravelin")
	h.sees(low, rec, `"Odo Ravelin" is Odo Ravelin, proposed`)
	h.accept(high, h.open(high, rec))
	h.sees(low, rec, `"Odo Ravelin" is Odo Ravelin, accepted`)
	h.sees(high, rec, `"Odo Ravelin" is Odo Ravelin, accepted`)
}

// A secret name found first and decided; then the name comes in the open. The secret decision stays where it is, and
// what the others decide is theirs.
func TestTwins(t *testing.T) {
	h := newHouse(t)
	h.list("harbour", secret, "1: Odo Ravelin")
	rec := h.record("post", restricted, "Odo Ravelin")
	decided := h.open(high, rec)
	h.list("harbour", restricted, "1: Odo Ravelin")
	h.work()
	h.sees(low, rec, `"Odo Ravelin" is Odo Ravelin, proposed`)
	h.sees(high, rec, `"Odo Ravelin" is Odo Ravelin, proposed`) // the less strict twin
	h.accept(high, decided)
	h.sees(low, rec, `"Odo Ravelin" is Odo Ravelin, proposed`)
	h.sees(high, rec, `"Odo Ravelin" is Odo Ravelin, accepted`, `"Odo Ravelin" is Odo Ravelin, proposed`)
	h.accept(low, h.open(low, rec))
	h.sees(low, rec, `"Odo Ravelin" is Odo Ravelin, accepted`)
	h.clean()

	rec = h.record("post", restricted, "Odo Ravelin") // decided below, it is decided above
	h.accept(low, h.open(low, rec))
	h.sees(high, rec, `"Odo Ravelin" is Odo Ravelin, accepted`)
}

func TestANewNameFindsOldWords(t *testing.T) {
	h := newHouse(t)
	rec := h.record("post", restricted, "Odo Ravelin en Ida Bellwyn; Odo Ravelin")
	h.list("post", restricted, "1: Odo Ravelin")
	h.sees(low, rec)
	h.work()
	want := []string{`"Odo Ravelin" is Odo Ravelin, proposed`, `"Odo Ravelin" is Odo Ravelin, proposed`}
	h.sees(low, rec, want...)
	for range 2 { // all names again, twice: nothing changes, and nothing is written
		if err := h.desk.Rescan(t.Context(), nil); err != nil {
			t.Fatal(err)
		}
		h.sees(low, rec, want...)
	}
	h.clean()
}

func TestAStatedNameIsFound(t *testing.T) {
	h := newHouse(t)
	h.list("post", restricted, "1: Odo Ravelin")
	rec := h.record("post", restricted, "Odo Ravelin, ook Blauwe Reiger genoemd")
	var entity string
	h.see(low, func(v *store.View) error {
		ms, err := h.desk.Mentions(v, string(rec))
		entity = ms[0].Entity
		return err
	})
	s := fact.Statement{Entity: fact.ID(entity), Schema: "Person", Property: "alias", Value: "Blauwe Reiger", Record: rec}
	id, _, err := h.desk.State(t.Context(), low, s)
	if err != nil {
		t.Fatal(err)
	}
	h.work()
	h.sees(low, rec, `"Odo Ravelin" is Odo Ravelin, proposed`, `"Blauwe Reiger" is Odo Ravelin, proposed`)
	h.sees(low, h.record("post", restricted, "blauwe-reiger"), `"blauwe-reiger" is Odo Ravelin, proposed`)
	h.see(low, func(v *store.View) error {
		c, err := h.desk.Statement(v, string(id))
		if err != nil || c.Label != restricted || c.Author != "low" || c.Reference == "" {
			t.Errorf("%+v, %v", c, err)
		}
		return nil
	})
}

// A name found in a spelling that finds more than the name itself does is looked for anew, and only then.
func TestAWiderSpellingIsLookedForAnew(t *testing.T) {
	for _, c := range []struct {
		name, found, other string
		want               bool
	}{
		{"Omar Alfulan", "Omar Al-Fulan", "Omar al Fulan", true},
		{"Omar Al-Fulan", "Omar al Fulan", "Omar Alfulan", true},
		{"Omar Al-Fulan", "Omar Alfulan", "Omar ALFULAN", true},
	} {
		h := newHouse(t)
		h.list("post", restricted, "1: "+c.name)
		h.jobs = nil
		other := h.record("post", restricted, c.other)
		h.accept(low, h.open(low, h.record("post", restricted, c.found)))
		asked := len(h.jobs) > 0
		h.work()
		if got := len(h.mentions(low, other)) == 1; got != c.want || asked != (c.name == "Omar Alfulan") {
			t.Errorf("%+v: found %v, looked for anew %v", c, got, asked)
		}
	}
}

// A name is known to every act after the one that states it, also in the same batch, and never when that act failed.
func TestNamesOfAFailedActAreNotProposed(t *testing.T) {
	h := newHouse(t)
	h.list("post", restricted, "1: Ida Bellwyn")
	rec := h.record("post", restricted, "x")
	bad := persons("2: Odo Ravelin")
	bad = append(bad, persons("3: ")...)
	if _, err := h.desk.AddList(t.Context(), intake, "post", knowledge.List{Kind: "csv", Name: "post", Record: rec, Entries: bad}); !fault.Is(err, fault.Invalid) {
		t.Fatalf("a list with an empty name: %v", err)
	}
	h.sees(high, h.record("post", restricted, "Odo Ravelin"))
	h.clean()
}

func TestListTwice(t *testing.T) {
	h := newHouse(t)
	first := h.list("post", restricted, "1: Odo Ravelin; Blauwe Reiger", "2: Ida Bellwyn")
	if first.Statements != 3 || first.Known != 0 {
		t.Errorf("first: %+v", first)
	}
	again := h.list("post", restricted, "1: Odo Ravelin; Blauwe Reiger", "2: Ida Bellwyn; Bel")
	if again.Statements != 1 || again.Known != 3 {
		t.Errorf("again: %+v", again)
	}
	// a secret copy says it to fewer; a copy in the open says it to more, and the receipt tells nothing of the secret one
	if r := h.list("post", secret, "3: Uwe Tarn"); r.Statements != 1 {
		t.Errorf("secret: %+v", r)
	}
	if r := h.list("post", restricted, "3: Uwe Tarn"); r.Statements != 1 || r.Known != 0 {
		t.Errorf("open after secret: %+v", r)
	}
	if r := h.list("post", secret, "3: Uwe Tarn"); r.Statements != 0 || r.Known != 1 {
		t.Errorf("secret again: %+v", r)
	}
	h.clean()
}

// A long list is added in several acts, and its names are looked for once, all of them.
func TestLongList(t *testing.T) {
	h := newHouse(t)
	rec := h.record("post", restricted, "Odo Naam12345 en Odo Naam1")
	var long []string
	for i := range 12_500 {
		long = append(long, fmt.Sprintf("%d: Odo Naam%d", i, i))
	}
	h.jobs = nil
	if r := h.list("post", restricted, long...); r.Statements != 12_500 || h.desk.Names() != 12_500 {
		t.Errorf("%+v, %d names", r, h.desk.Names())
	}
	if len(h.jobs) != 1 {
		t.Errorf("%d jobs", len(h.jobs))
	}
	h.work()
	h.sees(low, rec, `"Odo Naam12345" is Odo Naam12345, proposed`, `"Odo Naam1" is Odo Naam1, proposed`)
	h.clean()
}

// What was found is the same after a restart.
func TestRestart(t *testing.T) {
	dir := t.TempDir()
	cluster.Place(t, dir) // for as long as this test lasts
	t.Run("before", func(t *testing.T) {
		h := openHouse(t, dir)
		h.list("post", restricted, "1: Odo Ravelin")
	})
	h := openHouse(t, dir)
	if h.desk.Names() != 1 {
		t.Errorf("%d names", h.desk.Names())
	}
	h.sees(low, h.record("post", restricted, "odo ravelin"), `"odo ravelin" is Odo Ravelin, proposed`)
}

// Names that a reader may not know of never crowd out those the reader may.
func TestBoundCountsLabelByLabel(t *testing.T) {
	h := newHouse(t)
	h.list("harbour", secret, "1: Odo Ravelin")
	h.list("post", restricted, "1: Ida Bellwyn")
	found := h.desk.Find([]string{strings.Repeat("Odo Ravelin. ", 3000) + strings.Repeat("Ida Bellwyn. ", 2002)}, restricted)
	count := map[string]int{}
	for _, f := range found {
		count[fmt.Sprint(f.Written, f.More)]++
	}
	want := map[string]int{"Odo Ravelinfalse": 2000, "Odo Ravelintrue": 1, "Ida Bellwynfalse": 2000, "Ida Bellwyntrue": 1}
	if diff := cmp.Diff(want, count); diff != "" {
		t.Error(diff)
	}
}

func TestWeakAliases(t *testing.T) {
	h := newHouse(t)
	list := persons("1: Odo Ravelin")
	for _, weak := range []string{"Doctor", "Blauwe Reiger"} {
		f := list[0].Facts[0]
		f.Property, f.Value = "weakAlias", weak
		list[0].Facts = append(list[0].Facts, f)
	}
	rec := h.record("post", restricted, "x")
	if _, err := h.desk.AddList(t.Context(), intake, "post", knowledge.List{Kind: "csv", Name: "post", Record: rec, Entries: list}); err != nil {
		t.Fatal(err)
	}
	got := h.desk.Find([]string{"Doctor Blauwe Reiger"}, restricted)
	if len(got) != 1 || got[0].Written != "Blauwe Reiger" {
		t.Errorf("%+v", got)
	}
	if !slices.ContainsFunc(h.search(low, "doctor"), func(s string) bool { return strings.HasPrefix(s, "entity Odo Ravelin") }) {
		t.Error("a weak alias is not searched for")
	}
}
