package score

import (
	"slices"
	"strings"

	"schild/name"
)

// Name is a written name as its words, ready to be compared.
type Name struct {
	Written string
	Kind    name.Kind
	Words   []*Word
	Roles   []name.Role
	Turned  bool // a comma showed that the family name stands first
}

// ReadName takes a name apart and makes its words ready. Beyond 24 parts the rest is not read.
func ReadName(s string, kind name.Kind) Name {
	n, words := Parts(s, kind)
	n.Words = make([]*Word, len(words))
	for i, w := range words {
		word := NewWord(w)
		n.Words[i] = &word
	}
	return n
}

// Parts is ReadName for those who keep the words themselves: it gives their folded texts, and Words is empty.
func Parts(s string, kind name.Kind) (Name, []string) {
	parsed := name.Parse(s, kind)
	n := Name{Written: s, Kind: parsed.Kind, Turned: parsed.Inverted}
	var words []string
	for _, p := range parsed.Parts {
		w := cut(join(name.Split(p.Folded)))
		if len(words) == maxWords || w == "" || len(parsed.Parts) <= 3 && len(words) > 0 && words[len(words)-1] == w {
			continue // a word said twice, as in "Jan Jan Peters"
		}
		words = append(words, w)
		n.Roles = append(n.Roles, role(p, w, n.Kind))
	}
	if n.Kind == name.Person {
		words, n.Roles = compound(words, n.Roles)
	}
	if !slices.ContainsFunc(n.Roles, Weighty) { // "The Who Ltd": better small words than none
		for i := range n.Roles {
			n.Roles[i] = name.Plain
		}
	}
	return n, words
}

// role is a part's role as scoring sees it: small words of organisations join no two of them.
func role(p name.Part, folded string, kind name.Kind) name.Role {
	if kind == name.Organisation && p.Role != name.Form {
		switch {
		case slices.Contains(small, folded):
			return name.Particle
		case p.Role == name.Number, isRoman(folded):
			return name.Number
		}
		return name.Plain
	}
	return p.Role
}

// isRoman tells what is most likely a number in an organisation's name.
func isRoman(s string) bool { return len(s) > 1 && strings.Trim(s, "ivx") == "" }

// small are the words between the words of an organisation's name.
var small = []string{"the", "of", "and", "for", "in", "on", "de", "du", "des", "la", "le", "les", "l", "et", "d", "del", "el", "los", "las", "y", "e",
	"di", "der", "die", "das", "und", "fur", "von", "het", "een", "en", "van", "voor", "a", "an", "o", "i", "to"}

// general are words that many organisations have in their names: they set none apart, though they may tell two apart.
var general = makeGeneral()

func makeGeneral() map[string]bool {
	out := map[string]bool{}
	for _, w := range generalWords {
		out[w] = true
	}
	return out
}

// Weight is what a part counts for, by its role, in thousandths.
func Weight(r name.Role) int32 {
	switch r {
	case name.Patronymic:
		return 800
	case name.Particle:
		return 80
	case name.Honorific, name.Form:
		return 60
	case name.Suffix:
		return 200
	case name.Number:
		return 300
	case name.Initial:
		return 450
	}
	return full
}

// Weighty tells the roles that carry a name. Words find each other among these, or among the rest.
func Weighty(r name.Role) bool { return Weight(r) >= weighty }

const (
	weighty      = 500 // the least weight of a word that carries a name
	weightyLeast = 800 // and the least there is
)

// Rare gives the rarity of a name's word in its kind of name.
func (n *Name) Rare(i int) int32 {
	r := n.Words[i].Rarity
	if n.Kind == name.Organisation && general[n.Words[i].Text] {
		return r / 4
	}
	return r
}
