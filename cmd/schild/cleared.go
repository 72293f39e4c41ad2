package main

import (
	"context"
	"errors"

	"schild/internal/desk/registry"
	"schild/internal/office"
	"schild/internal/store"
	"schild/label"
)

type personListCommand struct{ data }

// standing is one person as the list prints them. State: active, inactive, lapsed.
type standing struct {
	ID           string `json:"person"`
	Name         string `json:"name"`
	Organisation string `json:"organisation,omitempty"` // of people from outside
	Roles        string `json:"roles"`
	Level        string `json:"level"`
	Compartments string `json:"compartments,omitempty"`
	From         string `json:"from,omitempty"`
	Until        string `json:"until,omitempty"`
	State        string `json:"state"`
	DaysLeft     *int   `json:"days_left,omitempty"` // when the clearance ends within registry.WarnDays
}

func standingOf(p store.Staff) standing {
	g := p.Granted()
	out := standing{ID: p.ID, Name: p.Name, Roles: p.Roles, Level: g.Level.String(), Compartments: string(g.Compartments), From: p.Starts, Until: p.Ends, State: "active"}
	if p.Outside {
		out.Organisation = p.Organisation
	}
	switch {
	case !p.Active:
		out.State = "inactive"
	case !p.InForce():
		out.State = "lapsed"
	}
	if left, ok := p.DaysLeft(); ok && left <= registry.WarnDays {
		out.DaysLeft = &left
	}
	return out
}

// Run lists everyone with their clearance and its days; whose clearance ends soon or does not hold is told besides.
func (c *personListCommand) Run(ctx context.Context, t *terminal) error {
	return withHouse(ctx, t, c.data, func(h *house, by office.Person) error {
		ps, err := h.registry.People(ctx, by)
		if err != nil {
			return err
		}
		for _, p := range ps {
			s := standingOf(p)
			if err := t.print(s, s.ID+"  "+s.Level+"  "+s.Roles+"  "+s.From+"…"+s.Until+"  "+s.State); err != nil {
				return err
			}
			switch {
			case s.State == "lapsed":
				t.say("cli.person.lapsed", "person", s.ID)
			case s.DaysLeft != nil:
				t.say("cli.person.ends", "person", s.ID, "until", s.Until)
			}
		}
		return nil
	})
}

type personClearCommand struct {
	data
	ID           string  `arg:"" help:"The person. What no flag names stays as it is."`
	Level        string  `help:"Clearance level." placeholder:"LEVEL"`
	Compartments *string `help:"Comma-separated compartments." placeholder:"NAMES"`
	Circles      *string `help:"Comma-separated circles (desks)." placeholder:"NAMES"`
	From         *string `help:"First day of the clearance (2026-03-10); empty: from the beginning." placeholder:"DATE"`
	Until        *string `help:"Last day of the clearance; empty: without end." placeholder:"DATE"`
	Roles        string  `help:"Comma-separated roles, in place of those they have." placeholder:"ROLES"`
	Mandate      string  `type:"existingfile" help:"Of a control body's own people: what the body signed." placeholder:"FILE"`
	Out          bool    `help:"Shut every door to them." xor:"door"`
	In           bool    `help:"Let them in again." xor:"door"`
}

// Run changes what a person may see, and between which days.
func (c *personClearCommand) Run(ctx context.Context, t *terminal) error {
	return withHouse(ctx, t, c.data, func(h *house, by office.Person) error {
		p, err := h.registry.Person(ctx, by, c.ID)
		if err != nil {
			return err
		}
		next, err := c.next(p)
		if err != nil {
			return err
		}
		g, err := h.registry.Clear(ctx, by, next)
		if err != nil {
			return err
		}
		return t.granted(c.ID, g, "cli.person.cleared")
	})
}

// next gives what a person is cleared for after the change: the flags over what stands.
func (c *personClearCommand) next(p store.Staff) (registry.Clearing, error) {
	out := registry.Clearing{ID: p.ID, Version: p.Version, Clearance: p.Granted(), Active: (p.Active || c.In) && !c.Out}
	from, until := p.Starts, p.Ends
	for _, f := range []struct {
		flag *string
		take func(string)
	}{{c.Compartments, func(s string) { out.Clearance.Compartments = set(s) }}, {c.Circles, func(s string) { out.Clearance.Circles = set(s) }},
		{c.From, func(s string) { from = s }}, {c.Until, func(s string) { until = s }}} {
		if f.flag != nil {
			f.take(*f.flag)
		}
	}
	if c.Roles != "" {
		out.Roles = label.NewSet(c.Roles).List()
	}
	var err, perr, ferr error
	out.Mandate, ferr = fileText(c.Mandate)
	if c.Level != "" {
		out.Clearance.Level, err = label.ParseLevel(c.Level)
	}
	out.Valid, perr = registry.ParsePeriod(from, until)
	return out, errors.Join(err, perr, ferr)
}
