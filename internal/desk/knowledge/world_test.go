package knowledge_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"schild/exchange"
	"schild/fact"
	"schild/fault"
	"schild/internal/desk/knowledge"
	"schild/internal/office"
	"schild/internal/store"
	"schild/label"
)

// search gives what one person finds, identities left out: they are random.
func (h *house) search(by office.Person, typed string) (out []string) {
	h.t.Helper()
	h.see(by, func(v *store.View) error {
		r, err := h.desk.Search(v, typed)
		for _, e := range r.Entities {
			out = append(out, fmt.Sprintf("entity %s %s %s %d", e.Caption, e.Schema, e.Label, e.Sources))
		}
		hits := []string{}
		for _, x := range r.Records {
			hits = append(hits, fmt.Sprintf("record %s %.4f %s", x.Title, x.Score, v.Label(x.Label)))
		}
		slices.Sort(hits)
		out = append(out, hits...)
		return err
	})
	return out
}

// all is everything one person can get out of the desk.
func (h *house) all(by office.Person, records []fact.ID) string {
	h.t.Helper()
	var b strings.Builder
	for _, q := range []string{"odo", "ravelin", "odo ravelin", "ida b", "o", "ravelin gezien", "reiger", "bellwyn", "nobody"} {
		fmt.Fprintln(&b, "search", q, h.search(by, q))
	}
	h.see(by, func(v *store.View) error {
		list, err := h.desk.Entities(v, "", "", 50)
		if err != nil {
			return err
		}
		for _, s := range list {
			e, err := h.desk.Entity(v, s.ID)
			if err != nil {
				return err
			}
			fmt.Fprintln(&b, "entity", s.Caption, s.Label, s.Sources, e.Label, e.Schema)
			for _, p := range e.Properties {
				for _, x := range p.Values {
					fmt.Fprintln(&b, "  ", p.Name, x.Value, len(x.Statements))
				}
			}
			for _, l := range e.Links {
				fmt.Fprintln(&b, "  ", l.Property, l.Outward, l.Caption, l.Relation)
			}
		}
		return nil
	})
	for _, r := range records {
		fmt.Fprintln(&b, "mentions", h.mentions(by, r))
	}
	return b.String()
}

// TestTwoWorlds: two houses that differ only in what is secret give a reader without clearance the same bytes.
func TestTwoWorlds(t *testing.T) {
	var got [2]string
	for world := range got {
		h := newHouse(t)
		hidden := func(f func()) {
			if world == 1 {
				f()
			}
		}
		hidden(func() { h.list("harbour", secret, "9: Odo Ravelin; Ida Bellwyn; O", "8: Odo Ravelin de Oude") })
		h.list("post", restricted, "1: Odo Ravelin", "2: Ida Bellwyn; Blauwe Reiger", "3: Odo Ravelin van Tarn")
		var rs []fact.ID
		rs = append(rs, h.record("post", restricted, "Odo Ravelin gezien met Blauwe Reiger"))
		hidden(func() {
			r := h.record("harbour", secret, "Odo Ravelin van Tarn is Ida Bellwyn")
			h.list("harbour", secret, "1: Gezien Met; Odo Ravelin")
			h.work()
			h.accept(high, h.open(high, h.record("harbour", secret, "Blauwe Reiger")))
			h.see(high, func(v *store.View) error { _, _, err := h.desk.OfRecord(v, string(r), 0, 500); return err })
		})
		rs = append(rs, h.record("post", restricted, "Ida Bellwyn, Ida Bellwyn en Gezien Met"))
		h.work()
		h.accept(low, h.open(low, h.record("post", restricted, "Blauwe Reiger")))
		got[world] = h.all(low, rs)
		h.clean()
	}
	if diff := cmp.Diff(got[0], got[1]); diff != "" {
		t.Error(diff)
	}
	if !strings.Contains(got[0], "Ida Bellwyn, proposed") || !strings.Contains(got[0], "search ida b [entity Ida Bellwyn Person") {
		t.Errorf("the worlds are empty:\n%s", got[0])
	}
}

// An ownership is an entity between two others: each side's page shows the other side.
func TestLinksGoThroughRelations(t *testing.T) {
	h := newHouse(t)
	list := persons("odo: Odo Ravelin")
	list = append(list, exchange.Entry{Key: "yard", Schema: "Company", Facts: []exchange.Fact{{Property: "name", Value: "Tarn Yards"}}},
		exchange.Entry{Key: "own", Schema: "Ownership", Facts: []exchange.Fact{{Property: "owner", Value: "odo"}, {Property: "asset", Value: "yard"}}})
	rec := h.record("post", restricted, "x")
	if _, err := h.desk.AddList(t.Context(), intake, "post", knowledge.List{Kind: "csv", Name: "post", Record: rec, Entries: list}); err != nil {
		t.Fatal(err)
	}
	h.see(low, func(v *store.View) error {
		found, err := h.desk.FindEntities(v, "tarn", 10)
		if err != nil || len(found) != 1 {
			t.Fatalf("%v %v", found, err)
		}
		e, err := h.desk.Entity(v, found[0].ID)
		if err != nil || len(e.Links) != 1 || e.Links[0].Caption != "Odo Ravelin" || e.Links[0].Relation != "Ownership" || e.Links[0].Property != "asset" {
			t.Errorf("%+v %v", e.Links, err)
		}
		return nil
	})
}

func TestBrowsingGoesOn(t *testing.T) {
	h := newHouse(t)
	h.list("post", restricted, "1: Beta", "2: Alfa; Zeta", "3: Beta", "4: Gamma", "5: Delta")
	h.list("post", secret, "6: Aaa Beta")
	var got []string
	h.see(low, func(v *store.View) error {
		after := ""
		for {
			page, err := h.desk.Entities(v, "Person", after, 2)
			if err != nil || len(page) == 0 {
				return err
			}
			for _, s := range page {
				got, after = append(got, s.Caption), s.ID
			}
		}
	})
	if diff := cmp.Diff([]string{"Alfa", "Beta", "Beta", "Delta", "Gamma"}, got); diff != "" {
		t.Error(diff)
	}
}

func TestSearchOrder(t *testing.T) {
	h := newHouse(t)
	h.list("post", restricted, "1: Odo Ravelin van Tarn", "2: Odo Ravelin", "3: Odoacer Ravelin", "4: Ravelin Odo Bis", "5: Odo")
	var got []string
	for _, s := range h.search(low, "ravelin ODÓ") {
		got = append(got, strings.Split(s, " Person")[0])
	}
	want := []string{"entity Odo Ravelin", "entity Odoacer Ravelin", "entity Ravelin Odo Bis", "entity Odo Ravelin van Tarn"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestStateKeepsWithinTheView(t *testing.T) {
	h := newHouse(t)
	h.list("harbour", secret, "1: Odo Ravelin")
	rec := h.record("post", restricted, "x")
	shut := h.record("harbour", secret, "Odo Ravelin")
	var entity fact.ID
	h.see(high, func(v *store.View) error {
		ms, err := h.desk.Mentions(v, string(shut))
		entity = fact.ID(ms[0].Entity)
		return err
	})
	s := fact.Statement{Entity: entity, Schema: "Person", Property: "name", Value: "Odo", Record: rec}
	_, _, err := h.desk.State(t.Context(), low, s)
	h.refused(err, fault.Missing)
	s.Entity, s.Record = "", shut
	_, _, err = h.desk.State(t.Context(), low, s)
	h.refused(err, fault.Missing)
	s.Record, s.Value = rec, ""
	_, _, err = h.desk.State(t.Context(), low, s)
	h.refused(err, fault.Invalid)
	s.Schema, s.Property, s.Value = "Ownership", "owner", string(entity)
	_, _, err = h.desk.State(t.Context(), low, s)
	h.refused(err, fault.Missing)
	s = fact.Statement{Schema: "Person", Property: "name", Value: "Uwe Tarn", Record: rec, Label: label.Label{Level: label.NotClassified, Releasable: label.All}}
	id, fresh, err := h.desk.State(t.Context(), low, s)
	if err != nil || fresh == "" {
		t.Fatal(err)
	}
	h.see(low, func(v *store.View) error {
		c, err := h.desk.Statement(v, string(id))
		if c.Label != restricted { // never below its record's
			t.Errorf("label %s", c.Label)
		}
		_, miss := h.desk.Entity(v, string(entity))
		h.refused(miss, fault.Missing)
		return err
	})
}
