package store

import (
	"context"
	"database/sql/driver"
	"errors"

	"github.com/jmoiron/sqlx"

	"schild/fault"
)

// mostPrepared bounds the statements a connection keeps.
const mostPrepared = 256

// wording is one statement as a connection keeps it prepared. The authorizer is asked while a statement is prepared and not
// when it runs: so what the house prepared for itself is never found by a caller, whatever words the caller uses. For whom
// a statement runs is no matter of preparing it: the views' gates ask the session's binding row by row.
type wording struct {
	house bool
	query string
}

// statement gives a statement of this connection, prepared once.
func (ses *session) statement(ctx context.Context, c *sqlx.Conn, query string) (*sqlx.Stmt, error) {
	at := wording{ses.house, query}
	if st, ok := ses.kept[at]; ok {
		return st, nil
	}
	if len(ses.kept) >= mostPrepared {
		if err := ses.forget(); err != nil {
			return nil, err
		}
	}
	st, err := c.PreparexContext(ctx, query)
	if err == nil {
		ses.kept[at] = st
	}
	return st, err
}

// selected fills a slice, got one row, by a kept statement.
func (ses *session) selected(ctx context.Context, c *sqlx.Conn, dest any, query string, args ...any) error {
	st, err := ses.statement(ctx, c, query)
	if err != nil {
		return err
	}
	return st.SelectContext(ctx, dest, args...)
}

func (ses *session) got(ctx context.Context, c *sqlx.Conn, dest any, query string, args ...any) error {
	st, err := ses.statement(ctx, c, query)
	if err != nil {
		return err
	}
	return st.GetContext(ctx, dest, args...)
}

// forget closes what is kept.
func (ses *session) forget() error {
	var errs []error
	for _, st := range ses.kept {
		errs = append(errs, st.Close())
	}
	clear(ses.kept)
	return errors.Join(errs...)
}

// reader is a connection that reads for one person after the other.
type reader struct {
	conn *sqlx.Conn
	ses  *session
}

// reader takes a connection of those that read, opening it on its first use. There are few: reads running at once stay
// below the number of cores, or the writer starves.
func (s *Store) reader(ctx context.Context) (*reader, error) {
	select {
	case r, open := <-s.readers:
		if !open {
			return nil, fault.New(fault.Broken, "store.closed")
		}
		if r != nil {
			return r, nil
		}
	case <-ctx.Done():
		return nil, ctx.Err()
	}
	r, err := s.newReader(ctx)
	if err != nil {
		s.readers <- nil
		return nil, fault.Wrap(err, fault.Broken, "store.read")
	}
	return r, nil
}

func (s *Store) newReader(ctx context.Context) (*reader, error) {
	c, err := sqlx.NewDb(s.read, "sqlite3").Connx(ctx)
	if err != nil {
		return nil, err
	}
	ses, err := s.session(c)
	if err != nil {
		return nil, errors.Join(err, c.Close())
	}
	return &reader{c, ses}, nil
}

// back returns a reader; one that could not end its transaction is thrown away, whatever it holds.
func (s *Store) back(r *reader, ended error) {
	if ended != nil {
		_ = r.conn.Raw(func(any) error { return driver.ErrBadConn }) // closes it
		r = nil
	}
	s.readers <- r
}

// closeReaders waits for reads to end and closes what they ran on; a second time there is nothing to do.
func (s *Store) closeReaders() error {
	var errs []error
	for range cap(s.readers) {
		r, open := <-s.readers
		if !open {
			return nil
		}
		if r != nil {
			errs = append(errs, r.ses.forget(), r.conn.Close())
		}
	}
	if s.readers != nil {
		close(s.readers)
	}
	return errors.Join(errs...)
}
