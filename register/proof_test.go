package register_test

import (
	"bytes"
	"encoding/json"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/mod/sumdb/tlog"
	"pgregory.net/rapid"

	"schild/internal/badinput"
	"schild/register"
)

func TestProofOfEveryEntry(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		l := newLedger(t, rapid.IntRange(1, 600).Draw(r, "size"))
		n := rapid.IntRange(0, len(l.entries)-1).Draw(r, "entry")
		p, err := register.Prove(l.signed, int64(n), l)
		if err != nil {
			r.Fatal(err)
		}
		q, err := register.ParseProof(p.String())
		if err != nil || q.String() != p.String() {
			r.Fatal(err)
		}
		if err := q.Check(l.policy(), l.entries[n]); err != nil {
			r.Fatal(err)
		}
		if len(p.String()) > 4096 {
			r.Fatalf("a receipt of %d bytes", len(p.String()))
		}
		other := rapid.IntRange(0, len(l.entries)-1).Draw(r, "other")
		if other != n && q.Check(l.policy(), l.entries[other]) == nil {
			r.Fatalf("the proof of %d proves %d", n, other)
		}
	})
}

func TestProofTellsOfTheActOnlyWhenDisclosed(t *testing.T) {
	l := newLedger(t, 10)
	salt, act := [32]byte{5}, register.Act{ID: "a", Kind: "note.send", Actor: "p"}
	entry := register.Commit(salt, act.Encode())
	l.add(t, entry[:])
	l.sign(t)
	p, err := register.Prove(l.signed, 10, l)
	if err != nil {
		t.Fatal(err)
	}
	if _, _, err := p.Act(); err == nil || strings.Contains(p.String(), "extra") {
		t.Error("told without being asked to")
	}
	p, err = register.ParseProof(p.Disclose(salt, act.Encode()).String())
	if err != nil {
		t.Fatal(err)
	}
	got, e, err := p.Act()
	if err != nil || got.Kind != "note.send" || p.Check(l.policy(), e) != nil {
		t.Error(got, err)
	}
	act.Kind = "note.recall"
	if _, e, _ := p.Disclose(salt, act.Encode()).Act(); p.Check(l.policy(), e) == nil {
		t.Error("another act is proven")
	}
}

func TestEveryBitOfAProofCounts(t *testing.T) {
	l := newLedger(t, 37)
	p, err := register.Prove(l.signed, 11, l)
	if err != nil {
		t.Fatal(err)
	}
	text := []byte(p.String())
	for i := range len(text) * 8 {
		b := bytes.Clone(text)
		b[i/8] ^= 1 << (i % 8)
		if q, err := register.ParseProof(string(b)); err == nil && q.Check(l.policy(), l.entries[11]) == nil {
			t.Fatalf("bit %d (%q) changes nothing", i, text[i/8])
		}
	}
}

func FuzzParseProof(f *testing.F) {
	l := newLedger(f, 37)
	p, err := register.Prove(l.signed, 11, l)
	if err != nil {
		f.Fatal(err)
	}
	f.Add(p.String())
	f.Add(p.Disclose([32]byte{1}, register.Act{}.Encode()).String())
	f.Fuzz(func(t *testing.T, text string) {
		q, err := register.ParseProof(text)
		if err != nil {
			badinput.Refused(t, err)
			return
		}
		if q.String() != text {
			t.Errorf("%q is written back as %q", text, q)
		}
		if q.Check(l.policy(), l.entries[11]) == nil && q.Index != 11 {
			t.Errorf("entry 11 proven at %d", q.Index)
		}
		if _, _, err := q.Act(); err != nil {
			badinput.Refused(t, err)
		}
		if err := q.Check(l.policy(), l.entries[12]); err != nil {
			badinput.Refused(t, err)
		}
	})
}

// Vectors of inclusion proofs made by another implementation, good ones and corrupted ones.
func TestForeignInclusionProofs(t *testing.T) {
	dir := os.Getenv("SCHILD_TESTDATA")
	if dir == "" {
		dir = "../../shared/data"
	}
	dir = filepath.Join(dir, "register", "merkle-proofs", "testdata", "inclusion")
	if _, err := os.Stat(dir); err != nil {
		t.Skip("skipped: no test data")
	}
	good, bad := 0, 0
	err := fs.WalkDir(os.DirFS(dir), ".", func(path string, d fs.DirEntry, err error) error {
		if err != nil || !strings.HasSuffix(path, ".json") {
			return err
		}
		var v struct {
			LeafIdx, TreeSize uint64
			Root, LeafHash    []byte
			Proof             [][]byte
			WantErr           bool
		}
		b, err := fs.ReadFile(os.DirFS(dir), path)
		if err != nil {
			return err
		}
		if err := json.Unmarshal(b, &v); err != nil {
			return err
		}
		if ok := foreignProof(v.LeafIdx, v.TreeSize, v.Root, v.LeafHash, v.Proof); ok == v.WantErr {
			t.Errorf("%s: proven %v, want the opposite", path, ok)
		}
		if v.WantErr {
			bad++
		} else {
			good++
		}
		return nil
	})
	if err != nil || good == 0 || bad == 0 {
		t.Errorf("%d good, %d corrupted, %v", good, bad, err)
	}
}

func foreignProof(at, total uint64, root, leaf []byte, hashes [][]byte) bool {
	n, size := int64(at), int64(total)
	if len(root) != tlog.HashSize || len(leaf) != tlog.HashSize || n < 0 || size < 1 || n >= size {
		return false
	}
	var p tlog.RecordProof
	for _, h := range hashes {
		if len(h) != tlog.HashSize {
			return false
		}
		p = append(p, tlog.Hash(h))
	}
	return tlog.CheckRecord(p, size, tlog.Hash(root), n, tlog.Hash(leaf)) == nil
}
