package register_test

import (
	"fmt"
	"strings"
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

// BenchmarkReceipt checks what an addressee is handed, from its bytes alone, as their lawyer does; it tells its size.
func BenchmarkReceipt(b *testing.B) {
	l := newLedger(b, 100_000)
	act := register.Act{ID: strings.Repeat("a", 26), Actor: "p1", Kind: "note.send", Outcome: "done", Objects: []string{"note:" + strings.Repeat("n", 26)}}
	for i := range 5 {
		act.Detail = append(act.Detail, fmt.Sprint("copy ", i+1), strings.Repeat("5e", 32))
		act.Changes = append(act.Changes, register.Change{Table: "dispatch", ID: strings.Repeat("d", 26) + "@1", After: [32]byte{1}})
	}
	entry := register.Commit([32]byte{5}, act.Encode())
	n := int64(len(l.entries))
	l.add(b, entry[:])
	for range 50_000 { // what was done since
		l.add(b, entry[:])
	}
	l.sign(b)
	p, err := register.Prove(l.signed, n, l)
	if err != nil {
		b.Fatal(err)
	}
	text, policy := p.Disclose([32]byte{5}, act.Encode()).String(), l.policy()
	for b.Loop() {
		p, err := register.ParseProof(text)
		if err != nil {
			b.Fatal(err)
		}
		if _, entry, err := p.Act(); err != nil || p.Check(policy, entry) != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(len(text)), "bytes")
}
