package knowledge_test

import (
	"testing"

	"schild/fault"
	"schild/internal/store"
)

// FuzzTyped: whatever is typed into the search field is words to look for: never a query of its own, never an error.
func FuzzTyped(f *testing.F) {
	h := newHouse(f)
	for _, s := range []string{"", "bridge", "bri", `"`, `a OR b`, `text:x`, `x*`, `NEAR(a b)`, "a\x00b", "\xff\xfe", "'; DROP TABLE x; --", "習近平", "e\u0301", "%", "_", "-", "\u202e", "ß", "a-b'c", "((((((", "moonfish AND NOT"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, typed string) {
		err := h.desk.Office.See(t.Context(), low, func(v *store.View) error {
			r, err := h.desk.Search(v, typed)
			if err != nil {
				return err
			}
			if again, err := h.desk.Search(v, r.Query); err != nil || again.Query != r.Query || len(again.Records) != len(r.Records) || len(again.Entities) != len(r.Entities) {
				t.Errorf("%q is searched as %q, and that otherwise: %v", typed, r.Query, err)
			}
			_, err = h.desk.FindEntities(v, typed, 10)
			return err
		})
		if err != nil {
			t.Fatalf("%q: %v; %s", typed, err, fault.Log(err))
		}
	})
}
