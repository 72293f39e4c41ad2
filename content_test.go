package schild_test

import (
	"go/ast"
	"slices"
	"testing"
)

// TestLogsHoldNoContent: what goes to a log is made by fault.Log. An error as such has words in it that somebody may have sent.
func TestLogsHoldNoContent(t *testing.T) {
	for _, s := range eachSource(t) {
		if s.test || storey(s.dir) == 0 {
			continue
		}
		ast.Inspect(s.file, func(n ast.Node) bool {
			if call, ok := n.(*ast.CallExpr); ok && logs(call) {
				for _, a := range call.Args {
					if bare(a) {
						t.Errorf("%s: an error goes to the log as it is: fault.Log(err)", s.fset.Position(a.Pos()))
					}
				}
			}
			return true
		})
	}
}

// logs tells calls of a logger: x.Log.Error(…), slog.Warn(…), log.Print(…).
func logs(call *ast.CallExpr) bool {
	sel, ok := call.Fun.(*ast.SelectorExpr)
	if !ok || !slices.Contains([]string{"Debug", "Info", "Warn", "Error", "Log", "DebugContext", "InfoContext", "WarnContext", "ErrorContext", "Print", "Printf", "Println", "Fatal", "Fatalf", "Panic"}, sel.Sel.Name) {
		return false
	}
	of := []string{"log", "Log", "slog", "logger", "l", "quiet"}
	if inner, ok := sel.X.(*ast.SelectorExpr); ok {
		return slices.Contains(of, inner.Sel.Name)
	}
	id, ok := sel.X.(*ast.Ident)
	return ok && slices.Contains(of, id.Name)
}

// bare tells whether an error, or what was recovered, stands in an expression outside fault.Log and %T.
func bare(x ast.Expr) (found bool) {
	ast.Inspect(x, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.CallExpr:
			if sel, ok := n.Fun.(*ast.SelectorExpr); ok && (isName(sel.X, "fault") && sel.Sel.Name == "Log" || typeOnly(n)) {
				return false
			}
		case *ast.Ident:
			found = found || slices.Contains([]string{"err", "e", "p", "cause", "werr", "perr"}, n.Name)
		}
		return true
	})
	return found
}

// typeOnly tells fmt.Sprintf("%T", x).
func typeOnly(call *ast.CallExpr) bool {
	if len(call.Args) != 2 {
		return false
	}
	format, ok := call.Args[0].(*ast.BasicLit)
	return ok && format.Value == `"%T"`
}
