package store_test

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"schild/fact"
	"schild/internal/store"
)

// BenchmarkRecord measures acts that each put twenty records of 200 words into the index.
func BenchmarkRecord(b *testing.B) {
	h := open(b)
	h.record("s", "first", "x", circle(1))
	r := rand.New(rand.NewPCG(5, 6))
	for n := 0; b.Loop(); n++ {
		var text strings.Builder
		for range 200 {
			fmt.Fprintf(&text, "w%d ", int(r.ExpFloat64()*2000))
		}
		h.act(func(tx *store.Tx) error {
			for i := range 20 {
				id := fact.Derive([]byte("k"), fmt.Sprint(n, " ", i))
				row := store.Row{"source": "s", "kind": "message", "reference": "R", "file": "f", "title": "t", "type": "text/plain", "status": "read",
					"lang": "en", "grade": "B2", "size": int64(1), "sha256": "", "said": "", "desk": ""}
				if err := tx.Record(id, circle(1), row, text.String()); err != nil {
					return err
				}
			}
			return nil
		})
	}
}
