package demo

import (
	"context"

	"schild/internal/demo/bureau"
	"schild/internal/desk/notes"
	"schild/internal/desk/registry"
	"schild/internal/office"
	"schild/internal/store"
)

// Seen is what one reader has of the house.
type Seen struct {
	Person                         string
	Name                           string
	Records, Sources, Notes, Cases int
	Hidden                         bool // the record of the protected channel can be opened
}

// Seen counts what a person sees, as that person: a count is of the view, not of the house.
func (h House) Seen(ctx context.Context, person, hidden string) (Seen, error) {
	s := Seen{Person: person}
	by := office.Person{ID: person}
	staff, err := h.Office.Who(ctx, by)
	if err != nil {
		return s, err
	}
	s.Name = staff.Name
	err = h.Office.See(ctx, by, func(v *store.View) error {
		var err error
		if s.Records, err = h.Registry.Count(v, registry.Filter{}); err != nil {
			return err
		}
		sources, err := h.Registry.Sources(v)
		if err != nil {
			return err
		}
		if s.Notes, err = h.Notes.Count(v, notes.Filter{}); err != nil {
			return err
		}
		dossiers, err := h.Dossier.List(v)
		s.Sources, s.Cases = len(sources), len(dossiers)
		_, missing := h.Registry.Record(v, hidden)
		s.Hidden = missing == nil
		return err
	})
	return s, err
}

// Readers are the two whose views differ most: an analyst who has the compartment and is of the dossier's team, and one who has not.
func Readers() (more, less string) { return bureau.Analyst, bureau.Second }

// First is whoever the demo signs in first: the analyst who sees most.
func First() office.Person { return office.Person{ID: bureau.Analyst} }
