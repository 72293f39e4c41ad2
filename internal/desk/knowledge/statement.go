package knowledge

import (
	"context"
	"slices"

	"schild/day"
	"schild/fact"
	"schild/fault"
	"schild/internal/office"
	"schild/internal/store"
	"schild/label"
	"schild/name"
)

// Claim is one statement as a reader may see it, with the record and source that say it.
type Claim struct {
	fact.Statement
	No        int64 // label number
	Reference string
	Source    string
	Title     string
	Act       string
}

// claimRow is a statement as the view gives it.
type claimRow struct {
	ID         string `db:"id"`
	Label      int64  `db:"label"`
	Act        string `db:"act"`
	Registered int64  `db:"registered"`
	Entity     string `db:"entity"`
	Schema     string `db:"schema"`
	Property   string `db:"property"`
	Value      string `db:"value"`
	Original   string `db:"original"`
	Lang       string `db:"lang"`
	Record     string `db:"record"`
	Part       int    `db:"part"`
	Start      int    `db:"start"`
	End        int    `db:"ending"`
	Author     string `db:"author"`
	Grade      string `db:"grade"`
	From       string `db:"holds_from"`
	To         string `db:"holds_to"`
	Said       string `db:"said"`
	Reference  string `db:"reference"`
	Title      string `db:"title"`
	Source     string `db:"source_name"`
}

const claimSelect = `SELECT st.id, st.label, st.act, st.registered, st.entity, st.schema, st.property, st.value, st.original, st.lang, st.record, st.part,
	st.start, st.ending, st.author, st.grade, st.holds_from, st.holds_to, st.said, coalesce(r.reference, '') AS reference, coalesce(r.title, '') AS title,
	coalesce(s.name, '') AS source_name FROM statement AS st LEFT JOIN record AS r ON r.id = st.record LEFT JOIN source AS s ON s.id = r.source `

// claimTables are the tables that claimSelect reads.
func claimTables() []string { return []string{"statement", "record", "source"} }

func (r claimRow) claim(v *store.View) Claim {
	grade, _ := fact.ParseGrade(r.Grade) // written by us; "" when not graded
	date := func(s string) day.Date { d, _ := day.Parse(s); return d }
	v.Opened("statement", r.ID, r.Label)
	return Claim{Statement: fact.Statement{ID: fact.ID(r.ID), Entity: fact.ID(r.Entity), Schema: r.Schema, Property: r.Property, Value: r.Value,
		Original: r.Original, Lang: r.Lang, Record: fact.ID(r.Record), Place: fact.Place{Part: r.Part, Start: r.Start, End: r.End}, Author: r.Author,
		Grade: grade, Label: v.Label(r.Label), Holds: fact.Span{From: date(r.From), To: date(r.To)}, Said: date(r.Said), Registered: r.Registered},
		No: r.Label, Reference: r.Reference, Source: r.Source, Title: r.Title, Act: r.Act}
}

// Statements gives statements by a condition over st (statement), r (record), s (source).
func (d *Desk) statements(v *store.View, where string, args ...any) ([]Claim, error) {
	rows, err := store.Kept[claimRow](v, claimTables(), claimSelect+where, args...)
	if err != nil {
		return nil, err
	}
	out := make([]Claim, len(rows))
	for i, r := range rows {
		out[i] = r.claim(v)
	}
	return out, nil
}

// Statement gives one statement.
func (d *Desk) Statement(v *store.View, id string) (Claim, error) {
	cs, err := d.statements(v, `WHERE st.id = $1`, id)
	if err == nil && len(cs) == 0 {
		err = fault.New(fault.Missing, "missing")
	}
	if err != nil {
		return Claim{}, err
	}
	return cs[0], nil
}

// OfRecord gives a stretch of the statements that rest on a record, in the order of its words, and how many there are in
// all: a list's are tens of thousands.
func (d *Desk) OfRecord(v *store.View, record string, from, limit int) ([]Claim, int, error) {
	all, err := store.Kept[int](v, claimTables(), `SELECT count(*) FROM statement AS st WHERE st.record = $1`, record)
	if err != nil || all[0] == 0 {
		return nil, 0, err
	}
	cs, err := d.statements(v, `WHERE st.record = $1 ORDER BY st.part, st.start, st.entity, st.property, st.value, st.id LIMIT $2 OFFSET $3`, record, limit, from)
	return cs, all[0], err
}

// State adds one statement by a person, about an entity the author sees or, when s names none, about a new one. Its
// label is never below its record's.
func (d *Desk) State(ctx context.Context, by office.Person, s fact.Statement) (fact.ID, fact.ID, error) {
	act := office.Act{Kind: "statement.add", Objects: []string{"record:" + string(s.Record)}}
	if s.Entity != "" {
		act.Objects = append(act.Objects, "entity:"+string(s.Entity))
	}
	var l lesson
	_, err := d.Office.Do(ctx, by, act, func(tx *store.Tx) error {
		var err error
		if s, err = d.prepare(tx, by, s); err != nil {
			return err
		}
		if s.ID, err = d.write(tx, s); err != nil {
			return err
		}
		if l.teach(d, s) {
			tx.Later("rescan", string(s.Record))
		}
		return nil
	})
	l.settle(d, err)
	d.stating(string(s.Entity), err)
	if err != nil {
		return "", "", err
	}
	return s.ID, s.Entity, nil
}

// prepare fills in what the house gives a statement and holds it against what its author sees.
func (d *Desk) prepare(tx *store.Tx, by office.Person, s fact.Statement) (fact.Statement, error) {
	var no int64
	if err := tx.Get(&no, `SELECT label FROM record WHERE id = $1`, string(s.Record)); err != nil {
		return s, err
	}
	err := d.Office.Allows(s.Label)
	if err != nil {
		return s, err
	}
	if s.Entity == "" {
		s.Entity, err = tx.NewID()
	} else {
		err = seen(tx, s.Entity)
	}
	if err != nil {
		return s, err
	}
	s.Label, s.Author = label.Join(s.Label, tx.Label(no)), by.ID
	if err := fact.Check(s); err != nil {
		return s, err
	}
	if fact.IsEntity(s.Schema, s.Property) {
		return s, seen(tx, fact.ID(s.Value))
	}
	return s, nil
}

// seen gives fault.Missing when the author sees nothing of an entity.
func seen(tx *store.Tx, entity fact.ID) error {
	return tx.Get(new(string), `SELECT id FROM statement WHERE entity = $1 LIMIT 1`, string(entity))
}

// lesson is the names that an act states. They are taught to the finder inside the act, so that every later act knows
// them, and are settled when the act is durable.
type lesson struct{ refs []uint32 }

// teach tells whether the statement is a name that is looked for in texts.
func (l *lesson) teach(d *Desk, s fact.Statement) bool {
	i, ok := d.finder.learn(named{s.ID, s.Entity, s.Property, s.Value, s.Label}, false)
	if ok {
		l.refs = append(l.refs, i)
	}
	return ok
}

func (l *lesson) settle(d *Desk, err error) {
	if err == nil {
		d.finder.settle(l.refs)
	}
}

// write inserts a statement and, for names, the words it is found by.
func (d *Desk) write(tx *store.Tx, s fact.Statement) (fact.ID, error) {
	secret, err := tx.SourceSecret(s.Record)
	if err != nil {
		return "", err
	}
	return writeKeyed(tx, s, fact.Key(secret, s))
}

func writeKeyed(tx *store.Tx, s fact.Statement, dup string) (fact.ID, error) {
	id, err := tx.NewID()
	if err != nil {
		return "", err
	}
	row := store.Row{"entity": s.Entity, "schema": s.Schema, "property": s.Property, "value": s.Value, "original": s.Original, "lang": s.Lang,
		"record": s.Record, "part": s.Place.Part, "start": s.Place.Start, "ending": s.Place.End, "author": s.Author, "grade": s.Grade.String(),
		"holds_from": s.Holds.From.String(), "holds_to": s.Holds.To.String(), "said": s.Said.String(), "folded": "", "dup": dup}
	if isName(s.Property) {
		row["folded"] = name.Fold(s.Value)
		if err := writeWords(tx, id, s); err != nil {
			return "", err
		}
	}
	return id, tx.Insert("statement", string(id), s.Label, row)
}

// writeWords makes a name findable by each of its words.
func writeWords(tx *store.Tx, statement fact.ID, s fact.Statement) error {
	words := name.Split(s.Value)
	slices.Sort(words)
	for n, w := range slices.Compact(words) {
		if err := tx.Insert("name_word", string(statement), s.Label, store.Row{"n": n, "word": w}); err != nil {
			return err
		}
	}
	return nil
}
