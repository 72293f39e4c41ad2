// Package spif holds security policies as data.
//
// A Policy is one Open XML SPIF file (schema 2.x): classifications in a hierarchy, tag sets of categories, the rules
// that bind them, the phrases of a marking in each language, the equivalents in other policies. A Mark is a label in a
// policy's own numbers: one classification and categories. Mark.Policy names its policy by object identifier.
//
// Check tells whether the policy allows a mark and, when not, by which rule; Marking writes it in words; Translate
// gives its equivalent in another policy; Opens decides for a Clearance in the policy's numbers: classification held,
// restrictive categories all, of the permissive ones of a set one; informative ones decide nothing.
//
// Shipped gives the policies the project brings: Belgium (act of 11 December 1998), NATO, the EU and TLP 2.0.
//
// # Laws it keeps
//
//   - Reading is strict: unknown elements, doubles, references into nothing, more than 1 MiB, 32 deep or 65,536
//     elements are refused; a file is a policy wholly or not at all.
//   - A mark that an equivalent cannot express wholly is not translated: nothing restrictive gets lost on the way.
//   - Marking and Categories come in the policy's order, so the same mark has the same words.
//
// It does not decide inside the house (label.Clearance does) nor who may adopt a policy.
package spif

import (
	"encoding/xml"
	"slices"

	"schild/fault"
)

// Kind is how a category decides.
type Kind string

// The kinds of categories. The enumerated ones decide as the others and are numbered apart from them.
const (
	Permissive            Kind = "permissive"
	Restrictive           Kind = "restrictive"
	EnumeratedPermissive  Kind = "enumeratedPermissive"
	EnumeratedRestrictive Kind = "enumeratedRestrictive"
	Informative           Kind = "informative"
)

// Tag is one category of a mark: its tag set's identifier, its kind and its number there.
type Tag struct {
	Set  string
	Kind Kind
	Lacv string
}

// Mark is a label in a policy's numbers.
type Mark struct {
	Policy string // object identifier
	Class  string // lacv of the classification
	Tags   []Tag
}

// Clearance is what a reader brings, in a policy's numbers.
type Clearance struct {
	Policy  string
	Classes []string
	Tags    []Tag
}

// Policy is one security policy.
type Policy struct {
	Name, ID string
	file     file
	refs     map[string]string // names of the equivalent policies to identifiers
	tags     map[Tag]place
}

// place is where a category stands in the file.
type place struct {
	set, tag, cat int
}

// file is the policy as it is written.
type file struct {
	XMLName    xml.Name         `xml:"SPIF"`
	ID         named            `xml:"securityPolicyId"`
	Equivalent []equivalent     `xml:"equivalentPolicies>equivalentPolicy"`
	Classes    []classification `xml:"securityClassifications>securityClassification"`
	Sets       []tagSet         `xml:"securityCategoryTagSets>securityCategoryTagSet"`
	Qualifiers []qualifier      `xml:"markingQualifier>qualifier"`
	Data       []phrase         `xml:"markingData"`
}

type named struct {
	Name string `xml:"name,attr"`
	ID   string `xml:"id,attr"`
}

type equivalent struct {
	named
	Required []required `xml:"requiredCategory"`
}

type classification struct {
	Name       string       `xml:"name,attr"`
	Lacv       string       `xml:"lacv,attr"`
	Hierarchy  int          `xml:"hierarchy,attr"`
	Obsolete   bool         `xml:"obsolete,attr"`
	Data       []phrase     `xml:"markingData"`
	Required   []required   `xml:"requiredCategory"`
	Equivalent []equalClass `xml:"equivalentClassification"`
}

type equalClass struct {
	Policy   string     `xml:"policyRef,attr"`
	Lacv     string     `xml:"lacv,attr"`
	Applied  string     `xml:"applied,attr"`
	Required []required `xml:"requiredCategory"`
}

type tagSet struct {
	named
	Tags []categoryTag `xml:"securityCategoryTag"`
}

type categoryTag struct {
	Name       string      `xml:"name,attr"`
	Type       string      `xml:"tagType,attr"`
	Enum       string      `xml:"enumType,attr"`
	Single     bool        `xml:"singleSelection,attr"`
	Categories []category  `xml:"tagCategory"`
	Qualifiers []qualifier `xml:"markingQualifier>qualifier"`
}

type category struct {
	Name       string     `xml:"name,attr"`
	Lacv       string     `xml:"lacv,attr"`
	Obsolete   bool       `xml:"obsolete,attr"`
	Data       []phrase   `xml:"markingData"`
	NotClass   []string   `xml:"excludedClass"`
	Excluded   []group    `xml:"excludedCategory"`
	Required   []required `xml:"requiredCategory"`
	Equivalent []equalTag `xml:"equivalentSecCategoryTag"`
}

type equalTag struct {
	Policy  string `xml:"policyRef,attr"`
	Set     string `xml:"tagSetId,attr"`
	Type    string `xml:"tagType,attr"`
	Enum    string `xml:"enumType,attr"`
	Lacv    string `xml:"lacv,attr"`
	Applied string `xml:"applied,attr"`
	Action  string `xml:"action,attr"`
}

type required struct {
	Operation string  `xml:"operation,attr"`
	Groups    []group `xml:"categoryGroup"`
}

type group struct {
	Set  string `xml:"tagSetRef,attr"`
	Type string `xml:"tagType,attr"`
	Enum string `xml:"enumType,attr"`
	Lacv string `xml:"lacv,attr"` // "" = any of the set and kind
}

type qualifier struct {
	Lang string `xml:"lang,attr"`
	Text string `xml:"markingQualifier,attr"`
	Code string `xml:"qualifierCode,attr"`
}

type phrase struct {
	Lang  string   `xml:"lang,attr"`
	Text  string   `xml:"phrase,attr"`
	Codes []string `xml:"code"`
}

// kindOf gives the kind of a tag type; "" for an unknown one.
func kindOf(tagType, enum string) Kind {
	switch tagType + " " + enum {
	case "permissive ":
		return Permissive
	case "restrictive ":
		return Restrictive
	case "enumerated permissive":
		return EnumeratedPermissive
	case "enumerated restrictive":
		return EnumeratedRestrictive
	case "tagType7 ":
		return Informative
	}
	return ""
}

// Opens tells whether the reader may see what bears the mark; never across policies.
func (c Clearance) Opens(m Mark) bool {
	if c.Policy != m.Policy || !slices.Contains(c.Classes, m.Class) {
		return false
	}
	for _, t := range m.Tags {
		switch t.Kind {
		case Informative:
		case Restrictive, EnumeratedRestrictive:
			if !slices.Contains(c.Tags, t) {
				return false
			}
		default:
			if !c.one(m, t) {
				return false
			}
		}
	}
	return true
}

// one tells whether the reader holds one of the mark's categories of the same set and kind.
func (c Clearance) one(m Mark, of Tag) bool {
	return slices.ContainsFunc(m.Tags, func(t Tag) bool {
		return t.Set == of.Set && t.Kind == of.Kind && slices.Contains(c.Tags, t)
	})
}

func refuse(key, policy, what string) error {
	return fault.New(fault.Invalid, key, "policy", clip(policy), "what", clip(what))
}
