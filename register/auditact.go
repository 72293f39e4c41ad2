package register

import (
	"cmp"
	"crypto/sha256"
	"slices"
)

// acts knows every act of the register by its id: its entry and, where the entry vouches for it, its salt.
type acts struct {
	byID    map[[16]byte]uint32 // first half of the id's hash → place in list
	list    []actSeen           // in the order of entries
	strange map[string]*stranger
}

type actSeen struct {
	id      string
	n       int64
	salt    [32]byte
	trusted bool
	rows    int // rows that bear this act and cannot be checked
}

// stranger is an act that rows bear and the register does not hold.
type stranger struct {
	place string // the first such row
	rows  int
}

func newActs() acts { return acts{byID: map[[16]byte]uint32{}, strange: map[string]*stranger{}} }

func shortID(id string) [16]byte {
	h := sha256.Sum256([]byte(id))
	return [16]byte(h[:16])
}

func (s *acts) trust(id string, n int64, salt [32]byte) {
	s.put(actSeen{id: id, n: n, salt: salt, trusted: true})
}

func (s *acts) distrust(id string, n int64) {
	if id != "" {
		s.put(actSeen{id: id, n: n})
	}
}

// put keeps what is known of an act; a trusted one is never replaced by one that is not.
func (s *acts) put(a actSeen) {
	key := shortID(a.id)
	if old, ok := s.byID[key]; ok && (s.list[old].trusted || !a.trusted) {
		return
	}
	s.byID[key] = uint32(len(s.list))
	s.list = append(s.list, a)
}

func (s *acts) get(id string) *actSeen {
	if i, ok := s.byID[shortID(id)]; ok {
		return &s.list[i]
	}
	return nil
}

func (s *acts) entry(n uint32) *actSeen {
	i, ok := slices.BinarySearchFunc(s.list, int64(n), func(a actSeen, n int64) int { return cmp.Compare(a.n, n) })
	if !ok {
		return &actSeen{n: int64(n)}
	}
	return &s.list[i]
}
