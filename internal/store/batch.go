package store

import (
	"context"
	"database/sql"
	"errors"

	"schild/fault"
)

const batch = 64

// writerMemory bounds what SQLite may use on the writing connection; it ends the process where it is not enough.
const writerMemory = 512 << 20

// alone tells whether acts of a kind get a transaction of their own, without a savepoint. To take an act back to its
// savepoint SQLite keeps every page it touches in memory; an act that brings in a list touches most of the database.
func alone(kind string) bool { return kind == "list.add" }

func (w *writer) loop() {
	defer close(w.done)
	for j := range w.jobs {
		for j != nil {
			var js []*job
			js, j = w.gather(j)
			w.run(js)
			w.s.engine.rest(w)
		}
	}
}

// gather gives the batch that begins with j: the acts that wait, up to one that goes alone. That one is the next batch.
func (w *writer) gather(j *job) (js []*job, next *job) {
	js = []*job{j}
	for len(js) < batch && !j.alone {
		select {
		case more, ok := <-w.jobs:
			if !ok {
				return js, nil
			}
			if more.alone {
				return js, more
			}
			js = append(js, more)
		default:
			return js, nil
		}
	}
	return js, nil
}

// run applies one batch. When the commit fails no act of it happened, and every caller is told so.
func (w *writer) run(js []*job) {
	out := make([]Written, len(js))
	err := w.transaction(func(tx *sql.Tx) error {
		for i, j := range js {
			var err error
			if out[i], err = w.one(tx, j); err != nil {
				return err
			}
		}
		if err := w.index(); err != nil {
			return err
		}
		return w.log.seal(w)
	})
	if err == nil {
		w.publish()
	}
	gone := w.touched[moved]
	w.s.kept.changed(w.touched)
	if gone {
		w.s.held.drop()
	}
	clear(w.pending)
	w.texts.reset()
	if u := (undone{}); errors.As(err, &u) {
		w.run([]*job{refused(js[0], u.error)})
		return
	}
	if err != nil {
		err = fault.Wrap(err, fault.Broken, "store.commit")
	}
	for i, j := range js {
		if err != nil {
			out[i] = Written{Err: err}
		}
		j.out <- out[i]
	}
}

// undone is the error of an act that went alone: its transaction is taken back whole.
type undone struct{ error }

// oneAlone applies an act that goes alone.
func (w *writer) oneAlone(tx *sql.Tx, j *job, t *Tx) (Written, error) {
	if err := w.apply(tx, j, t); err != nil {
		return Written{}, undone{err}
	}
	t.act.Changes = t.changes
	return Written{Act: t.act.ID, At: t.act.At, Done: true}, w.log.append(w, t)
}

// refused is an undone act once more, as what it came to: it changes nothing and fails as it did, under a savepoint, so
// that a refusal is registered like any other.
func refused(j *job, err error) *job {
	return &job{ctx: context.WithoutCancel(j.ctx), act: j.act, who: j.who, change: func(*Tx) error { return err }, out: j.out}
}
