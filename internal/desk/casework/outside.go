package casework

import (
	"encoding/json"
	"slices"
	"strings"

	"schild/fault"
	"schild/internal/store"
	"schild/procedure"
)

// sight is what of a case its reader is shown beyond what the label allows. Who stands outside (the security officer of a company, an
// applicant) has their own people's cases alone, and of those only what they filled in themselves or were told.
type sight struct {
	outside      bool
	organisation string
	parts        []string
}

// sees finds out who reads.
func (d *Desk) sees(v *store.View) (sight, error) {
	var p struct {
		Roles        string `db:"roles"`
		Organisation string `db:"organisation"`
	}
	if err := v.Get(&p, `SELECT roles, organisation FROM person WHERE id = $1`, v.Person()); err != nil {
		if fault.Is(err, fault.Missing) {
			return sight{}, nil // the clock, the house itself
		}
		return sight{}, err
	}
	s := sight{organisation: p.Organisation, parts: strings.Split(p.Roles, ",")}
	s.outside = len(s.parts) > 0 && !slices.ContainsFunc(s.parts, func(r string) bool { return !slices.Contains(outsideRoles(), r) })
	return s, nil
}

// outsideRoles are the roles of people outside who only ask.
func outsideRoles() []string { return []string{"security_officer", "applicant"} }

// own tells whether a case was begun by somebody of the reader's organisation.
func (s sight) own(v *store.View, opener string) (bool, error) {
	if !s.outside {
		return true, nil
	}
	var organisation string
	err := v.Get(&organisation, `SELECT organisation FROM person WHERE id = $1`, opener)
	if fault.Is(err, fault.Missing) {
		return false, nil
	}
	return organisation == s.organisation, err
}

// ownFields are the fields that the reader's own moves fill in, and the dates by which clocks are told.
func (s sight) ownFields(f *procedure.File) []string {
	var out []string
	for _, m := range f.Moves {
		if slices.ContainsFunc(m.Who, func(part string) bool { return slices.Contains(s.parts, part) }) {
			out = append(out, m.Takes...)
		}
	}
	for _, t := range f.Terms {
		out = append(out, t.Until, t.From)
	}
	return out
}

// prune leaves of a form's answers what the reader filled in.
func (s sight) prune(f *procedure.File, answers string) (string, error) {
	if !s.outside || answers == "" {
		return answers, nil
	}
	all := map[string]json.RawMessage{}
	if err := json.Unmarshal([]byte(answers), &all); err != nil {
		return "", fault.Wrap(err, fault.Broken, "procedure.state", "procedure", f.ID)
	}
	keep := s.ownFields(f)
	for name := range all {
		if !slices.Contains(keep, name) {
			delete(all, name)
		}
	}
	b, err := json.Marshal(all)
	return string(b), err
}

// told are the papers made by moves that tell the reader's part: theirs to have.
func (s sight) told(f *procedure.File, paper string) bool {
	return !s.outside || slices.ContainsFunc(f.Moves, func(m procedure.Move) bool {
		return slices.Contains(m.Effects, "produce "+paper) && slices.ContainsFunc(s.parts, func(p string) bool { return slices.Contains(m.Effects, "notify "+p) })
	})
}

// owned leaves of a list what the reader may be shown, by who began the case.
func owned[T any](d *Desk, v *store.View, list []T, opener func(T) string) ([]T, error) {
	s, err := d.sees(v)
	if err != nil || !s.outside {
		return list, err
	}
	var out []T
	for _, x := range list {
		mine, err := s.own(v, opener(x))
		if err != nil {
			return nil, err
		}
		if mine {
			out = append(out, x)
		}
	}
	return out, nil
}
