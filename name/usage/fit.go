package usage

import "strings"

// Word is a word made ready to be compared with many Latin ones. It is never changed.
type Word struct {
	m       *model
	letters []rune
	ids     [][]int32 // the units that may begin at each letter
	known   []Spelling
	peak    float64
}

// Word makes a word ready. A word without letters fits nothing.
func (m *Model) Word(word string) *Word {
	w := &Word{m: m.grams, letters: Letters(m.of, word)}
	w.known = m.words[string(w.letters)]
	for i := range w.letters {
		ids := w.m.byOther[string(w.letters[i:i+1])]
		if i+1 < len(w.letters) {
			ids = append(ids[:len(ids):len(ids)], w.m.byOther[string(w.letters[i:i+2])]...)
		}
		w.ids = append(w.ids, ids)
	}
	w.peak = w.m.peak(w.letters)
	return w
}

// state is a way to be at a place: the last two units and the log chance so far.
type state struct {
	a, b   int32
	chance float32
}

// place is where both words may stand, so many letters and so many Latin letters read: the best ways to be there.
type place struct {
	n    int
	best [3]state
}

func (c *place) add(s state) {
	worst := 0
	for k := range c.n {
		q := &c.best[k]
		if q.a == s.a && q.b == s.b {
			q.chance = max(q.chance, s.chance)
			return
		}
		if q.chance < c.best[worst].chance {
			worst = k
		}
	}
	switch {
	case c.n < len(c.best):
		c.best[c.n] = s
		c.n++
	case s.chance > c.best[worst].chance:
		c.best[worst] = s
	}
}

const (
	never = -1e6
	// skipCost is what it costs to pass over a letter of either side, and fitLeast where a reading is given up.
	skipCost = -5
	fitLeast = -24
)

// fit gives the log chance of the best way to read the word as latin, less that of the spelling that suits it best: 0 is
// as good as can be, fitLeast or less no fit at all.
func (w *Word) fit(latin string) float64 {
	n, k := len(w.letters), len(latin)
	if n == 0 || k == 0 || k > 5*n+2 {
		return fitLeast
	}
	floor := float32(w.peak + fitLeast)
	places := make([]place, (n+1)*(k+1))
	places[0].add(state{})
	for i := 0; i <= n; i++ {
		for j := 0; j <= k; j++ {
			here := &places[i*(k+1)+j]
			for x := 0; x < here.n; x++ {
				s := here.best[x]
				w.step(places, i*(k+1)+j, s, i, latin, floor)
			}
		}
	}
	best := float32(floor)
	last := &places[len(places)-1]
	for _, s := range last.best[:last.n] {
		best = max(best, s.chance+w.m.three(w.m.row(s.a, s.b), s.b, 1))
	}
	return min(0, float64(best)-w.peak)
}

// step goes on from one way to be at a place, in every direction that may still end above the floor.
func (w *Word) step(places []place, at int, s state, i int, latin string, floor float32) {
	wide := len(latin) + 1
	j := at - i*wide
	if skipped := s.chance + skipCost; skipped > floor {
		if i < len(w.letters) {
			places[at+wide].add(state{s.a, s.b, skipped})
		}
		if j < len(latin) {
			places[at+1].add(state{s.a, s.b, skipped})
		}
	}
	if i == len(w.letters) {
		return
	}
	rest, single := latin[j:], len(string(w.letters[i]))
	r := w.m.row(s.a, s.b)
	for _, id := range w.ids[i] {
		u := &w.m.units[id]
		if !strings.HasPrefix(rest, u.Latin) {
			continue
		}
		chance := s.chance + w.m.three(r, s.b, id)
		if chance <= floor {
			continue
		}
		to := at + wide + len(u.Latin)
		if len(u.Other) > single {
			to += wide
		}
		places[to].add(state{s.b, id, chance})
	}
}
