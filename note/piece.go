package note

import (
	"strings"

	"schild/fault"
	"schild/label"
)

// piece is a draft made ready to be shown: read, resolved, numbered. Preview and print both start from it.
type piece struct {
	paragraphs [][]block // with portion marks in front and citations numbered
	sources    []source  // number n stands at n-1
	missing    []string  // citations that resolve to nothing
}

// source is one line of the list of sources: a reference, never a content.
type source struct {
	portion, name, grade, originators string
}

// Numbers of runs that are not a source.
const (
	plainRun   = 0
	missingRun = -1
	portionRun = -2
)

// newPiece resolves a draft in its own language.
func newPiece(d Draft, cited Lookup) piece {
	p := piece{}
	_, portions, _ := Floor(d, cited)
	for i, para := range d.Paragraphs {
		blocks := atEnd(unnamed(para), read(para.Markdown))
		blocks = inFront(run{text: Mark(portions[i], d.Lang), number: portionRun, bold: true}, blocks)
		p.paragraphs = append(p.paragraphs, p.number(blocks, d.Lang, cited))
	}
	return p
}

// Mark is the portion mark of a paragraph as it is printed: its level, compartments and caveats, which say how to handle the paragraph. To
// whom the whole may go stands in the banner, whose it is in the list of sources.
func Mark(l label.Label, lang string) string {
	l.Releasable, l.Originators = "", ""
	return l.Portion(lang)
}

// unnamed gives the citations of a paragraph that its text does not name.
func unnamed(para Paragraph) []run {
	named := once(Citations(para.Markdown))
	var runs []run
	for _, ref := range para.Refs()[len(named):] {
		runs = append(runs, run{cite: ref})
	}
	return runs
}

// atEnd puts runs behind the last words of a paragraph.
func atEnd(runs []run, blocks []block) []block {
	last := len(blocks) - 1
	switch {
	case len(runs) == 0:
	case last >= 0 && blocks[last].kind == textBlock:
		blocks[last].runs = append(blocks[last].runs, runs...)
	default:
		blocks = append(blocks, block{kind: textBlock, runs: runs})
	}
	return blocks
}

// inFront puts the portion mark before the first words of a paragraph.
func inFront(mark run, blocks []block) []block {
	if len(blocks) == 0 || blocks[0].kind != textBlock && blocks[0].kind != headingBlock || len(blocks[0].runs) == 0 {
		return append([]block{{kind: textBlock, runs: []run{mark}}}, blocks...)
	}
	mark.text += " "
	blocks[0].runs = append([]run{mark}, blocks[0].runs...)
	return blocks
}

// number gives every citation its number and its text.
func (p *piece) number(blocks []block, lang string, cited Lookup) []block {
	for i := range blocks {
		p.numberRuns(blocks[i].runs, lang, cited)
		for _, row := range blocks[i].rows {
			for _, cell := range row {
				p.numberRuns(cell, lang, cited)
			}
		}
		p.number(blocks[i].inside, lang, cited)
	}
	return blocks
}

func (p *piece) numberRuns(runs []run, lang string, cited Lookup) {
	for i, r := range runs {
		if r.cite == "" {
			continue
		}
		c, ok := resolve(cited, r.cite)
		if !ok {
			runs[i].number, runs[i].text = missingRun, "[?]"
			p.missing = append(p.missing, r.cite)
			continue
		}
		runs[i].number = p.listed(c, lang)
		runs[i].text = "[" + itoa(runs[i].number) + "]"
	}
}

// listed finds the number of a source, or gives it the next one. Two statements of one record that read the same
// in the list are one line.
func (p *piece) listed(c Cited, lang string) int {
	s := source{
		portion: Mark(c.Label, lang), name: c.Source, grade: c.Grade,
		originators: strings.Join(tokens(c.Label.Originators), ", "),
	}
	for i, have := range p.sources {
		if have == s {
			return i + 1
		}
	}
	p.sources = append(p.sources, s)
	return len(p.sources)
}

// line is the source as one line of text, without its number.
func (s source) line(w words) string {
	parts := []string{strings.TrimSpace(s.portion + " " + s.name)}
	if s.grade != "" {
		parts = append(parts, s.grade)
	}
	if s.originators != "" {
		parts = append(parts, strings.ReplaceAll(w.origin, "{o}", s.originators))
	}
	return strings.Join(parts, " · ")
}

// tooMuch refuses a draft beyond the limits of CheckForm before any of it is read.
func tooMuch(d Draft) error {
	if len(d.Paragraphs) > maxParagraphs {
		return fault.New(fault.Invalid, "note.form.paragraphs")
	}
	for i, p := range d.Paragraphs {
		if len(p.Markdown) > maxMarkdown {
			return fault.New(fault.Invalid, "note.form.long", "paragraph", itoa(i+1))
		}
	}
	return nil
}
