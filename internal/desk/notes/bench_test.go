package notes_test

import (
	"context"
	"database/sql"
	"fmt"
	"testing"
	"time"

	"schild/internal/desk/notes"
	"schild/internal/office"
	"schild/internal/store"
	"schild/label"
)

// BenchmarkQueues reads the first page of notes and counts every queue in a house with a year of them: 6,000 notes of
// four versions each.
func BenchmarkQueues(b *testing.B) {
	now := time.Now().UnixMicro()
	s, err := store.Open(b.Context(), store.Config{Dir: b.TempDir(), Origin: "test.invalid/register", Now: func() int64 { now++; return now },
		Queue: func(context.Context, *sql.Tx, []store.Job) error { return nil }})
	if err != nil {
		b.Fatal(err)
	}
	defer s.Close()
	o := office.New(s)
	d := &notes.Desk{Office: o}
	by := office.Person{ID: "registrar"}
	if _, err := o.Do(b.Context(), by, office.Act{Kind: "house.found"}, func(tx *store.Tx) error {
		return tx.Insert("person", by.ID, label.Bottom(), staff("Registrar", "registrar", label.Clearance{Level: label.TopSecret}))
	}); err != nil {
		b.Fatal(err)
	}
	for version := range 4 {
		if _, err := o.Do(b.Context(), by, office.Act{Kind: "source.add"}, func(tx *store.Tx) error { return year(tx, version) }); err != nil {
			b.Fatal(err)
		}
	}
	b.ResetTimer()
	for b.Loop() {
		if err := o.See(b.Context(), by, func(v *store.View) error {
			if _, err := d.Waiting(v); err != nil {
				return err
			}
			_, err := d.List(v, notes.Filter{})
			return err
		}); err != nil {
			b.Fatal(err)
		}
	}
}

// year writes one version of every note of a year.
func year(tx *store.Tx, version int) error {
	states := []string{"draft", "submitted", "approved", "sent"}
	for i := range 6000 {
		id := fmt.Sprintf("n%05d", i)
		state := states[min(version, 3)]
		if version > 0 {
			if err := tx.Append("note", id, nil, store.Row{"state": state}); err != nil {
				return err
			}
			continue
		}
		row := store.Row{"kind": "NA", "lang": "nl", "reference": "N-" + id, "title": "Title " + id, "state": state, "author": "ilse", "reviewer": "", "dossier": "", "body": "{}", "reason": ""}
		if err := tx.Insert("note", id, label.Label{Level: label.Level(i % 4)}, row); err != nil {
			return err
		}
	}
	return nil
}
