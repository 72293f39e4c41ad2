package cheat_test

import (
	"go/parser"
	"go/token"
	"io/fs"
	"path/filepath"
	"strings"
	"testing"
)

// TestOnlyTheDemoCheats holds that nothing but the demo imports this package.
func TestOnlyTheDemoCheats(t *testing.T) {
	root := filepath.Join("..", "..", "..")
	err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || !strings.HasSuffix(path, ".go") {
			if err == nil && d.IsDir() && (d.Name() == "node_modules" || d.Name() == ".git") {
				return fs.SkipDir
			}
			return err
		}
		f, err := parser.ParseFile(token.NewFileSet(), path, nil, parser.ImportsOnly)
		if err != nil {
			return nil // the compiler says more about it
		}
		rel, _ := filepath.Rel(root, path)
		rel = filepath.ToSlash(rel)
		for _, i := range f.Imports {
			if i.Path.Value == `"schild/internal/demo/cheat"` && !strings.HasPrefix(rel, "internal/demo/") && !strings.HasPrefix(rel, "internal/web/demo/") && rel != "cmd/schild/demo_test.go" {
				t.Errorf("%s imports the demo's tricks", rel)
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}
