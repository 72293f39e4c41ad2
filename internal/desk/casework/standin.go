package casework

import (
	"context"
	"slices"
	"strings"

	"schild/day"
	"schild/fault"
	"schild/internal/office"
	"schild/internal/store"
	"schild/label"
	"schild/procedure"
)

// Standin says that somebody does somebody's part for some days. It is told to everybody of the house: who may act for whom is no secret there.
type Standin struct {
	ID         string `db:"id"`
	Registered int64  `db:"registered"`
	Absent     string `db:"absent"` // whose part it is
	Person     string `db:"person"` // who does it
	Part       string `db:"part"`   // "" = every part they have
	Procedure  string `db:"procedure"`
	First      string `db:"first"`
	Last       string `db:"last"`
	Reason     string `db:"reason"`
	State      string `db:"state"` // set | ended
}

const standinSelect = `SELECT id, registered, absent, person, part, procedure, first, last, reason, state FROM standin `

func (s Standin) check(today day.Date) error {
	first, err := day.Parse(s.First)
	if err != nil {
		return fault.New(fault.Invalid, "casework.standin.first")
	}
	last, err := day.Parse(s.Last)
	switch {
	case err != nil || last.Compare(first) < 0 || last.Compare(today) < 0:
		return fault.New(fault.Invalid, "casework.standin.last")
	case first.Plus(366).Compare(last) < 0:
		return fault.New(fault.Invalid, "casework.standin.long")
	case s.Person == "" || s.Person == s.Absent:
		return fault.New(fault.Invalid, "casework.standin.who")
	case strings.TrimSpace(s.Reason) == "":
		return fault.New(fault.Invalid, "casework.reason")
	}
	return nil
}

// StandIn lets somebody do a part of the one who asks, on certain days. Only one's own part can be given, and it cannot be given on.
// Of a control body only a member can stand in: whom that body itself has given the part.
func (d *Desk) StandIn(ctx context.Context, by office.Person, s Standin) error {
	s.Absent = by.ID
	act := office.Act{Kind: "case.standin", Objects: []string{"person:" + s.Person}, Detail: []string{"part", s.Part, "procedure", s.Procedure, "first", s.First, "last", s.Last, "reason", s.Reason}}
	_, err := d.Office.Do(ctx, by, act, func(tx *store.Tx) error {
		if err := s.check(today(tx.At())); err != nil {
			return err
		}
		me, err := tx.Person(by.ID)
		if err != nil {
			return err
		}
		other, err := tx.Person(s.Person)
		if err != nil || !other.Active {
			return fault.New(fault.Invalid, "casework.standin.who")
		}
		if err := d.mayStandIn(me, other, s); err != nil {
			return err
		}
		return insert(tx, "standin", label.Label{}, store.Row{"absent": s.Absent, "person": s.Person, "part": s.Part, "procedure": s.Procedure, "first": s.First, "last": s.Last,
			"reason": strings.TrimSpace(s.Reason), "state": "set"})
	})
	return err
}

// mayStandIn refuses a part that is not the giver's, and one of a control body for somebody who is not of it.
func (d *Desk) mayStandIn(me, other store.Staff, s Standin) error {
	mine := d.Parts(me)
	if s.Part != "" && !slices.Contains(mine, s.Part) || len(mine) == 0 {
		return fault.New(fault.Refused, "casework.standin.own")
	}
	for _, f := range d.Book.Files {
		for _, r := range f.Roles {
			given := s.Part == r.Name || s.Part == "" && holds(me, f, r.Name)
			if given && r.Side == "control" && !holds(other, f, r.Name) {
				return fault.New(fault.Refused, "casework.standin.control")
			}
		}
	}
	return nil
}

// EndStandIn ends it before its last day; whoever gave it, or stands in, may.
func (d *Desk) EndStandIn(ctx context.Context, by office.Person, id string) error {
	_, err := d.Office.Do(ctx, by, office.Act{Kind: "case.standin", Objects: []string{"standin:" + id}, Detail: []string{"step", "end"}}, func(tx *store.Tx) error {
		var s Standin
		if err := tx.Get(&s, standinSelect+`WHERE id = $1`, id); err != nil {
			return err
		}
		switch {
		case s.Absent != by.ID && s.Person != by.ID:
			return fault.New(fault.Refused, "casework.standin.own")
		case s.State != "set":
			return fault.New(fault.Conflict, "casework.standin.ended")
		}
		return tx.Append("standin", id, nil, store.Row{"state": "ended"})
	})
	return err
}

// Standins gives who stands in for whom today or later: for one person, by one person, or everybody for "".
func (d *Desk) Standins(v *store.View, person string, at int64) ([]Standin, error) {
	var out []Standin
	err := v.Select(&out, standinSelect+`WHERE state = 'set' AND last >= $1 AND ($2 = '' OR person = $3 OR absent = $4) ORDER BY first, absent, person, id`, today(at).String(), person, person, person)
	return out, err
}

// standsIn tells whether a person may do somebody's part now.
func (d *Desk) standsIn(tx *store.Tx, person, absent string, f *procedure.File, part string) error {
	refused := fault.New(fault.Refused, "casework.standin.none", "person", absent)
	p, err := tx.Person(absent)
	if err != nil || !p.Active || !holds(p, f, part) {
		return refused
	}
	if f.Side(part) == "control" {
		me, err := tx.Person(person)
		if err != nil || !holds(me, f, part) {
			return refused
		}
	}
	var n int
	now := today(tx.At()).String()
	err = tx.Get(&n, `SELECT count(*) FROM standin WHERE person = $1 AND absent = $2 AND state = 'set' AND first <= $3 AND last >= $4 AND (part = '' OR part = $5) AND (procedure = '' OR procedure = $6)`,
		person, absent, now, now, part, f.ID)
	if err == nil && n == 0 {
		return refused
	}
	return err
}

func today(at int64) day.Date {
	d, _ := day.Brussels(moment(at))
	return d
}
