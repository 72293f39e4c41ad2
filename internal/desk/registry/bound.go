package registry

import (
	"schild/document"
	"schild/fault"
	"schild/label"
)

// homePolicy is the policy whose levels are the house's own words: marks of it have no other originator.
const homePolicy = "BEL"

// allows holds a marking given by hand against the house's policy. One that cannot be read is refused where it is read.
func (d *Desk) allows(mark string) error {
	l, err := label.Parse(mark)
	if mark == "" || err != nil {
		return nil
	}
	return d.Office.Allows(l)
}

// Joined is one thing a record's label was joined from. Why: given (the marking on arrival), default (the source's), claim
// (the source's organisation is its originator), bound (the file says so of itself).
type Joined struct {
	Why   string `json:"why"`
	Label string `json:"label"`

	is label.Label
}

func joinedAs(why string, l label.Label) Joined { return Joined{why, l.String(), l} }

func joined(from []Joined) label.Label {
	out := label.Bottom()
	for _, j := range from {
		out = label.Join(out, j.is)
	}
	return out
}

// several leaves out what adds nothing, and all of it when only one is left: then there is nothing to explain.
func several(from []Joined) (out []Joined) {
	for _, j := range from {
		if j.is != label.Bottom() {
			out = append(out, j)
		}
	}
	if len(out) < 2 {
		return nil
	}
	return out
}

// doubt gives the rule of the house's policy that a joined label breaks. The file is taken in all the same: it is kept under
// the stricter label, and a person sets it right.
func (d *Desk) doubt(l label.Label) string {
	if err := d.Office.Allows(l); err != nil {
		return fault.Outward(err).Key
	}
	return ""
}

// floor joins what the file says of itself. It only ever adds: a label in a file opens no door, and one that is not
// understood changes nothing but is shown on the receipt, for a person to set.
func floor(b document.Bound) (floor label.Label, found []string) {
	out := label.Bottom()
	for _, l := range b.Labels {
		h, ok := l.House(homePolicy)
		if !ok {
			found = append(found, "? "+clean(l.Policy+" "+l.Classification))
			continue
		}
		out, found = label.Join(out, h), append(found, h.String())
	}
	if b.Broken {
		found = append(found, "?")
	}
	return out, found
}
