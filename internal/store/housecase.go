package store

import (
	"context"

	"github.com/jmoiron/sqlx"
)

// Laws gives the files of procedures under which cases began.
func (s *Store) Laws(ctx context.Context, f func(hash, procedure, text string) error) error {
	var rows []struct {
		ID        string `db:"id"`
		Procedure string `db:"procedure"`
		Text      string `db:"text"`
	}
	err := s.inHouse(ctx, func(c *sqlx.Conn) error {
		return c.SelectContext(ctx, &rows, `SELECT id, procedure, text FROM main.lawfile ORDER BY id`)
	})
	for _, r := range rows {
		if err == nil {
			err = f(r.ID, r.Procedure, r.Text)
		}
	}
	return err
}

// Ringing gives cases of which a clock is over by a moment, the first to end first, at most count.
func (s *Store) Ringing(ctx context.Context, by int64, count int) ([]string, error) {
	var out []string
	return out, s.inHouse(ctx, func(c *sqlx.Conn) error {
		return c.SelectContext(ctx, &out, `SELECT cases FROM main.waiting WHERE lead = 1 AND rings <= $1 ORDER BY rings, id LIMIT $2`, by, count)
	})
}
