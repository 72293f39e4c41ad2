package casework

import (
	"slices"

	"schild/internal/store"
	"schild/procedure"
)

// Option is a move that may come next, and whether the reader may do it.
type Option struct {
	Move     procedure.Move
	Part     string // the reader's, "" when it is for others
	StandsIn string // for whom the reader would do it
	OnPaper  bool   // the reader would enter it for somebody outside
	Barred   string // the reader did this before, and therefore may not
}

// Mine tells whether the reader may do it.
func (o Option) Mine() bool { return o.Part != "" && o.Barred == "" }

// Options gives what may come next in a case at a moment, the reader's own first, then in the order of the file.
func (d *Desk) Options(v *store.View, p store.Staff, c Case, at int64) ([]Option, error) {
	m, s, err := d.State(c)
	if err != nil {
		return nil, err
	}
	standins, err := d.Standins(v, p.ID, at)
	if err != nil {
		return nil, err
	}
	var out []Option
	now := today(at).String()
	standins = slices.DeleteFunc(standins, func(s Standin) bool { return s.First > now })
	for _, move := range m.File.MovesFrom(c.Stage) {
		o := Option{Move: move}
		o.take(p, m.File, standins)
		if o.Part != "" {
			persons := []string{p.ID}
			if o.StandsIn != "" {
				persons = append(persons, o.StandsIn)
			}
			o.Barred = s.BarredFrom(move, persons...)
		}
		out = append(out, o)
	}
	slices.SortStableFunc(out, func(a, b Option) int { return rank(a) - rank(b) })
	return out, nil
}

func rank(o Option) int {
	switch {
	case o.Mine() && o.Move.Kind != "end":
		return 0
	case o.Mine():
		return 1
	}
	return 2
}

// take finds the part in which a person would do the move: their own, one they stand in for, one on paper. Whether a stand-in still
// holds the part is asked at the step.
func (o *Option) take(p store.Staff, f *procedure.File, standins []Standin) {
	for _, part := range o.Move.Who {
		if holds(p, f, part) {
			o.Part = part
			return
		}
	}
	for _, part := range o.Move.Who {
		for _, s := range standins {
			if s.Person == p.ID && (s.Part == "" || s.Part == part) && (s.Procedure == "" || s.Procedure == f.ID) {
				o.Part, o.StandsIn = part, s.Absent
				return
			}
		}
		if onPaper(p, f, o.Move, part) {
			o.Part, o.OnPaper = part, true
			return
		}
	}
}
