package notes

import (
	"fmt"
	"html"
	"html/template"
	"slices"
	"strings"

	desk "schild/internal/desk/notes"
	"schild/internal/lang"
)

// Sizes of the picture, in its own units; it scales with the page.
const (
	boxWide, boxHigh             = 190, 52
	columnGap, rowGap            = 70, 16
	headHigh, maxTitle, maxWords = 26, 21, 28
)

// Picture draws a trail as SVG: a column each of records, statements, notes and copies, joined by lines. What is recalled
// has a thick dashed frame and says so; nothing is told by colour alone, and the colours are those of the text around it,
// so that it prints and darkens with the page. A table must stand beside it.
func Picture(p *lang.Printer, t desk.Trail) template.HTML {
	pic := picture{printer: p, at: map[string]point{}}
	kinds := []string{"record", "statement", "note", "dispatch"}
	for _, kind := range kinds {
		if i := slices.IndexFunc(t.Nodes, func(n desk.Node) bool { return n.Kind == kind }); i >= 0 {
			pic.column(kind, t)
		}
	}
	pic.lines(t)
	var out strings.Builder
	fmt.Fprintf(&out, `<svg class="trail" viewBox="0 0 %d %d" width="%d" height="%d" role="group" aria-label="%s" font-size="12" fill="currentColor" stroke="none">`,
		pic.wide, pic.high, pic.wide, pic.high, html.EscapeString(p.T("notes.way.picture")))
	out.WriteString(pic.joins.String() + pic.boxes.String() + `</svg>`)
	return template.HTML(out.String()) // built from numbers and escaped words
}

type point struct{ x, y int }

type picture struct {
	printer      *lang.Printer
	at           map[string]point
	boxes, joins strings.Builder
	wide, high   int
}

// column draws the nodes of one kind under their heading, right of the columns before.
func (p *picture) column(kind string, t desk.Trail) {
	x := 2
	if p.wide > 0 {
		x = p.wide + columnGap - 2
	}
	fmt.Fprintf(&p.boxes, `<text x="%d" y="14" font-weight="bold">%s</text>`, x, html.EscapeString(p.printer.T("notes.way."+kind+"s")))
	y := headHigh
	for _, n := range t.Nodes {
		if n.Kind != kind {
			continue
		}
		p.at[n.ID] = point{x, y}
		p.box(n, x, y)
		y += boxHigh + rowGap
	}
	p.wide, p.high = x+boxWide+2, max(p.high, y-rowGap+2)
}

func (p *picture) box(n desk.Node, x, y int) {
	width, dash := 1.0, ""
	if n.State == "recalled" {
		width, dash = 2.5, ` stroke-dasharray="7 3"`
	}
	if n.State == "confirmed" {
		width = 2.5
	}
	b := &p.boxes
	fmt.Fprintf(b, `<g class="trail-%s trail-%s"><title>%s</title>`, n.Kind, n.State, html.EscapeString(n.Caption+" "+n.Reference))
	path := pathOf(n)
	if path != "" {
		fmt.Fprintf(b, `<a href="%s">`, html.EscapeString(path))
	}
	fmt.Fprintf(b, `<rect x="%d" y="%d" width="%d" height="%d" rx="4" fill="none" pointer-events="all" stroke="currentColor" stroke-width="%g"%s/>`, x, y, boxWide, boxHigh, width, dash)
	for i, line := range p.words(n) {
		weight := ""
		if i == 0 {
			weight = ` font-weight="bold"`
		}
		fmt.Fprintf(b, `<text x="%d" y="%d"%s>%s</text>`, x+8, y+20+18*i, weight, html.EscapeString(line))
	}
	if path != "" {
		b.WriteString(`</a>`)
	}
	b.WriteString(`</g>`)
}

// words are the two lines of a box: what it is, and its reference with its state.
func (p *picture) words(n desk.Node) []string {
	second := n.Reference
	if n.Kind == "statement" {
		second = property(p.printer, n.Reference)
	}
	if n.State != "" {
		second = p.printer.T("note.state."+n.State) + " · " + second
	}
	return []string{short(n.Caption, maxTitle), short(second, maxWords)}
}

// short keeps what fits into a box; the whole stands in the title and in the table.
func short(s string, most int) string {
	r := []rune(s)
	if len(r) <= most {
		return s
	}
	return string(r[:most-1]) + "…"
}

// lines joins each node with those it comes from; the way of what is recalled is drawn thick and dashed like its frame.
func (p *picture) lines(t desk.Trail) {
	for _, n := range t.Nodes {
		to := p.at[n.ID]
		for _, id := range n.From {
			from, ok := p.at[id]
			if !ok {
				continue
			}
			style := `stroke-width="1" stroke-opacity="0.6"`
			if n.State == "recalled" || n.State == "confirmed" {
				style = `stroke-width="2.5" stroke-dasharray="7 3"`
			}
			x1, y1, x2, y2 := from.x+boxWide, from.y+boxHigh/2, to.x, to.y+boxHigh/2
			mid := (x2 - x1) / 2
			fmt.Fprintf(&p.joins, `<path class="trail-line trail-%s" d="M%d %d C%d %d %d %d %d %d" fill="none" stroke="currentColor" %s/>`, n.State, x1, y1, x1+mid, y1, x2-mid, y2, x2, y2, style)
		}
	}
}
