package match

import "math/bits"

// filter is a Bloom filter in blocks of one cache line (Putze, Sanders and Singler 2007) for two kinds of keys: whole names
// and beginnings of names. It may let pass too much, never too little.
type filter struct {
	blocks [][8]uint64 // a power of two long
	keys   int
}

const (
	bitsPerKey  = 16
	keysPerName = 3 // names have two or three words, and their beginnings are often shared
)

func newFilter(keys int) filter {
	blocks := max(1, keys*bitsPerKey/512)
	return filter{blocks: make([][8]uint64, 1<<bits.Len(uint(blocks-1)))}
}

func (f *filter) room() int  { return len(f.blocks) * 512 / bitsPerKey }
func (f *filter) full() bool { return f.keys >= f.room() }

// place gives the word of a block and the three bits that stand for a key. The block takes the low bits of the hash, a name
// other ones than a beginning.
func place(h uint64, whole bool) (word int, mask uint64) {
	if whole {
		h = bits.RotateLeft64(h, 21)
	}
	return int(h>>61) & 7, 1<<(h>>55&63) | 1<<(h>>49&63) | 1<<(h>>43&63)
}

func (f *filter) add(h uint64, whole bool) {
	block := &f.blocks[h&uint64(len(f.blocks)-1)]
	word, mask := place(h, whole)
	if block[word]&mask != mask {
		block[word] |= mask
		f.keys++
	}
}

// passes tells whether h may be a whole name, and whether it may be the beginning of one.
func (f *filter) passes(h uint64) (whole, beginning bool) {
	block := &f.blocks[h&uint64(len(f.blocks)-1)]
	w, wm := place(h, true)
	b, bm := place(h, false)
	return block[w]&wm == wm, block[b]&bm == bm
}
