package store_test

import (
	"testing"
	"time"

	"schild/label"
)

// TestQueueWaitsForTheWriter: what the queue begins while the house writes waits and is done; it does not fail because an act
// was committed between its first reading and its first writing.
func TestQueueWaitsForTheWriter(t *testing.T) {
	both(t, func(t *testing.T) {
		h := open(t)
		db, err := h.Plain()
		if err != nil {
			t.Fatal(err)
		}
		defer db.Close()
		if _, err := db.Exec(`CREATE TABLE queued (n INTEGER)`); err != nil {
			t.Fatal(err)
		}
		tx, err := db.Begin()
		if err != nil {
			t.Fatal(err)
		}
		var n int
		if err := tx.QueryRow(`SELECT count(*) FROM queued`).Scan(&n); err != nil {
			t.Fatal(err)
		}
		done := make(chan struct{})
		go func() {
			defer close(done)
			h.dossier("d1", "D", label.Bottom())
		}()
		select {
		case <-done: // the act did not wait for us: we must be able to write all the same
		case <-time.After(200 * time.Millisecond):
		}
		if _, err := tx.Exec(`INSERT INTO queued VALUES (1)`); err != nil {
			t.Errorf("the queue failed: %v", err)
		}
		if err := tx.Commit(); err != nil {
			t.Error(err)
		}
		<-done
	})
}
