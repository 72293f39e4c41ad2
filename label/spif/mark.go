package spif

import (
	"strings"

	"schild/label"
	"schild/label/stanag"
)

// Mark gives the numbers of a label that says names. A name the policy has not is refused.
func (p Policy) Mark(l stanag.Label) (Mark, error) {
	m := Mark{Policy: p.ID}
	if !strings.EqualFold(l.Policy, p.Name) && l.Policy != p.ID && l.Policy != "urn:oid:"+p.ID {
		return Mark{}, refuse("label.policy.other", p.Name, l.Policy)
	}
	for _, c := range p.file.Classes {
		if strings.EqualFold(c.Name, l.Classification) {
			m.Class = c.Lacv
		}
	}
	if m.Class == "" {
		return Mark{}, refuse("label.policy.class", p.Name, l.Classification)
	}
	for _, c := range l.Categories {
		for _, v := range c.Values {
			t, ok := p.named(c.Tag, c.Type, v)
			if !ok {
				return Mark{}, refuse("label.policy.category", p.Name, c.Tag+" "+v)
			}
			m.add(t)
		}
	}
	return m, nil
}

// named finds a category by the names of its set or tag, its type of STANAG 4774 and its own name.
func (p Policy) named(set, kind, name string) (Tag, bool) {
	for _, s := range p.file.Sets {
		for _, t := range s.Tags {
			k := kindOf(t.Type, t.Enum)
			if s.Name != set && t.Name != set || !strings.HasSuffix(strings.ToUpper(string(k)), kind) {
				continue
			}
			for _, c := range t.Categories {
				if c.Name == name {
					return Tag{s.ID, k, c.Lacv}, true
				}
			}
		}
	}
	return Tag{}, false
}

// CheckLabel tells whether the policy allows a label of the house: its level and what of its compartments and caveats
// the policy knows. Words of the house alone are the house's own affair. The policy must name its classifications in
// the canonical words of label.Level or have the level as hierarchy.
func (p Policy) CheckLabel(l label.Label) error {
	m := Mark{Policy: p.ID}
	for _, c := range p.file.Classes {
		if c.Hierarchy == int(l.Level) {
			m.Class = c.Lacv
		}
	}
	for _, s := range p.file.Sets {
		for _, t := range s.Tags {
			k := kindOf(t.Type, t.Enum)
			for _, c := range t.Categories {
				if k == Restrictive && l.Compartments.Has(c.Name) || k == Informative && l.Caveats.Has(c.Name) {
					m.add(Tag{s.ID, k, c.Lacv})
				}
			}
		}
	}
	return p.Check(m)
}
