package register

import (
	"encoding/binary"
	"iter"

	"golang.org/x/mod/sumdb/tlog"

	"schild/fault"
)

// Part is one file of a register in the C2SP tlog-tiles layout, as a server names it: a tile of hashes or a bundle of entries.
type Part struct{ t tlog.Tile }

// ParsePart reads a path below the register's address ("tile/0/x001/067", "tile/entries/000.p/7").
func ParsePart(path string) (Part, error) {
	t, ok := parseTilePath(path)
	if !ok || t.L > 7 {
		return Part{}, fault.New(fault.Missing, "missing")
	}
	return Part{t}, nil
}

// In tells whether a register of size entries has this part; a part that has grown since is still there.
func (p Part) In(size int64) bool {
	w := tileWidth(size, p.t.L, p.t.N)
	return w >= p.t.W
}

// Of tells whether the part is one of a register of exactly size entries: of those that Parts gives.
func (p Part) Of(size int64) bool { return tileWidth(size, p.t.L, p.t.N) == p.t.W }

// Whole tells whether the part never changes any more.
func (p Part) Whole() bool { return p.t.W == width }

// Bundle gives the entries of a bundle, from and how many; ok is false for a tile.
func (p Part) Bundle() (from, count int64, ok bool) {
	return p.t.N * width, int64(p.t.W), p.t.L == entryLevel
}

// Tile gives the bytes of a tile.
func (p Part) Tile(hashes tlog.HashReader) ([]byte, error) {
	return tlog.ReadTileData(p.t, hashes)
}

// PackBundle gives the bytes of a bundle.
func PackBundle(entries [][]byte) []byte {
	var out []byte
	for _, e := range entries {
		out = append(binary.BigEndian.AppendUint16(out, uint16(len(e))), e...)
	}
	return out
}

// Parts gives the paths of every part that a register of size entries has, bundles first. They come one by one: what somebody signed
// for may be more than anyone can hold.
func Parts(size int64) iter.Seq[string] {
	return func(yield func(string) bool) {
		for level := entryLevel; level <= 7; level++ {
			for n := int64(0); tileWidth(size, level, n) > 0; n++ {
				if !yield(tilePath(level, n, tileWidth(size, level, n))) {
					return
				}
			}
		}
	}
}
