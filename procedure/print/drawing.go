package print

import (
	"fmt"
	"html"
	"slices"
	"strings"
	"unicode/utf8"

	"schild/procedure"
)

// The measures of a drawing.
const (
	boxWide, boxHigh = 210, 40
	gapWide, gapHigh = 40, 70
	noteHigh         = 12 // a line of small words
	letterWide       = 5  // of small words, more rather than less
	margin           = 30
	many             = 3 // as many stages that the same act leads from to one other say so in words and not by arrows
)

type box struct{ x, y, high int }

// patch is room on the sheet that words or a box take.
type patch struct{ x, y, wide, high int }

func (p patch) meets(q patch) bool {
	return p.x < q.x+q.wide && q.x < p.x+p.wide && p.y < q.y+q.high && q.y < p.y+p.high
}

// arrow is every way between two stages; late is one that time takes.
type arrow struct {
	from, to string
	late     bool
	labels   []string
}

// sheet is a drawing that is being made.
type sheet struct {
	*speaker
	boxes  map[string]box
	notes  map[string][]string // by stage: ways that too many stages share to draw
	right  int                 // where the boxes end
	lanes  int                 // ways up so far
	taken  []patch             // by boxes and words
	labels strings.Builder     // drawn last, over boxes and lines
}

// Drawing gives the stages and the ways between them as SVG: rows by how many steps away, dashed where time does it. It carries
// its own words for who cannot see it.
func Drawing(book *procedure.Book, f *procedure.File, language string) string {
	s := &sheet{speaker: &speaker{book: book, file: f, code: language}, notes: map[string][]string{}}
	all := s.arrows()
	arrows := s.few(all)
	height := s.layout(all)
	up := 0
	for _, a := range arrows {
		if s.boxes[a.to].y < s.boxes[a.from].y {
			up++
		}
	}
	fmt.Fprintf(&s.b, `<svg xmlns="http://www.w3.org/2000/svg" role="img" viewBox="0 0 %d %d" font-family="sans-serif" font-size="12"><title>%s</title>`, s.right+margin+up*laneWide, height, html.EscapeString(book.Title(language, f, f.ID)))
	s.b.WriteString(`<defs><marker id="tip" viewBox="0 0 8 8" refX="8" refY="4" markerWidth="8" markerHeight="8" orient="auto"><path d="M0 0L8 4L0 8z" fill="#444"/></marker></defs>`)
	for _, a := range arrows {
		s.arrow(a)
	}
	for _, stage := range f.Stages {
		s.box(stage, s.boxes[stage.Name])
	}
	s.b.WriteString(s.labels.String())
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

// few leaves out the ways that many stages share, as a withdrawal is: each of those says it in its box.
func (s *sheet) few(all []arrow) []arrow {
	same := func(a, b arrow) bool {
		return a.to == b.to && a.late == b.late && slices.Equal(a.labels, b.labels)
	}
	var out []arrow
	for _, a := range all {
		n := 0
		for _, b := range all {
			if same(a, b) {
				n++
			}
		}
		if n < many {
			out = append(out, a)
			continue
		}
		note := strings.Join(a.labels, ", ") + " → " + s.title("stage", a.to)
		if a.late {
			note = "◷ " + note
		}
		s.notes[a.from] = append(s.notes[a.from], note)
	}
	return out
}

// layout puts each stage in the row of its distance from the first, in the order of the file, and gives the height of it all.
func (s *sheet) layout(arrows []arrow) int {
	row, stages := map[string]int{}, s.file.Stages
	for range stages {
		for _, a := range arrows {
			from, ok := row[a.from]
			if to, known := row[a.to]; (ok || a.from == stages[0].Name) && a.to != stages[0].Name && (!known || from+1 < to) {
				row[a.to] = from + 1
			}
		}
	}
	high := map[int]int{}
	for _, x := range stages {
		high[row[x.Name]] = max(high[row[x.Name]], boxHigh+noteHigh*len(s.notes[x.Name]))
	}
	s.boxes = map[string]box{}
	count, height := map[int]int{}, 0
	for _, x := range stages {
		r, y := row[x.Name], margin
		for above := range r {
			y += high[above] + gapHigh
		}
		s.boxes[x.Name] = box{margin + count[r]*(boxWide+gapWide), y, high[r]}
		s.taken = append(s.taken, patch{s.boxes[x.Name].x, y, boxWide, high[r]})
		count[r]++
		s.right = max(s.right, s.boxes[x.Name].x+boxWide)
		height = max(height, y+high[r]+gapHigh)
	}
	return height
}

func (s *sheet) box(stage procedure.Stage, at box) {
	fill := map[string]string{"intrusive": "#f6d5d0", "adverse": "#f3dfc1", "granted": "#d8ead3", "disclosed": "#d5e3f3"}[stage.Holds]
	if fill == "" {
		fill = "#fff"
	}
	border := 1
	if stage.End {
		border = 3
	}
	fmt.Fprintf(&s.b, `<g><rect x="%d" y="%d" width="%d" height="%d" rx="4" fill="%s" stroke="#222" stroke-width="%d"/>`, at.x, at.y, boxWide, at.high, fill, border)
	title, size := s.title("stage", stage.Name), ""
	if utf8.RuneCountInString(title) > boxWide/6 {
		size = ` font-size="10"`
	}
	fmt.Fprintf(&s.b, `<text x="%d" y="%d" text-anchor="middle"%s>%s</text>`, at.x+boxWide/2, at.y+boxHigh/2+4, size, html.EscapeString(title))
	for i, note := range s.notes[stage.Name] {
		fmt.Fprintf(&s.b, `<text x="%d" y="%d" text-anchor="middle" font-size="9" fill="#333">%s</text>`, at.x+boxWide/2, at.y+boxHigh-2+i*noteHigh, html.EscapeString(note))
	}
	s.b.WriteString("</g>")
}

// laneWide is the room beside the boxes that a way up takes.
const laneWide = 14

// arrow draws down from box to box, below a row from side to side, and up along a lane of its own beside all boxes.
func (s *sheet) arrow(a arrow) {
	from, to := s.boxes[a.from], s.boxes[a.to]
	x1, y1, x2, y2 := from.x+boxWide/2, from.y+from.high, to.x+boxWide/2, to.y
	path := fmt.Sprintf("M%d %dC%d %d %d %d %d %d", x1, y1, x1, y1+gapHigh/2, x2, y2-gapHigh/2, x2, y2)
	at := [2]int{(x1 + 2*x2) / 3, y2 - gapHigh/3}
	switch {
	case to.y == from.y:
		x1, x2, y2 = x1+12, x2-12, to.y+to.high
		path = fmt.Sprintf("M%d %dC%d %d %d %d %d %d", x1, y1, x1, y1+gapHigh*2/3, x2, y2+gapHigh*2/3, x2, y2)
		at = [2]int{(x1 + x2) / 2, y2 + gapHigh/2}
	case to.y < from.y:
		s.lanes++
		lane, step := s.right+s.lanes*laneWide, 10+s.lanes%4*5
		x1, x2 = from.x+boxWide-10-s.lanes%4*8, to.x+boxWide-10-s.lanes%4*8
		path = fmt.Sprintf("M%d %dV%dH%dV%dH%dV%d", x1, y1, y1+step, lane, y2-step, x2, y2)
		at = [2]int{min(x1+boxWide/2, s.right-20), y1 + step + 3}
	}
	s.line(a, path)
	s.words(a.labels, at)
}

// line draws a way, and says in words what it is.
func (s *sheet) line(a arrow, path string) {
	dash := ""
	if a.late {
		dash = ` stroke-dasharray="5 4"`
	}
	title := s.title("stage", a.from) + " → " + s.title("stage", a.to) + ": " + strings.Join(a.labels, ", ")
	fmt.Fprintf(&s.b, `<g><title>%s</title><path d="%s" fill="none" stroke="#444" stroke-linejoin="round"%s marker-end="url(#tip)"/></g>`, html.EscapeString(title), path, dash)
}

// words writes what leads along a way, a line each.
func (s *sheet) words(labels []string, at [2]int) {
	at = s.free(labels, at)
	top := at[1] - (len(labels)-1)*noteHigh/2
	for i, l := range labels {
		fmt.Fprintf(&s.labels, `<text x="%d" y="%d" text-anchor="middle" font-size="9" fill="#333" stroke="#fff" stroke-width="3" paint-order="stroke">%s</text>`, at[0], top+i*noteHigh, html.EscapeString(l))
	}
}

// free gives the place nearest to a wanted one where words lie on no others and on no box; the wanted one where there is none.
func (s *sheet) free(labels []string, at [2]int) [2]int {
	p := patch{wide: 2, high: len(labels) * noteHigh}
	for _, l := range labels {
		p.wide = max(p.wide, utf8.RuneCountInString(l)*letterWide)
	}
	for ring := range 40 {
		for _, by := range [][2]int{{0, -ring}, {0, ring}, {-ring, 0}, {ring, 0}, {-ring, -ring}, {ring, -ring}, {-ring, ring}, {ring, ring}} {
			x, y := at[0]+by[0]*letterWide, at[1]+by[1]*2
			p.x, p.y = x-p.wide/2, y-p.high/2-noteHigh/3
			if p.x >= 0 && !slices.ContainsFunc(s.taken, p.meets) {
				s.taken = append(s.taken, p)
				return [2]int{x, y}
			}
		}
	}
	return at
}
