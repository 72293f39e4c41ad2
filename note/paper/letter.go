package paper

import (
	"fmt"
	"io"
	"strings"
	"time"
)

// Letter is a short document as it goes on paper: a title, and paragraphs parted by empty lines.
type Letter struct {
	Title, Body, Lang string
	Banner            string    // stands in the middle of the head and the foot of every page
	Made              time.Time // given, never the clock; must not be zero
}

// Sizes in points, places in millimetres from the top of the sheet.
const (
	letterSize, letterTitle, markSize = 10.5, 15.0, 9.0
	letterTop, letterBottom           = 28.0, 270.0
	markTop, markBottom               = 12.0, 281.0
)

// WriteLetter writes it as a PDF file; the same letter gives the same bytes.
func WriteLetter(w io.Writer, l Letter) error {
	pen, c := NewPen(), Body()
	f := NewFlow(pen, letterTop, letterBottom)
	f.Text([]Text{{l.Title, Style{Size: letterTitle, Bold: true}}}, c)
	f.Skip(3)
	f.Across(c, 60)
	f.Skip(3)
	for paragraph := range strings.SplitSeq(l.Body, "\n\n") {
		for line := range strings.SplitSeq(strings.TrimSpace(paragraph), "\n") {
			f.Text([]Text{{line, Style{Size: letterSize}}}, c)
		}
		f.Skip(3)
	}
	for i := range f.Pages {
		f.Pages[i].mark(pen, l.Banner, fmt.Sprintf("%d / %d", i+1, len(f.Pages)))
	}
	return Write(w, pen, f.Pages, Meta{Title: l.Title, Lang: l.Lang, Made: l.Made})
}

// mark puts a banner at the head and foot of a page, and its number beside the lower one. Of a banner longer than a line the first
// stands there: the level is its first word.
func (p *Page) mark(pen *Pen, banner, number string) {
	c := Body()
	line := pen.Lines([]Text{{banner, Style{Size: markSize, Bold: true}}}, c.Width*.8)[0]
	for _, y := range []float64{markTop, markBottom} {
		p.Put(line, c.X+(c.Width-line.Width())/2, y, line.Height())
	}
	line = pen.Lines([]Text{{number, Style{Size: markSize, Grey: true}}}, c.Width)[0]
	p.Put(line, c.X+c.Width-line.Width(), markBottom, line.Height())
}
