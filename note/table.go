package note

import (
	"slices"

	"schild/note/paper"
)

// tableRow is the broken lines of each cell of a row.
type tableRow [][]paper.Line

// grid is how wide the columns of a table are, and which are set to the right.
type grid struct {
	widths []float64
	right  []bool
}

// table lays out rows over columns as wide as their text asks for, the head in bold with a dark line below.
func (s sheet) table(b block, c paper.Column) {
	columns := len(b.rows[0])
	if columns > maxColumns {
		s.stacked(b, c)
		return
	}
	g := grid{widths: s.columnWidths(b, c.Width-cellGap*float64(columns-1)), right: b.right}
	rows := make([]tableRow, len(b.rows))
	for i, row := range b.rows {
		rows[i] = s.cells(row, g.widths, i == 0)
		if rows[i].height() > (s.Bottom-s.Top)/2 {
			s.stacked(b, c)
			return
		}
	}
	s.rows(rows, g, c)
}

func (s sheet) rows(rows []tableRow, g grid, c paper.Column) {
	for i, row := range rows {
		keep, grey := row.height()+2*ruleGap, 200
		if i == 0 {
			grey = 60
			if len(rows) > 1 {
				keep += rows[1].height() + 2*ruleGap
			}
		}
		s.Room(keep)
		s.row(row, g, c)
		s.Y += row.height() + ruleGap
		s.Across(c, grey)
		s.Y += ruleGap
	}
}

func (s sheet) cells(row [][]run, widths []float64, head bool) tableRow {
	cells := make(tableRow, len(widths))
	for i := range widths {
		if i < len(row) {
			cells[i] = s.Pen.Lines(dress(row[i], paper.Style{Size: tableSize, Bold: head}), widths[i])
		}
	}
	return cells
}

func (r tableRow) height() float64 {
	lines := 1
	for _, cell := range r {
		lines = max(lines, len(cell))
	}
	return float64(lines) * bodyStyle().Height()
}

// row places the cells of one row side by side and leaves Y where it was.
func (s sheet) row(cells tableRow, g grid, c paper.Column) {
	top, x := s.Y, c.X
	for i, lines := range cells {
		for _, line := range lines {
			at := paper.Column{X: x, Width: g.widths[i]}
			if i < len(g.right) && g.right[i] {
				at.X += at.Width - line.Width()
			}
			s.Line(line, at, bodyStyle().Height())
		}
		s.Y = top
		x += g.widths[i] + cellGap
	}
}

// columnWidths shares the width: every column what its longest cell wants when that fits, else in proportion,
// none below half of its fair share.
func (s sheet) columnWidths(b block, total float64) []float64 {
	want := make([]float64, len(b.rows[0]))
	sum := 0.0
	for i := range want {
		for _, row := range b.rows {
			if i < len(row) {
				want[i] = max(want[i], s.natural(row[i]))
			}
		}
		sum += want[i]
	}
	if sum <= total {
		return want
	}
	least := total / float64(len(want)) / 2
	excess := 0.0
	for i := range want {
		want[i] = max(want[i], least)
		excess += want[i] - least
	}
	spare := total - least*float64(len(want))
	for i := range want {
		want[i] = least + (want[i]-least)*spare/excess
	}
	return want
}

// natural is how wide a cell is on one line, measured in bold as the head is.
func (s sheet) natural(cell []run) float64 {
	w := 1.0
	for _, t := range dress(cell, paper.Style{Size: tableSize, Bold: true}) {
		w += s.Pen.Width(t)
	}
	return w
}

// stacked prints a table that no page is wide or high enough for: each row as lines "head: cell".
func (s sheet) stacked(b block, c paper.Column) {
	head, rows := b.rows[0], b.rows[1:]
	if len(rows) == 0 {
		rows = [][][]run{nil}
	}
	for i, row := range rows {
		if i > 0 {
			s.Skip(1.6)
		}
		for j := range head {
			runs := append(slices.Clone(head[j]), run{text: ": "})
			for k := range runs {
				runs[k].bold = true
			}
			if j < len(row) {
				runs = append(runs, row[j]...)
			}
			s.Text(dress(runs, paper.Style{Size: tableSize}), c)
		}
	}
}
