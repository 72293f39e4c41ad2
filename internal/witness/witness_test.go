package witness_test

import (
	"crypto/rand"
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"schild/internal/cluster"
	"schild/internal/store"
	house "schild/internal/witness"
	"schild/label"
	"schild/register"
	"schild/register/witness"
)

// open founds a house's store with n acts in its register.
func open(t testing.TB, n int) *store.Store {
	t.Helper()
	clock := &atomic.Int64{}
	dir := t.TempDir()
	s, err := store.Open(t.Context(), store.Config{Dir: dir, Place: cluster.Place(t, dir), Origin: "house.invalid/register", Now: func() int64 { return clock.Add(1000) }, Master: [32]byte{5}})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	act(t, s, n)
	return s
}

func act(t testing.TB, s *store.Store, n int) {
	t.Helper()
	all := label.Clearance{Level: label.TopSecret}
	for range n {
		w := s.Write(t.Context(), register.Act{Actor: "p", Kind: "test"}, func(*store.Lookup) (store.Binding, error) {
			return store.Binding{Person: "p", Clearance: all}, nil
		}, func(*store.Tx) error { return nil })
		if w.Err != nil {
			t.Fatal(w.Err)
		}
	}
}

// server is a witness on loopback that knows one register.
func server(t testing.TB, vkey string) (*house.Server, *httptest.Server) {
	t.Helper()
	seed := make([]byte, 32)
	if _, err := rand.Read(seed); err != nil {
		t.Fatal(err)
	}
	key, err := witness.NewKey(seed, "committee.invalid/witness")
	if err != nil {
		t.Fatal(err)
	}
	s := &house.Server{Witness: witness.Witness{Key: key, Logs: []string{vkey}}, Dir: t.TempDir(), Now: time.Now}
	h := httptest.NewServer(s.Handler())
	t.Cleanup(h.Close)
	return s, h
}

func policy(t testing.TB, lines ...string) register.Policy {
	t.Helper()
	p, err := register.ParsePolicy(strings.Join(lines, "\n") + "\n")
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func asker(t testing.TB, s *store.Store, p register.Policy) *house.Asker {
	return &house.Asker{Store: s, Policy: p, File: filepath.Join(t.TempDir(), "cosigned"), Client: http.DefaultClient, Log: slog.New(slog.NewTextHandler(io.Discard, nil))}
}

// TestWitnessed: checkpoints are signed as the register grows, also after the house forgot what it asked before, and one
// witness of two that is silent holds nobody up.
func TestWitnessed(t *testing.T) {
	s := open(t, 3)
	w, at := server(t, s.Verifier())
	dead := httptest.NewServer(nil)
	dead.Close()
	other, _ := witness.NewKey(make([]byte, 32), "silent.invalid/witness")
	p := policy(t, "log "+s.Verifier(), "witness one "+w.Witness.Key.String()+" "+at.URL, "witness two "+other.String()+" "+dead.URL, "group both 1 one two", "quorum both")
	for range 3 {
		act(t, s, 5)
		a := asker(t, s, p) // a new one each time: it learns from 409 where the witness stands
		size, err := a.Once(t.Context())
		if err != nil || size != s.Size() {
			t.Fatalf("signed for %d of %d: %v", size, s.Size(), err)
		}
		seen := a.Seen()
		if seen[0].Size != size || seen[0].Fail != "" || seen[1].Fail == "" {
			t.Errorf("it stands so: %+v", seen)
		}
		c, err := register.Believe(s.Cosigned(), p)
		if err != nil || c.Size != size {
			t.Errorf("the kept checkpoint: %d, %v", c.Size, err)
		}
	}
	r, err := http.Get(at.URL + "/" + hashOf("house.invalid/register") + "/checkpoint")
	if err != nil {
		t.Fatal(err)
	}
	defer r.Body.Close()
	b, _ := io.ReadAll(r.Body)
	if _, err := register.Believe(b, p); err != nil {
		t.Errorf("what the witness serves: %v", err)
	}
	strict := policy(t, "log "+s.Verifier(), "witness one "+w.Witness.Key.String()+" "+at.URL, "witness two "+other.String()+" "+dead.URL, "group both all one two", "quorum both")
	if _, err := asker(t, s, strict).Once(t.Context()); err == nil {
		t.Error("one signature was enough where two are asked")
	}
}

// TestRollbackAndFork: a house restored from an old copy, and one that tells another history, get no signature.
func TestRollbackAndFork(t *testing.T) {
	s, fork := open(t, 9), open(t, 12)
	w, at := server(t, s.Verifier())
	p := policy(t, "log "+s.Verifier(), "witness one "+w.Witness.Key.String()+" "+at.URL, "quorum one")
	if _, err := asker(t, s, p).Once(t.Context()); err != nil {
		t.Fatal(err)
	}
	if s.Verifier() != fork.Verifier() {
		t.Fatal("the fork has another key")
	}
	if _, err := asker(t, fork, p).Once(t.Context()); err == nil {
		t.Error("a fork was signed")
	}
	old := open(t, 4)
	if _, err := asker(t, old, p).Once(t.Context()); err == nil {
		t.Error("a rollback was signed")
	}
}

// TestMirror: a mirror follows, is what an export is, and takes over nothing that was tampered with on the way or rolled back.
func TestMirror(t *testing.T) {
	s := open(t, 300)
	p := policy(t, "log "+s.Verifier(), "quorum none")
	var spoil atomic.Value
	spoil.Store("")
	h := house.Register{Store: s}.Handler()
	at := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, q *http.Request) {
		if q.URL.Path != spoil.Load() {
			h.ServeHTTP(w, q)
			return
		}
		rec := httptest.NewRecorder()
		h.ServeHTTP(rec, q)
		b := rec.Body.Bytes()
		b[len(b)/2] ^= 1
		w.Write(b)
	}))
	defer at.Close()
	m := house.Mirror{From: at.URL, Dir: t.TempDir(), Policy: p, Client: http.DefaultClient}
	pull := func() error {
		c, problems, err := m.Pull(t.Context())
		if err == nil && len(problems) > 0 {
			err = fmt.Errorf("%v", problems)
		}
		if err == nil && c.Size != s.Size() {
			err = errors.New("another size")
		}
		return err
	}
	for range 3 {
		if err := pull(); err != nil {
			t.Fatal(err)
		}
		whole(t, m.Dir, p, s)
		act(t, s, 130)
	}
	for _, path := range []string{"/tile/entries/002.p/178", "/tile/0/002.p/178", "/checkpoint"} {
		spoil.Store(path)
		if err := pull(); err == nil {
			t.Errorf("took over a spoilt %s", path)
		}
	}
	spoil.Store("")
	if err := pull(); err != nil {
		t.Fatal(err)
	}
	whole(t, m.Dir, p, s)
	old := open(t, 100)
	m.From = httptest.NewServer(house.Register{Store: old}.Handler()).URL
	if _, problems, err := m.Pull(t.Context()); err == nil && len(problems) == 0 {
		t.Error("took over a rollback")
	}
	whole(t, m.Dir, p, s)
}

// whole fails the test unless a folder is what an export of the register would be.
func whole(t *testing.T, dir string, p register.Policy, s *store.Store) {
	t.Helper()
	want := map[string]string{}
	err := s.Export(t.Context(), func(src *store.Source) error {
		return register.Export(func(path string, b []byte) error { want[path] = string(b); return nil }, src.Tree(s.Verifier()))
	})
	if err != nil {
		t.Fatal(err)
	}
	delete(want, "policy")
	n := 0
	err = fs.WalkDir(os.DirFS(dir), ".", func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || path == "policy" {
			return err
		}
		b, err := os.ReadFile(filepath.Join(dir, path))
		if string(b) != want[path] {
			t.Errorf("%s differs from the export", path)
		}
		n++
		return err
	})
	if err != nil || n != len(want) {
		t.Errorf("%d files, the export has %d (%v)", n, len(want), err)
	}
}

func hashOf(origin string) string { return fmt.Sprintf("%x", sum(origin)) }

func sum(s string) [32]byte { return sha256.Sum256([]byte(s)) }
