package custody

import (
	"context"
	"slices"
	"strings"

	"schild/fault"
	"schild/internal/office"
	"schild/internal/store"
	"schild/label"
)

// Decision is what somebody with authority says of a proposal.
type Decision struct {
	ID        string
	Version   int64  // the version that was read
	Authority string // the role they decide under
	Keep      string // why the label is kept; "" = it is lowered
}

// Authorities lists the roles under which a lowering is decided: the superior over the thing, the security officer.
func Authorities() []string { return []string{"head", "security"} }

// Decide lowers, or keeps. A thing that is SECRET or higher, or that nobody may read, is lowered by another person than
// proposed it.
func (d *Desk) Decide(ctx context.Context, by office.Person, x Decision) (office.Receipt, error) {
	if x.Keep != "" {
		return d.keep(ctx, by, x)
	}
	var changes []change
	r, err := d.Office.Do(ctx, by, office.Act{Kind: "label.lower", Objects: []string{"lowering:" + x.ID}}, func(tx *store.Tx) error {
		l, err := ready(tx, by.ID, x)
		if err != nil {
			return err
		}
		c, err := d.decided(tx, by.ID, l)
		if err != nil {
			return err
		}
		changes = append(changes, c)
		tx.About(l.About)
		tx.Tell("before", c.from.String(), "after", l.Target, "interest", l.Interest, "authority", x.Authority, "review", l.Review)
		if err := d.Kinds[c.subject.Table].Relabel(tx, c.subject.ID, c.to); err != nil {
			return err
		}
		return tx.Append("lowering", l.ID, nil, store.Row{"decider": by.ID, "authority": x.Authority, "state": "lowered"})
	})
	d.settle(changes, err)
	return r, err
}

// ready gives the proposal that was read, for somebody who holds the role they decide under.
func ready(tx *store.Tx, by string, x Decision) (Lowering, error) {
	l, err := open(tx.View, x.ID)
	if err != nil {
		return l, err
	}
	p, err := tx.Person(by)
	switch {
	case err != nil:
		return l, err
	case l.Version != x.Version:
		return l, fault.New(fault.Conflict, "custody.changed")
	case !slices.Contains(Authorities(), x.Authority) || !p.Has(x.Authority):
		return l, fault.New(fault.Refused, "custody.authority")
	}
	return l, nil
}

// decided holds every rule against the thing as it is now.
func (d *Desk) decided(tx *store.Tx, by string, l Lowering) (change, error) {
	v := tx.View
	if l.Blind {
		all, err := tx.All("cascade")
		if err != nil {
			return change{}, err
		}
		v = all
	}
	version, from, err := d.bears(v, l.Subject())
	c := change{l.Subject(), from, l.To()}
	switch {
	case err != nil:
		return c, err
	case version != l.Base:
		return c, fault.New(fault.Conflict, "custody.changed")
	case (from.Level >= label.Secret || l.Blind) && l.Proposer == by:
		return c, fault.New(fault.Refused, "custody.lower.self")
	}
	if err := d.consented(l, from); err != nil {
		return c, err
	}
	return c, d.lower(tx, Wish{Subject: l.Subject(), Target: l.To()}, from)
}

// consented refuses when an originator has not agreed. Of what nobody may read not even the originators are named.
func (d *Desk) consented(l Lowering, from label.Label) error {
	missing := from.Consent(d.own(), func(o string) bool {
		for _, c := range l.Consents() {
			if c.Originator == o && c.By != l.Proposer {
				return true
			}
		}
		return false
	})
	switch {
	case missing.Empty():
		return nil
	case l.Blind:
		return fault.New(fault.Refused, "custody.lower.consent.blind")
	}
	return fault.New(fault.Refused, "custody.lower.consent", "originator", strings.Join(missing.List(), ", "))
}

// keep ends a proposal without lowering.
func (d *Desk) keep(ctx context.Context, by office.Person, x Decision) (office.Receipt, error) {
	return d.Office.Do(ctx, by, office.Act{Kind: "label.keep", Objects: []string{"lowering:" + x.ID}}, func(tx *store.Tx) error {
		l, err := ready(tx, by.ID, x)
		if err != nil {
			return err
		}
		return tx.Append("lowering", l.ID, nil, store.Row{"decider": by.ID, "authority": x.Authority, "answer": x.Keep, "state": "kept"})
	})
}
