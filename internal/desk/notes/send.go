package notes

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"slices"

	"schild/day"
	"schild/fault"
	"schild/internal/office"
	"schild/internal/store"
	"schild/note"
)

// Release is the release check of one note on one day: every no, and what originators answered so far.
type Release struct {
	Note     Note
	Refs     []string // what is cited, in order
	Cited    note.Lookup
	Records  map[string]string // by ref, the id of the record a source rests on
	Refusals []note.Refusal
	Answers  []Consent // about the note and its sources, for its addressees
}

// Release asks every rule for every addressee and every source, as this reader sees them.
func (d *Desk) Release(v *store.View, id string, on day.Date) (Release, error) {
	n, err := d.Note(v, id)
	if err != nil {
		return Release{}, err
	}
	sources, given, err := d.ground(v, n)
	if err != nil {
		return Release{}, err
	}
	r := Release{Note: n, Refs: n.Draft.Refs(), Cited: sources.lookup, Records: map[string]string{}, Refusals: note.CheckRelease(n.Draft, d.terms(n, sources, given, on))}
	for ref, s := range sources {
		r.Records[ref] = s.record
	}
	for _, a := range n.Draft.Addressees {
		for key, c := range given {
			if key[1] == a.Organisation && !slices.Contains(r.Answers, c) {
				r.Answers = append(r.Answers, c)
			}
		}
	}
	slices.SortFunc(r.Answers, compareConsents)
	return r, nil
}

func compareConsents(a, b Consent) int {
	return slices.Compare([]string{a.Subject, a.Originator, a.Recipient, a.ID}, []string{b.Subject, b.Originator, b.Recipient, b.ID})
}

// ground reads what a release rests on: the sources and the answers of their originators.
func (d *Desk) ground(v *store.View, n Note) (cited, answers, error) {
	sources, err := resolve(v, n.Draft.Refs())
	if err != nil {
		return nil, nil, err
	}
	given, err := d.answered(v, n, sources)
	return sources, given, err
}

// Send sends an approved note: the release check is asked again, each addressee gets a copy with a number and a
// dispatch with the digest of its bytes. The copies are printed before the act; it fails when what was printed is no
// longer what stands.
func (d *Desk) Send(ctx context.Context, by office.Person, s Step) (office.Receipt, error) {
	digests, printed, err := d.printAll(ctx, by, s)
	if err != nil {
		return office.Receipt{}, err
	}
	return d.step(ctx, by, move{"note.send", s, []string{approved}}, func(tx *store.Tx, n Note) error {
		sources, given, err := d.ground(tx.View, n)
		if err != nil {
			return err
		}
		if err := d.maySend(n, by, sources, note.CheckRelease(n.Draft, d.terms(n, sources, given, dayOf(tx.At())))); err != nil {
			return err
		}
		b := n.body
		b.Sender, b.Service, b.Own, b.Sources = by.ID, d.service(n.Lang), d.own(), sources.frozen(n.Draft.Refs())
		if !slices.Equal(b.Sources, printed) {
			return fault.New(fault.Conflict, "note.changed", "reference", n.Reference)
		}
		if err := n.dispatch(tx, digests); err != nil {
			return err
		}
		for i, sum := range digests { // so that an addressee's proof is one of this very copy
			tx.Tell("copy "+itoa(i+1), sum)
		}
		return n.append(tx, sent, b, store.Row{})
	})
}

// maySend is the release check and the rule of three persons.
func (d *Desk) maySend(n Note, by office.Person, sources cited, no []note.Refusal) error {
	if n.body.wrote(by.ID) || n.Reviewer == by.ID {
		return fault.New(fault.Refused, "note.send.self", "reference", n.Reference)
	}
	if len(no) > 0 {
		first := no[0]
		if s, ok := sources[first.Ref]; ok {
			first.Ref = s.Source // people know a source by its record's reference
		}
		return fault.New(fault.Refused, first.Rule, first.Args()...)
	}
	return d.judge(sources, n.Draft).refuse()
}

// dispatch writes one row a copy, under the note's label.
func (n Note) dispatch(tx *store.Tx, digests []string) error {
	for i, a := range n.Draft.Addressees {
		id, err := tx.NewID()
		if err != nil {
			return err
		}
		row := store.Row{"note": n.ID, "copy": i + 1, "copies": len(digests), "name": a.Name, "function": a.Function, "organisation": a.Organisation,
			"country": a.Country, "lang": a.Lang, "state": sent, "sha256": digests[i], "receipt": "", "reason": ""}
		if err := tx.Insert("dispatch", string(id), tx.Label(n.Label), row); err != nil {
			return err
		}
	}
	return nil
}

// printAll prints every copy outside the act and gives their digests. A note that is not there, not approved or would
// be refused gives none: the act that follows says why.
func (d *Desk) printAll(ctx context.Context, by office.Person, s Step) ([]string, []frozen, error) {
	var n Note
	var sources cited
	err := d.Office.See(ctx, by, func(v *store.View) (err error) {
		if n, err = read(v, s.ID); err != nil {
			return ignoreMissing(err)
		}
		sources, err = resolve(v, n.Draft.Refs())
		return err
	})
	if err != nil || n.ready(s.Version, approved) != nil {
		return nil, nil, err
	}
	if d.judge(sources, n.Draft).Blocked() {
		return nil, nil, nil
	}
	var digests []string
	for i := range n.Draft.Addressees {
		pdf, err := printed(note.Print{Draft: n.Draft, Cited: sources.lookup, To: n.Draft.Addressees[i], Copy: i + 1,
			Copies: len(n.Draft.Addressees), Service: d.service(n.Lang), Own: d.own()})
		if err != nil {
			return nil, nil, err
		}
		digests = append(digests, digest(pdf))
	}
	return digests, sources.frozen(n.Draft.Refs()), nil
}

func printed(p note.Print) ([]byte, error) {
	var b bytes.Buffer
	err := note.WritePDF(&b, p)
	return b.Bytes(), err
}

func digest(b []byte) string {
	sum := sha256.Sum256(b)
	return hex.EncodeToString(sum[:])
}
