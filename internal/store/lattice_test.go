package store_test

import (
	"fmt"
	"testing"

	"schild/internal/store"
	"schild/label"
)

// TestLattice holds that the engine shows a row exactly when MayRead says so.
func TestLattice(t *testing.T) {
	both(t, func(t *testing.T) {
		h, labels := open(t), store.LatticeLabels()
		h.act(func(tx *store.Tx) error {
			for i, l := range labels {
				if err := tx.Insert("dossier", fmt.Sprintf("d%04d", i), l, dossierRow("x")); err != nil {
					return err
				}
			}
			return nil
		})
		store.DecideLattice(t, labels, func(c label.Clearance) ([]string, error) { return h.see(c, `SELECT id FROM dossier`) })
	})
}
