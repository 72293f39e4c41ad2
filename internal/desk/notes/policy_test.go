package notes_test

import (
	"testing"

	"schild/fault"
	"schild/internal/desk/notes"
	"schild/internal/office"
	"schild/internal/store"
	"schild/label"
	"schild/label/spif"
	"schild/note"
)

// TestPolicyIsHeldInDrafts: a label that the house's policy does not allow is refused when an author sets it, and the check of
// an unsaved draft names the rule.
func TestPolicyIsHeldInDrafts(t *testing.T) {
	w := newWorld(t)
	w.command("person ilse level=SECRET compartments=NUC roles=analyst")
	all, err := spif.Shipped()
	if err != nil {
		t.Fatal(err)
	}
	w.office.Policy = all[0].CheckLabel
	work := notes.Work{Draft: note.Draft{Kind: note.National, Lang: "en", Title: "T", Label: label.Label{Level: label.Restricted, Compartments: "NUC"}}}
	ilse := office.Person{ID: "ilse"}
	if _, err := w.desk.Save(t.Context(), ilse, work); !fault.Is(err, fault.Invalid) {
		t.Errorf("saved: %v", err)
	}
	err = w.office.See(t.Context(), ilse, func(v *store.View) error {
		c, err := w.desk.Check(v, work)
		if last := c.Problems[len(c.Problems)-1]; last.Key != "label.policy.excluded" || !c.Blocked() {
			t.Errorf("%+v", c.Problems)
		}
		return err
	})
	if err != nil {
		t.Error(err)
	}
	work.Draft.Label.Level = label.Confidential
	if _, err := w.desk.Save(t.Context(), ilse, work); err != nil {
		t.Error(err)
	}
}
