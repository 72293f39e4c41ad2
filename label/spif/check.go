package spif

import (
	"slices"
	"strings"
)

// Check tells whether the policy allows the mark; the fault names the rule.
func (p Policy) Check(m Mark) error {
	c, ok := p.class(m.Class)
	switch {
	case m.Policy != p.ID:
		return refuse("label.policy.other", p.Name, m.Policy)
	case !ok || c.Obsolete:
		return refuse("label.policy.class", p.Name, m.Class)
	}
	for i, t := range m.Tags {
		at, ok := p.tags[t]
		if !ok || p.category(at).Obsolete || slices.Contains(m.Tags[:i], t) {
			return refuse("label.policy.category", p.Name, string(t.Kind)+" "+t.Set+" "+t.Lacv)
		}
		if err := p.checkCategory(m, c.Name, at); err != nil {
			return err
		}
	}
	return p.satisfied(m, c.Name, c.Required)
}

// checkCategory holds the rules that a category itself brings.
func (p Policy) checkCategory(m Mark, class string, at place) error {
	c, tag := p.category(at), p.file.Sets[at.set].Tags[at.tag]
	if slices.Contains(c.NotClass, class) {
		return refuse("label.policy.excluded", p.Name, c.Name+" / "+class)
	}
	for _, g := range c.Excluded {
		if p.has(m, g) {
			return refuse("label.policy.excluded", p.Name, c.Name+" / "+g.Set)
		}
	}
	if tag.Single && p.chosen(m, at) > 1 {
		return refuse("label.policy.single", p.Name, tag.Name)
	}
	return p.satisfied(m, c.Name, c.Required)
}

// chosen counts the mark's categories of one tag.
func (p Policy) chosen(m Mark, of place) (n int) {
	for _, t := range m.Tags {
		if at, ok := p.tags[t]; ok && at.set == of.set && at.tag == of.tag {
			n++
		}
	}
	return n
}

// has tells whether the mark has a category of the group.
func (p Policy) has(m Mark, g group) bool {
	set, _ := p.set(g.Set)
	return slices.ContainsFunc(m.Tags, func(t Tag) bool {
		return t.Set == set && t.Kind == kindOf(g.Type, g.Enum) && (g.Lacv == "" || g.Lacv == t.Lacv)
	})
}

// satisfied holds what one name (a classification or category) requires; an operation it does not know is not met.
func (p Policy) satisfied(m Mark, name string, rules []required) error {
	for _, r := range rules {
		n := 0
		var asked []string
		for _, g := range r.Groups {
			if p.has(m, g) {
				n++
			}
			asked = append(asked, g.Set)
		}
		if r.Operation == "onlyOne" && n == 1 || r.Operation == "oneOrMore" && n > 0 || r.Operation == "all" && n == len(r.Groups) {
			continue
		}
		return refuse("label.policy.required", p.Name, name+" / "+strings.Join(slices.Compact(asked), ", "))
	}
	return nil
}
