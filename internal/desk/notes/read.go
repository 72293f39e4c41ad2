package notes

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"schild/fault"
	"schild/internal/office"
	"schild/internal/store"
	"schild/note"
)

// Note is one note as a reader may see it. The draft inside bears the author's own label, the row the stricter one.
type Note struct {
	ID         string `db:"id"`
	Version    int64  `db:"version"`
	Label      int64  `db:"label"`
	Act        string `db:"act"`
	Registered int64  `db:"registered"` // when this version was saved, UTC microseconds
	Kind       string `db:"kind"`       // NA | NE
	Lang       string `db:"lang"`
	Reference  string `db:"reference"`
	Title      string `db:"title"`
	State      string `db:"state"`  // draft | submitted | returned | approved | sent | recalled
	Author     string `db:"author"` // who began it
	AuthorName string `db:"author_name"`
	Reviewer   string `db:"reviewer"` // who approved or returned it
	Dossier    string `db:"dossier"`
	Reason     string `db:"reason"` // why it was returned or recalled

	Draft     note.Draft // not in lists
	Authors   []string   // everybody who saved a version; not in lists
	Submitter string
	Sender    string
	Earlier   []Version // oldest first

	body body
}

const noteColumns = `n.id, n.version, n.label, n.act, n.registered, n.kind, n.lang, n.reference, n.title, n.state, n.author,
	coalesce(p.name, n.author) AS author_name, n.reviewer, n.dossier, n.reason`

const noteFrom = ` FROM note AS n LEFT JOIN person AS p ON p.id = n.author `

// Note gives one note with its text, fault.Missing when the reader sees none by that id.
func (d *Desk) Note(v *store.View, id string) (Note, error) {
	n, err := read(v, id)
	if err == nil {
		v.Opened("note", n.ID, n.Label)
	}
	return n, err
}

// Earlier gives a note as one of its earlier versions had it, to a reader who may see that version and the note.
func (d *Desk) Earlier(ctx context.Context, by office.Person, id string, version int64) (Note, error) {
	var now, then Note
	err := d.Office.See(ctx, by, func(v *store.View) (err error) {
		now, err = read(v, id)
		return err
	})
	if err != nil {
		return then, err
	}
	i := slices.IndexFunc(now.Earlier, func(e Version) bool { return e.Version == version })
	if i < 0 {
		return then, fault.New(fault.Missing, "missing")
	}
	err = d.Office.SeeAt(ctx, by, now.Earlier[i].At, func(v *store.View) (err error) {
		then, err = d.Note(v, id)
		return err
	})
	return then, err
}

// read gives a note with its body taken apart.
func read(v *store.View, id string) (Note, error) {
	var row struct {
		Note
		Body string `db:"body"`
	}
	if err := v.Get(&row, `SELECT `+noteColumns+`, n.body`+noteFrom+`WHERE n.id = $1`, id); err != nil {
		return Note{}, err
	}
	return row.Note.with(row.Body)
}

func (n Note) with(text string) (Note, error) {
	b, err := parseBody(text)
	if err != nil {
		return n, err
	}
	d, err := b.draft()
	if err != nil {
		return n, err
	}
	d.ID, d.Kind, d.Lang, d.Title, d.Reference, d.Author = n.ID, note.Kind(n.Kind), n.Lang, n.Title, n.Reference, n.Author
	n.Draft, n.Authors, n.Submitter, n.Sender, n.Earlier, n.body = d, b.Authors, b.Submitter, b.Sender, b.Earlier, b
	return n, nil
}

// Filter narrows and orders a list of notes.
type Filter struct {
	Queue   string // "" all | mine | review | send | sent | recalled
	Kind    string // NA, NE or ""
	Dossier string
	Words   string // part of the title or the reference
	Sort    string // "" or "registered": newest first | title | reference | state
	Desc    bool   // the other way round
	From    int    // rows passed over
	Limit   int    // 0 = 50, at most 200
}

// queue gives the condition of a queue over n and how many times it names the reader. A queue shows what waits for
// somebody; whether that may be this reader is checked at the step.
func queue(name string) (where string, reader int) {
	switch name {
	case "mine":
		return `n.author = $1 AND n.state IN ('draft', 'submitted', 'returned', 'approved')`, 1
	case "review":
		return `n.author <> $1 AND n.state = 'submitted'`, 1
	case "send":
		return `n.author <> $1 AND n.state = 'approved'`, 1
	case "sent":
		return `n.state = 'sent'`, 0
	case "recalled":
		return `n.state = 'recalled'`, 0
	}
	return `true`, 0
}

// order never leaves two rows in doubt.
func (f Filter) order() string {
	way := map[bool]string{false: " ASC", true: " DESC"}
	switch f.Sort {
	case "title", "reference", "state":
		return `n.` + f.Sort + way[f.Desc] + `, n.id`
	}
	return `n.registered` + way[!f.Desc] + `, n.id`
}

// where gives the condition of a filter and its arguments.
func (f Filter) where(v *store.View) (string, []any) {
	where, reader := queue(f.Queue)
	args := slices.Repeat([]any{v.Person()}, reader)
	add := func(condition, value string, times int) {
		if value == "" {
			return
		}
		for range times {
			args = append(args, value)
			condition = strings.Replace(condition, "?", "$"+itoa(len(args)), 1)
		}
		where += " AND " + condition
	}
	add(`n.kind = ?`, f.Kind, 1)
	add(`n.dossier = ?`, f.Dossier, 1)
	add(`(instr(lower(n.title), ?) > 0 OR instr(lower(n.reference), ?) > 0)`, strings.ToLower(f.Words), 2)
	return where, args
}

// List gives the notes the reader may see, without their text.
func (d *Desk) List(v *store.View, f Filter) ([]Note, error) {
	if f.Limit <= 0 || f.Limit > 200 {
		f.Limit = 50
	}
	where, args := f.where(v)
	q := fmt.Sprintf(`SELECT %s%sWHERE %s ORDER BY %s LIMIT $%d OFFSET $%d`, noteColumns, noteFrom, where, f.order(), len(args)+1, len(args)+2)
	out, err := store.Kept[Note](v, []string{"note", "person"}, q, append(args, f.Limit, f.From)...)
	for _, x := range out {
		v.Opened("note", x.ID, x.Label)
	}
	return out, err
}

// Count gives how many notes a filter lets through, in the reader's view alone.
func (d *Desk) Count(v *store.View, f Filter) (int, error) {
	where, args := f.where(v)
	ns, err := store.Kept[int](v, []string{"note", "person"}, `SELECT count(*)`+noteFrom+`WHERE `+where, args...)
	if err != nil {
		return 0, err
	}
	return ns[0], nil
}

// Waiting counts what stands in each queue ("" = all), in the reader's view alone and in one pass over it.
func (d *Desk) Waiting(v *store.View) (map[string]int, error) {
	type group struct {
		State string `db:"state"`
		Mine  bool   `db:"mine"`
		N     int    `db:"n"`
	}
	rows, err := store.Kept[group](v, []string{"note"}, `SELECT state, author = $1 AS mine, count(*) AS n FROM note GROUP BY state, mine ORDER BY state, mine`, v.Person())
	if err != nil {
		return nil, err
	}
	out := map[string]int{}
	for _, r := range rows {
		out[""] += r.N
		switch {
		case r.State == sent || r.State == recalled:
			out[r.State] += r.N
		case r.Mine:
			out["mine"] += r.N
		case r.State == submitted:
			out["review"] += r.N
		case r.State == approved:
			out["send"] += r.N
		}
	}
	return out, nil
}

// LastBy gives whose act made this version.
func (n Note) LastBy() string { return n.body.By }
