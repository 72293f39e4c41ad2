package store_test

import (
	"errors"
	"fmt"
	"sync"
	"testing"

	"schild/fact"
	"schild/internal/store"
	"schild/label"
)

// TestIndexOfABatch holds that in one batch of acts, some of which fail and some of which remove what another wrote, the
// full-text index has exactly the records that stand.
func TestIndexOfABatch(t *testing.T) {
	both(t, func(t *testing.T) {
		h := open(t)
		h.record("s", "first", "alpha", label.Label{}) // makes the source's key
		boom := errors.New("boom")
		var all sync.WaitGroup
		gate := make(chan struct{})
		write := func(i int, change func(*store.Tx, fact.ID) error) {
			all.Go(func() {
				<-gate
				h.try(func(tx *store.Tx) error {
					id := fact.Derive([]byte("k"), fmt.Sprint(i))
					row := store.Row{"source": "s", "kind": "message", "reference": "R", "file": "f", "title": "t", "type": "text/plain", "status": "read",
						"lang": "en", "grade": "B2", "size": int64(1), "sha256": "", "said": "", "desk": ""}
					if err := tx.Record(id, label.Label{}, row, fmt.Sprintf("beta word%d", i)); err != nil {
						return err
					}
					return change(tx, id)
				})
			})
		}
		for i := range 90 {
			write(i, func(tx *store.Tx, id fact.ID) error {
				switch {
				case i%3 == 1:
					return boom
				case i%9 == 2:
					return tx.Remove("record", string(id))
				case i%9 == 5: // writes out what waits, and is undone
					return errors.Join(tx.Remove("record", string(id)), boom)
				}
				return nil
			})
		}
		close(gate)
		all.Wait()
		// of 90: 30 fail, 10 remove, 10 remove and fail
		if got := h.mustSee(trusted(), `SELECT count(*) FROM search AS x WHERE x.query MATCH $1`, store.MatchExpression("beta")); got != "[40]" {
			t.Errorf("found %s", got)
		}
		if got := h.mustSee(trusted(), `SELECT count(*) FROM record AS r`); got != "[41]" {
			t.Errorf("records %s", got)
		}
		h.clean()
	})
}
