package register

import (
	"cmp"
	"crypto/sha256"
	"encoding/binary"
	"maps"
	"slices"
)

// rows holds what the acts said of every row, 32 bytes a change, until the row itself is seen. It is cut into 256 parts
// so that growing one never copies the whole.
type rows struct {
	part    [256][]want
	settled bool
}

// want is one change an act made to a row. Half a SHA-256 is kept of the digest: who edits the database would need 2^128
// tries, and nobody knows an act's salt before its rows are chosen.
type want struct {
	key    uint64 // of table and row
	act    uint32 // number of the entry
	order  uint32 // place in the act, and what became of it
	digest [16]byte
}

// What became of a want, in the upper bits of its order.
const (
	taking  = 1 << 31 // the act took the row away
	open    = 0       // a row not seen yet
	settled = 1 << 29 // as it should be
	told    = 2 << 29 // not as it should be, and told
	odd     = 3 << 29 // taken away when it was different from what had been written
	state   = 3 << 29
)

func (w want) removes() bool    { return w.order&taking != 0 }
func (w want) place() uint32    { return w.order &^ (taking | state) }
func (w want) is(s uint32) bool { return w.order&state == s }
func (w want) wrong() bool      { return w.removes() && w.is(odd) || !w.removes() && w.is(open) }
func (w *want) set(s uint32)    { w.order = w.order&^state | s }

func rowKey(table, id string) uint64 {
	b := make([]byte, 0, 96)
	h := sha256.Sum256(putText(putText(b, table), id))
	return binary.BigEndian.Uint64(h[:8])
}

func (r *rows) change(act, order uint32, c Change) {
	key := rowKey(c.Table, c.ID)
	p := &r.part[key>>56]
	if c.Before != [32]byte{} {
		*p = append(*p, want{key, act, order&^(taking|state) | taking, [16]byte(c.Before[:16])})
	}
	if c.After != [32]byte{} {
		*p = append(*p, want{key, act, order &^ (taking | state), [16]byte(c.After[:16])})
	}
}

// settle sorts the changes by row and strikes out rows that were written and taken away again.
func (r *rows) settle() {
	if r.settled {
		return
	}
	r.settled = true
	for _, p := range r.part {
		slices.SortFunc(p, compareWants)
		for from := 0; from < len(p); {
			to := from + 1
			for to < len(p) && p[to].key == p[from].key {
				to++
			}
			strike(p[from:to])
			from = to
		}
	}
}

func compareWants(a, b want) int {
	return cmp.Or(cmp.Compare(a.key, b.key), cmp.Compare(a.act, b.act), cmp.Compare(a.place(), b.place()),
		cmp.Compare(b.order, a.order)) // what one change took away stands before what it wrote
}

// strike pairs what was written to one row with what was taken away later.
func strike(ws []want) {
	for i := range ws {
		if !ws[i].removes() {
			continue
		}
		ws[i].set(odd)
		for j := i - 1; j >= 0; j-- {
			if !ws[j].removes() && ws[j].is(open) {
				if ws[j].digest == ws[i].digest {
					ws[i].set(settled)
				}
				ws[j].set(settled)
				break
			}
		}
	}
}

// of gives every change to one row, oldest first.
func (r *rows) of(key uint64) []want {
	p := r.part[key>>56]
	from, _ := slices.BinarySearchFunc(p, key, func(w want, key uint64) int { return cmp.Compare(w.key, key) })
	to := from
	for to < len(p) && p[to].key == key {
		to++
	}
	return p[from:to]
}

// Row gives one row: its table, its name in the register, the act it says wrote it, its cells as CellBytes has them. A
// table whose rows do not bear their act is given with act "".
func (a *Audit) Row(table, rowID, act string, cells [][]byte) {
	a.rows.settle()
	ws := a.rows.of(rowKey(table, rowID))
	var first *want
	for i := range ws {
		w := &ws[i]
		if w.removes() || !w.is(open) {
			continue
		}
		by := a.acts.entry(w.act)
		d := RowDigest(by.salt, table, rowID, cells)
		if w.digest == [16]byte(d[:16]) && (act == "" || act == by.id) {
			w.set(settled)
			return
		}
		if first == nil {
			first = w
		}
	}
	place := table + "/" + rowID
	if first != nil {
		first.set(told)
		a.found.add(Problem{What: "row.altered", Entry: int64(first.act), Act: a.acts.entry(first.act).id, Place: place})
		return
	}
	a.stray(act, place)
}

// stray is a row no act wrote. Rows of an act that is itself in doubt are counted, not listed.
func (a *Audit) stray(act, place string) {
	by := a.acts.get(act)
	switch {
	case by != nil && !by.trusted:
		by.rows++
	case by != nil:
		a.found.add(Problem{What: "row.added", Entry: by.n, Act: act, Place: place})
	case act == "":
		a.found.add(Problem{What: "row.added", Entry: -1, Place: place})
	case a.acts.strange[act] != nil:
		a.acts.strange[act].rows++
	case len(a.acts.strange) < maxProblems:
		a.acts.strange[act] = &stranger{place, 1}
	default:
		a.found.more++
	}
}

// Missing gives the numbers of entries to give to Name: those whose rows are not there, or were altered before they were
// taken away. At most as many as anyone wants to read.
func (a *Audit) Missing() []int64 {
	a.rows.settle()
	seen := map[int64]bool{}
	for _, p := range a.rows.part {
		for _, w := range p {
			if w.wrong() {
				seen[int64(w.act)] = true
			}
		}
	}
	all := slices.Sorted(maps.Keys(seen))
	return all[:min(len(all), maxProblems)]
}

// Name takes an entry once more, to say which of its rows are missing.
func (a *Audit) Name(e Entry) {
	place := uint32(0)
	id := a.acts.entry(uint32(e.N)).id
	_, err := decode(e.Payload, func(c Change) {
		ws := a.rows.of(rowKey(c.Table, c.ID))
		for i := range ws {
			w := &ws[i]
			if int64(w.act) != e.N || w.place() != place || !w.wrong() {
				continue
			}
			p := Problem{What: "row.dropped", Entry: e.N, Act: id, Place: c.Table + "/" + c.ID}
			if w.removes() {
				p.What = "row.before"
			}
			w.set(told)
			a.found.add(p)
		}
		place++
	})
	_ = err // it was decoded before; an entry that changed under the audit stays in Missing
}
