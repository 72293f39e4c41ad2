package registry_test

import (
	"slices"
	"strings"
	"testing"

	"schild/fault"
	"schild/internal/desk/registry"
	"schild/internal/office"
	"schild/internal/store"
	"schild/label"
)

func mustLabel(t *testing.T, s string) label.Label {
	t.Helper()
	l, err := label.Parse(s)
	if err != nil {
		t.Fatal(err)
	}
	return l
}

func TestEnrolRefuses(t *testing.T) {
	h := newHouse(t)
	with := func(change func(*registry.Enrolment)) registry.Enrolment {
		e := enrolment("new", label.Restricted, "analyst")
		change(&e)
		return e
	}
	for _, c := range []struct {
		name string
		by   office.Person
		e    registry.Enrolment
		key  string
	}{
		{"oneself", registrar, with(func(e *registry.Enrolment) { e.ID = "registrar" }), "person.self"},
		{"somebody there already", registrar, with(func(e *registry.Enrolment) { e.ID = "intake" }), "person.exists"},
		{"the clock", registrar, with(func(e *registry.Enrolment) { e.ID = "clock" }), "person.id"},
		{"a login with a blank", registrar, with(func(e *registry.Enrolment) { e.ID = "a b" }), "person.id"},
		{"no login", registrar, with(func(e *registry.Enrolment) { e.ID = "" }), "person.id"},
		{"no name", registrar, with(func(e *registry.Enrolment) { e.Name = " \n" }), "person.name"},
		{"a language the house does not speak", registrar, with(func(e *registry.Enrolment) { e.Lang = "xx" }), "person.lang"},
		{"no role", registrar, with(func(e *registry.Enrolment) { e.Roles = nil }), "person.role.none"},
		{"a role that is none", registrar, with(func(e *registry.Enrolment) { e.Roles = []string{"founder"} }), "person.role"},
		{"who checks and works", registrar, with(func(e *registry.Enrolment) { e.Roles = []string{"auditor", "analyst"} }), "person.role.alone"},
		{"a dossier's circle", registrar, with(func(e *registry.Enrolment) { e.Clearance.Circles = label.NewSet("dossier:x") }), "person.circle.dossier"},
		{"a level past the last", registrar, with(func(e *registry.Enrolment) { e.Clearance.Level = 9 }), "label.level"},
		{"a star for compartments", registrar, with(func(e *registry.Enrolment) { e.Clearance.Compartments = label.All }), "label.token"},
		{"by an analyst", analyst, with(func(*registry.Enrolment) {}), "act.denied"},
		{"a second founding", office.Person{ID: "usurper"}, with(func(e *registry.Enrolment) { e.ID = "x" }), "person.unknown"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if _, err := h.desk.Enrol(t.Context(), c.by, c.e); err == nil || !strings.Contains(err.Error(), c.key) {
				t.Errorf("%v, want %s", err, c.key)
			}
		})
	}
	if _, err := h.desk.FoundHouse(t.Context(), enrolment("usurper", label.TopSecret, "registrar")); !fault.Is(err, fault.Denied) {
		t.Errorf("a house was founded twice: %v", err)
	}
}

// sees tells whether a person sees a record now.
func (h *house) sees(by office.Person, id string) bool {
	h.Helper()
	err := h.desk.Office.See(h.Context(), by, func(v *store.View) error {
		_, err := h.desk.Record(v, id)
		return err
	})
	if err != nil && !fault.Is(err, fault.Missing) && !fault.Is(err, fault.Denied) {
		h.Fatal(err)
	}
	return err == nil
}

// TestClearanceCountsFromTheNextAct: up, down, out and in again; each time the very next reading follows.
func TestClearanceCountsFromTheNextAct(t *testing.T) {
	h := newHouse(t)
	secret := h.receive(registry.Incoming{File: "s.txt", Bytes: text("s"), Label: "SECRET//COMP HARBOUR"})
	clear := func(level label.Level, active bool, compartments ...string) {
		h.done(h.desk.Clear(t.Context(), security, registry.Clearing{ID: "analyst", Active: active, Clearance: label.Clearance{Level: level, Compartments: label.NewSet(compartments...)}}))
	}
	for i, step := range []struct {
		level        label.Level
		active       bool
		compartments []string
		sees         bool
	}{
		{label.Restricted, true, []string{"HARBOUR"}, false},
		{label.Secret, true, nil, false},
		{label.Secret, true, []string{"HARBOUR"}, true},
		{label.Secret, false, []string{"HARBOUR"}, false},
		{label.TopSecret, true, []string{"HARBOUR", "QUAY"}, true},
	} {
		clear(step.level, step.active, step.compartments...)
		if got := h.sees(analyst, secret.ID); got != step.sees {
			t.Errorf("step %d: sees %t", i, got)
		}
		_, err := h.desk.Receive(t.Context(), analyst, registry.Incoming{File: "x", Bytes: text("x")})
		if (err == nil) != step.active {
			t.Errorf("step %d: acting: %v", i, err)
		}
	}
}

func TestClearRefuses(t *testing.T) {
	h := newHouse(t)
	c := registry.Clearing{ID: "registrar", Active: true, Clearance: label.Clearance{Level: label.TopSecret}}
	for _, step := range []struct {
		name string
		by   office.Person
		c    registry.Clearing
		key  string
	}{
		{"the registrar lifts themselves", registrar, c, "person.self"},
		{"the last registrar is put out", security, registry.Clearing{ID: "registrar"}, "person.last"},
		{"somebody not there", security, registry.Clearing{ID: "nobody", Active: true}, "missing"},
		{"an older version of the person", security, registry.Clearing{ID: "intake", Version: 7, Active: true}, "person.changed"},
		{"a dossier's circle", security, registry.Clearing{ID: "intake", Active: true, Clearance: label.Clearance{Circles: label.NewSet("dossier:x")}}, "person.circle.dossier"},
		{"an analyst clears", analyst, registry.Clearing{ID: "intake", Active: true}, "act.denied"},
	} {
		t.Run(step.name, func(t *testing.T) {
			if _, err := h.desk.Clear(t.Context(), step.by, step.c); err == nil || !strings.Contains(err.Error(), step.key) {
				t.Errorf("%v, want %s", err, step.key)
			}
		})
	}
	h.done(h.desk.Enrol(t.Context(), registrar, enrolment("second", label.Restricted, "registrar")))
	h.done(h.desk.Clear(t.Context(), security, registry.Clearing{ID: "registrar"}))
	if _, err := h.desk.Enrol(t.Context(), registrar, enrolment("late", label.Restricted, "intake")); !fault.Is(err, fault.Denied) {
		t.Errorf("a registrar put out still enrols: %v", err)
	}
}

func TestPeopleAreForThoseWhoKeepTheList(t *testing.T) {
	h := newHouse(t)
	for _, by := range []office.Person{registrar, security} {
		ps, err := h.desk.People(t.Context(), by)
		if err != nil || len(ps) != 6 {
			t.Errorf("%s: %d people, %v", by.ID, len(ps), err)
		}
	}
	for _, by := range []office.Person{intake, analyst, head, auditor, {ID: "stranger"}} {
		if ps, err := h.desk.People(t.Context(), by); !fault.Is(err, fault.Denied) || ps != nil {
			t.Errorf("%s: %d people, %v", by.ID, len(ps), err)
		}
	}
}

func TestSources(t *testing.T) {
	h := newHouse(t)
	good := registry.Source{ID: "ardenne", Name: "Ardenne police", Kind: "domestic", Organisation: "ARDENNE", DefaultLabel: "RESTRICTED", Grade: "C3"}
	with := func(change func(*registry.Source)) registry.Source { s := good; change(&s); return s }
	for _, c := range []struct {
		name string
		s    registry.Source
		key  string
	}{
		{"no short name", with(func(s *registry.Source) { s.ID = "" }), "source.id"},
		{"a short name that climbs", with(func(s *registry.Source) { s.ID = "../x" }), "source.id"},
		{"no name", with(func(s *registry.Source) { s.Name = "" }), "source.name"},
		{"a kind that is none", with(func(s *registry.Source) { s.Kind = "friend" }), "source.kind"},
		{"half a marking", with(func(s *registry.Source) { s.DefaultLabel = "" }), "label.empty"},
		{"an organisation that no label can bear", with(func(s *registry.Source) { s.Organisation = "a//b" }), "label.token"},
		{"one that is there", with(func(s *registry.Source) { s.ID = "veltra" }), "source.exists"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if _, err := h.desk.AddSource(t.Context(), registrar, c.s, label.Bottom()); err == nil || !strings.Contains(err.Error(), c.key) {
				t.Errorf("%v, want %s", err, c.key)
			}
		})
	}
	h.done(h.desk.AddSource(t.Context(), registrar, good, mustLabel(t, "SECRET")))
	// the registrar here is cleared to RESTRICTED: the name is taken, more than that is not said
	if _, err := h.desk.AddSource(t.Context(), registrar, good, label.Bottom()); !fault.Is(err, fault.Conflict) {
		t.Errorf("%v", err)
	}
	for by, want := range map[office.Person]int{registrar: 2, analyst: 3} {
		h.see(by, func(v *store.View) error {
			ss, err := h.desk.Sources(v)
			if len(ss) != want {
				t.Errorf("%s knows %d sources, want %d", by.ID, len(ss), want)
			}
			return err
		})
	}
}

// TestAdministratorSeesNoContent: whoever looks after the machine is shown nothing of what is in the house, whatever they are cleared for,
// does no work in it, and has no other role; the register's files, which say nothing, they may take away.
func TestAdministratorSeesNoContent(t *testing.T) {
	h := newHouse(t)
	admin := enrolment("admin", label.TopSecret, "administrator")
	admin.Clearance.Compartments, admin.Clearance.Circles = "HARBOUR", "desk:east"
	h.done(h.desk.Enrol(t.Context(), registrar, admin))
	h.receive(registry.Incoming{File: "a.txt", Bytes: []byte("the Ravelin lay in the harbour")})
	by := office.Person{ID: "admin"}
	rows := func(who office.Person, table string) (n int) {
		h.done(nil, h.desk.Office.See(t.Context(), who, func(v *store.View) error { return v.Get(&n, `SELECT count(*) FROM `+table) }))
		return n
	}
	for _, table := range []string{"source", "record", "content", "statement", "mention"} {
		if rows(head, table) == 0 || rows(by, table) != 0 {
			t.Errorf("of %s a head sees %d rows, an administrator %d", table, rows(head, table), rows(by, table))
		}
	}
	for _, k := range office.Kinds() {
		if k.Name != "register.export" && slices.Contains(k.Roles, "administrator") {
			t.Errorf("an administrator may %s", k.Name)
		}
	}
	for _, roles := range [][]string{{"administrator", "analyst"}, {"registrar", "administrator"}, {"administrator", "auditor"}} {
		if _, err := h.desk.Enrol(t.Context(), registrar, enrolment("both", label.Secret, roles...)); !fault.Is(err, fault.Refused) {
			t.Errorf("%v: %v", roles, err)
		}
	}
}
