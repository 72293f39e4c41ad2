package casework

import (
	"slices"

	"schild/internal/store"
	"schild/procedure"
)

// fills gives, for the parts on the service's side, the roles of the house that fill them. Every other part, and first of all
// those of control bodies, is filled by the role of its own name and by no other.
func fills() map[string][]string {
	return map[string][]string{
		"officer": {"analyst"}, "investigator": {"analyst"}, "drafter": {"analyst"}, "executor": {"analyst", "registrar"}, "convener": {"analyst", "head"},
		"coordinator": {"analyst", "head"}, "requester": {"analyst"}, "classifier": {"analyst", "head"}, "reviewer": {"analyst", "head", "releaser"},
		"second_reviewer": {"head"}, "desk": {"analyst", "intake", "registrar"}, "clerk": {"registrar", "intake"}, "records_manager": {"registrar"},
		"liaison": {"registrar", "analyst"}, "lawyer": {"head", "lawyer"}, "methods_officer": {"methods_officer"}, "security_officer": {"security"},
	}
}

// Fillers gives the roles of the house that fill a part of a file.
func Fillers(f *procedure.File, part string) []string {
	if roles, ok := fills()[part]; ok && f.Side(part) == "service" {
		return append([]string{part}, roles...)
	}
	return []string{part}
}

// holds tells whether a person has a part of a file by who they are. Nobody outside has a part of the house.
func holds(p store.Staff, f *procedure.File, part string) bool {
	if r, ok := f.Role(part); p.Outside && !(ok && r.Outside()) {
		return false
	}
	return slices.ContainsFunc(Fillers(f, part), p.Has)
}

// onPaper tells whether a part belongs to people outside, whose letters the house's registry enters for them. What a control body or an
// authority weighs is never entered by the service.
func onPaper(p store.Staff, f *procedure.File, m procedure.Move, part string) bool {
	outside := f.Side(part) == "citizen" || f.Side(part) == "partner" || f.Side(part) == "authority"
	return outside && !p.Outside && m.Kind != "control" && m.Kind != "decide" && (p.Has("registrar") || p.Has("intake"))
}

// Parts gives every part of any file that a person fills by who they are, in order.
func (d *Desk) Parts(p store.Staff) []string {
	var out []string
	for _, f := range d.Book.Files {
		for _, r := range f.Roles {
			if holds(p, f, r.Name) {
				out = append(out, r.Name)
			}
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}
