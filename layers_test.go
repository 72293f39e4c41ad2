package schild_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// source is one Go file of the tree.
type source struct {
	path string // slash-separated, from the module's root
	dir  string // the package's folder
	test bool
	fset *token.FileSet
	file *ast.File
}

// eachSource reads every Go file of the module, in the order of paths.
func eachSource(t *testing.T) []source {
	t.Helper()
	var out []source
	err := filepath.WalkDir(".", func(path string, e fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if e.IsDir() && (e.Name() == "node_modules" || e.Name() == "testdata" || strings.HasPrefix(e.Name(), ".") && path != ".") {
			return filepath.SkipDir
		}
		if !strings.HasSuffix(path, ".go") {
			return nil
		}
		s := source{path: filepath.ToSlash(path), dir: filepath.ToSlash(filepath.Dir(path)), test: strings.HasSuffix(path, "_test.go"), fset: token.NewFileSet()}
		s.file, err = parser.ParseFile(s.fset, path, nil, parser.ParseComments|parser.SkipObjectResolution)
		out = append(out, s)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func (s source) imports() []string {
	var out []string
	for _, i := range s.file.Imports {
		path, err := strconv.Unquote(i.Path.Value)
		if err == nil {
			out = append(out, path)
		}
	}
	return out
}

// storey gives the storey of a package folder, 0 for what is none of the house (tools, this test).
func storey(dir string) int {
	first, _, _ := strings.Cut(dir, "/")
	switch {
	case slices.Contains([]string{"fault", "label", "day", "name", "fact"}, first):
		return 1
	case slices.Contains([]string{"match", "control", "spread", "sky", "sighting", "estimate", "procedure", "register", "erase", "document", "note", "archive", "exchange"}, first):
		return 2
	case under(dir, "internal/store"), under(dir, "internal/office"), under(dir, "internal/desk"), under(dir, "internal/work"):
		return 3
	case under(dir, "internal/web"), under(dir, "internal/api"), under(dir, "internal/lang"), under(dir, "internal/demo"), under(dir, "internal/witness"), under(dir, "cmd"):
		return 4
	}
	return 0
}

func under(dir, root string) bool { return dir == root || strings.HasPrefix(dir, root+"/") }

// TestArrowsPointDown holds the four storeys of the house: a package imports its own storey only where this says so,
// and never a higher one.
func TestArrowsPointDown(t *testing.T) {
	for _, s := range eachSource(t) {
		if s.test || storey(s.dir) == 0 {
			continue
		}
		for _, path := range s.imports() {
			to, ours := strings.CutPrefix(path, "schild/")
			if ours && !mayImport(s.dir, to) {
				t.Errorf("%s imports %s: arrows point down only", s.path, path)
			}
			if !ours && storey(s.dir) == 1 && strings.Contains(path, ".") && !strings.HasPrefix(path, "golang.org/x/text/") {
				t.Errorf("%s imports %s: words use the standard library and x/text", s.path, path)
			}
		}
	}
}

func mayImport(from, to string) bool {
	a, b := storey(from), storey(to)
	switch {
	case b == 0, b > a:
		return false
	case a == 2 && b == 2: // the rooms of one instrument
		one, _, _ := strings.Cut(from, "/")
		return under(to, one)
	case under(from, "internal/desk") && under(to, "internal/desk"):
		return under(to, from) || under(from, to)
	case under(from, "internal/store") && b == 3:
		return under(to, "internal/store")
	case under(from, "internal/office") && b == 3:
		return under(to, "internal/store") || under(to, "internal/office")
	case under(from, "internal/lang") && b == 4:
		return under(to, "internal/lang")
	case under(from, "internal/web/page") && b == 4:
		return under(to, "internal/lang") || under(to, "internal/web/page")
	}
	return true
}

// impure are the packages through which a clock, chance, the disk, the network or another program could come in.
func impure() []string {
	return []string{"os", "os/exec", "os/user", "net", "net/http", "math/rand", "math/rand/v2", "crypto/rand", "database/sql", "syscall", "log", "log/slog", "plugin", "unsafe"}
}

// TestPureBelow holds that storeys 1 and 2 have no clock, chance, disk, network, environment or SQL.
func TestPureBelow(t *testing.T) {
	for _, s := range eachSource(t) {
		if st := storey(s.dir); s.test || st == 0 || st > 2 {
			continue
		}
		for _, path := range s.imports() {
			if slices.Contains(impure(), path) {
				t.Errorf("%s imports %s: storeys 1 and 2 are pure", s.path, path)
			}
		}
		ast.Inspect(s.file, func(n ast.Node) bool {
			if call, ok := n.(*ast.SelectorExpr); ok && isName(call.X, "time") && slices.Contains([]string{"Now", "Since", "Until", "After", "Tick", "NewTimer", "Sleep"}, call.Sel.Name) {
				t.Errorf("%s: time.%s: storeys 1 and 2 have no clock", s.fset.Position(n.Pos()), call.Sel.Name)
			}
			return true
		})
	}
}

func isName(x ast.Expr, name string) bool {
	id, ok := x.(*ast.Ident)
	return ok && id.Name == name
}

// TestOneDoorForChange holds that only office writes to the store, only store and desks hold SQL, only work knows
// the queue's library, and reads never name a schema.
func TestOneDoorForChange(t *testing.T) {
	sql := regexp.MustCompile(`(?is)^\s*(select\s.+\sfrom\s|insert\s+into\s|update\s+\w+\s+set\s|delete\s+from\s)`)
	for _, s := range eachSource(t) {
		if s.test || storey(s.dir) == 0 {
			continue
		}
		for _, path := range s.imports() {
			if strings.HasPrefix(path, "github.com/riverqueue/") && !under(s.dir, "internal/work") {
				t.Errorf("%s imports %s: only internal/work knows the queue", s.path, path)
			}
			if (path == "github.com/jmoiron/sqlx" || strings.HasPrefix(path, "github.com/ncruces/")) && !under(s.dir, "internal/store") && !under(s.dir, "internal/demo/cheat") {
				t.Errorf("%s imports %s: only internal/store knows the database", s.path, path)
			}
		}
		ast.Inspect(s.file, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.BasicLit:
				text, err := strconv.Unquote(n.Value)
				if n.Kind != token.STRING || err != nil || !sql.MatchString(text) {
					return true
				}
				desk := under(s.dir, "internal/desk")
				queue := under(s.dir, "internal/work") && strings.Contains(text, "river_job") // the queue's own table
				if !desk && !queue && !under(s.dir, "internal/store") && !under(s.dir, "internal/demo/cheat") {
					t.Errorf("%s: SQL outside store and desks", s.fset.Position(n.Pos()))
				}
				if desk && regexp.MustCompile(`(?i)\b(main|temp)\.`).MatchString(text) {
					t.Errorf("%s: a desk reads the public views by bare names", s.fset.Position(n.Pos()))
				}
			case *ast.CallExpr:
				if sel, ok := n.Fun.(*ast.SelectorExpr); ok && sel.Sel.Name == "Write" && len(n.Args) == 4 && !under(s.dir, "internal/office") && storey(s.dir) > 2 {
					t.Errorf("%s: only internal/office writes to the store", s.fset.Position(n.Pos()))
				}
			}
			return true
		})
	}
}

// TestNoHiddenState holds that nothing happens at import time and no package has a drawer for odds and ends.
func TestNoHiddenState(t *testing.T) {
	for _, s := range eachSource(t) {
		if s.test {
			continue
		}
		for _, d := range s.file.Decls {
			if f, ok := d.(*ast.FuncDecl); ok && f.Recv == nil && f.Name.Name == "init" {
				t.Errorf("%s has an init()", s.path)
			}
		}
		for part := range strings.SplitSeq(s.path, "/") {
			if slices.Contains([]string{"util", "utils", "common", "helpers", "models", "types", "service", "misc"}, strings.TrimSuffix(part, ".go")) && s.path != "fact/types.go" {
				t.Errorf("%s: a name that says nothing", s.path)
			}
		}
	}
}

// TestPackagesSayWhatTheyAre holds that every package begins with one sentence.
func TestPackagesSayWhatTheyAre(t *testing.T) {
	doc, packages := map[string]string{}, map[string]string{}
	for _, s := range eachSource(t) {
		if s.test {
			continue
		}
		packages[s.dir] = s.file.Name.Name
		if s.file.Doc != nil {
			doc[s.dir] += s.file.Doc.Text()
		}
	}
	for dir, name := range packages {
		want := "Package " + name + " "
		if name == "main" {
			want = "Command " + filepath.Base(dir) + " "
		}
		if !strings.HasPrefix(doc[dir], want) {
			t.Errorf("%s: the package comment should begin %q", dir, want)
		}
	}
}
