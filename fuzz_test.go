package schild_test

import (
	"go/ast"
	"maps"
	"slices"
	"strings"
	"testing"
	"unicode"
)

// unfuzzed are readers that need no target of their own, with the reason.
func unfuzzed() map[string]string {
	return map[string]string{}
}

// TestReadersAreFuzzed: an exported function of storeys 1 and 2 that reads text, bytes or files from outside is called by a fuzz
// target of its package. One without fails here, or stands in unfuzzed with the reason.
func TestReadersAreFuzzed(t *testing.T) {
	files := eachSource(t)
	tried := map[string]map[string]bool{} // names that the targets of a folder call, straight or by way of others
	found, excused := 0, unfuzzed()
	for _, s := range files {
		if st := storey(s.dir); s.test || st != 1 && st != 2 {
			continue
		}
		for _, d := range s.file.Decls {
			f, ok := d.(*ast.FuncDecl)
			if !ok || !isReader(f) {
				continue
			}
			if tried[s.dir] == nil {
				tried[s.dir] = targets(files, s.dir)
			}
			found++
			name := s.dir + "." + f.Name.Name
			why, let := excused[name]
			switch delete(excused, name); {
			case tried[s.dir][f.Name.Name] && let:
				t.Errorf("%s is fuzzed: it needs no excuse (%s)", name, why)
			case !tried[s.dir][f.Name.Name] && !let:
				t.Errorf("%s: %s reads what comes from outside and no fuzz target of %s calls it", s.fset.Position(f.Pos()), f.Name.Name, s.dir)
			}
		}
	}
	for _, name := range slices.Sorted(maps.Keys(excused)) {
		t.Errorf("%s is excused and is not there", name)
	}
	if t.Logf("%d readers", found); found < 20 {
		t.Errorf("only %d readers: the test looks at the wrong things", found)
	}
}

// isReader tells an exported function by what it is called and what it is given.
func isReader(f *ast.FuncDecl) bool {
	if !f.Name.IsExported() || f.Recv != nil && !hasExported(f.Recv.List[0].Type) {
		return false
	}
	verb := slices.ContainsFunc([]string{"Read", "Parse", "Open", "Load", "Decode", "Find", "Restore", "Believe", "Verify"}, func(v string) bool {
		rest, ok := strings.CutPrefix(f.Name.Name, v)
		return ok && (rest == "" || unicode.IsUpper(rune(rest[0])))
	})
	return verb && slices.ContainsFunc(f.Type.Params.List, func(p *ast.Field) bool { return outside(p.Type) })
}

// hasExported tells whether a receiver's type is one that others know.
func hasExported(x ast.Expr) bool {
	if star, ok := x.(*ast.StarExpr); ok {
		x = star.X
	}
	id, ok := x.(*ast.Ident)
	return ok && id.IsExported()
}

// outside tells the types in which outside bytes come in.
func outside(x ast.Expr) bool {
	switch x := x.(type) {
	case *ast.Ident:
		return x.Name == "string" || x.Name == "byte" || x.Name == "File"
	case *ast.ArrayType:
		return outside(x.Elt)
	case *ast.Ellipsis:
		return outside(x.Elt)
	case *ast.SelectorExpr:
		return isName(x.X, "io") && strings.HasPrefix(x.Sel.Name, "Reader") || isName(x.X, "fs") && x.Sel.Name == "FS"
	}
	return false
}

// targets gives every name that the fuzz targets of a folder use, through the other functions of its tests too.
func targets(files []source, dir string) map[string]bool {
	uses := map[string][]string{}
	var todo []string
	for _, s := range files {
		if !s.test || s.dir != dir {
			continue
		}
		for _, d := range s.file.Decls {
			if f, ok := d.(*ast.FuncDecl); ok && f.Body != nil {
				ast.Inspect(f.Body, func(n ast.Node) bool {
					if id, ok := n.(*ast.Ident); ok {
						uses[f.Name.Name] = append(uses[f.Name.Name], id.Name)
					}
					return true
				})
				if strings.HasPrefix(f.Name.Name, "Fuzz") {
					todo = append(todo, f.Name.Name)
				}
			}
		}
	}
	out := map[string]bool{}
	for len(todo) > 0 {
		name := todo[0]
		todo = todo[1:]
		for _, used := range uses[name] {
			if !out[used] {
				out[used] = true
				todo = append(todo, used)
			}
		}
	}
	return out
}
