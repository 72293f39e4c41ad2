package witness

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"time"

	"schild/register"
	"schild/register/witness"
)

// Server is a witness with its memory in a folder: a file for each register, the checkpoint it signed last.
type Server struct {
	Witness witness.Witness
	Dir     string
	Now     func() time.Time
	Ready   func(register.Checkpoint) error // asked before a signature: a mirror first takes the entries over; nil = a witness alone

	mu sync.Mutex
}

const mostRequest = 1 << 20

// Handler answers C2SP tlog-witness requests.
func (s *Server) Handler() http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("POST /add-checkpoint", s.add)
	mux.HandleFunc("GET /{register}/checkpoint", s.last)
	return mux
}

func (s *Server) add(w http.ResponseWriter, q *http.Request) {
	body, err := io.ReadAll(http.MaxBytesReader(w, q.Body, mostRequest))
	if err != nil {
		http.Error(w, "too long", http.StatusBadRequest)
		return
	}
	ask, err := witness.ParseSubmission(string(body))
	if err != nil {
		http.Error(w, "not a submission", http.StatusBadRequest)
		return
	}
	v, err := s.judge(ask)
	switch {
	case err != nil:
		http.Error(w, "cannot keep it", http.StatusInternalServerError)
	case v.Status == witness.Behind:
		w.Header().Set("Content-Type", "text/x.tlog.size")
		w.WriteHeader(int(v.Status))
		fmt.Fprintf(w, "%d\n", v.Size)
	case v.Status != witness.Signed:
		http.Error(w, words(v.Status), int(v.Status))
	default:
		_, _ = io.WriteString(w, v.Line)
	}
}

func words(s witness.Status) string {
	switch s {
	case witness.Unsigned:
		return "invalid signature"
	case witness.Unknown:
		return "unknown log"
	case witness.Inconsistent:
		return "bad consistency proof"
	}
	return "bad request"
}

// judge holds the lock from reading what was signed last to keeping what is signed now.
func (s *Server) judge(ask witness.Submission) (witness.Verdict, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	last, err := s.read(ask.Origin())
	if err != nil {
		return witness.Verdict{}, err
	}
	v := s.Witness.Judge(ask, last, s.Now().Unix())
	if v.Status != witness.Signed {
		return v, nil
	}
	if s.Ready != nil {
		if err := s.Ready(v.Keep); err != nil {
			return v, err
		}
	}
	return v, keep(s.path(v.Keep.Origin), append(ask.Signed, v.Line...))
}

func (s *Server) path(origin string) string {
	sum := sha256.Sum256([]byte(origin))
	return filepath.Join(s.Dir, hex.EncodeToString(sum[:])+".checkpoint")
}

// read gives the checkpoint signed last; a file that somebody spoilt is an error, never a fresh start.
func (s *Server) read(origin string) (register.Checkpoint, error) {
	b, err := os.ReadFile(s.path(origin))
	if os.IsNotExist(err) {
		return register.Checkpoint{}, nil
	}
	if err != nil {
		return register.Checkpoint{}, err
	}
	body, _, ok := strings.Cut(string(b), "\n\n")
	if !ok {
		return register.Checkpoint{}, fmt.Errorf("witness: %s is no checkpoint", s.path(origin))
	}
	return register.ParseCheckpoint(body + "\n")
}

// last serves the checkpoint signed last, with the signature.
func (s *Server) last(w http.ResponseWriter, q *http.Request) {
	id := q.PathValue("register")
	if b, err := hex.DecodeString(id); err != nil || len(b) != sha256.Size {
		http.NotFound(w, q)
		return
	}
	b, err := os.ReadFile(filepath.Join(s.Dir, id+".checkpoint"))
	if err != nil {
		http.NotFound(w, q)
		return
	}
	w.Header().Set("Content-Type", "text/plain; charset=utf-8")
	_, _ = w.Write(b)
}

// keep writes a file so that after a crash it is the old one or the new one, whole.
func keep(path string, b []byte) error {
	f, err := os.CreateTemp(filepath.Dir(path), ".new-*")
	if err != nil {
		return err
	}
	defer os.Remove(f.Name()) // gone already when all went well
	if _, err := f.Write(b); err != nil {
		f.Close()
		return err
	}
	if err := f.Sync(); err != nil {
		f.Close()
		return err
	}
	if err := f.Close(); err != nil {
		return err
	}
	if err := os.Rename(f.Name(), path); err != nil {
		return err
	}
	dir, err := os.Open(filepath.Dir(path))
	if err != nil {
		return err
	}
	defer dir.Close()
	return dir.Sync()
}
