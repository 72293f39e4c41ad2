package name

import (
	"strings"
	"unicode/utf8"

	"schild/name/lexicon"
	"schild/name/roman"
	"schild/name/script"
)

// personal gives the parts of a person's name their roles: first what a word shows by itself, then the family name, then
// the rest.
func (n *Name) personal(s string) {
	if n.unspaced(s) {
		n.cut(s)
		return
	}
	n.marked()
	n.suffixes(s)
	n.fathers()
	core := n.core()
	switch comma := n.comma(s); {
	case comma > 0:
		n.Inverted = true
		n.assign(core, func(i int) bool { return n.Parts[i].Start < comma })
	case len(core) == 0, n.loud(core):
	case len(core) == 1:
		n.single(core[0])
	default:
		n.byPlace(core)
	}
}

// unspaced tells a name in a script that writes the family name first: in one piece, or in two of which the first is short and that no
// dot parts, as it does the names of foreigners.
func (n *Name) unspaced(s string) bool {
	if n.Script != script.Han && n.Script != script.Hangul && n.Script != script.Kana {
		return false
	}
	return len(n.Parts) == 1 || len(n.Parts) == 2 && utf8.RuneCountInString(n.Parts[0].Folded) <= 2 && !strings.ContainsAny(s, "·・•‧")
}

// cut parts the family name, which stands first, from the given name.
func (n *Name) cut(s string) {
	if len(n.Parts) == 2 {
		n.Parts[0].Role, n.Parts[1].Role = Family, Given
		if n.Script != script.Kana && utf8.RuneCountInString(n.Parts[0].Folded) == 2 && utf8.RuneCountInString(n.Parts[1].Folded) == 1 {
			n.Parts[0].Role, n.Parts[1].Role = Given, Family // turned round, as forms of other countries ask
		}
		return
	}
	p := n.Parts[0]
	family, given := roman.Cut(p.Folded)
	if given == "" || !strings.HasPrefix(s[p.Start:p.End], family) || s[p.Start+len(family):p.End] != given {
		return
	}
	at := p.Start + len(family)
	n.Parts = []Part{
		{Text: s[p.Start:at], Folded: family, Role: Family, Start: p.Start, End: at},
		{Text: s[at:p.End], Folded: given, Role: Given, Start: at, End: p.End},
	}
}

// marked finds titles at the front, initials, numbers and particles.
func (n *Name) marked() {
	front := true
	for i := range n.Parts {
		p := &n.Parts[i]
		w := lexicon.Of(p.Folded)
		left := len(n.Parts) - i
		switch {
		case isNumber(p.Folded):
			p.Role = Number
		case front && w&lexicon.Title != 0 && left > 1:
			p.Role = Honorific
			continue
		case w&lexicon.Particle != 0 && left > 1:
			p.Role = Particle
		case isInitial(p.Folded) && len(n.Parts) > 1:
			p.Role = Initial
		}
		front = false
	}
}

// suffixes finds what follows a name: at its end, or at the end of the family name before a comma. Of a suffix written in
// letters (M.D.) nothing else shows that it is one.
func (n *Name) suffixes(s string) {
	ends := []int{len(n.Parts)}
	for i, p := range n.Parts[1:] {
		if strings.ContainsAny(s[n.Parts[i].End:p.Start], ",،") {
			ends = append(ends, i+1)
		}
	}
	for _, end := range ends {
		for i := end - 1; i > 0 && lexicon.Of(n.Parts[i].Folded)&lexicon.Suffix != 0 && n.Parts[i].Role != Initial; i-- {
			n.Parts[i].Role = Suffix
		}
	}
	if last := len(n.Parts) - 1; last > 1 && n.Parts[last].Role == Initial && n.Parts[last-1].Role == Initial {
		if lexicon.Of(n.Parts[last-1].Folded+n.Parts[last].Folded)&lexicon.Suffix != 0 {
			n.Parts[last-1].Role, n.Parts[last].Role = Suffix, Suffix
		}
	}
}

// fathers finds patronymics: by a word before ("bin"), a word behind ("oglu") or an ending.
func (n *Name) fathers() {
	words := len(n.core())
	for i := range n.Parts {
		p := &n.Parts[i]
		w := lexicon.Of(p.Folded)
		next := i+1 < len(n.Parts)
		switch {
		case p.Role != Plain:
		case w&lexicon.Father != 0 && i > 0 && next && n.Parts[i-1].Role != Honorific:
			p.Role = Particle
			if n.Parts[i+1].Role == Plain {
				n.Parts[i+1].Role = Patronymic
			}
		case w&lexicon.After != 0 && i > 0 && n.Parts[i-1].Role == Plain:
			p.Role = Particle
			n.Parts[i-1].Role = Patronymic
		case words >= 3 && i > 0 && lexicon.FatherEnding(p.Folded):
			p.Role = Patronymic
		}
	}
}

// core gives the parts whose role is open.
func (n *Name) core() []int {
	var out []int
	for i, p := range n.Parts {
		if p.Role == Plain {
			out = append(out, i)
		}
	}
	return out
}

// comma gives where a comma parts the family name from the given names; 0 when there is none with names on both sides. What
// follows it must not be a suffix alone ("King, Jr").
func (n *Name) comma(s string) int {
	at := strings.IndexAny(s, ",،，、")
	if at <= 0 {
		return 0
	}
	before, after := false, false
	for _, p := range n.Parts {
		open := p.Role == Plain || p.Role == Initial || p.Role == Patronymic
		before = before || open && p.End <= at
		after = after || open && p.Start > at
	}
	if !before || !after {
		return 0
	}
	return at
}

// assign gives the open parts one of two roles.
func (n *Name) assign(core []int, family func(i int) bool) {
	for _, i := range core {
		n.Parts[i].Role = Given
		if family(i) {
			n.Parts[i].Role = Family
		}
	}
}

// loud takes words in capitals beside words that are not for the family name: "DUPONT Jean", "Jean DUPONT".
func (n *Name) loud(core []int) bool {
	capitals := func(i int) bool {
		t := n.Parts[i].Text
		return utf8.RuneCountInString(t) > 1 && strings.ToUpper(t) == t && strings.ToLower(t) != t
	}
	count := 0
	for _, i := range core {
		if capitals(i) {
			count++
		}
	}
	if count == 0 || count == len(core) {
		return false
	}
	n.assign(core, capitals)
	return true
}

// single gives the role of a name's only open word: family beside an initial, a title or a patronymic; else as it is known.
func (n *Name) single(i int) {
	given, family := lexicon.Share(n.Parts[i].Folded)
	switch {
	case len(n.Parts) > 1 && (given < 3*family || n.Parts[0].Role == Initial):
		n.Parts[i].Role = Family
	case given > family:
		n.Parts[i].Role = Given
	case family > given:
		n.Parts[i].Role = Family
	}
}

// Known shares outweigh the place only when they are this many times those of the usual order.
const turned = 30

// byPlace takes the first open word for a given name and the last for the family name, unless known names or a
// patronymic at the end say the reverse. Words between go to the side they are commoner on; all behind a particle is family.
func (n *Name) byPlace(core []int) {
	first, last := core[0], core[len(core)-1]
	if n.familyFirst(first, last) {
		n.assign(core, func(i int) bool { return i == first })
		return
	}
	n.assign(core, func(i int) bool {
		if i == first || i == last {
			return i == last
		}
		given, family := lexicon.Share(n.Parts[i].Folded)
		return family > given && lexicon.Known(n.Parts[i].Folded) || n.afterParticle(i)
	})
}

func (n *Name) familyFirst(first, last int) bool {
	if n.Parts[len(n.Parts)-1].Role == Patronymic && len(n.Parts) >= 3 && lexicon.FatherEnding(n.Parts[len(n.Parts)-1].Folded) {
		return true
	}
	if n.eastern() {
		return true
	}
	if lexicon.Of(n.Parts[last].Folded)&lexicon.East != 0 && lexicon.Of(n.Parts[first].Folded)&lexicon.East == 0 {
		return false // Xiaoming Wang: turned round for foreigners
	}
	if n.Parts[0].Role == Particle || n.afterParticle(last) {
		return n.Parts[0].Role == Particle && !n.afterParticle(last)
	}
	a, b := lexicon.Share(n.Parts[first].Folded)
	c, d := lexicon.Share(n.Parts[last].Folded)
	return b*c > turned*a*d && b > a && c > d
}

// afterParticle tells whether a particle other than "y" and "and" stands before part i.
func (n *Name) afterParticle(i int) bool {
	return i > 0 && n.Parts[i-1].Role == Particle
}

// eastern tells a Korean, Chinese or Vietnamese name in Latin letters: a family name of there, then one or two words that are nobody's
// family name.
func (n *Name) eastern() bool {
	if len(n.Parts) > 3 || lexicon.Of(n.Parts[0].Folded)&lexicon.East == 0 {
		return false
	}
	last := n.Parts[len(n.Parts)-1]
	given, family := lexicon.Share(last.Folded)
	if len(n.Parts) == 3 && n.Parts[1].End+1 == last.Start && len(n.Parts[1].Folded) <= 6 && len(last.Folded) <= 6 && family < 1e-3 {
		return n.Parts[0].End+1 == n.Parts[1].Start
	}
	return lexicon.Of(last.Folded)&lexicon.East == 0 && family < 1e-5 && given < 1e-4
}
