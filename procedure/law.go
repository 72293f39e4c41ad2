package procedure

import (
	"slices"

	"schild/fault"
)

// Decisions gives what only a person may decide. A file can neither leave one to time nor take it off this list.
func Decisions() []string {
	return []string{"answer", "appraisal", "approval", "attribution", "classification", "clearance", "disruption", "dossier", "drone",
		"erasure", "fdi", "handover", "measure", "merge", "method", "qualification", "release", "verification", "visa"}
}

// law holds what no file may edit away. The file is walked in full, over every way that people or time may take it.
func (c *checker) law() {
	c.separate()
	for i, m := range c.f.Moves {
		place := c.place("moves", i)
		if m.Kind == "decide" {
			c.controlled(place, m)
		}
		c.starter(place, m)
	}
	for i, t := range c.f.Terms {
		c.time(c.place("terms", i), t)
	}
	for i, s := range c.f.Stages {
		place := c.place("stages", i)
		if s.Holds != "" && c.around(s.Name, func(e edge) bool { return e.move != nil && e.move.Kind == "decide" }) {
			c.add(fault.New(fault.Invalid, "procedure.law.undecided", "place", place, "stage", s.Name))
		}
		if s.Holds == "intrusive" {
			c.intrusive(place, s.Name)
		}
	}
}

// separate refuses a role that asks and controls.
func (c *checker) separate() {
	for i, r := range c.f.Roles {
		kinds := c.kindsOf(r.Name)
		if slices.Contains(kinds, "ask") && slices.Contains(kinds, "control") || r.Side == "control" && slices.Contains(kinds, "ask") {
			c.add(fault.New(fault.Invalid, "procedure.law.both", "place", c.place("roles", i), "role", r.Name))
		}
	}
}

// kindsOf gives the kinds of the moves a role takes part in.
func (c *checker) kindsOf(role string) []string {
	var out []string
	for _, m := range c.f.Moves {
		if slices.Contains(m.Who, role) || slices.Contains(m.With, role) {
			out = append(out, m.Kind)
		}
	}
	return out
}

// fresh gives the stages from which a control has to be found again: the first, and each that a new question leads to.
func (c *checker) fresh() []string {
	out := []string{c.f.Stages[0].Name}
	for _, e := range c.f.edges() {
		if e.move != nil && e.move.Kind == "ask" {
			out = append(out, e.to)
		}
	}
	return out
}

// around tells whether a stage can be reached from a fresh one without any of the ways that avoid says yes to.
func (c *checker) around(stage string, avoid func(edge) bool) bool {
	return c.f.reach(c.fresh(), func(e edge) bool { return !avoid(e) })[stage]
}

// controlled refuses a decision without a second person, or that some path reaches without its control.
func (c *checker) controlled(place string, m Move) {
	if len(m.With) == 0 && len(m.After) == 0 {
		c.add(fault.New(fault.Invalid, "procedure.law.alone", "place", place, "act", m.Act))
	}
	for _, x := range c.f.Moves {
		if slices.Contains(m.After, x.Act) && (x.Kind != "control" || overlap(x.Who, m.Who)) {
			c.add(fault.New(fault.Invalid, "procedure.law.control", "place", place, "act", m.Act, "control", x.Act))
		}
	}
	if len(m.After) == 0 {
		return
	}
	for _, from := range m.From {
		if c.around(from, func(e edge) bool { return slices.Contains(m.After, e.act) }) {
			c.add(fault.New(fault.Invalid, "procedure.law.path", "place", place, "act", m.Act, "stage", from))
		}
	}
}

func overlap(a, b []string) bool {
	return slices.ContainsFunc(a, func(s string) bool { return slices.Contains(b, s) })
}

// starter refuses a method that begins elsewhere than in a stage that holds one, and such a stage entered without saying so.
func (c *checker) starter(place string, m Move) {
	starts := slices.Contains(m.Effects, "start method")
	for _, from := range m.From {
		to, _ := c.f.stage(m.to(from))
		was, _ := c.f.stage(from)
		enters := to.Holds == "intrusive" && was.Holds != "intrusive"
		if starts != enters {
			c.add(fault.New(fault.Invalid, "procedure.law.method", "place", place, "act", m.Act))
		}
	}
}

// intrusive refuses a method in use that some path reaches without a control body, or that no term ends.
func (c *checker) intrusive(place, stage string) {
	control := func(e edge) bool {
		return e.move != nil && e.move.Kind == "control" && !slices.ContainsFunc(e.move.Who, func(r string) bool { return c.f.side(r) != "control" })
	}
	if c.around(stage, control) {
		c.add(fault.New(fault.Invalid, "procedure.law.intrusive", "place", place, "stage", stage))
	}
	bounded := slices.ContainsFunc(c.f.Terms, func(t Term) bool { return t.To != "" && slices.Contains(t.In, stage) && c.startsEvery(t, stage) })
	if !bounded {
		c.add(fault.New(fault.Invalid, "procedure.law.endless", "place", place, "stage", stage))
	}
}

// startsEvery tells whether a term runs whichever way a stage is entered.
func (c *checker) startsEvery(t Term, stage string) bool {
	for _, e := range c.f.edges() {
		if e.to == stage && e.from != stage && !slices.Contains(t.Starts, e.act) && !slices.Contains(t.In, e.from) {
			return false
		}
	}
	return true
}

// time refuses a term whose end grants, starts or prolongs, or decides for a person.
func (c *checker) time(place string, t Term) {
	to, _ := c.f.stage(t.To)
	grants := to.Holds != ""
	for _, e := range c.f.edges() {
		if t.To != "" && e.to == t.To && e.move != nil && (e.move.Kind == "decide" || e.move.Kind == "control") {
			grants = true
		}
	}
	if grants {
		c.add(fault.New(fault.Invalid, "procedure.law.time", "place", place, "term", t.Name, "stage", t.To))
	}
	if t.To == "" || !slices.ContainsFunc(t.In, func(s string) bool { x, _ := c.f.stage(s); return x.Holds == "intrusive" }) {
		return
	}
	restarts := slices.ContainsFunc(c.f.edges(), func(e edge) bool {
		return slices.Contains(t.Starts, e.act) && slices.Contains(t.In, e.from)
	})
	if t.Roll || len(t.Stops) > 0 || restarts {
		c.add(fault.New(fault.Invalid, "procedure.law.prolongs", "place", place, "term", t.Name))
	}
}
