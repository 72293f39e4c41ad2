package work

import (
	"context"
	"database/sql"
	"log/slog"
	"strconv"
	"time"

	"github.com/jackc/pgx/v5/stdlib"
	"github.com/riverqueue/river"
	"github.com/riverqueue/river/riverdriver"
	"github.com/riverqueue/river/riverdriver/riverdatabasesql"
	"github.com/riverqueue/river/riverdriver/riversqlite"
	"github.com/riverqueue/river/rivermigrate"

	"schild/fault"
)

// Queue runs background work that was committed with the act that asked for it.
type Queue struct {
	client *river.Client[*sql.Tx]
	db     *sql.DB
	tasks  map[string]Task
}

// drive gives River's driver of a database, and the schema where its tables are there.
func drive(db *sql.DB) (driver riverdriver.Driver[*sql.Tx], schema string) {
	if _, served := db.Driver().(*stdlib.Driver); served {
		return riverdatabasesql.New(db), servedSchema
	}
	return riversqlite.New(db), ""
}

// servedSchema is where the queue's tables are on PostgreSQL.
const servedSchema = "work"

// Migrate makes River's own tables.
func Migrate(ctx context.Context, db *sql.DB) error {
	driver, schema := drive(db)
	m, err := rivermigrate.New(driver, &rivermigrate.Config{Logger: quiet(), Schema: schema})
	if err != nil {
		return fault.Wrap(err, fault.Broken, "work.queue")
	}
	if _, err = m.Migrate(ctx, rivermigrate.DirectionUp, nil); err != nil {
		return fault.Wrap(err, fault.Broken, "work.queue")
	}
	return nil
}

// Start works the queue until Stop: one job at a time, so that work in the background never starves the desks. What a
// process that died had begun is begun again first; db must be the only queue on its file (the data directory's lock
// sees to that).
func Start(ctx context.Context, db *sql.DB, tasks map[string]Task, log *slog.Logger) (*Queue, error) {
	q := &Queue{db: db, tasks: tasks}
	workers := river.NewWorkers()
	river.AddWorker(workers, &worker{q: q})
	driver, schema := drive(db)
	var err error
	q.client, err = river.NewClient(driver, &river.Config{Schema: schema,
		Queues: map[string]river.QueueConfig{river.QueueDefault: {MaxWorkers: 1}}, Workers: workers, Logger: log,
		CompletedJobRetentionPeriod: time.Hour, FetchPollInterval: time.Second, FetchCooldown: 10 * time.Millisecond,
	})
	if err == nil {
		err = q.resume(ctx)
	}
	if err == nil {
		err = q.client.Start(ctx)
	}
	if err != nil {
		return nil, fault.Wrap(err, fault.Broken, "work.queue")
	}
	return q, nil
}

// resume puts back what was running when the last process ended; River alone would wait an hour. A job that was tried
// as often as may be is given up: it may be what ended the process.
func (q *Queue) resume(ctx context.Context) error {
	for _, then := range []string{`'available' WHERE state = 'running' AND attempt < max_attempts`,
		`'discarded', finalized_at = CURRENT_TIMESTAMP WHERE state = 'running'`} {
		if _, err := q.db.ExecContext(ctx, `UPDATE river_job SET state = `+then); err != nil {
			return err
		}
	}
	return nil
}

// Stop lets the running job end and takes no other.
func (q *Queue) Stop(ctx context.Context) error { return q.client.Stop(ctx) }

// Drain works until no job waits, for commands that end: receive, list add, the demo. Jobs that failed and will be
// tried again later are an error that says how many.
func (q *Queue) Drain(ctx context.Context) error {
	for {
		waiting, later, err := q.count(ctx)
		switch {
		case err != nil:
			return fault.Wrap(err, fault.Broken, "work.queue")
		case waiting == 0 && later == 0:
			return nil
		case waiting == 0:
			return fault.New(fault.Late, "work.unfinished", "n", strconv.Itoa(later))
		}
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-time.After(50 * time.Millisecond):
		}
	}
}

// count gives the jobs that are due or running, and those that failed and wait for their next turn.
func (q *Queue) count(ctx context.Context) (waiting, later int, err error) {
	err = q.db.QueryRowContext(ctx, `SELECT count(*) FILTER (WHERE state <> 'retryable'), count(*) FILTER (WHERE state = 'retryable')
		FROM river_job WHERE state IN ('available', 'running', 'pending', 'scheduled', 'retryable')`).Scan(&waiting, &later)
	return waiting, later, err
}

// quiet is a log nobody reads.
func quiet() *slog.Logger { return slog.New(slog.DiscardHandler) }
