package demo

import (
	"context"

	"schild/internal/demo/bureau"
	"schild/internal/desk/notes"
	"schild/internal/office"
	"schild/internal/store"
)

// Told is the way from one record to those who were told, as the head of desk sees it.
type Told struct {
	notes.Trail
	Title     string
	Reference string
	Recalled  bool
	Label     int64
}

// Count gives how many nodes of a kind there are, and how many of them are in one of the states.
func (t Told) Count(kind string, states ...string) (all, in int) {
	for _, n := range t.Nodes {
		if n.Kind != kind {
			continue
		}
		all++
		for _, s := range states {
			if n.State == s {
				in++
			}
		}
	}
	return all, in
}

// Told gives the way of a record.
func (h House) Told(ctx context.Context, record string) (Told, error) {
	var t Told
	err := h.Office.See(ctx, office.Person{ID: bureau.Head}, func(v *store.View) error {
		rec, err := h.Registry.Record(v, record)
		if err != nil {
			return err
		}
		t.Title, t.Reference, t.Label = rec.Title, rec.Reference, rec.Label
		t.Trail, err = h.Notes.Trail(v, record)
		return err
	})
	for _, n := range t.Nodes {
		t.Recalled = t.Recalled || n.Kind == "record" && n.State == "recalled"
	}
	return t, err
}

// Recall has the head of desk call a record back.
func (h House) Recall(ctx context.Context, record, reason string) error {
	_, err := h.Notes.Recall(ctx, office.Person{ID: bureau.Head}, record, reason)
	return err
}

// Next gives a record that a sent note rests on and that was not recalled yet; "" when there is none left.
func (h House) Next(ctx context.Context) (record string, err error) {
	err = h.Office.See(ctx, office.Person{ID: bureau.Head}, func(v *store.View) error {
		sent, err := h.Notes.List(v, notes.Filter{Queue: "sent", Limit: 50})
		if err != nil {
			return err
		}
		for _, n := range sent {
			t, err := h.Notes.Trail(v, n.ID)
			if err != nil {
				return err
			}
			for _, x := range t.Nodes {
				if x.Kind == "record" && x.State == "" {
					record = x.ID
					return nil
				}
			}
		}
		return nil
	})
	return record, err
}
