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
	Texts   []string // of the words; an index leaves them out
	Roles   []name.Role
	Turned  bool // a comma showed that the family name stands first
}

// ReadName takes a name apart and makes its words ready. Beyond 24 parts the rest is not read.
func ReadName(s string, kind name.Kind) Name {
	n := parts(s, kind)[0]
	n.ready()
	return n
}

// ready makes the words of a name that has only their texts.
func (n *Name) ready() {
	n.Words = make([]*Word, len(n.Texts))
	for i, w := range n.Texts {
		word := ReadyWord(w)
		n.Words[i] = &word
	}
}

// ReadyWord makes a folded part ready to be compared with many.
func ReadyWord(text string) Word {
	w := NewWord(text)
	w.sounds = w.Sounds()
	return w
}

// parts takes a name apart: Texts are its folded words, and Words is empty. A name with compounds comes a second time, as its words stand.
func parts(s string, kind name.Kind) []Name {
	parsed := name.Parse(s, kind)
	n := Name{Written: s, Kind: parsed.Kind, Turned: parsed.Inverted}
	for _, p := range parsed.Parts {
		w := cut(strings.Join(name.Split(p.Folded), ""))
		if len(n.Texts) == maxWords || w == "" || len(parsed.Parts) <= 3 && len(n.Texts) > 0 && n.Texts[len(n.Texts)-1] == w {
			continue // a word said twice, as in "Jan Jan Peters"
		}
		n.Texts = append(n.Texts, w)
		n.Roles = append(n.Roles, role(p, w, n.Kind))
	}
	if n.Kind == name.Organisation {
		n.Texts, n.Roles = numbered(n.Texts, n.Roles)
	}
	out := []Name{n}
	if n.Kind == name.Person {
		once := n
		once.Texts, once.Roles = compound(n.Texts, n.Roles)
		if !slices.Equal(once.Texts, n.Texts) {
			out = []Name{once, n}
		}
	}
	for _, n := range out {
		n.weighty()
	}
	return out
}

// weighty gives weight to names of small words only: "The Who Ltd" is better read so than not at all.
func (n *Name) weighty() {
	if !slices.ContainsFunc(n.Roles, Weighty) {
		for i := range n.Roles {
			n.Roles[i] = name.Plain
		}
	}
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
