package exchange

import (
	"errors"
	"fmt"
	"io"
	"path"
	"strings"

	"schild/day"
	"schild/fact"
	"schild/fault"
)

// File is one file of a list. Reader gives its bytes; Bytes are the same ones where the caller has them at hand, and are
// only carried along.
type File struct {
	Name   string
	Reader io.Reader
	Bytes  []byte
}

// Entry is one thing on a list.
type Entry struct {
	Key    string // the list's own name for it, the same in its next version
	Schema string
	Facts  []Fact
}

// Fact is one property of an entry.
type Fact struct {
	Property string
	Value    string // canonical; for an entity property the key of another entry
	Original string // the words it came from, where they differ from Value
	Lang     string // language of Value, where the list says it
	Holds    fact.Span
	Said     day.Date // when the list said it, where it says so
}

// Problem is what could not be read of a list, and where.
type Problem struct {
	File   string
	Row    int    // the line it begins at, from 1; 0 = the file as a whole
	Column string // the column or element, "" = the row as a whole
	Why    string // a message key
	What   string // the words in question, shortened
}

// String gives the problem in one line, for logs and tests; people get the words of Fault.
func (p Problem) String() string {
	s := p.place() + ": " + p.Why
	if p.What != "" {
		s += fmt.Sprintf(" %q", p.What)
	}
	return s
}

// Fault gives the problem as an error with a message key, the place and the words in question.
func (p Problem) Fault() *fault.Error {
	return fault.New(fault.Invalid, p.Why, "place", p.place(), "column", p.Column, "value", p.What)
}

// place gives where the problem is: "list.csv:12 birthDate".
func (p Problem) place() string {
	s := p.File
	if p.Row > 0 {
		s += fmt.Sprintf(":%d", p.Row)
	}
	return strings.TrimSpace(s + " " + p.Column)
}

// Kinds gives the kinds of lists that are read.
func Kinds() []string { return []string{"csv", "eu-fsf", "ftm", "ofac-sdn", "uk-ofsi", "un-sc"} }

// Form names a list's kind with its form, where a kind has two: "ofac-sdn xml".
func Form(kind string, file []byte) string {
	head := strings.TrimLeft(strings.TrimPrefix(string(file[:min(len(file), 64)]), "\ufeff"), " \t\r\n")
	if (kind == "ofac-sdn" || kind == "uk-ofsi") && strings.HasPrefix(head, "<") {
		return kind + " xml"
	}
	return kind
}

// Untested tells the forms whose readers were written from the published format and never saw a real file.
func Untested(form string) bool {
	return form == "eu-fsf" || strings.HasPrefix(form, "uk-ofsi") || form == "ofac-sdn xml"
}

// readerOf gives the reader of a kind, nil for a kind there is not.
func readerOf(kind string) func(*builder, []File) error {
	switch kind {
	case "ofac-sdn":
		return readOFAC
	case "un-sc":
		return readUN
	case "eu-fsf":
		return readEU
	case "uk-ofsi":
		return readUK
	case "csv":
		return readCSV
	case "ftm":
		return readFTM
	}
	return nil
}

// ReadList reads a list of one kind from its file and those of its siblings that there are. A fault means that nothing
// could be read; problems are what was not read of a list that was.
func ReadList(kind string, files []File) ([]Entry, []Problem, error) {
	read := readerOf(kind)
	switch {
	case read == nil:
		return nil, nil, fault.New(fault.Invalid, "exchange.kind", "kind", shorten(kind), "kinds", strings.Join(Kinds(), ", "))
	case len(files) == 0:
		return nil, nil, fault.New(fault.Invalid, "exchange.empty", "file", "")
	}
	b := newBuilder()
	switch err := read(b, files); {
	case errors.Is(err, errTooBig):
		return nil, nil, err
	case err != nil:
		return nil, nil, fault.Wrap(err, fault.Invalid, "exchange.unreadable", "file", files[0].Name, "kind", kind)
	}
	entries, problems := b.done()
	if len(entries) == 0 {
		return nil, problems, fault.New(fault.Invalid, "exchange.empty", "file", files[0].Name, "kind", kind)
	}
	return entries, problems, nil
}

// Siblings gives the names of the files that belong to a list's file and are looked for beside it, in upper case where
// its own name is.
func Siblings(kind, file string) []string {
	if kind != "ofac-sdn" {
		return nil
	}
	ext := path.Ext(file)
	stem := strings.TrimSuffix(file, ext)
	before, comments := "", "sdn_comments"
	if i := strings.LastIndex(strings.ToLower(stem), "prim"); i >= 0 { // the other list of the same office: cons_prim, cons_alt …
		before = stem[:i]
		comments = before + "comments"
	}
	out := []string{before + "add", before + "alt", comments}
	for i := range out {
		if stem == strings.ToUpper(stem) {
			out[i] = strings.ToUpper(out[i])
		}
		out[i] += ext
	}
	return out
}
