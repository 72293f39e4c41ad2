package notes

import (
	"cmp"
	"context"
	"maps"
	"slices"
	"strconv"
	"strings"
	"time"

	"schild/day"
	"schild/internal/office"
	"schild/internal/store"
	"schild/label"
	"schild/note"
)

// Work is what an author saves: the draft, the dossier it is filed under, and the version they began from (0 = new).
type Work struct {
	ID      string // "" = a new note
	Version int64
	Dossier string // "" = none
	Draft   note.Draft
}

// Saved says what became of a save.
type Saved struct {
	ID        string
	Version   int64
	Reference string
	Receipt   office.Receipt
}

// Save keeps a new note or a new version of one. Anything may be saved, however unfinished; only a label that cannot
// be read back is refused.
func (d *Desk) Save(ctx context.Context, by office.Person, w Work) (Saved, error) {
	if w.ID == "" {
		return d.begin(ctx, by, w)
	}
	out := Saved{ID: w.ID, Version: w.Version + 1}
	var err error
	out.Receipt, err = d.step(ctx, by, move{"note.draft", Step{ID: w.ID, Version: w.Version}, []string{draft, returned}}, func(tx *store.Tx, old Note) error {
		out.Reference = old.Reference
		return d.again(tx, old, w)
	})
	return out, err
}

// Restore saves a note again as one of its earlier versions had it. Nothing is lost: the present version stays an
// earlier one.
func (d *Desk) Restore(ctx context.Context, by office.Person, s Step, version int64) (Saved, error) {
	then, err := d.Earlier(ctx, by, s.ID, version)
	if err != nil {
		return Saved{}, err
	}
	return d.Save(ctx, by, Work{ID: s.ID, Version: s.Version, Dossier: then.Dossier, Draft: then.Draft})
}

func (d *Desk) begin(ctx context.Context, by office.Person, w Work) (Saved, error) {
	out := Saved{Version: 1}
	var err error
	out.Receipt, err = d.Office.Do(ctx, by, office.Act{Kind: "note.draft", Dossier: w.Dossier}, func(tx *store.Tx) error {
		id, err := tx.NewID()
		if err != nil {
			return err
		}
		out.ID, out.Reference = string(id), "N-"+strings.ToUpper(string(id[:4])+"-"+string(id[4:8]))
		row, l, sources, err := d.row(tx, w, Note{})
		if err != nil {
			return err
		}
		row["reference"], row["state"], row["author"], row["reviewer"], row["reason"] = out.Reference, draft, by.ID, "", ""
		if err := tx.Insert("note", out.ID, l, row); err != nil {
			return err
		}
		return cite(tx, out.ID, l, w.Draft.Refs(), sources)
	})
	return out, err
}

// again appends a version. Whoever saves is an author from then on.
func (d *Desk) again(tx *store.Tx, old Note, w Work) error {
	row, l, sources, err := d.row(tx, w, old)
	if err != nil {
		return err
	}
	row["state"] = draft
	if err := tx.Append("note", old.ID, &l, row); err != nil {
		return err
	}
	return cite(tx, old.ID, l, w.Draft.Refs(), sources)
}

// row makes the columns an author sets, the label of the row and the sources cited.
func (d *Desk) row(tx *store.Tx, w Work, old Note) (store.Row, label.Label, cited, error) {
	none := label.Label{}
	if err := d.Office.Allows(w.Draft.Label); err != nil {
		return nil, none, nil, err
	}
	settled, sources, err := d.settle(tx.View, w)
	if err != nil {
		return nil, none, nil, err
	}
	if settled.Date.IsZero() {
		settled.Date = dayOf(tx.At())
	}
	b, err := bodyOf(settled)
	if err != nil {
		return nil, none, nil, err
	}
	b.Authors = old.Authors
	if !slices.Contains(b.Authors, tx.View.Person()) {
		b.Authors = append(slices.Clone(b.Authors), tx.View.Person())
	}
	b.By, b.Earlier = tx.View.Person(), old.earlier()
	text, err := b.text()
	row := store.Row{"kind": string(w.Draft.Kind), "lang": w.Draft.Lang, "title": w.Draft.Title, "dossier": w.Dossier, "body": text}
	return row, protects(tx, settled, sources, old), sources, err
}

// protects gives the label of the row: the author's own, the floor of what is cited, and, where a citation is missing
// for whoever saves, what the note bore before: it may have been there for the author before them.
func protects(tx *store.Tx, d note.Draft, sources cited, old Note) label.Label {
	floor, _, missing := note.Floor(d, sources.lookup)
	l := label.Join(d.Label, floor)
	if len(missing) > 0 && old.ID != "" {
		l = label.Join(l, tx.Label(old.Label))
	}
	return l
}

// settle resolves what the draft cites and gives it the circles it needs: the dossier's, which the author must see, and
// those of everything cited. Only circles, which an author does not write: what is filed under a secret dossier need not
// be secret itself.
func (d *Desk) settle(v *store.View, w Work) (note.Draft, cited, error) {
	sources, err := resolve(v, w.Draft.Refs())
	if err != nil {
		return w.Draft, nil, err
	}
	floor, _, _ := note.Floor(w.Draft, sources.lookup)
	circles := w.Draft.Label.Circles.Union(floor.Circles)
	if w.Dossier != "" {
		var no int64
		if err := v.Get(&no, `SELECT label FROM dossier WHERE id = $1`, w.Dossier); err != nil {
			return w.Draft, nil, err
		}
		circles = circles.Union(v.Label(no).Circles)
	}
	w.Draft.Label.Circles = circles
	return w.Draft, sources, nil
}

// earlier is the list of versions once the note has one more.
func (n Note) earlier() []Version {
	if n.ID == "" {
		return nil
	}
	return append(slices.Clone(n.Earlier), Version{Version: n.Version, At: n.Registered, By: n.body.By, State: n.State})
}

// cite brings the note's citations in line with its text: what it no longer cites is taken away, what stays follows
// the note's label, what is new is added. A citation is a row of its own so that a recall finds it; one that is missing
// for whoever saves stays as long as the text has it.
func cite(tx *store.Tx, id string, l label.Label, refs []string, sources cited) error {
	var old []struct {
		ID        string `db:"id"`
		Label     int64  `db:"label"`
		Statement string `db:"statement"`
		Record    string `db:"record"`
	}
	if err := tx.Select(&old, `SELECT id, label, statement, record FROM citation WHERE note = $1 ORDER BY id`, id); err != nil {
		return err
	}
	want := maps.Clone(sources)
	for _, c := range old {
		ref := cmp.Or(c.Statement, c.Record)
		if !slices.Contains(refs, ref) {
			if err := tx.Remove("citation", c.ID); err != nil {
				return err
			}
			continue
		}
		delete(want, ref)
		if tx.Label(c.Label) != l {
			if err := tx.Append("citation", c.ID, &l, store.Row{}); err != nil {
				return err
			}
		}
	}
	return addCitations(tx, id, l, want)
}

func addCitations(tx *store.Tx, id string, l label.Label, want cited) error {
	for _, k := range slices.Sorted(maps.Keys(want)) {
		fresh, err := tx.NewID()
		if err != nil {
			return err
		}
		if err := tx.Insert("citation", string(fresh), l, store.Row{"note": id, "statement": want[k].statement, "record": want[k].record}); err != nil {
			return err
		}
	}
	return nil
}

// dayOf gives the day of a moment in UTC microseconds.
func dayOf(at int64) day.Date {
	t := time.UnixMicro(at).UTC()
	return day.Date{Year: int16(t.Year()), Month: uint8(t.Month()), Day: uint8(t.Day())}
}

func itoa(n int) string { return strconv.Itoa(n) }

// words tells whether a text says anything.
func words(s string) bool { return strings.TrimSpace(s) != "" }
