package main

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"path/filepath"
	"strings"

	"schild/exchange"
	"schild/fact"
	"schild/fault"
	"schild/internal/desk/knowledge"
	"schild/internal/desk/registry"
	"schild/internal/desk/screening"
	"schild/internal/lang"
	"schild/internal/office"
	"schild/label"
)

type listCommand struct {
	Add  listAddCommand  `cmd:"" help:"Add a list: each entry's facts become statements with the list as their record."`
	Show listShowCommand `cmd:"" help:"The editions of lists, newest first."`
	Diff listDiffCommand `cmd:"" help:"What the newest edition of a list added, changed or took away."`
}

type listAddCommand struct {
	data
	Kind string `required:"" help:"ofac-sdn, un-sc, eu-fsf, uk-ofsi, ftm or csv."`
	Name string `required:"" help:"The list's name in the house."`
	File string `arg:"" type:"existingfile" help:"The list's file."`
}

// Run adds the list in two acts: its file as a record, then all its statements at once.
func (c *listAddCommand) Run(ctx context.Context, t *terminal) error {
	files, err := listFiles(c.Kind, c.File)
	if err != nil {
		return err
	}
	entries, problems, err := exchange.ReadList(c.Kind, files)
	if err != nil {
		return err
	}
	words := lang.New(lang.Choose(t.env("LANG"), ""))
	for _, p := range problems {
		fmt.Fprintf(t.err, "schild: %s\n", words.Fault(p.Fault()))
	}
	if form := exchange.Form(c.Kind, files[0].Bytes); exchange.Untested(form) {
		t.say("cli.list.untested", "kind", form)
	}
	return withHouse(ctx, t, c.data, func(h *house, by office.Person) error {
		r, err := addList(ctx, h, by, listFile{Kind: c.Kind, Name: c.Name, File: filepath.Base(c.File), Files: files, Entries: entries, Problems: len(problems)})
		if err != nil {
			return err
		}
		return t.print(struct {
			List       string `json:"list"`
			Entries    int    `json:"entries"`
			Added      int    `json:"added"`
			Changed    int    `json:"changed"`
			Removed    int    `json:"removed"`
			Statements int    `json:"statements"`
			Known      int    `json:"known"`
			Problems   int    `json:"problems"`
			Receipt    string `json:"receipt"`
		}{c.Name, r.Entries, r.edition.Added, r.edition.Changed, r.edition.Removed, r.Statements, r.Known, len(problems), r.Act},
			fmt.Sprintf("%s: %d entries, %d statements, %d known already, %d rows with problems", c.Name, r.Entries, r.Statements, r.Known, len(problems)))
	})
}

// listReceipt says what an addition did to the facts and to the list.
type listReceipt struct {
	knowledge.ListReceipt
	edition screening.Edition
}

type listFile struct {
	Kind, Name, File string
	Problems         int
	Files            []exchange.File
	Entries          []exchange.Entry
}

// addList registers the list's source and file where they are new, then its statements.
func addList(ctx context.Context, h *house, by office.Person, l listFile) (listReceipt, error) {
	source := listSource(l.Name)
	_, err := h.registry.AddSource(ctx, by, registry.Source{ID: source, Name: l.Name, Kind: "list", DefaultLabel: publicList().String(), Grade: "B2"}, label.Label{})
	if err != nil && !fault.Is(err, fault.Conflict) {
		return listReceipt{}, err
	}
	var rec registry.Receipt
	for i := len(l.Files) - 1; i >= 0; i-- { // what belongs to the list is kept beside it; the list itself last, as the record of its facts
		rec, err = h.registry.Keep(ctx, by, registry.Incoming{File: l.Files[i].Name, Bytes: l.Files[i].Bytes, Source: source}, "list", l.Name)
		if err != nil {
			return listReceipt{}, err
		}
	}
	r, err := h.knowledge.AddList(ctx, by, source, knowledge.List{Kind: l.Kind, Name: l.Name, Record: fact.ID(rec.ID), Entries: l.Entries})
	if err != nil {
		return listReceipt{}, err
	}
	e, err := h.screening.AddEdition(ctx, by, screening.Arrived{Name: l.Name, Kind: exchange.Form(l.Kind, l.Files[0].Bytes), Record: rec.ID, Digest: digestOf(l.Files), Entries: l.Entries, Problems: l.Problems})
	return listReceipt{r, e}, err
}

// listSource gives the short name of a list's source. A name that does not fit is cut to what does, with a piece of its
// hash, so that two names stay two sources.
func listSource(name string) string {
	const most = 40
	short := strings.Map(func(r rune) rune {
		if r >= 'a' && r <= 'z' || r >= '0' && r <= '9' || r == '.' || r == '_' || r == '-' {
			return r
		}
		return '-'
	}, strings.ToLower(name))
	if short != strings.ToLower(name) || len(short) > most {
		sum := sha256.Sum256([]byte(name))
		short = short[:min(len(short), most)] + "-" + hex.EncodeToString(sum[:4])
	}
	return "list-" + short
}

// publicList is the label of a published list: not classified, for anybody.
func publicList() label.Label { return label.Label{Releasable: label.All} }

// print gives one result: JSON for a pipe, a line for a terminal.
func (t *terminal) print(v any, line string) error {
	if t.tty {
		_, err := fmt.Fprintln(t.out, line)
		return err
	}
	b, err := json.Marshal(v)
	if err != nil {
		return err
	}
	_, err = fmt.Fprintf(t.out, "%s\n", b)
	return err
}
