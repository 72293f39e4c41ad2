package store

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/jmoiron/sqlx"
	"golang.org/x/mod/sumdb/tlog"

	"schild/fault"
	"schild/register"
)

// Audit checks the whole database against its register: every act against its leaf, every leaf and stored hash against
// the signed root, every row, label and indexed text against the act that wrote it. It says at which act anything was
// altered, dropped or added. progress is called with the number of acts read, may be nil. earlier are signed checkpoints
// kept elsewhere: against them a register shows that was rewritten and signed anew with the house's own key.
//
// Not covered, because nothing rests on it: the queue of background work, the migration history, SQLite's statistics.
func (s *Store) Audit(ctx context.Context, progress func(done, all int64), earlier ...[]byte) ([]register.Problem, error) {
	var problems []register.Problem
	err := s.snapshot(ctx, func(c *sqlx.Conn) error {
		a := audit{ctx: ctx, c: c, engine: s.engine, key: s.keys.acts(), progress: progress}
		var err error
		problems, err = a.run(s.origin, s.vkey, earlier)
		return err
	})
	if err != nil {
		return nil, fault.Wrap(err, fault.Broken, "store.audit")
	}
	return problems, nil
}

// audit is one audit running inside one read transaction.
type audit struct {
	*register.Audit
	ctx      context.Context
	c        *sqlx.Conn
	engine   engine
	key      []byte // opens sealed acts
	progress func(done, all int64)
}

func (a *audit) run(origin, vkey string, earlier [][]byte) ([]register.Problem, error) {
	signed, err := a.checkpoints()
	if err != nil {
		return nil, err
	}
	if a.Audit, err = register.NewAudit(signed, origin, vkey, earlier...); err != nil {
		return nil, err
	}
	if err := a.acts(); err != nil {
		return nil, err
	}
	for _, t := range tables() {
		if err := a.rows(t); err != nil {
			return nil, fmt.Errorf("table %s: %w", t.name, err)
		}
	}
	for _, query := range []string{`SELECT 'label', no, text FROM main.label`, `SELECT 'record_fts', rowid, words, stems FROM main.record_fts`} {
		if err := a.derived(query); err != nil {
			return nil, err
		}
	}
	if err := a.names(); err != nil {
		return nil, err
	}
	return a.sound(a.Done())
}

// checkpoints gives the one checkpoint there should be; of several, or of one that bears another size than it signs,
// nothing is believed.
func (a *audit) checkpoints() ([]byte, error) {
	var rows []struct {
		Size   int64 `db:"size"`
		Signed any   `db:"signed"`
	}
	if err := a.c.SelectContext(a.ctx, &rows, `SELECT size, signed FROM main.checkpoint ORDER BY size LIMIT 2`); err != nil {
		return nil, err
	}
	if len(rows) == 0 {
		return nil, nil
	}
	signed := text(rows[0].Signed)
	if len(rows) > 1 || !strings.Contains(signed, fmt.Sprintf("\n%d\n", rows[0].Size)) {
		return []byte("altered"), nil
	}
	return []byte(signed), nil
}

// actSelect joins acts and leaves on both sides: an act without leaf or a leaf without act is a finding, not a gap in
// the answer.
const actSelect = `SELECT l.n, l.entry, a.id, a.at, a.actor, a.kind, a.outcome, a.dossier, a.salt, a.sealed
	FROM main.leaf AS l LEFT JOIN main.act AS a ON a.n = l.n
	UNION ALL SELECT a.n, NULL, a.id, a.at, a.actor, a.kind, a.outcome, a.dossier, a.salt, a.sealed FROM main.act AS a
	WHERE NOT EXISTS (SELECT 1 FROM main.leaf AS l WHERE l.n = a.n) ORDER BY 1`

// acts feeds entries in order, each after the stored hashes that belong to it.
func (a *audit) acts() error {
	nodes, err := a.c.QueryxContext(a.ctx, `SELECT i, hash FROM main.node ORDER BY i`)
	if err != nil {
		return err
	}
	defer nodes.Close()
	rows, err := a.c.QueryxContext(a.ctx, actSelect)
	if err != nil {
		return err
	}
	defer rows.Close()
	feed := nodeFeed{rows: nodes, to: a.Audit}
	for rows.Next() {
		r, err := scanAct(rows)
		if err == nil && r.n >= 0 && r.n < 1<<50 { // numbers of that size are nobody's
			err = feed.before(tlog.StoredHashIndex(0, r.n+1))
		}
		if err != nil {
			return err
		}
		a.Entry(r.entry_(a.key))
		if a.progress != nil && r.n%4096 == 0 {
			a.progress(r.n, a.Size())
		}
	}
	return errors.Join(rows.Err(), feed.before(noLimit))
}

// nodeFeed passes on stored hashes in step with the entries.
type nodeFeed struct {
	rows *sqlx.Rows
	to   *register.Audit
	held bool // a row was read and not passed on
	i    int64
	hash any
}

const noLimit = -1

// before passes on the stored hashes below an index.
func (f *nodeFeed) before(limit int64) error {
	for f.held || f.rows.Next() {
		if !f.held {
			if err := f.rows.Scan(&f.i, &f.hash); err != nil {
				return err
			}
		}
		if f.held = limit != noLimit && f.i >= limit; f.held {
			return nil
		}
		f.to.Node(f.i, blob(f.hash))
	}
	return f.rows.Err()
}

// names asks again for the acts whose rows are gone, to say which rows those were.
func (a *audit) names() error {
	for _, n := range a.Missing() {
		rows, err := a.c.QueryxContext(a.ctx, `SELECT a.n, l.entry, a.id, a.at, a.actor, a.kind, a.outcome, a.dossier, a.salt, a.sealed
			FROM main.act AS a LEFT JOIN main.leaf AS l ON l.n = a.n WHERE a.n = $1`, n)
		if err != nil {
			return err
		}
		for rows.Next() {
			r, err := scanAct(rows)
			if err != nil {
				return errors.Join(err, rows.Close())
			}
			a.Name(r.entry_(a.key))
		}
		if err := errors.Join(rows.Err(), rows.Close()); err != nil {
			return err
		}
	}
	return nil
}

func (a *audit) rows(t table) error {
	rows, err := a.c.QueryxContext(a.ctx, `SELECT `+strings.Join(t.all(), ", ")+` FROM main.`+t.name)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		cells, err := rows.SliceScan()
		if err != nil {
			return err
		}
		enc := encode(cells)
		if _, ok := cells[1].(int64); !ok {
			cells[1] = int64(-1) // no row was ever written so
		}
		a.Row(t.name, t.rowID(cells), text(cells[3]), enc)
	}
	return rows.Err()
}

// derived feeds rows that do not bear the act that wrote them: what a label's number means, and the indexed text.
func (a *audit) derived(query string) error {
	rows, err := a.c.QueryxContext(a.ctx, query)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		cells, err := rows.SliceScan()
		if err != nil {
			return err
		}
		a.Row(text(cells[0]), fmt.Sprint(cells[1]), "", encode(cells[1:]))
	}
	return rows.Err()
}

func encode(cells []any) [][]byte {
	enc := make([][]byte, len(cells))
	for i, c := range cells {
		enc[i] = register.CellBytes(c)
	}
	return enc
}
