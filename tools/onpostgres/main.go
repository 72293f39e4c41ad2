// Command onpostgres runs a command, such as go test, while a throw-away PostgreSQL server runs for the houses that it opens:
//
//	go run ./tools/onpostgres go test ./internal/desk/...
package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"os/signal"
	"syscall"

	"schild/internal/cluster"
	"schild/internal/store"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), syscall.SIGINT, syscall.SIGTERM)
	defer stop()
	err := run(ctx, os.Args[1:])
	var failed *exec.ExitError
	switch {
	case errors.Is(err, cluster.ErrAbsent):
		fmt.Fprintln(os.Stderr, "skipped:", err)
	case errors.As(err, &failed):
		os.Exit(failed.ExitCode())
	case err != nil:
		fmt.Fprintln(os.Stderr, err)
		os.Exit(2)
	}
}

func run(ctx context.Context, args []string) (err error) {
	if len(args) == 0 {
		return errors.New("which command?")
	}
	c, err := cluster.Start(ctx, "max_connections=500", "fsync=off", "full_page_writes=off") // a database a test: making and dropping them would be most of the work
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, c.Stop()) }()
	if err := template(ctx, c); err != nil {
		return err
	}
	cmd := exec.CommandContext(ctx, args[0], args[1:]...)
	cmd.Env = append(os.Environ(), cluster.PlaceVariable+"="+c.Place("postgres"), cluster.TemplateVariable+"="+cluster.First)
	cmd.Stdin, cmd.Stdout, cmd.Stderr = os.Stdin, os.Stdout, os.Stderr
	return cmd.Run()
}

// template makes the database that each house gets a copy of, by founding a house that does nothing.
func template(ctx context.Context, c *cluster.Cluster) (err error) {
	place, err := c.Database(ctx, "")
	if err != nil {
		return err
	}
	dir, err := os.MkdirTemp("", "schild-template-")
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, os.RemoveAll(dir)) }()
	s, err := store.Open(ctx, store.Config{Dir: dir, Place: place, Origin: "test.invalid/register", Now: func() int64 { return 0 }})
	if err != nil {
		return err
	}
	return s.Close()
}
