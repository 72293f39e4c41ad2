package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"os"
	"sync"
	"testing"

	"schild/internal/cluster"
)

// server starts one PostgreSQL for all tests, the first time one asks.
var server = sync.OnceValues(func() (*cluster.Cluster, error) { return cluster.Start(context.Background()) })

var started sync.Once

func TestMain(m *testing.M) {
	code := m.Run()
	started.Do(func() { os.Exit(code) }) // nobody asked
	if c, err := server(); err == nil {
		if err := c.Stop(); err != nil {
			fmt.Fprintln(os.Stderr, err)
		}
	}
	os.Exit(code)
}

// Postgres gives the URLs of an empty database, for its owner and for the server's superuser. Where no server can be had the
// test is skipped.
func Postgres(t testing.TB) (owner, super string) {
	t.Helper()
	started.Do(func() {})
	c, err := server()
	if errors.Is(err, cluster.ErrAbsent) {
		t.Skip("skipped: no PostgreSQL here")
	}
	if err != nil {
		t.Fatal(err)
	}
	if owner, super, err = c.Database(t.Context()); err != nil {
		t.Fatal(err)
	}
	return owner, super
}

func dial(t testing.TB, place string) *sql.DB {
	t.Helper()
	db, err := sql.Open("pgx", place)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { db.Close() })
	return db
}
