package index

import (
	"sync"
	"unicode/utf8"

	"schild/match/score"
	"schild/name"
)

// Index is a list of entries that can be searched by name. It is safe for concurrent use.
type Index struct {
	mu      sync.RWMutex
	numbers map[string]uint32 // of terms
	terms   chunks[term]
	names   chunks[entryName]
	lines   chunks[outline] // of the names
	entries chunks[entry]
	keys    map[string]uint32 // of entries
	near    table             // terms by what is left of them
	sounds  table             // terms by sound
	spare   []uint32          // numbers of entries that are free
	room    []uint32          // numbers of names that are free
	pool    sync.Pool         // of *search
	known   known
}

// term is a folded word and the names that have it, by class. A name that has it twice stands there once.
type term struct {
	word  score.Word
	names [classes][]uint32
}

func (t *term) size() int { return len(t.names[odd]) + len(t.names[plain]) + len(t.names[born]) }

// all gives the names of every class.
func (t *term) all(yield func(uint32) bool) {
	for _, names := range t.names {
		for _, at := range names {
			if !yield(at) {
				return
			}
		}
	}
}

// The classes of names. Of plain ones, which have two or three words, no initials, and an entry of which nothing but names
// is known, a search can tell beforehand that one common word is too little; of born ones, of which more is known, when
// it knows nothing but names itself. All others are odd.
const (
	odd = iota
	plain
	born
	classes
)

// entryName is one reading of a name of an entry, as numbers of terms with their roles.
type entryName struct {
	written string
	parts   []part
	entry   uint32
	turned  bool
}

// outline is what is asked of a name first, apart from the rest so that thousands are looked at in a moment.
type outline struct {
	weight   uint16 // of the parts that carry the name
	initials uint8
	kind     name.Kind
	class    uint8
}

func (o *outline) classify(facts bool) {
	switch {
	case o.initials > 0 || o.weight < plainLeast || o.weight >= leastCut:
		o.class = odd
	case facts:
		o.class = born
	default:
		o.class = plain
	}
}

const plainLeast = 2 * 800 // the weight of two parts that carry a name

// part is a term's number and, in the low four bits, its role in the name.
type part uint32

func (p part) term() uint32    { return uint32(p >> 4) }
func (p part) role() name.Role { return name.Role(p & 15) }

// entry is what is kept of an entry beside its names.
type entry struct {
	key   string
	names []uint32
	facts *score.Facts // nil when nothing is known
}

// New makes an empty index.
func New() *Index {
	x := &Index{numbers: map[string]uint32{}, keys: map[string]uint32{}}
	x.pool.New = func() any { return new(search) }
	return x
}

// Len counts the entries.
func (x *Index) Len() int {
	x.mu.RLock()
	defer x.mu.RUnlock()
	return len(x.keys)
}

// Put adds an entry under a key, or changes what stands there.
func (x *Index) Put(key string, s score.Subject) {
	x.mu.Lock()
	defer x.mu.Unlock()
	x.drop(key)
	n := take(&x.spare, x.entries.len())
	if n == uint32(x.entries.len()) {
		x.entries.push(entry{})
	}
	e := entry{key: key}
	if facts := s.Facts.Read(); !facts.Empty() {
		e.facts = &facts
	}
	for _, parsed := range score.Readings(s) {
		e.names = append(e.names, x.putName(parsed, n, e.facts != nil))
	}
	*x.entries.at(n) = e
	x.keys[key] = n
}

// take gives a free number, or the next one.
func take(free *[]uint32, next int) uint32 {
	if n := len(*free); n > 0 {
		at := (*free)[n-1]
		*free = (*free)[:n-1]
		return at
	}
	return uint32(next)
}

func (x *Index) putName(parsed score.Name, owner uint32, facts bool) uint32 {
	at := take(&x.room, x.names.len())
	if at == uint32(x.names.len()) {
		x.names.push(entryName{})
		x.lines.push(outline{})
	}
	n := entryName{written: parsed.Written, entry: owner, turned: parsed.Turned, parts: make([]part, len(parsed.Texts))}
	line := outline{kind: parsed.Kind}
	for i, w := range parsed.Texts {
		role := parsed.Roles[i]
		n.parts[i] = part(x.term(w)<<4 | uint32(role))
		if score.Weighty(role) {
			line.weight += uint16(score.Weight(role))
		}
		if role == name.Initial {
			line.initials++
		}
	}
	line.classify(facts)
	for _, p := range n.parts {
		names := &x.terms.at(p.term()).names[line.class]
		if len(*names) == 0 || (*names)[len(*names)-1] != at {
			*names = append(*names, at)
		}
	}
	*x.names.at(at), *x.lines.at(at) = n, line
	return at
}

// term gives a word's number; a new word is put under its keys.
func (x *Index) term(word string) uint32 {
	if n, ok := x.numbers[word]; ok {
		return n
	}
	n := uint32(x.terms.len())
	w := score.NewWord(word)
	x.terms.push(term{word: w})
	x.numbers[w.Text] = n
	for _, spelling := range append([]string{w.Text}, w.Forms...) {
		eachKey(spelling, reach(spelling), func(h uint64) { x.near.add(h, n) })
	}
	for _, k := range w.Sounds() {
		x.sounds.add(hashText(k), n)
	}
	return n
}

func reach(s string) int { return score.Reach(utf8.RuneCountInString(s)) }

func hashText(s string) uint64 {
	h := uint64(14695981039346656037)
	for i := range len(s) {
		h = (h ^ uint64(s[i])) * 1099511628211
	}
	return mix(h)
}

// Drop takes an entry away; it tells whether there was one.
func (x *Index) Drop(key string) bool {
	x.mu.Lock()
	defer x.mu.Unlock()
	return x.drop(key)
}

func (x *Index) drop(key string) bool {
	n, ok := x.keys[key]
	if !ok {
		return false
	}
	delete(x.keys, key)
	e := x.entries.at(n)
	for _, at := range e.names {
		class := x.lines.at(at).class
		for _, p := range x.names.at(at).parts {
			t := x.terms.at(p.term())
			t.names[class] = remove(t.names[class], at)
		}
		*x.names.at(at), *x.lines.at(at) = entryName{}, outline{}
		x.room = append(x.room, at)
	}
	*e = entry{}
	x.spare = append(x.spare, n)
	return true
}

// remove takes a number out, wherever it stands; order does not matter to a search.
func remove(from []uint32, n uint32) []uint32 {
	for i, m := range from {
		if m == n {
			from[i] = from[len(from)-1]
			return from[:len(from)-1]
		}
	}
	return from
}

// chunks is a slice that never moves what it holds, so that growing copies little.
type chunks[T any] struct {
	parts [][]T
	count int
}

const (
	chunkBits = 12
	chunk     = 1 << chunkBits
)

func (c *chunks[T]) len() int       { return c.count }
func (c *chunks[T]) at(i uint32) *T { return &c.parts[i>>chunkBits][i&(chunk-1)] }

func (c *chunks[T]) push(v T) {
	if c.count == len(c.parts)*chunk {
		c.parts = append(c.parts, make([]T, chunk))
	}
	*c.at(uint32(c.count)) = v
	c.count++
}
