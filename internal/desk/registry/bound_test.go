package registry_test

import (
	"fmt"
	"slices"
	"testing"

	"schild/internal/desk/registry"
	"schild/label"
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
