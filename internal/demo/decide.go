package demo

import (
	"context"
	"slices"

	"schild/internal/demo/bureau"
	"schild/internal/demo/world"
	"schild/internal/desk/knowledge"
	"schild/internal/office"
	"schild/internal/store"
)

// basis is a record with statements that a person made of its mentions: what a note can rest on.
type basis struct {
	received
	by         office.Person
	statements []knowledge.Mention // accepted
}

// decide has the analysts go through some of a month's messages: they accept the names that are meant and reject the others.
func (y *year) decide(ctx context.Context, in []received) ([]basis, error) {
	var chosen []received
	for _, r := range in {
		if r.status != "refused" && y.chooses(r) {
			chosen = append(chosen, r)
		}
	}
	out := make([]basis, len(chosen))
	err := each(ctx, len(chosen), atOnce, func(ctx context.Context, i int) error {
		b, err := y.decideOn(ctx, chosen[i], analyst(chosen[i]))
		out[i] = b
		return err
	})
	var kept []basis
	for _, b := range out {
		if len(b.statements) > 0 {
			kept = append(kept, b)
		}
	}
	return kept, err
}

// chooses tells whether somebody gets round to a message: in a small year to every third, and to all that the scenes need; in a
// whole year to every twelfth.
func (y *year) chooses(r received) bool {
	if y.w.Size() > 10*world.Small {
		return r.n%12 == 0
	}
	return r.n%4 == 0 || r.n%7 == 3 || r.source == "sund" || r.source == "heron"
}

// analyst says whose desk a message is on: what the second analyst may not see goes to the first.
func analyst(r received) office.Person {
	if r.source == "heron" || r.source == "sund" || r.n%3 != 0 {
		return office.Person{ID: bureau.Analyst}
	}
	return office.Person{ID: bureau.Second}
}

// decideOn decides on the mentions of one record, at most four accepted; the rest waits for another day.
func (y *year) decideOn(ctx context.Context, r received, by office.Person) (basis, error) {
	b := basis{received: r, by: by}
	y.tick()
	ms, err := y.mentions(ctx, by, r.id)
	if err != nil {
		return b, err
	}
	accepted := 0
	for _, m := range ms {
		right, _ := y.judge.verdict(m.Written, m.Entity, y.truth[r.n])
		switch {
		case m.State != "proposed" || right && accepted == 4:
			continue
		case right:
			accepted++
			_, err = y.Knowledge.Accept(ctx, by, m.ID)
		default:
			_, err = y.Knowledge.Reject(ctx, by, m.ID, y.reject(r.lang))
		}
		if err != nil {
			return b, err
		}
		y.count(func(f *Figures) { f.Accepted += one(right); f.Rejected += one(!right) })
	}
	if ms, err = y.mentions(ctx, by, r.id); err != nil {
		return b, err
	}
	for _, m := range ms {
		said := slices.ContainsFunc(b.statements, func(x knowledge.Mention) bool { return x.Entity == m.Entity })
		if m.State == "accepted" && !said { // a note names each of them once
			b.statements = append(b.statements, m)
		}
	}
	y.compare(b)
	return b, nil
}

// compare keeps, for the two readers, somebody whom the protected channel speaks of and everybody knows otherwise.
func (y *year) compare(b basis) {
	if b.source != "heron" {
		return
	}
	for _, m := range b.statements {
		for _, e := range y.w.Entities() {
			if y.judge.byID[m.Entity] == e.Key && e.List != "heron" && e.Schema == "Person" {
				y.mu.Lock()
				y.story.Entity, y.story.Hidden = m.Entity, b.id
				y.mu.Unlock()
				return
			}
		}
	}
}

func (y *year) mentions(ctx context.Context, by office.Person, record string) (ms []knowledge.Mention, err error) {
	err = y.Office.See(ctx, by, func(v *store.View) error {
		ms, err = y.Knowledge.Mentions(v, record)
		return err
	})
	return ms, err
}

func (y *year) reject(lang string) string { return textOf(lang).reject }

// count changes the figures; many act at once.
func (y *year) count(f func(*Figures)) {
	y.mu.Lock()
	defer y.mu.Unlock()
	f(&y.story.Figures)
}

func one(yes bool) int {
	if yes {
		return 1
	}
	return 0
}
