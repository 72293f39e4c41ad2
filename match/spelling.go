package match

import (
	"encoding/binary"

	"schild/name"
)

// The bounds of one spelling. Longer ones are prose.
const (
	maxWords   = 64
	maxLetters = 512 // in bytes
)

// spelling is one name, or one stretch of text, ready to be looked up.
type spelling struct {
	text  [maxLetters]byte
	size  int
	words [maxWords]word
	count int
}

// word is the length of one word in bytes and whether it is tied to the word before it.
type word uint16

func newWord(size int, tied bool) word {
	w := word(size) << 1
	if tied {
		w |= 1
	}
	return w
}

func (w word) size() int  { return int(w >> 1) }
func (w word) tied() bool { return w&1 != 0 }

func (s *spelling) letters() []byte { return s.text[:s.size] }

// read takes a name's words; false when there are none, or more than a spelling holds.
func (s *spelling) read(written string) bool {
	s.size, s.count = 0, 0
	for c := name.NewCursor(written); c.Next(); s.count++ {
		if s.count == maxWords || s.size+len(c.Folded) > maxLetters {
			return false
		}
		s.words[s.count] = newWord(len(c.Folded), c.Tied)
		s.size += copy(s.text[s.size:], c.Folded)
	}
	return s.count > 0
}

// Hashes are polynomials in base over the bytes of the letters, modulo 2^64: the hash of two words written together comes
// from the hashes of each. They only choose where to look; letters are always compared.
const base = 0x9E3779B97F4A7C15

func hashOf(letters []byte) uint64 {
	h := uint64(0)
	for _, b := range letters {
		h = h*base + uint64(b) + 1
	}
	return h
}

// powers gives base^n, by which a hash moves when n bytes are written after it.
var powers = makePowers()

func makePowers() *[maxLetters + 1]uint64 {
	var p [maxLetters + 1]uint64
	p[0] = 1
	for i := 1; i < len(p); i++ {
		p[i] = p[i-1] * base
	}
	return &p
}

// mix spreads a hash over all its bits (the finalizer of SplitMix64).
func mix(h uint64) uint64 {
	h = (h ^ h>>30) * 0xBF58476D1CE4E5B9
	h = (h ^ h>>27) * 0x94D049BB133111EB
	return h ^ h>>31
}

// kept is a spelling as the index keeps it: number of words, number of letters, words, letters.
type kept []byte

const keptHead = 1 + 2

func (s *spelling) keptSize() int { return keptHead + 2*s.count + s.size }

func (s *spelling) keep(k kept) {
	k[0] = byte(s.count)
	binary.LittleEndian.PutUint16(k[1:], uint16(s.size))
	for i, w := range s.words[:s.count] {
		binary.LittleEndian.PutUint16(k[keptHead+2*i:], uint16(w))
	}
	copy(k[keptHead+2*s.count:], s.letters())
}

func (k kept) count() int { return int(k[0]) }

func (k kept) word(i int) word { return word(binary.LittleEndian.Uint16(k[keptHead+2*i:])) }

func (k kept) letters() []byte {
	from := keptHead + 2*k.count()
	return k[from : from+int(binary.LittleEndian.Uint16(k[1:]))]
}

// agrees tells whether tokens, which have the same letters, part them where the name does: a bound that one side has and
// the other has not must be tied.
func (k kept) agrees(tokens []token) bool {
	i, j := 0, 0
	a, b := k.word(0).size(), int(tokens[0].size)
	for {
		switch {
		case a < b:
			i++
			if !k.word(i).tied() {
				return false
			}
			a += k.word(i).size()
		case b < a:
			j++
			if !tokens[j].tied {
				return false
			}
			b += int(tokens[j].size)
		default:
			i, j = i+1, j+1
			if i == k.count() || j == len(tokens) {
				return true // the letters are the same, so both end here
			}
			a, b = a+k.word(i).size(), b+int(tokens[j].size)
		}
	}
}
