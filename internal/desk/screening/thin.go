package screening

import (
	"schild/internal/store"
	"schild/label"
	"schild/match/screen"
)

// thin leaves out what says nothing more: of one entity that the service knows under several labels, a hit is not made where
// another as likely stands under a label that everybody who sees the first one sees too.
func (d *Desk) thin(hits []screen.Hit, labelOf func(int64) label.Label) []screen.Hit {
	var out []screen.Hit
	for i, h := range hits {
		if h.List != Own || !d.shadowed(hits, i, labelOf) {
			out = append(out, h)
		}
	}
	return out
}

func (d *Desk) shadowed(hits []screen.Hit, i int, labelOf func(int64) label.Label) bool {
	mine := labelOf(d.labelOf(Own, hits[i].Entry))
	for j, o := range hits {
		if j == i || o.List != Own || EntityOf(o.Entry) != EntityOf(hits[i].Entry) || o.Evidence.Sum() < hits[i].Evidence.Sum() {
			continue
		}
		theirs := labelOf(d.labelOf(Own, o.Entry))
		if mine.Dominates(theirs) && (o.Evidence.Sum() > hits[i].Evidence.Sum() || !theirs.Dominates(mine) || j < i) {
			return true
		}
	}
	return false
}

// Found is a hit of one question with the label of what it was found in.
type Found struct {
	screen.Hit
	Label label.Label
}

// found gives the hits of a question with their labels, each entity of the service once.
func (d *Desk) found(hits []screen.Hit, s *store.Store) []Found {
	var out []Found
	for _, h := range d.thin(hits, s.Label) {
		out = append(out, Found{h, s.Label(d.labelOf(h.List, h.Entry))})
	}
	return out
}
