package store

import (
	"encoding/binary"
	"fmt"
	"slices"
	"strings"
	"sync"
)

// kept holds answers of queries until a table they were read from changes. An answer is kept for one reader and what that
// reader's labels were, so that nobody is shown what was read for somebody else.
type kept struct {
	mu      sync.Mutex
	changes map[string]uint64 // by table: commits that changed it
	answers map[string]any
}

// mostKept bounds the answers; they are few and short, and made anew in a moment.
const (
	mostKept = 400
	mostRows = 250 // of one answer
)

func newKept() *kept { return &kept{changes: map[string]uint64{}, answers: map[string]any{}} }

// changed notes which tables a batch of acts touched. It comes after their commit and before they are answered: whoever
// knows that an act was done finds no answer from before.
func (k *kept) changed(tables map[string]bool) {
	k.mu.Lock()
	defer k.mu.Unlock()
	for t := range tables {
		k.changes[t]++
	}
	clear(tables)
}

// state gives the count of changes of every table.
func (k *kept) state() map[string]uint64 {
	k.mu.Lock()
	defer k.mu.Unlock()
	out := make(map[string]uint64, len(k.changes))
	for t, n := range k.changes {
		out[t] = n
	}
	return out
}

// count gives the count of changes of one table.
func (k *kept) count(table string) uint64 {
	k.mu.Lock()
	defer k.mu.Unlock()
	return k.changes[table]
}

func (k *kept) get(key string) (any, bool) {
	k.mu.Lock()
	defer k.mu.Unlock()
	a, ok := k.answers[key]
	return a, ok
}

func (k *kept) put(key string, answer any) {
	k.mu.Lock()
	defer k.mu.Unlock()
	if len(k.answers) >= mostKept {
		clear(k.answers)
	}
	k.answers[key] = answer
}

// Kept gives the rows of a query as View.Select does, from memory when the same reader asked the same and none of the
// tables was written to since. The query reads these tables and no others. A look into the past, and an act, which may
// have written rows itself, always ask the database.
func Kept[T any](v *View, tables []string, query string, args ...any) ([]T, error) {
	if v.since == nil || v.bound.AsOf != 0 {
		var out []T
		return out, v.Select(&out, query, args...)
	}
	key := v.keptKey(tables, query, args)
	if a, ok := v.store.kept.get(key); ok {
		return slices.Clone(a.([]T)), nil
	}
	var out []T
	if err := v.Select(&out, query, args...); err != nil {
		return nil, err
	}
	if len(out) <= mostRows {
		v.store.kept.put(key, slices.Clone(out))
	}
	return out, nil
}

// keptKey names a question: who asks, seeing what, of tables in what state, and its text. Every part has its length before it.
func (v *View) keptKey(tables []string, query string, args []any) string {
	var b strings.Builder
	part := func(s string) { b.Write(binary.AppendUvarint(nil, uint64(len(s)))); b.WriteString(s) }
	part(v.bound.Person)
	part(string(v.bound.bits))
	part(fmt.Sprint(v.bound.Register, v.bound.Numbers))
	for _, t := range tables {
		part(t)
		part(fmt.Sprint(v.since[t]))
	}
	part(query)
	for _, a := range args {
		part(fmt.Sprintf("%T %v", a, a))
	}
	return b.String()
}
