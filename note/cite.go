package note

import (
	"bytes"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
)

// citation is [[ref]] in the running text.
type citation struct {
	ast.BaseInline
	ref string
}

// Kind names the node for goldmark.
func (*citation) Kind() ast.NodeKind { return ast.KindString }

// Dump is goldmark's debugging aid.
func (c *citation) Dump(source []byte, level int) { ast.DumpHelper(c, source, level, nil, nil) }

// citeParser finds citations before goldmark's link parser can take their brackets apart.
type citeParser struct{}

// Trigger gives the bytes a citation can begin at; '!' because goldmark would read ![[ref]] as an image.
func (citeParser) Trigger() []byte { return []byte{'[', '!'} }

// Parse takes one citation, or nothing.
func (citeParser) Parse(parent ast.Node, block text.Reader, _ parser.Context) ast.Node {
	line, segment := block.PeekLine()
	shout := 0
	if line[0] == '!' {
		shout = 1
	}
	ref, length := citeAt(line[shout:])
	if length == 0 {
		return nil
	}
	if shout == 1 {
		parent.AppendChild(parent, ast.NewTextSegment(segment.WithStop(segment.Start+1)))
	}
	block.Advance(shout + length)
	return &citation{ref: ref}
}

// citeAt reads a citation at the start of s: two brackets, a ref without brackets on one line, two brackets.
// Length 0 means there is none. The ref is trimmed and nothing else: what it may be is the caller's Lookup.
func citeAt(s []byte) (ref string, length int) {
	if !bytes.HasPrefix(s, []byte("[[")) {
		return "", 0
	}
	end := bytes.IndexAny(s[2:], "[]\n")
	if end < 0 || !bytes.HasPrefix(s[2+end:], []byte("]]")) {
		return "", 0
	}
	ref = string(bytes.Join(bytes.Fields(s[2:2+end]), []byte(" ")))
	if ref == "" {
		return "", 0
	}
	return ref, end + 4
}

// splitCitations takes out the citations that still stand in a run's text: in code, behind escapes, in addresses.
func splitCitations(r run) []run {
	if r.cite != "" {
		return []run{r}
	}
	var out []run
	rest, from := []byte(r.text), 0
	for from < len(rest) {
		at := bytes.Index(rest[from:], []byte("[["))
		if at < 0 {
			break
		}
		ref, length := citeAt(rest[from+at:])
		if length == 0 {
			from += at + 1
			continue
		}
		out = appendText(out, r, rest[:from+at])
		out = append(out, run{cite: ref})
		rest, from = rest[from+at+length:], 0
	}
	return appendText(out, r, rest)
}

func appendText(out []run, style run, s []byte) []run {
	if len(s) == 0 {
		return out
	}
	style.text = string(s)
	return append(out, style)
}
