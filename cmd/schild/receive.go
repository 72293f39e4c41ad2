package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strconv"

	"schild/document"
	"schild/fault"
	"schild/internal/desk/registry"
	"schild/internal/lang"
	"schild/internal/office"
	"schild/internal/web/plain"
	"schild/label"
)

type receiveCommand struct {
	data
	From  string   `help:"The source it comes from." placeholder:"PARTNER"`
	Label string   `help:"The marking it arrived under. Default: the source's." placeholder:"MARK"`
	Grade string   `help:"Source reliability and credibility, as A1 to F6. Default: the source's." placeholder:"GRADE"`
	JSON  bool     `help:"JSON lines on a terminal too."`
	Path  []string `arg:"" type:"path" help:"Files, or folders with files."`
}

// Run receives every file and prints one receipt a line, in the order given.
func (c *receiveCommand) Run(ctx context.Context, t *terminal) error {
	if c.Label != "" {
		if _, err := label.Parse(c.Label); err != nil {
			return err
		}
	}
	return withHouse(ctx, t, c.data, func(h *house, by office.Person) error {
		files, err := expand(c.Path)
		if err != nil {
			return err
		}
		return c.receive(ctx, t, h, by, files)
	})
}

type opened struct {
	in  registry.Incoming
	doc document.Document
	err error
}

// receive opens files on every core and registers them in order. Only a few stand open at once, whatever their number.
func (c *receiveCommand) receive(ctx context.Context, t *terminal, h *house, by office.Person, files []string) error {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	queue := make(chan chan opened, runtime.NumCPU())
	go c.open(ctx, h, files, queue)
	out := newReceipts(t, c.JSON)
	for next := range queue {
		o := <-next
		if o.err != nil {
			out.failed(o.in.File, o.err)
			continue
		}
		r, err := h.registry.Register(ctx, by, o.in, o.doc)
		if err != nil {
			return fmt.Errorf("%s: %w", o.in.File, err)
		}
		out.write(r)
	}
	return out.end()
}

func (c *receiveCommand) open(ctx context.Context, h *house, files []string, queue chan<- chan opened) {
	defer close(queue)
	for _, f := range files {
		one := make(chan opened, 1)
		select {
		case queue <- one:
		case <-ctx.Done():
			return
		}
		go func() { one <- c.openOne(h, f) }()
	}
}

// maxFile is the largest file taken in; a larger one is refused with a receipt that says so.
const maxFile = 256 << 20

func (c *receiveCommand) openOne(h *house, path string) opened {
	in := registry.Incoming{File: filepath.Base(path), Source: c.From, Label: c.Label, Grade: c.Grade}
	st, err := os.Stat(path)
	if err == nil && st.Size() > maxFile {
		return opened{in: in, err: fault.New(fault.Invalid, "receive.large", "file", path)}
	}
	if in.Bytes, err = os.ReadFile(path); err != nil {
		return opened{in: in, err: fault.Wrap(err, fault.Invalid, "receive.unreadable", "file", path)}
	}
	return opened{in: in, doc: h.openDocument(in.File, in.Bytes)}
}

// expand gives the files of the paths, folders walked in the order of names.
func expand(paths []string) ([]string, error) {
	var files []string
	for _, p := range paths {
		err := filepath.WalkDir(p, func(path string, e fs.DirEntry, err error) error {
			if err == nil && e.Type().IsRegular() {
				files = append(files, path)
			}
			return err
		})
		if err != nil {
			return nil, fault.Wrap(err, fault.Invalid, "receive.unreadable", "file", p)
		}
	}
	return files, nil
}

// receipts prints one receipt a line: JSON for a pipe, columns for a terminal, and counts at the end of the latter.
type receipts struct {
	t      *terminal
	json   bool
	count  map[string]int
	failds int
}

func newReceipts(t *terminal, asJSON bool) *receipts {
	return &receipts{t: t, json: asJSON || !t.tty, count: map[string]int{}}
}

func (r *receipts) write(x registry.Receipt) {
	r.count[x.Status]++
	if r.json {
		if b, err := json.Marshal(x); err == nil { // strings and numbers: it cannot fail
			fmt.Fprintf(r.t.out, "%s\n", b)
		}
		return
	}
	words := r.words()
	fmt.Fprintf(r.t.out, "%-8s %26s  %2d parts  %-40.40s %s\n", x.Status, x.ID, x.Parts, plain.Line(x.File), x.Label)
	for _, l := range x.Bound {
		fmt.Fprintf(r.t.out, "         %s\n", words.T("cli.bound", "label", plain.Line(l)))
	}
	for _, u := range x.Unread {
		fmt.Fprintf(r.t.out, "         %s\n", words.T("cli.unread", "part", u.Part, "why", words.T(u.Why)))
	}
}

// words speaks the caller's language.
func (r *receipts) words() *lang.Printer { return lang.New(lang.Choose(r.t.env("LANG"), "")) }

// failed tells of a file that could not be taken in at all: its line has no id, because nothing of it is kept.
func (r *receipts) failed(file string, err error) {
	r.failds++
	why := fault.Outward(err).Key
	r.write(registry.Receipt{File: file, Status: string(document.Refused), Unread: []registry.Unread{{Part: "1", Why: why}}})
	r.count[string(document.Refused)]--
	fmt.Fprintf(r.t.err, "schild: %s\n", r.words().Fault(err))
}

func (r *receipts) end() error {
	if !r.json {
		fmt.Fprintln(r.t.out, r.words().T("cli.received", "read", strconv.Itoa(r.count["read"]), "partial", strconv.Itoa(r.count["partial"]), "refused", strconv.Itoa(r.count["refused"])))
	}
	if r.failds > 0 {
		return errors.Join(found, fmt.Errorf("%d files could not be taken in", r.failds))
	}
	return nil
}
