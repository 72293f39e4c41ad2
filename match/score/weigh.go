package score

import (
	"schild/name"
)

// weights are the few numbers of the model, in thousandths of a log-odds unit. They were fitted to labelled pairs of
// names by logistic regression (fit_test.go holds the fitting).
type weights struct {
	bias     int32 // two names put beside each other, before anything is looked at
	word     int32 // a word that agrees, whoever is called so
	rare     int32 // more when nobody else is called so
	cap      int32 // what agreeing words add up to before each further one counts for little
	cost     int32 // a letter in four that does not agree
	conflict int32 // a word on each side without a partner
	surplus  int32 // a word on one side without a partner
	lone     int32 // one word agrees and nothing else, though there is more
	turned   int32 // the words stand in another order
	mixed    int32 // and not by putting the first part last
}

func personWeights() weights {
	return weights{bias: -1000, word: 1000, rare: 1500, cap: 4000, cost: 4500, conflict: 4500, surplus: 500, lone: 2000, turned: 200, mixed: 800}
}

func organisationWeights() weights { return personWeights() }

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
	plain = (w.word + w.rare*rare/full) * weight / full
	cost = w.cost * p.Cost / costMost * weight / full
	if p.How == Initial {
		plain = w.word * weight / full
	}
	return plain, cost
}

// soften is the part of the gains that is taken back because they exceed the cap.
func (w weights) soften(gains int32) int32 {
	if gains <= w.cap {
		return 0
	}
	return (gains - w.cap) - (gains-w.cap)/beyond
}

// against gives what the words without a partner say: p on the fuller side, q on the other, in weight.
func (w weights) against(p, q int32) (conflict, surplus int32) {
	both := min(p, q)
	return w.conflict * both / full, w.surplus * (max(p, q) - both) / full
}

// order says how the partners lie: 0 in the same order, 1 with the first part put last, 2 otherwise.
func (x *Aligner) order(a, b *Name) int {
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
		return 0
	case drops == 1 && last < first:
		return 1
	}
	return 2
}

func (w weights) order(kind int, a, b *Name) int32 {
	switch {
	case kind == 2:
		return w.mixed
	case kind == 1 && !a.Turned && !b.Turned:
		return w.turned
	}
	return 0
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
		if p.weight >= weighty {
			agree += max(p.m, p.n)
		}
	}
	switch {
	case agree == 0:
		return nothing
	case agree == 1 && unpaired(x.restA, a)+unpaired(x.restB, b) >= weighty:
		return w.lone
	}
	return 0
}

// nothing is taken away from names of which no weighty word agrees: whatever else is known, they are no hit by name.
const nothing = 20 * full

// Sum gives the log-odds of two names, in thousandths, without saying why. Explain's items add up to it.
func (x *Aligner) Sum(a, b *Name, near Linker) int32 {
	w := weightsOf(a.Kind)
	x.align(a, b, near)
	gains, sum := int32(0), w.bias
	for _, p := range x.chosen {
		plain, cost := w.gain(min(a.Rare(p.i), b.Rare(p.j)), p.link, p.weight)
		gains += plain
		sum -= cost
	}
	conflict, surplus := w.against(unpaired(x.restA, a), unpaired(x.restB, b))
	sum += gains - w.soften(gains) - conflict - surplus - w.order(x.order(a, b), a, b)
	return sum - x.alone(w, a, b)
}
