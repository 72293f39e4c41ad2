// Package stanag reads the confidentiality labels of STANAG 4774.
//
// A Label is what the XML says: policy, classification and categories by their names, when it was made. Find reads
// every label in a document of XML, bare or inside a binding (STANAG 4778), whatever the prefix, the capitals of the
// first letter and the edition of the namespace; String writes the one canonical form. House gives the least label of
// the house that keeps the promise.
//
// # How it becomes a label of the house
//
//   - Classification: the level of that rank ("TOP SECRET", "COSMIC TOP SECRET", "SECRET UE/EU SECRET", the words of
//     the four languages). The policy's name becomes the originator, unless it is the house's own.
//   - Restrictive categories are compartments, informative ones caveats.
//   - Permissive ones ("releasable to") are not taken over: what a file says of itself opens no door, so the label is
//     for nobody outside until a person says who.
//
// # Laws it keeps
//
//   - Find(l.String()) is l, for every label that Find gave.
//   - House never gives less than the file says: a word it does not know makes it answer false, not a lower label.
//   - At most 1 MiB, 64 deep, 64 labels, 1,024 categories each; no document types, so no entities.
//
// It does not check signatures nor that the binding names the right part.
package stanag

import (
	"encoding/xml"
	"strings"

	"schild/label"
)

// Space is the namespace that String writes.
const Space = "urn:nato:stanag:4774:confidentialitymetadatalabel:1:0"

// Label is one confidentiality label.
type Label struct {
	Policy, Classification string
	PrivacyMark            string
	Created, Review        string // as written; "" when absent
	Categories             []Category
}

// Category is one set of values of a tag. Type is PERMISSIVE, RESTRICTIVE or INFORMATIVE, in capitals.
type Category struct {
	Tag, Type string
	Values    []string
}

// String gives the canonical XML.
func (l Label) String() string {
	var b strings.Builder
	b.WriteString(`<originatorConfidentialityLabel xmlns="` + Space + `"`)
	if l.Review != "" {
		b.WriteString(` ReviewDateTime="` + escape(l.Review) + `"`)
	}
	b.WriteString("><ConfidentialityInformation>")
	element(&b, "PolicyIdentifier", l.Policy)
	element(&b, "Classification", l.Classification)
	if l.PrivacyMark != "" {
		element(&b, "PrivacyMark", l.PrivacyMark)
	}
	for _, c := range l.Categories {
		b.WriteString(`<Category TagName="` + escape(c.Tag) + `" Type="` + escape(c.Type) + `">`)
		for _, v := range c.Values {
			element(&b, "GenericValue", v)
		}
		b.WriteString("</Category>")
	}
	b.WriteString("</ConfidentialityInformation>")
	if l.Created != "" {
		element(&b, "CreationDateTime", l.Created)
	}
	b.WriteString("</originatorConfidentialityLabel>")
	return b.String()
}

func element(b *strings.Builder, name, text string) {
	b.WriteString("<" + name + ">" + escape(text) + "</" + name + ">")
}

func escape(s string) string {
	var b strings.Builder
	_ = xml.EscapeText(&b, []byte(s)) // a Builder does not fail
	return b.String()
}

// House gives the least label of the house that keeps what l says, false where a part of l is not understood.
// own is the policy name of the house itself ("BEL").
func (l Label) House(own string) (label.Label, bool) {
	if strings.Contains(l.Classification, "//") {
		return label.Label{}, false
	}
	out, err := label.Parse(l.Policy + " " + l.Classification) // "NATO SECRET" as one mark
	if err != nil {
		out, err = label.Parse(l.Classification)
	}
	if err != nil {
		return label.Label{}, false
	}
	out.Releasable = ""
	if l.Policy != "" && !strings.EqualFold(l.Policy, own) {
		out.Originators = out.Originators.Union(label.NewSet(l.Policy))
	}
	for _, c := range l.Categories {
		values := label.NewSet(c.Values...)
		switch c.Type {
		case "PERMISSIVE":
		case "INFORMATIVE":
			out.Caveats = out.Caveats.Union(values)
		default: // what binds in a way unknown here binds as the strictest does
			out.Compartments = out.Compartments.Union(values)
		}
	}
	back, err := label.Parse(out.String())
	return back, err == nil && back.Dominates(out)
}
