package witness

import (
	"context"
	"fmt"
	"io"
	"io/fs"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"schild/fault"
	"schild/register"
)

// Mirror is a whole copy of somebody's register in a folder, which "schild verify --tiles" checks too.
type Mirror struct {
	From   string // the address of the register's files
	Dir    string
	Policy register.Policy
	Client *http.Client
}

// mostFile bounds what is taken of one file: a bundle of the longest entries stays below.
const mostFile = 32 << 20

// Pull takes over what the register grew by. Nothing is taken over unless all of it is signed as the policy asks, every
// entry is there, and it continues what the mirror has; otherwise the problems say what is wrong, and the mirror stays.
func (m Mirror) Pull(ctx context.Context) (register.Checkpoint, []register.Problem, error) {
	signed, err := m.get(ctx, "checkpoint")
	if err != nil {
		return register.Checkpoint{}, nil, err
	}
	c, err := register.Believe(signed, m.Policy)
	if err != nil {
		return register.Checkpoint{}, nil, err
	}
	stage := filepath.Join(m.Dir, ".new")
	if err := os.RemoveAll(stage); err != nil { // left by a pull that was cut short
		return c, nil, err
	}
	defer os.RemoveAll(stage)
	if err := m.stage(ctx, stage, c.Size, signed); err != nil {
		return c, nil, err
	}
	var before [][]byte
	if b, err := os.ReadFile(filepath.Join(m.Dir, "checkpoint")); err == nil {
		before = append(before, b)
	}
	r, err := register.Verify(overlay{stage, m.Dir, c.Size}, m.Policy, before...)
	if err != nil || len(r.Problems) > 0 {
		return c, r.Problems, err
	}
	return c, nil, m.take(stage, c.Size)
}

// stage fetches the parts that are not here yet.
func (m Mirror) stage(ctx context.Context, stage string, size int64, signed []byte) error {
	for path := range register.Parts(size) {
		if _, err := os.Stat(filepath.Join(m.Dir, path)); err == nil {
			continue
		}
		b, err := m.get(ctx, path)
		if err != nil {
			return err
		}
		if err := write(stage, path, b); err != nil {
			return err
		}
	}
	return write(stage, "checkpoint", signed)
}

// take moves what was checked into place, the checkpoint last, and takes away the parts that have grown.
func (m Mirror) take(stage string, size int64) error {
	for path := range register.Parts(size) {
		if err := m.move(stage, path); err != nil {
			return err
		}
	}
	if err := m.move(stage, "checkpoint"); err != nil {
		return err
	}
	if err := os.WriteFile(filepath.Join(m.Dir, "policy"), []byte(m.Policy.String()), 0o644); err != nil {
		return err
	}
	return m.tidy(size)
}

func (m Mirror) move(stage, path string) error {
	from, to := filepath.Join(stage, path), filepath.Join(m.Dir, path)
	if _, err := os.Stat(from); err != nil {
		return nil // it was here
	}
	if err := os.MkdirAll(filepath.Dir(to), 0o755); err != nil {
		return err
	}
	return os.Rename(from, to)
}

// belongs tells whether a path is a part of a register of size entries, none that has grown since.
func belongs(path string, size int64) bool {
	p, err := register.ParsePart(path)
	return err == nil && p.Of(size)
}

func (m Mirror) tidy(size int64) error {
	return filepath.WalkDir(filepath.Join(m.Dir, "tile"), func(path string, d fs.DirEntry, err error) error {
		if os.IsNotExist(err) {
			return nil
		}
		if err != nil || d.IsDir() {
			return err
		}
		rel, err := filepath.Rel(m.Dir, path)
		if err != nil || belongs(filepath.ToSlash(rel), size) {
			return err
		}
		return os.Remove(path)
	})
}

func (m Mirror) get(ctx context.Context, path string) ([]byte, error) {
	q, err := http.NewRequestWithContext(ctx, http.MethodGet, strings.TrimSuffix(m.From, "/")+"/"+path, nil)
	if err != nil {
		return nil, fault.Wrap(err, fault.Invalid, "witness.address", "address", m.From)
	}
	r, err := m.Client.Do(q)
	if err != nil {
		return nil, fault.Wrap(err, fault.Late, "witness.unreachable", "address", m.From)
	}
	defer r.Body.Close()
	b, err := io.ReadAll(io.LimitReader(r.Body, mostFile))
	if err == nil && r.StatusCode != http.StatusOK {
		err = fmt.Errorf("%s: %s", path, r.Status)
	}
	if err != nil {
		return nil, fault.Wrap(err, fault.Late, "witness.unreachable", "address", m.From)
	}
	return b, nil
}

func write(dir, path string, b []byte) error {
	full := filepath.Join(dir, filepath.FromSlash(path))
	if err := os.MkdirAll(filepath.Dir(full), 0o755); err != nil {
		return err
	}
	return os.WriteFile(full, b, 0o644)
}

// overlay is the mirror as it would be: what was fetched, and beneath it what was here and still belongs to the tree.
type overlay struct {
	stage, dir string
	size       int64
}

// Open gives a file of the two folders.
func (o overlay) Open(name string) (fs.File, error) {
	if f, err := os.DirFS(o.stage).Open(name); err == nil {
		if info, err := f.Stat(); err == nil && !info.IsDir() {
			return f, nil
		}
		f.Close()
	}
	return os.DirFS(o.dir).Open(name)
}

// ReadDir lists what both folders hold, without parts that have grown since.
func (o overlay) ReadDir(name string) ([]fs.DirEntry, error) {
	seen := map[string]fs.DirEntry{}
	for _, dir := range []string{o.dir, o.stage} {
		list, err := fs.ReadDir(os.DirFS(dir), name)
		if err != nil && !os.IsNotExist(err) {
			return nil, err
		}
		for _, d := range list {
			if path := name + "/" + d.Name(); d.IsDir() || !strings.HasPrefix(path, "tile/") || belongs(path, o.size) {
				seen[d.Name()] = d
			}
		}
	}
	var out []fs.DirEntry
	for _, d := range seen {
		out = append(out, d)
	}
	slices.SortFunc(out, func(a, b fs.DirEntry) int { return strings.Compare(a.Name(), b.Name()) })
	return out, nil
}
