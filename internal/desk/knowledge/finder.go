package knowledge

import (
	"cmp"
	"slices"
	"strings"
	"sync"

	"schild/fact"
	"schild/internal/store"
	"schild/label"
	"schild/match"
	"schild/name"
)

// finder knows names and what they stand for. It is safe for concurrent use.
type finder struct {
	names *match.Gazetteer

	mu     sync.RWMutex
	refs   [][]ref // by the gazetteer's reference, in chunks that never move
	count  uint32
	labels []label.Label // a few, however many names
	number map[label.Label]int32
}

// ref is what a name stands for. A million of them must stay small: identities in bytes, labels as numbers.
type ref struct {
	statement, entity [16]byte
	label             int32
	settled           bool // the act that stated it is durable
	gone              bool // it was shut or erased
}

const refChunk = 1 << 12

func newFinder() *finder {
	return &finder{names: match.NewGazetteer(0), number: map[label.Label]int32{}}
}

// named is one name as it is stated.
type named struct {
	statement, entity fact.ID
	property, value   string
	label             label.Label
}

func (d *Desk) stored(n store.Name) named {
	return named{fact.ID(n.Statement), fact.ID(n.Entity), n.Property, n.Value, d.Office.Store().Label(n.Label)}
}

// nameProperties are the properties whose values are looked for in texts.
func nameProperties() []string { return []string{"alias", "name", "previousName", "weakAlias"} }

func isName(property string) bool { return slices.Contains(nameProperties(), property) }

// sought tells whether a name is looked for in texts. A weak alias of one word, "Doctor", would be found everywhere.
func sought(property, value string) bool {
	return isName(property) && match.Usable(value) && (property != "weakAlias" || strings.Contains(name.Fold(value), " "))
}

// learn adds a name and gives its reference; ok is false for a name that is not looked for. One that is not settled is
// being stated in an act that may yet fail.
func (f *finder) learn(n named, settled bool) (i uint32, ok bool) {
	if !sought(n.property, n.value) {
		return 0, false
	}
	f.mu.Lock()
	i = f.count
	if i%refChunk == 0 {
		f.refs = append(f.refs, make([]ref, refChunk))
	}
	f.refs[i/refChunk][i%refChunk] = ref{n.statement.Bytes(), n.entity.Bytes(), f.intern(n.label), settled, false}
	f.count++
	f.mu.Unlock()
	f.names.Add(n.value, i)
	return i, true
}

// settle says that the acts which stated these names are durable.
func (f *finder) settle(refs []uint32) {
	f.mu.Lock()
	defer f.mu.Unlock()
	for _, i := range refs {
		f.refs[i/refChunk][i%refChunk].settled = true
	}
}

func (f *finder) intern(l label.Label) int32 {
	no, ok := f.number[l]
	if !ok {
		no = int32(len(f.labels))
		f.number[l] = no
		f.labels = append(f.labels, l)
	}
	return no
}

// known gives what a reference stands for, and its label.
func (f *finder) known(i uint32) (ref, label.Label) {
	f.mu.RLock()
	defer f.mu.RUnlock()
	r := f.refs[i/refChunk][i%refChunk]
	return r, f.labels[r.label]
}

// Found is one name in one text, before it is written.
type Found struct {
	Part, Start, End  int
	Written           string
	Statement, Entity fact.ID
	Label             label.Label
	More              bool // from here on names under this label were left out

	settled bool
}

// mostFound bounds the mentions in a record under one label.
const mostFound = 2000

// Find looks for every known name in a record's texts, in the order of the texts.
func (d *Desk) Find(texts []string, l label.Label) []Found { return d.finder.find(texts, l) }

func (f *finder) find(texts []string, l label.Label) []Found {
	s := sieve{finder: f, record: l, joined: map[int32]label.Label{}, count: map[label.Label]int{}}
	for part, text := range texts {
		var here []uint32 // the references found at one place
		at := match.Hit{}
		for h := range f.names.Scan(text) {
			if h.Start != at.Start || h.End != at.End {
				s.place(part, text, at, here)
				at, here = h, here[:0]
			}
			here = append(here, h.Ref)
		}
		s.place(part, text, at, here)
	}
	return s.out
}

// sieve keeps of what is found what says something to somebody.
type sieve struct {
	finder *finder
	record label.Label
	joined map[int32]label.Label // by number of the name's label
	count  map[label.Label]int
	out    []Found
}

// place takes the names found at one place: for each entity one proposal a label, and none under a label stricter
// than another's.
func (s *sieve) place(part int, text string, at match.Hit, refs []uint32) {
	if len(refs) == 0 {
		return
	}
	all := make([]Found, 0, len(refs))
	for _, no := range refs {
		r, l := s.finder.known(no)
		if r.gone {
			continue
		}
		all = append(all, Found{Part: part, Start: at.Start, End: at.End, Statement: fact.NewID(r.statement), Entity: fact.NewID(r.entity),
			Label: s.join(r.label, l), settled: r.settled})
	}
	if len(all) > 1 {
		slices.SortFunc(all, byEntity)
	}
	for i, f := range all {
		if !beside(all, i) {
			f.Written = text[at.Start:at.End]
			s.take(f)
		}
	}
}

// join gives the label of a mention in this record of a name under label l.
func (s *sieve) join(no int32, l label.Label) label.Label {
	j, ok := s.joined[no]
	if !ok {
		j = label.Join(s.record, l)
		s.joined[no] = j
	}
	return j
}

func (s *sieve) take(f Found) {
	n := s.count[f.Label]
	if n > mostFound {
		return
	}
	f.More = n == mostFound
	s.count[f.Label]++
	s.out = append(s.out, f)
}

// byEntity brings the names of one entity together, settled ones first: they need no second look.
func byEntity(a, b Found) int {
	if a.Entity != b.Entity {
		return strings.Compare(string(a.Entity), string(b.Entity))
	}
	if a.settled != b.settled {
		if a.settled {
			return -1
		}
		return 1
	}
	return cmp.Compare(a.Statement, b.Statement)
}

// beside tells whether another of the entity's names makes all[i] needless: its label is less strict, or the same and
// it stands before. One that is not settled makes nothing needless but its equals.
func beside(all []Found, i int) bool {
	f := all[i]
	for j := i - 1; j >= 0 && all[j].Entity == f.Entity; j-- {
		if f.Label == all[j].Label || all[j].settled && f.Label.Dominates(all[j].Label) {
			return true
		}
	}
	for j := i + 1; j < len(all) && all[j].Entity == f.Entity; j++ {
		if all[j].settled && f.Label != all[j].Label && f.Label.Dominates(all[j].Label) {
			return true
		}
	}
	return false
}
