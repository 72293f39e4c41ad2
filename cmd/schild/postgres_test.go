package main

import (
	"errors"
	"path/filepath"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"

	"schild/internal/cluster"
)

// TestScriptsOnPostgres runs testdata/postgres/*.txt, each with the address of an empty database in $PG.
func TestScriptsOnPostgres(t *testing.T) {
	c, err := cluster.Start(t.Context())
	if errors.Is(err, cluster.ErrAbsent) {
		t.Skip("skipped: no PostgreSQL here")
	}
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := c.Stop(); err != nil {
			t.Error(err)
		}
	})
	t.Run("scripts", func(t *testing.T) { // they run side by side: the server stays until the last is done
		testscript.Run(t, testscript.Params{Dir: "testdata/postgres", Setup: func(e *testscript.Env) error {
			e.Setenv("XDG_CONFIG_HOME", filepath.Join(e.WorkDir, "config"))
			e.Setenv("HOME", e.WorkDir)
			e.Setenv("LANG", "en")
			place, err := c.Database(t.Context(), "")
			e.Setenv("PG", place)
			return err
		}})
	})
}
