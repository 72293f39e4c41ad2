package register

import (
	"math/bits"

	"golang.org/x/mod/sumdb/tlog"

	"schild/fault"
)

// Append gives the tree's new stored hashes when entry becomes number n, and the index of the first; they follow one
// another. hashes reads the older ones.
func Append(n int64, entry []byte, hashes tlog.HashReader) ([]tlog.Hash, int64, error) {
	out, err := tlog.StoredHashes(n, entry, hashes)
	if err != nil {
		return nil, 0, fault.Wrap(err, fault.Broken, "register.append")
	}
	return out, tlog.StoredHashIndex(0, n), nil
}

// edge is the right edge of a growing tree: its complete subtrees, largest first. It is all that is needed to grow the
// tree and to give its root.
type edge struct {
	size int64
	full []tlog.Hash
}

// add appends one entry's hash and gives every hash that became complete by it, level 0 first.
func (e *edge) add(h tlog.Hash) []tlog.Hash {
	done := []tlog.Hash{h}
	for range bits.TrailingZeros64(^uint64(e.size)) {
		last := len(e.full) - 1
		h = tlog.NodeHash(e.full[last], h)
		e.full = e.full[:last]
		done = append(done, h)
	}
	e.full = append(e.full, h)
	e.size++
	return done
}

// root gives the root of the tree as it stands (RFC 6962 section 2.1).
func (e *edge) root() tlog.Hash {
	if e.size == 0 {
		return emptyRoot()
	}
	h := e.full[len(e.full)-1]
	for i := len(e.full) - 2; i >= 0; i-- {
		h = tlog.NodeHash(e.full[i], h)
	}
	return h
}

// emptyRoot is the root of a tree without entries: the hash of nothing.
func emptyRoot() tlog.Hash {
	h, err := tlog.TreeHash(0, nil)
	if err != nil {
		return tlog.Hash{}
	}
	return h
}
