package store

import (
	"bytes"
	"context"
	"database/sql"
	"errors"
	"slices"
	"strings"

	"github.com/jmoiron/sqlx"
	"github.com/ncruces/go-sqlite3"
	"github.com/ncruces/go-sqlite3/ext/fts5"

	"schild/fault"
	"schild/label"
)

// View is one read transaction through the eyes of one reader. Queries name the public views ("record", "statement");
// results are complete when a method returns, nothing stays open.
type View struct {
	ctx   context.Context
	store *Store
	conn  *sqlx.Conn
	ses   *session
	bound *binding
	house *Lookup
	reads []Read
	since map[string]uint64     // changes by table before the transaction began; nil in an act
	fresh map[label.Label]int64 // labels numbered in the batch of acts that runs; nil outside one
}

// Read is one classified thing a view showed; internal/office registers it before the answer leaves.
type Read struct {
	Table, ID string
}

// Read opens a view for whoever who says, calls read once, and gives the classified things it showed.
// who runs inside the same transaction, before the view is bound.
func (s *Store) Read(ctx context.Context, who func(*Lookup) (Binding, error), read func(*View) error) ([]Read, error) {
	r, err := s.reader(ctx)
	if err != nil {
		return nil, err
	}
	var ended error
	defer func() { s.back(r, ended) }()
	since := s.kept.state()
	// A transaction that its context ends is ended behind our back, and takes the connection with it. Queries heed the context.
	tx, err := r.conn.BeginTxx(context.WithoutCancel(ctx), nil)
	if err != nil {
		ended = err
		return nil, fault.Wrap(err, fault.Broken, "store.read")
	}
	defer func() { ended = tx.Rollback() }() // nothing was written; ends the snapshot
	return s.readOn(ctx, r, who, func(v *View) error {
		v.since = since
		return read(v)
	})
}

func (s *Store) readOn(ctx context.Context, r *reader, who func(*Lookup) (Binding, error), read func(*View) error) ([]Read, error) {
	defer func() { r.ses.bound, r.ses.sought, r.ses.house = nil, nil, false }()
	look := &Lookup{ctx: ctx, conn: r.conn, ses: r.ses, store: s}
	b, err := who(look)
	if err != nil {
		return nil, err
	}
	b.all = false
	v := &View{ctx: ctx, store: s, conn: r.conn, ses: r.ses, bound: s.bind(b), house: look}
	r.ses.bound = v.bound
	err = read(v)
	return v.reads, err
}

// bind gives a binding its bitset.
func (s *Store) bind(b Binding) *binding {
	out := &binding{Binding: b}
	switch {
	case b.Control:
		out.bits = bytes.Repeat([]byte{0xff}, (s.labels.len()+7)/8)
	case !b.Blind:
		out.bits = s.labels.visible(b.Clearance)
	}
	return out
}

// Select fills dest, a pointer to a slice of structs with db tags, from a query over the public views. Placeholders are $1, $2 … in order.
func (v *View) Select(dest any, query string, args ...any) error {
	return v.query(query, func() error { return v.ses.selected(v.ctx, v.conn, dest, query, args...) })
}

// Get fills dest from the first row, or gives fault.Missing.
func (v *View) Get(dest any, query string, args ...any) error {
	err := v.query(query, func() error { return v.ses.got(v.ctx, v.conn, dest, query, args...) })
	if errors.Is(err, sql.ErrNoRows) {
		return fault.New(fault.Missing, "missing")
	}
	return err
}

func (v *View) query(query string, run func() error) error {
	if _, kept := v.ses.kept[wording{query: query}]; !kept { // what is kept was judged
		if err := vet(query); err != nil {
			return err
		}
	}
	// inside Tx.All the connection is bound to everything for the length of one query
	was := v.ses.bound
	v.ses.bound = v.bound
	err := run()
	v.ses.bound = was
	if err == nil || errors.Is(err, sql.ErrNoRows) {
		return err
	}
	// SQLite's words may show the inner view's name: they stay in the log.
	return fault.Wrap(err, fault.Broken, "store.query")
}

// vet refuses by name what the authorizer cannot tell apart: FTS5's shadow tables, and joins by the names of columns. For the
// columns of such a join SQLite asks nobody, and where nothing else of a table is used, does not say of which schema it is: a row
// could be guessed at in schema main by joining the guess to it.
func vet(query string) error {
	q := strings.TrimSpace(strings.ToLower(query))
	if !strings.HasPrefix(q, "select") && !strings.HasPrefix(q, "with") && !strings.HasPrefix(q, "values") { // the driver breaks down at a text that asks nothing
		return fault.New(fault.Broken, "store.query.word", "word", q[:min(len(q), 8)])
	}
	for _, word := range []string{"_fts_", "record_fts", "fts5", "sqlite_", "pragma", "temp."} {
		if strings.Contains(q, word) {
			return fault.New(fault.Broken, "store.query.word", "word", word)
		}
	}
	part := func(r rune) bool { return r < 0x80 && !letter(byte(r)) && !digit(byte(r)) }
	words := strings.FieldsFunc(q, part)
	for _, word := range words {
		if word == "main" || word == "using" || word == "natural" {
			return fault.New(fault.Broken, "store.query.word", "word", word)
		}
	}
	if !searches(q, words) {
		return fault.New(fault.Broken, "store.query.word", "word", "query")
	}
	return nil
}

// searches tells whether a query of a search view names the column query to search and for nothing else. FTS5 gives the column
// the number of its cursor: read, it would tell how often the connection has searched, for others and past hidden rows too.
func searches(q string, words []string) bool {
	search := func(w string) bool { return w == "search" || strings.HasPrefix(w, "search_") }
	if !slices.ContainsFunc(words, search) {
		return true
	}
	for i, w := range words {
		next := ""
		if i+1 < len(words) {
			next = words[i+1]
		}
		if w == "query" && next != "match" || w == "in" && search(next) {
			return false
		}
	}
	return strings.Count(q, "*") == strings.Count(q, "(*)")+strings.Count(q, "*'")
}

// Label gives the label of a number the view showed.
func (v *View) Label(no int64) label.Label {
	for l, n := range v.fresh {
		if n == no {
			return l
		}
	}
	return v.store.labels.label(no)
}

// Person gives the id of the reader.
func (v *View) Person() string { return v.bound.Person }

// SeesRegister tells whether the reader sees every act, not only the own ones.
func (v *View) SeesRegister() bool { return v.bound.Register }

// AsOf gives the moment the view looks from, 0 = now.
func (v *View) AsOf() int64 { return v.bound.AsOf }

// Opened notes that the reader was shown a thing; classified ones are registered. Desks call it for what a page shows.
func (v *View) Opened(table, id string, no int64) {
	if v.bound.Control || v.Label(no).Classified() {
		v.reads = append(v.reads, Read{table, id})
	}
}

// Content opens one sealed part of a record the reader may see.
func (v *View) Content(record, part string) ([]byte, error) {
	var c struct {
		Label   int64  `db:"label"`
		Source  string `db:"source"`
		Wrapped []byte `db:"wrapped"`
		Sealed  []byte `db:"sealed"`
	}
	err := v.Get(&c, `SELECT c.label, c.source, c.wrapped, c.sealed FROM content AS c JOIN record AS r ON r.id = c.id WHERE c.id = $1 AND c.part = $2`, record, part)
	if err != nil {
		return nil, err
	}
	v.Opened("record", record, c.Label)
	key, err := v.store.recordKey(record, c.Source, c.Wrapped)
	if err != nil {
		return nil, err
	}
	return unseal(key, c.Sealed, record+"/"+part)
}

// Sealed opens one sealed part of a thing that is no record, under the thing's own row in the view.
func (v *View) Sealed(table, id, part string) ([]byte, error) {
	if err := v.Get(new(int64), `SELECT version FROM `+table+` WHERE id = $1`, id); err != nil {
		return nil, err
	}
	var c struct {
		Label   int64  `db:"label"`
		Source  string `db:"source"`
		Wrapped []byte `db:"wrapped"`
		Sealed  []byte `db:"sealed"`
	}
	if err := v.Get(&c, `SELECT label, source, wrapped, sealed FROM content WHERE id = $1 AND part = $2`, id, part); err != nil {
		return nil, err
	}
	v.Opened(table, id, c.Label)
	key, err := v.store.recordKey(id, c.Source, c.Wrapped)
	if err != nil {
		return nil, err
	}
	return unseal(key, c.Sealed, id+"/"+part)
}

// Cleared tells whether the reader may see what bears the label of this number.
func (v *View) Cleared(no int64) bool { return v.bound.cleared(no) }

// Sight gives what Cleared says, for work that goes on after the view is closed: what the reader may see now.
func (v *View) Sight() func(no int64) bool { return v.bound.cleared }

func (s *Store) recordKey(record, source string, wrapped []byte) ([]byte, error) {
	under, err := s.keys.source(source)
	if err != nil {
		return nil, err
	}
	return unseal(under, wrapped, record)
}

func registerPlainFTS(c *sqlite3.Conn) error { return fts5.Register(c) }
