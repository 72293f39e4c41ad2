package main

import (
	"context"
	"crypto/rand"
	"fmt"
	"os"
	"strings"

	"golang.org/x/mod/sumdb/note"

	"schild/day"
	"schild/fault"
	"schild/internal/office"
	"schild/label"
)

// bodyCommand is the key of a control body: it is made and used on the body's own machine, and only its public half is ever brought to
// the house.
type bodyCommand struct {
	New     bodyNew     `cmd:"" help:"Make the body's pair of keys: the secret half into a file, the public half printed. Needs no data directory."`
	Mandate bodyMandate `cmd:"" help:"Sign a mandate: one of the body's people let in, put out, or given a new code. Needs no data directory."`
	Found   bodyFound   `cmd:"" help:"In the house: propose the body's public key; another registrar or security officer witnesses it."`
}

type bodyNew struct {
	Body string `arg:"" enum:"commission,committee,privacy,appeal" help:"commission, committee, privacy or appeal."`
	File string `arg:"" type:"path" help:"Where the secret key is written; it must not exist." placeholder:"FILE"`
}

// Run makes the pair.
func (c *bodyNew) Run(t *terminal) error {
	secret, public, err := note.GenerateKey(rand.Reader, c.Body)
	if err != nil {
		return err
	}
	if err := keepSecret(c.File, secret); err != nil {
		return fault.Wrap(err, fault.Invalid, "cli.file", "file", c.File)
	}
	_, err = fmt.Fprintln(t.out, public)
	return err
}

type bodyMandate struct {
	Key          string `required:"" type:"existingfile" help:"The body's secret key." placeholder:"FILE"`
	Body         string `arg:"" enum:"commission,committee,privacy,appeal" help:"commission, committee, privacy or appeal."`
	House        string `required:"" help:"The house's name, as the register and its people's page have it." placeholder:"NAME"`
	Person       string `required:"" help:"The person's short login."`
	Name         string `required:"" help:"The person's name, as it is enrolled."`
	Roles        string `required:"" help:"Comma-separated roles of the body."`
	Level        string `default:"TOP SECRET" help:"Clearance level."`
	Compartments string `help:"Comma-separated compartments."`
	Says         string `default:"in" enum:"in,out,code" help:"in (enrol or change), out, or code (a new code for a lost key)."`
	Day          string `required:"" help:"The last day on which it can be brought in." placeholder:"DATE"`
	Out          string `required:"" type:"path" help:"Where the mandate is written." placeholder:"FILE"`
}

// Run signs a mandate and prints the half of the code that the body hands to its person itself.
func (c *bodyMandate) Run(t *terminal) error {
	secret, err := fileText(c.Key)
	if err != nil {
		return err
	}
	m, half, err := c.mandate()
	if err != nil {
		return err
	}
	signed, err := m.Sign(secret)
	if err != nil {
		return err
	}
	if err := os.WriteFile(c.Out, []byte(signed), 0o600); err != nil {
		return fault.Wrap(err, fault.Invalid, "cli.file", "file", c.Out)
	}
	if half == "" {
		return nil
	}
	return t.print(map[string]string{"mandate": c.Out, "half": half}, t.words().T("cli.mandate", "person", c.Person, "half", half))
}

func (c *bodyMandate) mandate() (m office.Mandate, half string, err error) {
	d, err := day.Parse(c.Day)
	if err != nil {
		return m, "", err
	}
	m = office.Mandate{House: c.House, Body: c.Body, Person: c.Person, Name: c.Name, Roles: strings.Join(label.NewSet(c.Roles).List(), ","), Says: c.Says, Day: d.String()}
	if c.Says == "in" {
		level, err := label.ParseLevel(c.Level)
		if err != nil {
			return m, "", err
		}
		m.Level = strings.TrimSpace(level.String() + " " + string(set(c.Compartments)))
	}
	if c.Says != "out" {
		half = office.NewHalf()
		m.Half = office.HashHalf(half)
	}
	return m, half, nil
}

type bodyFound struct {
	data
	Body   string `arg:"" enum:"commission,committee,privacy,appeal" help:"commission, committee, privacy or appeal."`
	Public string `arg:"" type:"existingfile" help:"The file with the public key that the body made." placeholder:"FILE"`
}

// Run proposes a body's public key.
func (c *bodyFound) Run(ctx context.Context, t *terminal) error {
	public, err := fileText(c.Public)
	if err != nil {
		return err
	}
	return withHouse(ctx, t, c.data, func(h *house, by office.Person) error {
		g, err := h.registry.FoundBody(ctx, by, c.Body, public)
		if err != nil {
			return err
		}
		return t.granted(c.Body, g, "cli.confirmed")
	})
}
