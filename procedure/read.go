package procedure

import (
	"bytes"
	"errors"
	"fmt"
	"regexp"
	"strconv"
	"strings"

	"github.com/goccy/go-yaml"
	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/parser"

	"schild/fault"
)

// Bounds of a file of law, of one of words, and of a line: the parser's time grows with their square.
const (
	maxFile  = 64 << 10
	maxWords = 256 << 10
	maxLine  = 4 << 10
)

// Read reads and checks one file. Every problem is named with file and line; they come joined.
func Read(name string, b []byte) (_ *File, err error) {
	defer mended(name, &err)
	lines, err := parse(name, b, maxFile)
	if err != nil {
		return nil, err
	}
	f := &File{}
	if err := yaml.UnmarshalWithOptions(b, f, yaml.Strict(), yaml.DisallowUnknownField()); err != nil {
		return nil, unreadable(name, err)
	}
	c := &checker{f: f, name: name, lines: lines, uses: map[string]bool{}}
	c.all()
	if len(c.problems) > 0 {
		return nil, errors.Join(c.problems...)
	}
	f.hash = hash(Format(f))
	return f, nil
}

// mended makes a refusal of a panic: the parser of YAML is not ours, and a file may come from outside.
func mended(name string, err *error) {
	if r := recover(); r != nil {
		*err = fault.Wrap(fmt.Errorf("%v", r), fault.Invalid, "procedure.yaml", "place", name, "what", "not YAML")
	}
}

// unreadable turns the parser's words into ours, with the line it names.
func unreadable(name string, err error) error {
	place := name
	if m := regexp.MustCompile(`\[(\d+):\d+\]`).FindStringSubmatch(err.Error()); m != nil {
		place += ":" + m[1]
	}
	what, _, _ := strings.Cut(err.Error(), "\n")
	return fault.Wrap(err, fault.Invalid, "procedure.yaml", "place", place, "what", what)
}

// parse refuses more than most bytes and what a file of law may not contain, and gives the line of each item: "moves/2" is on line 40.
func parse(name string, b []byte, most int) (map[string]int, error) {
	if line := foul(b, most); line > 0 {
		return nil, fault.New(fault.Invalid, "procedure.yaml", "place", fmt.Sprintf("%s:%d", name, line), "what", "size, depth, tab or zero byte")
	}
	tree, err := parser.ParseBytes(b, parser.ParseComments)
	if err != nil {
		return nil, unreadable(name, err)
	}
	v := &visitor{name: name}
	for _, doc := range tree.Docs {
		if doc.Body != nil {
			ast.Walk(v, doc.Body)
		}
	}
	if v.err != nil {
		return nil, v.err
	}
	root, ok := ast.Node(nil), false
	if len(tree.Docs) == 1 {
		root = tree.Docs[0].Body
		_, ok = root.(*ast.MappingNode)
	}
	if !ok {
		return nil, fault.New(fault.Invalid, "procedure.yaml", "place", name+":1", "what", "one document of keys and values is needed")
	}
	return itemLines(root.(*ast.MappingNode)), nil
}

func itemLines(root *ast.MappingNode) map[string]int {
	lines := map[string]int{}
	for _, kv := range root.Values {
		key := kv.Key.String()
		lines[key] = kv.Key.GetToken().Position.Line
		if list, ok := kv.Value.(*ast.SequenceNode); ok {
			for i, item := range list.Values {
				lines[key+"/"+strconv.Itoa(i)] = firstLine(item)
			}
		}
	}
	return lines
}

// foul gives the line of what no file of law has (tabs, zero bytes, deep nesting, too much of it), before a parser that calls itself
// meets it; 0 where there is none.
func foul(b []byte, most int) int {
	const deepest = 20
	if len(b) > most {
		return 1
	}
	n, line, began := 0, 1, 0
	for i, c := range b {
		switch c {
		case '\n':
			line, began = line+1, i
		case '[', '{', '(':
			n++
		case ']', '}', ')':
			n = max(n-1, 0)
		}
		if n > deepest || i-began > maxLine || c == 0 || c == '\t' || bytes.HasPrefix(b[i:], []byte("- - ")) || bytes.HasPrefix(b[i:], []byte("? ? ")) {
			return line
		}
	}
	return 0
}

// firstLine gives the line an item begins on: a mapping's own token is the colon of its first pair.
func firstLine(n ast.Node) int {
	if m, ok := n.(*ast.MappingNode); ok && len(m.Values) > 0 {
		return m.Values[0].Key.GetToken().Position.Line
	}
	return n.GetToken().Position.Line
}

// visitor finds what makes a text mean something other than what it shows: anchors, aliases, merges, tags, comments.
type visitor struct {
	name string
	err  error
}

// Visit looks at one node.
func (v *visitor) Visit(n ast.Node) ast.Visitor {
	if n == nil {
		return nil
	}
	switch n.Type() {
	case ast.AnchorType, ast.AliasType, ast.MergeKeyType, ast.TagType, ast.DirectiveType, ast.CommentType, ast.CommentGroupType:
		if v.err == nil {
			v.err = fault.New(fault.Invalid, "procedure.yaml.plain", "place", fmt.Sprintf("%s:%d", v.name, n.GetToken().Position.Line))
		}
		return nil
	}
	if n.GetComment() != nil && v.err == nil {
		v.err = fault.New(fault.Invalid, "procedure.yaml.plain", "place", fmt.Sprintf("%s:%d", v.name, n.GetToken().Position.Line))
	}
	return v
}
