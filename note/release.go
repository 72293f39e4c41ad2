package note

import (
	"slices"
	"strings"

	"schild/label"
)

// Terms is what a release check needs beside the draft.
type Terms struct {
	Own     string // token of our own organisation, as in label.Label.Originators
	Country string // our own country, ISO 3166-1 alpha-2; empty = kinds are not compared with countries
	Cited   Lookup
	Consent func(originator, recipient, ref string) bool // a recorded yes of that originator for that recipient and ref; nil = nobody said yes
	Rules   []Rule                                       // further rules, asked last, in this order
}

// Rule is one further rule of release, for one addressee and one source.
type Rule struct {
	Key     string // message key named in the refusal
	Refuses func(Addressee, Cited) bool
}

// Refusal is one no. It names what the author may see already: the ref as cited and the originator to ask.
type Refusal struct {
	Rule       string // message key
	Ref        string // the cited ref, empty when the note as such is refused
	Originator string // whose consent is missing, else empty
	Addressee  Addressee
}

// Args gives the refusal's values for its message.
func (r Refusal) Args() []string {
	return []string{"ref", r.Ref, "originator", r.Originator, "addressee", r.Addressee.Title()}
}

// Title is how the addressee is called on paper: name, function, organisation, as far as given.
func (a Addressee) Title() string {
	parts := slices.DeleteFunc([]string{a.Name, a.Function, a.Organisation}, func(s string) bool { return s == "" })
	return strings.Join(parts, ", ")
}

// CheckRelease asks every rule for every addressee and every source, and gives every no, addressees in their
// order, sources in order of first citation. An empty answer is the release check passed; it is no approval.
//
// The rules, by their key:
//
//	note.release.addressee   there is nobody to send to
//	note.release.kind        an NA goes to an authority of our own country, an NE to a partner outside it
//	note.release.named       a classified note is addressed to a named person
//	note.release.note        the author's own label does not release the note to this organisation
//	note.release.unresolved  a citation is not there for the author
//	note.release.source      the source's label does not release it to this organisation
//	note.release.consent     an originator of the source, or of the note's label, has not consented to this recipient
//	note.release.origin      the source protects somebody who fled this addressee's country
func CheckRelease(d Draft, t Terms) []Refusal {
	if len(d.Addressees) == 0 {
		return []Refusal{{Rule: "note.release.addressee"}}
	}
	refs := d.Refs()
	var out []Refusal
	for _, a := range d.Addressees {
		out = append(out, t.refuseNote(d, a)...)
		for _, ref := range refs {
			out = append(out, t.refuseSource(a, ref)...)
		}
	}
	return out
}

// refuseNote asks the rules about the note as such.
func (t Terms) refuseNote(d Draft, a Addressee) []Refusal {
	var out []Refusal
	if t.Country != "" && (d.Kind == Foreign) == strings.EqualFold(a.Country, t.Country) {
		out = append(out, Refusal{Rule: "note.release.kind", Addressee: a})
	}
	if d.Classified() && strings.TrimSpace(a.Name) == "" {
		out = append(out, Refusal{Rule: "note.release.named", Addressee: a})
	}
	if !t.releasable(d.Label, a) {
		out = append(out, Refusal{Rule: "note.release.note", Addressee: a})
	}
	return append(out, t.refuseConsent(t.added(d), a, "")...)
}

// added are the originators that the author's label names and no cited source does: they are asked about the note
// as such, the others source by source.
func (t Terms) added(d Draft) []string {
	var cited []string
	for _, ref := range d.Refs() {
		c, _ := resolve(t.Cited, ref)
		cited = append(cited, tokens(c.Label.Originators)...)
	}
	return slices.DeleteFunc(tokens(d.Label.Originators), func(o string) bool { return slices.Contains(cited, o) })
}

// refuseSource asks the rules about one source.
func (t Terms) refuseSource(a Addressee, ref string) []Refusal {
	c, ok := resolve(t.Cited, ref)
	if !ok {
		return []Refusal{{Rule: "note.release.unresolved", Ref: ref, Addressee: a}}
	}
	var out []Refusal
	if !t.releasable(c.Label, a) {
		out = append(out, Refusal{Rule: "note.release.source", Ref: ref, Addressee: a})
	}
	out = append(out, t.refuseConsent(tokens(c.Label.Originators), a, ref)...)
	if slices.ContainsFunc(tokens(c.NotTo), func(s string) bool { return strings.EqualFold(s, a.Country) }) {
		out = append(out, Refusal{Rule: "note.release.origin", Ref: ref, Addressee: a})
	}
	for _, rule := range t.Rules {
		if rule.Refuses != nil && rule.Refuses(a, c) {
			out = append(out, Refusal{Rule: rule.Key, Ref: ref, Addressee: a})
		}
	}
	return out
}

// refuseConsent asks for the will of each originator: our own is given by the approval of the note, and what goes
// back to its originator needs nobody's.
func (t Terms) refuseConsent(originators []string, a Addressee, ref string) []Refusal {
	var out []Refusal
	for _, o := range originators {
		if o == t.Own || o == a.Organisation || t.Consent != nil && t.Consent(o, a.Organisation, ref) {
			continue
		}
		out = append(out, Refusal{Rule: "note.release.consent", Ref: ref, Originator: o, Addressee: a})
	}
	return out
}

// releasable tells whether a label lets a thing go to this addressee: one of its organisation and groups is named.
func (t Terms) releasable(l label.Label, a Addressee) bool {
	if a.Organisation == t.Own && t.Own != "" {
		return true
	}
	if l.ReleasableTo(a.Organisation) {
		return true
	}
	return slices.ContainsFunc(tokens(a.Groups), l.ReleasableTo)
}

// tokens takes a set apart, in its own order.
func tokens(s label.Set) []string {
	if s == "" {
		return nil
	}
	return strings.Split(string(s), ",")
}
