package registry_test

import (
	"fmt"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"schild/fault"
	"schild/internal/desk/registry"
	"schild/label"
	"schild/label/spif"
	"schild/label/stanag"
)

// TestBoundLabelIsAFloor: the record's label dominates the marking given and every label bound to the file, is their
// join, and what is not understood is shown and changes nothing.
func TestBoundLabelIsAFloor(t *testing.T) {
	h := newHouse(t)
	for i, c := range []struct{ policy, classification, mark, want, bound string }{
		{"NATO", "SECRET", "RESTRICTED", "SECRET//ORIG NATO", "SECRET//ORIG NATO"},
		{"NATO", "UNCLASSIFIED", "SECRET//REL *", "SECRET//ORIG NATO", "UNCLASSIFIED//ORIG NATO"},
		{"BEL", "BEPERKT", "UNCLASSIFIED", "RESTRICTED", "RESTRICTED"},
		{"HERON", "OFFICIAL", "RESTRICTED", "RESTRICTED", "? HERON OFFICIAL"},
	} {
		file := []byte(stanag.Label{Policy: c.policy, Classification: c.classification}.String())
		r, err := h.desk.Receive(h.Context(), intake, registry.Incoming{File: fmt.Sprint(i, ".xml"), Bytes: file, Label: c.mark})
		if err != nil {
			t.Fatal(err)
		}
		if r.Label != c.want || !slices.Equal(r.Bound, []string{c.bound}) {
			t.Errorf("%s %s under %s: %s, bound %v; want %s, %s", c.policy, c.classification, c.mark, r.Label, r.Bound, c.want, c.bound)
		}
		given, _ := label.Parse(c.mark)
		if got, err := label.Parse(r.Label); err != nil || !got.Dominates(given) {
			t.Errorf("%s falls below %s", r.Label, c.mark)
		}
	}
}

// TestPolicyIsHeldAtTheDoor: a marking that the house's policy does not allow is refused where a person sets it. What is only
// joined so is taken in under the join, and the receipt says that a person has to set it right.
func TestPolicyIsHeldAtTheDoor(t *testing.T) {
	h := newHouse(t)
	all, err := spif.Shipped()
	if err != nil {
		t.Fatal(err)
	}
	h.desk.Office.Policy = all[0].CheckLabel // Belgium's: the nuclear category from CONFIDENTIAL up
	in := registry.Incoming{File: "x.txt", Bytes: text("x"), Label: "RESTRICTED//COMP NUC"}
	if _, err := h.desk.Receive(h.Context(), intake, in); !fault.Is(err, fault.Invalid) || fault.Outward(err).Key != "label.policy.excluded" {
		t.Errorf("taken in: %v", err)
	}
	s := registry.Source{ID: "odd", Name: "Odd", Kind: "own", DefaultLabel: "UNCLASSIFIED//COMP NUC", Grade: "F6"}
	if _, err := h.desk.AddSource(h.Context(), registrar, s, label.Bottom()); !fault.Is(err, fault.Invalid) {
		t.Errorf("a source whose marking is none: %v", err)
	}
	bound := stanag.Label{Policy: "BEL", Classification: "RESTRICTED", Categories: []stanag.Category{{Tag: "Category", Type: "RESTRICTIVE", Values: []string{"NUC"}}}}
	r := h.receive(registry.Incoming{File: "x.xml", Bytes: []byte(bound.String()), Label: "UNCLASSIFIED"})
	want := []registry.Joined{{Why: "given", Label: "UNCLASSIFIED"}, {Why: "bound", Label: "RESTRICTED//COMP NUC"}}
	if r.Label != "RESTRICTED//COMP NUC" || r.Doubt != "label.policy.excluded" || !cmp.Equal(r.Joined, want, cmpopts.IgnoreUnexported(registry.Joined{})) {
		t.Errorf("%+v", r)
	}
}
