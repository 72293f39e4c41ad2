package main

import (
	"bufio"
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"time"

	"github.com/schollz/progressbar/v3"

	"schild/day"
	"schild/exchange"
	"schild/fault"
	"schild/internal/desk/screening"
	"schild/internal/office"
	"schild/match/screen"
)

type screenCommand struct {
	Data        string   `type:"path" help:"Look through a data directory." placeholder:"DIR"`
	KeyFile     string   `type:"path" help:"The master key's file, with --data." placeholder:"FILE"`
	With        []string `help:"A list file to look through without a house: KIND:FILE; repeatable." placeholder:"KIND:FILE"`
	List        []string `help:"Only these lists of the house; repeatable." placeholder:"NAME"`
	Top         int      `default:"10" help:"The most hits of a subject." placeholder:"N"`
	Threshold   float64  `default:"${threshold}" help:"The least probability of a hit." placeholder:"P"`
	Format      string   `enum:"jsonl,csv,auto" default:"auto" help:"jsonl, csv; auto is jsonl into a pipe and a table on a terminal."`
	On          string   `help:"The day on which ages are counted. Default: today." placeholder:"DATE"`
	Certificate string   `type:"path" help:"Write the certificate of the batch here." placeholder:"FILE"`
	File        string   `arg:"" type:"existingfile" help:"The batch: CSV, a workbook, or JSON lines."`
}

// Run looks for everybody in the batch and prints one result a line, in the batch's order. Rows that cannot be read are
// named and make it exit 1.
func (c *screenCommand) Run(ctx context.Context, t *terminal) error {
	on, err := c.check(t)
	if err != nil {
		return err
	}
	if len(c.With) == 0 {
		return c.house(ctx, t, on)
	}
	e, err := c.engine(t)
	if err != nil {
		return err
	}
	certificate := screen.NewCertificate("once", "", e.Editions(), c.Threshold)
	return c.batch(t, batch{certificate: certificate, on: on, search: func(s screen.Entry) (screen.Result, error) {
		return e.Search(s, screen.Options{Threshold: c.Threshold, Top: c.Top}), nil
	}})
}

// house looks through a data directory, as far as the person at the command line may see: the whole batch is one act, that
// stands in the register before the first result is printed.
func (c *screenCommand) house(ctx context.Context, t *terminal, on day.Date) error {
	if c.Data == "" {
		return fault.New(fault.Invalid, "screen.with")
	}
	return withHouse(ctx, t, data{Data: c.Data, KeyFile: c.KeyFile}, func(h *house, by office.Person) error {
		search, lists, err := h.screening.Searcher(ctx, by, c.List)
		if err != nil {
			return err
		}
		certificate := screen.NewCertificate("once", "", lists, c.Threshold)
		return c.batch(t, batch{certificate: certificate, on: on, search: func(s screen.Entry) (screen.Result, error) {
			return search(s, screen.Options{Threshold: c.Threshold, Top: c.Top}), nil
		}})
	})
}

func (c *screenCommand) check(t *terminal) (day.Date, error) {
	if !(c.Threshold > 0 && c.Threshold < 1) {
		return day.Date{}, fault.New(fault.Invalid, "screen.threshold")
	}
	if c.Top < 1 {
		return day.Date{}, fault.New(fault.Invalid, "screen.top")
	}
	if c.On == "" {
		now := time.Now()
		return day.Date{Year: int16(now.Year()), Month: uint8(now.Month()), Day: uint8(now.Day())}, nil
	}
	d, err := day.Parse(c.On)
	if err != nil || d.Day == 0 {
		return d, fault.New(fault.Invalid, "screen.on", "value", c.On)
	}
	return d, nil
}

// engine loads the list files.
func (c *screenCommand) engine(t *terminal) (*screen.Engine, error) {
	e, names := screen.NewEngine(), map[string]int{}
	for _, with := range c.With {
		kind, path, ok := strings.Cut(with, ":")
		if !ok {
			return nil, fault.New(fault.Invalid, "screen.with.form", "value", with)
		}
		files, err := listFiles(kind, path)
		if err != nil {
			return nil, err
		}
		entries, problems, err := exchange.ReadList(kind, files)
		if err != nil {
			return nil, err
		}
		for _, p := range problems {
			fmt.Fprintf(t.err, "schild: %s\n", t.words().Fault(p.Fault()))
		}
		name := strings.TrimSuffix(filepath.Base(path), filepath.Ext(path))
		if names[name]++; names[name] > 1 {
			name = fmt.Sprintf("%s-%d", name, names[name])
		}
		if form := exchange.Form(kind, files[0].Bytes); exchange.Untested(form) {
			t.say("cli.list.untested", "kind", form)
		}
		list := screening.Entries(entries)
		e.Load(screen.Edition{List: name, Kind: exchange.Form(kind, files[0].Bytes), Version: digestOf(files), Entries: len(list), Problems: len(problems), Untested: exchange.Untested(exchange.Form(kind, files[0].Bytes))}, list)
	}
	return e, nil
}

// digestOf numbers a list file by its bytes and those of its siblings.
func digestOf(files []exchange.File) string {
	h := sha256.New()
	for _, f := range files {
		fmt.Fprintf(h, "%s %d\n", f.Name, len(f.Bytes))
		h.Write(f.Bytes)
	}
	return "sha256:" + hex.EncodeToString(h.Sum(nil)[:12])
}

// listFiles reads a list's file and those that belong to it in the same folder.
func listFiles(kind, path string) ([]exchange.File, error) {
	names := append([]string{filepath.Base(path)}, exchange.Siblings(kind, filepath.Base(path))...)
	var out []exchange.File
	for i, n := range names {
		b, err := os.ReadFile(filepath.Join(filepath.Dir(path), n))
		if err != nil && i > 0 {
			continue // a sibling that is not there
		}
		if err != nil {
			return nil, fault.Wrap(err, fault.Invalid, "receive.unreadable", "file", path)
		}
		out = append(out, exchange.File{Name: n, Reader: bytes.NewReader(b), Bytes: b})
	}
	return out, nil
}

// batch is how the subjects of one file are looked for.
type batch struct {
	certificate screen.Certificate
	on          day.Date
	search      func(screen.Entry) (screen.Result, error)
}

// found1 is what became of one subject.
type found1 struct {
	subject exchange.Subject
	entry   screen.Entry
	result  screen.Result
	flags   []screen.Flag
	line    []byte
	err     error
}

// batchWidth is how many subjects go to a core at once.
const batchWidth = 64

// batch looks for every subject, on all cores, and writes results in order.
func (c *screenCommand) batch(t *terminal, b batch) error {
	in, err := os.Open(c.File)
	if err != nil {
		return fault.Wrap(err, fault.Invalid, "receive.unreadable", "file", c.File)
	}
	defer in.Close()
	w, err := c.results(t, b)
	if err != nil {
		return err
	}
	queue := make(chan chan []found1, 2*runtime.NumCPU())
	var problems []exchange.Problem
	var rerr error
	go func() {
		defer close(queue)
		problems, rerr = feed(exchange.File{Name: filepath.Base(c.File), Reader: w.watch(in)}, queue, func(s []exchange.Subject) []found1 { return w.look(b, s) })
	}()
	tally := screen.NewTally(b.certificate)
	for next := range queue {
		for _, f := range <-next {
			if err == nil {
				err = errors.Join(f.err, w.write(f))
				tally.Add(f.subject.Key, f.result)
			}
		}
	}
	if err = errors.Join(err, rerr, w.end()); err != nil {
		return err
	}
	for _, p := range problems {
		fmt.Fprintf(t.err, "schild: %s\n", t.words().Fault(p.Fault()))
	}
	tally.Refuse(refused(problems))
	if err := c.certify(t, tally.Done()); err != nil {
		return err
	}
	if len(problems) > 0 {
		return found
	}
	return nil
}

// feed reads the batch and gives its subjects, a handful at a time, to cores that are free.
func feed(f exchange.File, queue chan<- chan []found1, look func([]exchange.Subject) []found1) ([]exchange.Problem, error) {
	free := make(chan struct{}, runtime.NumCPU())
	var some []exchange.Subject
	send := func() {
		these, done := some, make(chan []found1, 1)
		some = nil
		queue <- done
		free <- struct{}{}
		go func() { done <- look(these); <-free }()
	}
	problems, err := exchange.ReadSubjects(f, func(s exchange.Subject) error {
		if some = append(some, s); len(some) == batchWidth {
			send()
		}
		return nil
	})
	if len(some) > 0 {
		send()
	}
	return problems, err
}

// refused counts the rows that became no subject.
func refused(problems []exchange.Problem) int {
	rows := map[int]bool{}
	for _, p := range problems {
		if p.Column == "" && p.Row > 0 {
			rows[p.Row] = true
		}
	}
	return len(rows)
}

// certify writes the certificate, and says on a terminal what was looked through.
func (c *screenCommand) certify(t *terminal, done screen.Certificate) error {
	if c.Certificate != "" {
		b, err := jsonOf(done)
		if err != nil {
			return err
		}
		if err := os.WriteFile(c.Certificate, b, 0o600); err != nil {
			return fault.Wrap(err, fault.Invalid, "screen.certificate", "file", c.Certificate)
		}
	}
	if t.tty {
		p := t.words()
		fmt.Fprintln(t.err, p.T("screen.done", "subjects", p.Number(int64(done.Subjects)), "hits", p.Number(int64(done.Hits)), "refused", p.Number(int64(done.Refused))))
		fmt.Fprintln(t.err, p.T(screen.Guarantee))
	}
	return nil
}

// watch shows how far the file was read.
func (w *resultWriter) watch(f *os.File) io.Reader {
	st, err := f.Stat()
	if err != nil || !isTerminal(os.Stderr) {
		return bufio.NewReader(f)
	}
	w.bar = progressbar.NewOptions64(st.Size(), progressbar.OptionSetWriter(w.t.err), progressbar.OptionSetWidth(40), progressbar.OptionShowBytes(true),
		progressbar.OptionThrottle(100*time.Millisecond), progressbar.OptionClearOnFinish())
	return io.TeeReader(bufio.NewReader(f), w.bar)
}
