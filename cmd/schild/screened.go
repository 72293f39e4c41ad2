package main

import (
	"bufio"
	"bytes"
	"encoding/csv"
	"encoding/json"
	"errors"
	"fmt"
	"strconv"
	"strings"

	"github.com/schollz/progressbar/v3"

	"schild/exchange"
	"schild/internal/desk/screening"
	"schild/internal/lang"
	"schild/match/screen"
)

// resultWriter writes what was found about subjects, in one of three forms.
type resultWriter struct {
	t           *terminal
	out         *bufio.Writer
	csv         *csv.Writer // nil: not this form
	table       bool
	words       *lang.Printer
	certificate json.RawMessage // the part every line bears
	bar         *progressbar.ProgressBar
}

func (c *screenCommand) results(t *terminal, b batch) (*resultWriter, error) {
	w := &resultWriter{t: t, out: bufio.NewWriterSize(t.out, 1<<16), words: t.words(), table: t.tty && c.Format == "auto"}
	var err error
	if w.certificate, err = jsonOf(b.certificate); err != nil {
		return nil, err
	}
	if c.Format == "csv" {
		w.csv = csv.NewWriter(w.out)
		err = w.csv.Write([]string{"subject", "name", "list", "entry", "entry_name", "probability", "why", "flags", "certificate"})
	}
	return w, err
}

// look searches for some subjects and makes their lines, on whichever core is free.
func (w *resultWriter) look(b batch, some []exchange.Subject) []found1 {
	out := make([]found1, len(some))
	for i, s := range some {
		f := found1{subject: s, entry: screening.EntryOf(s.Entry)}
		f.flags = screen.Flags(f.entry, b.on)
		if f.result, f.err = b.search(f.entry); f.err == nil && w.csv == nil && !w.table {
			f.line, f.err = w.line(f)
		}
		out[i] = f
	}
	return out
}

// resultLine is a line of JSON.
type resultLine struct {
	Subject     subjectLine     `json:"subject"`
	Hits        []hitLine       `json:"hits"`
	Cut         int             `json:"cut,omitempty"` // hits beyond the first ones
	Flags       []screen.Flag   `json:"flags,omitempty"`
	Certificate json.RawMessage `json:"certificate"`
}

type subjectLine struct {
	ID   string `json:"id"`
	Name string `json:"name"`
	Row  int    `json:"row"`
}

type hitLine struct {
	screen.Hit
	Why []string `json:"why"`
}

func (w *resultWriter) line(f found1) ([]byte, error) {
	l := resultLine{Subject: subjectLine{f.subject.Key, nameOf(f.entry), f.subject.Row}, Hits: []hitLine{}, Cut: f.result.Cut, Flags: f.flags, Certificate: w.certificate}
	for _, h := range f.result.Hits {
		l.Hits = append(l.Hits, hitLine{h, why(w.words, h.Evidence)})
	}
	return jsonOf(l)
}

func jsonOf(v any) ([]byte, error) {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	err := e.Encode(v)
	return b.Bytes(), err
}

func nameOf(e screen.Entry) string {
	if len(e.Names) == 0 {
		return ""
	}
	return e.Names[0]
}

// write writes one result.
func (w *resultWriter) write(f found1) error {
	switch {
	case w.csv != nil:
		return w.rows(f)
	case w.table:
		return w.row(f)
	}
	_, err := w.out.Write(f.line)
	return err
}

// rows writes a row for each hit, and one for a subject without any.
func (w *resultWriter) rows(f found1) error {
	head := []string{f.subject.Key, nameOf(f.entry)}
	var ref struct{ Reference string }
	if err := json.Unmarshal(w.certificate, &ref); err != nil {
		return err
	}
	flags := w.flags(f)
	if len(f.result.Hits) == 0 {
		return w.csv.Write(append(head, "", "", "", "", "", flags, ref.Reference))
	}
	for _, h := range f.result.Hits {
		err := w.csv.Write(append(head, h.List, h.Entry, h.Name, strconv.FormatFloat(h.Probability, 'f', 6, 64), strings.Join(why(w.words, h.Evidence), " "), flags, ref.Reference))
		if err != nil {
			return err
		}
	}
	return nil
}

func (w *resultWriter) flags(f found1) string {
	var out []string
	for _, x := range f.flags {
		out = append(out, w.words.T("screen.flag."+string(x)))
	}
	return strings.Join(out, ", ")
}

// row is for people: who has hits, and the best of them.
func (w *resultWriter) row(f found1) error {
	if len(f.result.Hits) == 0 {
		return nil
	}
	h := f.result.Hits[0]
	_, err := fmt.Fprintf(w.out, "%-12s %-36s %5.1f %%  %-16s %s\n", f.subject.Key, nameOf(f.entry), 100*h.Probability, h.List, h.Name)
	return err
}

func (w *resultWriter) end() error {
	if w.bar != nil {
		_ = w.bar.Finish()
	}
	if w.csv != nil {
		w.csv.Flush()
	}
	return errors.Join(w.out.Flush())
}
