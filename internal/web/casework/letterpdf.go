package casework

import (
	"bytes"
	"fmt"
	"strings"
	"time"

	desk "schild/internal/desk/casework"
	"schild/internal/store"
	"schild/internal/web/page"
	"schild/label"
	"schild/note/paper"
)

// Sizes in points, places in millimetres from the top of the sheet.
const (
	letterSize, letterTitle, markSize = 10.5, 15.0, 9.0
	letterTop, letterBottom           = 28.0, 270.0
	markTop, markBottom               = 12.0, 281.0
)

// paperFile gives a document of a case as a PDF file, its marks on every page.
func (p pages) paperFile(a *page.Ask) error {
	var x desk.Paper
	var l label.Label
	err := a.See(func(v *store.View) (err error) {
		if x, err = p.desk.Paper(v, a.Path("id")); err == nil {
			l = v.Label(x.Label)
		}
		return err
	})
	if err != nil {
		return err
	}
	b, err := letterPDF(x, paperTitle(a, x), l)
	if err != nil {
		return err
	}
	return a.File(x.Name+".pdf", "application/pdf", l, bytes.NewReader(b))
}

// letterPDF sets a document; the same document gives the same bytes.
func letterPDF(x desk.Paper, title string, l label.Label) ([]byte, error) {
	pen, c := paper.NewPen(), paper.Body()
	f := paper.NewFlow(pen, letterTop, letterBottom)
	f.Text(words(title, paper.Style{Size: letterTitle, Bold: true}), c)
	f.Skip(3)
	f.Across(c, 60)
	f.Skip(3)
	for paragraph := range strings.SplitSeq(x.Body, "\n\n") {
		for line := range strings.SplitSeq(strings.TrimSpace(paragraph), "\n") {
			f.Text(words(line, paper.Style{Size: letterSize}), c)
		}
		f.Skip(3)
	}
	l.Circles = "" // internal to the house: never on paper
	for i := range f.Pages {
		mark(pen, &f.Pages[i], l.Banner(x.Lang), fmt.Sprintf("%d / %d", i+1, len(f.Pages)))
	}
	var out bytes.Buffer
	err := paper.Write(&out, pen, f.Pages, paper.Meta{Title: title, Lang: x.Lang, Made: time.UnixMicro(x.Registered).UTC().Truncate(24 * time.Hour)})
	return out.Bytes(), err
}

// mark puts the banner in the middle of the head and foot of a page, and its number beside the lower one.
func mark(pen *paper.Pen, sheet *paper.Page, banner, number string) {
	c := paper.Body()
	for _, y := range []float64{markTop, markBottom} {
		for _, line := range pen.Lines(words(banner, paper.Style{Size: markSize, Bold: true}), c.Width) {
			sheet.Put(line, c.X+(c.Width-line.Width())/2, y, line.Height())
			break // a banner longer than a line is cut: its first words are the level
		}
	}
	for _, line := range pen.Lines(words(number, paper.Style{Size: markSize, Grey: true}), c.Width) {
		sheet.Put(line, c.X+c.Width-line.Width(), markBottom, line.Height())
	}
}

func words(s string, st paper.Style) []paper.Text { return []paper.Text{{Words: s, Style: st}} }
