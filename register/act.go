package register

import (
	"crypto/sha256"
	"encoding/binary"

	"schild/fault"
)

// Act is what somebody did: who, what, on what ground, to which objects, and exactly which rows changed.
type Act struct {
	ID      string
	At      int64 // UTC microseconds
	Actor   string
	Kind    string
	Outcome string // "done" or "refused"
	Ground  string
	Dossier string
	Objects []string
	Detail  []string
	Changes []Change
}

// Change is one row an act wrote or took away. Both digests are salted with the salt of the act that wrote the row; a zero
// digest stands for "no row".
type Change struct {
	Table, ID     string
	Before, After [32]byte
}

const actVersion = 1

// Encode gives the one encoding of an act: a version byte, then every field in order, texts and lists with their length
// in front. A list that is nil and one that is empty are the same.
func (a Act) Encode() []byte {
	b := append(make([]byte, 0, 256+96*len(a.Changes)), actVersion)
	b = putText(b, a.ID)
	b = binary.BigEndian.AppendUint64(b, uint64(a.At))
	for _, s := range []string{a.Actor, a.Kind, a.Outcome, a.Ground, a.Dossier} {
		b = putText(b, s)
	}
	for _, list := range [][]string{a.Objects, a.Detail} {
		b = binary.AppendUvarint(b, uint64(len(list)))
		for _, s := range list {
			b = putText(b, s)
		}
	}
	b = binary.AppendUvarint(b, uint64(len(a.Changes)))
	for _, c := range a.Changes {
		b = c.put(b)
	}
	return b
}

const (
	hasBefore = 1
	hasAfter  = 2
)

func (c Change) put(b []byte) []byte {
	b = putText(putText(b, c.Table), c.ID)
	flags := len(b)
	b = append(b, 0)
	if c.Before != [32]byte{} {
		b[flags] |= hasBefore
		b = append(b, c.Before[:]...)
	}
	if c.After != [32]byte{} {
		b[flags] |= hasAfter
		b = append(b, c.After[:]...)
	}
	return b
}

func putText(b []byte, s string) []byte {
	return append(binary.AppendUvarint(b, uint64(len(s))), s...)
}

// DecodeAct reads an encoded act. It refuses whatever Encode does not write, so two different payloads are never one act.
func DecodeAct(b []byte) (Act, error) {
	var changes []Change
	a, err := decode(b, func(c Change) { changes = append(changes, c) })
	if err != nil {
		return Act{}, err
	}
	a.Changes = changes
	return a, nil
}

// decode gives the changes one by one: an act that brought in a list has hundreds of thousands.
func decode(b []byte, change func(Change)) (Act, error) {
	d := decoder{b: b}
	if d.byte() != actVersion {
		return Act{}, fault.New(fault.Invalid, "register.act")
	}
	a := Act{ID: d.text(), At: int64(d.uint64()), Actor: d.text(), Kind: d.text(), Outcome: d.text(), Ground: d.text(), Dossier: d.text()}
	a.Objects, a.Detail = d.list(), d.list()
	for n := d.count(); n > 0 && !d.bad; n-- {
		c := d.change()
		if !d.bad {
			change(c)
		}
	}
	if d.bad || len(d.b) > 0 {
		return Act{}, fault.New(fault.Invalid, "register.act")
	}
	return a, nil
}

// decoder takes values from the front of b; bad stays set once anything did not fit.
type decoder struct {
	b   []byte
	bad bool
}

func (d *decoder) take(n int) []byte {
	if d.bad || n > len(d.b) {
		d.bad = true
		return make([]byte, min(n, 32))
	}
	out := d.b[:n]
	d.b = d.b[n:]
	return out
}

func (d *decoder) byte() byte     { return d.take(1)[0] }
func (d *decoder) uint64() uint64 { return binary.BigEndian.Uint64(d.take(8)) }

// count reads a length in its shortest form, at most what is left to read.
func (d *decoder) count() int {
	n, size := binary.Uvarint(d.b)
	if size <= 0 || (size > 1 && d.b[size-1] == 0) || n > uint64(len(d.b)-size) {
		d.bad = true
		return 0
	}
	d.b = d.b[size:]
	return int(n)
}

func (d *decoder) text() string { return string(d.take(d.count())) }

func (d *decoder) list() []string {
	var out []string
	for n := d.count(); n > 0 && !d.bad; n-- {
		out = append(out, d.text())
	}
	return out
}

func (d *decoder) change() Change {
	c := Change{Table: d.text(), ID: d.text()}
	flags := d.byte()
	d.bad = d.bad || flags > hasBefore|hasAfter
	c.Before, c.After = d.digest(flags&hasBefore), d.digest(flags&hasAfter)
	return c
}

// digest reads 32 bytes where the flag is set; "no row" is written as no flag and never as zeros.
func (d *decoder) digest(flag byte) (out [32]byte) {
	if flag == 0 {
		return out
	}
	copy(out[:], d.take(32))
	d.bad = d.bad || out == [32]byte{}
	return out
}

// Commit gives the entry of an act: a commitment that tells nothing without the salt.
func Commit(salt [32]byte, payload []byte) [32]byte {
	h := sha256.New()
	h.Write([]byte("schild act 1\x00"))
	h.Write(salt[:])
	h.Write(payload)
	return [32]byte(h.Sum(nil))
}
