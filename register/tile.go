package register

import (
	"strings"

	"golang.org/x/mod/sumdb/tlog"
)

const (
	width       = 256 // hashes a full tile
	tileBytes   = width * tlog.HashSize
	entryLevel  = -1 // entry bundles, beside tiles of level 0
	maxEntry    = 1<<16 - 1
	bundleBytes = width * (2 + maxEntry)
)

// tilePath gives a tile's or bundle's place in the C2SP layout. x/mod's layout has the height before the level and calls
// bundles "data".
func tilePath(level int, n int64, w int) string {
	p := tlog.Tile{H: 8, L: level, N: n, W: w}.Path()
	if level == entryLevel {
		return "tile/entries/" + strings.TrimPrefix(p, "tile/8/data/")
	}
	return "tile/" + strings.TrimPrefix(p, "tile/8/")
}

// parseTilePath is tilePath's inverse; ok is false for every path tilePath does not give.
func parseTilePath(path string) (t tlog.Tile, ok bool) {
	rest, ok := strings.CutPrefix(path, "tile/")
	if !ok || strings.HasPrefix(rest, "data/") {
		return t, false
	}
	if e, ok := strings.CutPrefix(rest, "entries/"); ok {
		rest = "data/" + e
	}
	t, err := tlog.ParseTilePath("tile/8/" + rest)
	return t, err == nil
}

// held gives how many hashes a tree of size has at a tile level.
func held(size int64, level int) int64 {
	if level > 7 {
		return 0
	}
	return size >> (8 * max(level, 0))
}

// tileWidth gives how many hashes tile n of a level holds in a tree of size; 0 when there is no such tile.
func tileWidth(size int64, level int, n int64) int {
	if n < 0 || n > held(size, level)/width {
		return 0
	}
	return int(min(width, held(size, level)-n*width))
}

// top gives the root of a full tile.
func top(hashes []tlog.Hash) tlog.Hash {
	var e edge
	for _, h := range hashes {
		e.add(h)
	}
	return e.root()
}
