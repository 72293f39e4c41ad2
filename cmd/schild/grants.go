package main

import (
	"context"
	"os"
	"strings"

	"schild/fault"
	"schild/internal/desk/registry"
	"schild/internal/office"
)

// granted prints what became of a wish about the list of people: done or waiting, and what there is to hand over.
func (t *terminal) granted(person string, g registry.Granted, done string) error {
	out := map[string]any{"person": person, "receipt": g.ID}
	words := t.words().T(done, "person", person)
	if g.Waits != "" {
		out["waits"] = g.Waits
		words = t.words().T("cli.waits", "person", person, "proposal", g.Waits)
	}
	if len(g.Halves) > 0 {
		out["halves"] = g.Halves
		words += "\n" + t.words().T("cli.halves", "person", person, "halves", strings.Join(g.Halves, "  "))
	}
	return t.print(out, words)
}

// fileText reads a small file of text, "" for no file.
func fileText(path string) (string, error) {
	if path == "" {
		return "", nil
	}
	b, err := os.ReadFile(path)
	if err != nil {
		return "", fault.Wrap(err, fault.Invalid, "cli.file", "file", path)
	}
	return string(b), nil
}

type personCodeCommand struct {
	data
	ID      string `arg:"" help:"The person."`
	Mandate string `type:"existingfile" help:"Of a control body's own people: what the body signed." placeholder:"FILE"`
}

// Run gives half of a code.
func (c *personCodeCommand) Run(ctx context.Context, t *terminal) error {
	mandate, err := fileText(c.Mandate)
	if err != nil {
		return err
	}
	return withHouse(ctx, t, c.data, func(h *house, by office.Person) error {
		g, err := h.registry.NewCode(ctx, by, c.ID, mandate)
		if err != nil {
			return err
		}
		return t.granted(c.ID, g, "cli.coded")
	})
}

type personWaitingCommand struct{ data }

// Run lists what waits for a second person.
func (c *personWaitingCommand) Run(ctx context.Context, t *terminal) error {
	return withHouse(ctx, t, c.data, func(h *house, by office.Person) error {
		all, err := h.registry.Proposals(ctx, by)
		if err != nil {
			return err
		}
		for _, p := range all {
			what := t.words().T("proposal.kind." + p.Kind)
			if err := t.print(map[string]string{"proposal": p.ID, "kind": p.Kind, "person": p.Person, "proposer": p.Proposer, "wants": p.Body}, p.ID+"  "+what+"  "+p.Person+"  "+p.Proposer+"  "+p.Body); err != nil {
				return err
			}
		}
		return nil
	})
}

type personConfirmCommand struct {
	data
	Proposal string `arg:"" help:"From schild person waiting."`
}

// Run confirms a proposal.
func (c *personConfirmCommand) Run(ctx context.Context, t *terminal) error {
	return withHouse(ctx, t, c.data, func(h *house, by office.Person) error {
		g, err := h.registry.Confirm(ctx, by, c.Proposal)
		if err != nil {
			return err
		}
		return t.granted("", g, "cli.confirmed")
	})
}

type personRefuseCommand struct {
	data
	Proposal string `arg:"" help:"From schild person waiting."`
	Reason   string `required:"" help:"Why."`
}

// Run refuses a proposal.
func (c *personRefuseCommand) Run(ctx context.Context, t *terminal) error {
	return withHouse(ctx, t, c.data, func(h *house, by office.Person) error {
		return h.registry.Refuse(ctx, by, c.Proposal, c.Reason)
	})
}
