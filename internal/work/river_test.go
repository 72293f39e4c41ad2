package work

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	"schild/fact"
	"schild/fault"
	"schild/internal/cluster"
	"schild/internal/store"
	"schild/label"
	"schild/register"
)

// house is a store with its queue in a folder.
type house struct {
	*store.Store
	plain *sql.DB
}

func openHouse(ctx context.Context, dir, place string) (*house, error) {
	cfg := store.Config{Dir: dir, Place: place, Origin: "test.invalid/register", Now: func() int64 { return time.Now().UnixMicro() }, Queue: Insert}
	cfg.Master[0] = 7
	if place != "" {
		cfg.Queue = InsertServed
	}
	s, err := store.Open(ctx, cfg)
	if err != nil {
		return nil, err
	}
	h := &house{Store: s}
	if h.plain, err = s.Plain(); err == nil {
		err = Migrate(ctx, h.plain)
	}
	return h, err
}

func (h *house) Close() { _, _ = h.plain.Close(), h.Store.Close() }

func open(t testing.TB, dir string) *house {
	t.Helper()
	h, err := openHouse(t.Context(), dir, cluster.Place(t, dir))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(h.Close)
	return h
}

// try writes one act of a person who may see everything.
func (h *house) try(change func(*store.Tx) error) store.Written {
	who := func(*store.Lookup) (store.Binding, error) {
		return store.Binding{Person: "p", Clearance: label.Clearance{Level: label.TopSecret}}, nil
	}
	return h.Write(context.Background(), register.Act{Actor: "p", Kind: "test"}, who, change)
}

// insert writes a row of the simplest labelled table.
func insert(tx *store.Tx, id, title string) error {
	return tx.Insert("dossier", id, label.Label{}, store.Row{"reference": "D", "title": title, "mission": "m", "threat": "",
		"interest": "", "reason": "r", "team": "", "review": "", "state": "open"})
}

// count counts what a query gives in the queue's own view of the file.
func (h *house) count(t testing.TB, query string) (n int) {
	t.Helper()
	if err := h.plain.QueryRowContext(t.Context(), query).Scan(&n); err != nil {
		t.Fatal(err)
	}
	return n
}

// audited fails the test when the register finds anything.
func (h *house) audited(t testing.TB) {
	t.Helper()
	found, err := h.Audit(t.Context(), nil)
	if err != nil || len(found) > 0 {
		t.Errorf("register: %v %v", found, err)
	}
}

// id makes the n-th identity of a test.
func id(n int) string { return string(fact.NewID([16]byte{1, byte(n >> 8), byte(n)})) }

// A job is there exactly when the act that asked for it is (design.md §8: work commits with the record).
func TestJobCommitsWithItsAct(t *testing.T) {
	h := open(t, t.TempDir())
	for _, c := range []struct {
		name string
		err  error
		jobs int
	}{
		{"an act that stands", nil, 1},
		{"an act that fails", errors.New("boom"), 0},
		{"an act that is refused", fault.New(fault.Refused, "some.rule"), 0},
	} {
		before := h.count(t, `SELECT count(*) FROM river_job`)
		h.try(func(tx *store.Tx) error {
			if err := insert(tx, id(before+100), c.name); err != nil {
				return err
			}
			tx.Later("step", id(1), id(2))
			return c.err
		})
		if got := h.count(t, `SELECT count(*) FROM river_job`) - before; got != c.jobs {
			t.Errorf("%s left %d jobs, want %d", c.name, got, c.jobs)
		}
	}
	h.audited(t)
}

// What stands in the queue's tables outlives an erasure: ids may, content may not. Neither do the errors of a job.
func TestQueueHoldsNoContent(t *testing.T) {
	h := open(t, t.TempDir())
	w := h.try(func(tx *store.Tx) error { tx.Later("step", "Zwarte Zwaan"); return nil })
	if !fault.Is(w.Err, fault.Broken) || h.count(t, `SELECT count(*) FROM river_job`) != 0 {
		t.Errorf("content as an argument: %+v", w)
	}
	if w = h.try(func(tx *store.Tx) error { tx.Later("step", id(1)); tx.Later("fall", id(2)); return nil }); w.Err != nil {
		t.Fatal(w.Err)
	}
	q := start(t, h, map[string]Task{
		"step": func(context.Context, []string) error { return errors.New("Zwarte Zwaan") },
		"fall": func(context.Context, []string) error { panic("Zwarte Zwaan") },
	})
	if err := q.Drain(t.Context()); !fault.Is(err, fault.Late) {
		t.Errorf("jobs that will be tried again: %v", err)
	}
	errs, all := `json(errors)`, `json(errors) || json(args) || json(metadata)`
	if os.Getenv(cluster.PlaceVariable) != "" {
		errs, all = `CAST(errors AS text)`, `CAST(errors AS text) || CAST(args AS text) || CAST(metadata AS text)`
	}
	if n := h.count(t, `SELECT count(*) FROM river_job WHERE `+errs+` LIKE '%broken%'`); n != 2 {
		t.Errorf("%d jobs say why", n)
	}
	if n := h.count(t, `SELECT count(*) FROM river_job WHERE `+all+` LIKE '%waan%'`); n != 0 {
		t.Error("content in the queue's table")
	}
}

// start works a house's queue until the test ends.
func start(t testing.TB, h *house, tasks map[string]Task) *Queue {
	t.Helper()
	q, err := Start(t.Context(), h.plain, tasks, quiet())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		ctx, cancel := context.WithTimeout(context.Background(), 10*time.Second)
		defer cancel()
		if err := q.Stop(ctx); err != nil {
			t.Error(err)
		}
	})
	return q
}

// On one writing connection an insert outside the act's transaction would wait for the act for ever: it is refused.
func TestInsertWithoutTransactionIsRefused(t *testing.T) {
	h := open(t, t.TempDir())
	done := make(chan error, 1)
	go func() {
		h.try(func(*store.Tx) error {
			done <- Insert(context.Background(), nil, []store.Job{{Kind: "step", IDs: []string{id(1)}}})
			return nil
		})
	}()
	select {
	case err := <-done:
		if !fault.Is(err, fault.Broken) {
			t.Errorf("got %v", err)
		}
	case <-time.After(10 * time.Second):
		t.Fatal("it waits")
	}
}

// step is a task in two steps an id: a row, and a second version of it. Each is an act and done once, however often the
// task runs.
func (h *house) step(after func()) Task {
	return func(_ context.Context, ids []string) error {
		for _, id := range ids {
			for _, state := range []string{"open", "closed"} {
				w := h.try(func(tx *store.Tx) error {
					var have []string
					if err := tx.Select(&have, `SELECT state FROM dossier WHERE id = $1`, id); err != nil {
						return err
					}
					switch {
					case len(have) == 0:
						return insert(tx, id, "made in the background")
					case state == "closed" && have[0] == "open":
						return tx.Append("dossier", id, nil, store.Row{"state": "closed"})
					}
					return nil
				})
				if w.Err != nil {
					return w.Err
				}
				after()
			}
		}
		return nil
	}
}

// dieMain is a process that works the queue of a folder and is killed after as many steps as it is told.
func dieMain(dir, steps, place string) int {
	ctx := context.Background()
	h, err := openHouse(ctx, dir, place)
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 2
	}
	limit, err := strconv.Atoi(steps)
	if err != nil {
		return 2
	}
	var done atomic.Int64
	q, err := Start(ctx, h.plain, map[string]Task{"step": h.step(func() {
		if done.Add(1) == int64(limit) {
			_ = syscall.Kill(os.Getpid(), syscall.SIGKILL)
		}
	})}, slog.New(slog.DiscardHandler))
	if err == nil {
		err = q.Drain(ctx)
	}
	fmt.Fprintln(os.Stderr, err)
	return 0
}

// A process killed between two steps loses nothing: the next one goes on, and what was done is not done again.
func TestCrashBetweenStepsResumes(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "data")
	if err := os.MkdirAll(dir, 0o700); err != nil {
		t.Fatal(err)
	}
	h := open(t, dir)
	ids := []string{id(1), id(2), id(3), id(4)}
	if w := h.try(func(tx *store.Tx) error { tx.Later("step", ids...); return nil }); w.Err != nil {
		t.Fatal(w.Err)
	}
	h.Close()
	for _, steps := range []string{"1", "3", "2"} {
		cmd := exec.Command(os.Args[0], "die", dir, steps, cluster.Place(t, dir))
		out, err := cmd.CombinedOutput()
		if cmd.ProcessState.Sys().(syscall.WaitStatus).Signal() != syscall.SIGKILL {
			t.Fatalf("the process should have been killed: %v\n%s", err, out)
		}
	}
	h = open(t, dir)
	if n := h.count(t, `SELECT count(*) FROM river_job WHERE state = 'running' AND attempt = 3`); n != 1 {
		t.Errorf("%d jobs are as the killed processes left them", n)
	}
	q := start(t, h, map[string]Task{"step": h.step(func() {})})
	if err := q.Drain(t.Context()); err != nil {
		t.Fatal(err)
	}
	if got := h.count(t, `SELECT count(*) FROM main.dossier`); got != 2*len(ids) {
		t.Errorf("%d versions, want %d", got, 2*len(ids))
	}
	h.audited(t)
}

// Doing a job twice changes nothing.
func TestTwiceChangesNothing(t *testing.T) {
	h := open(t, t.TempDir())
	q := start(t, h, map[string]Task{"step": h.step(func() {})})
	var rows []string
	for range 2 {
		if w := h.try(func(tx *store.Tx) error { tx.Later("step", id(1), id(2)); return nil }); w.Err != nil {
			t.Fatal(w.Err)
		}
		if err := q.Drain(t.Context()); err != nil {
			t.Fatal(err)
		}
		var b strings.Builder
		list, err := h.plain.QueryContext(t.Context(), `SELECT id, version, state FROM main.dossier ORDER BY id, version`)
		if err != nil {
			t.Fatal(err)
		}
		for list.Next() {
			var id, version, state string
			if err := list.Scan(&id, &version, &state); err != nil {
				t.Fatal(err)
			}
			b.WriteString(id + version + state + " ")
		}
		if err := errors.Join(list.Err(), list.Close()); err != nil {
			t.Fatal(err)
		}
		rows = append(rows, b.String())
	}
	if rows[0] != rows[1] || rows[0] == "" {
		t.Errorf("first %q, then %q", rows[0], rows[1])
	}
}

// Acts from many, their jobs, and a task that writes acts itself: nothing is locked out, nothing is lost.
func TestQueueUnderLoad(t *testing.T) {
	h := open(t, t.TempDir())
	var done atomic.Int64
	q := start(t, h, map[string]Task{"step": func(ctx context.Context, ids []string) error {
		w := h.try(func(tx *store.Tx) error { return insert(tx, ids[0], "by a task") })
		if fault.Is(w.Err, fault.Conflict) {
			return nil
		}
		done.Add(1)
		return w.Err
	}})
	const callers, each = 6, 5
	var wg sync.WaitGroup
	for c := range callers {
		wg.Go(func() {
			for i := range each {
				n := 1000 + 2*(c*each+i)
				w := h.try(func(tx *store.Tx) error {
					tx.Later("step", id(n+1))
					return insert(tx, id(n), "by an act")
				})
				if w.Err != nil {
					t.Error(w.Err)
				}
			}
		})
	}
	wg.Wait()
	if err := q.Drain(t.Context()); err != nil {
		t.Fatal(err)
	}
	if got := h.count(t, `SELECT count(*) FROM main.dossier`); got != 2*callers*each || done.Load() != callers*each {
		t.Errorf("%d rows, %d by tasks, want %d", got, done.Load(), 2*callers*each)
	}
	if n := h.count(t, `SELECT count(*) FROM river_job WHERE attempt > 1 OR state <> 'completed'`); n != 0 {
		t.Errorf("%d jobs needed a second try", n)
	}
	h.audited(t)
}

// BenchmarkInsert is what a job adds to an act.
func BenchmarkInsert(b *testing.B) {
	h := open(b, b.TempDir())
	for b.Loop() {
		if w := h.try(func(tx *store.Tx) error { tx.Later("step", id(1)); return nil }); w.Err != nil {
			b.Fatal(w.Err)
		}
	}
}
