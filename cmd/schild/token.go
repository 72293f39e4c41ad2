package main

import (
	"context"
	"time"

	"schild/day"
	"schild/fault"
	"schild/internal/desk/registry"
	"schild/internal/office"
	"schild/internal/store"
)

type tokenCommand struct {
	Give     tokenGiveCommand     `cmd:"" help:"Make a token with which a machine acts as a person; it is shown once."`
	List     tokenListCommand     `cmd:"" help:"List tokens, without what the machines hold."`
	Withdraw tokenWithdrawCommand `cmd:"" help:"End a token at once."`
}

type tokenGiveCommand struct {
	data
	Person string `required:"" help:"The person as whom the machine acts." placeholder:"ID"`
	Name   string `required:"" help:"What the machine is called." placeholder:"NAME"`
	Until  string `help:"Its last day. Default: a year from now." placeholder:"DATE"`

	Certificate string `type:"existingfile" help:"The machine's certificate (PEM), for a house that asks machines for one: nothing is shown then." placeholder:"FILE"`
}

// Run gives a token.
func (c *tokenGiveCommand) Run(ctx context.Context, t *terminal) error {
	until := time.Now().AddDate(1, 0, 0).Format(time.DateOnly)
	if c.Until != "" {
		until = c.Until
	}
	d, err := day.Parse(until)
	if err != nil {
		return fault.Wrap(err, fault.Invalid, "screen.on", "value", until)
	}
	return withHouse(ctx, t, c.data, func(h *house, by office.Person) error {
		if c.Certificate != "" {
			cert, err := readCertificate(c.Certificate)
			if err != nil {
				return err
			}
			return h.registry.CertifyToken(ctx, by, registry.Token{Person: c.Person, Name: c.Name, Until: d.String()}, cert)
		}
		secret, err := h.registry.GiveToken(ctx, by, c.Person, c.Name, d)
		if err != nil {
			return err
		}
		return t.print(map[string]string{"person": c.Person, "until": d.String(), "token": secret}, t.words().T("cli.token", "person", c.Person, "until", d.String(), "token", secret))
	})
}

type tokenListCommand struct{ data }

// Run lists tokens.
func (c *tokenListCommand) Run(ctx context.Context, t *terminal) error {
	return withHouse(ctx, t, c.data, func(h *house, by office.Person) error {
		var all []registry.Token
		err := h.office.See(ctx, by, func(v *store.View) (err error) { all, err = h.registry.Tokens(v); return err })
		if err != nil {
			return err
		}
		for _, x := range all {
			if err := t.print(map[string]string{"id": x.ID, "person": x.Person, "name": x.Name, "until": x.Until, "state": x.State}, x.ID+"  "+x.Person+"  "+x.Name+"  "+x.Until+"  "+x.State); err != nil {
				return err
			}
		}
		return nil
	})
}

type tokenWithdrawCommand struct {
	data
	ID string `arg:"" help:"The token's id, from schild token list."`
}

// Run ends a token.
func (c *tokenWithdrawCommand) Run(ctx context.Context, t *terminal) error {
	return withHouse(ctx, t, c.data, func(h *house, by office.Person) error { return h.registry.WithdrawToken(ctx, by, c.ID) })
}
