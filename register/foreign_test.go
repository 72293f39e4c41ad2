package register_test

import (
	"maps"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
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
	if testing.Short() {
		return
	}
	if out, ok := run(newLedger(t, 256_300).export(t)); !ok { // tile numbers of more than three digits
		t.Error(out)
	}
	l := newLedger(t, 600)
	clean := l.export(t)
	r := rand.New(rand.NewPCG(9, 9))
	for _, path := range slices.Sorted(maps.Keys(clean)) {
		if path == "policy" {
			continue
		}
		for _, e := range edits() {
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
