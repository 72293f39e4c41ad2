package store

import (
	"context"
	"database/sql"
	"errors"
	"slices"
)

// indexed is a record's place in the full-text index.
type indexed struct {
	seq          int64
	words, stems string
	mark         string // of its label; see mark
}

// texts keeps what a batch adds to the full-text index until the batch ends. FTS5 writes out what it holds at every
// savepoint: act by act, each record would cost a segment of the index.
type texts struct {
	list  []indexed
	done  int // of list, in the index already
	bytes int // waiting
	mark  int // len(list) when the running act began
}

// insertText puts a record into the full-text index.
const insertText = `INSERT INTO main.record_fts (rowid, words, stems, marks) VALUES ($1, $2, $3, $4)`

// mostWaiting bounds the bytes that wait.
const mostWaiting = 8 << 20

// begin marks where an act begins, undo goes back there, reset begins a new batch.
func (x *texts) begin() {
	if x.done > 0 { // no later act undoes these
		x.list, x.done = slices.Delete(x.list, 0, x.done), 0
	}
	x.mark = len(x.list)
}

func (x *texts) undo() { x.list, x.done = x.list[:x.mark], 0 }

func (x *texts) reset() {
	clear(x.list)
	x.list, x.done, x.bytes = x.list[:0], 0, 0
}

// later puts a record into the index before the batch is committed.
func (w *writer) later(i indexed) error {
	w.texts.list = append(w.texts.list, i)
	if w.texts.bytes += len(i.words) + len(i.stems); w.texts.bytes > mostWaiting {
		return w.index()
	}
	return nil
}

// index writes what waits.
func (w *writer) index() error {
	for _, i := range w.texts.list[w.texts.done:] {
		err := w.exec(context.Background(), insertText, i.seq, i.words, i.stems, i.mark)
		if err != nil {
			return err
		}
		w.texts.done++
	}
	w.texts.bytes = 0
	return nil
}

// place is what stands of a record in the full-text index, whatever its type.
type place struct{ words, stems, mark any }

// place gives a record's place in the full-text index, what waits for it being written first. It is nil where somebody took it
// out behind the house's back; the audit finds that.
func (t *Tx) place(seq any) (*place, error) {
	if err := t.w.index(); err != nil {
		return nil, err
	}
	var p place
	err := t.asHouse(func() error {
		return t.conn.QueryRowxContext(t.ctx, `SELECT words, stems, marks FROM main.record_fts WHERE rowid = $1`, seq).Scan(&p.words, &p.stems, &p.mark)
	})
	if errors.Is(err, sql.ErrNoRows) {
		return nil, nil
	}
	return &p, err
}
