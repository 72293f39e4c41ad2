package index

import (
	"cmp"
	"math"
	"slices"

	"schild/match/score"
	"schild/name"
)

// Options say what a search gives.
type Options struct {
	Floor int32                 // the least sum of a hit (score.Odds gives it for a probability); never below score.Least
	Top   int                   // the most hits; 0 = all
	See   func(key string) bool // nil = every entry may be seen
}

// Hit is an entry that resembles the subject.
type Hit struct {
	Key     string
	Sum     int32
	Subject string // the subject's name that fits best
	Name    string // and the entry's
	Kind    name.Kind
}

// Search gives the entries that reach the floor, best first. Names of a person and of an organisation do not meet.
func (x *Index) Search(s score.Subject, o Options) []Hit {
	q := x.pool.Get().(*search)
	defer x.pool.Put(q)
	x.mu.RLock()
	defer x.mu.RUnlock()
	q.begin(x, s, o)
	for _, n := range score.Readings(s) {
		q.ready(&n)
		q.name(&n)
	}
	return q.hits()
}

// search is the room one search needs; it is used again.
type search struct {
	x     *Index
	o     Options
	facts score.Facts
	n     *score.Name
	words []*knownWord // of n
	sums  sums         // of n
	nears [][]found    // of n, by word

	common int           // the word for which not all names are walked, -1 = none
	walk   [classes]bool // the classes walked for it

	near    nearby
	tallies []tally // by name
	touched []uint32
	round   uint32
	aligner score.Aligner
	other   score.Name
	rows    [][]score.Link // of the words of other
	best    map[uint32]Hit
	links   score.Linker
}

// tally is what is known of a listed name while the words are walked.
type tally struct {
	round  uint32
	gain   int32
	cost   int32
	last   int32 // the gain taken for the word walked last
	least  int32 // the cost taken for the common word
	cover  uint16
	words  uint8
	word   int8 // walked last
	joined bool
}

func (q *search) begin(x *Index, s score.Subject, o Options) {
	q.x, q.o, q.facts = x, o, s.Facts.Read()
	q.o.Floor = max(o.Floor, score.Least)
	if q.best == nil {
		q.best = map[uint32]Hit{}
		q.links = func(i, j int) score.Link { return q.link(i, j) }
	}
	clear(q.best)
	if grow := x.names.len() - len(q.tallies); grow > 0 {
		q.tallies = append(q.tallies, make([]tally, grow)...)
	}
}

// ready gives a name its words.
func (q *search) ready(n *score.Name) {
	q.words, n.Words = q.words[:0], n.Words[:0]
	for _, text := range n.Texts {
		w := q.x.known.word(text)
		q.words, n.Words = append(q.words, w), append(n.Words, &w.word)
	}
}

func (q *search) link(i, j int) score.Link {
	if q.rows[j] == nil {
		return score.Link{}
	}
	return q.rows[j][i]
}

// name walks one of the subject's names: counts, then compares what may reach the floor.
func (q *search) name(n *score.Name) {
	q.n = n
	q.touched = q.touched[:0]
	if q.round++; q.round == math.MaxUint32 {
		clear(q.tallies)
		q.round = 1
	}
	q.near.begin(q.x, n, q.words)
	q.sums = q.weights()
	q.find()
	q.skip()
	for i := range n.Words {
		if score.Weighty(n.Roles[i]) {
			q.count(i)
		}
	}
	q.joins()
	for _, at := range q.touched {
		line := q.x.lines.at(at)
		if line.kind == n.Kind && q.may(at, line) {
			q.compare(at, q.x.names.at(at))
		}
	}
}

// sums are what the words of a subject's name weigh: those that carry it, what its small words can say, how many letters
// stand for words.
type sums struct{ total, small, letters int32 }

func (q *search) weights() (s sums) {
	for _, r := range q.n.Roles {
		w := score.Weight(r)
		if score.Weighty(r) {
			s.total += w
		} else {
			s.small += score.PotentialSmall(q.n.Kind, w)
		}
		if r == name.Initial {
			s.letters++
		}
	}
	return s
}

// find looks for the terms near every word that carries the name.
func (q *search) find() {
	q.nears = q.nears[:0]
	for i := range q.n.Words {
		var near []found
		if score.Weighty(q.n.Roles[i]) {
			near = q.near.find(i)
		}
		q.nears = append(q.nears, near)
	}
}

// skip chooses the word that the most names have, and the classes of names that need not be walked for it: those for whom
// it would be too little alone. Names that another word found are asked about it afterwards.
func (q *search) skip() {
	q.common, q.walk = -1, [classes]bool{true, true, true}
	if q.sums.letters > 0 || q.sums.total < plainLeast || q.sums.total >= leastCut {
		return
	}
	most := 0
	for i, near := range q.nears {
		size := 0
		for _, f := range near {
			size += q.x.terms.at(f.term).size()
		}
		if size > most {
			most, q.common = size, i
		}
	}
	if q.common < 0 {
		return
	}
	alone := q.alone(q.common)
	q.walk[plain] = alone >= q.o.Floor
	q.walk[born] = alone+score.FactCeiling(&q.facts) >= q.o.Floor
}

// alone bounds what a name of two or three words can reach that has nothing but word i.
func (q *search) alone(i int) int32 {
	weight, best := score.Weight(q.n.Roles[i]), int32(0)
	least := int32(math.MaxInt32)
	for _, f := range q.nears[i] {
		gain, cost := score.Potential(q.n.Kind, min(q.n.Rare(i), q.x.terms.at(f.term).word.Rarity), f.link, weight)
		best, least = max(best, gain), min(least, cost)
	}
	m := score.Most{Gain: best + q.sums.small, Cost: least, RestA: q.sums.total - weight, RestB: plainLeast - fullWeight, Alone: true}
	return m.Sum(q.n.Kind)
}

// count walks the names that have a term near word i.
func (q *search) count(i int) {
	weight := score.Weight(q.n.Roles[i])
	for _, f := range q.nears[i] {
		t := q.x.terms.at(f.term)
		if t.size() == 0 {
			continue
		}
		rare := min(q.n.Rare(i), t.word.Rarity)
		gain, cost := score.Potential(q.n.Kind, rare, f.link, weight)
		for class, names := range t.names {
			if i == q.common && !q.walk[class] {
				continue
			}
			for _, at := range names {
				q.tally(at, i, gain, cost)
			}
		}
	}
}

// late asks a name that was found otherwise about the common word.
func (q *search) late(at uint32) {
	i := q.common
	weight := score.Weight(q.n.Roles[i])
	for _, p := range q.x.names.at(at).parts {
		row := q.near.row(p.term())
		if row == nil || row[i].How == score.None {
			continue
		}
		rare := min(q.n.Rare(i), q.x.terms.at(p.term()).word.Rarity)
		gain, cost := score.Potential(q.n.Kind, rare, row[i], weight)
		if t := &q.tallies[at]; t.word == int8(i) {
			t.cost += min(0, cost-t.least)
			t.least = min(t.least, cost)
		} else {
			t.least = cost
		}
		q.tally(at, i, gain, cost)
	}
}

// tally notes that a name has a term near word i. Terms come nearest first, so the first cost is the least.
func (q *search) tally(at uint32, i int, gain, cost int32) {
	t := q.touch(at)
	if t.word == int8(i) {
		if gain > t.last {
			t.gain += gain - t.last
			t.last = gain
		}
		return
	}
	t.word, t.last = int8(i), gain
	t.gain += gain
	t.cost += cost
	t.words++
	t.cover += uint16(score.Weight(q.n.Roles[i]))
}

func (q *search) touch(at uint32) *tally {
	t := &q.tallies[at]
	if t.round != q.round {
		*t = tally{round: q.round, word: -1}
		q.touched = append(q.touched, at)
	}
	return t
}

const (
	fullWeight = 1000
	leastCut   = score.CutWords * 800 // the least weight of a name that may have been cut short
)

// may tells whether a name can reach the floor.
func (q *search) may(at uint32, line *outline) bool {
	t := &q.tallies[at]
	if t.joined {
		return true
	}
	if q.common >= 0 && !q.walk[line.class] {
		q.late(at)
	}
	facts := int32(0)
	if line.class != plain {
		if theirs := q.x.entries.at(q.x.names.at(at).entry).facts; theirs != nil {
			facts = score.FactMost(&q.facts, theirs)
		}
	}
	return q.most(t, line)+facts >= q.o.Floor
}

// most bounds what the words of a name can say.
func (q *search) most(t *tally, line *outline) int32 {
	letters, cut := q.sums.letters+int32(line.initials), int32(0)
	if max(q.sums.total, int32(line.weight)) >= leastCut {
		cut = 1
	}
	m := score.Most{
		Gain:  t.gain + q.sums.small + (letters+cut)*score.PotentialSmall(q.n.Kind, fullWeight),
		Cost:  t.cost,
		RestA: q.sums.total - int32(t.cover) - (int32(line.initials)+cut)*fullWeight,
		RestB: int32(line.weight) - int32(t.words)*fullWeight - (q.sums.letters+cut)*fullWeight,
		Alone: t.words < 2,
	}
	return m.Sum(q.n.Kind)
}

// compare aligns a name with the subject's in full.
func (q *search) compare(at uint32, e *entryName) {
	entry := q.x.entries.at(e.entry)
	if q.o.See != nil && !q.o.See(entry.key) {
		return
	}
	q.load(e)
	sum := q.aligner.Sum(q.n, &q.other, q.links)
	if entry.facts != nil {
		sum += score.FactSum(&q.facts, entry.facts)
	}
	if sum < q.o.Floor {
		return
	}
	h, ok := q.best[e.entry]
	if ok && h.Sum >= sum && !(h.Sum == sum && e.written < h.Name && q.n.Written == h.Subject) {
		return
	}
	q.best[e.entry] = Hit{Key: entry.key, Sum: sum, Subject: q.n.Written, Name: e.written, Kind: q.n.Kind}
}

// load makes a listed name ready to be compared, and finds the links of its words.
func (q *search) load(e *entryName) {
	o := &q.other
	o.Written, o.Kind, o.Turned = e.written, q.n.Kind, e.turned
	o.Words, o.Roles, q.rows = o.Words[:0], o.Roles[:0], q.rows[:0]
	for _, p := range e.parts {
		o.Words = append(o.Words, &q.x.terms.at(p.term()).word)
		o.Roles = append(o.Roles, p.role())
		q.rows = append(q.rows, q.near.row(p.term()))
	}
}

// hits sorts what was found.
func (q *search) hits() []Hit {
	out := make([]Hit, 0, len(q.best))
	for _, h := range q.best {
		out = append(out, h)
	}
	slices.SortFunc(out, func(a, b Hit) int { return cmp.Or(cmp.Compare(b.Sum, a.Sum), cmp.Compare(a.Key, b.Key)) })
	if q.o.Top > 0 && len(out) > q.o.Top {
		out = out[:q.o.Top]
	}
	return out
}
