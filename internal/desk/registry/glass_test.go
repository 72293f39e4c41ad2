package registry_test

import (
	"testing"

	"schild/fault"
	"schild/internal/office"
	"schild/internal/store"
	"schild/label"
)

// TestBrokenGlass: in an emergency somebody with the level and no need to know is let in for four hours, alone; the committee sees who, what
// and why at once and nobody of the house sees that list; what a control body shut and others' front desks open to nobody so.
func TestBrokenGlass(t *testing.T) {
	h := newHouse(t)
	team := label.Label{Level: label.Secret, Circles: label.NewSet("dossier:abc")}
	above := label.Label{Level: label.TopSecret, Circles: label.NewSet("dossier:abc")}
	for id, l := range map[string]label.Label{"in": team, "above": above, "other": {Level: label.Secret, Circles: label.NewSet("dossier:xyz")}} {
		_, err := h.desk.Office.Do(t.Context(), registrar, office.Act{Kind: "source.add"}, func(tx *store.Tx) error {
			return tx.Insert("source", id, l, store.Row{"name": id, "kind": "own", "organisation": "", "country": "", "lang": "en", "default_label": "RESTRICTED", "grade": "F6", "address": ""})
		})
		h.done(nil, err)
	}
	sees := func(who office.Person) (ids []string) {
		h.done(nil, h.desk.Office.See(t.Context(), who, func(v *store.View) error {
			return v.Select(&ids, `SELECT id FROM source WHERE id IN ('in', 'above', 'other') ORDER BY id`)
		}))
		return ids
	}
	for _, what := range []string{"order:abc", "front:FIRM", "control:committee", "*", "", "dossier:", "a b", "desk:a,desk:b"} {
		if _, err := h.desk.Break(t.Context(), analyst, what, "somebody is in danger"); !fault.Is(err, fault.Invalid) {
			t.Errorf("%q: %v", what, err)
		}
	}
	if _, err := h.desk.Break(t.Context(), analyst, "abc", "why not"); !fault.Is(err, fault.Invalid) {
		t.Errorf("no reason: %v", err)
	}
	if _, err := h.desk.Break(t.Context(), auditor, "abc", "somebody is in danger"); err == nil {
		t.Error("an auditor breaks the glass")
	}
	if got := sees(analyst); len(got) != 0 {
		t.Fatalf("before: %v", got)
	}
	until, err := h.desk.Break(t.Context(), analyst, "https://schild.example/dossier/abc/team?x=1", "somebody is in danger")
	h.done(nil, err)
	if got := sees(analyst); len(got) != 1 || got[0] != "in" {
		t.Errorf("after: %v", got)
	}
	if got := sees(head); len(got) != 0 {
		t.Errorf("the glass was broken for everybody: %v", got)
	}
	var rows []string
	for _, who := range []office.Person{analyst, head, security, registrar} {
		h.done(nil, h.desk.Office.See(t.Context(), who, func(v *store.View) error { return v.Select(&rows, `SELECT person FROM glass`) }))
		if len(rows) != 0 {
			t.Errorf("%s sees who broke the glass: %v", who.ID, rows)
		}
	}
	h.now = until + 1
	if got := sees(analyst); len(got) != 0 {
		t.Errorf("after four hours: %v", got)
	}
	if !office.NeedsKey("glass.break") {
		t.Error("the glass breaks without a key in the hand")
	}
}
