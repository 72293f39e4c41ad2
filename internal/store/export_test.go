package store

import (
	"context"
	"database/sql"
	"errors"
	"time"

	"github.com/jmoiron/sqlx"
	"github.com/ncruces/go-sqlite3"
	"github.com/ncruces/go-sqlite3/driver"
	"github.com/pressly/goose/v3"

	"schild/register"
)

// Tamper opens the database file past the house, as somebody would who has its key and a debugger.
type Tamper struct {
	s  *Store
	db *sql.DB
}

// Tamper opens the file of a store.
func (s *Store) Tamper() (*Tamper, error) {
	db, err := driver.Open(s.dsn(), func(c *sqlite3.Conn) error {
		return errors.Join(pragmas(c, s.keys.database()), registerScoredFTS(c))
	})
	return &Tamper{s, db}, err
}

// Close closes the file.
func (t *Tamper) Close() error { return t.db.Close() }

// Exec edits for good.
func (t *Tamper) Exec(query string, args ...any) error {
	_, err := t.db.Exec(query, args...)
	return err
}

// Count asks for a number.
func (t *Tamper) Count(query string) (n int, err error) {
	return n, t.db.QueryRow(query).Scan(&n)
}

// WholeWord tells whether the full-text index takes a word as it is.
func WholeWord(word string) bool { return whole(word) }

// To takes the schema back to an earlier one.
func (t *Tamper) To(ctx context.Context, version int64) error {
	p, err := migrator(t.db, goose.DialectSQLite3, "migrations")
	if err == nil {
		_, err = p.DownTo(ctx, version)
	}
	return err
}

// Audit gives what the audit says of an edit that is then taken back. done is false when edit changed nothing.
func (t *Tamper) Audit(ctx context.Context, edit func(*sqlx.Tx) (bool, error)) (problems []register.Problem, done bool, err error) {
	c, err := sqlx.NewDb(t.db, "sqlite3").Connx(ctx)
	if err != nil {
		return nil, false, err
	}
	defer c.Close()
	tx, err := c.BeginTxx(ctx, nil)
	if err != nil {
		return nil, false, err
	}
	defer tx.Rollback() // that is the point
	if done, err = edit(tx); err != nil || !done {
		return nil, done, err
	}
	a := audit{ctx: ctx, c: c, engine: t.s.engine, key: t.s.keys.acts()}
	problems, err = a.run(t.s.origin, t.s.vkey, nil)
	return problems, true, err
}

// PersonQuery is what the house asks before anything is bound, past the views.
const PersonQuery = staffSelect + `p.id = $1`

// Marked gives an expression led by the labels that the reader sees, where they are few.
func (v *View) Marked(typed string) string {
	if expr := MatchExpression(typed); v.rows("record") > fewRows {
		return expr
	}
	return v.marked(MatchExpression(typed))
}

// LetGo drops what is held in memory for readers.
func (s *Store) LetGo() {
	s.held.drop()
	s.kept.mu.Lock()
	defer s.kept.mu.Unlock()
	clear(s.kept.answers)
}

// Past runs reads in one transaction of a read connection's making, past the views, and gives the time they took.
func (s *Store) Past(ctx context.Context, read func(*sqlx.Tx) error) (time.Duration, error) {
	t, err := s.Tamper()
	if err != nil {
		return 0, err
	}
	defer t.Close()
	tx, err := sqlx.NewDb(t.db, "sqlite3").BeginTxx(ctx, &sql.TxOptions{ReadOnly: true})
	if err != nil {
		return 0, err
	}
	defer tx.Rollback() // only read
	began := time.Now()
	err = read(tx)
	return time.Since(began), err
}
