package exchange_test

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

var key = regexp.MustCompile(`"(exchange\.[a-z.]+)"`)

// TestEveryReasonHasWords: the reasons of problems are message keys too, in the four languages of the house.
func TestEveryReasonHasWords(t *testing.T) {
	sources, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	for _, code := range []string{"nl", "fr", "de", "en"} {
		text, err := os.ReadFile(filepath.Join("..", "internal", "lang", "text", "exchange."+code+".toml"))
		if err != nil {
			t.Fatal(err)
		}
		for _, file := range sources {
			b, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			for _, m := range key.FindAllStringSubmatch(string(b), -1) {
				if !strings.HasSuffix(file, "_test.go") && !strings.Contains("\n"+string(text), "\n\""+m[1]+"\" = ") {
					t.Errorf("%s: no words for %s (%s)", code, m[1], file)
				}
			}
		}
	}
}
