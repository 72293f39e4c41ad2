package law_test

import (
	"io/fs"
	"strings"
	"testing"

	"schild/procedure"
	"schild/procedure/law"
)

// TestEveryFileIsCanonical: what a lawyer signs is what stands here.
func TestEveryFileIsCanonical(t *testing.T) {
	names, _ := fs.Glob(law.Files(), "*.yaml")
	for _, name := range names {
		b, err := fs.ReadFile(law.Files(), name)
		if err != nil {
			t.Fatal(err)
		}
		if strings.HasPrefix(name, "words.") {
			continue
		}
		f, err := procedure.Read(name, b)
		if err != nil {
			t.Errorf("%v", err)
			continue
		}
		if got := procedure.Format(f); string(got) != string(b) {
			t.Errorf("%s is not canonical: schild procedure fmt %s", name, name)
		}
	}
}
