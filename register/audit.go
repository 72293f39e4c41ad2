package register

// Entry is one entry of the register as it is found in the database.
type Entry struct {
	N       int64
	Leaf    []byte // nil: there is an act and no leaf
	Salt    []byte
	Payload []byte // nil: the sealed act cannot be opened
	Found   bool   // there is an act row
	Clear   Act    // ID, At, Actor, Kind, Outcome and Dossier as the clear columns have them
}

// Audit compares a database with its register.
type Audit struct {
	size  int64
	found problems
}

// NewAudit begins with the newest checkpoint.
func NewAudit(signed []byte, origin, vkey string) (*Audit, error) {
	c, err := OpenCheckpoint(signed, origin, vkey)
	return &Audit{size: c.Size}, err
}

// Size gives the number of entries signed for.
func (a *Audit) Size() int64 { return a.size }

// Node gives one stored hash, in order, before the entry it belongs to.
func (a *Audit) Node(i int64, hash []byte) {}

// Entry gives one entry, in order.
func (a *Audit) Entry(e Entry) {}

// Row gives one row.
func (a *Audit) Row(table, rowID, act string, cells [][]byte) {}

// Done gives what was found.
func (a *Audit) Done() []Problem { return a.found.sorted() }
