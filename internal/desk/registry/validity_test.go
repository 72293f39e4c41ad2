package registry_test

import (
	"testing"
	"time"

	"pgregory.net/rapid"

	"schild/day"
	"schild/fault"
	"schild/internal/desk/registry"
	"schild/internal/office"
	"schild/internal/store"
	"schild/label"
)

func (h *house) at(moment string) {
	h.Helper()
	t, err := time.Parse(time.RFC3339, moment)
	if err != nil {
		h.Fatal(err)
	}
	h.now = t.UnixMicro()
}

// inbox counts what a person's inbox shows, and how many the page says there are.
func (h *house) inbox(by office.Person) (n int) {
	h.Helper()
	h.see(by, func(v *store.View) error {
		rs, err := h.desk.Inbox(v, registry.Filter{})
		c, cerr := h.desk.Count(v, registry.Filter{})
		if n = len(rs); c != n {
			h.Errorf("%s: %d in the list, %d counted", by.ID, n, c)
		}
		return firstError(err, cerr)
	})
	return n
}

func period(t testing.TB, from, until string) registry.Period {
	t.Helper()
	p, err := registry.ParsePeriod(from, until)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// TestClearanceHoldsInItsDaysOnly walks the clock over both ends of a clearance, asking the same pages each time: what was
// kept in memory for the cleared reader is shown to the lapsed one at no moment. Days begin at midnight in Brussels.
func TestClearanceHoldsInItsDaysOnly(t *testing.T) {
	h := newHouse(t)
	h.at("2026-03-01T12:00:00Z")
	e := enrolment("guest", label.Secret, "analyst")
	e.Clearance.Compartments, e.Valid = label.NewSet("HARBOUR"), period(t, "2026-03-10", "2026-04-09")
	h.done(h.desk.Enrol(h.Context(), registrar, e))
	for _, mark := range []string{"UNCLASSIFIED", "RESTRICTED", "SECRET//COMP HARBOUR"} {
		h.receive(registry.Incoming{File: "x.txt", Bytes: text(mark), Label: mark})
	}
	guest := office.Person{ID: "guest"}
	for _, c := range []struct {
		moment string
		want   int
	}{
		{"2026-03-01T12:00:00Z", 1},
		{"2026-03-09T22:59:59Z", 1}, // 23:59:59 in Brussels
		{"2026-03-09T23:00:00Z", 3},
		{"2026-04-09T21:59:59Z", 3}, // summer time: 23:59:59
		{"2026-04-09T22:00:00Z", 1},
		{"2027-01-01T00:00:00Z", 1},
	} {
		h.at(c.moment)
		for range 2 { // the second time from memory
			if got := h.inbox(guest); got != c.want {
				t.Errorf("%s: sees %d, want %d", c.moment, got, c.want)
			}
		}
	}
	h.at("2026-04-09T20:00:00Z")
	if p, err := h.desk.Office.Who(h.Context(), guest); err != nil || !p.InForce() || label.Level(p.Level) != label.Secret {
		t.Errorf("on the last day: %+v %v", p, err)
	} else if left, ok := p.DaysLeft(); !ok || left != 0 {
		t.Errorf("%d days left, %v", left, ok)
	}
}

// TestLapsedPersonActsAsNobodyCleared: an act's own reads are without the clearance too, and what the registrar sees is
// still what was granted.
func TestLapsedPersonActsAsNobodyCleared(t *testing.T) {
	h := newHouse(t)
	r := h.receive(registry.Incoming{File: "x.txt", Bytes: text("x"), Label: "RESTRICTED"})
	h.at("2026-05-04T12:00:00Z")
	h.done(h.desk.Clear(h.Context(), registrar, registry.Clearing{ID: "intake", Clearance: label.Clearance{Level: label.Restricted}, Active: true, Valid: period(t, "", "2026-05-03")}))
	if _, err := h.desk.Route(h.Context(), intake, r.ID, "harbour"); !fault.Is(err, fault.Missing) {
		t.Errorf("routes a record they may not see: %v", err)
	}
	ps, err := h.desk.People(h.Context(), registrar)
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range ps {
		if p.ID == "intake" && (p.InForce() || p.Granted().Level != label.Restricted || registry.PeriodOf(p) != period(t, "", "2026-05-03")) {
			t.Errorf("the list shows %+v", p)
		}
	}
	h.done(h.desk.Clear(h.Context(), registrar, registry.Clearing{ID: "intake", Clearance: label.Clearance{Level: label.Restricted}, Active: true}))
	h.done(h.desk.Route(h.Context(), intake, r.ID, "harbour"))
}

func TestPeriodRefuses(t *testing.T) {
	h := newHouse(t)
	wrong := registry.Period{From: day.Date{Year: 2026, Month: 5, Day: 2}, Until: day.Date{Year: 2026, Month: 5, Day: 1}}
	e := enrolment("new", label.Secret, "analyst")
	e.Valid = wrong
	if _, err := h.desk.Enrol(h.Context(), registrar, e); !fault.Is(err, fault.Invalid) {
		t.Errorf("enrolled: %v", err)
	}
	if _, err := h.desk.Clear(h.Context(), registrar, registry.Clearing{ID: "head", Active: true, Valid: wrong}); !fault.Is(err, fault.Invalid) {
		t.Errorf("cleared: %v", err)
	}
	for _, c := range [][2]string{{"soon", ""}, {"", "2026-02-30"}} {
		if _, err := registry.ParsePeriod(c[0], c[1]); err == nil {
			t.Errorf("%v is read", c)
		}
	}
}

// TestPeriodAgainstPlainDays: a person is cleared exactly on the days between, whatever the moment of the day.
func TestPeriodAgainstPlainDays(t *testing.T) {
	h := newHouse(t)
	rapid.Check(t, func(t *rapid.T) {
		a := rapid.IntRange(0, 400).Draw(t, "from")
		b := a + rapid.IntRange(0, 100).Draw(t, "days")
		on, second := rapid.IntRange(0, 600).Draw(t, "on"), rapid.IntRange(0, 86399).Draw(t, "second")
		first := day.Date{Year: 2026, Month: 1, Day: 1}
		h.now = day.At(first.Plus(on), time.Duration(second)*time.Second).UnixMicro()
		p := registry.Period{From: first.Plus(a), Until: first.Plus(b)}
		if _, err := h.desk.Clear(h.Context(), registrar, registry.Clearing{ID: "head", Clearance: label.Clearance{Level: label.TopSecret}, Active: true, Valid: p}); err != nil {
			t.Fatal(err)
		}
		who, err := h.desk.Office.Who(h.Context(), head)
		if want := a <= on && on <= b; err != nil || who.InForce() != want {
			t.Fatalf("day %d of %d to %d: in force %v, %v", on, a, b, who.InForce(), err)
		}
	})
}
