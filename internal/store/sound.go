package store

import (
	"errors"
	"maps"
	"slices"

	"github.com/jmoiron/sqlx"
	"github.com/ncruces/go-sqlite3/driver"

	"schild/register"
)

// sound adds what is wrong with the database as such.
func (a *audit) sound(problems []register.Problem) ([]register.Problem, error) {
	wrong, err := a.engine.sound(a)
	for _, line := range wrong {
		problems = append(problems, register.Problem{What: "register.problem.database", Entry: -1, Place: line, Args: []string{"place", line}})
	}
	return problems, err
}

// sound compares indexes and the full-text index with their tables, and the schema with the one the house makes, so that no
// row can be hidden from every search and left in place for the audit.
func (e lite) sound(a *audit) ([]string, error) {
	var said []string
	if err := a.c.SelectContext(a.ctx, &said, `PRAGMA main.integrity_check(50)`); err != nil {
		return nil, err
	}
	said = slices.DeleteFunc(said, func(line string) bool { return line == "ok" })
	made, err := a.schema()
	unmarked, err2 := a.marks()
	return slices.Concat(said, made, unmarked), errors.Join(err, err2)
}

// object is one line of SQLite's schema.
type object struct {
	Type  string `db:"type"`
	Name  string `db:"name"`
	Table string `db:"tbl_name"`
	SQL   string `db:"sql"`
}

// schema compares what is there with a new, empty database: every object of the house must be as made; on its tables no
// index, and nowhere a trigger or a view, may be more. Tables of others, as the work queue, are theirs.
func (a *audit) schema() (wrong []string, err error) {
	db, err := driver.Open(":memory:", registerPlainFTS)
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	db.SetMaxOpenConns(1)
	if err := migrateTo(a.ctx, db); err != nil {
		return nil, err
	}
	want, err := objects(a, sqlx.NewDb(db, "sqlite3"))
	if err != nil {
		return nil, err
	}
	got, err := objects(a, a.c)
	if err != nil {
		return nil, err
	}
	for _, name := range slices.Sorted(maps.Keys(want)) {
		if got[name] != want[name] {
			wrong = append(wrong, want[name].Type+" "+name)
		}
	}
	for _, name := range slices.Sorted(maps.Keys(got)) {
		o := got[name]
		_, ours := want[o.Table]
		if _, made := want[name]; !made && (o.Type == "trigger" || o.Type == "view" || o.Type == "index" && ours) {
			wrong = append(wrong, o.Type+" "+name)
		}
	}
	return wrong, nil
}

func objects(a *audit, from sqlx.QueryerContext) (map[string]object, error) {
	var list []object
	err := sqlx.SelectContext(a.ctx, from, &list, `SELECT type, name, tbl_name, coalesce(sql, '') AS sql FROM main.sqlite_schema`)
	out := map[string]object{}
	for _, o := range list {
		out[o.Name] = o
	}
	return out, err
}
