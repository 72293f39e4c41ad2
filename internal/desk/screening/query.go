package screening

import (
	"context"

	"schild/fault"
	"schild/internal/office"
	"schild/internal/store"
	"schild/match/screen"
)

// Query looks for one subject in what the reader may see, and in nothing else. That it was asked, by whom, for what purpose
// and which entries were shown stands in the register before the answer leaves; whom it was asked about does not.
func (d *Desk) Query(ctx context.Context, by office.Person, q Question) (screen.Result, error) {
	if len(q.Subject.Names) == 0 && len(q.Subject.Facts.Numbers) == 0 {
		return screen.Result{}, fault.New(fault.Invalid, "screening.nobody")
	}
	if err := d.Ready(ctx); err != nil {
		return screen.Result{}, err
	}
	if q.Threshold == 0 {
		q.Threshold = screen.Threshold
	}
	var r screen.Result
	act := office.Act{Kind: "screen.query", Ground: q.Purpose}
	see := func(v *store.View) error {
		r = d.engine.Search(q.Subject, screen.Options{Threshold: q.Threshold, Top: q.Top, See: func(list, key string) bool { return v.Cleared(d.labelOf(list, key)) }})
		return nil
	}
	if err := d.Office.See(ctx, by, see); err != nil {
		return screen.Result{}, err
	}
	for _, h := range r.Hits {
		act.Objects = append(act.Objects, "list:"+h.List+"/"+h.Entry)
	}
	_, err := d.Office.Do(ctx, by, act, func(*store.Tx) error { return nil })
	if err != nil {
		return screen.Result{}, err
	}
	return r, nil
}

// Question is one query.
type Question struct {
	Subject   screen.Entry
	Purpose   string
	Threshold float64 // 0 = the usual
	Top       int     // 0 = ten
}
