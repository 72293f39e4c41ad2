package document

import (
	"bytes"
	"encoding/xml"
	"strconv"
	"strings"
)

// readODF reads text, sheets and slides of OpenDocument (ISO/IEC 26300): content, then headers and footers, then
// embedded documents. Tracked deletions are left out and noted.
func readODF(b []byte) (Inner, error) {
	o, err := newOffice(b)
	if err != nil {
		return Inner{}, err
	}
	if m, err := o.unpack("META-INF/manifest.xml"); err == nil && bytes.Contains(m, []byte("encryption-data")) {
		return Inner{}, errLocked
	}
	o.section("content.xml", odfStart, odfEnd)
	if _, ok := o.files["styles.xml"]; ok {
		o.section("styles.xml", func(w *writer, e xml.StartElement) {
			if e.Name.Local == "styles" || e.Name.Local == "automatic-styles" {
				w.skip = 1
				return
			}
			odfStart(w, e)
		}, odfEnd)
	}
	for _, name := range o.matching("*/content.xml") {
		o.section(name, odfStart, odfEnd)
	}
	return o.finish("meta.xml", "title")
}

func odfStart(w *writer, e xml.StartElement) {
	switch e.Name.Local {
	case "p", "h":
		w.text = max(w.text, 1)
	case "tab":
		w.out.WriteByte('\t')
	case "line-break":
		w.newline()
	case "s":
		n, _ := strconv.Atoi(value(e, "c"))
		w.out.WriteString(strings.Repeat(" ", min(max(n, 1), 100)))
	case "note", "annotation":
		if w.text > 0 {
			w.out.WriteString(" [")
		}
	case "table-cell":
		w.cell++
	case "table":
		if name := value(e, "name"); e.Name.Space == "table" && name != "" {
			w.out.WriteString(name + "\n")
		}
	case "tracked-changes":
		w.skip = 1
		w.note("document.deleted")
	case "binary-data", "scripts", "font-face-decls", "date-style", "number-style":
		w.skip = 1
	}
}

func odfEnd(w *writer, name string) {
	switch name {
	case "p", "h":
		w.newline()
	case "note", "annotation":
		if w.text > 0 {
			w.out.WriteString("] ")
		}
	case "table-cell", "covered-table-cell":
		w.cell = max(0, w.cell-btoi(name == "table-cell"))
		w.out.WriteByte('\t')
	case "table-row":
		w.newline()
	}
}
