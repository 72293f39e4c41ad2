package note

import (
	"html"
	"regexp"
	"strings"
	"sync"

	"github.com/microcosm-cc/bluemonday"

	"schild/fault"
)

// RenderHTML gives a safe preview of the draft as one HTML article: banner, title, each paragraph with its portion
// mark, numbered citations and the list of sources, banner again. The banner is that of the author's label; when
// the floor is not met the reader sees what the author wrote, and CheckLabel says what is wrong.
//
// Classes for the page that shows it: note-banner, note-paragraph, note-portion, note-cite, note-missing,
// note-number (a cell set to the right), note-sources. Ids: note-source-N. No script, no style, no link but to the list of sources.
func RenderHTML(d Draft, cited Lookup) (string, error) {
	w, known := wordsOf(d.Lang)
	if !known {
		return "", fault.New(fault.Invalid, "note.form.lang")
	}
	if err := tooMuch(d); err != nil {
		return "", err
	}
	p := newPiece(d, cited)
	banner := wrap("p", "note-banner", html.EscapeString(d.Label.Banner(d.Lang)))
	var h hypertext
	h.WriteString(`<article class="note" lang="` + d.Lang + `">` + banner + wrap("h2", "", html.EscapeString(d.Title)))
	for _, blocks := range p.paragraphs {
		h.WriteString(`<div class="note-paragraph">`)
		h.blocks(blocks)
		h.WriteString("</div>")
	}
	h.sources(p.sources, w)
	h.WriteString(banner + "</article>")
	return policy().Sanitize(h.String()), nil
}

// policy is the second wall behind the escaping of every text: only what this file writes passes. It is built once
// and never changed.
var policy = sync.OnceValue(func() *bluemonday.Policy {
	p := bluemonday.NewPolicy()
	p.AllowElements("article", "div", "p", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "li", "blockquote", "pre", "code",
		"table", "thead", "tbody", "tr", "th", "td", "strong", "em", "sup", "span", "br", "hr", "section")
	p.AllowAttrs("class").Matching(regexp.MustCompile(`^note(-[a-z]+)?$`)).Globally()
	p.AllowAttrs("id").Matching(regexp.MustCompile(`^note-source-[0-9]+$`)).OnElements("li")
	p.AllowAttrs("href").Matching(regexp.MustCompile(`^#note-source-[0-9]+$`)).OnElements("a")
	p.AllowAttrs("lang").Matching(regexp.MustCompile(`^(nl|fr|de|en)$`)).OnElements("article")
	p.AllowAttrs("start").Matching(regexp.MustCompile(`^[0-9]+$`)).OnElements("ol")
	p.AllowAttrs("scope").Matching(regexp.MustCompile(`^col$`)).OnElements("th")
	p.AllowRelativeURLs(true)
	p.RequireParseableURLs(true)
	return p
})

// wrap puts escaped content into an element.
func wrap(element, class, content string) string {
	if class != "" {
		return "<" + element + ` class="` + class + `">` + content + "</" + element + ">"
	}
	return "<" + element + ">" + content + "</" + element + ">"
}

// hypertext writes blocks as HTML.
type hypertext struct{ strings.Builder }

func (h *hypertext) blocks(blocks []block) {
	for _, b := range blocks {
		h.block(b)
	}
}

func (h *hypertext) block(b block) {
	switch b.kind {
	case headingBlock:
		h.WriteString(wrap("h"+itoa(min(b.level+2, 6)), "", spans(b.runs)))
	case listBlock:
		h.list(b)
	case itemBlock:
		h.around("li", b.inside)
	case quoteBlock:
		h.around("blockquote", b.inside)
	case codeBlock:
		h.WriteString(wrap("pre", "", spans(b.runs)))
	case tableBlock:
		h.table(b)
	case ruleBlock:
		h.WriteString("<hr>")
	default:
		h.WriteString(wrap("p", "", spans(b.runs)))
	}
}

func (h *hypertext) around(element string, inside []block) {
	h.WriteString("<" + element + ">")
	h.blocks(inside)
	h.WriteString("</" + element + ">")
}

func (h *hypertext) list(b block) {
	if !b.ordered {
		h.around("ul", b.inside)
		return
	}
	h.WriteString(`<ol start="` + itoa(b.start) + `">`)
	h.blocks(b.inside)
	h.WriteString("</ol>")
}

func (h *hypertext) table(b block) {
	h.WriteString("<table>")
	for i, row := range b.rows {
		h.WriteString(map[bool]string{true: "<thead><tr>", false: "<tr>"}[i == 0])
		for j, cell := range row {
			class := ""
			if j < len(b.right) && b.right[j] {
				class = "note-number"
			}
			if i > 0 {
				h.WriteString(wrap("td", class, spans(cell)))
				continue
			}
			h.WriteString(strings.Replace(wrap("th", class, spans(cell)), "<th", `<th scope="col"`, 1))
		}
		h.WriteString(map[bool]string{true: "</tr></thead><tbody>", false: "</tr>"}[i == 0])
	}
	h.WriteString("</tbody></table>")
}

func (h *hypertext) sources(list []source, w words) {
	h.WriteString(`<section class="note-sources">` + wrap("h3", "", html.EscapeString(w.sources)))
	if len(list) == 0 {
		h.WriteString(wrap("p", "", html.EscapeString(w.empty)) + "</section>")
		return
	}
	h.WriteString("<ol>")
	for i, s := range list {
		h.WriteString(`<li id="note-source-` + itoa(i+1) + `">` + html.EscapeString(s.line(w)) + "</li>")
	}
	h.WriteString("</ol></section>")
}

// spans writes runs as inline HTML, every text escaped.
func spans(runs []run) string {
	var b strings.Builder
	for _, r := range runs {
		b.WriteString(span(r))
	}
	return b.String()
}

func span(r run) string {
	s := strings.ReplaceAll(html.EscapeString(r.text), "\n", "<br>")
	switch {
	case r.number == portionRun:
		return wrap("span", "note-portion", s)
	case r.number == missingRun:
		return wrap("sup", "note-missing", s)
	case r.number > 0:
		return wrap("sup", "note-cite", `<a href="#note-source-`+itoa(r.number)+`">`+s+"</a>")
	}
	if r.code {
		s = wrap("code", "", s)
	}
	if r.italic {
		s = wrap("em", "", s)
	}
	if r.bold {
		s = wrap("strong", "", s)
	}
	return s
}
