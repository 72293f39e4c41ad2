package casework

import (
	"context"
	"slices"

	"schild/fault"
	"schild/internal/office"
	"schild/internal/store"
	"schild/label"
	"schild/procedure"
)

// fromOutside is the label of what people of other organisations begin: findings will join it.
func fromOutside() label.Label { return label.Label{Level: label.Restricted} }

// outsideParts gives the parts outside of a file that a person of another organisation holds.
func outsideParts(p store.Staff, f *procedure.File) []string {
	var out []string
	for _, r := range f.Roles {
		if r.Outside() && p.Has(r.Name) {
			out = append(out, r.Name)
		}
	}
	return out
}

// LetIn gives an organisation outside a front in a case: from then on it is told what its parts are told, and may do what they may. Whoever
// has a part of the service in the case does so, and answers for it in the register; what belongs to another originator stays in.
func (d *Desk) LetIn(ctx context.Context, by office.Person, id, organisation string) error {
	act := office.Act{Kind: "case.link", Objects: []string{"cases:" + id, "organisation:" + organisation}, Detail: []string{"kind", "front"}}
	_, err := d.Office.Do(ctx, by, act, func(tx *store.Tx) error {
		w, err := d.at(tx, by, id)
		if err != nil {
			return err
		}
		p, err := tx.Person(by.ID)
		if err != nil {
			return err
		}
		if !w.ofService(p) {
			return fault.New(fault.Refused, "casework.link.part")
		}
		people, err := tx.Outsiders()
		if err != nil {
			return err
		}
		if !slices.ContainsFunc(people, func(x store.Staff) bool {
			return x.Organisation == organisation && outsideParts(x, w.m.File) != nil
		}) {
			return fault.New(fault.Invalid, "casework.letin.none")
		}
		w.letIn = organisation
		return w.fronts()
	})
	return err
}

// ofService tells whether a person has a part of the service in the case.
func (w *worker) ofService(p store.Staff) bool {
	return slices.ContainsFunc(w.m.File.Roles, func(r procedure.Role) bool { return r.Side == "service" && holds(p, w.m.File, r.Name) })
}

// Outsiders gives, by organisation, the parts outside that its people can have in cases of a file.
func Outsiders(people []store.Staff, f *procedure.File) map[string][]string {
	out := map[string][]string{}
	for _, p := range people {
		if parts := outsideParts(p, f); p.Outside && p.Active && parts != nil {
			out[p.Organisation] = slices.Compact(slices.Sorted(slices.Values(append(out[p.Organisation], parts...))))
		}
	}
	return out
}

// admit lets somebody of another organisation act in a case of which their organisation has a front, in the parts it has there. The
// case itself exists for the house alone: what they are told of it is the front.
func (w *worker) admit(p store.Staff, id string) error {
	var parts string
	err := w.tx.Get(&parts, `SELECT parts FROM front WHERE cases = $1 AND organisation = $2`, id, p.Organisation)
	if fault.Is(err, fault.Missing) {
		return fault.New(fault.Missing, "casework.missing")
	}
	if err != nil {
		return err
	}
	w.admitted = split(parts)
	if w.view, err = w.tx.All("casework"); err != nil {
		return err
	}
	w.c, err = get(w.view, id)
	return err
}

// mayTake tells whether the person who acts may act in a part of this case at all.
func (w *worker) mayTake(p store.Staff, part string) bool {
	return holds(p, w.m.File, part) && (!p.Outside || slices.Contains(w.admitted, part))
}

// pendingOutside finds the case of an act that waits, for somebody outside whose front says that it waits for them.
func (d *Desk) pendingOutside(tx *store.Tx, p store.Staff, id string) (Pending, error) {
	missing := fault.New(fault.Missing, "casework.missing")
	if !p.Outside {
		return Pending{}, missing
	}
	fronts, err := d.Fronts(tx.View, p, Fronting{})
	if err != nil {
		return Pending{}, err
	}
	if !slices.ContainsFunc(fronts, func(f Front) bool {
		return slices.ContainsFunc(f.Agreeing(), func(w Agreeing) bool { return w.ID == id })
	}) {
		return Pending{}, missing
	}
	all, err := tx.All("casework")
	if err != nil {
		return Pending{}, err
	}
	return d.Pending(all, id)
}
