package store

import (
	"context"
	"fmt"
	"math"
	"strings"

	"github.com/jmoiron/sqlx"

	"schild/fault"
	"schild/register"
)

// Audit checks the whole database against its register: every act against its leaf, every leaf against the signed
// root, every row against the act that wrote it. It says at which act anything was altered, dropped or added.
// progress is called with the number of acts read, may be nil.
func (s *Store) Audit(ctx context.Context, progress func(done, all int64)) ([]register.Problem, error) {
	var problems []register.Problem
	err := s.snapshot(ctx, func(c *sqlx.Conn) error {
		var err error
		problems, err = s.audit(ctx, c, progress)
		return err
	})
	return problems, err
}

func (s *Store) audit(ctx context.Context, c *sqlx.Conn, progress func(done, all int64)) ([]register.Problem, error) {
	var signed string
	if err := c.GetContext(ctx, &signed, `SELECT coalesce((SELECT signed FROM main.checkpoint ORDER BY size DESC LIMIT 1), '')`); err != nil {
		return nil, err
	}
	a, err := register.NewAudit([]byte(signed), s.origin, s.vkey)
	if err != nil {
		return nil, err
	}
	if err := s.auditActs(ctx, c, a, progress); err != nil {
		return nil, err
	}
	for _, t := range tables() {
		if err := auditRows(ctx, c, a, t); err != nil {
			return nil, fmt.Errorf("table %s: %w", t.name, err)
		}
	}
	return a.Done(), nil
}

// auditActs feeds leaves and acts in order. They are joined on both sides: an act without leaf or a leaf without act
// is a finding, not a gap in the answer.
func (s *Store) auditActs(ctx context.Context, c *sqlx.Conn, a *register.Audit, progress func(done, all int64)) error {
	rows, err := c.QueryxContext(ctx, `SELECT l.n, l.entry, a.id, a.at, a.actor, a.kind, a.outcome, a.dossier, a.salt, a.sealed
		FROM main.leaf AS l LEFT JOIN main.act AS a ON a.n = l.n
		UNION ALL SELECT a.n, NULL, a.id, a.at, a.actor, a.kind, a.outcome, a.dossier, a.salt, a.sealed FROM main.act AS a
		WHERE NOT EXISTS (SELECT 1 FROM main.leaf AS l WHERE l.n = a.n) ORDER BY 1`)
	if err != nil {
		return err
	}
	defer rows.Close()
	key := s.keys.acts()
	for rows.Next() {
		var r actRow
		if err := rows.Scan(&r.n, &r.entry, &r.id, &r.at, &r.actor, &r.kind, &r.outcome, &r.dossier, &r.salt, &r.sealed); err != nil {
			return err
		}
		a.Entry(r.entry_(key))
		if progress != nil && r.n%4096 == 0 {
			progress(r.n, a.Size())
		}
	}
	return rows.Err()
}

// actRow is an act as found. Columns are read as they are: whoever edits a database file may put a text where a number was.
type actRow struct {
	n                                     int64
	entry, salt, sealed                   any
	id, at, actor, kind, outcome, dossier any
}

// entry_ gives the register what it needs of one act: the clear columns must say what the sealed payload says.
func (r actRow) entry_(key []byte) register.Entry {
	e := register.Entry{N: r.n, Leaf: blob(r.entry), Salt: blob(r.salt), Found: r.id != nil}
	if !e.Found {
		return e
	}
	e.Clear = register.Act{ID: text(r.id), At: integer(r.at), Actor: text(r.actor), Kind: text(r.kind), Outcome: text(r.outcome), Dossier: text(r.dossier)}
	if payload, err := unseal(key, blob(r.sealed), e.Clear.ID); err == nil {
		e.Payload = payload
	}
	return e
}

func blob(v any) []byte {
	b, _ := v.([]byte)
	return b
}

// text gives a text column; anything else than text becomes a word that no act bears.
func text(v any) string {
	if s, ok := v.(string); ok {
		return s
	}
	return fmt.Sprintf("%T?", v)
}

func integer(v any) int64 {
	if n, ok := v.(int64); ok {
		return n
	}
	return math.MinInt64
}

func auditRows(ctx context.Context, c *sqlx.Conn, a *register.Audit, t table) error {
	rows, err := c.QueryxContext(ctx, `SELECT `+strings.Join(t.all(), ", ")+` FROM main.`+t.name+` ORDER BY id, version`)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		cells, err := rows.SliceScan()
		if err != nil {
			return err
		}
		enc := make([][]byte, len(cells))
		for i, x := range cells {
			enc[i] = register.CellBytes(x)
		}
		act, _ := cells[3].(string)
		version, _ := cells[1].(int64)
		cells[1] = version
		a.Row(t.name, t.rowID(cells), act, enc)
	}
	return rows.Err()
}

// Source reads the register's tree for an export: entries and stored hashes, never an act's content.
type Source struct {
	ctx  context.Context
	conn *sqlx.Conn
	Size int64
	// Signed is the newest checkpoint.
	Signed []byte
}

// Export gives f a snapshot of the register's tree.
func (s *Store) Export(ctx context.Context, f func(*Source) error) error {
	return s.snapshot(ctx, func(c *sqlx.Conn) error {
		src := &Source{ctx: ctx, conn: c}
		if err := c.GetContext(ctx, &src.Size, `SELECT coalesce(max(n) + 1, 0) FROM main.leaf`); err != nil {
			return err
		}
		if src.Size == 0 {
			return fault.New(fault.Missing, "register.empty")
		}
		if err := c.GetContext(ctx, &src.Signed, `SELECT signed FROM main.checkpoint ORDER BY size DESC LIMIT 1`); err != nil {
			return err
		}
		return f(src)
	})
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

// Leaves gives the entries from n on, at most count.
func (s *Source) Leaves(n int64, count int) ([][]byte, error) {
	var out [][]byte
	return out, s.conn.SelectContext(s.ctx, &out, `SELECT entry FROM main.leaf WHERE n >= $1 ORDER BY n LIMIT $2`, n, count)
}

// Tree gives the snapshot as the register exports it.
func (s *Source) Tree(origin, vkey string) register.Tree {
	const bundle = 256 * 16
	return register.Tree{Signed: s.Signed, Policy: register.Policy{Origin: origin, VKey: vkey}, Entries: func(yield func([]byte, error) bool) {
		for n := int64(0); n < s.Size; n += bundle {
			leaves, err := s.Leaves(n, bundle)
			if err != nil {
				yield(nil, err)
				return
			}
			for _, l := range leaves {
				if !yield(l, nil) {
					return
				}
			}
		}
	}}
}
