package label

// Clearance is what one reader brings: what may be read is decided by MayRead alone.
type Clearance struct {
	Level        Level
	Compartments Set
	Circles      Set
	Outside      bool // true for a person of another organisation, who then needs Releasable
	Memberships  Set  // the reader's organisations and groups ("ORG-A", "EU"), asked only when Outside
}

// MayRead tells whether the reader may see what bears l: level high enough, every compartment and every circle
// held, and for a reader outside at least one membership among those it is releasable to. Originators and caveats
// bind what a reader does with it, not the reading.
func (c Clearance) MayRead(l Label) bool {
	return c.Level >= l.Level && held(l.Compartments, c.Compartments) && held(l.Circles, c.Circles) &&
		(!c.Outside || c.released(l))
}

// held tells whether every needed token is there. A star on either side opens nothing.
func held(need, have Set) bool {
	return need == "" || need != All && have != All && need.SubsetOf(have)
}

func (c Clearance) released(l Label) bool {
	return l.Releasable == All || c.Memberships != All && l.Releasable.meets(c.Memberships)
}

// Visible gives MayRead of each label as a bitset: bit i is bit i%8, counted from the least significant, of byte
// i/8, as PostgreSQL's get_bit counts. The bits past the last label are 0; of no labels it is empty, not nil.
func (c Clearance) Visible(labels []Label) []byte {
	bits := make([]byte, (len(labels)+7)/8)
	for i, l := range labels {
		if c.MayRead(l) {
			bits[i/8] |= 1 << (i % 8)
		}
	}
	return bits
}
