package registry

import (
	"context"
	"errors"
	"slices"

	"schild/fact"
	"schild/fault"
	"schild/internal/office"
	"schild/internal/store"
	"schild/label"
)

// Source is where records come from: an authority, a foreign service, a list, the service itself.
type Source struct {
	ID           string `db:"id"`
	Name         string `db:"name"`
	Kind         string `db:"kind"`         // one of SourceKinds
	Organisation string `db:"organisation"` // its token in labels, "" when none
	Country      string `db:"country"`
	Lang         string `db:"lang"`
	DefaultLabel string `db:"default_label"` // the marking of what it sends without one
	Grade        string `db:"grade"`         // of what it sends without one
	Address      string `db:"address"`
	Label        int64  `db:"label"` // who in the house may know that it is a source
}

// SourceKinds lists the kinds of sources there are.
func SourceKinds() []string { return []string{"domestic", "foreign", "list", "public", "own"} }

// claim is what a source adds to the label of everything it sends: an authority or service outside stays the
// originator of what is its own, whatever the marking says.
func (s Source) claim() label.Label {
	l := label.Bottom()
	if s.Kind == "domestic" || s.Kind == "foreign" {
		l.Originators = label.NewSet(s.Organisation)
	}
	return l
}

func (s Source) row() store.Row {
	return store.Row{"name": s.Name, "kind": s.Kind, "organisation": s.Organisation, "country": s.Country, "lang": s.Lang,
		"default_label": s.DefaultLabel, "grade": s.Grade, "address": s.Address}
}

func (s Source) check() error {
	switch {
	case !short(s.ID):
		return fault.New(fault.Invalid, "source.id", "source", clean(s.ID))
	case clean(s.Name) == "":
		return fault.New(fault.Invalid, "source.name")
	case !slices.Contains(SourceKinds(), s.Kind):
		return fault.New(fault.Invalid, "source.kind", "kind", clean(s.Kind))
	}
	if _, err := fact.ParseGrade(s.Grade); s.Grade != "" && err != nil {
		return err
	}
	if _, err := label.Parse(s.DefaultLabel); err != nil {
		return err
	}
	return s.claim().Check()
}

// AddSource enrols a source; its label says who in the house may know that it is one. A second time it is refused as
// known already and nothing changes.
func (d *Desk) AddSource(ctx context.Context, by office.Person, s Source, l label.Label) (office.Receipt, error) {
	if err := s.check(); err != nil {
		return office.Receipt{}, err
	}
	mark, _ := label.Parse(s.DefaultLabel) // checked above
	if err := errors.Join(d.Office.Allows(mark), d.Office.Allows(l)); err != nil {
		return office.Receipt{}, err
	}
	s.Name = clean(s.Name)
	return d.Office.Do(ctx, by, office.Act{Kind: "source.add", Objects: []string{"source:" + s.ID}}, func(tx *store.Tx) error {
		all, err := tx.All("duplicate") // short names are one set for the whole house
		if err != nil {
			return err
		}
		if _, err := findSource(all, s.ID); err == nil {
			return fault.New(fault.Conflict, "source.exists", "source", s.ID)
		}
		if err := tx.Found(s.ID); err != nil {
			return err
		}
		return tx.Insert("source", s.ID, l, s.row())
	})
}

const sourceSelect = `SELECT id, name, kind, organisation, country, lang, default_label, grade, address, label FROM source `

// Sources lists the sources the reader may know of, by name.
func (d *Desk) Sources(v *store.View) ([]Source, error) {
	var out []Source
	err := v.Select(&out, sourceSelect+`ORDER BY name, id`)
	for _, s := range out {
		v.Opened("source", s.ID, s.Label)
	}
	return out, err
}

func findSource(v *store.View, id string) (Source, error) {
	var s Source
	err := v.Get(&s, sourceSelect+`WHERE id = $1`, id)
	if fault.Is(err, fault.Missing) {
		return s, fault.New(fault.Invalid, "source.unknown", "source", clean(id))
	}
	return s, err
}
