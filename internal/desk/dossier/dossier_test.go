package dossier_test

import (
	"errors"
	"strings"
	"testing"
	"time"

	"schild/day"
	"schild/fault"
	"schild/internal/cluster"
	"schild/internal/desk/dossier"
	"schild/internal/office"
	"schild/internal/store"
	"schild/label"
)

// desk opens a house with a head of desk, Hugo, his colleague Hilde, an analyst, Ilse, and one who left, Lars.
func desk(t *testing.T) *dossier.Desk {
	t.Helper()
	now := time.Date(2026, 3, 2, 9, 0, 0, 0, time.UTC).UnixMicro()
	dir := t.TempDir()
	s, err := store.Open(t.Context(), store.Config{Dir: dir, Place: cluster.Place(t, dir), Origin: "test.invalid/register", Now: func() int64 { now += 1000; return now }})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	d := &dossier.Desk{Office: office.New(s)}
	enrol(t, d, "registrar", "house.found", "registrar", "registrar", true)
	enrol(t, d, "registrar", "person.enrol", "hugo", "head", true)
	enrol(t, d, "registrar", "person.enrol", "hilde", "head", true)
	enrol(t, d, "registrar", "person.enrol", "ilse", "analyst", true)
	enrol(t, d, "registrar", "person.enrol", "lars", "analyst", false)
	return d
}

func enrol(t *testing.T, d *dossier.Desk, by, kind, id, roles string, active bool) {
	t.Helper()
	_, err := d.Office.Do(t.Context(), office.Person{ID: by}, office.Act{Kind: kind}, func(tx *store.Tx) error {
		return tx.Insert("person", id, label.Bottom(), store.Row{"name": strings.ToUpper(id), "organisation": "own", "outside": false, "lang": "en",
			"roles": roles, "level": int64(label.Confidential), "compartments": "", "circles": "desk:east", "memberships": "", "account": "", "active": active})
	})
	if err != nil {
		t.Fatal(err)
	}
}

func opening() dossier.Opening {
	return dossier.Opening{Title: "Northern ports", Mission: "art. 7, 1°", Threat: "espionage", Reason: "two reports", Level: label.Confidential,
		Review: day.Date{Year: 2026, Month: 9}, Team: []string{"ilse"}}
}

// seen gives the titles a person sees.
func seen(t *testing.T, d *dossier.Desk, person string) string {
	t.Helper()
	var out []string
	err := d.Office.See(t.Context(), office.Person{ID: person}, func(v *store.View) error {
		ds, err := d.List(v)
		for _, x := range ds {
			out = append(out, x.Title+" "+x.Team)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return strings.Join(out, "; ")
}

// TestTeamIsNeedToKnow holds that a dossier is there for its team alone, and for no longer than somebody is of it.
func TestTeamIsNeedToKnow(t *testing.T) {
	d := desk(t)
	id, err := d.Open(t.Context(), office.Person{ID: "hugo"}, opening())
	if err != nil {
		t.Fatal(err)
	}
	if got := seen(t, d, "ilse"); got != "Northern ports hugo,ilse" {
		t.Errorf("the analyst of the team sees %q", got)
	}
	if got := seen(t, d, "hilde"); got != "" {
		t.Errorf("a head of desk outside the team sees %q", got)
	}
	if err := d.SetTeam(t.Context(), office.Person{ID: "hilde"}, id, []string{"hilde"}); !fault.Is(err, fault.Missing) {
		t.Errorf("a head of desk outside the team changes it: %v", err)
	}
	if err := d.SetTeam(t.Context(), office.Person{ID: "hugo"}, id, []string{"hugo", "hilde"}); err != nil {
		t.Fatal(err)
	}
	if got := seen(t, d, "ilse") + seen(t, d, "hilde"); got != "Northern ports hilde,hugo" {
		t.Errorf("after the change the analyst and the second head see %q", got)
	}
	staff, err := d.Office.Who(t.Context(), office.Person{ID: "ilse"})
	if err != nil || staff.Circles != "desk:east" {
		t.Errorf("who left keeps her other circles and loses this one: %q, %v", staff.Circles, err)
	}
	if problems, err := d.Office.Store().Audit(t.Context(), nil); err != nil || len(problems) > 0 {
		t.Error("the register does not account for the rows:", problems, err)
	}
}

func TestOpenRefuses(t *testing.T) {
	d := desk(t)
	for _, c := range []struct {
		why    string
		by     string
		change func(*dossier.Opening)
		want   string
	}{
		{"no title", "hugo", func(o *dossier.Opening) { o.Title = " " }, "invalid dossier.needed.title"},
		{"no mission", "hugo", func(o *dossier.Opening) { o.Mission = "" }, "invalid dossier.needed.mission"},
		{"neither threat nor interest", "hugo", func(o *dossier.Opening) { o.Threat = "" }, "invalid dossier.needed.threat"},
		{"no reason", "hugo", func(o *dossier.Opening) { o.Reason = "" }, "invalid dossier.needed.reason"},
		{"no review", "hugo", func(o *dossier.Opening) { o.Review = day.Date{} }, "invalid dossier.review"},
		{"review over", "hugo", func(o *dossier.Opening) { o.Review = day.Date{Year: 2026, Month: 2} }, "invalid dossier.review.past"},
		{"above the opener", "hugo", func(o *dossier.Opening) { o.Level = label.Secret }, "refused dossier.level"},
		{"nobody of that name", "hugo", func(o *dossier.Opening) { o.Team = []string{"nobody"} }, "invalid dossier.team.unknown"},
		{"somebody who left", "hugo", func(o *dossier.Opening) { o.Team = []string{"lars"} }, "invalid dossier.team.unknown"},
		{"not a head of desk", "ilse", func(*dossier.Opening) {}, "denied act.denied"},
		{"interest instead of threat", "hugo", func(o *dossier.Opening) { o.Threat, o.Interest = "", "e" }, ""},
	} {
		o := opening()
		c.change(&o)
		_, err := d.Open(t.Context(), office.Person{ID: c.by}, o)
		if got := told(err); got != c.want {
			t.Errorf("%s: got %q, want %q", c.why, got, c.want)
		}
	}
	if got := seen(t, d, "hugo"); got != "Northern ports hugo,ilse" {
		t.Errorf("what was refused left something behind: %q", got)
	}
}

func TestTeamKeepsWhoChangesIt(t *testing.T) {
	d := desk(t)
	id, err := d.Open(t.Context(), office.Person{ID: "hugo"}, opening())
	if err != nil {
		t.Fatal(err)
	}
	if got := told(d.SetTeam(t.Context(), office.Person{ID: "hugo"}, id, []string{"ilse"})); got != "refused dossier.team.self" {
		t.Error(got)
	}
	if got := told(d.SetTeam(t.Context(), office.Person{ID: "ilse"}, id, []string{"ilse"})); got != "denied act.denied" {
		t.Error(got)
	}
}

func told(err error) string {
	var e *fault.Error
	if !errors.As(err, &e) {
		return ""
	}
	return e.Kind.String() + " " + e.Key
}
