package casework

import (
	"bytes"
	"strings"

	"schild/fault"
	"schild/internal/store"
	"schild/procedure"
)

// Replay steps a case again from its beginning with what its steps were given, and tells whether it comes to the state it is in.
// One whose answers were erased cannot be replayed: fault.Refused.
func (d *Desk) Replay(v *store.View, c Case) error {
	if c.Erased() {
		return fault.New(fault.Refused, "casework.erased")
	}
	m, now, err := d.State(c)
	if err != nil {
		return err
	}
	deeds, err := d.Deeds(v, c.ID)
	if err != nil {
		return err
	}
	s := m.Begin(moment(c.Opened))
	if len(deeds) == 0 {
		s.Values = now.Values // what its parent gave it
	}
	for _, x := range deeds {
		if s, _, err = m.Step(s, x.again()); err != nil {
			return fault.Wrap(err, fault.Broken, "casework.replay", "reference", c.Reference)
		}
	}
	had, hadAnswers, err := now.Split()
	if err != nil {
		return err
	}
	got, gotAnswers, err := s.Split()
	if err == nil && (!bytes.Equal(had, got) || !bytes.Equal(hadAnswers, gotAnswers)) {
		err = fault.New(fault.Broken, "casework.replay", "reference", c.Reference)
	}
	return err
}

// again gives the act that a step was.
func (s Deed) again() procedure.Act {
	a := procedure.Act{Do: s.Move, By: procedure.Actor{Person: s.Person, Role: s.Part, For: s.Standing}, At: moment(s.Registered), Values: s.Given()}
	for _, o := range strings.Split(s.Others, ",") {
		if x := strings.SplitN(o, ":", 3); len(x) == 3 {
			a.With = append(a.With, procedure.Actor{Role: x[0], Person: x[1], For: x[2]})
		}
	}
	if s.Person == procedure.ClockName {
		a.Values = nil
	}
	return a
}
