package score

import (
	"strings"

	"schild/name"
)

// Explain gives the items of two names, in the order of the first: how it began, the words that agree, those without a
// partner, the order. They add up to Sum.
func (x *Aligner) Explain(a, b *Name, near Linker) []Item {
	w := weightsOf(a.Kind)
	x.align(a, b, near)
	out := []Item{{Kind: "prior", Weight: w.bias * fine}}
	gains := int32(0)
	for _, p := range x.chosen {
		plain, cost := w.gain(min(a.Rare(p.i), b.Rare(p.j)), p.link, p.weight)
		gains += plain
		out = append(out, Item{Kind: "word", How: p.link.How.String(), A: texts(a, p.i, p.m), B: texts(b, p.j, p.n),
			Role: role2(a.Roles[p.i], b.Roles[p.j]), Weight: plain - cost})
	}
	if soft := w.soften(gains); soft != 0 {
		out = append(out, Item{Kind: "bound", Weight: -soft})
	}
	out = append(out, x.lacks(w, a, b)...)
	if order := x.order(a, b); w.order(order, a, b) != 0 {
		out = append(out, Item{Kind: "order", How: [...]string{"same", "turned", "mixed", "father"}[order], Weight: -w.order(order, a, b)})
	}
	if alone := x.alone(w, a, b); alone != 0 {
		out = append(out, Item{Kind: "alone", Weight: -alone})
	}
	return out
}

// role2 is the role to name when two agree: the one that says more.
func role2(a, b name.Role) string {
	if a == name.Plain {
		a = b
	}
	return a.String()
}

// lacks gives the items of words without a partner.
func (x *Aligner) lacks(w weights, a, b *Name) []Item {
	conflict, surplus := w.against(unpaired(x.restA, a), unpaired(x.restB, b))
	if conflict > 0 {
		conflict -= w.likeness(x.resemblance(a, b))
	}
	left, right := listed(a, x.restA), listed(b, x.restB)
	var out []Item
	if conflict != 0 {
		out = append(out, Item{Kind: "lack", How: "both", A: left, B: right, Weight: -conflict})
		left, right = "", ""
	}
	if surplus != 0 {
		out = append(out, Item{Kind: "lack", How: "one", A: left, B: right, Weight: -surplus})
	}
	return out
}

func listed(n *Name, rest []int) string {
	var out []string
	for i := range n.Words {
		for _, r := range rest {
			if r == i {
				out = append(out, n.Words[i].Text)
			}
		}
	}
	return strings.Join(out, " ")
}

// texts gives the words of a span.
func texts(n *Name, i, m int) string {
	var out []string
	for _, w := range n.Words[i : i+m] {
		out = append(out, w.Text)
	}
	return strings.Join(out, " ")
}
