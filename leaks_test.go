package schild_test

import (
	"encoding/json"
	"flag"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

var plant = flag.String("leaks", "", "which planted leaks to try: all, two (as make test does), or a part of a name; when empty only their places are looked at")

// planted is one leak: a change to one place of the source that lets a reader learn of what they may not see.
type planted struct{ name, why, path, old, now string }

// TestPlantedLeaks puts one leak after another into the house, by an overlay at build time: the source has no switch for it. The
// test of noninterference must fail with each. A leak whose place in the source has changed fails too, so that none goes stale.
func TestPlantedLeaks(t *testing.T) {
	leaks := readLeaks(t)
	if len(leaks) < 30 {
		t.Errorf("%d leaks are planted, at least 30", len(leaks))
	}
	for _, l := range leaks {
		overlay := l.overlay(t)
		if !l.chosen() {
			continue
		}
		t.Run(l.name, func(t *testing.T) { l.caught(t, overlay) })
	}
}

func (l planted) chosen() bool {
	switch *plant {
	case "":
		return false
	case "all":
		return true
	case "two": // one that only a second reader meets, and one that no page shows
		return l.name == "cached-count" || l.name == "refused-not-missing"
	}
	return strings.Contains(l.name, *plant)
}

func readLeaks(t *testing.T) []planted {
	t.Helper()
	names, err := filepath.Glob("testdata/leaks/*.leak")
	if err != nil {
		t.Fatal(err)
	}
	var out []planted
	for _, n := range names {
		b, err := os.ReadFile(n)
		if err != nil {
			t.Fatal(err)
		}
		why, rest, ok := strings.Cut(string(b), "\n-- ")
		path, rest, ok2 := strings.Cut(rest, " --\n")
		old, now, ok3 := strings.Cut(rest, "\n== now ==\n")
		if !ok || !ok2 || !ok3 {
			t.Fatalf("%s: not of the form of a leak", n)
		}
		out = append(out, planted{strings.TrimSuffix(filepath.Base(n), ".leak"), why, path, old, strings.TrimSuffix(now, "\n")})
	}
	return out
}

// overlay writes the changed file, and what tells go to take it in place of the source's own.
func (l planted) overlay(t *testing.T) string {
	t.Helper()
	b, err := os.ReadFile(l.path)
	if err != nil {
		t.Fatalf("%s: %v", l.name, err)
	}
	if n := strings.Count(string(b), l.old); n != 1 {
		t.Errorf("%s: its place stands %d times in %s: write the leak anew", l.name, n, l.path)
		return ""
	}
	dir := t.TempDir()
	file, list := filepath.Join(dir, filepath.Base(l.path)), filepath.Join(dir, "overlay.json")
	here, err := filepath.Abs(l.path)
	if err == nil {
		err = os.WriteFile(file, []byte(strings.Replace(string(b), l.old, l.now, 1)), 0o600)
	}
	replace, jerr := json.Marshal(map[string]map[string]string{"Replace": {here: file}})
	if err != nil || jerr != nil || os.WriteFile(list, replace, 0o600) != nil {
		t.Fatal(err, jerr)
	}
	return list
}

// caught runs the test of noninterference on the leaking house, and wants it to fail for what it saw.
func (l planted) caught(t *testing.T, overlay string) {
	t.Helper()
	if overlay == "" {
		return
	}
	out, err := exec.Command("go", "test", "-overlay", overlay, "-count=1", "-run", "^TestNoninterference$", "./cmd/schild").CombinedOutput()
	text := string(out)
	switch {
	case strings.Contains(text, "[build failed]") || strings.Contains(text, "[setup failed]"):
		t.Errorf("%s does not build:\n%.1500s", l.name, text)
	case err == nil:
		t.Errorf("%s was not caught: %s", l.name, l.why)
	case !strings.Contains(text, " differs: ") && !strings.Contains(text, " shows ") && !strings.Contains(text, "sees other things"):
		t.Errorf("%s: the test failed for something else:\n%.1500s", l.name, text)
	}
}
