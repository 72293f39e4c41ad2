package match

import (
	"strings"
	"sync"
	"unicode/utf8"

	"schild/name"
)

// Hit is one name found in a text, at text[Start:End].
type Hit struct {
	Start, End int
	Ref        uint32
}

// Gazetteer is a growing list of names. It is safe for concurrent use.
type Gazetteer struct {
	mu    sync.RWMutex
	index index
	count int
	pool  sync.Pool // of *reading
}

// NewGazetteer makes an empty list with room for capacity names; it grows beyond.
func NewGazetteer(capacity int) *Gazetteer {
	g := &Gazetteer{index: newIndex(capacity)}
	g.pool.New = func() any { return new(reading) }
	return g
}

// Add puts a name on the list under a reference. Several names may share a reference and several references a name. A name
// that is not Usable is passed over.
func (g *Gazetteer) Add(written string, ref uint32) {
	var s spelling
	if !s.read(written) || !s.usable() {
		return
	}
	g.mu.Lock()
	g.index.insert(&s, ref)
	g.count++
	g.mu.Unlock()
	given, family, ok := inverted(written)
	if !ok || !s.read(given+" "+family) {
		return
	}
	g.mu.Lock()
	g.index.insert(&s, ref)
	g.mu.Unlock()
}

// Len counts the names on the list; one added twice counts twice.
func (g *Gazetteer) Len() int {
	g.mu.RLock()
	defer g.mu.RUnlock()
	return g.count
}

// The least letters of a name worth looking for: fewer stand in every text. A letter of a script without spaces says
// as much as a syllable.
const (
	leastLetters  = 4
	leastUnspaced = 2
)

// Usable tells whether a name can be looked for: it has four letters or more (two in a script written without spaces), not
// digits alone, and no more words and letters than the package comment says.
func Usable(written string) bool {
	var s spelling
	return s.read(written) && s.usable()
}

func (s *spelling) usable() bool {
	letters, unspaced, digits := 0, 0, 0
	for rest := s.letters(); len(rest) > 0; letters++ {
		r, n := utf8.DecodeRune(rest)
		rest = rest[n:]
		switch {
		case '0' <= r && r <= '9':
			digits++
		case name.Unspaced(r):
			unspaced++
		}
	}
	return letters > digits && (letters >= leastLetters || unspaced >= leastUnspaced)
}

// inverted takes "Family, Given" apart: exactly one comma with words on both sides.
func inverted(written string) (given, family string, ok bool) {
	family, given, ok = strings.Cut(written, ",")
	return given, family, ok && !strings.Contains(given, ",")
}
