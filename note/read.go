package note

import (
	"bufio"
	"bytes"
	"html"
	"strings"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	east "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/parser"
	mdhtml "github.com/yuin/goldmark/renderer/html"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"
	"golang.org/x/text/unicode/norm"
)

// maxNesting is how deep quotes and lists may stand in each other; what is deeper is shown at this depth.
const maxNesting = 6

// blockKind is what a block is.
type blockKind uint8

const (
	textBlock blockKind = iota
	headingBlock
	listBlock
	itemBlock
	quoteBlock
	codeBlock
	tableBlock
	ruleBlock
)

// block is one piece of a paragraph as read: the one model behind preview and print.
type block struct {
	kind    blockKind
	level   int       // heading: 1–6
	ordered bool      // list
	start   int       // list: first number
	runs    []run     // text, heading, code
	inside  []block   // list, item, quote
	rows    [][][]run // table: rows of cells, the first row is the head
	right   []bool    // table: columns set to the right, as those of numbers are
}

// run is a stretch of text in one style, or one citation.
type run struct {
	text               string
	bold, italic, code bool
	cite               string // the ref of a citation
	number             int    // citation: number of its source, see piece
}

// Citations gives the refs cited as [[ref]] in a Markdown text, in order, repeated as they are repeated.
func Citations(markdown string) []string {
	var refs []string
	eachRun(read(markdown), func(r run) {
		if r.cite != "" {
			refs = append(refs, r.cite)
		}
	})
	return refs
}

// eachRun visits all runs in reading order.
func eachRun(blocks []block, visit func(run)) {
	for _, b := range blocks {
		for _, r := range b.runs {
			visit(r)
		}
		for _, row := range b.rows {
			for _, cell := range row {
				for _, r := range cell {
					visit(r)
				}
			}
		}
		eachRun(b.inside, visit)
	}
}

// read parses one paragraph's Markdown: CommonMark with tables, without raw HTML and link definitions, so that
// both stay visible as text.
func read(markdown string) []block {
	clean := norm.NFC.String(strings.ToValidUTF8(markdown, "\uFFFD"))
	src := []byte(strings.ReplaceAll(clean, "\x00", "\uFFFD"))
	doc := markdownParser().Parse(text.NewReader(src))
	r := reader{src: src}
	return r.blocks(doc, 0)
}

func markdownParser() parser.Parser {
	return parser.NewParser(
		parser.WithBlockParsers(
			util.Prioritized(parser.NewSetextHeadingParser(), 100),
			util.Prioritized(parser.NewThematicBreakParser(), 200),
			util.Prioritized(parser.NewListParser(), 300),
			util.Prioritized(parser.NewListItemParser(), 400),
			util.Prioritized(parser.NewCodeBlockParser(), 500),
			util.Prioritized(parser.NewATXHeadingParser(), 600),
			util.Prioritized(parser.NewFencedCodeBlockParser(), 700),
			util.Prioritized(parser.NewBlockquoteParser(), 800),
			util.Prioritized(parser.NewParagraphParser(), 1000)),
		parser.WithInlineParsers(
			util.Prioritized(citeParser{}, 50),
			util.Prioritized(parser.NewCodeSpanParser(), 100),
			util.Prioritized(parser.NewLinkParser(), 200),
			util.Prioritized(parser.NewEmphasisParser(), 500)),
		parser.WithParagraphTransformers(
			util.Prioritized(wholeTables{extension.NewTableParagraphTransformer()}, 200)),
		parser.WithASTTransformers(
			util.Prioritized(extension.NewTableASTTransformer(), 0)))
}

// wholeTables leaves alone a table whose rows have more cells than its head: the standard would drop those cells,
// text and citations included.
type wholeTables struct{ parser.ParagraphTransformer }

// Transform makes a table of a paragraph that looks like one and loses nothing by it.
func (t wholeTables) Transform(n *ast.Paragraph, r text.Reader, pc parser.Context) {
	bar := []byte("|")
	most := 0
	for i := range n.Lines().Len() {
		at := n.Lines().At(i)
		line := bytes.TrimSpace(at.Value(r.Source()))
		if i == 0 { // counted low: bars at the edges and escaped ones divide nothing
			line = bytes.Trim(line, "|")
			most = bytes.Count(line, bar) - bytes.Count(line, []byte(`\|`))
			continue
		}
		if bytes.Count(bytes.TrimSuffix(bytes.TrimPrefix(line, bar), bar), bar) > most {
			return
		}
	}
	t.ParagraphTransformer.Transform(n, r, pc)
}

// reader turns goldmark's tree into blocks.
type reader struct{ src []byte }

func (r reader) blocks(parent ast.Node, depth int) []block {
	var out []block
	for n := parent.FirstChild(); n != nil; n = n.NextSibling() {
		out = append(out, r.block(n, depth)...)
	}
	return out
}

func (r reader) block(n ast.Node, depth int) []block {
	switch n := n.(type) {
	case *ast.Heading:
		return []block{{kind: headingBlock, level: n.Level, runs: r.inline(n)}}
	case *ast.ThematicBreak:
		return []block{{kind: ruleBlock}}
	case *ast.FencedCodeBlock:
		info := ""
		if n.Info != nil {
			info = string(n.Info.Segment.Value(r.src)) + "\n"
		}
		return []block{{kind: codeBlock, runs: r.code(info, n)}}
	case *ast.CodeBlock:
		return []block{{kind: codeBlock, runs: r.code("", n)}}
	case *east.Table:
		return []block{{kind: tableBlock, rows: r.rows(n), right: rightColumns(n)}}
	case *ast.List:
		return r.nested(n, depth, block{kind: listBlock, ordered: n.IsOrdered(), start: n.Start})
	case *ast.ListItem:
		return r.nested(n, depth, block{kind: itemBlock})
	case *ast.Blockquote:
		return r.nested(n, depth, block{kind: quoteBlock})
	}
	return []block{{kind: textBlock, runs: r.inline(n)}}
}

// nested reads a block that holds blocks; below maxNesting its content stands in the place of the block itself.
func (r reader) nested(n ast.Node, depth int, b block) []block {
	if b.kind == itemBlock {
		b.inside = r.blocks(n, depth)
		return []block{b}
	}
	if depth < maxNesting {
		b.inside = r.blocks(n, depth+1)
		return []block{b}
	}
	var flat []block
	for _, inner := range r.blocks(n, depth) {
		if inner.kind == itemBlock {
			flat = append(flat, inner.inside...)
			continue
		}
		flat = append(flat, inner)
	}
	return flat
}

// code gives a block of code line by line; what stands behind the fence is its first line.
func (r reader) code(info string, n ast.Node) []run {
	var s strings.Builder
	s.WriteString(info)
	for i := range n.Lines().Len() {
		line := n.Lines().At(i)
		s.Write(line.Value(r.src))
	}
	return splitCitations(run{text: strings.TrimRight(s.String(), "\n"), code: true})
}

func (r reader) rows(t *east.Table) [][][]run {
	var rows [][][]run
	for row := t.FirstChild(); row != nil; row = row.NextSibling() {
		var cells [][]run
		for c := row.FirstChild(); c != nil; c = c.NextSibling() {
			cells = append(cells, r.inline(c))
		}
		rows = append(rows, cells)
	}
	return rows
}

// rightColumns tells which columns the text sets to the right ("---:").
func rightColumns(t *east.Table) []bool {
	right := make([]bool, len(t.Alignments))
	for i, a := range t.Alignments {
		right[i] = a == east.AlignRight
	}
	return right
}

// inline reads the text inside a block; adjacent pieces of one style are one run.
func (r reader) inline(n ast.Node) []run {
	var out []run
	r.spans(n, run{}, func(next run) {
		if last := len(out) - 1; last >= 0 && joinable(out[last], next) {
			out[last].text += next.text
			return
		}
		out = append(out, next)
	})
	var split []run
	for _, piece := range out {
		split = append(split, splitCitations(piece)...)
	}
	return split
}

func joinable(a, b run) bool {
	a.text, b.text = "", ""
	return a == b && a.cite == ""
}

// spans walks inline nodes with the style of what surrounds them.
func (r reader) spans(parent ast.Node, style run, emit func(run)) {
	for n := parent.FirstChild(); n != nil; n = n.NextSibling() {
		r.span(n, style, emit)
	}
}

func (r reader) span(n ast.Node, style run, emit func(run)) {
	switch n := n.(type) {
	case *citation:
		emit(run{cite: n.ref})
	case *ast.Text:
		style.text = r.words(n)
		emit(style)
	case *ast.String:
		style.text = string(n.Value)
		emit(style)
	case *ast.CodeSpan:
		style.code = true
		r.spans(n, style, emit)
	case *ast.Emphasis:
		style.italic = style.italic || n.Level == 1
		style.bold = style.bold || n.Level == 2
		r.spans(n, style, emit)
	case *ast.Link:
		r.spans(n, style, emit)
		style.text = target(n.Destination, n.Title)
		emit(style)
	case *ast.Image:
		r.spans(n, style, emit)
		style.text = target(n.Destination, n.Title)
		emit(style)
	default:
		r.spans(n, style, emit)
	}
}

// target is a link's address as text: on paper nothing can be clicked, and on screen nothing should be.
func target(address, title []byte) string {
	s := string(address)
	if len(title) > 0 {
		s += " " + string(title)
	}
	if s == "" {
		return ""
	}
	return " (" + s + ")"
}

// words is the text of a node with escapes and entities resolved. A soft line break is a space.
func (r reader) words(n *ast.Text) string {
	raw := n.Segment.Value(r.src)
	s := string(raw)
	if !n.IsRaw() {
		var b bytes.Buffer
		w := bufio.NewWriter(&b)
		mdhtml.DefaultWriter.Write(w, raw)
		w.Flush() // into memory: cannot fail
		s = html.UnescapeString(b.String())
	}
	switch {
	case n.HardLineBreak():
		return s + "\n"
	case n.SoftLineBreak():
		return s + " "
	}
	return s
}
