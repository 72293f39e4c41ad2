package witness

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"os"
	"strconv"
	"strings"
	"sync"
	"time"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"

	"schild/fault"
	"schild/internal/store"
	"schild/register"
	"schild/register/witness"
)

// Asker asks the witnesses of a policy for their signatures, every second in which the register grew.
type Asker struct {
	Store  *store.Store
	Policy register.Policy
	File   string // where the newest checkpoint with enough signatures is kept
	Client *http.Client
	Log    *slog.Logger

	mu    sync.Mutex
	state map[string]Seen
}

// Seen is how it stands with one witness.
type Seen struct {
	Name string
	Size int64     // the entries it signed for
	At   time.Time // when it answered last
	Fail string    // why not, "" when all is well
}

// patience is how long one witness is waited for.
const patience = 5 * time.Second

// Run asks until ctx ends.
func (a *Asker) Run(ctx context.Context) {
	if b, err := os.ReadFile(a.File); err == nil {
		if _, err := register.Believe(b, a.Policy); err == nil {
			a.Store.SetCosigned(b)
		}
	}
	tick := time.NewTicker(time.Second)
	defer tick.Stop()
	asked := int64(-1)
	for {
		if size := a.Store.Size(); size != asked && size > 0 {
			if done, err := a.Once(ctx); err != nil {
				a.Log.Warn("witnesses", "fault", fault.Log(err))
			} else {
				asked = done
			}
		}
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		}
	}
}

// Once asks every witness about the newest checkpoint and gives its size when enough signed.
func (a *Asker) Once(ctx context.Context) (int64, error) {
	ctx, stop := context.WithTimeout(ctx, patience)
	defer stop()
	var signed []byte
	err := a.Store.Export(ctx, func(s *store.Source) error { signed = s.Signed(); return nil })
	if err != nil {
		return 0, err
	}
	c, err := register.Believe(signed, register.Policy{Logs: a.Policy.Logs})
	if err != nil {
		return 0, err
	}
	lines := make([]string, len(a.Policy.Witnesses()))
	var all sync.WaitGroup
	for i, w := range a.Policy.Witnesses() {
		all.Go(func() { lines[i] = a.one(ctx, w, c, signed) })
	}
	all.Wait()
	whole := append(bytes.Clone(signed), strings.Join(lines, "")...)
	if _, err := register.Believe(whole, a.Policy); err != nil {
		return 0, err
	}
	if err := keep(a.File, whole); err != nil {
		return 0, err
	}
	a.Store.SetCosigned(whole)
	return c.Size, nil
}

// one asks one witness and notes how it went.
func (a *Asker) one(ctx context.Context, w register.Addressed, c register.Checkpoint, signed []byte) string {
	was := a.seen(w.Name)
	line, old, err := a.ask(ctx, w, submission{was.Size, c.Size, signed})
	if err == nil && line == "" { // it remembers another size than we do: 409
		line, _, err = a.ask(ctx, w, submission{old, c.Size, signed})
	}
	now := Seen{Name: w.Name, Size: c.Size, At: time.Now()}
	if err != nil || line == "" {
		now = was
		now.Name, now.Fail = w.Name, fmt.Sprint("no answer to ", w.URL)
		if err != nil {
			now.Fail = err.Error()
		}
	}
	a.mu.Lock()
	defer a.mu.Unlock()
	if a.state == nil {
		a.state = map[string]Seen{}
	}
	a.state[w.Name] = now
	return line
}

func (a *Asker) seen(name string) Seen {
	a.mu.Lock()
	defer a.mu.Unlock()
	return a.state[name]
}

// Seen gives how it stands with every witness, in the policy's order.
func (a *Asker) Seen() []Seen {
	var out []Seen
	for _, w := range a.Policy.Witnesses() {
		s := a.seen(w.Name)
		s.Name = w.Name
		out = append(out, s)
	}
	return out
}

type submission struct {
	old, size int64
	signed    []byte
}

// ask sends one submission: the cosignature, or with status 409 the size the witness remembers.
func (a *Asker) ask(ctx context.Context, w register.Addressed, s submission) (line string, old int64, err error) {
	body := witness.Submission{Old: s.old, Signed: s.signed}
	if s.old > 0 && s.old < s.size {
		err = a.Store.Export(ctx, func(src *store.Source) (err error) {
			body.Proof, err = tlog.ProveTree(s.size, s.old, src)
			return err
		})
		if err != nil {
			return "", 0, err
		}
	}
	q, err := http.NewRequestWithContext(ctx, http.MethodPost, w.URL+"/add-checkpoint", strings.NewReader(body.String()))
	if err != nil {
		return "", 0, err
	}
	r, err := a.Client.Do(q)
	if err != nil {
		return "", 0, err
	}
	defer r.Body.Close()
	answer, err := io.ReadAll(io.LimitReader(r.Body, 1<<16))
	switch {
	case err != nil:
		return "", 0, err
	case r.StatusCode == int(witness.Behind):
		old, err = strconv.ParseInt(strings.TrimSpace(string(answer)), 10, 64)
		if err == nil && (old < 0 || old > s.size) {
			err = fmt.Errorf("%s signed for %d entries, the register has %d", w.Name, old, s.size)
		}
		return "", old, err
	case r.StatusCode != http.StatusOK:
		return "", 0, fmt.Errorf("%s answered %d", w.Name, r.StatusCode)
	}
	return own(s.signed, string(answer), w), 0, nil
}

// own keeps of an answer the line that this witness's key signed; whatever else it sent is nobody's.
func own(signed []byte, answer string, w register.Addressed) string {
	for line := range strings.Lines(answer) {
		n, err := note.Open(append(bytes.Clone(signed), line...), note.VerifierList(w.Verifier))
		if err == nil && len(n.Sigs) == 1 {
			return line
		}
	}
	return ""
}
