package store_test

import (
	"fmt"
	"testing"
	"time"

	"schild/internal/store"
)

// TestLattice holds that the engine shows a row exactly when MayRead says so, pair by pair. Without the flag every 53rd
// reader asks, so that each level, set and membership comes by.
func TestLattice(t *testing.T) {
	both(t, func(t *testing.T) {
		h, labels, readers := open(t), store.LatticeLabels(), store.LatticeReaders()
		h.act(func(tx *store.Tx) error {
			for i, l := range labels {
				if err := tx.Insert("dossier", fmt.Sprintf("d%04d", i), l, dossierRow("x")); err != nil {
					return err
				}
			}
			return nil
		})
		step := 53
		if *store.Whole {
			step = 1
		}
		began, pairs, differ := time.Now(), 0, 0
		for i := 0; i < len(readers); i += step {
			shown, err := h.see(readers[i], `SELECT id FROM dossier`)
			if err != nil {
				t.Fatal(err)
			}
			differ += store.Differences(labels, readers[i], shown)
			pairs += len(labels)
		}
		t.Logf("%d pairs, %d differences, %.1f s", pairs, differ, time.Since(began).Seconds())
		if differ > 0 {
			t.Errorf("%d of %d pairs differ", differ, pairs)
		}
	})
}
