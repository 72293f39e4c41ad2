package main

import (
	"cmp"
	"math"
	"slices"

	"schild/name/usage"
)

// grams counts runs of up to three units and turns them into chances with absolute discounting: the lower orders
// count in how many different places a unit stood (Kneser and Ney 1995).
type grams struct {
	units []usage.Unit
	id    map[usage.Unit]int
	three map[[3]int]float64
}

// The units 0 and 1 stand for the start and the end of a word.
func newGrams() *grams {
	return &grams{units: make([]usage.Unit, 2), id: map[usage.Unit]int{}, three: map[[3]int]float64{}}
}

func (g *grams) add(word []usage.Unit, weight float64) {
	weight = exact(weight, 64)
	a, b := 0, 0
	for _, u := range word {
		id, ok := g.id[u]
		if !ok {
			id = len(g.units)
			g.id[u] = id
			g.units = append(g.units, u)
		}
		g.three[[3]int{a, b, id}] += weight
		a, b = b, id
	}
	g.three[[3]int{a, b, 1}] += weight
}

const discount = 0.75

// exact rounds to a part of one, a power of two: sums of such numbers do not depend on their order, so that same pairs give same bytes.
func exact(x, part float64) float64 { return math.Round(x*part) / part }

// model works out the chances. Runs of three seen fewer than least times are left to the lower orders.
func (g *grams) model(least float64) *usage.Grams {
	two, one := map[[2]int]float64{}, map[int]float64{}
	for k := range g.three {
		two[[2]int{k[1], k[2]}]++
		if k[1] == 0 && k[0] == 0 {
			two[[2]int{0, k[2]}] += g.three[k] - 1 // at the start there is no other place to stand
		}
	}
	for k := range two {
		one[k[1]]++
	}
	m := &usage.Grams{Units: g.units, One: make([]float64, len(g.units))}
	total := 0.0
	for _, n := range one {
		total += n
	}
	for u, n := range one {
		m.One[u] = n / total
	}
	second := g.second(two, m)
	g.third(second, m, least)
	slices.SortFunc(m.Rows, func(a, b usage.Row) int { return cmp.Or(cmp.Compare(a.A, b.A), cmp.Compare(a.B, b.B)) })
	return m
}

// sums gives the total and the number of kinds after each context.
func sums[K comparable, C comparable](counts map[K]float64, context func(K) C) (map[C]float64, map[C]float64) {
	total, kinds := map[C]float64{}, map[C]float64{}
	for k, n := range counts {
		total[context(k)] += n
		kinds[context(k)]++
	}
	return total, kinds
}

func (g *grams) second(two map[[2]int]float64, m *usage.Grams) map[[2]int]float64 {
	total, kinds := sums(two, func(k [2]int) int { return k[0] })
	chance := map[[2]int]float64{}
	for k, n := range two {
		left := discount * kinds[k[0]] / total[k[0]]
		chance[k] = max(n-discount, 0)/total[k[0]] + left*m.One[k[1]]
	}
	m.Left = make([]float64, len(g.units))
	for a := range m.Left {
		m.Left[a] = 1
		if total[a] > 0 {
			m.Left[a] = discount * kinds[a] / total[a]
		}
	}
	return chance
}

func (g *grams) third(second map[[2]int]float64, m *usage.Grams, least float64) {
	total, _ := sums(g.three, func(k [3]int) [2]int { return [2]int{k[0], k[1]} })
	rows := map[[2]int]*usage.Row{}
	for k, p := range second {
		rows[k] = &usage.Row{A: k[0], B: k[1], Chance: p, Left: 1}
	}
	if rows[[2]int{0, 0}] == nil {
		rows[[2]int{0, 0}] = &usage.Row{Chance: 1e-9, Left: 1}
	}
	kept := map[[2]int]float64{}
	for k, n := range g.three {
		context := [2]int{k[0], k[1]}
		row := rows[context]
		if n < least || row == nil {
			continue
		}
		kept[context] += n - discount
		row.Next = append(row.Next, usage.Next{C: k[2], Chance: (n - discount) / total[context]}) // the share of the lower order comes on top below
	}
	for k, n := range kept {
		rows[k].Left = 1 - n/total[k]
	}
	for _, row := range rows {
		row.Left = max(row.Left, 1e-4)
		for i := range row.Next {
			row.Next[i].Chance += row.Left * second[[2]int{row.B, row.Next[i].C}]
		}
		slices.SortFunc(row.Next, func(a, b usage.Next) int { return cmp.Compare(a.C, b.C) })
		m.Rows = append(m.Rows, *row)
	}
}

// prune drops rows that say nothing: their chance follows from the lower order and nothing comes after them.
func prune(m *usage.Grams) {
	m.Rows = slices.DeleteFunc(m.Rows, func(r usage.Row) bool {
		guess := m.Left[r.A] * m.One[r.B]
		return len(r.Next) == 0 && math.Abs(math.Log(r.Chance/guess)) < 0.3
	})
}
