package bench

import (
	"context"
	"math/rand/v2"
	"slices"
	"sync"
	"testing"
	"time"

	"schild/internal/demo/bureau"
	"schild/internal/demo/world"
	"schild/internal/desk/registry"
	"schild/internal/office"
	"schild/internal/store"
)

// readers lets twenty people read at once, each a page every half second: the inbox, a record with its mentions, an entity, a
// search. It prints the slowest in a hundred of each, in milliseconds. What they read is classified, so each page is an
// entry in the register before it is shown.
func (h *house) readers(b *testing.B, w *world.World) {
	for name, took := range h.read(b, w, 20, 15) {
		slices.Sort(took)
		b.ReportMetric(float64(took[len(took)*99/100].Microseconds())/1000, "ms-p99-"+name)
		b.ReportMetric(float64(took[len(took)/2].Microseconds())/1000, "ms-p50-"+name)
	}
}

var analyst = office.Person{ID: bureau.Analyst}

func (h *house) count(b testing.TB) (n int) {
	b.Helper()
	must(b, h.registry.Office.See(context.Background(), analyst, func(v *store.View) error {
		rs, err := h.registry.Inbox(v, registry.Filter{Kind: "message"})
		n = len(rs)
		return err
	}))
	return n
}

// read lets people read pages and gives how long each took, by kind of page.
func (h *house) read(b testing.TB, w *world.World, people, pages int) map[string][]time.Duration {
	b.Helper()
	var mu sync.Mutex
	var all sync.WaitGroup
	took := map[string][]time.Duration{}
	for p := range people {
		all.Go(func() {
			r := rand.New(rand.NewPCG(9, uint64(p)))
			for range pages {
				e := w.Entities()[r.IntN(len(w.Entities()))]
				for name, page := range h.pages(r, e.Name) {
					time.Sleep(time.Duration(r.IntN(1000)) * time.Millisecond)
					begin := time.Now()
					if err := h.registry.Office.See(context.Background(), analyst, page); err != nil {
						b.Errorf("%s: %v", name, err)
					}
					mu.Lock()
					took[name] = append(took[name], time.Since(begin))
					mu.Unlock()
				}
			}
		})
	}
	all.Wait()
	return took
}

// pages gives what one page reads, by its name.
func (h *house) pages(r *rand.Rand, entity string) map[string]func(*store.View) error {
	return map[string]func(*store.View) error{
		"inbox": func(v *store.View) error {
			_, err := h.registry.Inbox(v, registry.Filter{})
			return err
		},
		"record": func(v *store.View) error {
			rs, err := h.registry.Inbox(v, registry.Filter{Limit: 5})
			if err != nil || len(rs) == 0 {
				return err
			}
			id := rs[r.IntN(len(rs))].ID
			if _, err = h.registry.Document(v, id); err != nil {
				return err
			}
			_, err = h.knowledge.Mentions(v, id)
			return err
		},
		"entity": func(v *store.View) error {
			found, err := h.knowledge.FindEntities(v, entity, 1)
			if err != nil || len(found) == 0 {
				return err
			}
			_, err = h.knowledge.Entity(v, found[0].ID)
			return err
		},
		"search": func(v *store.View) error {
			_, err := h.knowledge.Search(v, entity)
			return err
		},
		"suggest": func(v *store.View) error {
			_, err := h.knowledge.FindEntities(v, entity[:2], 10)
			return err
		},
		"browse": func(v *store.View) error {
			found, err := h.knowledge.FindEntities(v, entity, 1) // anywhere in the list
			if err != nil || len(found) == 0 {
				return err
			}
			_, err = h.knowledge.Entities(v, "Person", found[0].ID, 50)
			return err
		},
	}
}
