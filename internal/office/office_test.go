package office_test

import (
	"context"
	"fmt"
	"strings"
	"sync/atomic"
	"testing"

	"schild/fault"
	"schild/internal/cluster"
	"schild/internal/office"
	"schild/internal/store"
	"schild/label"
)

// open founds a house with a registrar, an analyst cleared to Secret, one cleared to Restricted, and an auditor.
func open(t *testing.T) *office.Office {
	t.Helper()
	var clock atomic.Int64
	dir := t.TempDir()
	cfg := store.Config{Dir: dir, Place: cluster.Place(t, dir), Origin: "test.invalid/register", Now: func() int64 { return clock.Add(1000) }}
	s, err := store.Open(t.Context(), cfg)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	o := office.New(s)
	enrol(t, o, "registrar", "house.found", "registrar", label.TopSecret)
	enrol(t, o, "vera", "person.enrol", "analyst", label.Secret)
	enrol(t, o, "lou", "person.enrol", "analyst", label.Restricted)
	enrol(t, o, "aude", "person.enrol", "auditor", label.NotClassified)
	return o
}

func enrol(t *testing.T, o *office.Office, id, kind, role string, v label.Level) {
	t.Helper()
	row := store.Row{"name": strings.ToUpper(id), "organisation": "own", "outside": false, "lang": "en", "roles": role, "level": int64(v),
		"compartments": "", "circles": "", "memberships": "", "account": "", "active": true}
	by := "registrar"
	if _, err := o.Do(context.Background(), office.Person{ID: by}, office.Act{Kind: kind}, func(tx *store.Tx) error {
		return tx.Insert("person", id, label.Bottom(), row)
	}); err != nil {
		t.Fatal(err)
	}
}

func dossier(o *office.Office, by, id string, v label.Level) error {
	_, err := o.Do(context.Background(), office.Person{ID: by}, office.Act{Kind: "mention.accept"}, func(tx *store.Tx) error {
		return tx.Insert("dossier", id, label.Label{Level: v}, store.Row{"reference": "D", "title": id, "mission": "m", "threat": "", "interest": "",
			"reason": "r", "team": "", "review": "", "state": "open"})
	})
	return err
}

// acts gives the auditor's view of the register, newest first.
func acts(t *testing.T, o *office.Office) []string {
	t.Helper()
	var out []string
	if err := o.See(context.Background(), office.Person{ID: "aude"}, func(v *store.View) error {
		return v.Select(&out, `SELECT actor || ' ' || kind || ' ' || outcome FROM act ORDER BY at DESC`)
	}); err != nil {
		t.Fatal(err)
	}
	return out
}

func TestWhoMayDoWhat(t *testing.T) {
	o := open(t)
	for _, c := range []struct {
		by   string
		kind string
		want fault.Kind
	}{
		{"vera", "mention.accept", 0},
		{"aude", "mention.accept", fault.Denied},
		{"nobody", "mention.accept", fault.Denied},
		{"", "mention.accept", fault.Denied},
		{"clock", "mention.accept", fault.Denied},
		{"clock", "mention.rescan", 0},
		{"vera", "person.enrol", fault.Denied},
		{"registrar", "no.such.act", fault.Denied},
		{"registrar", "house.found", fault.Denied},
	} {
		_, err := o.Do(context.Background(), office.Person{ID: c.by}, office.Act{Kind: c.kind}, func(*store.Tx) error { return nil })
		if c.want == 0 && err != nil || c.want != 0 && !fault.Is(err, c.want) {
			t.Errorf("%s %s: %v", c.by, c.kind, err)
		}
		outcome := "done"
		if c.want != 0 {
			outcome = "refused"
		}
		if got := acts(t, o)[0]; got != fmt.Sprintf("%s %s %s", c.by, c.kind, outcome) {
			t.Errorf("%s %s stands as %q", c.by, c.kind, got)
		}
	}
}

// TestReadsAreRegistered holds that showing something classified is an act, and showing nothing is none.
func TestReadsAreRegistered(t *testing.T) {
	o := open(t)
	if err := dossier(o, "vera", "plan", label.Secret); err != nil {
		t.Fatal(err)
	}
	show := func(by string) (n int) {
		before := len(acts(t, o))
		if err := o.See(context.Background(), office.Person{ID: by}, func(v *store.View) error {
			var ds []struct {
				ID    string `db:"id"`
				Label int64  `db:"label"`
			}
			if err := v.Select(&ds, `SELECT id, label FROM dossier`); err != nil {
				return err
			}
			for _, d := range ds {
				v.Opened("dossier", d.ID, d.Label)
			}
			n = len(ds)
			return nil
		}); err != nil {
			t.Fatal(err)
		}
		if grew := len(acts(t, o)) - before; grew != n {
			t.Errorf("%s was shown %d and the register grew by %d", by, n, grew)
		}
		return n
	}
	if show("vera") != 1 || show("lou") != 0 || show("aude") != 0 {
		t.Error("the wrong people see the plan")
	}
	if got := acts(t, o)[0]; got != "vera read done" {
		t.Errorf("last act %q", got)
	}
}

// TestRightsAreReadInsideTheAct holds that what was revoked a moment ago no longer counts.
func TestRightsAreReadInsideTheAct(t *testing.T) {
	o := open(t)
	if _, err := o.Do(context.Background(), office.Person{ID: "registrar"}, office.Act{Kind: "person.clear"}, func(tx *store.Tx) error {
		return tx.Append("person", "vera", nil, store.Row{"active": false})
	}); err != nil {
		t.Fatal(err)
	}
	if err := dossier(o, "vera", "late", label.Restricted); !fault.Is(err, fault.Denied) {
		t.Errorf("a person who left acts: %v", err)
	}
	if err := o.See(context.Background(), office.Person{ID: "vera"}, func(*store.View) error { return nil }); !fault.Is(err, fault.Denied) {
		t.Errorf("a person who left reads: %v", err)
	}
}

// TestOwnActsOnly holds that everyone sees their own acts and only those who check see all.
func TestOwnActsOnly(t *testing.T) {
	o := open(t)
	if err := dossier(o, "vera", "plan", label.Restricted); err != nil {
		t.Fatal(err)
	}
	for by, want := range map[string]string{"lou": "", "vera": "vera"} {
		var actors []string
		if err := o.See(context.Background(), office.Person{ID: by}, func(v *store.View) error {
			return v.Select(&actors, `SELECT DISTINCT actor FROM act`)
		}); err != nil || strings.Join(actors, ",") != want {
			t.Errorf("%s sees the acts of %v (%v)", by, actors, err)
		}
	}
	o.Missed(context.Background(), office.Person{ID: "lou"}, "dossier", "plan")
	if got := acts(t, o)[0]; got != "lou read.missed done" {
		t.Errorf("asking in vain stands as %q", got)
	}
}

// TestNobodyEnrolledMeansFounding holds that only an empty house can be founded, once.
func TestNobodyEnrolledMeansFounding(t *testing.T) {
	o := open(t)
	_, err := o.Do(context.Background(), office.Person{ID: "usurper"}, office.Act{Kind: "house.found"}, func(tx *store.Tx) error { return nil })
	if !fault.Is(err, fault.Denied) {
		t.Errorf("a second founding gives %v", err)
	}
}
