package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"sync"
	"sync/atomic"

	"github.com/ncruces/go-sqlite3"
	"github.com/ncruces/go-sqlite3/driver"
)

// What was written stands in the write-ahead log first and is folded into the file later. SQLite would do so at the end of whichever commit
// comes to foldFrom pages, and the people of that batch would wait for it (some 40 ms): here another connection folds while the
// writer goes on. The log begins anew only when all of it is folded; where acts come so fast that this never happens, the writer waits once
// for it at foldMost pages, with little left to fold.
const (
	foldFrom = 4_000
	foldMost = 32_000
)

// folder is the goroutine that folds.
type folder struct {
	db    *sql.DB
	pages atomic.Int64 // in the log after the last commit
	wake  chan struct{}
	done  chan struct{}
	shut  sync.Once // a store may be closed twice
}

func newFolder(s *Store) (*folder, error) {
	db, err := driver.Open(s.dsn(), func(c *sqlite3.Conn) error {
		return errors.Join(pragmas(c, s.keys.database()), c.WALAutoCheckpoint(0))
	})
	if err != nil {
		return nil, err
	}
	db.SetMaxOpenConns(1)
	f := &folder{db: db, wake: make(chan struct{}, 1), done: make(chan struct{})}
	go f.loop()
	return f, nil
}

// wrote is told how many pages are in the log after a commit.
func (f *folder) wrote(pages int) {
	f.pages.Store(int64(pages))
	if pages < foldFrom {
		return
	}
	select {
	case f.wake <- struct{}{}:
	default: // it folds already
	}
}

func (f *folder) loop() {
	defer close(f.done)
	for range f.wake {
		c, err := f.db.Conn(context.Background())
		if err != nil {
			continue // nothing is lost: the log stays, and is folded the next time
		}
		_ = fold(c, sqlite3.CHECKPOINT_PASSIVE) // as above
		_ = c.Close()
	}
}

func (f *folder) close() error {
	f.shut.Do(func() { close(f.wake) })
	<-f.done
	return f.db.Close()
}

// fold folds through one connection.
func fold(c *sql.Conn, mode sqlite3.CheckpointMode) error {
	return c.Raw(func(dc any) error {
		raw, ok := dc.(driver.Conn)
		if !ok {
			return fmt.Errorf("connection of type %T", dc)
		}
		_, _, err := raw.Raw().WALCheckpoint("main", mode)
		return err
	})
}
