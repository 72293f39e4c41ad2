package label

// Label says who may see a thing. The zero value is "not classified, ours, for nobody outside": safe by default.
// Labels are comparable: equal meaning is ==.
type Label struct {
	Level        Level
	Compartments Set // all of them needed to read
	Releasable   Set // organisations outside, one needed; empty = nobody outside; All = anybody
	Originators  Set // whose information it is; each must consent before it leaves
	Caveats      Set // handling words that bind whoever holds it ("LIMITED DISTRIBUTION", "ORCON" …)
	Circles      Set // desks or dossier teams that need to know ("desk:east", "dossier:<id>"), membership of all needed
}

// Level is the protection level, 0 (not classified) to 4 (top secret).
type Level uint8

// The levels of the act of 11 December 1998 as amended (BEPERKT since 1 January 2024).
const (
	NotClassified Level = iota
	Restricted
	Confidential
	Secret
	TopSecret
)

// Set is an immutable, comparable set of tokens in its canonical text: sorted, no doubles, joined by one comma. The zero value is empty.
type Set string

// All is the set of every organisation; only Releasable uses it.
const All Set = "*"

// Clearance is what one reader brings: what may be read is decided by MayRead alone.
type Clearance struct {
	Level        Level
	Compartments Set
	Circles      Set
	Outside      bool // true for a person of another organisation, who then needs Releasable
	Memberships  Set  // the reader's organisations and groups ("ORG-A", "EU"), asked only when Outside
}
