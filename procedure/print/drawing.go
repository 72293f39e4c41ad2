package print

import (
	"fmt"
	"html"
	"slices"
	"strings"

	"schild/procedure"
)

// The measures of a drawing.
const (
	boxWide, boxHigh = 190, 40
	gapWide, gapHigh = 40, 70
	margin           = 30
)

type box struct{ x, y int }

// arrow is every way between two stages; late is one that time takes.
type arrow struct {
	from, to string
	late     bool
	labels   []string
}

// Drawing gives the stages and the ways between them as SVG: rows by how many steps away, dashed where time does it. It carries
// its own words for who cannot see it.
func Drawing(book *procedure.Book, f *procedure.File, language string) string {
	s := &speaker{book: book, file: f, code: language}
	arrows := s.arrows()
	boxes, width, height := layout(f, arrows)
	fmt.Fprintf(&s.b, `<svg xmlns="http://www.w3.org/2000/svg" role="img" viewBox="0 0 %d %d" font-family="sans-serif" font-size="12"><title>%s</title>`, width, height, html.EscapeString(book.Title(language, f, f.ID)))
	s.b.WriteString(`<defs><marker id="tip" viewBox="0 0 8 8" refX="8" refY="4" markerWidth="8" markerHeight="8" orient="auto"><path d="M0 0L8 4L0 8z" fill="#444"/></marker></defs>`)
	for i, a := range arrows {
		s.arrow(a, boxes, width, i)
	}
	for _, stage := range f.Stages {
		s.box(stage, boxes[stage.Name])
	}
	s.b.WriteString("</svg>\n")
	return s.b.String()
}

func (s *speaker) arrows() []arrow {
	var out []arrow
	add := func(from, to, label string, late bool) {
		if i := slices.IndexFunc(out, func(a arrow) bool { return a.from == from && a.to == to && a.late == late }); i >= 0 {
			out[i].labels = append(out[i].labels, label)
			return
		}
		out = append(out, arrow{from, to, late, []string{label}})
	}
	for _, m := range s.file.Moves {
		for _, from := range m.From {
			if m.To != "" && m.To != from {
				add(from, m.To, s.title("act", m.Act), false)
			}
		}
	}
	for _, t := range s.file.Terms {
		for _, from := range t.In {
			if t.To != "" {
				add(from, t.To, s.title("term", t.Name), true)
			}
		}
	}
	return out
}

// layout puts each stage in the row of its distance from the first, in the order of the file.
func layout(f *procedure.File, arrows []arrow) (boxes map[string]box, width, height int) {
	row := map[string]int{f.Stages[0].Name: 0}
	for range f.Stages {
		for _, a := range arrows {
			from, ok := row[a.from]
			if to, known := row[a.to]; ok && (!known || from+1 < to) {
				row[a.to] = from + 1
			}
		}
	}
	boxes, count := map[string]box{}, map[int]int{}
	for _, s := range f.Stages {
		r := row[s.Name]
		boxes[s.Name] = box{margin + count[r]*(boxWide+gapWide), margin + r*(boxHigh+gapHigh)}
		count[r]++
		width = max(width, boxes[s.Name].x+boxWide+3*margin)
		height = max(height, boxes[s.Name].y+boxHigh+margin)
	}
	return boxes, width, height
}

func (s *speaker) box(stage procedure.Stage, at box) {
	fill := map[string]string{"intrusive": "#f6d5d0", "adverse": "#f3dfc1", "granted": "#d8ead3", "disclosed": "#d5e3f3"}[stage.Holds]
	if fill == "" {
		fill = "#fff"
	}
	border := 1
	if stage.End {
		border = 3
	}
	fmt.Fprintf(&s.b, `<g><rect x="%d" y="%d" width="%d" height="%d" rx="4" fill="%s" stroke="#222" stroke-width="%d"/>`, at.x, at.y, boxWide, boxHigh, fill, border)
	fmt.Fprintf(&s.b, `<text x="%d" y="%d" text-anchor="middle">%s</text></g>`, at.x+boxWide/2, at.y+boxHigh/2+4, html.EscapeString(s.title("stage", stage.Name)))
}

// arrow draws down from box to box, or round the right side where it leads back up or sideways.
func (s *speaker) arrow(a arrow, boxes map[string]box, width, i int) {
	from, to := boxes[a.from], boxes[a.to]
	x1, y1, x2, y2 := from.x+boxWide/2, from.y+boxHigh, to.x+boxWide/2, to.y
	path := fmt.Sprintf("M%d %dC%d %d %d %d %d %d", x1, y1, x1, y1+gapHigh/2, x2, y2-gapHigh/2, x2, y2)
	if to.y == from.y { // below the row, so that the boxes between stay free
		x1, y2 = x1+12, to.y+boxHigh
		x2 -= 12
		path = fmt.Sprintf("M%d %dC%d %d %d %d %d %d", x1, y1, x1, y1+gapHigh*2/3, x2, y2+gapHigh*2/3, x2, y2)
	}
	if to.y < from.y {
		bend := max(from.x, to.x) + boxWide + gapWide/2 + i%5*6
		x1, y1, x2, y2 = from.x+boxWide, from.y+boxHigh/2, to.x+boxWide, to.y+boxHigh/2
		path = fmt.Sprintf("M%d %dC%d %d %d %d %d %d", x1, y1, bend, y1, bend, y2, x2, y2)
	}
	dash := ""
	if a.late {
		dash = ` stroke-dasharray="5 4"`
	}
	text := html.EscapeString(strings.Join(a.labels, ", "))
	fmt.Fprintf(&s.b, `<g><title>%s → %s: %s</title><path d="%s" fill="none" stroke="#444"%s marker-end="url(#tip)"/>`, html.EscapeString(s.title("stage", a.from)), html.EscapeString(s.title("stage", a.to)), text, path, dash)
	fmt.Fprintf(&s.b, `<text x="%d" y="%d" text-anchor="middle" font-size="9" fill="#333" stroke="#fff" stroke-width="3" paint-order="stroke">%s</text></g>`, (x1+2*x2)/3, (y1+2*y2)/3+lift(from, to), text)
}

// lift puts the words of a way within one row under its arc.
func lift(from, to box) int {
	if from.y == to.y {
		return gapHigh / 3
	}
	return 0
}
