package document

import (
	"bytes"
	"errors"
	"fmt"
	"strings"

	"github.com/xuri/excelize/v2"
)

// readXlsx reads every sheet of a workbook: its name on a line, then a line a row with tabs between cells, values as
// the sheet shows them; then comments. The reader keeps everything in memory, hence the check of the entries first.
func readXlsx(b []byte) (in Inner, err error) {
	o, err := newOffice(b)
	if err != nil {
		return Inner{}, err
	}
	total := int64(0)
	for _, name := range o.names {
		f := o.files[name]
		size := int64(min(f.UncompressedSize64, officeUnpacked+1))
		if total += size; size > officeEntry || total > officeUnpacked {
			return Inner{}, errTotal
		}
	}
	f, err := excelize.OpenReader(bytes.NewReader(o.raw), excelize.Options{UnzipSizeLimit: officeUnpacked, UnzipXMLSizeLimit: officeUnpacked})
	if err != nil {
		if errors.Is(err, excelize.ErrWorkbookPassword) {
			return Inner{}, errLocked
		}
		return Inner{}, err
	}
	defer f.Close()
	var w strings.Builder
	left := sheetCells
	for _, sheet := range f.GetSheetList() {
		w.WriteString(sheet + "\n")
		o.lack(readSheet(f, sheet, &w, &left))
		comments(f, sheet, &w)
		w.WriteString("\n")
	}
	o.said = []string{w.String()}
	return o.finish(coreProperties, "title")
}

// emptyRun is how many empty cells in a row are shown as such; a longer run is one tab.
const emptyRun = 16

// sheetCells bounds the cells of a workbook, empty ones before the last of a row too: the library makes all of them.
const sheetCells = 50_000_000

func readSheet(f *excelize.File, sheet string, w *strings.Builder, left *int) error {
	rows, err := f.Rows(sheet)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		cells, err := rows.Columns()
		if err != nil {
			return err
		}
		writeRow(cells, w)
		if *left -= len(cells); w.Len() > officeText || *left < 0 {
			return errText
		}
	}
	return rows.Error()
}

func writeRow(cells []string, w *strings.Builder) {
	empty, any := 0, false
	for _, c := range cells {
		if c == "" {
			empty++
			continue
		}
		if empty > emptyRun {
			empty = 1
		}
		if any {
			empty++
		}
		w.WriteString(strings.Repeat("\t", empty) + strings.Join(strings.Fields(c), " "))
		empty, any = 0, true
	}
	if any {
		w.WriteByte('\n')
	}
}

func comments(f *excelize.File, sheet string, w *strings.Builder) {
	list, err := f.GetComments(sheet)
	if err != nil {
		return
	}
	for _, c := range list {
		fmt.Fprintf(w, "[%s] %s: %s\n", c.Cell, c.Author, strings.Join(strings.Fields(c.Text), " "))
		if w.Len() > officeText {
			return
		}
	}
}
