package paper

import (
	"codeberg.org/go-pdf/fpdf"
)

// Measures of the sheet in millimetres: A4 upright, and the edges of the text area.
const (
	Width     = 210.0
	Height    = 297.0
	LeftEdge  = 25.0
	RightEdge = Width - 22.0
)

const (
	leading   = 1.42 // line height as a multiple of the type size
	pointToMM = 25.4 / 72
	ascent    = 0.74 // share of the line height above the baseline
	family    = "dejavu"
)

// Style is how a piece of text is drawn. Size is in points.
type Style struct {
	Size         float64
	Bold, Italic bool
	Grey         bool
}

// Height of a line in this style, in millimetres.
func (s Style) Height() float64 { return s.Size * leading * pointToMM }

func (s Style) face() string {
	face := ""
	if s.Bold {
		face += "B"
	}
	if s.Italic {
		face += "I"
	}
	return face
}

// Text is words in one style. A blank is where a line may end, a newline where it must.
type Text struct {
	Words string
	Style Style
}

// Pen measures text with the embedded fonts. One pen serves one file.
type Pen struct {
	pdf  *fpdf.Fpdf
	last Style
}

// NewPen opens an empty A4 file. Fonts are cut down to the characters used when it is written.
func NewPen() *Pen {
	pdf := fpdf.New("P", "mm", "A4", "")
	pdf.SetMargins(0, 0, 0)
	pdf.SetAutoPageBreak(false, 0)
	pdf.SetCellMargin(0)
	pdf.SetCatalogSort(true)
	return &Pen{pdf: pdf}
}

// use sets the style, loading its face at first use: parsing a face is most of the cost of a short file.
func (p *Pen) use(s Style) {
	if s == p.last {
		return
	}
	if p.last.Size == 0 || s.face() != p.last.face() {
		p.pdf.AddUTF8FontFromBytes(family, s.face(), faceBytes(s))
	}
	p.pdf.SetFont(family, s.face(), s.Size)
	p.last = s
}

func faceBytes(s Style) []byte {
	switch s.face() {
	case "B":
		return boldFace
	case "I":
		return italicFace
	case "BI":
		return boldItalicFace
	}
	return regularFace
}

// Width of a text on one line, in millimetres.
func (p *Pen) Width(t Text) float64 { return p.width(Ink(t.Words), t.Style) }

func (p *Pen) width(s string, st Style) float64 {
	p.use(st)
	return p.pdf.GetStringWidth(s)
}
