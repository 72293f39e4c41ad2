package lang

import (
	"errors"
	"slices"
	"testing"
	"time"

	"schild/day"
	"schild/fault"
)

func TestChoose(t *testing.T) {
	for _, c := range []struct{ accept, cookie, want string }{
		{"", "", "en"},
		{"nl_BE.UTF-8", "", "nl"},
		{"de_BE@euro", "", "de"},
		{"C", "", "en"},
		{"C.UTF-8", "", "en"},
		{"POSIX", "", "en"},
		{"fr-BE,fr;q=0.9,en;q=0.5", "", "fr"},
		{"es,en;q=0.2,de;q=0.7", "", "de"},
		{"fr-BE", "nl", "nl"},
		{"fr-BE", "xx", "fr"},
		{"garbage;;;q=", "", "en"},
	} {
		if got := Choose(c.accept, c.cookie); got != c.want {
			t.Errorf("Choose(%q, %q) = %s, want %s", c.accept, c.cookie, got, c.want)
		}
	}
}

func TestUnknownKeyGivesItself(t *testing.T) {
	for _, code := range Codes() {
		if got := New(code).T("no.such.key", "a", "b"); got != "no.such.key" {
			t.Errorf("%s: %q", code, got)
		}
	}
}

func TestFaultTellsNoDifference(t *testing.T) {
	p := New("nl")
	denied := p.Fault(fault.New(fault.Denied, "x", "secret", "y"))
	missing := p.Fault(fault.New(fault.Missing, "z"))
	if denied != missing || denied == "" {
		t.Errorf("denied %q, missing %q", denied, missing)
	}
	if got := p.Fault(errors.New("disk on fire")); got != p.T("broken") {
		t.Errorf("a cause came out: %q", got)
	}
}

func TestForms(t *testing.T) {
	at := time.Date(2026, 3, 9, 13, 5, 0, 0, time.UTC).UnixMicro()
	for _, c := range []struct{ code, moment, number, month, year string }{
		{"nl", "9 mrt. 2026 14:05", "39.750", "maart 2026", "2026"},
		{"fr", "9 mars 2026 14:05", "39\u202f750", "mars 2026", "2026"},
		{"de", "09.03.2026 14:05", "39.750", "März 2026", "2026"},
		{"en", "9 Mar 2026 14:05", "39,750", "March 2026", "2026"},
	} {
		p := New(c.code)
		got := []string{p.Moment(at), p.Number(39750), p.Date(day.Date{Year: 2026, Month: 3}), p.Date(day.Date{Year: 2026})}
		want := []string{c.moment, c.number, c.month, c.year}
		if !slices.Equal(got, want) {
			t.Errorf("%s: %q, want %q", c.code, got, want)
		}
	}
}

func TestSortFollowsTheReader(t *testing.T) {
	s := []string{"Zeno", "élan", "Edel", "zebra", "eland"}
	New("fr").Sort(s)
	if want := []string{"Edel", "élan", "eland", "zebra", "Zeno"}; !slices.Equal(s, want) {
		t.Errorf("%q", s)
	}
}
