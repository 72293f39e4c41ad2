package store

import (
	"maps"
	"sync"

	"schild/label"
)

// labels numbers the labels in use and keeps, for each clearance, the bitset of the numbers it may see.
// A number is given by the writer inside an act's transaction and known here only once that is durable.
type labels struct {
	mu    sync.RWMutex
	list  []label.Label
	no    map[label.Label]int64
	bits  map[label.Clearance][]byte
	count map[label.Clearance]int
}

func newLabels() *labels {
	return &labels{no: map[label.Label]int64{}, bits: map[label.Clearance][]byte{}, count: map[label.Clearance]int{}}
}

// add makes committed labels known, in the order of their numbers.
func (l *labels) add(ls ...label.Label) {
	l.mu.Lock()
	defer l.mu.Unlock()
	for _, x := range ls {
		l.no[x] = int64(len(l.list))
		l.list = append(l.list, x)
	}
}

func (l *labels) number(x label.Label) (int64, bool) {
	l.mu.RLock()
	defer l.mu.RUnlock()
	n, ok := l.no[x]
	return n, ok
}

// label gives the label of a number; an unknown number is the strictest one, for nobody.
func (l *labels) label(no int64) label.Label {
	l.mu.RLock()
	defer l.mu.RUnlock()
	if no < 0 || no >= int64(len(l.list)) {
		return label.Label{Level: label.TopSecret, Compartments: "UNKNOWN"}
	}
	return l.list[no]
}

func (l *labels) len() int {
	l.mu.RLock()
	defer l.mu.RUnlock()
	return len(l.list)
}

// visible gives the bitset for a clearance: made once for each clearance and each change of the labels.
func (l *labels) visible(c label.Clearance) []byte {
	l.mu.RLock()
	bits, n, now := l.bits[c], l.count[c], len(l.list)
	l.mu.RUnlock()
	if n == now && bits != nil {
		return bits
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	if len(l.bits) > 4096 { // people come and go; start over rather than grow without end
		clear(l.bits)
		clear(l.count)
	}
	l.bits[c], l.count[c] = c.Visible(l.list), len(l.list)
	return l.bits[c]
}

// snapshot copies the known labels, for a transaction that will number new ones.
func (l *labels) snapshot() map[label.Label]int64 {
	l.mu.RLock()
	defer l.mu.RUnlock()
	return maps.Clone(l.no)
}
