package store

import (
	"context"
	"database/sql/driver"
	"encoding/json"
	"errors"
	"io"
	"slices"
	"strings"

	"github.com/jackc/pgx/v5/stdlib"
	"github.com/jmoiron/sqlx"
)

// pgConnector opens connections that know for whom they work.
type pgConnector struct {
	inner  driver.Connector
	key    gatekey
	writer bool
}

// Connect opens one connection.
func (c pgConnector) Connect(ctx context.Context) (driver.Conn, error) {
	inner, err := c.inner.Connect(ctx)
	if err != nil {
		return nil, err
	}
	raw := inner.(*stdlib.Conn)
	return &pgConn{Conn: raw, pid: raw.Conn().PgConn().PID(), key: c.key, ses: &session{writer: c.writer, kept: map[wording]*sqlx.Stmt{}}, known: map[string]bool{}}, nil
}

// Driver is asked for by database/sql.
func (c pgConnector) Driver() driver.Driver { return c.inner.Driver() }

// pgConn is a connection to PostgreSQL that, before each statement, tells the server for whom its session works. It turns the
// house's SQL into PostgreSQL's, and lets a second query begin while the first is still being read, as SQLite does.
type pgConn struct {
	*stdlib.Conn
	pid   uint32
	key   gatekey
	ses   *session
	in    bool // inside a transaction
	said  told // what the server was told last
	base  told // outside transactions
	open  *pgRows
	known map[string]bool // statements the server has parsed
}

// told is what a server process was told of a session.
type told struct {
	unsure bool // it may have forgotten
	house  bool
	bound  *binding
}

// settle tells the server for whom the next statement works. Settings of a transaction end with it.
func (c *pgConn) settle(ctx context.Context) error {
	if err := c.open.drain(); err != nil {
		return err
	}
	want := told{house: c.ses.house, bound: c.said.bound}
	if !want.house { // what the house reads does not depend on whom it serves
		want.bound = c.ses.bound
	}
	if !c.said.unsure && c.said == want {
		return nil
	}
	token := ""
	if want.house {
		token = c.key.house(c.pid)
	}
	if err := c.simple(ctx, c.set("house", token)+c.set("view", c.key.view(c.pid, want.bound))); err != nil {
		return err
	}
	if c.said = want; !c.in {
		c.base = want
	}
	return nil
}

// set is the command that gives one of the house's settings a value, for the transaction where there is one.
func (c *pgConn) set(name, value string) string {
	verb := "SET"
	if c.in {
		verb = "SET LOCAL"
	}
	return verb + " schild." + name + "='" + strings.ReplaceAll(value, "'", "''") + "';"
}

// simple runs what needs neither arguments nor an answer.
func (c *pgConn) simple(ctx context.Context, query string) error {
	if err := c.open.drain(); err != nil {
		return err
	}
	_, err := c.Conn.Conn().PgConn().Exec(ctx, query).ReadAll()
	if err != nil || strings.HasPrefix(query, "ROLLBACK TO") { // settings go back too
		c.said.unsure = true
	}
	return err
}

// mostKnown bounds the statements that the server keeps for a connection.
const mostKnown = 1000

// know lets the server parse a statement, once. To parse one with an unknown name or a wrong type is a failure that would end the
// whole transaction: it is taken back, so that, as on SQLite, whoever asked wrongly may ask again.
func (c *pgConn) know(ctx context.Context, text string) error {
	if c.known[text] {
		return nil
	}
	if len(c.known) >= mostKnown {
		clear(c.known)
		if err := c.Conn.Conn().DeallocateAll(ctx); err != nil {
			return err
		}
	}
	if c.in {
		if err := c.simple(ctx, "SAVEPOINT parse"); err != nil {
			return err
		}
	}
	_, err := c.Conn.Conn().Prepare(ctx, text, text)
	if err != nil && c.in {
		err = errors.Join(err, c.simple(ctx, "ROLLBACK TO parse"))
	}
	if c.in {
		err = errors.Join(err, c.simple(ctx, "RELEASE parse"))
	}
	c.known[text] = err == nil
	return err
}

// context keeps the writer's connection from being closed under it because one caller went away.
func (c *pgConn) context(ctx context.Context) (context.Context, error) {
	if !c.ses.writer {
		return ctx, nil
	}
	return context.WithoutCancel(ctx), ctx.Err()
}

// BeginTx begins a transaction: a reader's sees one moment and writes nothing.
func (c *pgConn) BeginTx(ctx context.Context, _ driver.TxOptions) (driver.Tx, error) {
	if err := c.open.drain(); err != nil {
		return nil, err
	}
	how := "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"
	if c.ses.writer {
		how = "BEGIN"
	}
	if _, err := c.Conn.Conn().PgConn().Exec(context.WithoutCancel(ctx), how).ReadAll(); err != nil {
		return nil, errors.Join(driver.ErrBadConn, err)
	}
	c.in = true
	return pgTx{c}, nil
}

// pgTx ends a transaction.
type pgTx struct{ c *pgConn }

// Commit makes it durable.
func (t pgTx) Commit() error { return t.end("COMMIT") }

// Rollback takes it back.
func (t pgTx) Rollback() error { return t.end("ROLLBACK") }

func (t pgTx) end(how string) error {
	err := t.c.open.drain()
	t.c.in, t.c.said = false, t.c.base
	results, xerr := t.c.Conn.Conn().PgConn().Exec(context.Background(), how).ReadAll()
	if xerr == nil && how == "COMMIT" && len(results) == 1 && results[0].CommandTag.String() != "COMMIT" {
		xerr = errors.New("the server rolled back") // a statement had failed
	}
	return errors.Join(err, xerr)
}

// PrepareContext translates a statement; the server parses it where it is first run, and keeps it.
func (c *pgConn) PrepareContext(_ context.Context, query string) (driver.Stmt, error) {
	q, err := c.words(query)
	return &pgStmt{c, q}, err
}

// words judges and translates a query. What the house runs for itself needs no judge.
func (c *pgConn) words(query string) (pgQuery, error) {
	if !c.ses.house {
		if err := pgVet(query); err != nil {
			return pgQuery{}, err
		}
	} else if strings.HasPrefix(query, "-- name: ") { // the queue's, which speaks PostgreSQL
		return pgQuery{text: query, foreign: true}, nil
	}
	return pgTranslate(query)
}

// QueryContext asks once.
func (c *pgConn) QueryContext(ctx context.Context, query string, args []driver.NamedValue) (driver.Rows, error) {
	q, err := c.words(query)
	if err != nil {
		return nil, err
	}
	return (&pgStmt{c, q}).QueryContext(ctx, args)
}

// ExecContext runs once.
func (c *pgConn) ExecContext(ctx context.Context, query string, args []driver.NamedValue) (driver.Result, error) {
	if c.ses.house && (strings.HasPrefix(query, "SAVEPOINT") || strings.HasPrefix(query, "ROLLBACK TO") || strings.HasPrefix(query, "RELEASE")) {
		return driver.RowsAffected(0), c.simple(context.WithoutCancel(ctx), query) // also after a statement that failed
	}
	q, err := c.words(query)
	if err != nil {
		return nil, err
	}
	return (&pgStmt{c, q}).ExecContext(ctx, args)
}

// ResetSession is asked when a connection is taken from its pool again: nothing may be left of whoever had it.
func (c *pgConn) ResetSession(ctx context.Context) error {
	if c.in {
		return driver.ErrBadConn
	}
	c.ses.bound, c.ses.house = nil, false
	if err := c.settle(ctx); err != nil {
		return driver.ErrBadConn
	}
	return nil
}

// pgStmt is a statement that works for whomever its connection does.
type pgStmt struct {
	c *pgConn
	q pgQuery
}

// Close has nothing to give back.
func (s *pgStmt) Close() error { return nil }

// NumInput leaves the counting to the server.
func (s *pgStmt) NumInput() int { return -1 }

// Exec and Query are asked of drivers from before contexts.
func (s *pgStmt) Exec([]driver.Value) (driver.Result, error) { return nil, driver.ErrSkip }

// Query is Exec's sister.
func (s *pgStmt) Query([]driver.Value) (driver.Rows, error) { return nil, driver.ErrSkip }

// ready settles for whom a statement works, and for which words it searches.
func (s *pgStmt) ready(ctx context.Context, args []driver.NamedValue) (context.Context, []driver.NamedValue, error) {
	ctx, err := s.c.context(ctx)
	if err != nil {
		return nil, nil, err
	}
	if err := s.c.know(ctx, s.q.text); err != nil {
		return nil, nil, err
	}
	if err := s.c.settle(ctx); err != nil {
		return nil, nil, err
	}
	if !s.q.foreign {
		args = numbers(args)
	}
	if s.q.arg == 0 && s.q.match == "" {
		return ctx, args, nil
	}
	asked := s.q.match
	if s.q.arg > 0 {
		if s.q.arg > len(args) {
			return nil, nil, errors.New("too few arguments")
		}
		asked, _ = args[s.q.arg-1].Value.(string)
	}
	forms, err := json.Marshal(searchForms(asked))
	if err != nil {
		return nil, nil, err
	}
	if s.q.arg > 0 {
		args[s.q.arg-1].Value = string(forms)
	}
	return ctx, args, s.c.simple(ctx, s.c.set("match", string(forms)))
}

// numbers gives arguments, the caller's untouched, with 1 and 0 for true and false, as every column of the house holds them.
func numbers(args []driver.NamedValue) []driver.NamedValue {
	out := slices.Clone(args)
	for i, a := range out {
		if yes, is := a.Value.(bool); is {
			out[i].Value = plain(yes)
		}
	}
	return out
}

// QueryContext asks.
func (s *pgStmt) QueryContext(ctx context.Context, args []driver.NamedValue) (driver.Rows, error) {
	ctx, args, err := s.ready(ctx, args)
	if err != nil {
		return nil, err
	}
	rows, err := s.c.Conn.QueryContext(ctx, s.q.text, args)
	if err != nil {
		return nil, err
	}
	s.c.open = &pgRows{Rows: rows, c: s.c}
	return s.c.open, nil
}

// ExecContext runs.
func (s *pgStmt) ExecContext(ctx context.Context, args []driver.NamedValue) (driver.Result, error) {
	ctx, args, err := s.ready(ctx, args)
	if err != nil {
		return nil, err
	}
	return s.c.Conn.ExecContext(ctx, s.q.text, args)
}

// pgRows are rows that step aside when their connection is needed for something else: what is left of them is then kept here.
type pgRows struct {
	driver.Rows
	c    *pgConn
	rest [][]driver.Value
	read bool // all came from the server
	err  error
}

// drain reads what is left.
func (r *pgRows) drain() error {
	if r == nil || r.read {
		return nil
	}
	r.read, r.c.open = true, nil
	width := len(r.Columns())
	for {
		cells := make([]driver.Value, width)
		if err := r.Rows.Next(cells); err != nil {
			if !errors.Is(err, io.EOF) {
				r.err = err
			}
			break
		}
		r.rest = append(r.rest, cells)
	}
	return r.Rows.Close()
}

// Next gives the next row.
func (r *pgRows) Next(dest []driver.Value) error {
	if !r.read {
		return r.Rows.Next(dest)
	}
	if len(r.rest) == 0 && r.err != nil {
		return r.err
	}
	if len(r.rest) == 0 {
		return io.EOF
	}
	copy(dest, r.rest[0])
	r.rest = r.rest[1:]
	return nil
}

// Close gives the connection back.
func (r *pgRows) Close() error {
	var err error
	if !r.read {
		r.read, r.c.open = true, nil
		err = r.Rows.Close()
	}
	r.rest = nil
	return err
}
