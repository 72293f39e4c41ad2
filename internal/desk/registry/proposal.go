package registry

import (
	"context"
	"encoding/json"
	"slices"
	"strings"

	"golang.org/x/mod/sumdb/note"

	"schild/fault"
	"schild/internal/office"
	"schild/internal/store"
	"schild/label"
)

// Granted is what became of a wish about the list of people: done, or waiting for a second person. Halves are what its author must hand
// over, on paper or by mouth: they are shown this once.
type Granted struct {
	office.Receipt
	Waits  string   // the proposal that waits, "" when it is done
	Halves []string // of the code with which the person enrols a key; none when there is nothing to hand over
}

// ProposalLife is how long, in microseconds, a proposal can be confirmed.
const ProposalLife = 14 * 24 * 60 * 60 * 1_000_000

// propose keeps a wish for a second person.
func propose(tx *store.Tx, p store.Proposal) (string, error) {
	id, err := tx.NewID()
	if err != nil {
		return "", err
	}
	all, err := tx.House().Proposals()
	if err != nil {
		return "", err
	}
	if slices.ContainsFunc(all, func(o store.Proposal) bool { return o.Person == p.Person && o.Kind == p.Kind }) {
		return "", fault.New(fault.Conflict, "proposal.waits", "person", p.Person)
	}
	return string(id), tx.Insert("proposal", string(id), label.Bottom(), store.Row{"kind": p.Kind, "person": p.Person, "body": p.Body, "half": p.Half,
		"proposer": p.Proposer, "confirmer": "", "state": "waiting", "reason": ""})
}

// Proposals lists what waits, for those who keep the list of people.
func (d *Desk) Proposals(ctx context.Context, by office.Person) ([]store.Proposal, error) {
	if err := d.keeps(ctx, by); err != nil {
		return nil, err
	}
	var out []store.Proposal
	err := d.Office.Look(ctx, func(l *store.Lookup) (err error) {
		out, err = l.Proposals()
		out = slices.DeleteFunc(out, func(p store.Proposal) bool { return l.Now() > p.Registered+ProposalLife })
		return err
	})
	return out, err
}

// Proposal gives one of Proposals.
func (d *Desk) Proposal(ctx context.Context, by office.Person, id string) (store.Proposal, error) {
	all, err := d.Proposals(ctx, by)
	if err != nil {
		return store.Proposal{}, err
	}
	i := slices.IndexFunc(all, func(p store.Proposal) bool { return p.ID == id })
	if i < 0 {
		return store.Proposal{}, fault.New(fault.Missing, "missing")
	}
	return all[i], nil
}

// Wish is what a proposal wants, read back.
type Wish struct {
	ID, Name  string
	Roles     []string // nil = as they are
	Clearance label.Clearance
	Valid     Period
	Public    string // the key of a control body
}

// WishOf reads a proposal.
func WishOf(p store.Proposal) (w Wish) {
	switch p.Kind {
	case "enrol":
		var e Enrolment
		_ = json.Unmarshal([]byte(p.Body), &e) // written by propose
		return Wish{ID: e.ID, Name: e.Name, Roles: e.Roles, Clearance: e.Clearance, Valid: e.Valid}
	case "clear":
		var c Clearing
		_ = json.Unmarshal([]byte(p.Body), &c) // written by propose
		return Wish{ID: c.ID, Roles: c.Roles, Clearance: c.Clearance, Valid: c.Valid}
	}
	return Wish{ID: p.Person, Public: p.Body}
}

// Held tells how many keys each person holds, for those who keep the list of people.
func (d *Desk) Held(ctx context.Context, by office.Person) (map[string]int, error) {
	if err := d.keeps(ctx, by); err != nil {
		return nil, err
	}
	out := map[string]int{}
	return out, d.Office.Look(ctx, func(l *store.Lookup) error {
		all, err := l.Passkeys("")
		for _, k := range all {
			out[k.Person]++
		}
		return err
	})
}

// Confirm does what another proposed. Who confirms is neither the proposer nor the person it is about, and the proposer still keeps the
// list.
func (d *Desk) Confirm(ctx context.Context, by office.Person, id string) (g Granted, err error) {
	g.Receipt, err = d.Office.Do(ctx, by, office.Act{Kind: "proposal.confirm", Objects: []string{"proposal:" + id}}, func(tx *store.Tx) error {
		p, err := waiting(tx, by, id)
		if err != nil {
			return err
		}
		if proposer, err := tx.Person(p.Proposer); err != nil || p.Proposer == by.ID || !proposer.Active || !office.Keeps(proposer) {
			return fault.New(fault.Refused, "proposal.self")
		}
		if err := d.ofTheHouse(tx, p); err != nil {
			return err
		}
		if err := d.fulfil(tx, p, &g); err != nil {
			return err
		}
		return tx.Append("proposal", id, nil, store.Row{"state": "done", "confirmer": by.ID})
	})
	return g, err
}

// Refuse ends a proposal; also its own author does.
func (d *Desk) Refuse(ctx context.Context, by office.Person, id, reason string) error {
	if reason = clean(reason); reason == "" {
		return fault.New(fault.Invalid, "proposal.reason")
	}
	_, err := d.Office.Do(ctx, by, office.Act{Kind: "proposal.refuse", Objects: []string{"proposal:" + id}}, func(tx *store.Tx) error {
		if _, err := waiting(tx, by, id); err != nil {
			return err
		}
		return tx.Append("proposal", id, nil, store.Row{"state": "refused", "confirmer": by.ID, "reason": reason})
	})
	return err
}

// waiting gives a proposal that still waits, to anybody but the person it is about.
func waiting(tx *store.Tx, by office.Person, id string) (store.Proposal, error) {
	if _, err := tx.All("keys"); err != nil {
		return store.Proposal{}, err
	}
	all, err := tx.House().Proposals()
	if err != nil {
		return store.Proposal{}, err
	}
	i := slices.IndexFunc(all, func(p store.Proposal) bool { return p.ID == id })
	switch {
	case i < 0:
		return store.Proposal{}, fault.New(fault.Missing, "missing")
	case all[i].Person == by.ID:
		return all[i], fault.New(fault.Refused, "person.self")
	case tx.At() > all[i].Registered+ProposalLife:
		return all[i], fault.New(fault.Late, "proposal.late")
	}
	return all[i], nil
}

// ofTheHouse refuses to confirm anything for somebody who has become a control body's since it was proposed.
func (d *Desk) ofTheHouse(tx *store.Tx, p store.Proposal) error {
	now, err := tx.Person(p.Person)
	if body := office.BodyOf(strings.Split(now.Roles, ",")); err == nil && p.Kind != "body" && body != "" && d.Office.Keyed {
		return fault.New(fault.Refused, "mandate.needed", "body", body)
	}
	return nil
}

// fulfil does what was proposed.
func (d *Desk) fulfil(tx *store.Tx, p store.Proposal, g *Granted) error {
	switch p.Kind {
	case "enrol":
		var e Enrolment
		if err := json.Unmarshal([]byte(p.Body), &e); err != nil {
			return err
		}
		return d.enter(tx, e, p.Half, g)
	case "clear":
		var c Clearing
		if err := json.Unmarshal([]byte(p.Body), &c); err != nil {
			return err
		}
		c.Version = 0 // what stood when it was proposed was looked at by two
		return d.cleared(tx, c)
	case "code":
		half := office.NewHalf()
		g.Halves = []string{half}
		return openCode(tx, p.Person, p.Half, office.HashHalf(half))
	case "body":
		return tx.Insert("bodykey", p.Person, label.Bottom(), store.Row{"public": p.Body, "proposer": p.Proposer, "witness": tx.View.Person()})
	}
	return fault.New(fault.Missing, "missing")
}

// NewCode lets a person who has lost their keys, or never had one, enrol one: two people have half of the code each. For somebody of a
// control body the body has the other half.
func (d *Desk) NewCode(ctx context.Context, by office.Person, person, mandate string) (g Granted, err error) {
	half := office.NewHalf()
	g.Receipt, err = d.Office.Do(ctx, by, office.Act{Kind: "person.code", Objects: []string{"person:" + person}}, func(tx *store.Tx) error {
		p, err := tx.Person(person)
		if err != nil || !p.Active {
			return fault.New(fault.Missing, "person.missing")
		}
		if person == by.ID {
			return fault.New(fault.Refused, "person.self")
		}
		g.Halves = []string{half}
		if body := office.BodyOf(strings.Split(p.Roles, ",")); body != "" && d.Office.Keyed {
			m, err := d.mandated(tx, mandate, office.Mandate{Body: body, Person: p.ID, Name: p.Name, Roles: p.Roles, Says: "code"})
			if err != nil {
				return err
			}
			return openCode(tx, person, office.HashHalf(half), m.Half)
		}
		alone, err := d.alone(tx, by)
		if err != nil || !alone {
			if err == nil {
				g.Waits, err = propose(tx, store.Proposal{Kind: "code", Person: person, Half: office.HashHalf(half), Proposer: by.ID})
			}
			return err
		}
		other := office.NewHalf()
		g.Halves = append(g.Halves, other)
		return openCode(tx, person, office.HashHalf(half), office.HashHalf(other))
	})
	return g, err
}

// FoundBody proposes the public key of a control body: its founding act, which a second person witnesses. From then on the body alone
// gives, changes and takes away its roles. It is installed once.
func (d *Desk) FoundBody(ctx context.Context, by office.Person, body, public string) (g Granted, err error) {
	public = strings.TrimSpace(public)
	v, err := note.NewVerifier(public)
	if err != nil || len(office.RolesOf(body)) == 0 || v.Name() != body {
		return g, fault.Wrap(err, fault.Invalid, "control.public", "body", clean(body))
	}
	g.Receipt, err = d.Office.Do(ctx, by, office.Act{Kind: "control.found", Objects: []string{"bodykey:" + body}, Detail: []string{"public", public}}, func(tx *store.Tx) error {
		keys, err := tx.House().BodyKeys()
		if err != nil {
			return err
		}
		if slices.ContainsFunc(keys, func(k store.BodyKey) bool { return k.Body == body }) {
			return fault.New(fault.Refused, "control.founded", "body", body)
		}
		if others, err := keepers(tx, by.ID); err != nil || len(others) == 0 {
			return fault.Wrap(err, fault.Refused, "control.witness")
		}
		g.Waits, err = propose(tx, store.Proposal{Kind: "body", Person: body, Body: public, Proposer: by.ID})
		return err
	})
	return g, err
}
