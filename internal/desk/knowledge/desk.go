package knowledge

import (
	"context"
	"sync"

	"schild/fault"
	"schild/internal/office"
	"schild/internal/store"
)

// Desk keeps statements and finds names.
type Desk struct {
	Office *office.Office
	Stated func(entity string) // told after the act that something was stated of an entity; nil = nobody

	finder *finder
	once   sync.Once
	loaded chan struct{}
	err    error // why names could not be loaded; read after loaded is closed

	lists sync.Mutex // held while a list is added
}

// New makes the desk. Nothing is found before Load has run.
func New(o *office.Office) *Desk {
	return &Desk{Office: o, finder: newFinder(), loaded: make(chan struct{})}
}

// Load reads every name the house knows into the finder, at start and once; names stated meanwhile are known at once.
func (d *Desk) Load(ctx context.Context) error {
	d.once.Do(func() {
		defer close(d.loaded)
		d.err = d.Office.Store().Names(ctx, "", nameProperties(), func(n store.Name) { d.finder.learn(d.stored(n), true) })
	})
	return d.Ready(ctx)
}

// Ready waits until names can be found. Whoever receives records waits here and not inside an act, where everybody
// else would wait too.
func (d *Desk) Ready(ctx context.Context) error {
	select {
	case <-d.loaded:
	case <-ctx.Done():
		return fault.Wrap(ctx.Err(), fault.Late, "names.loading")
	}
	if d.err != nil {
		return fault.Wrap(d.err, fault.Broken, "names.loading")
	}
	return nil
}

// Names counts the names looked for.
func (d *Desk) Names() int { return d.finder.names.Len() }

// stating tells that something was stated of an entity.
func (d *Desk) stating(entity string, err error) {
	if err == nil && d.Stated != nil {
		d.Stated(entity)
	}
}
