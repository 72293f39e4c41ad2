package screening

import (
	"context"

	"schild/match/screen"
)

// Relabelled takes over that a statement of an entity left a label: what the service says of the entity under it is another
// thing now, or nothing. It is called after the act, and before anybody is told that it was done.
func (d *Desk) Relabelled(ctx context.Context, entity string, left int64) error {
	if err := d.Learn(ctx, entity); err != nil {
		return err
	}
	b := ownBuilder{}
	if err := d.Office.Store().Said(ctx, entity, ownProperties(), b.take); err != nil {
		return err
	}
	if key := ownKey(entity, left); b[key] == nil {
		d.put(Own, left, screen.Change{Key: key})
	}
	return nil
}
