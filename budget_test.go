package schild_test

import (
	"cmp"
	"fmt"
	"go/ast"
	"slices"
	"strings"
	"testing"
)

// budget is one of the house's sizes: what was measured, where, and how much there may be of it.
type budget struct {
	what, where string
	n, limit    int
}

func (b budget) share() float64 { return float64(b.n) / float64(b.limit) }

// TestBudgets prints the worst ten of each size and fails where one is half as large again as it should be. A package
// may be larger for a reason: a line "Budget: why" in its comment.
func TestBudgets(t *testing.T) {
	files := eachSource(t)
	all := measure(files)
	for _, what := range []string{"function lines", "file lines", "package lines", "exported names", "parameters"} {
		var of []budget
		for _, b := range all {
			if b.what == what {
				of = append(of, b)
			}
		}
		slices.SortFunc(of, func(a, b budget) int { return cmp.Or(cmp.Compare(b.share(), a.share()), cmp.Compare(a.where, b.where)) })
		for _, b := range of[:min(10, len(of))] {
			t.Logf("%-15s %5d of %5d  %s", what, b.n, b.limit, b.where)
		}
		for _, b := range of {
			if b.share() > 1.5 && !excused(files, b) {
				t.Errorf("%s: %d %s, at most %d", b.where, b.n, b.what, b.limit)
			}
		}
	}
}

func excused(files []source, b budget) bool {
	return slices.ContainsFunc(files, func(s source) bool {
		return s.dir == b.where && s.file.Doc != nil && strings.Contains(s.file.Doc.Text(), "\nBudget: ")
	})
}

func measure(files []source) []budget {
	var out []budget
	lines, names := map[string]int{}, map[string]int{}
	for _, s := range files {
		n := s.fset.Position(s.file.FileEnd).Line
		if !s.test {
			out = append(out, budget{"file lines", s.path, n, 400})
			lines[s.dir] += n
		}
		for _, d := range s.file.Decls {
			if f, ok := d.(*ast.FuncDecl); ok && !s.test {
				where := fmt.Sprintf("%s %s", s.path, f.Name.Name)
				size := s.fset.Position(f.End()).Line - s.fset.Position(f.Pos()).Line + 1
				out = append(out, budget{"function lines", where, size, 40}, budget{"parameters", where, f.Type.Params.NumFields(), 4})
			}
			if !s.test {
				names[s.dir] += exported(d)
			}
		}
	}
	for dir, n := range lines {
		out = append(out, budget{"package lines", dir, n, 1500}, budget{"exported names", dir, names[dir], 25})
	}
	return out
}

// exported counts the names a declaration adds to its package's face; methods belong to their type.
func exported(d ast.Decl) (n int) {
	switch d := d.(type) {
	case *ast.FuncDecl:
		if d.Recv == nil && d.Name.IsExported() {
			n++
		}
	case *ast.GenDecl:
		for _, spec := range d.Specs {
			switch spec := spec.(type) {
			case *ast.TypeSpec:
				if spec.Name.IsExported() {
					n++
				}
			case *ast.ValueSpec:
				if slices.ContainsFunc(spec.Names, (*ast.Ident).IsExported) {
					n++ // one line of constants is one thing to learn
				}
			}
		}
	}
	return n
}
