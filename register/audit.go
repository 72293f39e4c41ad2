package register

import (
	"cmp"
	"maps"
	"slices"
	"strconv"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"

	"schild/fault"
)

// Entry is one entry of the register as it is found in the database.
type Entry struct {
	N       int64
	Leaf    []byte // nil: there is an act and no leaf
	Salt    []byte
	Payload []byte // nil: the sealed act cannot be opened
	Found   bool   // there is an act
	Clear   Act    // ID, At, Actor, Kind, Outcome and Dossier as the clear columns have them
}

// Audit compares a database with its register. Feed it in this order: the stored hashes (Node) up to an entry, then that
// entry (Entry), and so on; then every row (Row); then the entries that Missing asks for again (Name); then Done.
type Audit struct {
	signed bool // there is a checkpoint to believe
	none   bool // there is no checkpoint at all
	size   int64
	root   tlog.Hash

	next  int64 // the number the next entry should have
	tree  edge  // grown from what was found
	lost  bool  // an entry's hash is nowhere to be found: the root cannot be computed
	nodes []stored

	acts   acts
	rows   rows
	before earlier
	found  problems
}

// stored is one hash of the tree as the database keeps it.
type stored struct {
	i    int64
	hash []byte
}

// NewAudit begins with the newest checkpoint; one that is missing or forged is a finding and no error. earlier are signed
// checkpoints kept from before: what they signed for must still be the beginning of the register.
func NewAudit(signed []byte, origin, vkey string, earlier ...[]byte) (*Audit, error) {
	if _, err := note.NewVerifier(vkey); err != nil {
		return nil, fault.Wrap(err, fault.Invalid, "register.vkey")
	}
	a := &Audit{acts: newActs()}
	a.before.open(earlier, func(b []byte) (Checkpoint, error) { return OpenCheckpoint(b, origin, vkey) }, &a.found)
	a.before.at(&a.tree, &a.found)
	if len(signed) == 0 {
		a.none = true // Done tells whether there is anything to sign for
		return a, nil
	}
	c, err := OpenCheckpoint(signed, origin, vkey)
	if err != nil {
		a.found.checkpoint(err)
		return a, nil
	}
	a.signed, a.size, a.root = true, c.Size, c.Root
	return a, nil
}

// Size gives the number of entries signed for.
func (a *Audit) Size() int64 { return a.size }

const maxNodes = 1 << 20 // stored hashes waiting for their entry; more means that the entries are gone

// Node gives one stored hash.
func (a *Audit) Node(i int64, hash []byte) {
	if i < 0 || a.signed && i >= tlog.StoredHashCount(a.size) {
		a.found.add(Problem{What: "node.added", Entry: -1, Place: nodePlace(i)})
		return
	}
	if len(a.nodes) < maxNodes {
		a.nodes = append(a.nodes, stored{i, hash})
	}
}

func nodePlace(i int64) string { return "node/" + number(i) }

// Entry gives one entry; numbers rise.
func (a *Audit) Entry(e Entry) {
	if e.N < 0 || a.signed && e.N >= a.size {
		a.found.add(Problem{What: "entry.added", Entry: e.N, Act: e.Clear.ID, Place: "entry/" + number(e.N)})
		a.acts.distrust(e.Clear.ID, e.N)
		return
	}
	a.gap(e.N)
	a.next = e.N + 1
	leaf, act := e.hashes()
	h, ok := a.believe(e, leaf, act)
	a.grow(e.N, h, ok)
	if act == nil || !ok || *act != h {
		a.acts.distrust(e.Clear.ID, e.N)
		return
	}
	a.act(e)
}

// gap is called when entries up to n are neither leaf nor act. Their stored hashes stand in for them as long as they fit.
func (a *Audit) gap(n int64) {
	if n == a.next {
		return
	}
	a.found.add(Problem{What: "entry.dropped", Entry: a.next}, "last", number(n-1))
	for ; a.signed && a.next < n && !a.lost; a.next++ {
		h, ok := a.stored(tlog.StoredHashIndex(0, a.next))
		a.grow(a.next, h, ok)
	}
	a.lost = a.lost || a.next < n
	a.next = n
}

// hashes gives the entry's hash as its leaf has it and as its act has it, nil where there is none.
func (e Entry) hashes() (leaf, act *tlog.Hash) {
	if e.Leaf != nil {
		h := tlog.RecordHash(e.Leaf)
		leaf = &h
	}
	if e.Payload != nil && len(e.Salt) == 32 {
		c := Commit([32]byte(e.Salt), e.Payload)
		h := tlog.RecordHash(c[:])
		act = &h
	}
	return leaf, act
}

// believe decides what the entry's hash was when it was signed. Three places hold it: the act, the leaf and the stored
// hash. One of them altered is outvoted by the others; the root tells at the end whether the votes were honest.
func (a *Audit) believe(e Entry, leaf, act *tlog.Hash) (tlog.Hash, bool) {
	node, ok := a.stored(tlog.StoredHashIndex(0, e.N))
	p := Problem{Entry: e.N, Act: e.Clear.ID}
	switch {
	case leaf == nil:
		p.What = "leaf.dropped"
	case !e.Found:
		p.What = "act.dropped"
	case act == nil:
		p.What = "act.altered"
	case *leaf == *act:
		return *leaf, true
	case ok && node == *act:
		p.What = "leaf.altered"
	default:
		p.What = "act.altered"
	}
	a.found.add(p)
	switch {
	case leaf != nil && p.What != "leaf.altered":
		return *leaf, true
	case act != nil:
		return *act, true
	}
	return node, ok
}

// stored gives a stored hash that waits for its entry.
func (a *Audit) stored(i int64) (tlog.Hash, bool) {
	at, ok := slices.BinarySearchFunc(a.nodes, i, func(s stored, i int64) int { return cmp.Compare(s.i, i) })
	if !ok || len(a.nodes[at].hash) != tlog.HashSize {
		return tlog.Hash{}, false
	}
	return tlog.Hash(a.nodes[at].hash), true
}

// grow adds entry n to the tree and compares the hashes completed by it with the stored ones. Of several in a row that
// differ the lowest is named: what stands above it differs because of it.
func (a *Audit) grow(n int64, h tlog.Hash, ok bool) {
	a.lost = a.lost || !ok
	fits, done := true, a.tree.add(h)
	if !a.lost {
		a.before.at(&a.tree, &a.found)
	}
	for level, want := range done {
		i := tlog.StoredHashIndex(0, n) + int64(level)
		for len(a.nodes) > 0 && a.nodes[0].i < i {
			a.nodes = a.nodes[1:]
		}
		if a.lost {
			continue
		}
		p := Problem{Entry: n, Place: nodePlace(i)}
		switch {
		case len(a.nodes) == 0 || a.nodes[0].i != i:
			p.What = "node.dropped"
		case string(a.nodes[0].hash) != string(want[:]):
			p.What = "node.altered"
		}
		if p.What != "" && fits {
			a.found.add(p)
		}
		fits = p.What == ""
	}
}

// act takes the changes of an act that its entry vouches for.
func (a *Audit) act(e Entry) {
	order := uint32(0)
	act, err := decode(e.Payload, func(c Change) {
		a.rows.change(uint32(e.N), order, c)
		order++
	})
	p := Problem{Entry: e.N, Act: act.ID}
	if err != nil {
		p.What, p.Act = "act.unreadable", e.Clear.ID
		a.found.add(p)
		a.acts.distrust(e.Clear.ID, e.N)
		return
	}
	a.acts.trust(act.ID, e.N, [32]byte(e.Salt))
	c := e.Clear
	if act.ID != c.ID || act.At != c.At || act.Actor != c.Actor || act.Kind != c.Kind || act.Outcome != c.Outcome || act.Dossier != c.Dossier {
		p.What = "act.clear"
		a.found.add(p)
	}
}

// Done gives everything found, in the order of entries.
func (a *Audit) Done() []Problem {
	a.rows.settle()
	a.before.end(a.next, &a.found)
	switch {
	case a.none && a.next > 0:
		a.found.add(Problem{What: "checkpoint.missing", Entry: -1, Place: "checkpoint"})
	case a.signed && a.next < a.size:
		a.found.add(Problem{What: "entry.cut", Entry: a.next}, "last", number(a.size-1))
	case a.signed && !a.lost && a.tree.root() != a.root:
		a.found.add(Problem{What: "root", Entry: -1, Place: "checkpoint"}, "n", number(a.size))
	}
	for _, s := range a.acts.list {
		if s.rows > 0 {
			a.found.add(Problem{What: "act.rows", Entry: s.n, Act: s.id}, "n", strconv.Itoa(s.rows))
		}
	}
	for _, id := range slices.Sorted(maps.Keys(a.acts.strange)) {
		x := a.acts.strange[id]
		a.found.add(Problem{What: "act.unknown", Entry: -1, Act: id, Place: x.place}, "n", strconv.Itoa(x.rows))
	}
	for _, n := range a.Missing() { // nobody asked for their names
		a.found.add(Problem{What: "act.missing", Entry: n, Act: a.acts.entry(uint32(n)).id})
	}
	return a.found.sorted()
}
