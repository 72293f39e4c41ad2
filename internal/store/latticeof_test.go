package store

import (
	"flag"
	"fmt"
	"testing"
	"time"

	"schild/label"
)

// entire asks for all of the lattice, more than ten million pairs: go test ./internal/store -run TestLattice -lattice
var entire = flag.Bool("lattice", false, "decide every label for every clearance of the lattice")

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

// latticeReaders gives 3,200 clearances: the same levels and sets, in the house or outside with each set of memberships.
func latticeReaders() []label.Clearance {
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

// differences counts the labels on which the rows shown and MayRead do not agree.
func differences(labels []label.Label, c label.Clearance, shown []string) (n int) {
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

// DecideLattice holds that a reader is shown the rows whose label MayRead gives, pair by pair. Without the flag every 53rd
// reader asks, so that each level, set and membership comes by.
func DecideLattice(t *testing.T, labels []label.Label, see func(label.Clearance) ([]string, error)) {
	t.Helper()
	step, readers := 53, latticeReaders()
	if *entire {
		step = 1
	}
	began, pairs, differ := time.Now(), 0, 0
	for i := 0; i < len(readers); i += step {
		shown, err := see(readers[i])
		if err != nil {
			t.Fatal(err)
		}
		differ += differences(labels, readers[i], shown)
		pairs += len(labels)
	}
	t.Logf("%d pairs, %d differences, %.1f s", pairs, differ, time.Since(began).Seconds())
	if differ > 0 {
		t.Errorf("%d of %d pairs differ", differ, pairs)
	}
}
