package home

import (
	"cmp"

	"schild/internal/desk/casework"
	"schild/internal/desk/screening"
	"schild/internal/store"
	"schild/internal/web/page"
	"schild/internal/web/plain"
)

// work reads the cases in which it is the reader's turn, and the hits that wait for a decision.
func (p pages) work(a *page.Ask, v *store.View, d *due) (err error) {
	if p.Casework != nil {
		if parts := p.Casework.Parts(a.Staff); len(parts) > 0 {
			if d.cases, err = p.Casework.Waiting(v, casework.List{Parts: parts, Limit: shown + 1}); err != nil {
				return err
			}
		}
	}
	if p.Screening != nil && may(a, "hit.decide") {
		if d.hits, _, err = p.Screening.Hits(v, screening.HitFilter{State: "waiting", Limit: shown + 1}); err != nil {
			return err
		}
	}
	for _, w := range d.cases {
		d.add(v, w.ID, w.Label)
	}
	for _, h := range d.hits {
		d.add(v, h.ID, h.Label)
	}
	return nil
}

func casesQueue(a *page.Ask, d due) waiting {
	w := waiting{ID: "cases", Title: a.T("home.cases"), Count: min(len(d.cases), shown), More: len(d.cases) > shown, All: page.Link{Text: a.T("home.cases.all"), Path: "/work"}}
	for _, c := range d.cases[:w.Count] {
		l := d.labels[c.ID]
		e := page.Entry{Title: cmp.Or(plain.Line(c.Title), c.Reference), Text: c.Reference, Path: "/cases/" + c.Case, Label: &l, Late: c.Late}
		if c.Timed() {
			e.When = a.P.Moment(c.Due)
		}
		w.Queue.Entries = append(w.Queue.Entries, e)
	}
	return w
}

func hitsQueue(a *page.Ask, d due) waiting {
	w := waiting{ID: "hits", Title: a.T("home.hits"), Count: min(len(d.hits), shown), More: len(d.hits) > shown, All: page.Link{Text: a.T("home.hits.all"), Path: "/screening/hits"}}
	for _, h := range d.hits[:w.Count] {
		l := d.labels[h.ID]
		w.Queue.Entries = append(w.Queue.Entries, page.Entry{Title: plain.Line(h.Name), Text: h.Reference, Path: "/screening/hit/" + h.ID, When: a.P.Moment(h.Registered), Label: &l})
	}
	return w
}
