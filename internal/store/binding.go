package store

import (
	"math"

	"schild/label"
)

// Binding says for whom to read: what the reader's clearance allows, which acts the reader may see, and as of when.
type Binding struct {
	Person    string
	Clearance label.Clearance
	Blind     bool  // sees no content at all: an auditor of the register
	Register  bool  // sees every act, not only the own ones
	Numbers   bool  // sees chronological register numbers: the registrar
	Control   bool  // sees everything, whatever it bears, and everything shown is noted: a control body with a log of its own
	Proved    bool  // showed a key of theirs a moment ago: for acts that want the key in hand
	AsOf      int64 // UTC microseconds; 0 = now
	all       bool  // the house's own cascade reads; set only by Tx.All
}

// binding is a Binding with its bitset of visible labels, as one connection holds it during one transaction.
type binding struct {
	Binding
	bits []byte
}

// visible tells whether a row with label number no, registered then, exists for the bound reader. A label newer
// than the bitset is invisible.
func (b *binding) visible(no, registered int64) bool {
	return b != nil && registered <= b.moment() && b.cleared(no)
}

// cleared tells whether the bound reader may see what bears label number no.
func (b *binding) cleared(no int64) bool {
	if b == nil || b.all {
		return b != nil
	}
	return no >= 0 && no/8 < int64(len(b.bits)) && b.bits[no/8]&(1<<(no%8)) != 0
}

// known is the gate of the staff list: every bound reader of the house knows colleagues' names, nobody outside does.
func (b *binding) known(registered int64) bool {
	return b != nil && !b.Clearance.Outside && registered <= b.moment()
}

func (b *binding) moment() int64 {
	switch {
	case b == nil:
		return math.MinInt64
	case b.AsOf == 0:
		return math.MaxInt64
	}
	return b.AsOf
}

func (b *binding) seesAct(actor string) bool {
	return b != nil && (b.Register || b.all || actor == b.Person)
}

func (b *binding) chronology() bool { return b != nil && (b.Numbers || b.all) }
