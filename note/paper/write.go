package paper

import (
	"bytes"
	"crypto/sha256"
	_ "embed" // the colour profile
	"encoding/xml"
	"fmt"
	"io"
	"regexp"
	"strconv"
	"strings"
	"time"

	"codeberg.org/go-pdf/fpdf"

	"schild/fault"
)

// colourProfile is the ICC's sRGB profile; licence in font/LICENSE.sRGB2014.
//
//go:embed font/sRGB2014.icc
var colourProfile []byte

// Producer is fixed: a file tells nothing about the machine or the person that made it.
const Producer = "schild"

// Meta is what the file says about itself. It is seen without opening the text: nothing classified and no person's
// name belongs here.
type Meta struct {
	Title string
	Lang  string    // BCP 47
	Made  time.Time // given, never the clock; must not be zero
}

// Write draws the pages measured by pen and writes the file, to the rules of PDF/A-2b (ISO 19005-2): embedded fonts,
// colour profile, metadata, file identifier. Nobody has certified it. A pen writes once.
func Write(w io.Writer, pen *Pen, pages []Page, m Meta) error {
	if m.Made.IsZero() {
		return fault.New(fault.Invalid, "note.print.date")
	}
	m.describe(pen.pdf)
	for _, page := range pages {
		pen.pdf.AddPage()
		pen.last = Style{} // a new page knows no font
		pen.draw(page)
	}
	var b bytes.Buffer
	if err := pen.pdf.Output(&b); err != nil {
		return fault.Wrap(err, fault.Broken, "note.print.failed")
	}
	if _, err := w.Write(identify(b.Bytes())); err != nil {
		return fault.Wrap(err, fault.Broken, "note.print.failed")
	}
	return nil
}

// draw draws one page.
func (p *Pen) draw(page Page) {
	for _, b := range page.bars {
		p.pdf.SetFillColor(b.Grey, b.Grey, b.Grey)
		p.pdf.Rect(b.X, b.Y, b.W, b.H, "F")
	}
	for _, t := range page.texts {
		p.use(t.style)
		grey := 15
		if t.style.Grey {
			grey = 90
		}
		p.pdf.SetTextColor(grey, grey, grey)
		p.pdf.Text(t.x, t.y, t.words)
	}
}

func (m Meta) describe(pdf *fpdf.Fpdf) {
	m.Title = Ink(m.Title)
	pdf.SetCreationDate(m.Made)
	pdf.SetModificationDate(m.Made)
	pdf.SetTitle(m.Title, true)
	pdf.SetProducer(Producer, true)
	pdf.SetCreator(Producer, true)
	pdf.SetLang(m.Lang)
	pdf.AddOutputIntent(fpdf.OutputIntentType{
		SubtypeIdent: fpdf.OutputIntent_GTS_PDFA1, OutputConditionIdentifier: "sRGB2014",
		Info: "sRGB2014", ICCProfile: colourProfile,
	})
	pdf.SetXmpMetadata(m.xmp())
}

// xmp is the metadata again, in the form PDF/A asks for (ISO 19005-2, 6.6).
func (m Meta) xmp() []byte {
	var title strings.Builder
	xml.EscapeText(&title, []byte(m.Title)) //nolint:errcheck // a strings.Builder cannot fail
	date := m.Made.Format("2006-01-02T15:04:05")
	return []byte(`<?xpacket begin="` + "\uFEFF" + `" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmlns:pdf="http://ns.adobe.com/pdf/1.3/" xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/">
<pdfaid:part>2</pdfaid:part><pdfaid:conformance>B</pdfaid:conformance>
<dc:format>application/pdf</dc:format><dc:language><rdf:Bag><rdf:li>` + m.Lang + `</rdf:li></rdf:Bag></dc:language>
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">` + title.String() + `</rdf:li></rdf:Alt></dc:title>
<xmp:CreateDate>` + date + `</xmp:CreateDate><xmp:ModifyDate>` + date + `</xmp:ModifyDate><xmp:CreatorTool>` + Producer + `</xmp:CreatorTool>
<pdf:Producer>` + Producer + `</pdf:Producer>
</rdf:Description></rdf:RDF></x:xmpmeta>
<?xpacket end="r"?>`)
}

// trailer finds the end of the file, where the root of the objects is named.
var trailer = regexp.MustCompile(`trailer\n<<\n/Size \d+\n/Root (\d+) 0 R\n/Info (\d+) 0 R\n`)

// identify mends the trailer, which stands behind the table of offsets and may change its length: it adds the file
// identifier that PDF/A asks for, from the content, and points at the information dictionary, which the library
// misses by one object when there is a colour profile.
func identify(file []byte) []byte {
	at := trailer.FindAllSubmatchIndex(file, -1)
	if len(at) == 0 {
		return file
	}
	m := at[len(at)-1]
	root, err := strconv.Atoi(string(file[m[2]:m[3]]))
	if err != nil {
		return file
	}
	sum := sha256.Sum256(file)
	var b bytes.Buffer
	b.Write(file[:m[4]])
	fmt.Fprintf(&b, "%d 0 R\n/ID [<%x> <%x>]\n", root-2, sum[:16], sum[:16])
	b.Write(file[m[1]:])
	return b.Bytes()
}
