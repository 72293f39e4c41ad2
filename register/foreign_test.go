package register_test

import (
	"encoding/hex"
	"maps"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"schild/register"
)

// lay writes files into a folder of their own.
func lay(t *testing.T, files fstest.MapFS) string {
	t.Helper()
	dir := t.TempDir()
	for path, f := range files {
		full := filepath.Join(dir, filepath.FromSlash(path))
		if err := os.MkdirAll(filepath.Dir(full), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(full, f.Data, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

// doc/verify.py shares no code with this package: what the two agree on, the specifications say.
func TestPythonAgrees(t *testing.T) {
	python, err := exec.LookPath("python3")
	if err != nil {
		t.Skip("skipped: no python3")
	}
	run := func(files fstest.MapFS) (string, bool) {
		out, err := exec.CommandContext(t.Context(), python, "-I", filepath.Join("..", "doc", "verify.py"), lay(t, files)).CombinedOutput()
		return string(out), err == nil
	}
	for _, n := range []int{0, 1, 257, 1500} {
		if out, ok := run(newLedger(t, n).export(t)); !ok || !strings.Contains(out, "as signed") {
			t.Errorf("%d entries: %s", n, out)
		}
	}
	names := exec.CommandContext(t.Context(), python, "-Bc", "import verify; print(*map(verify.path, (0, 999, 1000, 1234067)))")
	names.Dir = filepath.Join("..", "doc")
	if out, err := names.Output(); err != nil || string(out) != "000 999 x001/000 x001/x234/067\n" {
		t.Errorf("tile numbers: %s %v", out, err)
	}
	l := newLedger(t, 600)
	clean := l.export(t)
	r := rand.New(rand.NewPCG(9, 9))
	for _, path := range slices.Sorted(maps.Keys(clean)) {
		if path == "policy" {
			continue
		}
		for _, e := range edits()[:2] { // a process each
			files := maps.Clone(clean)
			if got := e.do(r, files, path); got != path {
				continue // nothing changed, or a file added: it looks at no others
			}
			if out, ok := run(files); ok {
				t.Errorf("%s of %s: %s", e.name, path, out)
			}
		}
	}
}

// A receipt can be checked and its act read without schild too.
func TestPythonChecksReceipts(t *testing.T) {
	python, err := exec.LookPath("python3")
	if err != nil {
		t.Skip("skipped: no python3")
	}
	script, err := filepath.Abs(filepath.Join("..", "doc", "receipt.py"))
	if err != nil {
		t.Fatal(err)
	}
	l := newLedger(t, 700)
	act := register.Act{ID: "a1", At: 1_700_000_000_000_000, Actor: "p1", Kind: "note.send", Outcome: "done", Objects: []string{"note:n1"}, Detail: []string{"copy", strings.Repeat("x", 300)}}
	entry := register.Commit([32]byte{5}, act.Encode())
	l.add(t, entry[:])
	l.sign(t)
	for _, c := range []struct {
		n     int64
		shown string
		entry []byte
		ok    bool
	}{{700, "kind: note.send", nil, true}, {5, "entry 5 of 701", l.entries[5], true}, {5, "", l.entries[6], false}, {511, "as signed", l.entries[511], true}, {0, "", nil, false}} {
		p, err := register.Prove(l.signed, c.n, l)
		if err != nil {
			t.Fatal(err)
		}
		if c.n == 700 {
			p = p.Disclose([32]byte{5}, act.Encode())
		}
		dir := lay(t, fstest.MapFS{"r.tlog-proof": {Data: []byte(p.String())}, "policy": {Data: []byte(l.policy().String())}})
		args := []string{"-B", script, "r.tlog-proof", "policy"}
		if c.entry != nil {
			args = append(args, hex.EncodeToString(c.entry))
		}
		cmd := exec.CommandContext(t.Context(), python, args...)
		cmd.Dir = dir
		if out, err := cmd.CombinedOutput(); (err == nil) != c.ok || !strings.Contains(string(out), c.shown) {
			t.Errorf("receipt of %d: %v %s", c.n, err, out)
		}
	}
}
