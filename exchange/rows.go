package exchange

import (
	"bufio"
	"encoding/csv"
	"errors"
	"io"
	"strconv"
	"strings"
	"unicode/utf8"

	"schild/fault"
)

// Bounds of a file of rows.
const (
	lineMost  = 1 << 20 // bytes of a line
	linesMost = 200     // lines that one row may go over
)

// row is one row of a file and the line it begins at.
type row struct {
	at     place
	fields []string
	why    string // why it could not be read, a message key
	text   string // its words then
}

// rows reads comma separated values a row at a time. A broken row costs itself and not the rows after it: a quotation
// mark that is never closed ends with its line.
type rows struct {
	file   string
	in     *bufio.Reader
	line   int
	ahead  []string // lines read and not used
	single bool     // no row goes over more than one line
	left   int64
	comma  rune
	one    *bufio.Reader // over the row at hand
}

func newRows(f File, single bool) *rows {
	return &rows{file: f.Name, in: bufio.NewReaderSize(f.Reader, 64<<10), single: single, left: bytesMost, comma: ',', one: bufio.NewReader(nil)}
}

// semicolons makes the semicolon part fields where the first line has more of them than commas, as spreadsheets write that
// count with a decimal comma.
func (r *rows) semicolons() {
	b, _ := r.in.Peek(4 << 10) // less when the file is shorter
	line, _, _ := strings.Cut(string(b), "\n")
	if strings.Count(line, ";") > strings.Count(line, ",") {
		r.comma = ';'
	}
}

// next gives the next row; ok is false at the end.
func (r *rows) next() (w row, ok bool, err error) {
	text, err := r.nextLine()
	for err == nil && strings.Trim(text, " \t\r\n\x1a") == "" { // empty lines and the end mark of old systems
		text, err = r.nextLine()
	}
	if err != nil {
		if err == io.EOF {
			err = nil
		}
		return w, false, err
	}
	w.at = place{r.file, r.line}
	if !r.single {
		text = r.whole(text)
	}
	w.fields, w.why = r.split(text)
	w.text = text
	return w, true, nil
}

// whole adds the lines that an open quotation mark goes on to; where it is never closed it gives them back.
func (r *rows) whole(text string) string {
	open := strings.Count(text, `"`)%2 == 1
	if !open {
		return text
	}
	var more []string
	all, size := []string{text}, len(text)
	for len(more) < linesMost && size < lineMost {
		l, err := r.nextLine()
		if err != nil {
			break
		}
		more, all, size = append(more, l), append(all, l), size+len(l)
		if strings.Count(l, `"`)%2 == 1 {
			return strings.Join(all, "")
		}
	}
	r.line -= len(more)
	r.ahead = append(more, r.ahead...)
	return text
}

func (r *rows) nextLine() (string, error) {
	if len(r.ahead) > 0 {
		l := r.ahead[0]
		r.ahead = r.ahead[1:]
		r.line++
		return l, nil
	}
	var b strings.Builder
	for {
		part, err := r.in.ReadSlice('\n')
		if r.left -= int64(len(part)); r.left < 0 {
			return "", tooBig(r.file)
		}
		if b.Len() <= lineMost { // the rest of a line that is too long is read and refused as one
			b.Write(part)
		}
		switch {
		case errors.Is(err, bufio.ErrBufferFull):
			continue
		case err != nil && (err != io.EOF || b.Len() == 0):
			return "", err
		}
		r.line++
		return b.String(), nil
	}
}

var errTooBig = errors.New("exchange: file too big")

// tooBig refuses a file of more bytes than anyone has in a list. It is made where the file is read, which may be beside the one that was named.
func tooBig(file string) error {
	return fault.Wrap(errTooBig, fault.Invalid, "exchange.long", "file", file, "most", strconv.Itoa(bytesMost>>20))
}

// split parts one row into its fields; why tells what is wrong with it.
func (r *rows) split(text string) (fields []string, why string) {
	switch {
	case len(text) > lineMost:
		return nil, "exchange.row.long"
	case !utf8.ValidString(text):
		return nil, "exchange.row.encoding"
	case strings.ContainsRune(text, 0):
		return nil, "exchange.row.encoding"
	}
	r.one.Reset(strings.NewReader(text))
	c := csv.NewReader(r.one) // takes the buffer as its own
	c.Comma, c.FieldsPerRecord = r.comma, -1
	fields, err := c.Read()
	if err != nil {
		return nil, "exchange.row.quotes"
	}
	if _, err := c.Read(); err != io.EOF {
		return nil, "exchange.row.quotes"
	}
	return fields, ""
}

// eof turns the end of a file into no error.
func eof(err error) error {
	if err == io.EOF {
		return nil
	}
	return err
}
