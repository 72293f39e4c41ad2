package work

import (
	"context"
	"database/sql"
	"errors"
	"time"

	"github.com/riverqueue/river"
	"github.com/riverqueue/river/riverdriver"
	"github.com/riverqueue/river/riverdriver/riverdatabasesql"
	"github.com/riverqueue/river/riverdriver/riversqlite"

	"schild/fact"
	"schild/fault"
	"schild/internal/store"
)

// Task is what a job of one kind does with the ids it was given. It must be idempotent: after a crash it runs again.
type Task func(ctx context.Context, ids []string) error

// tries is how often a job is tried before it is given up: at once, then after 1, 16, 81 and 256 seconds.
const tries = 5

// args is the one kind of job in River's table: our kind and random ids, never content.
type args struct {
	Task string   `json:"task"`
	IDs  []string `json:"ids"`
}

// Kind names the job for River.
func (args) Kind() string { return "schild" }

// Insert stores jobs in the act's own transaction: a store.Queue. Without a transaction it refuses: on the one writing
// connection an insert of its own would wait for ever for the act that asked for it. An argument that is no random id
// is refused too: what stands in the queue's tables is not erased with its source.
func Insert(ctx context.Context, tx *sql.Tx, jobs []store.Job) error {
	return put(ctx, tx, jobs, riversqlite.New(nil), "")
}

// InsertServed is Insert on PostgreSQL.
func InsertServed(ctx context.Context, tx *sql.Tx, jobs []store.Job) error {
	return put(ctx, tx, jobs, riverdatabasesql.New(nil), servedSchema)
}

func put(ctx context.Context, tx *sql.Tx, jobs []store.Job, driver riverdriver.Driver[*sql.Tx], schema string) error {
	if tx == nil {
		return fault.New(fault.Broken, "work.transaction")
	}
	params := make([]river.InsertManyParams, len(jobs))
	for i, j := range jobs {
		for _, id := range j.IDs {
			if _, err := fact.ParseID(id); err != nil {
				return fault.New(fault.Broken, "work.argument", "task", j.Kind)
			}
		}
		params[i] = river.InsertManyParams{Args: args{Task: j.Kind, IDs: j.IDs}, InsertOpts: &river.InsertOpts{MaxAttempts: tries}}
	}
	client, err := river.NewClient(driver, &river.Config{Logger: quiet(), Schema: schema})
	if err == nil {
		_, err = client.InsertManyTx(ctx, tx, params)
	}
	if err != nil {
		return fault.Wrap(err, fault.Broken, "work.queue")
	}
	return nil
}

type worker struct {
	river.WorkerDefaults[args]
	q *Queue
}

// Timeout bounds one job.
func (w *worker) Timeout(*river.Job[args]) time.Duration { return 10 * time.Minute }

// Work runs one job. River keeps what it returns in its table, so that is a key and nothing a task may have read.
func (w *worker) Work(ctx context.Context, job *river.Job[args]) error {
	task, ok := w.q.tasks[job.Args.Task]
	if !ok {
		return river.JobCancel(errors.New("work.task"))
	}
	if err := try(ctx, task, job.Args.IDs); err != nil {
		return errors.New(fault.Outward(err).Key)
	}
	return nil
}

// try runs a task; a panic in it is an error.
func try(ctx context.Context, task Task, ids []string) (err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fault.New(fault.Broken, "broken")
		}
	}()
	return task(ctx, ids)
}
