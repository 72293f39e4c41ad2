package name

import "schild/name/script"

// Kind says what bears a name.
type Kind uint8

// Unknown lets Parse decide from what it finds.
const Unknown, Person, Organisation Kind = 0, 1, 2

// Script is the writing a name stands in; its values are in package script.
type Script = script.Script

// Role says what a part of a name is.
type Role uint8

// The roles. Plain is a word nothing is known about. Initial is a letter that stands for a given name. Suffix is
// what follows a name: "Jr", "III", "PhD". Form is a legal form. Patronymic is a father's name, with its "bin" or
// without. Particle belongs to the part after it: "van den", "al".
const Plain, Given, Family, Patronymic, Particle, Honorific, Suffix, Initial, Form, Number Role = 0, 1, 2, 3, 4, 5, 6, 7, 8, 9

// String gives the role's word, as it stands in evidence.
func (r Role) String() string {
	words := [...]string{"plain", "given", "family", "patronymic", "particle", "honorific", "suffix", "initial", "form", "number"}
	if int(r) >= len(words) {
		return "plain"
	}
	return words[r]
}

// Part is one part of a name: a word, a run of unspaced letters that belong together (a Chinese given name), or a legal
// form of several words.
type Part struct {
	Text       string // as written
	Folded     string // its folded words; letters of an unspaced script stand together
	Role       Role
	Start, End int // where it stands, in bytes of the name
}

// Name is a name taken apart. Its parts stand in the order of writing.
type Name struct {
	Kind     Kind // never Unknown when there is a part
	Script   Script
	Parts    []Part
	Inverted bool // a comma showed that the family name stands first
}

// With gives the folded parts that have one of the roles, in the order of writing.
func (n Name) With(roles ...Role) []string {
	var out []string
	for _, p := range n.Parts {
		for _, r := range roles {
			if p.Role == r {
				out = append(out, p.Folded)
				break
			}
		}
	}
	return out
}
