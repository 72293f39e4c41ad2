package main

import (
	"context"
	"errors"

	"schild/day"
	"schild/internal/desk/custody"
	"schild/internal/office"
	"schild/internal/store"
	"schild/label"
)

// labelled is a thing and what it should bear, of several commands.
type labelled struct {
	data
	Subject string `arg:"" help:"The thing: record:ID, statement:ID or note:ID." placeholder:"THING"`
	To      string `required:"" help:"The label wished for, as RESTRICTED//ORIG VELTRA." placeholder:"MARK"`
	Reason  string `required:"" help:"Why." placeholder:"WORDS"`
}

type labelPropose struct {
	labelled
	Interest string `required:"" enum:"a,b,c,d,e,f,g,h" help:"The protected interest weighed (article 3 of the act of 11 December 1998)." placeholder:"a–h"`
	Review   string `help:"The day somebody looks again; needed for what stays classified." placeholder:"DATE"`
	Blind    bool   `help:"For a record that nobody may read, on its originator's word."`
}

// Run proposes a lower label.
func (c *labelPropose) Run(ctx context.Context, t *terminal) error {
	to, err := label.Parse(c.To)
	if err != nil {
		return err
	}
	w := custody.Wish{Subject: custody.ParseSubject(c.Subject), Target: to, Interest: c.Interest, Reason: c.Reason}
	if c.Review != "" {
		if w.Review, err = day.Parse(c.Review); err != nil {
			return err
		}
	}
	return withHouse(ctx, t, c.data, func(h *house, by office.Person) error {
		propose := h.custody.Propose
		if c.Blind {
			propose = h.custody.ProposeBlind
		}
		id, err := propose(ctx, by, w)
		if err != nil {
			return err
		}
		return t.print(map[string]string{"lowering": id, "state": "proposed"}, t.words().T("cli.label.proposed", "id", id))
	})
}

type labelRaise struct{ labelled }

// Run raises a label at once.
func (c *labelRaise) Run(ctx context.Context, t *terminal) error {
	to, err := label.Parse(c.To)
	if err != nil {
		return err
	}
	return withHouse(ctx, t, c.data, func(h *house, by office.Person) error {
		r, err := h.custody.Raise(ctx, by, custody.ParseSubject(c.Subject), to, c.Reason)
		if err != nil {
			return err
		}
		return t.print(map[string]any{"thing": c.Subject, "label": to.String(), "sent": r.Sent, "receipt": r.Receipt.ID}, t.words().T("cli.label.raised", "thing", c.Subject))
	})
}

type labelConsent struct {
	data
	ID         string `arg:"" help:"The proposal, from schild label waiting." placeholder:"PROPOSAL"`
	Originator string `required:"" help:"Who agreed, as after ORIG in the marking." placeholder:"NAME"`
	Reference  string `required:"" help:"Where the answer stands." placeholder:"WORDS"`
}

// Run records an originator's yes.
func (c *labelConsent) Run(ctx context.Context, t *terminal) error {
	return withHouse(ctx, t, c.data, func(h *house, by office.Person) error {
		r, err := h.custody.Consent(ctx, by, c.ID, custody.Consent{Originator: c.Originator, Reference: c.Reference})
		if err != nil {
			return err
		}
		return t.print(map[string]string{"lowering": c.ID, "receipt": r.ID}, t.words().T("cli.label.consented", "id", c.ID))
	})
}

type labelLower struct {
	data
	ID   string `arg:"" help:"The proposal, from schild label waiting." placeholder:"PROPOSAL"`
	As   string `required:"" enum:"head,security" help:"The role you decide in: head or security." placeholder:"ROLE"`
	Keep string `help:"Keep the label instead, and why." placeholder:"WORDS"`
}

// Run decides a proposal.
func (c *labelLower) Run(ctx context.Context, t *terminal) error {
	return withHouse(ctx, t, c.data, func(h *house, by office.Person) error {
		var l custody.Lowering
		err := h.office.See(ctx, by, func(v *store.View) (err error) { l, err = h.custody.Lowering(v, c.ID); return err })
		if err != nil {
			return err
		}
		r, err := h.custody.Decide(ctx, by, custody.Decision{ID: c.ID, Version: l.Version, Authority: c.As, Keep: c.Keep})
		if err != nil {
			return err
		}
		return t.print(map[string]string{"lowering": c.ID, "receipt": r.ID}, t.words().T("cli.label.decided", "id", c.ID))
	})
}

type labelWaiting struct{ data }

// Run lists the proposals that wait for a decision, of things the caller sees.
func (c *labelWaiting) Run(ctx context.Context, t *terminal) error {
	return withHouse(ctx, t, c.data, func(h *house, by office.Person) error {
		var ls []custody.Lowering
		err := h.office.See(ctx, by, func(v *store.View) (err error) { ls, err = h.custody.Lowerings(v, ""); return err })
		for _, l := range ls {
			err = errors.Join(err, t.print(map[string]string{"lowering": l.ID, "thing": l.About, "target": l.Target, "proposer": l.Proposer}, l.ID+"  "+l.About+"  "+l.Target+"  "+l.Proposer))
		}
		return err
	})
}

type labelUnread struct{ data }

// Run lists the records that nobody may read: reference, size and day.
func (c *labelUnread) Run(ctx context.Context, t *terminal) error {
	return withHouse(ctx, t, c.data, func(h *house, by office.Person) error {
		bs, err := h.custody.Buried(ctx, by)
		for _, b := range bs {
			at := t.words().Moment(b.Registered)
			err = errors.Join(err, t.print(map[string]any{"record": b.ID, "reference": b.Reference, "size": b.Size, "registered": b.Registered}, b.Reference+"  "+b.ID+"  "+t.words().Size(b.Size)+"  "+at))
		}
		return err
	})
}
