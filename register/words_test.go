package register_test

import (
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

var problemKey = regexp.MustCompile(`(?:What: |What = |what, args := |p\.What, p\.Act = )"([a-z.]+)"`)

// Every finding can be said in four languages, and its words ask for no value that a finding of its kind might lack.
func TestEveryProblemHasWords(t *testing.T) {
	sources, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	var keys []string
	for _, name := range sources {
		b, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		for _, m := range problemKey.FindAllStringSubmatch(string(b), -1) {
			if k := strings.TrimPrefix(m[1], "register.problem."); k != "" {
				keys = append(keys, k)
			}
		}
	}
	if len(keys) < 25 || !slices.Contains(keys, "row.altered") || !slices.Contains(keys, "more") {
		t.Fatalf("only %v found in the source", keys)
	}
	for _, code := range []string{"nl", "fr", "de", "en"} {
		b, err := os.ReadFile(filepath.Join("..", "internal", "lang", "text", "register."+code+".toml"))
		if err != nil {
			t.Fatal(err)
		}
		for _, k := range keys {
			if !strings.Contains(string(b), `"register.problem.`+k+`"`) {
				t.Errorf("%s: no words for %s", code, k)
			}
		}
	}
}
