package registry

import (
	"strings"

	"schild/fault"
	"schild/internal/office"
	"schild/internal/store"
	"schild/label"
)

// CodeLife is how long, in microseconds, a code with which somebody enrols a key can be used.
const CodeLife = 48 * 60 * 60 * 1_000_000

// openCode lets a person enrol a key with two halves, and ends the codes they had before.
func openCode(tx *store.Tx, person, first, second string) error {
	if _, err := tx.All("keys"); err != nil {
		return err
	}
	old, err := tx.House().OpenCodes()
	if err != nil {
		return err
	}
	for _, c := range old {
		if c.Person == person {
			if err := tx.Append("code", c.ID, nil, store.Row{"state": "spent"}); err != nil {
				return err
			}
		}
	}
	id, err := tx.NewID()
	if err != nil {
		return err
	}
	return tx.Insert("code", string(id), label.Bottom(), store.Row{"person": person, "first": first, "second": second, "until": tx.At() + CodeLife, "tries": int64(0), "state": "open"})
}

// keepers gives the active people who keep the list of people, but for one of them.
func keepers(tx *store.Tx, but string) ([]store.Staff, error) {
	ps, err := tx.House().Everyone()
	var out []store.Staff
	for _, p := range ps {
		if p.Active && p.ID != but && office.Keeps(p) {
			out = append(out, p)
		}
	}
	return out, err
}

// alone tells whether an act on the list of people needs no second person: in a trial, and as long as there is nobody but its author
// who could be one. The register tells which acts these were.
func (d *Desk) alone(tx *store.Tx, by office.Person) (bool, error) {
	if !d.Office.Keyed {
		return true, nil
	}
	others, err := keepers(tx, by.ID)
	return len(others) == 0, err
}

// mandated takes what a control body says of one of its people; it must say just this, and was not brought in before.
func (d *Desk) mandated(tx *store.Tx, text string, want office.Mandate) (office.Mandate, error) {
	keys, err := tx.House().BodyKeys()
	if err != nil {
		return office.Mandate{}, err
	}
	var public []string
	for _, k := range keys {
		public = append(public, k.Public)
	}
	if strings.TrimSpace(text) == "" {
		return office.Mandate{}, fault.New(fault.Refused, "mandate.needed", "body", want.Body)
	}
	m, err := office.ReadMandate(text, public...)
	if err != nil {
		return m, err
	}
	want.House, want.Day, want.Half = d.Office.Store().Origin(), m.Day, m.Half
	switch used, err := tx.House().Mandated(m.ID()); {
	case err != nil:
		return m, err
	case used, m.Day < tx.House().Today().String():
		return m, fault.New(fault.Late, "mandate.used")
	case m != want:
		return m, fault.New(fault.Refused, "mandate.other")
	}
	return m, tx.Insert("mandate", m.ID(), label.Bottom(), store.Row{"body": m.Body, "person": m.Person, "text": text})
}
