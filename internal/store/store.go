package store

import (
	"context"
	"crypto/rand"
	"database/sql"
	"embed"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net/url"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"sync/atomic"

	"github.com/jmoiron/sqlx"
	"github.com/ncruces/go-sqlite3"
	"github.com/ncruces/go-sqlite3/driver"
	_ "github.com/ncruces/go-sqlite3/vfs/adiantum" // the encrypting file layer
	"github.com/pressly/goose/v3"
	"golang.org/x/mod/sumdb/note"

	"schild/fault"
	"schild/label"
	"schild/register"
)

//go:embed migrations/*.sql
var migrations embed.FS

// inHouse is how many connections the house reads by itself beside its readers: to load names, to export, to audit.
const inHouse = 2

// Config says where the data is and with what it is opened.
type Config struct {
	Dir    string   // the data directory; founded when fresh
	Master [32]byte // the master key; never written into Dir
	Origin string   // the register's name, fixed when the directory is founded ("schild.example/register")
	Now    func() int64
	Random io.Reader // nil = the system's
	Queue  Queue     // where acts put their background work; nil = an act that asks for work is refused
}

// Queue stores jobs in the act's own transaction, so that work and act commit together.
type Queue func(ctx context.Context, tx *sql.Tx, jobs []Job) error

// Job is background work: a kind and random ids, never content.
type Job struct {
	Kind string
	IDs  []string
}

// Store is the one database of a service. All methods are safe for concurrent use.
type Store struct {
	cfg    Config
	keys   *Keys
	nonce  string
	origin string
	signer note.Signer
	vkey   string
	labels *labels
	kept   *kept

	cosigned atomic.Pointer[[]byte] // the newest checkpoint that enough witnesses signed

	read    *sql.DB
	write   *sql.DB
	readers chan *reader // nil: not opened yet

	mu       sync.Mutex
	sessions map[*sqlite3.Conn]*session

	writer *writer
	folder *folder
}

// Open opens or founds a data directory. A wrong key is refused before any file is touched.
func Open(ctx context.Context, cfg Config) (*Store, error) {
	if cfg.Random == nil {
		cfg.Random = rand.Reader
	}
	keys := &Keys{master: cfg.Master, dir: filepath.Join(cfg.Dir, "keys"), random: cfg.Random}
	origin, err := openHeader(cfg.Dir, cfg.Origin, keys)
	if err != nil {
		return nil, err
	}
	nonce := make([]byte, 12)
	if _, err := io.ReadFull(cfg.Random, nonce); err != nil {
		return nil, err
	}
	s := &Store{cfg: cfg, keys: keys, origin: origin, nonce: "v" + hex.EncodeToString(nonce), labels: newLabels(), kept: newKept(),
		sessions: map[*sqlite3.Conn]*session{}, readers: make(chan *reader, max(2, runtime.NumCPU()-1))}
	for range cap(s.readers) {
		s.readers <- nil
	}
	if s.signer, s.vkey, err = register.Key(keys.Register(), origin); err != nil {
		return nil, err
	}
	if err := s.start(ctx); err != nil {
		return nil, errors.Join(err, s.Close())
	}
	return s, nil
}

func (s *Store) start(ctx context.Context) error {
	if err := s.migrate(ctx); err != nil {
		return fault.Wrap(err, fault.Broken, "store.migrate", "dir", s.cfg.Dir)
	}
	var err error
	if s.folder, err = newFolder(s); err != nil {
		return err
	}
	if s.write, err = s.open(true); err != nil {
		return err
	}
	s.write.SetMaxOpenConns(1)
	if s.read, err = s.open(false); err != nil {
		return err
	}
	s.read.SetMaxOpenConns(cap(s.readers) + inHouse)
	s.read.SetMaxIdleConns(inHouse)
	s.writer, err = newWriter(ctx, s)
	return err
}

// Close ends the writer after the acts it holds and closes every connection.
func (s *Store) Close() error {
	var errs []error
	if s.writer != nil {
		errs = append(errs, s.writer.close())
	}
	if s.folder != nil {
		errs = append(errs, s.folder.close())
	}
	errs = append(errs, s.closeReaders())
	for _, db := range []*sql.DB{s.read, s.write} {
		if db != nil {
			errs = append(errs, db.Close())
		}
	}
	return errors.Join(errs...)
}

// Origin gives the register's name, Verifier the text of the key that checks its checkpoints.
func (s *Store) Origin() string { return s.origin }

// Verifier gives the verifier key of the register's checkpoints, in signed-note form.
func (s *Store) Verifier() string { return s.vkey }

// Label gives the label of a number a view showed.
func (s *Store) Label(no int64) label.Label { return s.labels.label(no) }

func (s *Store) dsn() string {
	path := filepath.Join(s.cfg.Dir, "schild.db")
	return (&url.URL{Scheme: "file", Path: path, RawQuery: "vfs=adiantum&_txlock=deferred"}).String()
}

func (s *Store) open(writer bool) (*sql.DB, error) {
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

// Plain opens a further pool on the same file without views, for the work queue's own tables. The caller, only
// internal/work, closes it.
func (s *Store) Plain() (*sql.DB, error) {
	// The queue reads before it writes: begun deferred, its transactions could not wait for the house's writer and would fail.
	db, err := driver.Open(strings.Replace(s.dsn(), "_txlock=deferred", "_txlock=immediate", 1), func(c *sqlite3.Conn) error {
		return pragmas(c, s.keys.database())
	})
	if err == nil {
		db.SetMaxOpenConns(1)
	}
	return db, err
}

func (s *Store) migrate(ctx context.Context) error {
	db, err := driver.Open(s.dsn(), func(c *sqlite3.Conn) error {
		return errors.Join(pragmas(c, s.keys.database()), registerPlainFTS(c))
	})
	if err != nil {
		return err
	}
	defer db.Close()
	return migrateTo(ctx, db)
}

// migrateTo brings a database to the newest schema.
func migrateTo(ctx context.Context, db *sql.DB) error {
	files, err := fs.Sub(migrations, "migrations")
	if err != nil {
		return err
	}
	p, err := goose.NewProvider(goose.DialectSQLite3, db, files)
	if err != nil {
		return err
	}
	_, err = p.Up(ctx)
	return err
}

// session finds the session of a connection taken from a pool.
func (s *Store) session(c *sqlx.Conn) (*session, error) {
	var ses *session
	err := c.Raw(func(dc any) error {
		raw, ok := dc.(driver.Conn)
		if !ok {
			return fmt.Errorf("connection of type %T", dc)
		}
		s.mu.Lock()
		defer s.mu.Unlock()
		ses = s.sessions[raw.Raw()]
		return nil
	})
	if err == nil && ses == nil {
		err = errors.New("connection without session")
	}
	return ses, err
}
