package document

import (
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// page is what a person would read of an HTML file.
type page struct {
	title, text string
	notes       []string
}

// readHTML gives the visible text: no scripts, styles or hidden elements, a line for a block, a tab between cells,
// links as their text and then their target. It reads tokens, not a tree, so that no nesting can cost more than its
// length.
func readHTML(s string) page {
	r := htmlReader{z: html.NewTokenizer(strings.NewReader(s))}
	for {
		switch r.z.Next() {
		case html.ErrorToken:
			return page{title: r.title.String(), text: r.out.String(), notes: r.notes}
		case html.TextToken:
			r.words(string(r.z.Text()))
		case html.StartTagToken, html.SelfClosingTagToken:
			r.start(r.z.Token())
		case html.EndTagToken:
			r.end(r.z.Token())
		}
	}
}

type htmlReader struct {
	z          *html.Tokenizer
	out, title strings.Builder
	skip       atom.Atom // element whose content is left out
	skipDepth  int
	inTitle    bool
	pre        int
	href       string
	linkFrom   int  // where the text of the open link begins in out
	space      bool // white space is owed before the next word
	notes      []string
}

// words adds text, white space collapsed as browsers do.
func (r *htmlReader) words(s string) {
	switch {
	case r.skip != 0:
		return
	case r.inTitle:
		r.title.WriteString(s)
		return
	case r.pre > 0:
		r.out.WriteString(s)
		return
	}
	for i, w := range strings.Fields(s) {
		if r.space || i > 0 || strings.ContainsAny(s[:1], " \t\n\r\f") {
			r.gap()
		}
		r.space = false
		r.out.WriteString(w)
	}
	r.space = r.space || s != "" && strings.ContainsAny(s[len(s)-1:], " \t\n\r\f")
}

// gap writes one space unless a line or a cell has just begun.
func (r *htmlReader) gap() {
	if s := r.out.String(); s != "" && !strings.HasSuffix(s, "\n") && !strings.HasSuffix(s, "\t") && !strings.HasSuffix(s, " ") {
		r.out.WriteByte(' ')
	}
}

func (r *htmlReader) start(t html.Token) {
	if r.skip != 0 {
		if t.DataAtom == r.skip && t.Type == html.StartTagToken {
			r.skipDepth++
		}
		return
	}
	switch t.DataAtom {
	case atom.Script, atom.Style, atom.Template, atom.Object, atom.Applet:
		r.hide(t)
	case atom.Title:
		r.inTitle = t.Type == html.StartTagToken && r.title.Len() == 0
	case atom.Pre, atom.Textarea:
		r.pre++
		r.line()
	case atom.A:
		r.href, r.linkFrom = attr(t, "href"), r.out.Len()
	case atom.Img, atom.Area:
		r.words(" " + attr(t, "alt") + " ")
	case atom.Input:
		if attr(t, "type") != "hidden" {
			r.words(" " + attr(t, "value") + " ")
		}
	case atom.Td, atom.Th:
		r.cell()
	default:
		if mayHide(t.DataAtom) && hidden(t) {
			r.hide(t)
			r.note("document.hidden")
		} else if block(t.DataAtom) {
			r.line()
		}
	}
}

// hide leaves everything out up to the end of the element.
func (r *htmlReader) hide(t html.Token) {
	if t.Type == html.StartTagToken {
		r.skip, r.skipDepth = t.DataAtom, 1
	}
}

func (r *htmlReader) end(t html.Token) {
	if r.skip != 0 {
		if t.DataAtom == r.skip {
			if r.skipDepth--; r.skipDepth == 0 {
				r.skip = 0
			}
		}
		return
	}
	switch t.DataAtom {
	case atom.Title:
		r.inTitle = false
	case atom.Pre, atom.Textarea:
		r.pre = max(0, r.pre-1)
		r.line()
	case atom.A:
		r.link()
	default:
		if block(t.DataAtom) {
			r.line()
		}
	}
}

// link writes where a link leads, unless its text says so.
func (r *htmlReader) link() {
	to := strings.TrimSpace(strings.TrimPrefix(r.href, "mailto:"))
	shown := r.out.String()[min(r.linkFrom, r.out.Len()):]
	r.href = ""
	if to == "" || strings.HasPrefix(to, "#") || len(to) > 2000 || strings.Contains(shown, to) {
		return
	}
	r.out.WriteString(" <" + to + ">")
}

// line ends the line that is being written.
func (r *htmlReader) line() {
	r.space = false
	if s := r.out.String(); s != "" && !strings.HasSuffix(s, "\n") {
		r.out.WriteByte('\n')
	}
}

// cell begins a table cell.
func (r *htmlReader) cell() {
	r.space = false
	if s := r.out.String(); s != "" && !strings.HasSuffix(s, "\n") {
		r.out.WriteByte('\t')
	}
}

func (r *htmlReader) note(key string) {
	if len(r.notes) == 0 {
		r.notes = append(r.notes, key)
	}
}

func attr(t html.Token, name string) string {
	for _, a := range t.Attr {
		if a.Key == name {
			return a.Val
		}
	}
	return ""
}

// hidden tells whether an element's own attributes hide it.
func hidden(t html.Token) bool {
	for _, a := range t.Attr {
		style := strings.Join(strings.Fields(strings.ToLower(a.Val)), "")
		if a.Key == "hidden" || a.Key == "style" && (strings.Contains(style, "display:none") || strings.Contains(style, "visibility:hidden")) {
			return true
		}
	}
	return false
}

// mayHide lists elements that need an end tag, so that the end of what is hidden is known.
func mayHide(a atom.Atom) bool {
	switch a {
	case atom.Div, atom.Span, atom.Table, atom.Section, atom.Font, atom.B, atom.I, atom.A, atom.Ul, atom.Ol, atom.Center:
		return true
	}
	return false
}

// block lists elements that begin and end a line.
func block(a atom.Atom) bool {
	switch a {
	case atom.P, atom.Div, atom.Br, atom.Hr, atom.Li, atom.Ul, atom.Ol, atom.Dl, atom.Dt, atom.Dd, atom.Tr, atom.Table,
		atom.Thead, atom.Tbody, atom.Caption, atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6, atom.Blockquote,
		atom.Section, atom.Article, atom.Header, atom.Footer, atom.Nav, atom.Aside, atom.Main, atom.Address, atom.Form,
		atom.Fieldset, atom.Figure, atom.Figcaption, atom.Body, atom.Option, atom.Select, atom.Center:
		return true
	}
	return false
}
