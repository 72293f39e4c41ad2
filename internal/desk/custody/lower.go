package custody

import (
	"context"
	"encoding/json"
	"slices"
	"strings"
	"time"

	"schild/day"
	"schild/fault"
	"schild/internal/office"
	"schild/internal/store"
	"schild/label"
	"schild/note"
)

// Wish is what somebody would have a thing bear, and why.
type Wish struct {
	Subject  Subject
	Target   label.Label
	Interest string   // the protected interest of article 3 of the act of 11 December 1998 that is weighed: a to h
	Reason   string   // why it needs less protection now
	Review   day.Date // when somebody looks again; needed for what stays classified
}

// Lowering is the way of one wish, as a reader may see it. State: proposed, lowered, kept.
type Lowering struct {
	ID         string `db:"id"`
	Version    int64  `db:"version"`
	Label      int64  `db:"label"`
	Act        string `db:"act"`
	Registered int64  `db:"registered"`
	About      string `db:"subject"`
	Base       int64  `db:"base"` // version of the subject that was looked at
	Target     string `db:"target"`
	Interest   string `db:"interest"`
	Reason     string `db:"reason"`
	Review     string `db:"review"`
	Consented  string `db:"consents"`
	Blind      bool   `db:"blind"` // proposed for a record nobody may read
	Proposer   string `db:"proposer"`
	Decider    string `db:"decider"`
	Authority  string `db:"authority"` // the role under which it was decided
	Answer     string `db:"answer"`    // why it was kept
	State      string `db:"state"`
}

// Subject gives what it is about.
func (l Lowering) Subject() Subject { return ParseSubject(l.About) }

// To gives the label wished for.
func (l Lowering) To() label.Label {
	t, _ := label.Parse(l.Target) // written by propose
	return t
}

// Consent is one originator's yes to one lowering.
type Consent struct {
	Originator string `json:"originator"`
	Reference  string `json:"reference"` // where the answer stands
	By         string `json:"by"`        // who recorded it
}

// Consents gives the originators' answers recorded so far.
func (l Lowering) Consents() []Consent {
	var out []Consent
	_ = json.Unmarshal([]byte(l.Consented), &out) // written by the house; what cannot be read is no consent
	return out
}

func (d *Desk) allowed(to label.Label, reason string) error {
	if strings.TrimSpace(reason) == "" {
		return fault.New(fault.Invalid, "custody.reason")
	}
	if err := to.Check(); err != nil {
		return err
	}
	return d.Office.Allows(to)
}

func (d *Desk) checkWish(w Wish) error {
	switch {
	case !slices.Contains(note.Interests(), w.Interest):
		return fault.New(fault.Invalid, "custody.interest")
	case w.Target.Classified() && w.Review.IsZero():
		return fault.New(fault.Invalid, "custody.review")
	}
	return d.allowed(w.Target, w.Reason)
}

// Propose begins a lowering. What is below SECRET and the house's own, whoever may decide can then decide alone.
func (d *Desk) Propose(ctx context.Context, by office.Person, w Wish) (string, error) {
	if err := d.checkWish(w); err != nil {
		return "", err
	}
	var id string
	var r office.Receipt
	err := d.registered(ctx, by, step{"label.propose", w.Subject, w.Target}, func(tx *store.Tx, from label.Label) (err error) {
		if err := d.lower(tx, w, from); err != nil {
			return err
		}
		id, err = d.write(tx, w, from, false)
		return err
	}, &r)
	return id, err
}

// lower holds a wish against what the thing bears and what it was made from.
func (d *Desk) lower(tx *store.Tx, w Wish, from label.Label) error {
	today, _ := day.Brussels(time.UnixMicro(tx.At()))
	switch {
	case w.Target.Dominates(from):
		return fault.New(fault.Refused, "custody.lower.higher")
	case !from.Originators.SubsetOf(w.Target.Originators):
		return fault.New(fault.Refused, "custody.lower.originator")
	case !w.Review.IsZero() && w.Review.Last().Compare(today) <= 0:
		return fault.New(fault.Invalid, "custody.review.past")
	}
	if w.Subject.Table == "note" {
		if err := settled(tx.View, w.Subject.ID); err != nil {
			return err
		}
	}
	return d.aboveFloor(tx, w)
}

// settled refuses a note that is still being written: its author chooses its label in the draft.
func settled(v *store.View, id string) error {
	var state string
	err := v.Get(&state, `SELECT state FROM note WHERE id = $1`, id)
	if err == nil && (state == "draft" || state == "returned") {
		err = fault.New(fault.Refused, "custody.lower.draft")
	}
	return err
}

func (d *Desk) aboveFloor(tx *store.Tx, w Wish) error {
	all, err := tx.All("cascade")
	if err != nil {
		return err
	}
	if err := noList(all, w.Subject); err != nil {
		return err
	}
	least, err := floor(all, w.Subject)
	if err == nil && !w.Target.Dominates(least) {
		err = fault.New(fault.Refused, "custody.lower.floor")
	}
	return err
}

// write keeps a proposal under the label of its subject: whoever may see the thing may know what is wished for it. A blind
// one stands under the level wished for, for those who decide.
func (d *Desk) write(tx *store.Tx, w Wish, from label.Label, blind bool) (string, error) {
	var open int
	if err := tx.Get(&open, `SELECT count(*) FROM lowering WHERE subject = $1 AND state = 'proposed'`, w.Subject.String()); err != nil {
		return "", err
	}
	if open > 0 {
		return "", fault.New(fault.Conflict, "custody.lower.open")
	}
	all, err := tx.All("cascade")
	if err != nil {
		return "", err
	}
	base, _, err := d.bears(all, w.Subject)
	if err != nil {
		return "", err
	}
	id, err := tx.NewID()
	if err != nil {
		return "", err
	}
	row := store.Row{"subject": w.Subject.String(), "base": base, "target": w.Target.String(), "interest": w.Interest, "reason": w.Reason, "review": w.Review.String(),
		"consents": "[]", "blind": blind, "proposer": tx.View.Person(), "decider": "", "authority": "", "answer": "", "state": "proposed"}
	return string(id), tx.Insert("lowering", string(id), from, row)
}

// Consent records that an originator agreed to a lowering. Whoever proposed it does not record it.
func (d *Desk) Consent(ctx context.Context, by office.Person, id string, c Consent) (office.Receipt, error) {
	if c.Originator = strings.TrimSpace(c.Originator); c.Originator == "" || strings.TrimSpace(c.Reference) == "" {
		return office.Receipt{}, fault.New(fault.Invalid, "custody.consent.needed")
	}
	return d.Office.Do(ctx, by, office.Act{Kind: "label.consent", Objects: []string{"lowering:" + id}, Detail: []string{"originator", c.Originator}}, func(tx *store.Tx) error {
		l, err := open(tx.View, id)
		if err != nil {
			return err
		}
		if l.Proposer == by.ID {
			return fault.New(fault.Refused, "custody.consent.self")
		}
		if err := d.owns(tx.View, l, c.Originator); err != nil {
			return err
		}
		c.By = by.ID
		text, err := json.Marshal(append(l.Consents(), c))
		if err != nil {
			return err
		}
		return tx.Append("lowering", id, nil, store.Row{"consents": string(text)})
	})
}

// owns refuses the consent of somebody who is no originator; of what nobody may read it is not told who is.
func (d *Desk) owns(v *store.View, l Lowering, originator string) error {
	if l.Blind {
		return nil
	}
	_, is, err := d.bears(v, l.Subject())
	if err == nil && !is.Originators.Has(originator) {
		err = fault.New(fault.Refused, "custody.consent.originator", "originator", originator)
	}
	return err
}

const columns = `id, version, label, act, registered, subject, base, target, interest, reason, review, consents, blind, proposer, decider, authority, answer, state`

// open gives a lowering that waits for a decision.
func open(v *store.View, id string) (Lowering, error) {
	var l Lowering
	err := v.Get(&l, `SELECT `+columns+` FROM lowering WHERE id = $1`, id)
	if err == nil && l.State != "proposed" {
		err = fault.New(fault.Conflict, "custody.decided")
	}
	return l, err
}

// Lowering gives one.
func (d *Desk) Lowering(v *store.View, id string) (Lowering, error) {
	var l Lowering
	err := v.Get(&l, `SELECT `+columns+` FROM lowering WHERE id = $1`, id)
	if err == nil {
		l.opened(v)
	}
	return l, err
}

// Lowerings gives those about one thing, the newest first; of "" those that wait for a decision, the oldest first.
func (d *Desk) Lowerings(v *store.View, about string) ([]Lowering, error) {
	where, args := `subject = $1 ORDER BY registered DESC, id`, []any{about}
	if about == "" {
		where, args = `state = 'proposed' ORDER BY registered, id LIMIT 500`, nil
	}
	var out []Lowering
	err := v.Select(&out, `SELECT `+columns+` FROM lowering WHERE `+where, args...)
	for _, l := range out {
		l.opened(v)
	}
	return out, err
}

// reviewDays is how many days ahead a review is shown as due.
const reviewDays = 60

// Reviews gives the lowered things that somebody has to look at again, now or soon, the most urgent first: a date that was set
// when they were lowered, of those since not lowered again.
func (d *Desk) Reviews(v *store.View) ([]Lowering, error) {
	var out []Lowering
	err := v.Select(&out, `SELECT `+columns+` FROM lowering AS l WHERE state = 'lowered' AND review <> '' AND review <= $1
		AND NOT EXISTS (SELECT 1 FROM lowering AS n WHERE n.subject = l.subject AND n.state = 'lowered' AND n.registered > l.registered)
		ORDER BY review, id LIMIT 200`, v.Today().Plus(reviewDays).String())
	for _, l := range out {
		l.opened(v)
	}
	return out, err
}

// opened notes that a reader was shown a lowering and what it is about.
func (l Lowering) opened(v *store.View) {
	v.Opened("lowering", l.ID, l.Label)
	if s := l.Subject(); !l.Blind {
		v.Opened(s.Table, s.ID, l.Label)
	}
}
