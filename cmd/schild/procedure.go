package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"schild/fault"
	"schild/internal/lang"
	"schild/procedure"
	"schild/procedure/law"
	"schild/procedure/print"
)

type procedureCommand struct {
	List  procedureList  `cmd:"" help:"List the procedures."`
	Check procedureCheck `cmd:"" help:"Check the procedures, or one of them, or a file."`
	Print procedurePrint `cmd:"" help:"Print a procedure: text, terms or a drawing."`
	Fmt   procedureFmt   `cmd:"" help:"Write a file in its canonical form."`
}

// lawFolder is where the procedures are read from.
type lawFolder struct {
	Law string `type:"existingdir" help:"A folder of procedures and their words. Default: those built in." placeholder:"DIR"`
}

func (l lawFolder) book() (*procedure.Book, error) {
	if l.Law == "" {
		return law.Book()
	}
	return procedure.Open(os.DirFS(l.Law))
}

type procedureList struct {
	lawFolder `embed:""`
	JSON      bool `help:"JSON, one line a procedure."`
}

// Run lists the procedures, with how deep each goes.
func (c *procedureList) Run(t *terminal) error {
	book, err := c.book()
	if err != nil {
		return told(t, err)
	}
	code := lang.Choose(t.env("LANG"), "")
	out := json.NewEncoder(t.out)
	for _, f := range book.Files {
		title := book.Title(code, f, f.ID)
		if f.Disabled {
			title += " (" + book.Title(code, f, "print.disabled") + ")"
		}
		if !c.JSON {
			fmt.Fprintf(t.out, "%-26s %2d  %-8s %2d stages %2d moves %2d terms  %s\n", f.ID, f.Version, f.Depth, len(f.Stages), len(f.Moves), len(f.Terms), title)
			continue
		}
		if err := out.Encode(struct {
			ID      string `json:"id"`
			Version int    `json:"version"`
			Depth   string `json:"depth"`
			From    string `json:"from"`
			Title   string `json:"title"`
			Hash    string `json:"hash"`
			Off     bool   `json:"disabled,omitempty"`
		}{f.ID, f.Version, f.Depth, f.Valid.From, title, f.Hash(), f.Disabled}); err != nil {
			return err
		}
	}
	return nil
}

type procedureCheck struct {
	lawFolder `embed:""`
	Of        string `arg:"" optional:"" help:"A procedure's id, or a file."`
}

// Run checks the procedures, one of them, or a file; every problem is named with file and line.
func (c *procedureCheck) Run(t *terminal) error {
	if filepath.Ext(c.Of) == ".yaml" {
		_, err := c.file(t)
		return err
	}
	book, err := c.book()
	if err != nil {
		return told(t, err)
	}
	checked := 0
	for _, f := range book.Files {
		if c.Of == "" || f.ID == c.Of {
			fmt.Fprintf(t.out, "%s %d %s\n", f.ID, f.Version, f.Hash())
			checked++
		}
	}
	if checked == 0 {
		return fault.New(fault.Missing, "procedure.missing", "procedure", c.Of)
	}
	return nil
}

func (c *procedureCheck) file(t *terminal) (*procedure.File, error) {
	b, err := os.ReadFile(c.Of)
	if err != nil {
		return nil, fault.Wrap(err, fault.Invalid, "procedure.open", "file", c.Of)
	}
	f, err := procedure.Read(filepath.Base(c.Of), b)
	return f, told(t, err)
}

// told names every problem of a file, each on a line.
func told(t *terminal, err error) error {
	words := lang.New(lang.Choose(t.env("LANG"), ""))
	var all interface{ Unwrap() []error }
	if !errors.As(err, &all) {
		return err
	}
	for _, e := range all.Unwrap() {
		var f *fault.Error
		if errors.As(e, &f) {
			fmt.Fprintf(t.err, "schild: %s\n", words.Fault(f))
		}
	}
	return found
}

type procedurePrint struct {
	lawFolder `embed:""`
	ID        string `arg:"" help:"The procedure."`
	Terms     bool   `xor:"as" help:"Its table of terms only."`
	SVG       bool   `xor:"as" help:"A drawing of its stages, as SVG."`
}

// Run prints one procedure in the terminal's language.
func (c *procedurePrint) Run(t *terminal) error {
	book, err := c.book()
	if err != nil {
		return told(t, err)
	}
	f, ok := book.File(c.ID)
	if !ok {
		return fault.New(fault.Missing, "procedure.missing", "procedure", c.ID)
	}
	show := print.Text
	switch {
	case c.Terms:
		show = print.Terms
	case c.SVG:
		show = print.Drawing
	}
	_, err = fmt.Fprint(t.out, show(book, f, lang.Choose(t.env("LANG"), "")))
	return err
}

type procedureFmt struct {
	File string `arg:"" type:"existingfile" help:"The file to rewrite."`
}

// Run rewrites a file that checks; what does not check stays as it is.
func (c *procedureFmt) Run(t *terminal) error {
	f, err := (&procedureCheck{Of: c.File}).file(t)
	if err != nil {
		return err
	}
	return os.WriteFile(c.File, procedure.Format(f), 0o644)
}
