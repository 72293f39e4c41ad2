package registry_test

import (
	"fmt"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"schild/fault"
	"schild/internal/desk/registry"
	"schild/internal/office"
	"schild/internal/store"
)

func ids(rs []registry.Record) []string {
	out := make([]string, len(rs))
	for i, r := range rs {
		out[i] = r.ID
	}
	return out
}

// TestPagesMakeTheWholeList: leafing through with any page size gives every record of the view once, in order.
func TestPagesMakeTheWholeList(t *testing.T) {
	h := newHouse(t)
	for i := range 40 {
		in := registry.Incoming{File: fmt.Sprintf("%d.txt", i), Bytes: text(fmt.Sprintf("file %d of Ravelin", i)), Label: []string{"UNCLASSIFIED", "RESTRICTED", "SECRET"}[i%3]}
		in.Desk = []string{"", "harbour", "airport", "harbour"}[i%4]
		h.receive(in)
	}
	rapid.Check(t, func(t *rapid.T) {
		by := rapid.SampledFrom([]office.Person{intake, analyst, auditor}).Draw(t, "reader")
		f := registry.Filter{Oldest: rapid.Bool().Draw(t, "oldest"), Open: rapid.Bool().Draw(t, "open"), Desk: rapid.SampledFrom([]string{"", "harbour", "nowhere"}).Draw(t, "desk"), Limit: 200}
		size := rapid.IntRange(1, 15).Draw(t, "size")
		h.see(by, func(v *store.View) error {
			all, err := h.desk.Inbox(v, f)
			if err != nil {
				return err
			}
			n, err := h.desk.Count(v, f)
			if err != nil || n != len(all) {
				t.Errorf("counted %d of %d: %v", n, len(all), err)
			}
			var leafed []registry.Record
			for f.Limit = size; ; f.After = registry.Cursor(leafed[len(leafed)-1]) {
				rs, err := h.desk.Inbox(v, f)
				if err != nil || len(rs) == 0 {
					if d := cmp.Diff(ids(all), ids(leafed)); d != "" {
						t.Errorf("leafing differs: %s", d)
					}
					return err
				}
				leafed = append(leafed, rs...)
			}
		})
	})
}

func TestForeignCursors(t *testing.T) {
	h := newHouse(t)
	for _, c := range []string{"x", ".", "zz.", ".zz", "1.not-an-id", "99999999999999999999.00000000000000000000000000", "1'; --.00000000000000000000000000"} {
		err := h.desk.Office.See(t.Context(), intake, func(v *store.View) error {
			_, err := h.desk.Inbox(v, registry.Filter{After: c})
			return err
		})
		if !fault.Is(err, fault.Invalid) {
			t.Errorf("%q: %v", c, err)
		}
	}
}

// seen is everything the desk tells a reader about lists.
type seen struct {
	IDs, Cursors, Desks, Sources []string
	Count, Filtered              int
}

func (h *house) everything(by office.Person) (s seen) {
	h.see(by, func(v *store.View) error {
		rs, err := h.desk.Inbox(v, registry.Filter{Limit: 200})
		for _, r := range rs {
			s.IDs, s.Cursors = append(s.IDs, r.ID), append(s.Cursors, registry.Cursor(r))
		}
		var e1, e2, e3, e4 error
		s.Desks, e1 = h.desk.Desks(v)
		s.Count, e2 = h.desk.Count(v, registry.Filter{})
		s.Filtered, e3 = h.desk.Count(v, registry.Filter{Desk: "harbour", Open: true})
		srcs, e4 := h.desk.Sources(v)
		for _, x := range srcs {
			s.Sources = append(s.Sources, x.ID)
		}
		return firstError(err, e1, e2, e3, e4)
	})
	return s
}

// TestHiddenRecordsChangeNothing: what comes in above a reader's clearance, also as a twin of what they see, also from a source they
// may not know of, leaves every list, count, cursor and choice as it was.
func TestHiddenRecordsChangeNothing(t *testing.T) {
	h := newHouse(t)
	same := mail("Ferry", "Ravelin at the quay.")
	for i := range 5 {
		h.receive(registry.Incoming{File: fmt.Sprint(i), Bytes: text(fmt.Sprint(i)), Desk: "harbour"})
	}
	h.receive(registry.Incoming{File: "m.eml", Bytes: same, Desk: "harbour"})
	before := h.everything(intake)
	hidden := registry.Source{ID: "heron", Name: "Heron", Kind: "foreign", Organisation: "HERON", DefaultLabel: "SECRET", Grade: "A1"}
	h.done(h.desk.AddSource(t.Context(), registrar, hidden, mustLabel(t, "TOP SECRET")))
	for _, mark := range []string{"SECRET", "TOP SECRET", "RESTRICTED//COMP HARBOUR", "RESTRICTED//CIRCLE desk:east"} {
		h.receive(registry.Incoming{File: "m.eml", Bytes: same, Desk: "east", Label: mark})
		h.receive(registry.Incoming{File: "m.eml", Bytes: same, Desk: "harbour", Label: mark})
	}
	if d := cmp.Diff(before, h.everything(intake)); d != "" {
		t.Errorf("a reader without clearance sees a difference: %s", d)
	}
	if after := h.everything(head); after.Count <= before.Count || !slices.Contains(after.Desks, "east") {
		t.Errorf("the head sees %+v", after)
	}
}

func TestRouteMovesAndLowersNothing(t *testing.T) {
	h := newHouse(t)
	r := h.receive(registry.Incoming{File: "m.eml", Bytes: mail("Ferry", "Ravelin at the quay."), Label: "RESTRICTED//CAV ORCON"})
	h.done(h.desk.Route(t.Context(), intake, r.ID, "harbour"))
	h.see(intake, func(v *store.View) error {
		rec, err := h.desk.Record(v, r.ID)
		if rec.Desk != "harbour" || v.Label(rec.Label).String() != r.Label || rec.Version != 2 || rec.Open != 1 {
			t.Errorf("%+v under %s", rec, v.Label(rec.Label))
		}
		a, aerr := h.desk.Arrival(v, r.ID)
		if a.Act != r.Act {
			t.Errorf("the receipt is lost: %+v", a)
		}
		return firstError(err, aerr)
	})
	secret := h.receive(registry.Incoming{File: "s.txt", Bytes: text("s"), Label: "SECRET"})
	_, hidden := h.desk.Route(t.Context(), intake, secret.ID, "harbour")
	_, absent := h.desk.Route(t.Context(), intake, "00000000000000000000000000", "harbour")
	if !fault.Is(hidden, fault.Missing) || hidden.Error() != absent.Error() {
		t.Errorf("hidden: %v, absent: %v", hidden, absent)
	}
	if _, err := h.desk.Route(t.Context(), analyst, r.ID, "airport"); !fault.Is(err, fault.Denied) {
		t.Errorf("an analyst routed: %v", err)
	}
	if _, err := h.desk.Route(t.Context(), intake, r.ID, "../x"); !fault.Is(err, fault.Invalid) {
		t.Errorf("a desk of no form: %v", err)
	}
}
