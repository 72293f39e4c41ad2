package screen

import (
	"cmp"
	"slices"
	"strings"
	"sync"

	"schild/match/index"
	"schild/match/score"
)

// Engine holds the newest editions of lists, ready to be searched by many at once.
type Engine struct {
	index *index.Index

	mu       sync.RWMutex
	editions map[string]Edition
	entries  map[string]*Entry   // by list and key
	numbers  map[string][]string // entries by a number of theirs
}

// NewEngine makes an engine without lists.
func NewEngine() *Engine {
	return &Engine{index: index.New(), editions: map[string]Edition{}, entries: map[string]*Entry{}, numbers: map[string][]string{}}
}

// sep stands between list and key; no list's name has it.
const sep = "\x00"

func join(list, key string) string { return list + sep + key }

func part(at string) (list, key string) {
	list, key, _ = strings.Cut(at, sep)
	return list, key
}

// Load puts an edition in place of the one before: only what differs is touched.
func (e *Engine) Load(ed Edition, entries []Entry) {
	e.mu.RLock()
	var before []Entry
	for at, x := range e.entries {
		if list, _ := part(at); list == ed.List {
			before = append(before, *x)
		}
	}
	e.mu.RUnlock()
	e.Apply(ed, Diff(before, entries))
}

// Apply makes an edition of the one before it.
func (e *Engine) Apply(ed Edition, changes []Change) {
	for _, c := range changes {
		e.Put(ed.List, c)
	}
	e.mu.Lock()
	defer e.mu.Unlock()
	e.editions[ed.List] = ed
}

// Put changes, adds or takes away one entry of a list.
func (e *Engine) Put(list string, c Change) {
	at := join(list, c.Key)
	e.mu.Lock()
	defer e.mu.Unlock()
	if old := e.entries[at]; old != nil {
		for _, n := range numbersOf(old) {
			e.numbers[n] = slices.DeleteFunc(e.numbers[n], func(x string) bool { return x == at })
		}
		delete(e.entries, at)
	}
	if c.After == nil {
		e.index.Drop(at)
		return
	}
	kept := *c.After
	e.entries[at] = &kept
	for _, n := range numbersOf(&kept) {
		e.numbers[n] = append(e.numbers[n], at)
	}
	e.index.Put(at, kept.Subject)
}

// numbersOf gives an entry's numbers as they are compared.
func numbersOf(x *Entry) []string { return x.Facts.Read().Numbers }

// Editions gives what is loaded, by list.
func (e *Engine) Editions() []Edition {
	e.mu.RLock()
	defer e.mu.RUnlock()
	var out []Edition
	for _, ed := range e.editions {
		out = append(out, ed)
	}
	slices.SortFunc(out, func(a, b Edition) int { return cmp.Compare(a.List, b.List) })
	return out
}

// Entry gives an entry of a list.
func (e *Engine) Entry(list, key string) (Entry, bool) {
	e.mu.RLock()
	defer e.mu.RUnlock()
	x, ok := e.entries[join(list, key)]
	if !ok {
		return Entry{}, false
	}
	return *x, true
}

// Len counts the entries of all lists.
func (e *Engine) Len() int {
	e.mu.RLock()
	defer e.mu.RUnlock()
	return len(e.entries)
}

// Options say how a subject is looked for.
type Options struct {
	Threshold float64                     // the least probability of a hit
	Top       int                         // the most hits; 0 = 10, negative = all
	See       func(list, key string) bool // nil = every entry may be seen
}

const topHits = 10

// Threshold is the probability from which on a hit is shown unless somebody says otherwise.
const Threshold = 0.5

// Hit is an entry that resembles a subject.
type Hit struct {
	List        string         `json:"list"`
	Entry       string         `json:"entry"`
	Name        string         `json:"name"` // of the entry, the one that fits best
	Probability float64        `json:"probability"`
	Weak        bool           `json:"weak,omitempty"`   // the list itself calls that name weak
	Number      string         `json:"number,omitempty"` // an own number of both
	Evidence    score.Evidence `json:"evidence"`
}

// Result is what was found about a subject.
type Result struct {
	Hits []Hit
	Cut  int // hits beyond the first Top
}

// Search looks for one subject.
func (e *Engine) Search(s Entry, o Options) Result {
	if o.Top == 0 {
		o.Top = topHits
	}
	found := map[string]bool{}
	var out []Hit
	for _, h := range e.index.Search(s.Subject, index.Options{Floor: score.Odds(o.Threshold), See: o.see()}) {
		if hit, ok := e.hit(s, h.Key); ok {
			found[h.Key] = true
			out = append(out, hit)
		}
	}
	for _, at := range e.byNumber(s) {
		list, key := part(at)
		if hit, ok := e.hit(s, at); ok && !found[at] && (o.See == nil || o.See(list, key)) {
			out = append(out, hit)
		}
	}
	slices.SortFunc(out, best)
	r := Result{Hits: out}
	if o.Top > 0 && len(out) > o.Top {
		r.Hits, r.Cut = out[:o.Top:o.Top], len(out)-o.Top
	}
	return r
}

func (o Options) see() func(string) bool {
	if o.See == nil {
		return nil
	}
	return func(at string) bool { return o.See(part(at)) }
}

// best puts first what has a number in common, then the likeliest.
func best(a, b Hit) int {
	return cmp.Or(-cmp.Compare(min(len(a.Number), 1), min(len(b.Number), 1)), -cmp.Compare(a.Evidence.Sum(), b.Evidence.Sum()),
		cmp.Compare(a.List, b.List), cmp.Compare(a.Entry, b.Entry))
}

// byNumber gives the entries that have a number of the subject's.
func (e *Engine) byNumber(s Entry) []string {
	e.mu.RLock()
	defer e.mu.RUnlock()
	var out []string
	for _, n := range numbersOf(&s) {
		out = append(out, e.numbers[n]...)
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// hit compares a subject with one entry and keeps why.
func (e *Engine) hit(s Entry, at string) (Hit, bool) {
	list, key := part(at)
	e.mu.RLock()
	x, ok := e.entries[at]
	version := e.editions[list].Version
	e.mu.RUnlock()
	if !ok {
		return Hit{}, false // it was taken away meanwhile
	}
	ev := e.index.Compare(s.Subject, x.Subject)
	ev.List = list + "@" + version
	h := Hit{List: list, Entry: key, Name: cmp.Or(ev.B, first(x.Names)), Probability: ev.Score(), Evidence: ev}
	h.Weak = slices.Contains(x.Weak, h.Name)
	for _, n := range numbersOf(&s) {
		if slices.Contains(numbersOf(x), n) {
			h.Number = n
			break
		}
	}
	return h, true
}

func first(of []string) string {
	if len(of) == 0 {
		return ""
	}
	return of[0]
}

// Holds tells whether a hit's evidence is what subject and entry give today.
func (e *Engine) Holds(s Entry, h Hit) bool {
	x, ok := e.Entry(h.List, h.Entry)
	return ok && h.Evidence.Holds(s.Subject, x.Subject)
}

// List gives the entries of one list, by key.
func (e *Engine) List(list string) []Entry {
	e.mu.RLock()
	defer e.mu.RUnlock()
	var out []Entry
	for at, x := range e.entries {
		if of, _ := part(at); of == list {
			out = append(out, *x)
		}
	}
	slices.SortFunc(out, func(a, b Entry) int { return cmp.Compare(a.Key, b.Key) })
	return out
}
