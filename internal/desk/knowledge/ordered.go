package knowledge

import (
	"context"

	"schild/fact"
	"schild/internal/store"
)

// Forget stops looking for the names that these statements stated: an order shut or erased them.
func (d *Desk) Forget(statements []string) { d.finder.forget(statements) }

func (f *finder) forget(statements []string) {
	gone := map[[16]byte]bool{}
	for _, id := range statements {
		gone[fact.ID(id).Bytes()] = true
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	for i := range f.count {
		if r := &f.refs[i/refChunk][i%refChunk]; gone[r.statement] {
			r.gone = true
		}
	}
}

// Relearn looks again for the names that these records state, under the labels they bear now.
func (d *Desk) Relearn(ctx context.Context, records []string) error {
	for _, r := range records {
		if err := d.Office.Store().Names(ctx, r, nameProperties(), func(n store.Name) { d.finder.learn(d.stored(n), true) }); err != nil {
			return err
		}
	}
	return nil
}
