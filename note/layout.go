package note

import (
	"slices"
	"strings"

	"schild/note/paper"
)

// Type sizes in points.
const (
	titleSize   = 16.0
	serviceSize = 12.0
	sectionSize = 11.0
	bodySize    = 10.0
	tableSize   = 9.5
	smallSize   = 8.5
)

// Distances in millimetres.
const (
	indentStep = 6.0 // of lists and quotes
	cellGap    = 3.0 // between table columns
	ruleGap    = 0.8 // between a table row and the line below it
)

// maxColumns is how many columns a table may have on paper; a wider one is printed row by row as "head: cell".
const maxColumns = 7

// sheet lays out blocks on a flow of pages.
type sheet struct{ *paper.Flow }

// one is a single text.
func one(words string, st paper.Style) []paper.Text { return []paper.Text{{Words: words, Style: st}} }

// blocks lays out the blocks of one paragraph, one after the other.
func (s sheet) blocks(blocks []block, c paper.Column) {
	for i, b := range blocks {
		if i > 0 {
			s.Skip(1.6)
		}
		if len(b.runs) == 1 && b.runs[0].number == portionRun && i+1 < len(blocks) {
			s.Room(4 * bodyStyle().Height()) // a portion mark on a line of its own stays with what it marks
		}
		s.block(b, c)
	}
}

func bodyStyle() paper.Style { return paper.Style{Size: bodySize} }

func (s sheet) block(b block, c paper.Column) {
	switch b.kind {
	case headingBlock:
		s.heading(b, c)
	case listBlock:
		s.list(b, c)
	case itemBlock:
		s.blocks(b.inside, c)
	case quoteBlock:
		inner := c.Indent(indentStep)
		if inner.X > c.X {
			inner.Quoted++
		}
		s.blocks(b.inside, inner)
	case tableBlock:
		s.table(b, c)
	case ruleBlock:
		s.Room(4)
		s.Skip(1.5)
		s.Across(c, 150)
		s.Y += 1.5
	case codeBlock:
		s.code(b, c.Indent(indentStep))
	default:
		s.Text(dress(b.runs, bodyStyle()), c)
	}
}

// heading keeps together with two lines of what follows.
func (s sheet) heading(b block, c paper.Column) {
	sizes := []float64{13, 12, sectionSize, bodySize, bodySize, bodySize}
	st := paper.Style{Size: sizes[min(max(b.level, 1), len(sizes))-1], Bold: true}
	s.Skip(2)
	s.Room(st.Height() + 2*bodyStyle().Height() + 2)
	s.Text(dress(b.runs, st), c)
}

// code keeps the blanks that lines begin with.
func (s sheet) code(b block, c paper.Column) {
	runs := slices.Clone(b.runs)
	for i := range runs {
		runs[i].text = strings.ReplaceAll(strings.ReplaceAll(runs[i].text, "\t", "    "), "  ", "\u00A0 ")
	}
	s.Text(dress(runs, paper.Style{Size: smallSize}), c)
}

// list puts the mark of each item beside its first line. Where the column is too narrow for that the mark stands
// in the line.
func (s sheet) list(b block, c paper.Column) {
	wide := indentStep
	if b.ordered {
		wide = max(wide, s.Pen.Width(paper.Text{Words: itoa(b.start+len(b.inside)) + ".  ", Style: bodyStyle()}))
	}
	inner := c.Indent(wide)
	for i, item := range b.inside {
		if i > 0 {
			s.Skip(0.8)
		}
		mark := "•"
		if b.ordered {
			mark = itoa(b.start+i) + "."
		}
		if inner.X == c.X {
			s.blocks(inFront(run{text: mark}, slices.Clone(item.inside)), inner)
			continue
		}
		s.Hang(paper.Text{Words: mark, Style: bodyStyle()}, c.X+1)
		s.blocks(item.inside, inner)
		if s.Waiting() { // an item without text still shows its mark
			s.Room(bodyStyle().Height())
			s.Line(paper.Line{}, inner, bodyStyle().Height())
		}
	}
}

// dress gives runs their style on paper. The number of a source stands small behind a blank that does not break.
func dress(runs []run, base paper.Style) []paper.Text {
	out := make([]paper.Text, 0, len(runs))
	for _, r := range runs {
		st := base
		st.Bold = st.Bold || r.bold
		st.Italic = st.Italic || r.italic
		if r.number > plainRun || r.number == missingRun {
			st = paper.Style{Size: min(smallSize, base.Size)}
			r.text = "\u00A0" + r.text
			if last := len(out) - 1; last >= 0 {
				out[last].Words = strings.TrimRight(out[last].Words, " ") // one blank before it is enough
			}
		}
		out = append(out, paper.Text{Words: r.text, Style: st})
	}
	return out
}
