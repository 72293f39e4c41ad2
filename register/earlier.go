package register

import (
	"cmp"
	"slices"

	"golang.org/x/mod/sumdb/tlog"
)

// earlier holds checkpoints that somebody kept from before. A register that was rewritten or cut and signed anew with the
// house's own key is whole in itself; against what was signed before it is not.
type earlier struct {
	list  []Checkpoint // by size
	sound int64        // entries vouched for by an earlier checkpoint so far
}

// open believes the kept checkpoints that open believes; the others are findings.
func (e *earlier) open(kept [][]byte, open func([]byte) (Checkpoint, error), found *problems) {
	for _, signed := range kept {
		c, err := open(signed)
		if err != nil {
			found.checkpoint(err)
			continue
		}
		e.list = append(e.list, c)
	}
	slices.SortFunc(e.list, func(a, b Checkpoint) int { return cmp.Compare(a.Size, b.Size) })
}

// at is told the tree at every size, and names the stretch of entries that is not what was signed earlier.
func (e *earlier) at(tree *edge, found *problems) {
	for len(e.list) > 0 && e.list[0].Size == tree.size {
		e.judge(e.list[0], tree.root(), found)
		e.list = e.list[1:]
	}
}

func (e *earlier) judge(c Checkpoint, root tlog.Hash, found *problems) {
	if c.Root == root {
		e.sound = c.Size
		return
	}
	found.add(Problem{What: "earlier.other", Entry: e.sound, Place: "checkpoint"}, "last", number(c.Size-1))
	e.sound = c.Size
}

// end finds earlier checkpoints of more entries than there are now.
func (e *earlier) end(size int64, found *problems) {
	for _, c := range e.list {
		found.add(Problem{What: "earlier.more", Entry: size, Place: "checkpoint"}, "last", number(c.Size-1))
	}
}
