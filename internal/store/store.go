package store

import (
	"context"
	"crypto/rand"
	"database/sql"
	"encoding/hex"
	"errors"
	"io"
	"path/filepath"
	"runtime"
	"sync"
	"sync/atomic"

	"github.com/jmoiron/sqlx"
	"github.com/ncruces/go-sqlite3"
	"golang.org/x/mod/sumdb/note"

	"schild/label"
	"schild/register"
)

// inHouse is how many connections the house reads by itself beside its readers: to load names, to export, to audit.
const inHouse = 2

// Config says where the data is and with what it is opened.
type Config struct {
	Dir    string   // the data directory; founded when fresh
	Place  string   // the URL of a PostgreSQL database, for its owner; "" = an encrypted file in Dir
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
	held   held

	cosigned atomic.Pointer[[]byte] // the newest checkpoint that enough witnesses signed

	engine  engine
	read    *sql.DB
	write   *sql.DB
	readers chan *reader // nil: not opened yet

	mu       sync.Mutex
	sessions map[*sqlite3.Conn]*session

	writer *writer
	folder *folder // of an encrypted file; nil on PostgreSQL
}

// Open opens or founds a data directory. A wrong key is refused before any file is touched.
func Open(ctx context.Context, cfg Config) (*Store, error) {
	if cfg.Random == nil {
		cfg.Random = rand.Reader
	}
	keys := &Keys{master: cfg.Master, dir: filepath.Join(cfg.Dir, "keys"), random: cfg.Random}
	database, err := databaseOf(cfg.Place)
	if err != nil {
		return nil, err
	}
	origin, err := openHeader(cfg.Dir, cfg.Origin, database, keys)
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
	if s.engine, err = s.stands(); err != nil {
		return nil, err
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
	if err := s.engine.prepare(ctx); err != nil {
		return err
	}
	var err error
	if s.write, err = s.engine.open(true); err != nil {
		return err
	}
	s.write.SetMaxOpenConns(1)
	if s.read, err = s.engine.open(false); err != nil {
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
	errs = append(errs, s.engine.close(), s.closeReaders())
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

// Plain opens a further pool on the same database without views, for the work queue's own tables. The caller, only
// internal/work, closes it.
func (s *Store) Plain() (*sql.DB, error) { return s.engine.plain() }

// session finds the session of a connection taken from a pool.
func (s *Store) session(c *sqlx.Conn) (*session, error) {
	var ses *session
	err := c.Raw(func(dc any) error {
		ses = s.engine.session(dc)
		return nil
	})
	if err == nil && ses == nil {
		err = errors.New("connection without session")
	}
	return ses, err
}
