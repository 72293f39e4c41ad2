package main

import (
	"cmp"
	"context"

	"schild/fault"
	"schild/internal/desk/registry"
	"schild/internal/office"
	"schild/internal/store"
	"schild/label"
)

type personCommand struct {
	Add     personAddCommand     `cmd:"" help:"Enrol a person; another registrar or security officer confirms."`
	Clear   personClearCommand   `cmd:"" help:"Change a person's clearance, its days, or their roles."`
	List    personListCommand    `cmd:"" help:"List people with their clearances; says whose ends soon."`
	Code    personCodeCommand    `cmd:"" help:"Give half of a code with which a person enrols a key; another gives the other half."`
	Waiting personWaitingCommand `cmd:"" help:"List what waits for a second person."`
	Confirm personConfirmCommand `cmd:"" help:"Confirm what another proposed."`
	Refuse  personRefuseCommand  `cmd:"" help:"Refuse what another proposed, or take back what you did."`
}

type personAddCommand struct {
	data
	ID           string `arg:"" help:"A short login, without spaces."`
	Name         string `required:"" help:"The person's name."`
	Roles        string `required:"" help:"Comma-separated: intake, analyst, head, releaser, auditor, registrar, security."`
	Level        string `default:"UNCLASSIFIED" help:"Clearance level."`
	Compartments string `help:"Comma-separated compartments."`
	Circles      string `help:"Comma-separated circles (desks)."`
	From         string `help:"First day of the clearance (2026-03-10)." placeholder:"DATE"`
	Until        string `help:"Last day of the clearance." placeholder:"DATE"`
	Lang         string `default:"en" enum:"nl,fr,de,en" help:"nl, fr, de or en."`
	Account      string `help:"The operating system's user id, for the command line."`
	Organisation string `help:"Of people from outside: the key of their organisation in labels. They have the front desk alone." placeholder:"TOKEN"`
	Mandate      string `type:"existingfile" help:"Of a control body's own people: what the body signed." placeholder:"FILE"`
}

// Run enrols a person; the registrar does it, for somebody else.
func (c *personAddCommand) Run(ctx context.Context, t *terminal) error {
	level, err := label.ParseLevel(c.Level)
	if err != nil {
		return err
	}
	valid, err := registry.ParsePeriod(c.From, c.Until)
	if err != nil {
		return err
	}
	return withHouse(ctx, t, c.data, func(h *house, by office.Person) error {
		organisation := cmp.Or(c.Organisation, "own")
		e := registry.Enrolment{ID: c.ID, Name: c.Name, Organisation: organisation, Lang: c.Lang, Account: c.Account, Roles: label.NewSet(c.Roles).List(),
			Clearance: label.Clearance{Level: level, Compartments: set(c.Compartments), Circles: set(c.Circles), Outside: organisation != "own"}, Valid: valid}
		if e.Mandate, err = fileText(c.Mandate); err != nil {
			return err
		}
		g, err := h.registry.Enrol(ctx, by, e)
		if err != nil {
			return err
		}
		if !h.office.Keyed {
			return t.print(map[string]string{"person": c.ID, "receipt": g.ID}, t.words().T("cli.enrolled", "person", c.ID, "dir", c.Data))
		}
		return t.granted(c.ID, g, "cli.enrolled.keyed")
	})
}

func set(list string) label.Set { return label.NewSet(list) }

type sourceCommand struct {
	Add sourceAddCommand `cmd:"" help:"Enrol a source."`
}

type sourceAddCommand struct {
	data
	ID           string `arg:"" help:"A short name, without spaces."`
	Name         string `required:"" help:"The source's name."`
	Kind         string `default:"foreign" enum:"domestic,foreign,public,own" help:"domestic, foreign, public or own."`
	Organisation string `help:"The organisation key used in labels."`
	Country      string `help:"Country code."`
	Lang         string `default:"en" enum:"nl,fr,de,en" help:"Language of its messages."`
	DefaultLabel string `name:"label" default:"RESTRICTED" help:"The marking of what it sends without one."`
	Grade        string `default:"F6" help:"Its usual grade, A1 to F6."`
	Known        string `default:"UNCLASSIFIED" help:"The marking of the fact that it is a source."`
}

// Run enrols a source.
func (c *sourceAddCommand) Run(ctx context.Context, t *terminal) error {
	l, err := label.Parse(c.Known)
	if err != nil {
		return err
	}
	return withHouse(ctx, t, c.data, func(h *house, by office.Person) error {
		r, err := h.registry.AddSource(ctx, by, registry.Source{ID: c.ID, Name: c.Name, Kind: c.Kind, Organisation: c.Organisation, Country: c.Country,
			Lang: c.Lang, DefaultLabel: c.DefaultLabel, Grade: c.Grade}, l)
		if err != nil {
			return err
		}
		return t.print(map[string]string{"source": c.ID, "receipt": r.ID}, t.words().T("cli.enrolled.source", "source", c.ID))
	})
}

type initCommand struct {
	data
	identity `embed:""`
}

// Run founds a data directory.
func (c *initCommand) Run(ctx context.Context, t *terminal) error {
	fresh, err := store.Fresh(c.Data)
	if err != nil {
		return err
	}
	return withHouse(ctx, t, c.data, func(h *house, by office.Person) error {
		if err := h.is(c.identity); err != nil {
			return err
		}
		if !fresh {
			t.say("cli.founded.before", "dir", c.Data)
		}
		return t.print(map[string]string{"data": c.Data, "key": h.keyPlace, "registrar": by.ID},
			t.words().T("cli.ready", "dir", c.Data, "person", by.ID, "place", h.keyPlace))
	})
}

type loginCommand struct {
	data
	As string `help:"The person; default yourself." placeholder:"ID"`
}

// Run asks the running server for a one-time link: links live in its memory only.
func (c *loginCommand) Run(ctx context.Context, t *terminal) error {
	return withHouse(ctx, t, c.data, func(h *house, by office.Person) error {
		if h.site == nil {
			return fault.New(fault.Invalid, "login.noserver", "dir", c.Data)
		}
		as := c.As
		if as == "" {
			as = by.ID
		}
		link, err := h.link(ctx, by, office.Person{ID: as})
		if err != nil {
			return err
		}
		return t.print(map[string]string{"person": as, "link": link}, link)
	})
}
