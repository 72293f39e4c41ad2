// Package cheat changes a row of the database behind the program's back, as somebody with the key and the disk could, so that the
// demo can show that verification finds it.
//
// Laws it keeps:
//   - It works on a demo's data only: nothing but the demo imports it (a test holds this).
//   - Every change can be undone to the byte.
//
// It registers nothing: that is the point.
package cheat

import (
	"context"
	"database/sql"
	"fmt"
	"strings"

	"schild/fault"
)

// Trick is one way to cheat.
type Trick string

// The tricks.
const (
	Grade Trick = "grade" // a source's word made more reliable than it was
	Note  Trick = "note"  // a sent note that says something else now
	Act   Trick = "act"   // an act taken out of the register
)

// Tricks lists them.
func Tricks() []Trick { return []Trick{Grade, Note, Act} }

// Done is what a trick changed, and how to undo it.
type Done struct {
	Trick    Trick
	Table    string
	ID       string // of the row
	Act      string // the act that wrote it
	Was, Now string
	undo     []statement
}

type statement struct {
	sql  string
	args []any
}

// target is one column of one row: the newest that find gives.
type target struct {
	table, column, find string
	now                 func(was string) string
}

// Play does a trick on a database opened without views. id chooses the row, "" = the newest that fits.
func Play(ctx context.Context, db *sql.DB, t Trick, id string) (Done, error) {
	switch t {
	case Grade:
		return target{"statement", "grade", `SELECT id, version, act, grade FROM main.statement WHERE part > 0 AND grade <> 'A1' AND ($1 = '' OR id = $2) ORDER BY registered DESC, id LIMIT 1`,
			func(string) string { return "A1" }}.edit(ctx, db, t, id)
	case Note:
		return target{"note", "title", `SELECT id, version, act, title FROM main.note WHERE state = 'sent' AND ($1 = '' OR id = $2) ORDER BY registered DESC, id, version DESC LIMIT 1`,
			strings.ToUpper}.edit(ctx, db, t, id)
	case Act:
		return drop(ctx, db, id)
	}
	return Done{}, fault.New(fault.Invalid, "demo.cheat.trick")
}

// edit changes the column.
func (x target) edit(ctx context.Context, db *sql.DB, t Trick, id string) (Done, error) {
	d := Done{Trick: t, Table: x.table}
	var version int64
	if err := db.QueryRowContext(ctx, x.find, id, id).Scan(&d.ID, &version, &d.Act, &d.Was); err != nil {
		return d, fault.Wrap(err, fault.Invalid, "demo.cheat.nothing")
	}
	d.Now = x.now(d.Was)
	update := fmt.Sprintf(`UPDATE main.%s SET %s = $1 WHERE id = $2 AND version = $3`, x.table, x.column)
	d.undo = []statement{{update, []any{d.Was, d.ID, version}}}
	return d, one(ctx, db, statement{update, []any{d.Now, d.ID, version}})
}

// drop takes an act out, and keeps its cells for the way back.
func drop(ctx context.Context, db *sql.DB, id string) (Done, error) {
	d := Done{Trick: Act, Table: "act"}
	rows, err := db.QueryContext(ctx, `SELECT * FROM main.act WHERE kind = 'note.send' AND ($1 = '' OR id = $2) ORDER BY n DESC LIMIT 1`, id, id)
	if err != nil {
		return d, fault.Wrap(err, fault.Broken, "demo.cheat.nothing")
	}
	defer rows.Close()
	columns, err := rows.Columns()
	if err != nil || !rows.Next() {
		return d, fault.Wrap(err, fault.Invalid, "demo.cheat.nothing")
	}
	cells, marks := make([]any, len(columns)), make([]string, len(columns))
	into := make([]any, len(columns))
	for i := range cells {
		into[i], marks[i] = &cells[i], fmt.Sprintf("$%d", i+1)
	}
	if err := rows.Scan(into...); err != nil {
		return d, err
	}
	if err := rows.Close(); err != nil {
		return d, err
	}
	for i, c := range columns {
		if c == "id" {
			d.ID = fmt.Sprint(cells[i])
		}
	}
	d.Act, d.Was = d.ID, "note.send"
	d.undo = []statement{{`INSERT INTO main.act (` + strings.Join(columns, ", ") + `) VALUES (` + strings.Join(marks, ", ") + `)`, cells}}
	return d, one(ctx, db, statement{`DELETE FROM main.act WHERE id = $1`, []any{d.ID}})
}

// Undo puts everything back.
func (d Done) Undo(ctx context.Context, db *sql.DB) error {
	for _, s := range d.undo {
		if err := one(ctx, db, s); err != nil {
			return err
		}
	}
	return nil
}

// one runs a statement that must touch one row.
func one(ctx context.Context, db *sql.DB, s statement) error {
	r, err := db.ExecContext(ctx, s.sql, s.args...)
	if err != nil {
		return fault.Wrap(err, fault.Broken, "demo.cheat.failed")
	}
	if n, err := r.RowsAffected(); err != nil || n != 1 {
		return fault.Wrap(err, fault.Broken, "demo.cheat.failed")
	}
	return nil
}
