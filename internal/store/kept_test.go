package store_test

import (
	"context"
	"fmt"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"schild/internal/store"
	"schild/label"
)

const titles = `SELECT title FROM dossier WHERE reference = $1 ORDER BY id`

// asked gives a kept answer to a reader.
func (h *house) asked(t *rapid.T, b store.Binding) []string {
	var out []string
	_, err := h.Read(context.Background(), func(*store.Lookup) (store.Binding, error) { return b, nil }, func(v *store.View) (err error) {
		out, err = store.Kept[string](v, []string{"dossier"}, titles, "D")
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// TestKeptIsAsFresh holds that a kept answer is what the database would say, whoever asks, while acts insert, append,
// remove and fail, and whatever the caller does with the answer it was given.
func TestKeptIsAsFresh(t *testing.T) {
	both(t, func(t *testing.T) {
		h, n := open(t), 0 // one house lives through all runs
		rapid.Check(t, func(t *rapid.T) {
			for range rapid.IntRange(5, 40).Draw(t, "steps") {
				id := fmt.Sprint("d", rapid.IntRange(0, max(0, n-1)).Draw(t, "id"))
				switch rapid.IntRange(0, 5).Draw(t, "step") {
				case 0:
					l := level(label.Level(rapid.IntRange(0, 4).Draw(t, "label")))
					h.try(func(tx *store.Tx) error {
						return tx.Insert("dossier", fmt.Sprint("d", n), l, dossierRow(fmt.Sprint("t", n)))
					})
					n++
				case 1:
					h.try(func(tx *store.Tx) error { return tx.Append("dossier", id, nil, store.Row{"title": "other"}) })
				case 2:
					h.try(func(tx *store.Tx) error { return tx.Remove("dossier", id) })
				case 3:
					h.try(func(tx *store.Tx) error {
						if err := tx.Insert("dossier", "gone", level(0), dossierRow("never")); err != nil {
							return err
						}
						return context.Canceled
					})
				default:
					b := store.Binding{Person: rapid.SampledFrom([]string{"a", "b"}).Draw(t, "who"), Clearance: cleared(label.Level(rapid.IntRange(0, 4).Draw(t, "clearance")))}
					want, err := h.seeAs(b, titles, "D")
					got := h.asked(t, b)
					if err != nil || !slices.Equal(got, want) {
						t.Fatalf("kept %v, fresh %v (%v)", got, want, err)
					}
					for i := range got {
						got[i] = "spoilt by the caller"
					}
				}
			}
		})
	})
}

// TestKeptKnowsItsReader holds that the past, and an act that has just written, are never answered from memory.
func TestKeptKnowsItsReader(t *testing.T) {
	both(t, func(t *testing.T) {
		h := open(t)
		h.dossier("d1", "first", level(0))
		ask := func(v *store.View) string {
			out, err := store.Kept[string](v, []string{"dossier"}, titles, "D")
			if err != nil {
				t.Fatal(err)
			}
			return fmt.Sprint(out)
		}
		read := func(b store.Binding) (out string) {
			_, err := h.Read(t.Context(), func(*store.Lookup) (store.Binding, error) { return b, nil }, func(v *store.View) error { out = ask(v); return nil })
			if err != nil {
				t.Fatal(err)
			}
			return out
		}
		now := h.clock.Load()
		h.dossier("d2", "second", level(0))
		if got := read(store.Binding{Person: "p", Clearance: trusted()}); got != "[first second]" {
			t.Error("now:", got)
		}
		if got := read(store.Binding{Person: "p", Clearance: trusted(), AsOf: now}); got != "[first]" {
			t.Error("then:", got)
		}
		h.act(func(tx *store.Tx) error {
			if err := tx.Insert("dossier", "d3", level(0), dossierRow("third")); err != nil {
				return err
			}
			if got := ask(tx.View); got != "[first second third]" {
				t.Error("in the act:", got)
			}
			return nil
		})
	})
}
