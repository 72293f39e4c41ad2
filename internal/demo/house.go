package demo

import (
	"context"
	"database/sql"
	"sync/atomic"
	"time"

	"schild/document"
	"schild/internal/desk/casework"
	"schild/internal/desk/custody"
	"schild/internal/desk/dossier"
	"schild/internal/desk/knowledge"
	"schild/internal/desk/notes"
	"schild/internal/desk/oversight"
	"schild/internal/desk/registry"
	"schild/internal/desk/screening"
	"schild/internal/office"
)

// House is the desks that the year is lived through.
type House struct {
	Office    *office.Office
	Registry  *registry.Desk
	Knowledge *knowledge.Desk
	Dossier   *dossier.Desk
	Notes     *notes.Desk
	Oversight *oversight.Desk
	Screening *screening.Desk
	Casework  *casework.Desk // nil = no cases
	Custody   *custody.Desk  // nil = no labels are lowered
	Open      func(name string, b []byte) document.Document
	Registrar office.Person
	Clock     *Clock // the clock the house was opened with
	Size      func() int64
	Drain     func(context.Context) error // waits for background work
	Plain     *sql.DB                     // the database without views, for cheating
}

// Clock is the house's clock: it stands at the moment the year has come to, and runs as the system's once the year is over.
// The zero Clock runs as the system's.
type Clock struct{ at atomic.Int64 }

// Now gives the moment in UTC microseconds.
func (c *Clock) Now() int64 {
	if at := c.at.Load(); at != 0 {
		return at
	}
	return time.Now().UnixMicro()
}

// Set moves the clock on; it never goes back.
func (c *Clock) Set(t time.Time) {
	to := t.UnixMicro()
	for {
		at := c.at.Load()
		if to <= at || c.at.CompareAndSwap(at, to) {
			return
		}
	}
}

// Release lets the clock run as the system's.
func (c *Clock) Release() { c.at.Store(0) }
