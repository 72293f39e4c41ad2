package exchange

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/transform"

	"schild/day"
	"schild/fact"
	"schild/name"
)

// Subject is one row of a batch: somebody to be looked for. Its key is the file's own word for it, else its row.
type Subject struct {
	Entry
	Row int
}

// subjects reads the rows of a batch, each a subject or a problem.
type subjects struct {
	file string
	b    *builder // for problems; entries are made by one of their own each
	keys map[string]bool
	give func(Subject) error
}

// ReadSubjects reads a batch and gives its rows one by one as they are read: comma or semicolon separated values, a
// workbook's first sheet, or a JSON object a line. Columns are named in Dutch, French, German or English, in any order.
// What cannot be read is a problem that names row and column; a row is given once, or is a problem. An error of give ends it.
func ReadSubjects(f File, give func(Subject) error) ([]Problem, error) {
	s := &subjects{file: f.Name, b: newBuilder(), keys: map[string]bool{}, give: give}
	in := bufio.NewReaderSize(f.Reader, 64<<10)
	head, _ := in.Peek(4 << 10) // shorter when the file is
	var err error
	switch {
	case strings.HasPrefix(string(head), "PK\x03\x04"):
		err = s.workbook(in)
	case strings.HasPrefix(strings.TrimLeft(string(head), "\ufeff \t\r\n"), "{"):
		err = s.lines(File{Name: f.Name, Reader: in})
	default:
		err = s.table(File{Name: f.Name, Reader: decoded(in, head)})
	}
	_, problems := s.b.done()
	return problems, err
}

// decoded reads text as what it most likely is: UTF-16 by its mark, UTF-8 where that fits, else what office programs wrote in
// western Europe.
func decoded(in io.Reader, head []byte) io.Reader {
	switch {
	case strings.HasPrefix(string(head), "\xff\xfe"), strings.HasPrefix(string(head), "\xfe\xff"):
		return transform.NewReader(in, unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewDecoder())
	case utf8.Valid(head[:max(0, len(head)-utf8.UTFMax)]):
		return in
	}
	return transform.NewReader(in, charmap.Windows1252.NewDecoder())
}

// table reads separated values.
func (s *subjects) table(f File) error {
	r := newRows(f, false)
	r.semicolons()
	head, ok, err := r.next()
	if err != nil || !ok {
		return err
	}
	columns := s.header(head.at, head.fields)
	for columns != nil {
		w, ok, err := r.next()
		switch {
		case err != nil || !ok:
			return err
		case w.why == "" && len(w.fields) > len(columns):
			w.why = "exchange.row.columns"
		}
		if w.why != "" {
			s.b.problem(w.at, "", w.why, w.text)
			continue
		}
		if err := s.row(w.at, columns, w.fields); err != nil {
			return err
		}
	}
	return nil
}

// lines reads JSON, an object a line: under the names that columns have, or as FollowTheMoney writes entities.
func (s *subjects) lines(f File) error {
	r := newRows(f, true)
	for {
		text, err := r.nextLine()
		if err != nil {
			if err == io.EOF {
				return nil
			}
			return err
		}
		text = strings.TrimSpace(strings.TrimPrefix(text, "\ufeff"))
		if text == "" {
			continue
		}
		if err := s.line(place{s.file, r.line}, text); err != nil {
			return err
		}
	}
}

func (s *subjects) line(at place, text string) error {
	var object map[string]any
	if len(text) > lineMost || json.Unmarshal([]byte(text), &object) != nil {
		s.b.problem(at, "", "exchange.json", text)
		return nil
	}
	if _, ftm := object["properties"]; ftm {
		return s.entity(at, text)
	}
	var columns, fields []string
	for _, k := range sortedKeys(object) {
		columns, fields = append(columns, k), append(fields, written(object[k]))
	}
	known := s.columns(at, columns)
	if !slices.Contains(known, "name") && !slices.Contains(known, "lastName") {
		s.b.problem(at, "", "exchange.name.none", text)
		return nil
	}
	return s.row(at, known, fields)
}

// entity takes a FollowTheMoney line.
func (s *subjects) entity(at place, text string) error {
	one := newBuilder()
	one.ftm(at, text)
	s.b.problems = append(s.b.problems, one.problems...)
	if len(one.entries) == 0 {
		return nil
	}
	return s.done(at, one.entries[0])
}

// written gives a JSON value as a field: lists with "|" between.
func written(v any) string {
	switch x := v.(type) {
	case string:
		return x
	case nil:
		return ""
	case float64:
		return strconv.FormatFloat(x, 'f', -1, 64)
	case []any:
		var out []string
		for _, y := range x {
			out = append(out, written(y))
		}
		return strings.Join(out, "|")
	}
	return fmt.Sprint(v)
}

func sortedKeys(m map[string]any) []string {
	out := make([]string, 0, len(m))
	for k := range m {
		out = append(out, k)
	}
	slices.Sort(out)
	return out
}

// header takes the first row; without a name nothing can be looked for.
func (s *subjects) header(at place, fields []string) []string {
	columns := s.columns(at, fields)
	if !slices.Contains(columns, "name") && !slices.Contains(columns, "lastName") {
		s.b.problem(at, "name", "exchange.column.name", strings.Join(fields, ","))
		return nil
	}
	return columns
}

// columns gives what each column holds, "" for one that is not read, and says so.
func (s *subjects) columns(at place, fields []string) []string {
	out := make([]string, len(fields))
	for i, c := range fields {
		c = strings.TrimSpace(strings.TrimPrefix(c, "\ufeff"))
		property := columnOf(c)
		switch {
		case property == "" && c != "":
			s.b.problem(at, c, "exchange.column.ignored", c)
		case property != "" && slices.Contains(out, property) && !slices.Contains(several(), property):
			s.b.problem(at, c, "exchange.column.double", c)
		default:
			out[i] = property
		}
	}
	if i := slices.Index(out, "name"); i >= 0 && slices.Contains(out, "firstName") && !slices.Contains(out, "lastName") {
		out[i] = "lastName" // "Nom, Prénom": the name beside a given name is the family's
	}
	return out
}

// several are what more than one column may hold.
func several() []string {
	return []string{"name", "alias", "idNumber", "passportNumber", "nationality"}
}

// row makes a subject of a row.
func (s *subjects) row(at place, columns, fields []string) error {
	e, one := &Entry{Schema: "LegalEntity"}, newBuilder()
	get := func(column string) string {
		if i := slices.Index(columns, column); i >= 0 && i < len(fields) {
			return strings.TrimSpace(fields[i])
		}
		return ""
	}
	e.Key = name.Clean(get("key"))
	e.Schema = kindOf(get("schema"), slices.Contains(columns, "firstName") || get("birthDate") != "")
	if full := joined(get("lastName"), get("firstName")); full != "" {
		one.fact(e, at, "name", Fact{Property: "name", Value: full})
	}
	for i, c := range columns {
		if i >= len(fields) || c == "" || c == "key" || c == "schema" || c == "firstName" || c == "lastName" {
			continue
		}
		for v := range strings.SplitSeq(fields[i], "|") {
			if c == "birthDate" {
				v = dayFirst(v)
			}
			one.value(e, at, Fact{Property: c, Value: v})
		}
	}
	s.b.problems = append(s.b.problems, one.problems...)
	return s.done(at, e)
}

// done gives a subject that has a name, once.
func (s *subjects) done(at place, e *Entry) error {
	if e.Key == "" {
		e.Key = strconv.Itoa(at.row)
	}
	why := ""
	switch {
	case !slices.ContainsFunc(e.Facts, func(f Fact) bool { return isName(e.Schema, f.Property) && name.Fold(f.Value) != "" }):
		why = "exchange.name.none"
	case s.keys[e.Key]:
		why = "exchange.key.double"
	}
	if why != "" {
		s.b.problem(at, "", why, e.Key)
		return nil
	}
	s.keys[e.Key] = true
	return s.give(Subject{Entry: *e, Row: at.row})
}

func isName(schema, property string) bool {
	f, _ := fact.Lookup(schema, property)
	return f.Type == "name"
}

func joined(last, first string) string {
	if last == "" || first == "" {
		return last + first
	}
	return last + ", " + first
}

// dayFirst gives a date as people here write it ("7/3/1955", "07.03.1955") as a list would; others as they are.
func dayFirst(s string) string {
	s = strings.TrimSpace(s)
	parts := strings.FieldsFunc(s, func(r rune) bool { return r == '/' || r == '.' || r == '-' })
	if len(parts) != 3 || len(parts[0]) > 2 || len(parts[1]) > 2 || len(parts[2]) != 4 {
		return s
	}
	d, derr := strconv.Atoi(parts[0])
	m, merr := strconv.Atoi(parts[1])
	y, yerr := strconv.Atoi(parts[2])
	date := day.Date{Year: int16(y), Month: uint8(m), Day: uint8(d)}
	if derr != nil || merr != nil || yerr != nil || d < 1 || m < 1 || m > 12 || !date.Valid() {
		return s
	}
	return date.String()
}
