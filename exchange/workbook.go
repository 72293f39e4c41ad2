package exchange

import (
	"io"
	"math"
	"strconv"
	"time"

	"github.com/xuri/excelize/v2"

	"schild/fault"
)

// workbookMost bounds an unpacked workbook.
const workbookMost = 1 << 30

// workbook reads the first sheet of a workbook.
func (s *subjects) workbook(in io.Reader) error {
	f, err := excelize.OpenReader(io.LimitReader(in, bytesMost), excelize.Options{UnzipSizeLimit: workbookMost, UnzipXMLSizeLimit: 64 << 20, RawCellValue: true})
	if err != nil {
		return fault.Wrap(err, fault.Invalid, "exchange.workbook", "file", s.file)
	}
	defer f.Close()
	sheets := f.GetSheetList()
	if len(sheets) == 0 {
		return nil
	}
	rows, err := f.Rows(sheets[0])
	if err != nil {
		return fault.Wrap(err, fault.Invalid, "exchange.workbook", "file", s.file)
	}
	defer rows.Close()
	var columns []string
	for n := 1; rows.Next(); n++ {
		at := place{s.file, n}
		fields, err := rows.Columns()
		switch {
		case err != nil:
			s.b.problem(at, "", "exchange.row.columns", err.Error())
		case empty(fields):
		case columns == nil:
			if columns = s.header(at, fields); columns == nil {
				return nil
			}
		default:
			if err := s.row(at, columns, undated(columns, fields)); err != nil {
				return err
			}
		}
	}
	if err := rows.Error(); err != nil {
		return fault.Wrap(err, fault.Invalid, "exchange.workbook", "file", s.file)
	}
	return nil
}

func empty(fields []string) bool {
	for _, f := range fields {
		if f != "" {
			return false
		}
	}
	return true
}

// undated writes out the dates that workbooks keep as numbers of days since 1900. What is no such number stays.
func undated(columns, fields []string) []string {
	for i, c := range columns {
		if c != "birthDate" || i >= len(fields) {
			continue
		}
		n, err := strconv.ParseFloat(fields[i], 64)
		if err != nil || n < 2200 || n > 80_000 || n != math.Trunc(n) { // a year alone is a smaller number
			continue
		}
		t, err := excelize.ExcelDateToTime(n, false)
		if err == nil {
			fields[i] = t.Format(time.DateOnly)
		}
	}
	return fields
}
