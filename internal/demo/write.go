package demo

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"schild/day"
	"schild/fault"
	"schild/internal/demo/bureau"
	"schild/internal/desk/notes"
	"schild/internal/office"
	"schild/internal/store"
	"schild/label"
	"schild/note"
)

// The end a note comes to in the year.
type fate int

const (
	sends   fate = iota
	refused      // an originator has not been asked; release says no and the note goes back
	drafts       // stays with its author
	waits        // waits for approval
	ready        // waits to be sent
)

// order is one note to be written.
type order struct {
	basis   basis
	orgs    []string // addressees; none = one that may have it
	home    bool     // rather an authority than a partner
	fate    fate
	dossier string
}

// done is what became of it.
type done struct {
	id     string
	copies int
	ok     bool // false: nobody may have it, nothing was written
}

// write has one note written, and brought to its end by three different persons.
func (y *year) write(ctx context.Context, o order) (done, error) {
	w, ok, err := y.draft(ctx, o)
	if err != nil || !ok {
		return done{}, err
	}
	y.tick()
	saved, err := y.Notes.Save(ctx, o.basis.by, w)
	if err != nil {
		return done{}, err
	}
	y.count(func(f *Figures) { f.Drafted++ })
	out := done{id: saved.ID, copies: len(w.Draft.Addressees), ok: true}
	if o.fate == drafts {
		return out, nil
	}
	step := notes.Step{ID: saved.ID, Version: saved.Version}
	if _, err := y.Notes.Submit(ctx, o.basis.by, step); err != nil || o.fate == waits {
		return out, err
	}
	step.Version++
	if _, err := y.Notes.Approve(ctx, office.Person{ID: bureau.Head}, step); err != nil {
		return out, err
	}
	y.count(func(f *Figures) { f.Approved++ })
	if o.fate == ready {
		return out, nil
	}
	step.Version++
	return out, y.send(ctx, o, w, step)
}

// send has the releaser send a note, or take the refusal and return it.
func (y *year) send(ctx context.Context, o order, w notes.Work, step notes.Step) error {
	by := office.Person{ID: bureau.Releaser}
	_, err := y.Notes.Send(ctx, by, step)
	var no *fault.Error
	switch {
	case o.fate == refused && fault.Is(err, fault.Refused) && errors.As(err, &no):
		y.count(func(f *Figures) { f.Refused++; f.Returned++; f.Rule, f.RuleArgs = no.Key, no.Args })
		step.Reason = textOf(w.Draft.Lang).returned
		_, err = y.Notes.Return(ctx, by, step)
		return err
	case err != nil:
		return err
	}
	y.count(func(f *Figures) {
		f.Sent++
		f.Copies += len(w.Draft.Addressees)
		f.National += one(w.Draft.Kind == note.National)
		f.Foreign += one(w.Draft.Kind == note.Foreign)
	})
	return nil
}

// draft writes the text and chooses who may have it; ok is false when nobody may.
func (y *year) draft(ctx context.Context, o order) (w notes.Work, ok bool, err error) {
	w = notes.Work{Dossier: o.dossier, Draft: draftOf(o.basis)}
	w.Draft.Date = y.today()
	floor := y.floor(o.basis)
	orgs, err := y.addressees(ctx, o, floor)
	if err != nil || len(orgs) == 0 {
		return w, false, err
	}
	mark(&w.Draft, floor, orgs)
	return w, true, nil
}

// cites is how many statements a note rests on.
const cites = 3

// floor is the least label a note on this basis may bear; the house computes it again when the note is submitted.
func (y *year) floor(b basis) label.Label {
	l := label.Bottom()
	for _, m := range b.statements[:min(cites, len(b.statements))] {
		l = label.Join(l, y.Office.Store().Label(m.Label))
	}
	return l
}

// draftOf writes what a note says of its basis.
func draftOf(b basis) note.Draft {
	t := textOf(b.lang)
	return note.Draft{Lang: b.lang, Title: oneLine(fmt.Sprintf(t.title, b.statements[0].Written)), Subject: t.subject, Label: label.Bottom(), Paragraphs: paragraphs(t, b)}
}

// mark addresses a note and sets its label: the floor, released to those it goes to alone.
func mark(d *note.Draft, floor label.Label, orgs []string) {
	d.Kind = note.National
	for _, org := range orgs {
		c := bureau.Contacts()[org]
		if c.Country != bureau.Country {
			d.Kind = note.Foreign
		}
		d.Addressees = append(d.Addressees, note.Addressee{Name: c.Name, Function: c.Function, Organisation: org, Country: c.Country, Lang: c.Lang})
	}
	d.Label = floor
	d.Label.Releasable = label.NewSet(orgs...)
	d.Interest, d.Reason = "a", "partner"
	d.Review = day.Date{Year: d.Date.Year + 3, Month: d.Date.Month}
}

func paragraphs(t text, r basis) []note.Paragraph {
	on := r.at.Format(time.DateOnly)
	out := []note.Paragraph{{Markdown: t.intro}}
	for i, m := range r.statements[:min(cites, len(r.statements))] {
		s := fmt.Sprintf(t.fact, on, oneLine(m.Written), m.Statement)
		if i > 0 {
			s = fmt.Sprintf(t.second, oneLine(m.Written), m.Statement)
		}
		out = append(out, note.Paragraph{Markdown: s})
	}
	return append(out, note.Paragraph{Markdown: t.close})
}

// addressees chooses who gets a note: whom the floor releases it to, with the consent of its originators recorded where it is
// needed. A note that is to be refused goes to one whose consent nobody asked.
func (y *year) addressees(ctx context.Context, o order, floor label.Label) ([]string, error) {
	free, asked := split(floor)
	switch {
	case o.fate == refused:
		return asked[:min(1, len(asked))], nil
	case len(o.orgs) == 0 && len(free)+len(asked) == 0:
		return nil, nil
	case len(o.orgs) == 0:
		o.orgs = choose(append(free, asked...), o.home, o.basis.n)
	}
	return o.orgs, y.consents(ctx, o, floor, o.orgs)
}

// choose takes a partner, or an authority when the note is to stay at home, where there is the choice.
func choose(orgs []string, home bool, n int) []string {
	from, authorities := apart(orgs)
	if len(from) == 0 || home && len(authorities) > 0 {
		from = authorities
	}
	return from[n%len(from):][:1]
}

// apart tells partners abroad from authorities at home.
func apart(orgs []string) (partners, authorities []string) {
	for _, o := range orgs {
		if bureau.Contacts()[o].Country == bureau.Country {
			authorities = append(authorities, o)
		} else {
			partners = append(partners, o)
		}
	}
	return partners, authorities
}

// split gives those a thing may go to at once, and those for whom an originator must consent first.
func split(floor label.Label) (free, asked []string) {
	for _, org := range floor.Releasable.List() {
		if _, known := bureau.Contacts()[org]; !known {
			continue
		}
		if floor.Originators.Minus(label.NewSet(bureau.Own, org)) == "" {
			free = append(free, org)
		} else {
			asked = append(asked, org)
		}
	}
	return free, asked
}

// consents has the head of desk record what the originators answered.
func (y *year) consents(ctx context.Context, o order, floor label.Label, orgs []string) error {
	for _, org := range orgs {
		for _, originator := range floor.Originators.Minus(label.NewSet(bureau.Own, org)).List() {
			c := notes.Consent{Originator: originator, Subject: o.basis.id, Recipient: org, Answer: "yes", Reason: fmt.Sprintf("%s %s-%05d", textOf(o.basis.lang).why, originator, o.basis.n)}
			if _, err := y.Notes.Consent(ctx, office.Person{ID: bureau.Head}, c); err != nil {
				return err
			}
		}
	}
	return nil
}

func (y *year) today() day.Date {
	t := time.UnixMicro(y.Clock.Now()).UTC()
	return day.Date{Year: int16(t.Year()), Month: uint8(t.Month()), Day: uint8(t.Day())}
}

func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }

// confirm has intake note down that copies arrived, or came back: all but every fifth.
func (y *year) confirm(ctx context.Context, id string, n int) error {
	var ds []notes.Dispatch
	err := y.Office.See(ctx, office.Person{ID: bureau.Intake}, func(v *store.View) (err error) {
		ds, err = y.Notes.Dispatches(v, id)
		return err
	})
	if err != nil {
		return err
	}
	for i, x := range ds {
		if (n+i)%5 == 4 || !slices.Contains([]string{"sent", "recalled"}, x.State) {
			continue
		}
		if _, err := y.Notes.Confirm(ctx, office.Person{ID: bureau.Intake}, x.ID, textOf(x.Lang).receipt); err != nil {
			return err
		}
		y.count(func(f *Figures) { f.Receipts++ })
	}
	return nil
}
