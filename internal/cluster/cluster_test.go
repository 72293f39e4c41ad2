package cluster_test

import (
	"database/sql"
	"errors"
	"testing"

	"schild/internal/cluster"
)

// TestServerAnswers holds that a server starts, keeps what was committed on disk and lets nobody in without a password.
func TestServerAnswers(t *testing.T) {
	c, err := cluster.Start(t.Context())
	if errors.Is(err, cluster.ErrAbsent) {
		t.Skip("skipped: no PostgreSQL here")
	}
	if err != nil {
		t.Fatal(err)
	}
	defer func() {
		if err := c.Stop(); err != nil {
			t.Error(err)
		}
	}()
	owner, err := c.Database(t.Context(), "")
	if err != nil {
		t.Fatal(err)
	}
	db, err := sql.Open("pgx", owner)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	var super, fsync string
	if err := db.QueryRow(`SELECT current_setting('is_superuser'), current_setting('fsync')`).Scan(&super, &fsync); err != nil || super != "off" || fsync != "on" {
		t.Errorf("superuser %s, fsync %s, %v", super, fsync, err)
	}
	stranger, err := sql.Open("pgx", c.PlaceOf("postgres", "guessed", "postgres"))
	if err != nil {
		t.Fatal(err)
	}
	defer stranger.Close()
	if stranger.Ping() == nil {
		t.Error("let in with a wrong password")
	}
}
