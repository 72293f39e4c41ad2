package procedure

import (
	"slices"

	"schild/fault"
)

// edge is one way from a stage to another: a move, or the end of a term (act is then the term's name).
type edge struct {
	act, from, to string
	move          *Move // nil where time does it
}

// edges gives every way there is, in the order of the file.
func (f *File) edges() []edge {
	var out []edge
	for i := range f.Moves {
		for _, from := range f.Moves[i].From {
			out = append(out, edge{f.Moves[i].Act, from, f.Moves[i].to(from), &f.Moves[i]})
		}
	}
	for _, t := range f.Terms {
		for _, from := range t.In {
			if t.To != "" {
				out = append(out, edge{t.Name, from, t.To, nil})
			}
		}
	}
	return out
}

// reach gives the stages that can be reached from some over the ways that keep says yes to.
func (f *File) reach(from []string, keep func(edge) bool) map[string]bool {
	seen := map[string]bool{}
	for _, s := range from {
		seen[s] = true
	}
	edges := f.edges()
	for grown := true; grown; {
		grown = false
		for _, e := range edges {
			if seen[e.from] && !seen[e.to] && keep(e) {
				seen[e.to], grown = true, true
			}
		}
	}
	return seen
}

func always(edge) bool { return true }

// walk refuses stages nobody comes to or leaves, and acts that could mean two things.
func (c *checker) walk() {
	f := c.f
	seen := f.reach([]string{f.Stages[0].Name}, always)
	for i, s := range f.Stages {
		place := c.place("stages", i)
		if !seen[s.Name] {
			c.add(fault.New(fault.Invalid, "procedure.stage.dead", "place", place, "stage", s.Name))
		}
		if !f.ends(s.Name) {
			c.add(fault.New(fault.Invalid, "procedure.stage.endless", "place", place, "stage", s.Name))
		}
		if s.End && slices.ContainsFunc(f.edges(), func(e edge) bool { return e.from == s.Name }) {
			c.add(fault.New(fault.Invalid, "procedure.stage.end", "place", place, "stage", s.Name))
		}
	}
	c.twice()
}

// ends tells whether a stage leads to an end.
func (f *File) ends(stage string) bool {
	seen := f.reach([]string{stage}, always)
	return slices.ContainsFunc(f.Stages, func(s Stage) bool { return s.End && seen[s.Name] })
}

func (c *checker) twice() {
	have := map[[2]string]bool{}
	for i, m := range c.f.Moves {
		for _, from := range m.From {
			if have[[2]string{m.Act, from}] {
				c.add(fault.New(fault.Invalid, "procedure.move.twice", "place", c.place("moves", i), "act", m.Act, "stage", from))
			}
			have[[2]string{m.Act, from}] = true
		}
	}
}
