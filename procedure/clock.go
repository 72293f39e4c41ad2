package procedure

import (
	"slices"
	"time"

	"schild/day"
	"schild/fault"
)

// arrive puts a case in a stage: clocks of stages left stop for good, those the act starts begin, pauses open and close.
func (m Machine) arrive(s State, stage, act string, at time.Time) State {
	s.Stage, s.Last = stage, at
	end, _ := m.File.stage(stage)
	for _, t := range m.File.Terms {
		clock, runs := s.Clocks[t.Name]
		switch {
		case end.End || !slices.Contains(t.In, stage):
			delete(s.Clocks, t.Name)
		case slices.Contains(t.Starts, act):
			s.Clocks[t.Name] = Clock{Start: begin(s, t, at)}
		case runs && slices.Contains(t.Stops, act) && !clock.open():
			clock.Pauses = append(slices.Clone(clock.Pauses), day.Pause{From: at})
			s.Clocks[t.Name] = clock
		case runs && slices.Contains(t.Resumes, act) && clock.open():
			clock.Pauses = slices.Clone(clock.Pauses)
			clock.Pauses[len(clock.Pauses)-1].To = at
			s.Clocks[t.Name] = clock
		}
	}
	return s
}

// begin gives what a term is counted from: the act, or the date in a field.
func begin(s State, t Term, at time.Time) time.Time {
	if d, ok := dateIn(s, t.From); ok {
		return day.Midnight(d)
	}
	return at
}

func dateIn(s State, field string) (day.Date, bool) {
	text, _ := s.Values[field].(string)
	d, err := day.Parse(text)
	return d, err == nil
}

// open tells whether the clock stands still.
func (c Clock) open() bool { return len(c.Pauses) > 0 && c.Pauses[len(c.Pauses)-1].To.IsZero() }

func (m Machine) term(name string) Term {
	for _, t := range m.File.Terms {
		if t.Name == name {
			if n := m.Lengths[name]; t.Own && n > 0 {
				t.N = n
			}
			return t
		}
	}
	return Term{}
}

// Dues gives the clocks of a case in the order of the file.
func (m Machine) Dues(s State) []Due {
	var out []Due
	for _, t := range m.File.Terms {
		clock, ok := s.Clocks[t.Name]
		if !ok {
			continue
		}
		u, _ := unit(t.Unit)
		end, running := m.Calendar.End(day.Term{N: m.term(t.Name).N, Unit: u, Roll: t.Roll}, clock.Start, clock.Pauses)
		if d, ok := dateIn(s, t.Until); ok && running && day.Midnight(d.Plus(1)).Before(end) {
			end = day.Midnight(d.Plus(1))
		}
		d := Due{Term: t.Name, End: end, Stopped: !running, Rung: clock.Rung}
		if running && t.Warn > 0 {
			last, clock := day.Brussels(end)
			d.Warn = day.At(last.Plus(-t.Warn), clock)
		}
		out = append(out, d)
	}
	return out
}

// ring does what a file says of a term that is over. Only the person clock may, only when it is over, and only once.
func (m Machine) ring(s State, a Act) (State, []Effect, error) {
	var due Due
	for _, d := range m.Dues(s) {
		if d.Term == a.Do {
			due = d
		}
	}
	if due.Term == "" || a.By != (Actor{Person: ClockName, Role: ClockName}) || len(a.With) > 0 || len(a.Values) > 0 {
		return s, nil, fault.New(fault.Refused, "procedure.clock", "term", a.Do)
	}
	if due.Stopped || due.Rung || a.At.Before(due.End) || m.sooner(s, due) {
		return s, nil, fault.New(fault.Refused, "procedure.early", "term", a.Do)
	}
	next, t := s.clone(), m.term(a.Do)
	next.Deeds = append(next.Deeds, Deed{Act: a.Do, Kind: ClockName, Persons: []string{ClockName}})
	clock := next.Clocks[a.Do]
	clock.Rung = true
	next.Clocks[a.Do] = clock
	if t.To != "" {
		next = m.arrive(next, t.To, "", a.At)
	}
	next.Last = a.At
	return next, effects(t.Effects), nil
}

// sooner tells whether another term that takes the case elsewhere was over before: the clock rings in order.
func (m Machine) sooner(s State, due Due) bool {
	return slices.ContainsFunc(m.Dues(s), func(d Due) bool {
		return !d.Stopped && !d.Rung && d.End.Before(due.End) && m.term(d.Term).To != ""
	})
}
