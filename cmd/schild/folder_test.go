package main

import (
	"bytes"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"
)

// TestPathsBeginAtTheCaller: a server that carries out somebody's command looks for files where the caller stands, not where it
// was started itself.
func TestPathsBeginAtTheCaller(t *testing.T) {
	w := newWorld(t, filepath.Join(t.TempDir(), "house"), time.Date(2026, 5, 4, 12, 0, 0, 0, time.UTC))
	here := t.TempDir()
	for _, name := range []string{"one.txt", "two.txt"} {
		w.must(os.WriteFile(filepath.Join(here, name), []byte(name), 0o600))
	}
	var out, err bytes.Buffer
	term := terminal{out: &out, err: &err, env: func(string) string { return "" }, remote: w.house, uid: strconv.Itoa(os.Getuid()), cwd: here}
	code := execute(t.Context(), []string{"receive", "--data", w.where, "one.txt", filepath.Join(here, "two.txt")}, term)
	if code != 0 || strings.Count(out.String(), `"status":"read"`) != 2 {
		t.Errorf("%d %s%s", code, out.String(), err.String())
	}
}

// TestIdentityIsKept: what a house was told of itself counts at every later start; what is not given again stays.
func TestIdentityIsKept(t *testing.T) {
	now := time.Date(2026, 5, 4, 12, 0, 0, 0, time.UTC)
	w := newWorld(t, filepath.Join(t.TempDir(), "house"), now)
	w.must(w.is(identity{Own: "LUMEN", Country: "xl"}))
	w.must(w.is(identity{Service: "Lumen"}))
	w.close()
	w = newWorld(t, w.where, now)
	if w.notes.Own != "LUMEN" || w.notes.Country != "XL" || w.notes.Service != "Lumen" {
		t.Errorf("%q %q %q", w.notes.Own, w.notes.Country, w.notes.Service)
	}
	for _, wrong := range []identity{{Own: "two,words"}, {Own: "a b"}, {Country: "Lumen"}} {
		if err := w.is(wrong); err == nil {
			t.Errorf("%+v was taken", wrong)
		}
	}
}
