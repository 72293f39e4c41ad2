package notes

import (
	"context"
	"strings"

	"schild/day"
	"schild/fault"
	"schild/internal/office"
	"schild/internal/store"
	"schild/label"
	"schild/note"
)

// Consent is what an originator answered: may this recipient have this source?
type Consent struct {
	ID         string `db:"id"`
	Label      int64  `db:"label"`
	Registered int64  `db:"registered"`
	Originator string `db:"originator"`
	Subject    string `db:"subject"`   // the id of a record, a statement or, for an originator only the author names, a note
	Recipient  string `db:"recipient"` // organisation
	Answer     string `db:"answer"`    // asked | yes | no; recalled is written by a recall only
	Until      string `db:"until"`     // last day of a yes, "" = without end
	Reason     string `db:"reason"`    // where the answer stands: a letter's reference, who gave it
}

const consentColumns = `id, label, registered, originator, subject, recipient, answer, until, reason`

func (c Consent) check() error {
	for field, v := range map[string]string{"originator": c.Originator, "recipient": c.Recipient} {
		if label.NewSet(v).List() == nil || strings.ContainsAny(v, ",*") {
			return fault.New(fault.Invalid, "note.consent.field", "field", field)
		}
	}
	switch c.Answer {
	case "asked":
	case "yes", "no":
		if !words(c.Reason) {
			return fault.New(fault.Invalid, "note.consent.reason")
		}
	default:
		return fault.New(fault.Invalid, "note.consent.answer")
	}
	_, err := dateOf(c.Until)
	return err
}

// Consent records that an originator was asked, or what it answered. The newest answer for an originator, a subject and
// a recipient counts; the earlier ones stay as earlier versions.
func (d *Desk) Consent(ctx context.Context, by office.Person, c Consent) (office.Receipt, error) {
	if err := c.check(); err != nil {
		return office.Receipt{}, err
	}
	return d.Office.Do(ctx, by, office.Act{Kind: "consent.record", Objects: []string{c.Subject}, Detail: []string{"answer", c.Answer}}, func(tx *store.Tx) error {
		l, err := labelOf(tx.View, c.Subject)
		if err != nil {
			return err
		}
		if !l.Originators.Has(c.Originator) {
			return fault.New(fault.Refused, "note.consent.originator", "originator", c.Originator)
		}
		until, _ := dateOf(c.Until) // checked above
		if c.Answer == "yes" && past(until, dayOf(tx.At())) {
			return fault.New(fault.Invalid, "note.consent.past", "until", c.Until)
		}
		if c.Answer == "yes" {
			if err := c.notOwn(tx.View, by.ID); err != nil {
				return err
			}
		}
		return c.write(tx, l)
	})
}

// notOwn refuses a yes from whoever wrote a note that is waiting for it: who asks does not decide.
func (c Consent) notOwn(v *store.View, by string) error {
	var waiting []struct{ Reference, Body string }
	err := v.Select(&waiting, `SELECT n.reference, n.body FROM note AS n WHERE n.state NOT IN ('sent', 'recalled') AND (n.id = $1
		OR EXISTS (SELECT 1 FROM citation AS c WHERE c.note = n.id AND (c.statement = $2 OR c.record = $3))) ORDER BY n.reference, n.id`, c.Subject, c.Subject, c.Subject)
	if err != nil {
		return err
	}
	for _, n := range waiting {
		b, err := parseBody(n.Body)
		if err != nil {
			return err
		}
		if b.wrote(by) {
			return fault.New(fault.Refused, "note.consent.self", "reference", n.Reference)
		}
	}
	return nil
}

// write keeps the consent under the label of its subject: whoever may see the source may know whom it may go to.
func (c Consent) write(tx *store.Tx, l label.Label) error {
	row := store.Row{"originator": c.Originator, "subject": c.Subject, "recipient": c.Recipient, "answer": c.Answer, "until": c.Until, "reason": c.Reason}
	var id string
	err := tx.Get(&id, `SELECT id FROM consent WHERE originator = $1 AND subject = $2 AND recipient = $3`, c.Originator, c.Subject, c.Recipient)
	if err == nil {
		return tx.Append("consent", id, &l, row)
	}
	if !fault.Is(err, fault.Missing) {
		return err
	}
	fresh, err := tx.NewID()
	if err != nil {
		return err
	}
	return tx.Insert("consent", string(fresh), l, row)
}

// labelOf gives the label of a record, statement or note the reader sees.
func labelOf(v *store.View, id string) (label.Label, error) {
	s, err := resolveOne(v, id)
	if !fault.Is(err, fault.Missing) {
		return s.Label, err
	}
	n, err := read(v, id)
	return label.Join(v.Label(n.Label), n.Draft.Label), err
}

// Consents gives what originators answered about one subject, as the reader may see it.
func (d *Desk) Consents(v *store.View, subject string) ([]Consent, error) {
	var out []Consent
	err := v.Select(&out, `SELECT `+consentColumns+` FROM consent WHERE subject = $1 AND answer <> 'recalled' ORDER BY originator, recipient, id`, subject)
	return out, err
}

// answers holds the consents of a note's sources by originator, recipient and subject.
type answers map[[3]string]Consent

// answered reads the consents about a note and everything it cites.
func (d *Desk) answered(v *store.View, n Note, sources cited) (answers, error) {
	out := answers{}
	subjects := []string{n.ID}
	for _, ref := range n.Draft.Refs() {
		if s, ok := sources[ref]; ok {
			subjects = append(subjects, s.record, ref)
		}
	}
	for _, subject := range subjects {
		list, err := d.Consents(v, subject)
		if err != nil {
			return nil, err
		}
		for _, c := range list {
			out[[3]string{c.Originator, c.Recipient, subject}] = c
		}
	}
	return out, nil
}

// answer gives the consent that counts for a source: about the statement itself where there is one, else about its
// record; for the note as such (no ref), about the note.
func (a answers) answer(originator, recipient string, subjects ...string) (Consent, bool) {
	for _, s := range subjects {
		if c, ok := a[[3]string{originator, recipient, s}]; ok {
			return c, true
		}
	}
	return Consent{}, false
}

// terms makes the rules of a release on one day.
func (d *Desk) terms(n Note, sources cited, given answers, on day.Date) note.Terms {
	consent := func(originator, recipient, ref string) bool {
		subjects := []string{n.ID}
		if ref != "" {
			subjects = []string{ref, sources[ref].record}
		}
		c, ok := given.answer(originator, recipient, subjects...)
		until, err := dateOf(c.Until)
		return ok && c.Answer == "yes" && err == nil && !past(until, on)
	}
	return note.Terms{Own: d.own(), Country: d.Country, Cited: sources.lookup, Consent: consent, Rules: []note.Rule{
		{Key: "note.release.recalled", Refuses: func(_ note.Addressee, c note.Cited) bool { return sources[c.Ref].recalled }},
	}}
}

// past tells whether a last day lies wholly before another day; no day is never past.
func past(until, on day.Date) bool {
	return !until.IsZero() && until.Last().Compare(on) < 0
}
