package register_test

import (
	"bytes"
	"fmt"
	"iter"
	"testing"
	"testing/fstest"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"

	"schild/register"
)

const origin = "register.example/test"

// ledger is a register in memory, as a house would keep it.
type ledger struct {
	signer  note.Signer
	vkey    string
	entries [][]byte
	hashes  []tlog.Hash
	signed  []byte
}

func key(t testing.TB, name string) (note.Signer, string) {
	t.Helper()
	s, v, err := register.Key(bytes.Repeat([]byte{byte(len(name))}, 32), name)
	if err != nil {
		t.Fatal(err)
	}
	return s, v
}

// newLedger makes a register of n entries.
func newLedger(t testing.TB, n int) *ledger {
	t.Helper()
	l := &ledger{}
	l.signer, l.vkey = key(t, origin)
	for i := range n {
		e := register.Commit([32]byte{1}, fmt.Append(nil, i))
		l.add(t, e[:])
	}
	l.sign(t)
	return l
}

func (l *ledger) ReadHashes(indexes []int64) ([]tlog.Hash, error) {
	out := make([]tlog.Hash, len(indexes))
	for i, x := range indexes {
		if x >= int64(len(l.hashes)) {
			return nil, fmt.Errorf("no hash %d", x)
		}
		out[i] = l.hashes[x]
	}
	return out, nil
}

func (l *ledger) add(t testing.TB, entry []byte) {
	t.Helper()
	hs, from, err := register.Append(int64(len(l.entries)), entry, l)
	if err != nil || from != int64(len(l.hashes)) {
		t.Fatal(from, err)
	}
	l.entries, l.hashes = append(l.entries, entry), append(l.hashes, hs...)
}

func (l *ledger) sign(t testing.TB) {
	t.Helper()
	root, err := tlog.TreeHash(int64(len(l.entries)), l)
	if err == nil {
		l.signed, err = register.Checkpoint{Origin: origin, Size: int64(len(l.entries)), Root: root}.Sign(l.signer)
	}
	if err != nil {
		t.Fatal(err)
	}
}

func (l *ledger) policy() register.Policy { return register.Policy{Logs: []string{l.vkey}} }

func (l *ledger) all() iter.Seq2[[]byte, error] {
	return func(yield func([]byte, error) bool) {
		for _, e := range l.entries {
			if !yield(e, nil) {
				return
			}
		}
	}
}

// export gives the register's files.
func (l *ledger) export(t testing.TB) fstest.MapFS {
	t.Helper()
	files := fstest.MapFS{}
	err := register.Export(func(path string, b []byte) error {
		if files[path] != nil {
			t.Errorf("%s is written twice", path)
		}
		files[path] = &fstest.MapFile{Data: bytes.Clone(b)}
		return nil
	}, register.Tree{Signed: l.signed, Policy: l.policy(), Entries: l.all()})
	if err != nil {
		t.Fatal(err)
	}
	return files
}

func verify(t testing.TB, files fstest.MapFS, p register.Policy) []register.Problem {
	t.Helper()
	r, err := register.Verify(files, p)
	if err != nil {
		t.Fatal(err)
	}
	return r.Problems
}
