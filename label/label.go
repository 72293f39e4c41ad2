// Package label says who may see a thing.
//
// A Label has a protection level, compartments, releasability, originators, caveats and circles. Labels form a
// lattice: Join gives the label of what is made from two things, Dominates compares, Bottom is the label of what
// is made from nothing. A Clearance is what a reader brings; MayRead alone decides.
//
// # Text
//
// The canonical text, in this order, an empty set left out, tokens in byte order:
//
//	LEVEL[//COMP a,b][//REL x,y | //REL *][//ORIG p,q][//CAV c,d][//CIRCLE e,f]
//
// with LEVEL one of UNCLASSIFIED, RESTRICTED, CONFIDENTIAL, SECRET, TOP SECRET. A token starts with a letter or
// digit and has letters, digits, single inner spaces and - _ : . in Unicode NFC, at most 64 bytes; a text has at
// most 64 KiB. Parse also takes, whatever the case, accents and spacing, with the parts in any order:
//   - the level words of the act of 11 December 1998 in nl, fr and de ("ZEER GEHEIM", "TRÈS SECRET"); GEHEIM is
//     Secret in nl and de, SECRET in fr and en;
//   - a nuclear category ("GEHEIM-NUC"): the level with compartment NUC;
//   - NATO and EU marks as a whole ("COSMIC TOP SECRET", "SECRET UE/EU SECRET", "S-UE/EU-S"): the Belgian level of the
//     same rank, with originator NATO or EU, whose consent is then needed before it leaves;
//   - "BEPERKTE VERSPREIDING", "DIFFUSION RESTREINTE", "LIMITED DISTRIBUTION" in place of a level: not a level
//     but a caveat (royal decree of 24 March 2000), so not classified, with that caveat;
//   - known caveats in each language's words.
//
// Single letters are refused: C is confidential in one language and nothing in another. Banner and Portion write
// the marks of a page and of a paragraph; they are for people and are not read back.
//
// # Laws it keeps
//
//   - Join is commutative, associative and idempotent, Bottom its identity; a.Dominates(b) exactly when
//     Join(a, b) == a. There is no negation anywhere, so more clearance never hides.
//   - MayRead(Join(a, b)) implies MayRead(a) and MayRead(b); for a person of the house also the other way round.
//     Outside it does not: what is for X alone together with what is for Y alone is for nobody.
//   - Parse(l.String()) == l for every label that passes Check, and String of any other cannot be read back.
//   - The zero Label is safe: not classified, ours, for nobody outside. What is odd is read by fewer, never by more.
//
// It does not decide who may lower a label (that is an act) nor whether an originator agreed (that is a release).
package label

// Label says who may see a thing. The zero value is "not classified, ours, for nobody outside": safe by default.
// Labels are comparable: equal meaning is ==.
type Label struct {
	Level        Level
	Compartments Set // all of them needed to read
	Releasable   Set // organisations outside, one needed; empty = nobody outside; All = anybody
	Originators  Set // whose information it is; each must consent before it leaves
	Caveats      Set // handling words that bind whoever holds it ("LIMITED DISTRIBUTION", "ORCON" …)
	Circles      Set // desks or dossier teams that need to know ("desk:east", "dossier:<id>"), membership of all needed
}

// Bottom is the identity of Join, the label of what rests on nothing: not classified, releasable to anybody.
// It is not the zero Label, which is for nobody outside.
func Bottom() Label { return Label{Releasable: All} }

// Join gives the least label that is at least as strict as both: the highest level, compartments, originators,
// caveats and circles of either, releasable only where both are.
func Join(a, b Label) Label {
	return Label{
		Level:        max(a.Level, b.Level),
		Compartments: a.Compartments.Union(b.Compartments),
		Releasable:   a.Releasable.Intersect(b.Releasable),
		Originators:  a.Originators.Union(b.Originators),
		Caveats:      a.Caveats.Union(b.Caveats),
		Circles:      a.Circles.Union(b.Circles),
	}
}

// JoinAll joins any number of labels; of none it is Bottom.
func JoinAll(ls ...Label) Label {
	out := Bottom()
	for _, l := range ls {
		out = Join(out, l)
	}
	return out
}

// Dominates tells whether l is at least as strict as m in every part: the order of the lattice. A computed label
// is a floor: an author's label must dominate it.
func (l Label) Dominates(m Label) bool {
	return l.Level >= m.Level &&
		m.Compartments.SubsetOf(l.Compartments) &&
		l.Releasable.SubsetOf(m.Releasable) &&
		m.Originators.SubsetOf(l.Originators) &&
		m.Caveats.SubsetOf(l.Caveats) &&
		m.Circles.SubsetOf(l.Circles)
}

// Classified tells whether the label has a level of the act of 11 December 1998: Restricted or higher.
func (l Label) Classified() bool { return l.Level >= Restricted }

// ReleasableTo tells whether the label lets org, outside the house, have the thing. Its originators must consent
// besides: see Consent.
func (l Label) ReleasableTo(org string) bool { return l.Releasable.Has(org) }

// Consent gives the originators other than own that have not consented, the third-party rule of the bilateral
// security agreements: there is no tacit consent, so a nil given means nobody consented.
func (l Label) Consent(own string, given func(originator string) bool) (missing Set) {
	return l.Originators.keep(func(o string) bool {
		return o != own && (given == nil || !given(o))
	})
}
