package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"os"
	"sync"
	"testing"

	"github.com/jackc/pgx/v5/stdlib"

	"schild/internal/cluster"
)

// server starts one PostgreSQL for all tests, the first time one asks, with a database at the newest schema to be copied.
var server = sync.OnceValues(func() (c *cluster.Cluster, err error) {
	if c, err = cluster.Start(context.Background()); err != nil {
		return nil, err
	}
	place, err := c.Database(context.Background(), "")
	if err != nil {
		return c, err
	}
	db, err := pgOwner(place)
	if err != nil {
		return c, err
	}
	return c, errors.Join(pgMigrate(context.Background(), db), db.Close())
})

var started sync.Once

// pgOwner opens a database as its owner.
func pgOwner(place string) (*sql.DB, error) {
	cfg, err := ownerOf(place)
	if err != nil {
		return nil, err
	}
	return stdlib.OpenDB(*cfg), nil
}

func TestMain(m *testing.M) {
	code := m.Run()
	started.Do(func() { os.Exit(code) }) // nobody asked
	if c, _ := server(); c != nil {
		if err := c.Stop(); err != nil {
			fmt.Fprintln(os.Stderr, err)
		}
	}
	os.Exit(code)
}

// Postgres gives the URL of a database at the newest schema and without rows, for its owner. Where no server can be had the test
// is skipped.
func Postgres(t testing.TB) string {
	t.Helper()
	started.Do(func() {})
	c, err := server()
	if errors.Is(err, cluster.ErrAbsent) {
		t.Skip("skipped: no PostgreSQL here")
	}
	if err != nil {
		t.Fatal(err)
	}
	place, err := c.Database(t.Context(), cluster.First)
	if err != nil {
		t.Fatal(err)
	}
	return place
}
