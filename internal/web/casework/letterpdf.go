package casework

import (
	"bytes"
	"time"

	desk "schild/internal/desk/casework"
	"schild/internal/store"
	"schild/internal/web/page"
	"schild/label"
	"schild/note/paper"
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
	l.Circles = "" // internal to the house: never on paper
	var out bytes.Buffer
	err := paper.WriteLetter(&out, paper.Letter{Title: title, Body: x.Body, Lang: x.Lang, Banner: l.Banner(x.Lang), Made: time.UnixMicro(x.Registered).UTC().Truncate(24 * time.Hour)})
	return out.Bytes(), err
}
