package oversight_test

import (
	"sync"
	"testing"

	"schild/internal/store"
	"schild/register"
)

// BenchmarkFolder walks a dossier in a house where 100,000 other things were done.
func BenchmarkFolder(b *testing.B) {
	h := newControlled(b)
	h.seal()
	var wait sync.WaitGroup
	for range 64 {
		wait.Go(func() {
			for range 100_000 / 64 {
				w := h.Office.Store().Write(b.Context(), register.Act{Actor: "analyst", Kind: "read", Objects: []string{"record:0000000000000000000000000z"}},
					func(*store.Lookup) (store.Binding, error) { return store.Binding{Person: "analyst"}, nil }, func(*store.Tx) error { return nil })
				if w.Err != nil {
					b.Error(w.Err)
				}
			}
		})
	}
	wait.Wait()
	for b.Loop() {
		if f, err := h.folder(ivo); err != nil || len(f.Acts) != 3 {
			b.Fatal(len(f.Acts), err)
		}
	}
}
