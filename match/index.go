package match

import (
	"bytes"
	"math/bits"
)

// index is the table behind a gazetteer: an open-addressing table of spellings by the hash of their letters, each with a
// chain of references, and the filter before it. Everything lies in chunks that never move, so that growing copies little.
type index struct {
	slots   []uint32  // entry + 1, 0 = free; a power of two long
	entries [][]entry // in chunks of entryChunk
	count   int       // entries
	heads   int       // slots in use
	arena   [][]byte  // kept spellings, in chunks of arenaChunk
	filter  filter
	longest int // bytes of letters of the longest spelling
}

// entry is one spelling under one reference.
type entry struct {
	hash uint32
	at   uint32 // the kept spelling
	ref  uint32
	next uint32 // entry + 1 with the same letters, 0 = none
}

const (
	entryBits  = 14
	entryChunk = 1 << entryBits
	arenaBits  = 18
	arenaChunk = 1 << arenaBits
)

func newIndex(capacity int) index {
	capacity = max(capacity, 512)
	return index{slots: make([]uint32, 1<<bits.Len(uint(capacity*3/2))), filter: newFilter(capacity * keysPerName)}
}

func (x *index) entry(i uint32) *entry { return &x.entries[i>>entryBits][i&(entryChunk-1)] }

func (x *index) kept(at uint32) kept { return x.arena[at>>arenaBits][at&(arenaChunk-1):] }

// insert adds a spelling. Its letters' chain begins with the newest entry.
func (x *index) insert(s *spelling, ref uint32) {
	if 3*x.heads >= 2*len(x.slots) {
		x.grow()
	}
	h := mix(hashOf(s.letters()))
	slot, head := x.find(h, s.letters())
	e := entry{hash: uint32(h >> 32), ref: ref, next: head}
	if head != 0 && s.same(x.kept(x.entry(head-1).at)) {
		e.at = x.entry(head - 1).at
	} else {
		e.at = x.keep(s)
		x.passes(x.kept(e.at))
	}
	if head == 0 {
		x.heads++
	}
	x.slots[slot] = x.push(e) + 1
	x.longest = max(x.longest, s.size)
}

// find gives the slot of letters and the first entry of their chain, plus one; 0 when nobody has them.
func (x *index) find(h uint64, letters []byte) (slot int, head uint32) {
	mask := len(x.slots) - 1
	short := uint32(h >> 32)
	for i := int(short) & mask; ; i = (i + 1) & mask {
		head := x.slots[i]
		if head == 0 {
			return i, 0
		}
		if e := x.entry(head - 1); e.hash == short && bytes.Equal(x.kept(e.at).letters(), letters) {
			return i, head
		}
	}
}

func (x *index) push(e entry) uint32 {
	if x.count == len(x.entries)*entryChunk {
		x.entries = append(x.entries, make([]entry, entryChunk))
	}
	i := uint32(x.count)
	*x.entry(i) = e
	x.count++
	return i
}

// keep copies a spelling into the arena; none lies across two chunks.
func (x *index) keep(s *spelling) uint32 {
	n, last := s.keptSize(), len(x.arena)-1
	if last < 0 || len(x.arena[last])+n > arenaChunk {
		x.arena = append(x.arena, make([]byte, 0, arenaChunk))
		last++
	}
	from := len(x.arena[last])
	x.arena[last] = x.arena[last][:from+n]
	s.keep(x.arena[last][from:])
	return uint32(last<<arenaBits | from)
}

func (s *spelling) same(k kept) bool {
	if s.count != k.count() || !bytes.Equal(s.letters(), k.letters()) {
		return false
	}
	for i, w := range s.words[:s.count] {
		if w != k.word(i) {
			return false
		}
	}
	return true
}

// passes lets the filter know a spelling and its beginnings.
func (x *index) passes(k kept) {
	if x.filter.full() {
		x.filter = newFilter(2 * x.filter.room())
		x.eachKept(x.pass)
	}
	x.pass(k)
}

func (x *index) pass(k kept) {
	letters, h := k.letters(), uint64(0)
	for i := range k.count() {
		n := k.word(i).size()
		h = h*powers[n] + hashOf(letters[:n])
		letters = letters[n:]
		x.filter.add(mix(h), i == k.count()-1)
	}
}

// eachKept walks the spellings in the arena.
func (x *index) eachKept(f func(kept)) {
	for _, chunk := range x.arena {
		for len(chunk) > 0 {
			k := kept(chunk)
			f(k)
			chunk = chunk[keptHead+2*k.count()+len(k.letters()):]
		}
	}
}

// grow doubles the slots.
func (x *index) grow() {
	old := x.slots
	x.slots = make([]uint32, 2*len(old))
	mask := len(x.slots) - 1
	for _, head := range old {
		if head == 0 {
			continue
		}
		i := int(x.entry(head-1).hash) & mask
		for x.slots[i] != 0 {
			i = (i + 1) & mask
		}
		x.slots[i] = head
	}
}
