package spif

import "slices"

// Translate gives the mark's equivalent in another policy, as p's own file says, and Check of it there. A category
// without an equivalent stops it, unless it is informative or the file says to discard it.
func (p Policy) Translate(m Mark, to Policy) (Mark, error) {
	if err := p.Check(m); err != nil {
		return Mark{}, err
	}
	c, _ := p.class(m.Class)
	out := Mark{Policy: to.ID}
	for _, e := range c.Equivalent {
		if p.refs[e.Policy] == to.ID && outward(e.Applied) && out.Class == "" {
			out.Class = e.Lacv
			out.require(e.Required, to)
		}
	}
	if out.Class == "" {
		return Mark{}, refuse("label.policy.equivalent", to.Name, c.Name)
	}
	for _, t := range m.Tags {
		if !p.carry(&out, t, to) {
			return Mark{}, refuse("label.policy.equivalent", to.Name, p.category(p.tags[t]).Name)
		}
	}
	for _, e := range p.file.Equivalent {
		if e.ID == to.ID {
			out.require(e.Required, to)
		}
	}
	return out, to.Check(out)
}

// outward tells whether an equivalence holds for what is sent.
func outward(applied string) bool { return applied == "encrypt" || applied == "both" }

// carry adds what one category is in the other policy; false where that is nothing and it matters.
func (p Policy) carry(out *Mark, t Tag, to Policy) bool {
	done := t.Kind == Informative
	for _, e := range p.category(p.tags[t]).Equivalent {
		if p.refs[e.Policy] != to.ID || !outward(e.Applied) {
			continue
		}
		done = true
		if e.Action != "discard" {
			out.add(Tag{e.Set, kindOf(e.Type, e.Enum), e.Lacv})
		}
	}
	return done
}

// require adds the categories that an equivalence brings along.
func (m *Mark) require(rules []required, to Policy) {
	for _, r := range rules {
		for _, g := range r.Groups {
			set, _ := to.set(g.Set)
			if to.resolves(g) && g.Lacv != "" {
				m.add(Tag{set, kindOf(g.Type, g.Enum), g.Lacv})
			} else if !to.resolves(g) {
				m.add(Tag{Set: g.Set}) // Check refuses it
			}
		}
	}
}

func (m *Mark) add(t Tag) {
	if !slices.Contains(m.Tags, t) {
		m.Tags = append(m.Tags, t)
	}
}
