package casework

import (
	"context"
	"slices"
	"strings"

	"schild/fault"
	"schild/internal/office"
	"schild/internal/store"
	"schild/label"
	"schild/procedure"
)

// Opening is what somebody who begins a case fills in.
type Opening struct {
	Procedure string
	Title     string
	Label     label.Label
	Dossier   string   // whose purpose carries it, "" when none
	About     []string // what it is about: "note:…", "record:…", "entity:…"
}

// Open begins a case in the first stage of its procedure's newest file, unless that is disabled. Whoever has a part in that stage may.
func (d *Desk) Open(ctx context.Context, by office.Person, o Opening) (string, error) {
	f, ok := d.Book.File(o.Procedure)
	switch {
	case !ok:
		return "", fault.New(fault.Missing, "procedure.missing", "procedure", o.Procedure)
	case f.Disabled:
		return "", fault.New(fault.Refused, "casework.open.disabled", "procedure", o.Procedure)
	case strings.TrimSpace(o.Title) == "":
		return "", fault.New(fault.Invalid, "casework.untitled")
	}
	var id string
	act := office.Act{Kind: "case.open", Dossier: o.Dossier, Ground: f.Ground.Law, Objects: o.About, Detail: []string{"procedure", f.ID}}
	_, err := d.Office.Do(ctx, by, act, func(tx *store.Tx) error {
		p, err := tx.Person(by.ID)
		if err != nil {
			return err
		}
		if err := d.mayOpen(tx, p, f, o); err != nil {
			return err
		}
		owner := by.ID
		if p.Outside {
			owner, o.Label = "", fromOutside()
		}
		id, err = d.begin(tx, f, beginning{Opening: o, by: by.ID, owner: owner})
		return err
	})
	return id, err
}

// mayOpen tells whether a person may begin a case under this label.
func (d *Desk) mayOpen(tx *store.Tx, p store.Staff, f *procedure.File, o Opening) error {
	if !opens(p, f) {
		return fault.New(fault.Refused, "casework.open.part", "procedure", f.ID)
	}
	if p.Outside {
		if o.Dossier != "" || len(o.About) > 0 {
			return fault.New(fault.Refused, "casework.open.part", "procedure", f.ID)
		}
		return nil
	}
	if err := o.Label.Check(); err != nil {
		return err
	}
	if !p.Clearance().MayRead(o.Label) {
		return fault.New(fault.Refused, "casework.open.label")
	}
	if o.Dossier == "" {
		return nil
	}
	var state string
	err := tx.Get(&state, `SELECT state FROM dossier WHERE id = $1`, o.Dossier)
	if err == nil && state != "open" {
		return fault.New(fault.Refused, "casework.open.dossier")
	}
	return err
}

// opens tells whether a person has something to do where cases of a file begin.
func opens(p store.Staff, f *procedure.File) bool {
	return slices.ContainsFunc(f.MovesFrom(f.Stages[0].Name), func(m procedure.Move) bool {
		return slices.ContainsFunc(m.Who, func(part string) bool { return holds(p, f, part) || onPaper(p, f, m, part) })
	})
}

// Openable gives the procedures of which a person may begin a case, in the order of the book, newest files only.
func (d *Desk) Openable(p store.Staff) []*procedure.File {
	var out []*procedure.File
	for _, f := range d.Book.Files {
		if newest, _ := d.Book.File(f.ID); newest == f && !f.Disabled && opens(p, f) {
			out = append(out, f)
		}
	}
	return out
}

// beginning is an opening with what the house adds.
type beginning struct {
	Opening
	by, owner, parent string
	values            map[string]any
}

// begin writes a new case.
func (d *Desk) begin(tx *store.Tx, f *procedure.File, b beginning) (string, error) {
	fresh, err := tx.NewID()
	if err != nil {
		return "", err
	}
	if err := d.keepFile(tx, f); err != nil {
		return "", err
	}
	id := string(fresh)
	s := d.machine(f).Begin(moment(tx.At()))
	for name, v := range b.values {
		s.Values[name] = v
	}
	state, answers, err := s.Split()
	if err != nil {
		return "", err
	}
	w := &worker{d: d, tx: tx, view: tx.View, label: b.Label, m: d.machine(f), s: s}
	w.c = Case{ID: id, Reference: Reference(f.ID, id), Procedure: f.ID, Hash: f.Hash(), Stage: s.Stage, Opener: b.by, Owner: b.owner, Opened: tx.At(), Title: strings.TrimSpace(b.Title), Answers: string(answers)}
	if err := tx.Insert("cases", id, b.Label, store.Row{"reference": w.c.Reference, "procedure": f.ID, "file": f.Hash(), "stage": s.Stage, "state": string(state), "ended": false,
		"steps": 0, "opener": b.by, "owner": b.owner, "dossier": b.Dossier, "parent": b.parent, "opened": tx.At()}); err != nil {
		return "", err
	}
	if err := tx.Insert("form", id, b.Label, store.Row{"title": strings.TrimSpace(b.Title), "answers": string(answers)}); err != nil {
		return "", err
	}
	for _, object := range b.About {
		if err := insert(tx, "link", b.Label, store.Row{"cases": id, "kind": "about", "object": object}); err != nil {
			return "", err
		}
	}
	if err := d.wait(tx, tx.View, w.c, b.Label, w.m, s); err != nil {
		return "", err
	}
	return id, w.fronts()
}

// Reference names a case on paper: random, so that it tells neither how many there are nor which was first.
func Reference(procedure, id string) string {
	head, _, _ := strings.Cut(procedure, ".")
	return strings.ToUpper(head[:min(4, len(head))] + "-" + id[:4] + "-" + id[4:8])
}

// insert writes a row under a fresh id.
func insert(tx *store.Tx, table string, l label.Label, row store.Row) error {
	id, err := tx.NewID()
	if err != nil {
		return err
	}
	return tx.Insert(table, string(id), l, row)
}

// Folder is a dossier under which a case can be opened.
type Folder struct {
	ID    string `db:"id"`
	Title string `db:"title"`
}

// Folders gives the open dossiers the reader is of, by title.
func (d *Desk) Folders(v *store.View) ([]Folder, error) {
	var out []Folder
	return out, v.Select(&out, `SELECT id, title FROM dossier WHERE state = 'open' ORDER BY title, id`)
}
