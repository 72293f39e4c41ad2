package demo

import (
	"context"

	"schild/day"
	"schild/internal/demo/bureau"
	"schild/internal/demo/world"
	"schild/internal/desk/custody"
	"schild/internal/desk/registry"
	"schild/internal/office"
	"schild/internal/store"
	"schild/label"
)

// labels leaves work for those who keep labels: one record lowered by two people, one proposal that waits for the second, one
// record that came in under a compartment nobody holds.
func (y *year) labels(ctx context.Context) error {
	if y.Custody == nil {
		return nil
	}
	for i, mark := range []string{"CONFIDENTIAL", "SECRET"} {
		r, err := y.Registry.Receive(ctx, office.Person{ID: bureau.Intake}, registry.Incoming{File: "memo.txt", Source: registry.Unsorted, Label: mark,
			Bytes: []byte("Minutes of the quarterly meeting on the new reading room. Nothing in them is of any use to anybody but us.\n")})
		if err != nil {
			return err
		}
		if err := y.lower(ctx, r.ID, i == 0); err != nil {
			return err
		}
	}
	_, err := y.Registry.Receive(ctx, office.Person{ID: bureau.Intake}, registry.Incoming{File: "annex.txt", Source: registry.Unsorted, Label: "SECRET//COMP PELICAN",
		Bytes: []byte("An annex under a compartment of another service.\n")})
	return err
}

// lower has the head of desk propose a lower label; done has the security officer agree.
func (y *year) lower(ctx context.Context, record string, done bool) error {
	id, err := y.Custody.Propose(ctx, office.Person{ID: bureau.Head}, custody.Wish{Subject: custody.Subject{Table: "record", ID: record}, Target: label.Label{Level: label.Restricted},
		Interest: "h", Reason: "The reading room is open to visitors now.", Review: day.Date{Year: world.Year + 5, Month: 1, Day: 1}})
	if err != nil || !done {
		return err
	}
	by := office.Person{ID: bureau.Security}
	var l custody.Lowering
	err = y.Office.See(ctx, by, func(v *store.View) (err error) { l, err = y.Custody.Lowering(v, id); return err })
	if err != nil {
		return err
	}
	_, err = y.Custody.Decide(ctx, by, custody.Decision{ID: id, Version: l.Version, Authority: "security"})
	return err
}
