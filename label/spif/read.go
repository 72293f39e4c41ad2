package spif

import (
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"slices"
	"strings"

	"schild/fault"
)

const (
	mostBytes    = 1 << 20
	mostDeep     = 32
	mostElements = 1 << 16
	space        = "http://www.xmlspif.org/spif"
)

// known are the elements a policy may have. What stands under extensions is somebody else's and is not read.
func known(name string) bool {
	return slices.Contains([]string{
		"SPIF", "defaultSecurityPolicyId", "securityPolicyId", "equivalentPolicies", "equivalentPolicy", "securityClassifications",
		"securityClassification", "equivalentClassification", "securityCategoryTagSets", "securityCategoryTagSet",
		"securityCategoryTag", "tagCategory", "equivalentSecCategoryTag", "excludedClass", "excludedCategory", "requiredCategory",
		"categoryGroup", "markingData", "code", "markingQualifier", "qualifier", "extensions",
	}, name)
}

// Parse reads a policy file.
func Parse(b []byte) (Policy, error) {
	if len(b) > mostBytes {
		return Policy{}, fault.New(fault.Invalid, "label.policy.long")
	}
	if err := shape(b); err != nil {
		return Policy{}, err
	}
	var p Policy
	if err := xml.Unmarshal(b, &p.file); err != nil {
		return Policy{}, fault.Wrap(err, fault.Invalid, "label.policy.xml")
	}
	p.Name, p.ID = p.file.ID.Name, p.file.ID.ID
	if err := p.index(); err != nil {
		return Policy{}, err
	}
	return p, p.references()
}

// shape holds the limits and the vocabulary before anything is built.
func shape(b []byte) error {
	d := xml.NewDecoder(bytes.NewReader(b))
	deep, n, foreign := 0, 0, 0 // foreign: depth at which extensions began
	for {
		tok, err := d.Token()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return fault.Wrap(err, fault.Invalid, "label.policy.xml")
		}
		switch t := tok.(type) {
		case xml.Directive: // a document type could bring entities
			return fault.New(fault.Invalid, "label.policy.xml")
		case xml.StartElement:
			deep++
			if n++; n > mostElements || deep > mostDeep {
				return fault.New(fault.Invalid, "label.policy.long")
			}
			if foreign == 0 && (!known(t.Name.Local) || t.Name.Space != "" && t.Name.Space != space) {
				return fault.New(fault.Invalid, "label.policy.element", "what", clip(t.Name.Local))
			}
			if foreign == 0 && t.Name.Local == "extensions" {
				foreign = deep
			}
		case xml.EndElement:
			if deep == foreign {
				foreign = 0
			}
			deep--
		}
	}
}

// index numbers the categories and refuses doubles.
func (p *Policy) index() error {
	if p.ID == "" || p.Name == "" || len(p.file.Classes) == 0 {
		return refuse("label.policy.empty", p.Name, p.ID)
	}
	seen := map[string]bool{}
	for _, c := range p.file.Classes {
		if c.Name == "" || c.Lacv == "" || seen["lacv "+c.Lacv] || seen["name "+c.Name] {
			return refuse("label.policy.twice", p.Name, c.Name)
		}
		seen["lacv "+c.Lacv], seen["name "+c.Name] = true, true
	}
	p.refs = map[string]string{}
	for _, e := range p.file.Equivalent {
		if e.ID == "" || p.refs[e.Name] != "" {
			return refuse("label.policy.twice", p.Name, e.Name)
		}
		p.refs[e.Name] = e.ID
	}
	p.tags = map[Tag]place{}
	for i, s := range p.file.Sets {
		for j, t := range s.Tags {
			for k, c := range t.Categories {
				if err := p.add(Tag{s.ID, kindOf(t.Type, t.Enum), c.Lacv}, place{i, j, k}); err != nil {
					return err
				}
			}
		}
	}
	return nil
}

func (p *Policy) add(t Tag, at place) error {
	c := p.file.Sets[at.set].Tags[at.tag].Categories[at.cat]
	if _, twice := p.tags[t]; twice || t.Kind == "" || t.Set == "" || t.Lacv == "" || c.Name == "" {
		return refuse("label.policy.twice", p.Name, c.Name)
	}
	p.tags[t] = at
	for i, name := range c.NotClass {
		if slices.Contains(c.NotClass[:i], name) {
			return refuse("label.policy.twice", p.Name, name)
		}
	}
	return nil
}

// references refuses rules that point at nothing. Sets of other policies cannot be looked at here.
func (p *Policy) references() error {
	var all []group
	for _, c := range p.file.Classes {
		for _, r := range c.Required {
			all = append(all, r.Groups...)
		}
	}
	for _, at := range p.tags {
		c := p.category(at)
		for _, r := range c.Required {
			all = append(all, r.Groups...)
		}
		all = append(all, c.Excluded...)
		for _, name := range c.NotClass {
			if !slices.ContainsFunc(p.file.Classes, func(k classification) bool { return k.Name == name }) {
				return refuse("label.policy.nothing", p.Name, name)
			}
		}
	}
	slices.SortFunc(all, func(a, b group) int { return strings.Compare(a.Set+a.Lacv, b.Set+b.Lacv) })
	for _, g := range all {
		if !p.resolves(g) {
			return refuse("label.policy.nothing", p.Name, g.Set+" "+g.Lacv)
		}
	}
	return nil
}

func (p *Policy) resolves(g group) bool {
	set, ok := p.set(g.Set)
	if !ok || kindOf(g.Type, g.Enum) == "" {
		return false
	}
	if g.Lacv == "" {
		return true
	}
	_, ok = p.tags[Tag{set, kindOf(g.Type, g.Enum), g.Lacv}]
	return ok
}

// set gives the identifier of a tag set by its name.
func (p *Policy) set(name string) (string, bool) {
	for _, s := range p.file.Sets {
		if s.Name == name {
			return s.ID, true
		}
	}
	return "", false
}

func (p *Policy) category(at place) category {
	return p.file.Sets[at.set].Tags[at.tag].Categories[at.cat]
}

func (p *Policy) class(lacv string) (classification, bool) {
	for _, c := range p.file.Classes {
		if c.Lacv == lacv {
			return c, true
		}
	}
	return classification{}, false
}

// clip shortens outside bytes before they go into a message.
func clip(s string) string {
	const most = 64
	s = strings.ToValidUTF8(s, "�")
	if len(s) <= most {
		return s
	}
	return strings.ToValidUTF8(s[:most], "") + "…"
}
