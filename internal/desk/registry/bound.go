package registry

import (
	"schild/document"
	"schild/label"
)

// homePolicy is the policy whose levels are the house's own words: marks of it have no other originator.
const homePolicy = "BEL"

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
