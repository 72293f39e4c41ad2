package procedure

import (
	"maps"
	"slices"
	"time"

	"schild/day"
	"schild/fault"
)

// Machine runs cases of one file. Calendar holds the service's own days off; Lengths the lengths of the terms it sets itself.
type Machine struct {
	File     *File
	Calendar day.Calendar
	Lengths  map[string]int
}

// Begin gives a new case, in the file's first stage.
func (m Machine) Begin(at time.Time) State {
	return State{File: m.File.hash, Stage: m.File.Stages[0].Name, Last: at}.clone()
}

// Step does one act. Where it may not be done, the state comes back as it was, with the rule that says so.
func (m Machine) Step(s State, a Act) (State, []Effect, error) {
	stage, ok := m.File.stage(s.Stage)
	switch {
	case s.File != m.File.hash || !ok:
		return s, nil, fault.New(fault.Conflict, "procedure.version", "procedure", m.File.ID)
	case a.At.Before(s.Last):
		return s, nil, fault.New(fault.Refused, "procedure.back", "act", a.Do)
	case stage.End:
		return s, nil, fault.New(fault.Refused, "procedure.closed", "act", a.Do)
	case a.By.Person == ClockName || a.By.Role == ClockName:
		return m.ring(s, a)
	}
	i := slices.IndexFunc(m.File.Moves, func(x Move) bool { return x.Act == a.Do && slices.Contains(x.From, s.Stage) })
	if i < 0 {
		return s, nil, fault.New(fault.Refused, "procedure.turn", "act", a.Do, "stage", s.Stage)
	}
	move := m.File.Moves[i]
	if err := m.may(s, a, move); err != nil {
		return s, nil, err
	}
	next := s.clone()
	if err := m.fill(&next, a, move); err != nil {
		return s, nil, err
	}
	return m.done(next, a, move), effects(move.Effects), nil
}

// may tells whether these people may do this now.
func (m Machine) may(s State, a Act, move Move) error {
	if err := people(s, a, move); err != nil {
		return err
	}
	for _, d := range m.Dues(s) {
		if !d.Stopped && !d.Rung && !a.At.Before(d.End) && m.term(d.Term).To != "" {
			return fault.New(fault.Late, "procedure.late", "act", a.Do, "term", d.Term)
		}
	}
	return nil
}

// people checks roles, and that nobody stands on both sides.
func people(s State, a Act, move Move) error {
	if a.By.Person == "" || !slices.Contains(move.Who, a.By.Role) {
		return fault.New(fault.Refused, "procedure.who", "act", move.Act, "role", a.By.Role)
	}
	if len(a.With) != len(move.With) {
		return fault.New(fault.Refused, "procedure.with", "act", move.Act)
	}
	seen := a.By.persons()
	for i, w := range a.With {
		if w.Role != move.With[i] || w.Person == "" || overlap(w.persons(), seen) || w.Person == ClockName {
			return fault.New(fault.Refused, "procedure.with", "act", move.Act)
		}
		seen = append(seen, w.persons()...)
	}
	if earlier := s.BarredFrom(move, seen...); earlier != "" {
		return fault.New(fault.Refused, "procedure.both", "act", move.Act, "earlier", earlier)
	}
	return nil
}

// opposite tells whether one person may not do both kinds of move in a case.
func opposite(a, b string) bool {
	weighs := func(k string) bool { return k == "ask" || k == "control" || k == "decide" }
	return a != b && weighs(a) && weighs(b)
}

// fill takes the values of the form that the move asks for, and holds its condition against the whole.
func (m Machine) fill(s *State, a Act, move Move) error {
	for _, name := range slices.Sorted(maps.Keys(a.Values)) {
		field, _ := m.File.Field(name)
		if !slices.Contains(move.Takes, name) {
			return fault.New(fault.Invalid, "procedure.field", "act", move.Act, "field", name)
		}
		v, err := field.value(a.Values[name])
		if err != nil {
			return err
		}
		s.Values[name] = v
	}
	for _, name := range move.Takes {
		field, _ := m.File.Field(name)
		if v, there := s.Values[name]; !field.Optional && !filled(v, there) {
			return fault.New(fault.Invalid, "procedure.needed", "act", move.Act, "field", name)
		}
	}
	ok, err := m.File.allows(move.When, s.Values)
	if err == nil && !ok {
		err = fault.New(fault.Refused, "procedure.unmet", "act", move.Act, "when", move.When)
	}
	return err
}

// done moves the case on and turns its clocks.
func (m Machine) done(s State, a Act, move Move) State {
	persons := a.By.persons()
	for _, w := range a.With {
		persons = append(persons, w.persons()...)
	}
	s.Deeds = append(s.Deeds, Deed{Act: move.Act, Kind: move.Kind, Persons: persons})
	for _, e := range effects(move.Effects) {
		if e.Verb == "set" {
			field, _ := m.File.Field(e.What)
			s.Values[e.What], _ = field.value(e.literal(field)) // Read has proved that it fits
		}
	}
	return m.arrive(s, move.to(s.Stage), a.Do, a.At)
}
