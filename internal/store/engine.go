package store

import (
	"context"
	"database/sql"
	"embed"
	"errors"
	"io/fs"
	"net/url"
	"path/filepath"
	"strings"

	"github.com/jmoiron/sqlx"
	"github.com/ncruces/go-sqlite3"
	"github.com/ncruces/go-sqlite3/driver"
	_ "github.com/ncruces/go-sqlite3/vfs/adiantum" // the encrypting file layer
	"github.com/pressly/goose/v3"

	"schild/fault"
)

//go:embed migrations/*.sql migrations/postgres/*.sql
var migrations embed.FS

// engine is the database a store stands on: an encrypted SQLite file of its own, or a PostgreSQL server.
type engine interface {
	prepare(ctx context.Context) error                                         // schema and gates; before anything is opened
	open(writer bool) (*sql.DB, error)                                         // a pool of connections with sessions
	session(conn any) *session                                                 // of a driver's connection
	plain() (*sql.DB, error)                                                   // a pool without views
	columns(ctx context.Context, c *sqlx.Conn, table string) ([]column, error) // of a table, with SQLite's names of types
	sound(a *audit) ([]string, error)                                          // what is wrong with the database as such
	claim(ctx context.Context, c sqlx.QueryerContext) error                    // refuses where another process writes
	rest(w *writer)                                                            // between two batches of acts
	close() error
}

// column is a column as the schema declares it.
type column struct {
	Name string `db:"name"`
	Type string `db:"type"`
}

// stands gives the engine of a store.
func (s *Store) stands() (engine, error) {
	if s.cfg.Place == "" {
		return lite{s}, nil
	}
	return newServed(s)
}

// lite is a store in an encrypted SQLite file.
type lite struct{ s *Store }

func (s *Store) dsn() string {
	path := filepath.Join(s.cfg.Dir, "schild.db")
	return (&url.URL{Scheme: "file", Path: path, RawQuery: "vfs=adiantum&_txlock=deferred"}).String()
}

// open opens a pool of connections with views.
func (e lite) open(writer bool) (*sql.DB, error) {
	s := e.s
	return driver.Open(s.dsn(), func(c *sqlite3.Conn) error {
		ses, err := s.prepare(c, writer)
		if err != nil {
			return err
		}
		if writer {
			c.WALHook(func(_ *sqlite3.Conn, _ string, pages int) error { s.folder.wrote(pages); return nil })
		}
		s.mu.Lock()
		s.sessions[c] = ses
		s.mu.Unlock()
		return nil
	}, func(c *sqlite3.Conn) error {
		s.mu.Lock()
		delete(s.sessions, c)
		s.mu.Unlock()
		return nil
	})
}

func (e lite) plain() (*sql.DB, error) {
	s := e.s
	// The queue reads before it writes: begun deferred, its transactions could not wait for the house's writer and would fail.
	db, err := driver.Open(strings.Replace(s.dsn(), "_txlock=deferred", "_txlock=immediate", 1), func(c *sqlite3.Conn) error {
		return pragmas(c, s.keys.database())
	})
	if err == nil {
		db.SetMaxOpenConns(1)
	}
	return db, err
}

// prepare brings the file to the newest schema and starts the goroutine that folds.
func (e lite) prepare(ctx context.Context) error {
	s := e.s
	db, err := driver.Open(s.dsn(), func(c *sqlite3.Conn) error {
		return errors.Join(pragmas(c, s.keys.database()), registerPlainFTS(c))
	})
	if err == nil {
		err = errors.Join(migrateTo(ctx, db), db.Close())
	}
	if err != nil {
		return fault.Wrap(err, fault.Broken, "store.migrate", "dir", s.cfg.Dir)
	}
	s.folder, err = newFolder(s)
	return err
}

// migrateTo brings a file to the newest schema.
func migrateTo(ctx context.Context, db *sql.DB) error {
	p, err := migrator(db, goose.DialectSQLite3, "migrations")
	if err == nil {
		_, err = p.Up(ctx)
	}
	return err
}

// migrator gives what takes a database from one schema to another, by the files of a folder.
func migrator(db *sql.DB, dialect goose.Dialect, folder string) (*goose.Provider, error) {
	files, err := fs.Sub(migrations, folder)
	if err != nil {
		return nil, err
	}
	return goose.NewProvider(dialect, db, files)
}

func (e lite) session(conn any) *session {
	raw, ok := conn.(driver.Conn)
	if !ok {
		return nil
	}
	e.s.mu.Lock()
	defer e.s.mu.Unlock()
	return e.s.sessions[raw.Raw()]
}

func (e lite) columns(ctx context.Context, c *sqlx.Conn, table string) (cols []column, err error) {
	return cols, c.SelectContext(ctx, &cols, `SELECT name, lower(type) AS type FROM pragma_table_info($1, 'main')`, table)
}

// claim has nothing to do: the folder has its lock.
func (e lite) claim(context.Context, sqlx.QueryerContext) error { return nil }

func (e lite) close() error {
	if e.s.folder == nil {
		return nil
	}
	return e.s.folder.close()
}

// rest waits until the write-ahead log is folded, where it has grown too long.
func (e lite) rest(w *writer) {
	if e.s.folder.pages.Load() < foldMost {
		return
	}
	_ = fold(w.conn.Conn, sqlite3.CHECKPOINT_RESTART) // where readers hold it, after the next batch
}
