package note

import (
	"io"
	"strings"
	"time"

	"schild/fault"
	"schild/label"
	"schild/note/paper"
)

// Print is one copy of one note for one addressee.
type Print struct {
	Draft        Draft
	Cited        Lookup
	To           Addressee // whom this copy is for, by name when the note is classified
	Copy, Copies int       // 1 ≤ Copy ≤ Copies
	Service      string    // name of the service at the head of the note
	Own          string    // its token in label.Label.Originators, so that it is not named twice
}

// WritePDF writes the copy as a PDF file: A4, fonts embedded, the banner top and bottom centre on every page, with
// reference, copy number and page n of m; the same Print gives the same bytes. It refuses what may not stand on
// paper: an incomplete form, an unresolved citation, a label below the floor, a classified note to nobody by name.
// Nothing is written to w when it refuses.
//
// Marks, page and copy numbers follow Commission Decision (EU, Euratom) 2015/444, art. 25. The author's own words
// for the reason of the level are not printed: they may say more than the note.
func WritePDF(w io.Writer, p Print) error {
	if err := p.refuse(); err != nil {
		return err
	}
	pen, pages, err := p.pages()
	if err != nil {
		return err
	}
	d := p.Draft.Date
	return paper.Write(w, pen, pages, paper.Meta{
		Title: p.Draft.Reference + " – " + p.Draft.Subject, Lang: p.Draft.Lang,
		Made: time.Date(int(d.Year), time.Month(max(d.Month, 1)), int(max(d.Day, 1)), 0, 0, 0, 0, time.UTC),
	})
}

// pages lays out the whole note, marks included.
func (p Print) pages() (*paper.Pen, []paper.Page, error) {
	pen := paper.NewPen()
	frame, err := newFrame(pen, p)
	if err != nil {
		return nil, nil, err
	}
	s := sheet{paper.NewFlow(pen, frame.top, frame.bottom)}
	p.compose(s)
	for i := range s.Pages {
		frame.dress(&s.Pages[i], i+1, len(s.Pages))
	}
	return pen, s.Pages, nil
}

// refuse checks what must hold before anything is printed.
func (p Print) refuse() error {
	for _, problem := range CheckForm(p.Draft) {
		if !problem.Hint && problem.Key != "note.form.addressee" {
			return fault.New(fault.Invalid, problem.Key, problem.Args...)
		}
	}
	if p.Copy < 1 || p.Copy > p.Copies {
		return fault.New(fault.Invalid, "note.print.copy", "copy", itoa(p.Copy), "copies", itoa(p.Copies))
	}
	if strings.TrimSpace(p.Service) == "" {
		return fault.New(fault.Invalid, "note.print.service")
	}
	if p.Draft.Classified() && strings.TrimSpace(p.To.Name) == "" {
		return fault.New(fault.Refused, "note.release.named", Refusal{Addressee: p.To}.Args()...)
	}
	floor, _, missing := Floor(p.Draft, p.Cited)
	if len(missing) > 0 {
		return fault.New(fault.Refused, missing[0].Key, missing[0].Args...)
	}
	if !p.Draft.Label.Dominates(floor) {
		return fault.New(fault.Refused, "note.label.below", "floor", floor.Banner(p.Draft.Lang))
	}
	return nil
}

// compose fills the pages: head, paragraphs, sources.
func (p Print) compose(s sheet) {
	w, _ := wordsOf(p.Draft.Lang)
	content := newPiece(p.Draft, p.Cited)
	p.head(s, w)
	for _, blocks := range content.paragraphs {
		s.blocks(blocks, paper.Body())
		s.Skip(3)
	}
	s.sources(content.sources, w)
}

// head is the first third of the first page: who writes, what, to whom, under which rules.
func (p Print) head(s sheet, w words) {
	kind := w.national
	if p.Draft.Kind == Foreign {
		kind = w.foreign
	}
	c := paper.Body()
	s.Text(one(p.Service, paper.Style{Size: serviceSize, Bold: true}), c)
	s.Text(one(kind+" ("+string(p.Draft.Kind)+")", paper.Style{Size: bodySize, Grey: true}), c)
	s.Skip(5)
	s.Text(one(p.Draft.Title, paper.Style{Size: titleSize, Bold: true}), c)
	s.Skip(3)
	s.Across(c, 60)
	s.Skip(1.5)
	for _, fact := range p.facts(w) {
		s.fact(fact[0], fact[1])
	}
	s.Across(c, 60)
	s.Skip(3)
	s.warning(p.handling(w))
	s.Skip(5)
}

// facts are the lines of the head, name and value; a line without value is left out when printed.
func (p Print) facts(w words) [][2]string {
	d := p.Draft
	place := p.To.Organisation
	if p.To.Country != "" {
		place += " (" + p.To.Country + ")"
	}
	facts := [][2]string{
		{w.to, strings.Join(filled(p.To.Name, p.To.Function, place), "\n")},
		{w.subject, d.Subject},
		{w.reference, d.Reference},
		{w.date, w.dayText(d.Date)},
	}
	if !d.Classified() {
		return facts
	}
	interest := ""
	if word := InterestWord(d.Interest, d.Lang); word != "" {
		interest = d.Interest + ") " + word
	}
	return append(facts,
		[2]string{w.interest, interest},
		[2]string{w.ground, ReasonWord(d.Reason, d.Lang)},
		[2]string{w.review, w.dayText(d.Review)})
}

// filled leaves out empty strings.
func filled(list ...string) []string {
	var out []string
	for _, s := range list {
		if strings.TrimSpace(s) != "" {
			out = append(out, s)
		}
	}
	return out
}

// fact prints one line of the head: its name small at the left, its value at the right of it.
func (s sheet) fact(name, value string) {
	if value == "" {
		return
	}
	left, right := paper.Body(), paper.Body().Indent(48)
	names := s.Pen.Lines(one(name, paper.Style{Size: smallSize, Grey: true}), 45)
	values := s.Pen.Lines(one(value, bodyStyle()), right.Width)
	h := bodyStyle().Height()
	for i := range max(len(names), len(values)) {
		s.Room(h)
		if i < len(names) {
			s.Page().Put(names[i], left.X, s.Y, h)
		}
		if i < len(values) {
			s.Page().Put(values[i], right.X, s.Y, h)
		}
		s.Y += h
	}
	s.Y++
}

// handling is the sentence that binds who holds the paper: our own consent and that of every originator.
func (p Print) handling(w words) string {
	floor, _, _ := Floor(p.Draft, p.Cited)
	owners := filled(p.Service)
	for _, o := range tokens(label.Join(floor, p.Draft.Label).Originators) {
		if o != p.Own {
			owners = append(owners, o)
		}
	}
	s := strings.ReplaceAll(w.handling, "{o}", strings.Join(owners, ", "))
	if len(owners) > 1 || p.Draft.Kind == Foreign {
		s += " " + w.partners
	}
	return s
}

// warning prints a sentence in bold beside a dark bar.
func (s sheet) warning(words string) {
	c := paper.Body().Indent(4)
	for _, line := range s.Pen.Lines(one(words, paper.Style{Size: smallSize, Bold: true}), c.Width) {
		s.Room(line.Height())
		s.Page().Draw(paper.Bar{X: paper.LeftEdge, Y: s.Y, W: 1, H: line.Height(), Grey: 60})
		s.Line(line, c, line.Height())
	}
}

// sources prints the numbered list.
func (s sheet) sources(list []source, w words) {
	head := paper.Style{Size: sectionSize, Bold: true}
	small := paper.Style{Size: smallSize}
	s.Skip(2)
	s.Room(head.Height() + 2*small.Height() + 4)
	s.Across(paper.Body(), 60)
	s.Y += 2
	s.Text(one(w.sources, head), paper.Body())
	s.Y++
	if len(list) == 0 {
		s.Text(one(w.empty, small), paper.Body())
	}
	for i, source := range list {
		s.Hang(paper.Text{Words: "[" + itoa(i+1) + "]", Style: small}, paper.LeftEdge)
		s.Text(one(source.line(w), small), paper.Body().Indent(10))
		s.Y += 0.6
	}
}
