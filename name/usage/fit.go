package usage

import "strings"

// Word is a word made ready to be compared with many Latin ones. It is never changed.
type Word struct {
	m       *model
	letters []rune
	ids     [][2]*firsts // the units of each letter, and of it and the next; nil when there are none
	known   []Spelling
	peak    float64
}

// Word makes a word ready. A word without letters fits nothing.
func (m *Model) Word(word string) *Word {
	w := &Word{m: m.grams, letters: Letters(m.of, word)}
	w.known = m.words[string(w.letters)]
	for i := range w.letters {
		ids := [2]*firsts{w.m.byFirst[string(w.letters[i:i+1])]}
		if i+1 < len(w.letters) {
			ids[1] = w.m.byFirst[string(w.letters[i:i+2])]
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

// reading is the work of reading one word as one Latin word.
type reading struct {
	*Word
	latin  string
	places []place // for each letter read, each Latin letter read
	floor  float32 // below it a way is given up
}

// fit gives the log chance of the best way to read the word as latin, less that of the spelling that suits it best: 0 is
// as good as can be, fitLeast or less no fit at all.
func (w *Word) fit(latin string) float64 {
	n, k := len(w.letters), len(latin)
	if n == 0 || k == 0 || k > 5*n+2 {
		return fitLeast
	}
	r := reading{w, latin, make([]place, (n+1)*(k+1)), float32(w.peak + fitLeast)}
	r.places[0].add(state{})
	for at := range r.places {
		here := &r.places[at]
		for x := 0; x < here.n; x++ {
			r.step(at, here.best[x])
		}
	}
	best := r.floor
	last := &r.places[len(r.places)-1]
	for _, s := range last.best[:last.n] {
		best = max(best, s.chance+w.m.three(w.m.row(s.a, s.b), s.b, 1))
	}
	return min(0, float64(best)-w.peak)
}

// step goes on from one way to be at a place, in every direction that may still end above the floor.
func (r *reading) step(at int, s state) {
	wide := len(r.latin) + 1
	i, j := at/wide, at%wide
	if skipped := s.chance + skipCost; skipped > r.floor {
		if i < len(r.letters) {
			r.places[at+wide].add(state{s.a, s.b, skipped})
		}
		if j < len(r.latin) {
			r.places[at+1].add(state{s.a, s.b, skipped})
		}
	}
	if i == len(r.letters) {
		return
	}
	for size, list := range r.ids[i] {
		if list == nil {
			continue
		}
		to := at + (size+1)*wide
		r.take(to, s, list[0])
		if j < len(r.latin) {
			r.take(to, s, list[firstOf(r.latin[j:])])
		}
	}
}

// take reads each of some units; to is the place after their letters, with no Latin letter read.
func (r *reading) take(to int, s state, ids []int32) {
	rest := r.latin[to%(len(r.latin)+1):]
	after := r.m.row(s.a, s.b)
	for _, id := range ids {
		u := &r.m.units[id]
		if !strings.HasPrefix(rest, u.Latin) {
			continue
		}
		if chance := s.chance + r.m.three(after, s.b, id); chance > r.floor {
			r.places[to+len(u.Latin)].add(state{s.b, id, chance})
		}
	}
}
