package procedure

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"slices"

	"github.com/expr-lang/expr"
	"github.com/expr-lang/expr/ast"
	"github.com/expr-lang/expr/parser"
	"github.com/expr-lang/expr/vm"

	"schild/fault"
)

// compiled is what Read makes of a file beside its text.
type compiled struct {
	hash   string
	guards map[string]*vm.Program // by condition
}

// Hash names the text of the file: a case keeps the hash of the file it began under.
func (f *File) Hash() string { return f.hash }

func hash(b []byte) string {
	sum := sha256.Sum256(b)
	return hex.EncodeToString(sum[:])
}

// compile reads a condition over the fields. No function but len exists in it: nothing that knows the time or chance, and nothing
// that goes round: a condition costs no more than its length.
func (f *File) compile(when string) (*vm.Program, error) {
	tree, err := parser.Parse(when)
	if err != nil {
		return nil, err
	}
	v := &plain{}
	ast.Walk(&tree.Node, v)
	if v.err != nil {
		return nil, v.err
	}
	return expr.Compile(when, expr.Env(f.values(nil)), expr.AsBool(), expr.DisableAllBuiltins(), expr.EnableBuiltin("len"), expr.MaxNodes(200))
}

// plain finds in a condition what is more than comparing fields.
type plain struct{ err error }

// Visit looks at one node.
func (v *plain) Visit(n *ast.Node) {
	ok := false
	switch n := (*n).(type) {
	case *ast.IdentifierNode, *ast.IntegerNode, *ast.FloatNode, *ast.BoolNode, *ast.StringNode, *ast.ArrayNode, *ast.UnaryNode:
		ok = true
	case *ast.BinaryNode:
		ok = slices.Contains([]string{"==", "!=", "<", "<=", ">", ">=", "and", "or", "&&", "||", "in", "+", "-"}, n.Operator)
	case *ast.BuiltinNode:
		ok = n.Name == "len"
	}
	if !ok && v.err == nil {
		v.err = fmt.Errorf("%s: only fields, compared", *n)
	}
}

// values gives the whole form: what is there, and the zero of what is not.
func (f *File) values(have map[string]any) map[string]any {
	out := make(map[string]any, len(f.Fields))
	for _, field := range f.Fields {
		out[field.Name] = field.zero()
		if v, ok := have[field.Name]; ok {
			out[field.Name] = v
		}
	}
	return out
}

// Suggest gives what a file suggests for the fields of a case, by field.
func (m Machine) Suggest(s State) map[string]string {
	out := map[string]string{}
	for _, x := range m.File.Suggests {
		if ok, err := m.File.allows(x.When, s.Values); ok && err == nil {
			out[x.Field] = x.Value
		}
	}
	return out
}

// allows tells whether a condition holds over the form.
func (f *File) allows(when string, have map[string]any) (bool, error) {
	if when == "" {
		return true, nil
	}
	v, err := expr.Run(f.guards[when], f.values(have))
	if err != nil {
		return false, fault.Wrap(err, fault.Broken, "procedure.when", "place", f.ID, "when", when)
	}
	yes, _ := v.(bool)
	return yes, nil
}
