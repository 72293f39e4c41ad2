package demo

import (
	"context"
	"time"

	"schild/internal/demo/cheat"
	"schild/register"
)

// Cheated is what became of one cheat: what was changed, what verification said, and that it was put back.
type Cheated struct {
	cheat.Done
	Named   []register.Problem // what verification said of it
	Took    time.Duration      // verification
	Entries int64
	Left    []register.Problem // what it says once the row is put back: nothing
}

// Cheat changes a row behind the program's back, lets the register be verified, puts the row back and verifies again.
func (h House) Cheat(ctx context.Context, t cheat.Trick) (Cheated, error) {
	var c Cheated
	var err error
	if c.Done, err = cheat.Play(ctx, h.Plain, t, ""); err != nil {
		return c, err
	}
	began := time.Now()
	c.Named, err = h.Oversight.Verify(ctx, nil)
	c.Took, c.Entries = time.Since(began), h.Size()
	if back := c.Undo(context.WithoutCancel(ctx), h.Plain); back != nil {
		return c, back
	}
	if err != nil {
		return c, err
	}
	c.Left, err = h.Oversight.Verify(ctx, nil)
	return c, err
}
