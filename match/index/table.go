package index

// table finds numbers by hashes: a number may stand under many hashes and a hash have many numbers. It is cut into
// shards that grow on their own, so that no single insertion waits for more than one shard.
type table struct {
	shards [shards]shard
}

const shards = 1 << 8

type shard struct {
	heads []uint32 // link + 1, 0 = none; a power of two long
	links []link
}

type link struct {
	hash  uint32
	value uint32
	next  uint32
}

func (t *table) add(hash uint64, value uint32) { t.shards[hash>>56].add(uint32(hash), value) }

func (s *shard) add(hash, value uint32) {
	if len(s.links) >= len(s.heads) {
		s.grow()
	}
	head := &s.heads[int(hash)&(len(s.heads)-1)]
	s.links = append(s.links, link{hash: hash, value: value, next: *head})
	*head = uint32(len(s.links))
}

func (s *shard) grow() {
	s.heads = make([]uint32, max(16, 2*len(s.heads)))
	for i := range s.links {
		head := &s.heads[int(s.links[i].hash)&(len(s.heads)-1)]
		s.links[i].next = *head
		*head = uint32(i + 1)
	}
}

// each calls f with every value under a hash, newest first.
func (t *table) each(hash uint64, f func(uint32)) {
	s := &t.shards[hash>>56]
	if len(s.heads) == 0 {
		return
	}
	for at := s.heads[int(uint32(hash))&(len(s.heads)-1)]; at != 0; {
		l := &s.links[at-1]
		if l.hash == uint32(hash) {
			f(l.value)
		}
		at = l.next
	}
}

// hashOf is FNV-1a over letters, mixed: the upper bits choose the shard.
func hashOf(letters []rune) uint64 {
	h := uint64(14695981039346656037)
	for _, r := range letters {
		h = (h ^ uint64(r)) * 1099511628211
	}
	return mix(h)
}

func mix(h uint64) uint64 {
	h ^= h >> 32
	h *= 0xd6e8feb86659fd93
	h ^= h >> 32
	h *= 0xd6e8feb86659fd93
	return h ^ h>>32
}

// keyLetters is how much of a word its keys see. Two words within a distance have beginnings of this length within it,
// by letters taken away on both sides.
const keyLetters = 12

// eachKey calls f with the hash of a word's beginning and of all that is left of it when up to k letters are taken away.
// Some come twice.
func eachKey(word string, k int, f func(uint64)) {
	var buf, less, lesser [keyLetters]rune
	n := 0
	for _, r := range word {
		if n == keyLetters {
			break
		}
		buf[n] = r
		n++
	}
	f(hashOf(buf[:n]))
	for i := 0; k > 0 && i < n; i++ {
		if i > 0 && buf[i] == buf[i-1] {
			continue // the same again
		}
		one := without(less[:0], buf[:n], i)
		f(hashOf(one))
		for j := i; k > 1 && j < len(one); j++ {
			f(hashOf(without(lesser[:0], one, j)))
		}
	}
}

func without(dst, of []rune, i int) []rune { return append(append(dst, of[:i]...), of[i+1:]...) }
