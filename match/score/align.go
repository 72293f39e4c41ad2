package score

import (
	"cmp"
	"slices"

	"schild/name"
)

// pair is words of one name that stand against words of the other: a[i:i+m] and b[j:j+n], m or n is 1.
type pair struct {
	i, m, j, n int
	link       Link
	weight     int32
	worth      int32
}

// Aligner compares names; it keeps its room between calls. The zero value is ready; it is for one goroutine.
type Aligner struct {
	pairs  []pair
	chosen []pair
	doneA  [maxWords]bool
	doneB  [maxWords]bool
	restA  []int
	restB  []int
}

// Linker tells how near word i of one name is to word j of the other.
type Linker func(i, j int) Link

// align sets words against each other, the best pairs first: each word once, in any order.
func (x *Aligner) align(a, b *Name, near Linker) {
	x.pairs, x.chosen = x.pairs[:0], x.chosen[:0]
	for i := range a.Words {
		x.doneA[i] = false
		for j := range b.Words {
			x.consider(a, b, pair{i: i, m: 1, j: j, n: 1}, near)
		}
	}
	for j := range b.Words {
		x.doneB[j] = false
	}
	x.joins(a, b)
	x.shifts(a, b)
	slices.SortFunc(x.pairs, before)
	for _, p := range x.pairs {
		if free(x.doneA[p.i:p.i+p.m]) && free(x.doneB[p.j:p.j+p.n]) {
			take(x.doneA[p.i : p.i+p.m])
			take(x.doneB[p.j : p.j+p.n])
			x.chosen = append(x.chosen, p)
		}
	}
	x.restA = rest(x.restA[:0], x.doneA[:len(a.Words)], a)
	x.restB = rest(x.restB[:0], x.doneB[:len(b.Words)], b)
	x.cut(a, b)
	slices.SortFunc(x.chosen, func(p, q pair) int { return cmp.Or(cmp.Compare(p.i, q.i), cmp.Compare(p.j, q.j)) })
}

// CutWords is how many weighty words a name has that may have been cut short.
const CutWords = 4

// cut pairs the last word of a long name with a word that begins with it, when both have no partner: forms have few boxes.
func (x *Aligner) cut(a, b *Name) {
	if j := beginsWith(b, x.restB, lastCut(a, x.restA)); j >= 0 {
		x.pairCut(a, b, len(a.Words)-1, j)
	} else if i := beginsWith(a, x.restA, lastCut(b, x.restB)); i >= 0 {
		x.pairCut(a, b, i, len(b.Words)-1)
	}
}

func (x *Aligner) pairCut(a, b *Name, i, j int) {
	x.chosen = append(x.chosen, pair{i: i, m: 1, j: j, n: 1, link: Link{How: Cut}, weight: min(Weight(a.Roles[i]), Weight(b.Roles[j]))})
	x.restA = slices.DeleteFunc(x.restA, func(k int) bool { return k == i })
	x.restB = slices.DeleteFunc(x.restB, func(k int) bool { return k == j })
}

// lastCut gives a name's last word when it may have been cut short, else "".
func lastCut(n *Name, rest []int) string {
	last, words := len(n.Words)-1, 0
	for _, r := range n.Roles {
		if Weighty(r) {
			words++
		}
	}
	if words < CutWords || !Weighty(n.Roles[last]) || !slices.Contains(rest, last) || len(n.Words[last].Text) < 2 {
		return ""
	}
	return n.Words[last].Text
}

// beginsWith gives the weightiest word without a partner that begins with s and goes on, -1 when there is none.
func beginsWith(n *Name, rest []int, s string) int {
	for _, i := range rest {
		if w := n.Words[i].Text; s != "" && Weighty(n.Roles[i]) && len(w) > len(s) && w[:len(s)] == s {
			return i
		}
	}
	return -1
}

// before orders pairs: the most worth first, then those whose places in the two names differ least. The last two keys
// make the order total; they matter only between words that are the same.
func before(p, q pair) int {
	return cmp.Or(cmp.Compare(q.worth, p.worth), cmp.Compare(abs(p.i-p.j), abs(q.i-q.j)), cmp.Compare(p.m+p.n, q.m+q.n), cmp.Compare(p.i+p.j, q.i+q.j), cmp.Compare(p.i, q.i))
}

func free(of []bool) bool { return !slices.Contains(of, true) }

func take(of []bool) {
	for i := range of {
		of[i] = true
	}
}

// rest gives the places without a partner, the weightiest first.
func rest(out []int, done []bool, n *Name) []int {
	for i, d := range done {
		if !d {
			out = append(out, i)
		}
	}
	slices.SortStableFunc(out, func(i, j int) int { return cmp.Compare(Weight(n.Roles[j]), Weight(n.Roles[i])) })
	return out
}

// consider takes two words as a possible pair.
func (x *Aligner) consider(a, b *Name, p pair, near Linker) {
	ra, rb := a.Roles[p.i], b.Roles[p.j]
	switch {
	case ra == name.Initial || rb == name.Initial:
		p.link = initial(a.Words[p.i], b.Words[p.j], ra, rb)
	case Weighty(ra) != Weighty(rb):
		return
	case !Weighty(ra):
		p.link = smallNear(a.Words[p.i].Text, b.Words[p.j].Text)
	default:
		p.link = near(p.i, p.j)
	}
	if p.link.How == None {
		return
	}
	p.weight = min(Weight(ra), Weight(rb))
	x.add(a, b, p)
}

func (x *Aligner) add(a, b *Name, p pair) {
	p.worth = p.weight*(2*costMost-p.link.Cost)/costMost + min(a.Rare(p.i), b.Rare(p.j))/(10*fine)
	x.pairs = append(x.pairs, p)
}

// smallNear compares words that weigh little: one typing error is all they have.
func smallNear(a, b string) Link {
	switch d, near := Steps(a, b); {
	case d == 0:
		return Link{How: Same}
	case near && d == 1 && min(len(a), len(b)) > 1:
		return Link{How: Typed, Cost: costSmall}
	}
	return Link{}
}

const costSmall = 500

// initial compares a letter with a word, or with another letter.
func initial(a, b *Word, ra, rb name.Role) Link {
	switch {
	case a.Text == "" || b.Text == "" || !a.Latin || !b.Latin || a.Text[0] != b.Text[0]:
		return Link{}
	case ra == rb:
		return Link{How: Same}
	case ra == name.Initial && Weighty(rb), rb == name.Initial && Weighty(ra):
		return Link{How: Initial, Cost: 0}
	}
	return Link{}
}

// joins finds words of one name that are neighbouring words of the other, joined.
func (x *Aligner) joins(a, b *Name) {
	for i := range a.Words {
		for n := 2; n <= 3 && Weighty(a.Roles[i]); n++ {
			for j := 0; j+n <= len(b.Words); j++ {
				x.joined(a, b, pair{i: i, m: 1, j: j, n: n})
			}
		}
	}
	for j := range b.Words {
		for m := 2; m <= 3 && Weighty(b.Roles[j]); m++ {
			for i := 0; i+m <= len(a.Words); i++ {
				x.joined(a, b, pair{i: i, m: m, j: j, n: 1})
			}
		}
	}
}

// shifts finds two neighbouring words whose space stands one letter off in the other name.
func (x *Aligner) shifts(a, b *Name) {
	for i := 0; i+1 < len(a.Words); i++ {
		for j := 0; j+1 < len(b.Words); j++ {
			p := pair{i: i, m: 2, j: j, n: 2, link: Link{How: Joined, Cost: costJoined}}
			if Shifted(a.Words[i].Text, a.Words[i+1].Text, b.Words[j].Text, b.Words[j+1].Text) &&
				(Weighty(a.Roles[i]) || Weighty(a.Roles[i+1])) && (Weighty(b.Roles[j]) || Weighty(b.Roles[j+1])) {
				p.weight = min(Weight(a.Roles[i])+Weight(a.Roles[i+1]), Weight(b.Roles[j])+Weight(b.Roles[j+1]))
				x.add(a, b, p)
			}
		}
	}
}

// Shifted tells whether two words are two others with the space between them one letter off.
func Shifted(a1, a2, b1, b2 string) bool {
	return abs(len(a1)-len(b1)) == 1 && len(a1)+len(a2) == len(b1)+len(b2) && min(len(a1), len(b1)) > 1 && a1+a2 == b1+b2
}

func (x *Aligner) joined(a, b *Name, p pair) {
	parts, roles, one, other := b.Words[p.j:p.j+p.n], b.Roles[p.j:p.j+p.n], a.Words[p.i], a.Roles[p.i]
	if p.m > 1 {
		parts, roles, one, other = a.Words[p.i:p.i+p.m], a.Roles[p.i:p.i+p.m], b.Words[p.j], b.Roles[p.j]
	}
	if p.link = NearJoined(one, parts); p.link.How == None || !slices.ContainsFunc(roles, Weighty) {
		return
	}
	for _, r := range roles {
		p.weight += Weight(r)
	}
	p.weight = min(p.weight, 2*Weight(other))
	x.add(a, b, p)
}
