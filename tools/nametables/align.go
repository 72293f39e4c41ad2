package main

import (
	"math"
	"runtime"
	"sync"

	"schild/name/usage"
)

// pair is one name in two scripts: the other script's symbols and the folded Latin letters.
type pair struct {
	other  []rune
	latin  string
	weight float64 // how many people bear it
}

// shape is the size of a unit. A letter of the other script stands for nothing up to five Latin letters; two of them for one or two
// (дж = j, кс = x).
type shape struct{ other, latin int }

// aligner holds the chance of each unit.
type aligner struct {
	shapes []shape
	chance map[usage.Unit]float64 // log
}

func newAligner(han bool) *aligner {
	a := &aligner{shapes: []shape{{1, 0}, {1, 1}, {1, 2}, {1, 3}, {1, 4}, {2, 1}, {2, 2}}, chance: map[usage.Unit]float64{}}
	if han {
		a.shapes = []shape{{1, 0}, {1, 1}, {1, 2}, {1, 3}, {1, 4}, {1, 5}, {1, 6}}
	}
	return a
}

const never = -1e9

// score gives the log chance of a unit; before the first round all units of a shape are alike.
func (a *aligner) score(u usage.Unit, s shape) float64 {
	penalty := 0.0
	if s.other > 1 {
		penalty = -3
	}
	if len(a.chance) == 0 {
		return penalty - 2*math.Abs(float64(s.latin-s.other)) - 4
	}
	if c, ok := a.chance[u]; ok {
		return c + penalty
	}
	return never
}

// lattice is the sums over all ways to cut one pair, forwards and backwards.
type lattice struct {
	forward, backward [][]float64
}

func grid(n, m int) [][]float64 {
	g := make([][]float64, n+1)
	for i := range g {
		g[i] = make([]float64, m+1)
		for j := range g[i] {
			g[i][j] = never
		}
	}
	return g
}

func addLog(a, b float64) float64 {
	if a < b {
		a, b = b, a
	}
	if b <= never/2 {
		return a
	}
	return a + math.Log1p(math.Exp(b-a))
}

// each calls f for every unit that may end at (i, j).
func (a *aligner) each(p *pair, i, j int, f func(u usage.Unit, s shape)) {
	for _, s := range a.shapes {
		if s.other <= i && s.latin <= j {
			f(usage.Unit{Other: string(p.other[i-s.other : i]), Latin: p.latin[j-s.latin : j]}, s)
		}
	}
}

func (a *aligner) sums(p *pair) lattice {
	n, m := len(p.other), len(p.latin)
	l := lattice{grid(n, m), grid(n, m)}
	l.forward[0][0], l.backward[n][m] = 0, 0
	for i := 0; i <= n; i++ {
		for j := 0; j <= m; j++ {
			a.each(p, i, j, func(u usage.Unit, s shape) {
				l.forward[i][j] = addLog(l.forward[i][j], l.forward[i-s.other][j-s.latin]+a.score(u, s))
			})
		}
	}
	for i := n; i >= 0; i-- {
		for j := m; j >= 0; j-- {
			if l.backward[i][j] <= never/2 {
				continue
			}
			a.each(p, i, j, func(u usage.Unit, s shape) {
				from := &l.backward[i-s.other][j-s.latin]
				*from = addLog(*from, l.backward[i][j]+a.score(u, s))
			})
		}
	}
	return l
}

// round is one step of expectation and maximisation over all pairs.
func (a *aligner) round(pairs []pair) {
	parts := runtime.GOMAXPROCS(0)
	counts := make([]map[usage.Unit]float64, parts)
	var wg sync.WaitGroup
	for k := range parts {
		counts[k] = map[usage.Unit]float64{}
		wg.Go(func() {
			for x := k; x < len(pairs); x += parts {
				a.expect(&pairs[x], counts[k])
			}
		})
	}
	wg.Wait()
	total, all := 0.0, counts[0]
	for _, c := range counts[1:] {
		for u, n := range c {
			all[u] += n
		}
	}
	for _, n := range all {
		total += n
	}
	a.chance = make(map[usage.Unit]float64, len(all))
	for u, n := range all {
		if n > 0.5 {
			a.chance[u] = math.Log(n / total)
		}
	}
}

func (a *aligner) expect(p *pair, counts map[usage.Unit]float64) {
	l := a.sums(p)
	all := l.forward[len(p.other)][len(p.latin)]
	if all <= never/2 {
		return
	}
	for i := 1; i <= len(p.other); i++ {
		for j := 0; j <= len(p.latin); j++ {
			a.each(p, i, j, func(u usage.Unit, s shape) {
				x := l.forward[i-s.other][j-s.latin] + a.score(u, s) + l.backward[i][j] - all
				if x > -12 {
					counts[u] += exact(math.Exp(x), 1<<20)
				}
			})
		}
	}
}

// best gives the likeliest cut of a pair and its log chance per letter; nil when there is none.
func (a *aligner) best(p *pair) ([]usage.Unit, float64) {
	n, m := len(p.other), len(p.latin)
	score, via := grid(n, m), make([][]shape, n+1)
	score[0][0] = 0
	for i := range via {
		via[i] = make([]shape, m+1)
		for j := 0; j <= m; j++ {
			a.each(p, i, j, func(u usage.Unit, s shape) {
				if x := score[i-s.other][j-s.latin] + a.score(u, s); x > score[i][j] {
					score[i][j], via[i][j] = x, s
				}
			})
		}
	}
	if score[n][m] <= never/2 {
		return nil, never
	}
	var units []usage.Unit
	for i, j := n, m; i > 0; {
		s := via[i][j]
		units = append(units, usage.Unit{Other: string(p.other[i-s.other : i]), Latin: p.latin[j-s.latin : j]})
		i, j = i-s.other, j-s.latin
	}
	for i, j := 0, len(units)-1; i < j; i, j = i+1, j-1 {
		units[i], units[j] = units[j], units[i]
	}
	return units, score[n][m] / float64(n+m)
}
