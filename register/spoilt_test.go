package register_test

import (
	"bytes"
	"fmt"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"golang.org/x/mod/sumdb/tlog"

	"schild/fault"
	"schild/internal/badinput"
	"schild/register"
)

// Forged, cut and swollen files of every sort that the package reads: refused with a reason, or exactly what they were.

func TestSpoiltFiles(t *testing.T) {
	l, w := newLedger(t, 37), newWitness("1x.example")
	p, err := register.Prove(l.signed, 11, l)
	if err != nil {
		t.Fatal(err)
	}
	act := register.Act{ID: "a", Actor: "vera", Kind: "record.receive", Outcome: "done", Objects: []string{"record:x"}, Changes: []register.Change{{Table: "t", ID: "i", After: [32]byte{2}}}}
	body, _, _ := strings.Cut(string(l.signed), "\n\n")
	for _, c := range []struct {
		what, good string
		read       func(string) (string, error)
	}{
		{"act", string(act.Encode()), func(s string) (string, error) {
			a, err := register.DecodeAct([]byte(s))
			return string(a.Encode()), err
		}},
		{"checkpoint", body + "\n", func(s string) (string, error) { c, err := register.ParseCheckpoint(s); return c.String(), err }},
		{"signed checkpoint", string(l.signed), func(s string) (string, error) {
			c, err := register.OpenCheckpoint([]byte(s), origin, l.vkey)
			if err == nil && c.Size != 37 {
				t.Errorf("%q is believed to be of %d entries", s, c.Size)
			}
			return s, err
		}},
		{"proof", p.String(), func(s string) (string, error) { p, err := register.ParseProof(s); return p.String(), err }},
		{"disclosed proof", p.Disclose([32]byte{1}, act.Encode()).String(), func(s string) (string, error) {
			p, err := register.ParseProof(s)
			if err == nil {
				if _, _, err := p.Act(); err != nil {
					badinput.Refused(t, err)
				}
				if err := p.Check(l.policy(), l.entries[12]); err == nil {
					t.Errorf("%q proves another entry", s)
				} else {
					badinput.Refused(t, err)
				}
			}
			return p.String(), err
		}},
		{"policy", "log " + l.vkey + "\nwitness w " + w.vkey() + " https://w.example\ngroup g all w\nquorum g\n", func(s string) (string, error) {
			p, err := register.ParsePolicy(s)
			return p.String(), err
		}},
		{"path", "tile/0/x001/067.p/9", func(s string) (string, error) { _, err := register.ParsePart(s); return s, err }},
	} {
		taken, refused := 0, 0
		for b := range badinput.Each([]byte(c.good)) {
			again, err := c.read(string(b))
			if err != nil {
				badinput.Refused(t, err)
				refused++
				continue
			}
			if taken++; again != string(b) {
				t.Errorf("%s: %q is read and written %q", c.what, b, again)
			}
		}
		t.Logf("%s: %d refused, %d taken", c.what, refused, taken)
		if taken == 0 || refused < 100 {
			t.Errorf("%s: %d refused, %d taken", c.what, refused, taken)
		}
	}
}

// TestSwollenFiles: what is larger than any file of its sort is refused before it is worked through.
func TestSwollenFiles(t *testing.T) {
	l := newLedger(t, 3)
	long := strings.Repeat("x", 1<<20)
	_, err := register.OpenCheckpoint(append(bytes.Clone(l.signed), long...), origin, l.vkey)
	_, policyErr := register.ParsePolicy("log " + l.vkey + "\nquorum none\n# " + long)
	_, proofErr := register.ParseProof("c2sp.org/tlog-proof@v1\nindex 0\n" + strings.Repeat("47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n", 64) + "\n" + string(l.signed))
	_, lineErr := register.ParsePolicy("moonfish " + long[:1<<15] + "\x7f\n")
	for what, err := range map[string]error{"checkpoint": err, "policy": policyErr, "proof": proofErr, "line": lineErr} {
		if !fault.Is(err, fault.Invalid) {
			t.Errorf("%s: %v", what, err)
			continue
		}
		badinput.Refused(t, err)
	}
}

// FuzzParsePart: a path that is read is one of those an export writes, for a register that is large enough.
func FuzzParsePart(f *testing.F) {
	for _, s := range []string{"tile/0/000", "tile/entries/x001/067.p/9", "tile/7/000.p/1", "tile/8/000", "tile/0/x000/000", "tile/../checkpoint", "tile/data/000", "tile/0/000.p/256", "checkpoint"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, path string) {
		p, err := register.ParsePart(path)
		if err != nil {
			badinput.Refused(t, err)
			return
		}
		if strings.Contains(path, "..") || strings.ContainsAny(path, "\\\x00 ") || p.In(0) {
			t.Fatalf("%q is a part", path)
		}
		from, count, bundle := p.Bundle()
		if size := from + count; bundle && size < 1<<12 && !slices.Contains(slices.Collect(register.Parts(size)), path) {
			t.Fatalf("%q is no part of a register of %d", path, size)
		}
	})
}

// TestAPartIsOfItsRegister: Of tells of every path what Parts says, of one that has grown too.
func TestAPartIsOfItsRegister(t *testing.T) {
	every := map[string]bool{}
	sizes := []int64{0, 1, 255, 256, 257, 600, 1 << 16, 1<<16 + 3}
	for _, size := range sizes {
		for path := range register.Parts(size) {
			every[path] = true
		}
	}
	for _, size := range sizes {
		now := map[string]bool{}
		for path := range register.Parts(size) {
			now[path] = true
		}
		for path := range every {
			if p, err := register.ParsePart(path); err != nil || p.Of(size) != now[path] {
				t.Fatalf("%s of %d: %v", path, size, err)
			}
		}
	}
}

// FuzzBelieve: a checkpoint is believed only with the log's signature and the witness's, whatever stands around them.
func FuzzBelieve(f *testing.F) {
	l, w := newLedger(f, 5), newWitness("1x.example")
	p, err := register.ParsePolicy("log " + l.vkey + "\nwitness w " + w.vkey() + "\nquorum w\n")
	if err != nil {
		f.Fatal(err)
	}
	whole := cosign(f, l.signed, w)
	f.Add(whole)
	f.Add(l.signed)
	f.Add(append(bytes.Clone(whole), foreignNote...))
	body, lines, _ := bytes.Cut(whole, []byte("\n\n"))
	f.Fuzz(func(t *testing.T, b []byte) {
		c, err := register.Believe(b, p)
		if err != nil {
			badinput.Refused(t, err)
			return
		}
		head, rest, _ := bytes.Cut(b, []byte("\n\n"))
		if c.Size != 5 || !bytes.Equal(head, body) {
			t.Fatalf("%q is believed as %v", b, c)
		}
		for line := range bytes.Lines(lines) {
			if !bytes.Contains(rest, bytes.TrimSpace(line)) {
				t.Fatalf("%q is believed without %q", b, line)
			}
		}
	})
}

// house is a small database with its register: an act an entry, a row an act.
type house struct {
	*ledger
	payloads [][]byte
}

var salt = bytes.Repeat([]byte{7}, 32)

func newHouse(t testing.TB, n int) house {
	h := house{ledger: newLedger(t, 0)}
	for i := range n {
		row := register.RowDigest([32]byte(salt), "t", fmt.Sprint(i), [][]byte{register.CellBytes(int64(i))})
		a := register.Act{ID: fmt.Sprint("a", i), Outcome: "done", Changes: []register.Change{{Table: "t", ID: fmt.Sprint(i), After: row}}}
		entry := register.Commit([32]byte(salt), a.Encode())
		h.add(t, entry[:])
		h.payloads = append(h.payloads, a.Encode())
	}
	h.sign(t)
	return h
}

// audit looks at the house with one thing put in place of another: of an entry n its leaf, its payload, its salt or a cell of its
// row, the stored hash n, or the checkpoint.
func (h house) audit(t testing.TB, what byte, n int, b []byte) []register.Problem {
	pick := func(kind byte, i int, good []byte) []byte {
		if what == kind && n == i {
			return b
		}
		return good
	}
	a, err := register.NewAudit(pick(5, 0, h.signed), origin, h.vkey)
	if err != nil {
		t.Fatal(err)
	}
	next := int64(0)
	for i := range h.entries {
		for ; next < tlog.StoredHashCount(int64(i)+1); next++ {
			a.Node(next, pick(4, int(next), h.hashes[next][:]))
		}
		clear, err := register.DecodeAct(h.payloads[i])
		if err != nil {
			t.Fatal(err)
		}
		a.Entry(register.Entry{N: int64(i), Leaf: pick(0, i, h.entries[i]), Salt: pick(2, i, salt), Payload: pick(1, i, h.payloads[i]), Found: true, Clear: clear})
	}
	for i := range h.entries {
		a.Row("t", fmt.Sprint(i), fmt.Sprint("a", i), [][]byte{pick(3, i, register.CellBytes(int64(i)))})
	}
	for _, m := range a.Missing() {
		a.Name(register.Entry{N: m, Found: true, Salt: pick(2, int(m), salt), Payload: pick(1, int(m), h.payloads[m]), Clear: register.Act{ID: fmt.Sprint("a", m)}})
	}
	return a.Done()
}

// good gives what stands there.
func (h house) good(what byte, n int) []byte {
	switch what {
	case 0:
		return h.entries[n]
	case 1:
		return h.payloads[n]
	case 2:
		return salt
	case 3:
		return register.CellBytes(int64(n))
	case 4:
		return h.hashes[n][:]
	}
	return h.signed
}

// FuzzAudit: whatever is put in the place of one thing of a database is found; the same thing is not.
func FuzzAudit(f *testing.F) {
	h := newHouse(f, 9)
	f.Add(byte(0), uint(3), []byte("x"))
	f.Add(byte(1), uint(4), register.Act{ID: "a4"}.Encode())
	f.Add(byte(5), uint(0), []byte(foreignNote))
	f.Add(byte(4), uint(9), []byte{})
	for what := range byte(6) {
		f.Add(what, uint(2), h.good(what, 2))
	}
	f.Fuzz(func(t *testing.T, what byte, n uint, b []byte) {
		what %= 6
		at := int(n % 9)
		if what == 5 {
			at = 0
		}
		found := h.audit(t, what, at, b)
		if same := bytes.Equal(b, h.good(what, at)); same != (len(found) == 0) {
			t.Fatalf("%d of %d is %x: same %v, found %v", what, at, b, same, found)
		}
	})
}

// TestSignedForMoreThanThereIs: whoever holds the key can sign for any number of entries. A verifier and a mirror then say what is missing,
// and come to an end.
func TestSignedForMoreThanThereIs(t *testing.T) {
	l := newLedger(t, 300)
	files := l.export(t)
	for _, size := range []int64{1 << 62, 1 << 40, 1_000_000} {
		signed, err := register.Checkpoint{Origin: origin, Size: size, Root: tlog.Hash{1}}.Sign(l.signer)
		if err != nil {
			t.Fatal(err)
		}
		files["checkpoint"] = &fstest.MapFile{Data: signed}
		found := verify(t, files, l.policy())
		if !slices.ContainsFunc(found, func(p register.Problem) bool { return p.What == "register.problem.entry.cut" }) {
			t.Errorf("%d: %v", size, found[:min(len(found), 3)])
		}
		n := 0
		for range register.Parts(size) {
			if n++; n == 1000 {
				break
			}
		}
	}
}
