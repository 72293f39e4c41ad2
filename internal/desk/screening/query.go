package screening

import (
	"context"
	"maps"
	"slices"
	"time"

	"schild/fault"
	"schild/internal/office"
	"schild/internal/store"
	"schild/match/screen"
)

// Query looks for one subject in what the reader may see, and in nothing else. That it was asked, by whom, for what purpose
// and which entries were shown stands in the register before the answer leaves; whom it was asked about does not.
func (d *Desk) Query(ctx context.Context, by office.Person, q Question) (Answer, error) {
	if len(q.Subject.Names) == 0 && len(q.Subject.Facts.Numbers) == 0 {
		return Answer{}, fault.New(fault.Invalid, "screening.nobody")
	}
	if err := d.Ready(ctx); err != nil {
		return Answer{}, err
	}
	if q.Threshold == 0 {
		q.Threshold = screen.Threshold
	}
	var r screen.Result
	act := office.Act{Kind: "screen.query", Ground: q.Purpose}
	began := time.Now()
	var sight func(int64) bool
	if err := d.Office.See(ctx, by, func(v *store.View) error { sight = v.Sight(); return nil }); err != nil {
		return Answer{}, err
	}
	r = d.engine.Search(q.Subject, screen.Options{Threshold: q.Threshold, Top: q.Top, See: func(list, key string) bool { return sight(d.labelOf(list, key)) }})
	for _, h := range r.Hits {
		act.Objects = append(act.Objects, "list:"+h.List+"/"+h.Entry)
	}
	searched := time.Now()
	_, err := d.Office.Do(ctx, by, act, func(*store.Tx) error { return nil })
	if err != nil {
		return Answer{}, err
	}
	return Answer{d.found(r.Hits, d.Office.Store()), r.Cut, searched.Sub(began), time.Since(searched)}, nil
}

// Answer is what one question found.
type Answer struct {
	Hits []Found
	Cut  int // beyond the first

	Searched, Registered time.Duration // how long it took to search, and to register the question durably
}

// Question is one query.
type Question struct {
	Subject   screen.Entry
	Purpose   string
	Threshold float64 // 0 = the usual
	Top       int     // 0 = ten
}

// Searcher lets a person look for many subjects in what they may see now, in certain lists or in all: one act for the batch.
// It gives what was looked through, as far as the person may know.
func (d *Desk) Searcher(ctx context.Context, by office.Person, lists []string) (func(screen.Entry, screen.Options) screen.Result, []screen.Edition, error) {
	if err := d.Ready(ctx); err != nil {
		return nil, nil, err
	}
	visible := map[int64]bool{}
	var editions []screen.Edition
	err := d.Office.See(ctx, by, func(v *store.View) error {
		d.mu.RLock()
		for _, no := range d.labels {
			if _, known := visible[no]; !known {
				visible[no] = v.Cleared(no)
			}
		}
		d.mu.RUnlock()
		var err error
		editions, err = d.visibleEditions(v, lists)
		return err
	})
	if err != nil {
		return nil, nil, err
	}
	if _, err := d.Office.Do(ctx, by, office.Act{Kind: "screen.query", Detail: []string{"step", "batch"}}, func(*store.Tx) error { return nil }); err != nil {
		return nil, nil, err
	}
	return func(s screen.Entry, o screen.Options) screen.Result {
		o.See = func(list, key string) bool {
			return (len(lists) == 0 || slices.Contains(lists, list)) && visible[d.labelOf(list, key)]
		}
		return d.engine.Search(s, o)
	}, editions, nil
}

// visibleEditions gives the newest editions that a reader may see. How much the service itself knows is nobody's to read off.
func (d *Desk) visibleEditions(v *store.View, lists []string) ([]screen.Edition, error) {
	all, err := d.Editions(v, "")
	if err != nil {
		return nil, err
	}
	newest := map[string]Edition{}
	for _, e := range all {
		if _, later := newest[e.List]; !later {
			newest[e.List] = e
		}
	}
	var out []screen.Edition
	for _, name := range slices.Sorted(maps.Keys(newest)) {
		if e := newest[name]; len(lists) == 0 || slices.Contains(lists, name) {
			out = append(out, screen.Edition{List: name, Kind: e.Kind, Version: e.Digest, Entries: e.Entries, Problems: e.Problems, Untested: e.Untested()})
		}
	}
	for _, name := range lists {
		if _, there := newest[name]; !there && name != Own {
			return nil, fault.New(fault.Invalid, "screening.list.unknown", "list", name)
		}
	}
	if len(lists) == 0 || slices.Contains(lists, Own) {
		out = append(out, screen.Edition{List: Own, Version: "now"})
	}
	return out, nil
}
