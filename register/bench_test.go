package register_test

import (
	"fmt"
	"testing"

	"schild/register"
)

func BenchmarkAppend(b *testing.B) {
	l := newLedger(b, 0)
	e := register.Commit([32]byte{1}, []byte("act"))
	for b.Loop() {
		l.add(b, e[:])
	}
}

func BenchmarkSign(b *testing.B) {
	l := newLedger(b, 1000)
	for b.Loop() {
		l.sign(b)
	}
}

func BenchmarkRowDigest(b *testing.B) {
	row := [][]byte{register.CellBytes("2acztkk3ckg2n4ta2jzab70bek"), register.CellBytes(int64(1)), register.CellBytes(int64(3)), register.CellBytes("a value of middling length")}
	for b.Loop() {
		register.RowDigest([32]byte{1}, "statement", "2acztkk3ckg2n4ta2jzab70bek@1", row)
	}
}

// BenchmarkVerify checks an export of a year of acts from its bytes.
func BenchmarkVerify(b *testing.B) {
	l := newLedger(b, 400_000)
	files := l.export(b)
	for b.Loop() {
		if ps := verify(b, files, l.policy()); len(ps) > 0 {
			b.Fatal(ps)
		}
	}
	b.ReportMetric(float64(len(l.entries)*b.N)/b.Elapsed().Seconds(), "entries/s")
}

func BenchmarkProof(b *testing.B) {
	l := newLedger(b, 100_000)
	for b.Loop() {
		p, err := register.Prove(l.signed, 4242, l)
		if err != nil || p.Check(l.policy(), l.entries[4242]) != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkDecodeAct(b *testing.B) {
	a := register.Act{ID: "a", Kind: "list.add"}
	for i := range 10_000 {
		a.Changes = append(a.Changes, register.Change{Table: "statement", ID: fmt.Sprint(i, "@1"), After: [32]byte{1}})
	}
	payload := a.Encode()
	b.SetBytes(int64(len(payload)))
	for b.Loop() {
		if _, err := register.DecodeAct(payload); err != nil {
			b.Fatal(err)
		}
	}
}
