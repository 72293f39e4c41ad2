package main

import (
	"bufio"
	"bytes"
	"encoding/csv"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"schild/fault"
	"schild/internal/lang"
	"schild/match/score"
	"schild/name"
)

type matchCommand struct {
	Threshold float64 `default:"0.5" help:"From which probability on a pair counts as a match." placeholder:"T"`
	JSON      bool    `help:"JSON lines with all the evidence instead of CSV."`
	Pairs     string  `arg:"" type:"existingfile" help:"CSV with the columns name1 and name2, perhaps schema; others are copied through."`
}

// Run compares pairs of names; it needs no data directory. Rows that cannot be read are named, the others kept.
func (c *matchCommand) Run(t *terminal) error {
	if !(c.Threshold >= 0 && c.Threshold <= 1) {
		return fault.New(fault.Invalid, "match.threshold")
	}
	b, err := os.ReadFile(c.Pairs)
	if err != nil {
		return fault.Wrap(err, fault.Invalid, "match.file.open", "file", c.Pairs)
	}
	in, err := newPairs(c.Pairs, b)
	if err != nil {
		return err
	}
	words := lang.New(lang.Choose(t.env("LANG"), ""))
	out := bufio.NewWriter(t.out)
	write := c.writer(out, in.header, words)
	problems := 0
	err = in.each(func(row []string) error { return write(row, in.compare(row)) }, func(f *fault.Error) {
		problems++
		fmt.Fprintf(t.err, "schild: %s\n", words.Fault(f))
	})
	if err = errors.Join(err, out.Flush()); err == nil && problems > 0 {
		return found
	}
	return err
}

// writer gives what writes a row with its evidence: CSV with three columns more, or a line of JSON.
func (c *matchCommand) writer(w io.Writer, header []string, words *lang.Printer) func([]string, score.Evidence) error {
	if c.JSON {
		e := json.NewEncoder(w)
		e.SetEscapeHTML(false)
		return func(row []string, v score.Evidence) error {
			columns := map[string]string{}
			for i, h := range header {
				columns[h] = row[i]
			}
			return e.Encode(struct {
				Row      map[string]string `json:"row"`
				Score    float64           `json:"score"`
				Match    bool              `json:"match"`
				Why      []string          `json:"why"`
				Evidence score.Evidence    `json:"evidence"`
			}{columns, v.Score(), v.Score() >= c.Threshold, why(words, v), v})
		}
	}
	out := csv.NewWriter(w)
	begun := false
	return func(row []string, v score.Evidence) error {
		if !begun {
			begun = true
			if err := out.Write(append(slices.Clone(header), "score", "match", "why")); err != nil {
				return err
			}
		}
		p := strconv.FormatFloat(v.Score(), 'f', 6, 64)
		err := out.Write(append(slices.Clone(row), p, strconv.FormatBool(v.Score() >= c.Threshold), strings.Join(why(words, v), " ")))
		out.Flush()
		return errors.Join(err, out.Error())
	}
}

// why says each piece of evidence in a sentence.
func why(words *lang.Printer, e score.Evidence) []string {
	out := make([]string, len(e.Items))
	for i, item := range e.Items {
		key, args := item.Message()
		out[i] = words.T(key, args...)
	}
	return out
}

// pairs is a CSV file of pairs of names.
type pairs struct {
	file               string
	r                  *csv.Reader
	header             []string
	one, other, schema int // columns; schema -1 = none
}

func newPairs(file string, b []byte) (*pairs, error) {
	b = bytes.TrimPrefix(b, []byte("\ufeff"))
	p := &pairs{file: file, r: csv.NewReader(bytes.NewReader(b)), schema: -1}
	first, _, _ := bytes.Cut(b, []byte("\n"))
	if bytes.Count(first, []byte(";")) > bytes.Count(first, []byte(",")) {
		p.r.Comma = ';'
	}
	p.r.FieldsPerRecord = -1
	header, err := p.r.Read()
	if err != nil && !errors.Is(err, io.EOF) {
		return nil, p.problem(err)
	}
	for _, h := range header {
		p.header = append(p.header, strings.TrimSpace(h))
	}
	for _, c := range []struct {
		name string
		at   *int
	}{{"name1", &p.one}, {"name2", &p.other}, {"schema", &p.schema}} {
		*c.at = slices.IndexFunc(p.header, func(h string) bool { return strings.EqualFold(h, c.name) })
		if *c.at < 0 && c.at != &p.schema {
			return nil, fault.New(fault.Invalid, "match.columns", "file", file, "column", c.name)
		}
	}
	return p, nil
}

// each reads the rows. A short row is filled up with empty columns as long as it has both names; a long one is a problem.
func (p *pairs) each(row func([]string) error, problem func(*fault.Error)) error {
	for {
		r, err := p.r.Read()
		switch {
		case errors.Is(err, io.EOF):
			return nil
		case err != nil:
			problem(p.problem(err))
			continue
		case len(r) > len(p.header) || len(r) <= max(p.one, p.other):
			problem(fault.New(fault.Invalid, "exchange.row.columns", "place", p.place(len(r)-1)))
			continue
		case !utf8.ValidString(r[p.one]) || !utf8.ValidString(r[p.other]):
			problem(fault.New(fault.Invalid, "exchange.row.encoding", "place", p.place(p.one)))
			continue
		}
		for len(r) < len(p.header) {
			r = append(r, "")
		}
		if err := row(r); err != nil {
			return err
		}
	}
}

// place says where a field of the row just read stands: file:line and its column's name.
func (p *pairs) place(field int) string {
	line, _ := p.r.FieldPos(min(field, len(p.header)-1))
	return fmt.Sprintf("%s:%d %s", p.file, line, p.header[min(field, len(p.header)-1)])
}

// problem turns an error of CSV's own grammar into words.
func (p *pairs) problem(err error) *fault.Error {
	place := p.file
	if e := (*csv.ParseError)(nil); errors.As(err, &e) {
		place = fmt.Sprintf("%s:%d:%d", p.file, e.Line, e.Column)
	}
	return fault.Wrap(err, fault.Invalid, "exchange.row.quotes", "place", place)
}

func (p *pairs) compare(row []string) score.Evidence {
	kind := name.Unknown
	if p.schema >= 0 {
		kind = kindOf(row[p.schema])
	}
	return score.Compare(score.Subject{Kind: kind, Names: []string{row[p.one]}}, score.Subject{Kind: kind, Names: []string{row[p.other]}})
}

// kindOf gives the kind of name that things of a schema bear. A legal entity may be a person; nothing said may be either.
func kindOf(schema string) name.Kind {
	switch schema {
	case "Person":
		return name.Person
	case "Company", "Organization", "PublicBody", "Vessel", "Airplane", "Asset":
		return name.Organisation
	}
	return name.Unknown
}
