package document

import (
	"archive/zip"
	"encoding/xml"
	"path"
	"strconv"
	"strings"
)

// coreProperties is where an Office Open XML file keeps its title.
const coreProperties = "docProps/core.xml"

// readDocx reads a word processing file (ECMA-376 part 1 §17): the body, then headers, footers, notes and comments.
// Tracked deletions are left out and noted.
func readDocx(b []byte) (Inner, error) {
	o, err := newOffice(b)
	if err != nil {
		return Inner{}, err
	}
	main := o.mainPart("word/document.xml")
	o.section(main, ooxmlStart, ooxmlEnd)
	dir := path.Dir(main)
	for _, pattern := range []string{"header*.xml", "footer*.xml", "footnotes.xml", "endnotes.xml", "comments.xml"} {
		for _, name := range o.matching(dir + "/" + pattern) {
			o.section(name, ooxmlStart, ooxmlEnd)
		}
	}
	for _, name := range o.matching(dir + "/diagrams/data*.xml") {
		o.section(name, ooxmlStart, ooxmlEnd)
	}
	return o.finish(coreProperties, "title")
}

// readPptx reads slides in order of their numbers, each with its notes (ECMA-376 part 1 §19).
func readPptx(b []byte) (Inner, error) {
	o, err := newOffice(b)
	if err != nil {
		return Inner{}, err
	}
	for _, dir := range []string{"ppt/slides/slide", "ppt/notesSlides/notesSlide", "ppt/comments/comment"} {
		for _, name := range o.numbered(dir) {
			o.section(name, ooxmlStart, ooxmlEnd)
		}
	}
	if len(o.numbered("ppt/slides/slide")) == 0 {
		o.lack(zip.ErrFormat)
	}
	return o.finish(coreProperties, "title")
}

// mainPart finds the part the package says is the document (ECMA-376 part 2 §9.3).
func (o *office) mainPart(usual string) string {
	if _, ok := o.files[usual]; ok {
		return usual
	}
	b, err := o.unpack("_rels/.rels")
	if err != nil {
		return usual
	}
	found := usual
	w := &writer{end: func(*writer, string) {}, start: func(_ *writer, e xml.StartElement) {
		if strings.HasSuffix(value(e, "Type"), "/officeDocument") {
			found = strings.TrimPrefix(value(e, "Target"), "/")
		}
	}}
	_ = readXML(b, w)
	return found
}

// numbered lists parts prefix1.xml, prefix2.xml … in order of the number.
func (o *office) numbered(prefix string) []string {
	byNumber := map[int]string{}
	last := 0
	for _, n := range o.matching(prefix + "*.xml") {
		i, err := strconv.Atoi(strings.TrimSuffix(n[len(prefix):], ".xml"))
		if err == nil && i >= 0 && i < 100_000 {
			byNumber[i] = n
			last = max(last, i)
		}
	}
	var out []string
	for i := range last + 1 {
		if n, ok := byNumber[i]; ok {
			out = append(out, n)
		}
	}
	return out
}

// ooxmlStart and ooxmlEnd read the text vocabularies of WordprocessingML and DrawingML, which share their local names.
func ooxmlStart(w *writer, e xml.StartElement) {
	switch e.Name.Local {
	case "t":
		w.text = 1
	case "tab":
		if value(e, "pos") == "" { // not a tab stop in a paragraph's properties
			w.out.WriteByte('\t')
		}
	case "br", "cr":
		w.newline()
	case "noBreakHyphen":
		w.out.WriteByte('-')
	case "tc":
		w.cell++
	case "footnoteReference", "endnoteReference", "commentReference":
		w.out.WriteString("[" + cleanLine(value(e, "id")) + "]")
	case "footnote", "endnote", "comment":
		w.out.WriteString("[" + cleanLine(value(e, "id")) + "] ")
	case "del", "moveFrom", "delText":
		w.skip = 1
		w.note("document.deleted")
	case "Fallback", "instrText", "fldData", "binData":
		w.skip = 1
	}
}

func ooxmlEnd(w *writer, name string) {
	switch name {
	case "p":
		w.newline()
	case "tc":
		w.cell = max(0, w.cell-1)
		w.out.WriteByte('\t')
	case "tr":
		w.newline()
	}
}
