package notes

import (
	"context"

	"schild/fault"
	"schild/internal/office"
	"schild/internal/store"
)

// Desk drafts, checks, sends and recalls notes. Its zero fields mean the house's own names.
type Desk struct {
	Office  *office.Office
	Own     string // token of our own organisation in labels; "" = "own"
	Country string // our own country, ISO 3166-1 alpha-2; "" = kinds are not compared with countries
	Service string // name at the head of a note; "" = "The service" in the note's language
}

// The states of a note. A state is a word of the database, of filters and of message keys ("note.state.draft").
const (
	draft     = "draft"
	submitted = "submitted"
	returned  = "returned"
	approved  = "approved"
	sent      = "sent"
	recalled  = "recalled"
)

// Step is one act on a note somebody has read: which one, in which version, and why where the act needs a reason.
type Step struct {
	ID      string
	Version int64
	Reason  string
}

func (d *Desk) own() string {
	if d.Own == "" {
		return "own"
	}
	return d.Own
}

func (d *Desk) service(lang string) string {
	if d.Service != "" {
		return d.Service
	}
	return map[string]string{"nl": "De dienst", "fr": "Le service", "de": "Der Dienst"}[lang] + map[string]string{"en": "The service"}[lang]
}

// move is an act on a note: its kind, the version it was decided on, and the states it may start from.
type move struct {
	kind string
	Step
	from []string
}

// step does one act on one version of a note: it must still be that version and be in one of the states it may start from.
func (d *Desk) step(ctx context.Context, by office.Person, m move, change func(*store.Tx, Note) error) (office.Receipt, error) {
	act := office.Act{Kind: m.kind, Objects: []string{"note:" + m.ID}}
	// The dossier whose purpose carries the act is read before it; the act itself reads the note again.
	err := d.Office.See(ctx, by, func(v *store.View) error {
		return ignoreMissing(v.Get(&act.Dossier, `SELECT dossier FROM note WHERE id = $1`, m.ID))
	})
	if err != nil {
		return office.Receipt{}, err
	}
	return d.Office.Do(ctx, by, act, func(tx *store.Tx) error {
		n, err := read(tx.View, m.ID)
		if err != nil {
			return err
		}
		if err := n.ready(m.Version, m.from...); err != nil {
			return err
		}
		return change(tx, n)
	})
}

// ready tells whether the note still is what its reader acted on.
func (n Note) ready(version int64, from ...string) error {
	if n.Version != version {
		return fault.New(fault.Conflict, "note.changed", "reference", n.Reference)
	}
	for _, s := range from {
		if n.State == s {
			return nil
		}
	}
	return fault.New(fault.Conflict, "note.state", "reference", n.Reference, "state", n.State)
}

func ignoreMissing(err error) error {
	if fault.Is(err, fault.Missing) {
		return nil
	}
	return err
}
