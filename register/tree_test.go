package register_test

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"testing"

	"golang.org/x/mod/sumdb/tlog"
	"pgregory.net/rapid"

	"schild/register"
)

// naive computes the root of a tree as RFC 6962 section 2.1 defines it, word for word.
func naive(entries [][]byte) tlog.Hash {
	switch n := len(entries); n {
	case 0:
		return sha256.Sum256(nil)
	case 1:
		return sha256.Sum256(append([]byte{0}, entries[0]...))
	default:
		k := 1
		for k*2 < n {
			k *= 2
		}
		left, right := naive(entries[:k]), naive(entries[k:])
		return sha256.Sum256(append(append([]byte{1}, left[:]...), right[:]...))
	}
}

// The tree of the certificate-transparency project's own tests: eight inputs, nine roots.
func TestRootsOfCertificateTransparency(t *testing.T) {
	inputs := []string{"", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f"}
	roots := []string{
		"e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
		"6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
		"fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
		"aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
		"d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
		"4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
		"76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
		"ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
		"5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
	}
	l := newLedger(t, 0)
	for i, want := range roots {
		c, err := register.OpenCheckpoint(l.signed, origin, l.vkey)
		if err != nil || hex.EncodeToString(c.Root[:]) != want {
			t.Errorf("root of %d entries = %x, %v; want %s", i, c.Root, err, want)
		}
		if i < len(inputs) {
			b, _ := hex.DecodeString(inputs[i])
			l.add(t, b)
			l.sign(t)
		}
	}
}

func TestTreeIsTheNaiveTree(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		entries := rapid.SliceOfN(rapid.SliceOfN(rapid.Byte(), 0, 40), 0, 70).Draw(r, "entries")
		l := newLedger(t, 0)
		for _, e := range entries {
			l.add(t, e)
		}
		l.sign(t)
		c, err := register.OpenCheckpoint(l.signed, origin, l.vkey)
		if err != nil || c.Root != naive(entries) || c.Size != int64(len(entries)) {
			r.Fatalf("%+v %v", c, err)
		}
		if ps := verify(t, l.export(t), l.policy()); len(ps) > 0 {
			r.Fatal(ps)
		}
	})
}

func TestExportHasTheFilesOfTheLayout(t *testing.T) {
	// the example of the tlog-tiles specification: 70,000 entries
	files := newLedger(t, 70000).export(t)
	for path, size := range map[string]int{
		"tile/0/000": 8192, "tile/0/272": 8192, "tile/0/273.p/112": 112 * 32, "tile/1/000": 8192, "tile/1/001.p/17": 17 * 32,
		"tile/2/000.p/1": 32, "tile/entries/000": 256 * 34, "tile/entries/273.p/112": 112 * 34,
	} {
		if f := files[path]; f == nil || len(f.Data) != size {
			t.Errorf("%s: want %d bytes", path, size)
		}
	}
	if want := 273 + 1 + 1 + 1 + 1 + 274 + 2; len(files) != want {
		t.Errorf("%d files, want %d", len(files), want)
	}
	l := newLedger(t, 256) // a full tile and a parent of width 1
	if f := l.export(t)["tile/1/000.p/1"]; f == nil || !bytes.Equal(f.Data, l.hashes[510][:]) {
		t.Error("the parent of one full tile is wrong")
	}
}

func TestExportRefusesEntriesThatWereNotSigned(t *testing.T) {
	l := newLedger(t, 300)
	l.entries[7] = bytes.Clone(l.entries[7])
	l.entries[7][0] ^= 1
	written := map[string]bool{}
	err := register.Export(func(p string, _ []byte) error { written[p] = true; return nil },
		register.Tree{Signed: l.signed, Policy: l.policy(), Entries: l.all()})
	if err == nil || written["checkpoint"] {
		t.Errorf("exported what was not signed: %v", err)
	}
}
