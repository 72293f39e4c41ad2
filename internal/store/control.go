package store

import (
	"context"
	"database/sql"
	"errors"

	"github.com/jmoiron/sqlx"

	"schild/fault"
	"schild/register"
)

// SealKey gives the public key under which a control body's reading is sealed, fault.Missing when it has none.
func (l *Lookup) SealKey(body string) (key string, err error) {
	err = l.run(func() error {
		return l.ses.got(l.ctx, l.conn, &key, `SELECT public FROM main.sealing WHERE id = $1 ORDER BY version DESC LIMIT 1`, body)
	})
	if errors.Is(err, sql.ErrNoRows) {
		err = fault.New(fault.Missing, "control.key")
	}
	return key, err
}

// Reading is one sealed line of a control body's log.
type Reading struct {
	ID     string `db:"id" json:"id"`
	Act    string `db:"act" json:"act"`
	Sealed []byte `db:"sealed" json:"sealed"`
}

// Readings gives a control body's sealed log, the oldest first.
func (s *Store) Readings(ctx context.Context, body string) (out []Reading, err error) {
	err = s.inHouse(ctx, func(c *sqlx.Conn) error {
		return c.SelectContext(ctx, &out, `SELECT id, act, sealed FROM main.reading WHERE body = $1 ORDER BY registered, id`, body)
	})
	return out, err
}

// Controls tells whether the reader is a control body, which sees everything.
func (v *View) Controls() bool { return v.bound.Control }

// EachAct gives every act from a moment on, in order, with what the register sealed of it, to a reader who sees every act.
func (v *View) EachAct(from int64, f func(register.Act) error) error {
	if !v.bound.Register {
		return fault.New(fault.Denied, "missing")
	}
	return v.asHouse(func() error {
		rows, err := v.conn.QueryxContext(v.ctx, `SELECT a.n, NULL, a.id, a.at, a.actor, a.kind, a.outcome, a.dossier, a.salt, a.sealed FROM main.act AS a WHERE a.at >= $1 ORDER BY a.at, a.id`, from)
		if err != nil {
			return fault.Wrap(err, fault.Broken, "store.query")
		}
		defer rows.Close()
		key := v.store.keys.acts()
		for rows.Next() {
			r, err := scanAct(rows)
			if err != nil {
				return fault.Wrap(err, fault.Broken, "store.query")
			}
			act, err := register.DecodeAct(r.entry_(key).Payload)
			if err != nil {
				continue // altered: the audit says so
			}
			if err := f(act); err != nil {
				return err
			}
		}
		return rows.Err()
	})
}

// WrittenBy gives the acts that wrote any version of a thing, to a reader who sees every act.
func (v *View) WrittenBy(name, id string) (acts []string, err error) {
	if !v.bound.Register {
		return nil, fault.New(fault.Denied, "missing")
	}
	if err := v.Get(new(int64), `SELECT version FROM `+name+` WHERE id = $1`, id); err != nil { // an unknown name is refused here
		return nil, err
	}
	err = v.asHouse(func() error {
		return v.conn.SelectContext(v.ctx, &acts, `SELECT act FROM main.`+name+` WHERE id = $1 ORDER BY version`, id)
	})
	return acts, err
}
