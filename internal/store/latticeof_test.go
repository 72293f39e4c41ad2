package store

import (
	"flag"
	"fmt"

	"schild/label"
)

// Whole asks for all of the lattice, more than ten million pairs: go test ./internal/store -run TestLattice -lattice
var Whole = flag.Bool("lattice", false, "decide every label for every clearance of the lattice")

// subsets gives every set of the tokens.
func subsets(tokens ...string) []label.Set {
	var out []label.Set
	for bits := range 1 << len(tokens) {
		var in []string
		for i, token := range tokens {
			if bits>>i&1 == 1 {
				in = append(in, token)
			}
		}
		out = append(out, label.NewSet(in...))
	}
	return out
}

// LatticeLabels gives 3,200 labels: 5 levels, 16 sets of compartments, 8 of circles, 5 releasabilities.
func LatticeLabels() []label.Label {
	var out []label.Label
	for v := label.NotClassified; v <= label.TopSecret; v++ {
		for _, a := range subsets("A", "B", "C", "D") {
			for _, c := range subsets("desk:east", "desk:west", "dossier:1") {
				for _, r := range append(subsets("EU", "ORG"), label.All) {
					out = append(out, label.Label{Level: v, Compartments: a, Circles: c, Releasable: r})
				}
			}
		}
	}
	return out
}

// LatticeReaders gives 3,200 clearances: the same levels and sets, in the house or outside with each set of memberships.
func LatticeReaders() []label.Clearance {
	var out []label.Clearance
	for v := label.NotClassified; v <= label.TopSecret; v++ {
		for _, a := range subsets("A", "B", "C", "D") {
			for _, c := range subsets("desk:east", "desk:west", "dossier:1") {
				out = append(out, label.Clearance{Level: v, Compartments: a, Circles: c})
				for _, m := range subsets("EU", "ORG") {
					out = append(out, label.Clearance{Level: v, Compartments: a, Circles: c, Outside: true, Memberships: m})
				}
			}
		}
	}
	return out
}

// Differences counts the labels on which the rows shown and MayRead do not agree.
func Differences(labels []label.Label, c label.Clearance, shown []string) (n int) {
	seen := map[string]bool{}
	for _, id := range shown {
		seen[id] = true
	}
	for i, l := range labels {
		if seen[fmt.Sprintf("d%04d", i)] != c.MayRead(l) {
			n++
		}
	}
	return n
}
