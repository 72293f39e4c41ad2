package register

import (
	"golang.org/x/mod/sumdb/tlog"
)

// judge says which side is wrong where entries and tiles disagree: the side that gives the signed root is right.
func (v *verifier) judge() {
	switch {
	case !v.lost && v.tree.root() == v.root:
		v.blameTiles()
	case v.keptRoot() == v.root:
		v.blameEntries()
	default:
		v.found.add(Problem{What: "root", Entry: -1, Place: "checkpoint"}, "n", number(v.size))
		for _, n := range v.differ {
			v.found.add(Problem{What: "entry.differs", Entry: n, Place: v.tileOf(0, n)})
		}
		v.chain(nil)
	}
	v.found.more += v.skipped
}

// tileOf gives the path of the tile in which hash i of a level stands.
func (v *verifier) tileOf(level int, i int64) string {
	return tilePath(level, i/width, tileWidth(v.size, max(level, 0), i/width))
}

// blameTiles names every tile that does not say what the entries say.
func (v *verifier) blameTiles() {
	for _, n := range v.differ {
		v.found.add(Problem{What: "tile.altered", Entry: n, Place: v.tileOf(0, n)})
	}
	for level := 1; level < len(v.kept); level++ {
		for i, h := range v.kept[level] {
			if h != v.fresh[level][i] {
				v.found.add(Problem{What: "tile.altered", Entry: int64(i) << (8 * level), Place: v.tileOf(level, int64(i))})
			}
		}
	}
}

// blameEntries is for tiles whose right edge gives the signed root: a tile is as sound as the hash its parent holds of
// it. Entries are wrong where a sound tile says otherwise.
func (v *verifier) blameEntries() {
	unsound := map[int64]bool{}
	v.chain(unsound)
	for _, n := range v.differ {
		p := Problem{What: "entry.altered", Entry: n, Place: v.tileOf(entryLevel, n)}
		if unsound[n/width] {
			if v.fresh[1][n/width] == v.kept[1][n/width] {
				continue // the bundle is as its parent says, the tile was named by chain
			}
			p.What = "entry.differs"
		}
		v.found.add(p)
	}
}

// chain names the tiles that are not what their parents hold of them, and marks those of level 0.
func (v *verifier) chain(unsound map[int64]bool) {
	for i, h := range v.tops {
		if i < len(v.kept[1]) && h != v.kept[1][i] {
			v.found.add(Problem{What: "tile.altered", Entry: int64(i) * width, Place: tilePath(0, int64(i), width)})
			if unsound != nil {
				unsound[int64(i)] = true
			}
		}
	}
	for level := 1; level+1 < len(v.kept); level++ {
		for i, h := range v.kept[level+1] {
			if top(v.kept[level][i*width:][:width]) != h {
				v.found.add(Problem{What: "tile.altered", Entry: int64(i) << (8 * (level + 1)), Place: tilePath(level, int64(i), width)})
			}
		}
	}
}

// keptRoot computes the root from the tiles of the right edge alone.
func (v *verifier) keptRoot() tlog.Hash {
	var whole edge
	for level := len(v.kept) - 1; level >= 0; level-- {
		part := v.last
		if level > 0 {
			part = v.kept[level][len(v.kept[level])/width*width:]
		}
		var e edge
		for _, h := range part {
			e.add(h)
		}
		whole.full = append(whole.full, e.full...)
	}
	whole.size = v.size
	return whole.root()
}
