package casework

import (
	"slices"

	"schild/fault"
	"schild/internal/store"
	"schild/label"
	"schild/procedure"
)

// fromOutside is the label of what people of other organisations begin: findings will join it.
func fromOutside() label.Label { return label.Label{Level: label.Restricted} }

// ownPeople are the parts that an organisation has only in the cases it began itself: a company's security officer, an applicant.
// In every other part outside, whoever holds it is let in when it is their turn.
func ownPeople() []string { return []string{"security_officer", "applicant"} }

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
