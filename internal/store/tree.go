package store

import (
	"context"
	"database/sql"
	"errors"

	"github.com/jmoiron/sqlx"
	"golang.org/x/mod/sumdb/tlog"

	"schild/fault"
	"schild/register"
)

// Source reads the register's tree for an export: entries and the newest checkpoint, never an act's content.
type Source struct {
	ctx    context.Context
	conn   *sqlx.Conn
	signed []byte
}

// Export gives f a snapshot of the register's tree.
func (s *Store) Export(ctx context.Context, f func(*Source) error) error {
	return s.snapshot(ctx, func(c *sqlx.Conn) error {
		src := &Source{ctx: ctx, conn: c}
		err := c.GetContext(ctx, &src.signed, `SELECT signed FROM main.checkpoint ORDER BY size DESC LIMIT 1`)
		if errors.Is(err, sql.ErrNoRows) {
			return fault.New(fault.Missing, "register.empty")
		}
		if err != nil {
			return err
		}
		return f(src)
	})
}

// Tree gives the snapshot as the register exports it.
func (s *Source) Tree(vkey string) register.Tree {
	return register.Tree{Signed: s.signed, Policy: register.Policy{Logs: []string{vkey}}, Entries: func(yield func([]byte, error) bool) {
		rows, err := s.conn.QueryxContext(s.ctx, `SELECT entry FROM main.leaf ORDER BY n`)
		if err != nil {
			yield(nil, err)
			return
		}
		defer rows.Close()
		for rows.Next() {
			var entry []byte
			if err := rows.Scan(&entry); !yield(entry, err) || err != nil {
				return
			}
		}
		if err := rows.Err(); err != nil {
			yield(nil, err)
		}
	}}
}

// snapshot runs the store's own reading inside one read transaction.
func (s *Store) snapshot(ctx context.Context, f func(*sqlx.Conn) error) error {
	return s.inHouse(ctx, func(c *sqlx.Conn) error {
		tx, err := c.BeginTxx(ctx, nil)
		if err != nil {
			return fault.Wrap(err, fault.Broken, "store.read")
		}
		defer tx.Rollback() // ends the snapshot; nothing was written
		return f(c)
	})
}

// Signed gives the newest checkpoint of the snapshot.
func (s *Source) Signed() []byte { return s.signed }

// ReadHashes gives stored hashes of the tree.
func (s *Source) ReadHashes(indexes []int64) ([]tlog.Hash, error) {
	out := make([]tlog.Hash, len(indexes))
	for i, x := range indexes {
		var b []byte
		if err := s.conn.GetContext(s.ctx, &b, `SELECT hash FROM main.node WHERE i = $1`, x); err != nil {
			return nil, err
		}
		if len(b) != tlog.HashSize {
			return nil, fault.New(fault.Broken, "store.query")
		}
		out[i] = tlog.Hash(b)
	}
	return out, nil
}

// Leaves gives the entries from number from on, at most count.
func (s *Source) Leaves(from, count int64) ([][]byte, error) {
	var out [][]byte
	return out, s.conn.SelectContext(s.ctx, &out, `SELECT entry FROM main.leaf WHERE n >= $1 AND n < $2 ORDER BY n`, from, from+count)
}
