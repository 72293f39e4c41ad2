package lang

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/BurntSushi/toml"
)

// TestFilesCanBeRead names every message file that is no good.
func TestFilesCanBeRead(t *testing.T) {
	for _, err := range words().problems {
		t.Error(err)
	}
}

// area gives the keys of one message file.
func area(t *testing.T, name string) map[string]any {
	b, err := text.ReadFile("text/" + name)
	if err != nil {
		t.Errorf("%s: %v", name, err)
		return nil
	}
	var m map[string]any
	if err := toml.Unmarshal(b, &m); err != nil {
		t.Errorf("%s: %v", name, err)
	}
	return m
}

// areas gives the names of the areas.
func areas(t *testing.T) []string {
	names, err := fs.Glob(text, "text/*.toml")
	if err != nil {
		t.Fatal(err)
	}
	out := map[string]bool{}
	for _, n := range names {
		a, rest, _ := strings.Cut(filepath.Base(n), ".")
		if code := strings.TrimSuffix(rest, ".toml"); !slices.Contains(Codes(), code) {
			t.Errorf("%s: no such language", n)
		}
		out[a] = true
	}
	return slices.Sorted(maps.Keys(out))
}

func TestFourFilesOfAnAreaSayTheSame(t *testing.T) {
	owner := map[string]string{}
	for _, a := range areas(t) {
		english := area(t, a+".en.toml")
		for k := range english {
			if o := owner[k]; o != "" {
				t.Errorf("%q is in %s and in %s", k, o, a)
			}
			owner[k] = a
		}
		for _, code := range Codes() {
			name := a + "." + code + ".toml"
			other := area(t, name)
			for k, v := range english {
				w, ok := other[k]
				if !ok {
					t.Errorf("%s lacks %q", name, k)
				} else if x, y := values(v), values(w); x != y {
					t.Errorf("%s: %q names %s, English names %s", name, k, y, x)
				}
			}
			for k := range other {
				if _, ok := english[k]; !ok {
					t.Errorf("%s has %q, which English lacks", name, k)
				}
			}
		}
	}
}

var named = regexp.MustCompile(`{{\s*\.(\w+)\s*}}`)

// values gives the named values a message uses, over all its plural forms.
func values(v any) string {
	found := map[string]bool{}
	for _, m := range named.FindAllStringSubmatch(fmt.Sprint(v), -1) {
		found[m[1]] = true
	}
	return strings.Join(slices.Sorted(maps.Keys(found)), " ")
}

// used is where a key is used.
type used map[string][]string

// TestEveryKeyHasWords reads the whole repository for literal keys: in fault.New and fault.Wrap, in calls of T and in templates.
func TestEveryKeyHasWords(t *testing.T) {
	all := used{}
	root := filepath.Join("..", "..")
	err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case d.IsDir() && (d.Name() == "testdata" || d.Name() == "node_modules" || d.Name() == "vendor" || d.Name() == ".git"):
			return fs.SkipDir
		case strings.HasSuffix(path, ".html"):
			return all.template(path)
		case strings.HasSuffix(path, ".go") && !strings.HasSuffix(path, "_test.go"):
			return all.source(path)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	for _, key := range slices.Sorted(maps.Keys(all)) {
		for _, code := range Codes() {
			if New(code).T(key) == key {
				t.Errorf("%s: no words for %q (%s)", code, key, all[key][0])
			}
		}
	}
}

var inTemplate = regexp.MustCompile(`[{( ]t "([^"]+)"`)

func (u used) template(path string) error {
	b, err := os.ReadFile(path)
	if err != nil {
		return err
	}
	for _, m := range inTemplate.FindAllStringSubmatch(string(b), -1) {
		u[m[1]] = append(u[m[1]], path)
	}
	return nil
}

func (u used) source(path string) error {
	set := token.NewFileSet()
	f, err := parser.ParseFile(set, path, nil, parser.SkipObjectResolution)
	if err != nil {
		return nil // somebody is in the middle of it; the compiler says so
	}
	ast.Inspect(f, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.CallExpr:
			u.call(set, n)
		case *ast.CompositeLit:
			u.item(set, n)
		}
		return true
	})
	return nil
}

// call notes the key of fault.New(kind, key …), fault.Wrap(err, kind, key …) and x.T(key …).
func (u used) call(set *token.FileSet, c *ast.CallExpr) {
	sel, ok := c.Fun.(*ast.SelectorExpr)
	if !ok {
		return
	}
	pkg, _ := sel.X.(*ast.Ident)
	place := map[string]int{"New": 1, "Wrap": 2}[sel.Sel.Name]
	switch {
	case sel.Sel.Name == "T":
		u.note(set, c.Args, 0)
	case pkg != nil && pkg.Name == "fault" && place > 0:
		u.note(set, c.Args, place)
	}
}

// item notes the key of an entry of the navigation.
func (u used) item(set *token.FileSet, c *ast.CompositeLit) {
	keyed := map[string]ast.Expr{}
	for _, e := range c.Elts {
		if kv, ok := e.(*ast.KeyValueExpr); ok {
			if id, ok := kv.Key.(*ast.Ident); ok {
				keyed[id.Name] = kv.Value
			}
		}
	}
	if keyed["Key"] != nil && keyed["Path"] != nil {
		u.note(set, []ast.Expr{keyed["Key"]}, 0)
	}
}

func (u used) note(set *token.FileSet, args []ast.Expr, i int) {
	if i >= len(args) {
		return
	}
	lit, ok := args[i].(*ast.BasicLit)
	if !ok || lit.Kind != token.STRING {
		return
	}
	if key, err := strconv.Unquote(lit.Value); err == nil && !strings.HasSuffix(key, ".") {
		u[key] = append(u[key], set.Position(lit.Pos()).String())
	}
}
