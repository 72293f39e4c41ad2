package score

import (
	"schild/name"
)

// weights are the few numbers of the model, in thousandths of a log-odds unit. They were fitted to labelled pairs of
// names by logistic regression (fit_test.go holds the fitting). What is computed from them is in parts of a thousandth,
// so that names of another rarity seldom weigh the same.
type weights struct {
	bias     int32 // two names put beside each other, before anything is looked at
	word     int32 // a word that agrees, whoever is called so
	rare     int32 // more when nobody else is called so
	cap      int32 // what agreeing words add up to before each further one counts for little
	cost     int32 // a letter in four that does not agree
	conflict int32 // a word on each side without a partner
	alike    int32 // of the conflict this part is taken back as the two words resemble each other without being near
	surplus  int32 // a word on one side without a partner
	lone     int32 // one word agrees and nothing else, though there is more
	turned   int32 // the words stand in another order
	mixed    int32 // and not by putting the first part last
}

func personWeights() weights {
	return weights{bias: -300, word: 1850, rare: 1800, cap: 3100, cost: 3300, conflict: 5400, alike: 600, surplus: 750, lone: 1700, turned: 800, mixed: 3000}
}

func organisationWeights() weights {
	return weights{bias: -475, word: 1250, rare: 2350, cap: 3300, cost: 3600, conflict: 4200, alike: 300, surplus: 600, lone: 800, turned: 200, mixed: 800}
}

func weightsOf(k name.Kind) weights {
	if k == name.Organisation {
		return organisationWeights()
	}
	return personWeights()
}

// beyond divides what agreeing words say once the cap is reached.
const beyond = 8

// gain is what a pair of words says for one bearer: without what separates them, and with it.
func (w weights) gain(rare int32, p Link, weight int32) (plain, cost int32) {
	word := int64(w.word) * fine
	plain = part(word+int64(w.rare)*int64(rare)/full, weight)
	cost = part(int64(w.cost)*fine*int64(p.Cost)/costMost, weight)
	switch p.How {
	case Initial:
		plain = part(word, weight)
	case Cut:
		plain = part(word/2, weight)
	}
	return plain, cost
}

// part takes so many thousandths of something.
func part(of int64, thousandths int32) int32 { return int32(of * int64(thousandths) / full) }

// soften is the part of the gains that is taken back because they exceed the cap.
func (w weights) soften(gains int32) int32 {
	over := gains - w.cap*fine
	if over <= 0 {
		return 0
	}
	return over - over/beyond
}

// against gives what the words without a partner say: p on the fuller side, q on the other, in weight.
func (w weights) against(p, q int32) (conflict, surplus int32) {
	both := min(p, q)
	return part(int64(w.conflict)*fine, both), part(int64(w.surplus)*fine, max(p, q)-both)
}

// father is what more is taken away when father and child are in each other's place.
const father = 2500

// likeness is what is taken back of a conflict between words that resemble each other so far.
func (w weights) likeness(resemblance int32) int32 {
	return part(int64(w.conflict)*fine*int64(w.alike)/full, resemblance)
}

// The ways in which partners lie: in the same order; with the first part put last; otherwise; with father and child in
// each other's place.
const (
	inOrder = iota
	turned
	mixed
	fathered
)

// order says how the partners lie.
func (x *Aligner) order(a, b *Name) int {
	if x.swapped(a, b) {
		return fathered
	}
	drops, last, first := 0, -1, -1
	for _, p := range x.chosen {
		if !Weighty(a.Roles[p.i]) || !Weighty(b.Roles[p.j]) {
			continue
		}
		if first < 0 {
			first = p.j
		}
		if p.j < last {
			drops++
		}
		last = p.j
	}
	switch {
	case drops == 0:
		return inOrder
	case drops == 1 && last < first:
		return turned
	}
	return mixed
}

// swapped tells whether what stands before "son of" in one name stands after it in the other, and the reverse: X bin Y and Y bin
// X are father and son.
func (x *Aligner) swapped(a, b *Name) bool {
	sa, sb := sonOf(a), sonOf(b)
	if sa < 0 || sb < 0 {
		return false
	}
	down, up := false, false
	for _, p := range x.chosen {
		if Weighty(a.Roles[p.i]) && Weighty(b.Roles[p.j]) {
			down = down || p.i < sa && p.j > sb
			up = up || p.i > sa && p.j < sb
		}
	}
	return down && up
}

// sonOf gives the place of the only word for "son of" in a name, -1 when there is none or more.
func sonOf(n *Name) int {
	at := -1
	for i, w := range n.Words {
		switch w.Text {
		case "bin", "ben", "ibn", "bint", "binti", "ould":
			if at >= 0 {
				return -1
			}
			at = i
		}
	}
	return at
}

func (w weights) order(kind int, a, b *Name) int32 {
	switch {
	case kind == fathered:
		return (w.mixed + father) * fine
	case kind == mixed:
		return w.mixed * fine
	case kind == turned && !a.Turned && !b.Turned:
		return w.turned * fine
	}
	return 0
}

// resemblance is how far the two words without a partner that are most like each other are so: of two that begin and sound
// alike fewer are different people's than of two that have nothing in common.
func (x *Aligner) resemblance(a, b *Name) int32 {
	best := int32(0)
	for _, i := range x.restA {
		for _, j := range x.restB {
			if Weighty(a.Roles[i]) && Weighty(b.Roles[j]) {
				best = max(best, resemble(a.Words[i], b.Words[j])*min(Weight(a.Roles[i]), Weight(b.Roles[j]))/full)
			}
		}
	}
	return best
}

// resemble is 0 for words that begin otherwise or differ in half their letters or more, and grows to 1000.
func resemble(a, b *Word) int32 {
	if !a.Latin || !b.Latin || abs(len(a.Text)-len(b.Text)) > 3 || other(rune(a.Text[0]), rune(b.Text[0])) > alike {
		return 0
	}
	var la, lb letters
	return full - min(full, relative(la.read(a.Text), lb.read(b.Text)))
}

func unpaired(rest []int, n *Name) int32 {
	sum := int32(0)
	for _, i := range rest {
		sum += Weight(n.Roles[i])
	}
	return sum
}

// alone gives what is taken away when a single weighty word agrees while a side has more of them, or none does.
func (x *Aligner) alone(w weights, a, b *Name) int32 {
	agree := 0
	for _, p := range x.chosen {
		if p.weight >= weighty && p.link.How != Cut {
			agree += min(p.m, p.n)
		}
	}
	switch {
	case agree == 0:
		return nothing
	case agree == 1 && unpaired(x.restA, a)+unpaired(x.restB, b) >= weighty:
		return w.lone * fine
	}
	return 0
}

// nothing is taken away from names of which no weighty word agrees: whatever else is known, they are no hit by name.
const nothing = 20 * full * fine

// Sum gives the log-odds of two names, in thousandths, without saying why. Explain's items add up to it.
func (x *Aligner) Sum(a, b *Name, near Linker) int32 {
	w := weightsOf(a.Kind)
	x.align(a, b, near)
	gains, sum := int32(0), w.bias*fine
	for _, p := range x.chosen {
		plain, cost := w.gain(min(a.Rare(p.i), b.Rare(p.j)), p.link, p.weight)
		gains += plain
		sum -= cost
	}
	conflict, surplus := w.against(unpaired(x.restA, a), unpaired(x.restB, b))
	if conflict > 0 {
		conflict -= w.likeness(x.resemblance(a, b))
	}
	sum += gains - w.soften(gains) - conflict - surplus - w.order(x.order(a, b), a, b)
	return sum - x.alone(w, a, b)
}
