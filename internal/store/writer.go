package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io"
	"runtime/debug"
	"strings"
	"sync"

	"github.com/jmoiron/sqlx"
	"github.com/ncruces/go-sqlite3"

	"schild/fact"
	"schild/fault"
	"schild/label"
	"schild/register"
)

// writer is the one goroutine that changes the database: acts come in batches of up to 64, a savepoint each, and are
// answered after the commit. The next batch starts when the last is durable: no waiting window.
type writer struct {
	s     *Store
	jobs  chan *job
	done  chan struct{}
	conn  *sqlx.Conn
	ses   *session
	tabs  map[string]table
	stmts map[string]*sql.Stmt

	seq     int64                 // last record number in the full-text index
	last    int64                 // last moment given to an act
	pending map[label.Label]int64 // labels numbered in the running batch
	touched map[string]bool       // tables the running batch wrote to
	texts   texts                 // not yet in the full-text index
	log     *log

	mu     sync.Mutex
	closed bool
}

// job is one act waiting for its turn.
type job struct {
	ctx    context.Context
	act    register.Act
	who    func(*Lookup) (Binding, error)
	change func(*Tx) error
	out    chan Written
	alone  bool // see alone
}

// Written is what became of an act.
type Written struct {
	Act  string // the act's random id
	At   int64  // its moment, UTC microseconds
	Err  error
	Done bool // false when nothing was registered
}

func newWriter(ctx context.Context, s *Store) (*writer, error) {
	w := &writer{s: s, jobs: make(chan *job, batch), done: make(chan struct{}), tabs: map[string]table{},
		stmts: map[string]*sql.Stmt{}, pending: map[label.Label]int64{}, touched: map[string]bool{}}
	for _, t := range tables() {
		t.insert = t.insertSQL()
		w.tabs[t.name] = t
	}
	var err error
	if w.conn, err = sqlx.NewDb(s.write, "sqlite3").Connx(sqlite3.WithMaxMemory(ctx, writerMemory)); err != nil {
		return nil, err
	}
	if w.ses, err = s.session(w.conn); err != nil {
		return nil, err
	}
	if err := w.load(ctx); err != nil {
		return nil, err
	}
	go w.loop()
	return w, nil
}

// load reads what the writer keeps in memory: labels, the last numbers, the register's right edge.
func (w *writer) load(ctx context.Context) error {
	w.ses.house = true
	defer func() { w.ses.house = false }()
	if err := w.s.engine.claim(ctx, w.conn); err != nil {
		return err
	}
	if err := errors.Join(w.loadLabels(ctx), w.loadTypes(ctx)); err != nil {
		return err
	}
	if err := w.conn.GetContext(ctx, &w.seq, `SELECT coalesce((SELECT seq FROM main.record
		WHERE typeof(seq) = 'integer' ORDER BY seq DESC LIMIT 1), 0)`); err != nil {
		return err
	}
	if err := w.conn.GetContext(ctx, &w.last, `SELECT coalesce((SELECT at FROM main.act
		WHERE typeof(at) = 'integer' ORDER BY n DESC LIMIT 1), 0)`); err != nil {
		return err
	}
	var err error
	w.log, err = openLog(ctx, w)
	return err
}

// loadTypes reads of what type each column is.
func (w *writer) loadTypes(ctx context.Context) error {
	for name, t := range w.tabs {
		cols, err := w.s.engine.columns(ctx, w.conn, name)
		if err != nil {
			return err
		}
		t.types = map[string]string{}
		for _, c := range cols {
			t.types[c.Name] = c.Type
		}
		w.tabs[name] = t
	}
	return nil
}

// loadLabels numbers the labels as the table does. A number whose text is gone or no label stands for the strictest one,
// for nobody: what somebody did to the table hides rows and shows none, and the audit can still run.
func (w *writer) loadLabels(ctx context.Context) error {
	var rows []struct {
		No   int64  `db:"no"`
		Text string `db:"text"`
	}
	if err := w.conn.SelectContext(ctx, &rows, `SELECT no, CAST(text AS text) AS text FROM main.label WHERE no BETWEEN 0 AND 1048575 ORDER BY no`); err != nil {
		return err
	}
	for _, r := range rows {
		for int64(w.s.labels.len()) < r.No {
			w.s.labels.add(w.s.labels.label(-1))
		}
		l, err := label.Parse(r.Text)
		if err != nil {
			l = w.s.labels.label(-1)
		}
		w.s.labels.add(l)
	}
	return nil
}

// Write applies one act: who is asked inside the transaction, then change runs once. It returns when the act, or its
// refusal, is durable.
func (s *Store) Write(ctx context.Context, act register.Act, who func(*Lookup) (Binding, error), change func(*Tx) error) Written {
	if err := s.writer.log.closed; err != nil {
		return Written{Err: err}
	}
	j := &job{ctx: ctx, act: act, who: who, change: change, out: make(chan Written, 1), alone: alone(act.Kind)}
	s.writer.mu.Lock()
	if s.writer.closed {
		s.writer.mu.Unlock()
		return Written{Err: fault.New(fault.Broken, "store.closed")}
	}
	s.writer.jobs <- j
	s.writer.mu.Unlock()
	return <-j.out
}

func (w *writer) close() error {
	w.mu.Lock()
	if !w.closed {
		w.closed = true
		close(w.jobs)
	}
	w.mu.Unlock()
	<-w.done
	var errs []error
	for _, st := range w.stmts {
		errs = append(errs, st.Close())
	}
	clear(w.stmts)
	errs = append(errs, w.ses.forget())
	return errors.Join(append(errs, w.conn.Close())...)
}

func (w *writer) transaction(f func(*sql.Tx) error) error {
	w.ses.house = true
	defer func() { w.ses.house, w.ses.bound = false, nil }()
	w.log.begin()
	tx, err := w.conn.BeginTx(context.Background(), &sql.TxOptions{Isolation: sql.LevelSerializable})
	if err != nil {
		return err
	}
	if err := f(tx); err != nil {
		w.log.rollback()
		return errors.Join(err, tx.Rollback())
	}
	if err := tx.Commit(); err != nil {
		w.log.rollback()
		return err
	}
	return nil
}

// publish makes the labels and the size of a committed batch known to readers.
func (w *writer) publish() {
	w.log.durable.Store(w.log.size)
	fresh := make([]label.Label, len(w.pending))
	base := w.s.labels.len()
	for l, no := range w.pending {
		fresh[int(no)-base] = l
	}
	w.s.labels.add(fresh...)
}

// one applies one act under a savepoint. An error of the act undoes the act alone; a refusal is registered in its
// place. An error returned here ends the whole batch.
func (w *writer) one(tx *sql.Tx, j *job) (Written, error) {
	t, err := w.begin(j)
	if err != nil {
		return Written{}, err
	}
	w.texts.begin()
	if j.alone {
		return w.oneAlone(tx, j, t)
	}
	if err := w.exec(context.Background(), `SAVEPOINT act`); err != nil {
		return Written{}, err
	}
	aerr := w.apply(tx, j, t)
	if aerr != nil {
		if err := w.undo(t); err != nil {
			return Written{}, err
		}
		if !fault.Is(aerr, fault.Denied) && !fault.Is(aerr, fault.Refused) {
			return Written{Err: aerr}, w.exec(context.Background(), `RELEASE act`)
		}
		t.act.Outcome, t.act.Detail = "refused", refusal(aerr)
	}
	t.act.Changes = t.changes
	if err := w.log.append(w, t); err != nil {
		return Written{}, err
	}
	return Written{Act: t.act.ID, At: t.act.At, Err: aerr, Done: true}, w.exec(context.Background(), `RELEASE act`)
}

func (w *writer) begin(j *job) (*Tx, error) {
	w.last = max(w.last+1, w.s.cfg.Now())
	look := &Lookup{ctx: j.ctx, conn: w.conn, ses: w.ses, store: w.s}
	t := &Tx{View: &View{ctx: j.ctx, store: w.s, conn: w.conn, ses: w.ses, house: look, fresh: w.pending}, w: w, act: j.act}
	t.act.At, t.act.Outcome = w.last, "done"
	id, err := t.NewID()
	if err != nil {
		return nil, err
	}
	t.act.ID = string(id)
	_, err = io.ReadFull(w.s.cfg.Random, t.salt[:])
	return t, err
}

// apply asks who acts and runs the change with the author's view bound and the house's own rights put away.
func (w *writer) apply(tx *sql.Tx, j *job, t *Tx) (err error) {
	if err := j.ctx.Err(); err != nil {
		return fault.Wrap(err, fault.Late, "store.cancelled")
	}
	defer func() {
		w.ses.house, w.ses.bound = true, nil
		if p := recover(); p != nil {
			err = fault.Wrap(fmt.Errorf("panic: %v\n%s", p, debug.Stack()), fault.Broken, "broken")
		}
	}()
	b, err := j.who(t.house)
	if err != nil {
		return err
	}
	b.all = false
	t.bound = w.s.bind(b)
	w.ses.house, w.ses.bound = false, t.bound
	if err := j.change(t); err != nil {
		return err
	}
	return w.queue(tx, j, t)
}

func (w *writer) queue(tx *sql.Tx, j *job, t *Tx) error {
	if len(t.jobs) == 0 {
		return nil
	}
	if w.s.cfg.Queue == nil {
		return fault.New(fault.Broken, "store.queue")
	}
	w.ses.house = true
	return w.s.cfg.Queue(j.ctx, tx, t.jobs)
}

func (w *writer) undo(t *Tx) error {
	for _, l := range t.fresh {
		delete(w.pending, l)
	}
	t.fresh, t.changes, t.jobs = nil, nil, nil
	w.texts.undo()
	return w.exec(context.Background(), `ROLLBACK TO act`)
}

// refusal is what the register keeps of why: the key and nothing a lower reader could learn from.
func refusal(err error) []string {
	var e *fault.Error
	if errors.As(err, &e) {
		return []string{"rule", e.Key}
	}
	return nil
}

// exec runs one statement of the house, prepared once.
func (w *writer) exec(ctx context.Context, query string, args ...any) error {
	was := w.ses.house
	w.ses.house = true
	defer func() { w.ses.house = was }()
	if strings.HasPrefix(query, "SAVEPOINT") || strings.HasPrefix(query, "ROLLBACK") || strings.HasPrefix(query, "RELEASE") {
		_, err := w.conn.ExecContext(ctx, query)
		return err
	}
	st, ok := w.stmts[query]
	if !ok {
		var err error
		if st, err = w.conn.PrepareContext(context.Background(), query); err != nil {
			return err
		}
		w.stmts[query] = st
	}
	_, err := st.ExecContext(context.WithoutCancel(ctx), args...)
	return err
}

func (w *writer) table(name string) (table, bool) {
	t, ok := w.tabs[name]
	return t, ok
}

func (t table) insertSQL() string {
	cols := t.all()
	marks := make([]string, len(cols))
	for i := range marks {
		marks[i] = fmt.Sprintf("$%d", i+1)
	}
	return `INSERT INTO main.` + t.name + ` (` + strings.Join(cols, ", ") + `) VALUES (` + strings.Join(marks, ", ") + `)`
}

// newest gives the cells of a row's newest version, visible or not.
func (w *writer) newest(ctx context.Context, t table, id string) ([]any, error) {
	rows, err := w.versions(ctx, t, id)
	if err != nil {
		return nil, err
	}
	if len(rows) == 0 {
		return nil, fault.New(fault.Missing, "missing")
	}
	return rows[len(rows)-1], nil
}

func (w *writer) versions(ctx context.Context, t table, id string) ([][]any, error) {
	was := w.ses.house
	w.ses.house = true
	defer func() { w.ses.house = was }()
	rows, err := w.conn.QueryxContext(ctx, `SELECT `+strings.Join(t.all(), ", ")+` FROM main.`+t.name+` WHERE id = $1 ORDER BY version`, id)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var out [][]any
	for rows.Next() {
		cells, err := rows.SliceScan()
		if err != nil {
			return nil, err
		}
		out = append(out, cells)
	}
	return out, rows.Err()
}

var _ fact.ID
