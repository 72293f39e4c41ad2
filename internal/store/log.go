package store

import (
	"context"
	"errors"
	"fmt"
	"math"
	"strings"
	"sync/atomic"

	"golang.org/x/mod/sumdb/tlog"

	"schild/fault"
	"schild/register"
)

// log is the register's tree inside the database: leaves, stored hashes and one signed checkpoint, written in the
// transaction of the acts they commit to.
type log struct {
	closed  error // why no act can be registered; nil = open
	w       *writer
	durable atomic.Int64 // size as committed, for everyone else
	size    int64
	saved   int64          // size when the running batch began
	edge    map[int64]edge // level → the newest complete hash, all the tree needs to grow
	old     map[int64]edge // edge when the running batch began
}

type edge struct {
	index int64
	hash  tlog.Hash
}

// openLog finds the register's right edge. A register that is not what was last signed takes no further act: the next
// checkpoint would vouch for what somebody cut off or put in. Reading and auditing go on.
func openLog(ctx context.Context, w *writer) (*log, error) {
	l := &log{w: w, edge: map[int64]edge{}}
	if err := w.conn.GetContext(ctx, &l.size, `SELECT coalesce(max(n), -1) FROM main.leaf`); err != nil {
		return nil, err
	}
	if l.size < math.MaxInt64 { // somebody put a leaf at the far end: no checkpoint fits
		l.size++
	}
	l.durable.Store(l.size)
	var signed []string
	var labels int64 // the first act ever brings the first label: where there is one, there were acts
	if err := w.conn.GetContext(ctx, &labels, `SELECT count(*) FROM main.label`); err != nil {
		return nil, err
	}
	if err := w.conn.SelectContext(ctx, &signed, `SELECT signed FROM main.checkpoint ORDER BY size DESC LIMIT 1`); err != nil {
		return nil, err
	}
	l.closed = l.check(signed, labels == 0)
	return l, nil
}

func (l *log) check(signed []string, fresh bool) error {
	if len(signed) == 0 && l.size == 0 && fresh {
		return nil
	}
	c, err := register.OpenCheckpoint([]byte(strings.Join(signed, "")), l.w.s.origin, l.w.s.vkey)
	if err == nil && c.Size != l.size {
		err = fmt.Errorf("%d entries, %d signed", l.size, c.Size)
	}
	var root tlog.Hash
	if err == nil {
		root, err = tlog.TreeHash(l.size, l)
	}
	if err == nil && root != c.Root {
		err = errors.New("another root than signed")
	}
	if err != nil {
		return fault.Wrap(err, fault.Refused, "register.closed") // whoever wants to act may know why not
	}
	return nil
}

func (l *log) begin() {
	l.saved, l.old = l.size, map[int64]edge{}
	for k, v := range l.edge {
		l.old[k] = v
	}
}

func (l *log) rollback() { l.size, l.edge = l.saved, l.old }

// ReadHashes gives stored hashes to the tree: from the edge when there, from the table otherwise.
func (l *log) ReadHashes(indexes []int64) ([]tlog.Hash, error) {
	out := make([]tlog.Hash, len(indexes))
	for i, x := range indexes {
		level, _ := tlog.SplitStoredHashIndex(x)
		if e, ok := l.edge[int64(level)]; ok && e.index == x {
			out[i] = e.hash
			continue
		}
		h, err := l.stored(x)
		if err != nil {
			return nil, err
		}
		out[i] = h
	}
	return out, nil
}

func (l *log) stored(x int64) (tlog.Hash, error) {
	var b []byte
	if err := l.w.conn.GetContext(context.Background(), &b, `SELECT hash FROM main.node WHERE i = $1`, x); err != nil {
		return tlog.Hash{}, fmt.Errorf("register hash %d: %w", x, err)
	}
	if len(b) != tlog.HashSize {
		return tlog.Hash{}, fmt.Errorf("register hash %d has %d bytes", x, len(b))
	}
	return tlog.Hash(b), nil
}

// append writes the act row and its leaf. The leaf is a salted commitment and nothing else; the act itself is sealed.
func (l *log) append(w *writer, t *Tx) error {
	if l.closed != nil {
		return l.closed
	}
	ctx := context.Background()
	payload := t.act.Encode()
	sealed, err := seal(w.s.cfg.Random, w.s.keys.acts(), payload, t.act.ID)
	if err != nil {
		return err
	}
	entry := register.Commit(t.salt, payload)
	n := l.size
	if err := w.exec(ctx, `INSERT INTO main.act (n, id, at, actor, kind, outcome, dossier, salt, sealed) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
		n, t.act.ID, t.act.At, t.act.Actor, t.act.Kind, t.act.Outcome, t.act.Dossier, t.salt[:], sealed); err != nil {
		return err
	}
	if err := w.exec(ctx, `INSERT INTO main.leaf (n, entry) VALUES ($1, $2)`, n, entry[:]); err != nil {
		return err
	}
	hashes, from, err := register.Append(n, entry[:], l)
	if err != nil {
		return err
	}
	for i, h := range hashes {
		index := from + int64(i)
		level, _ := tlog.SplitStoredHashIndex(index)
		l.edge[int64(level)] = edge{index, h}
		if err := w.exec(ctx, `INSERT INTO main.node (i, hash) VALUES ($1, $2)`, index, h[:]); err != nil {
			return err
		}
	}
	l.size++
	return nil
}

// seal signs the tree as the batch leaves it, in the same transaction: the checkpoint never lags behind the acts.
func (l *log) seal(w *writer) error {
	if l.size == l.saved {
		return nil
	}
	root, err := tlog.TreeHash(l.size, l)
	if err != nil {
		return err
	}
	signed, err := register.Checkpoint{Origin: w.s.origin, Size: l.size, Root: root}.Sign(w.s.signer)
	if err != nil {
		return err
	}
	ctx := context.Background()
	if err := w.exec(ctx, `DELETE FROM main.checkpoint`); err != nil {
		return err
	}
	return w.exec(ctx, `INSERT INTO main.checkpoint (size, signed) VALUES ($1, $2)`, l.size, string(signed))
}

// salt gives the salt of an act, for the digest of a row it wrote.
func (w *writer) salt(ctx context.Context, act string) ([32]byte, error) {
	was := w.ses.house
	w.ses.house = true
	defer func() { w.ses.house = was }()
	var b []byte
	if err := w.conn.GetContext(ctx, &b, `SELECT salt FROM main.act WHERE id = $1`, act); err != nil {
		return [32]byte{}, err
	}
	if len(b) != 32 {
		return [32]byte{}, fmt.Errorf("salt of act %s has %d bytes", act, len(b))
	}
	return [32]byte(b), nil
}

// Size gives the number of acts in the register, as far as they are durable.
func (s *Store) Size() int64 { return s.writer.log.durable.Load() }
