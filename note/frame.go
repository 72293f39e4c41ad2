package note

import (
	"schild/fault"
	"schild/note/paper"
)

// frame is what every page carries: the banner at its head and foot, reference, copy and page number.
type frame struct {
	pen         *paper.Pen
	words       words
	banner      []paper.Line
	reference   string
	copies      string
	top, bottom float64 // of the text area
}

const (
	headEdge  = 9.0                // where the banner begins
	footEdge  = paper.Height - 9.0 // where the lower banner ends
	maxBanner = 8                  // lines of banner a page can carry and still have text
)

// newFrame fits the banner: a long one becomes smaller, then goes over several lines; one that would still fill
// the page is refused, never cut.
func newFrame(pen *paper.Pen, p Print) (frame, error) {
	w, _ := wordsOf(p.Draft.Lang)
	f := frame{pen: pen, words: w, reference: p.Draft.Reference, copies: count(w.copies, p.Copy, p.Copies)}
	text := p.Draft.Label.Banner(p.Draft.Lang)
	width := paper.RightEdge - paper.LeftEdge
	for _, size := range []float64{11, 9, 7, 6} {
		f.banner = pen.Lines(one(text, paper.Style{Size: size, Bold: true}), width)
		if len(f.banner) <= 1 || size < 9 && len(f.banner) <= maxBanner {
			break
		}
	}
	if len(f.banner) == 0 || len(f.banner) > maxBanner {
		return frame{}, fault.New(fault.Refused, "note.print.banner")
	}
	f.top = headEdge + f.height() + 11
	f.bottom = footEdge - f.height() - 9
	return f, nil
}

func (f frame) height() float64 { return float64(len(f.banner)) * f.banner[0].Height() }

// dress adds the marks to page n of m.
func (f frame) dress(p *paper.Page, n, m int) {
	f.put(p, headEdge)
	f.put(p, footEdge-f.height())
	upper := headEdge + f.height() + 1.8
	lower := footEdge - f.height() - 5.6
	f.pair(p, upper, f.copies)
	f.pair(p, lower, count(f.words.page, n, m))
	for _, y := range []float64{upper + 5.2, lower - 1.2} {
		p.Draw(paper.Bar{X: paper.LeftEdge, Y: y, W: paper.RightEdge - paper.LeftEdge, H: 0.2, Grey: 150})
	}
}

// put writes the banner, centred, from y down.
func (f frame) put(p *paper.Page, y float64) {
	middle := (paper.LeftEdge + paper.RightEdge) / 2
	for _, line := range f.banner {
		p.Put(line, middle-line.Width()/2, y, line.Height())
		y += line.Height()
	}
}

// pair writes the reference at the left and a text at the right; the reference becomes smaller to leave it room.
func (f frame) pair(p *paper.Page, y float64, text string) {
	st := paper.Style{Size: smallSize, Grey: true}
	h := st.Height()
	var right float64
	for _, line := range f.pen.Lines(one(text, st), paper.RightEdge-paper.LeftEdge) {
		right = line.Width()
		p.Put(line, paper.RightEdge-right, y, h)
	}
	room := paper.RightEdge - paper.LeftEdge - right - 5
	left := f.pen.Lines(one(f.reference, st), room)
	for len(left) > 1 && st.Size > 1 {
		st.Size *= 0.8
		left = f.pen.Lines(one(f.reference, st), room)
	}
	for _, line := range left {
		p.Put(line, paper.LeftEdge, y, h)
	}
}
