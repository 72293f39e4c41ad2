package document_test

import (
	"archive/tar"
	"bytes"
	"compress/gzip"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/tetratelabs/wazero"

	"schild/document"
)

// data finds the folder of real files, or skips.
func data(t testing.TB, under string) string {
	t.Helper()
	if dir := os.Getenv("SCHILD_TESTDATA"); dir != "" {
		return filepath.Join(dir, under)
	}
	dir, err := os.Getwd()
	for err == nil && dir != "/" {
		if _, e := os.Stat(filepath.Join(dir, "go.mod")); e == nil {
			if d := filepath.Join(dir, "..", "shared", "data", under); exists(d) {
				return d
			}
		}
		dir = filepath.Dir(dir)
	}
	t.Skip("skipped: no test data")
	return ""
}

func exists(path string) bool {
	_, err := os.Stat(path)
	return err == nil
}

// files reads every file below a folder, in order.
func files(t testing.TB, dir string, each func(name string, b []byte)) {
	t.Helper()
	err := filepath.WalkDir(dir, func(path string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			return err
		}
		b, err := os.ReadFile(path)
		if err == nil {
			each(strings.TrimPrefix(path, dir+"/"), b)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

// inside gives a Hard whose compiled PDF engine all tests share, from one run to the next.
func inside(t testing.TB) document.Hard {
	t.Helper()
	cache, err := wazero.NewCompilationCacheWithDir(filepath.Join(os.TempDir(), "schild-test-wazero"))
	if err != nil {
		t.Fatal(err)
	}
	in := document.NewInside(cache)
	t.Cleanup(func() { in.Close(); cache.Close(t.Context()) })
	return in.Hard
}

// tally counts what became of a corpus.
type tally struct {
	count   map[document.Status]int
	whys    map[string]int
	slowest time.Duration
	which   string
}

// open reads one real file and holds it to the laws.
func (c *tally) open(t *testing.T, name string, b []byte, hard document.Hard) {
	start := time.Now()
	d := document.Open(filepath.Base(name), bytes.NewReader(b), document.Limits{}, hard)
	if took := time.Since(start); took > c.slowest {
		c.slowest, c.which = took, name
	}
	lawful(t, name, d, int64(len(b)))
	c.count[d.Status]++
	for _, u := range d.Unread() {
		c.whys[u.Why]++
	}
	if os.Getenv("SCHILD_RECEIPTS") != "" {
		t.Logf("%-7s %-40s %2d parts %q %s %s %v", d.Status, d.Type, len(d.Parts), d.Lang, name, d.Title, d.Unread())
	}
}

// report says what there was, and fails when a file took more than it may.
func (c *tally) report(t *testing.T) {
	if c.slowest > 30*time.Second {
		t.Errorf("%s took %v", c.which, c.slowest)
	}
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	t.Logf("read %d, partial %d, refused %d; slowest %s in %v; from the system %d MB; %v", c.count[document.Read],
		c.count[document.Partial], c.count[document.Refused], c.which, c.slowest.Round(time.Millisecond), m.Sys>>20, c.whys)
}

func newTally() *tally {
	return &tally{count: map[document.Status]int{}, whys: map[string]int{}}
}

// TestCorpora opens every real file there is: none may panic, take 30 s or break a law.
func TestCorpora(t *testing.T) {
	hard := inside(t)
	for _, dir := range []string{"enmime-eml", "mail-ruby-eml", "mime4j-eml", "format-corpus", "poi-hostile", "go-archive-testdata"} {
		t.Run(dir, func(t *testing.T) {
			c := newTally()
			files(t, data(t, "files/"+dir), func(name string, b []byte) { c.open(t, name, b, hard) })
			c.report(t)
		})
	}
	t.Run("go-fuzz-corpus", func(t *testing.T) {
		c := newTally()
		files(t, data(t, "files/go-fuzz-corpus"), func(name string, b []byte) {
			if strings.HasSuffix(name, ".tar.gz") {
				c.fuzzed(t, b, hard)
			}
		})
		c.report(t)
	})
}

// fuzzed opens what a fuzzer of other readers came upon, under a name that leads it to the reader of that form.
func (c *tally) fuzzed(t *testing.T, b []byte, hard document.Hard) {
	endings := map[string]string{"mail": ".eml", "multipart": ".eml", "mime": ".eml", "zip": ".zip", "xml": ".xml", "csv": ".csv", "json": ".json"}
	z, err := gzip.NewReader(bytes.NewReader(b))
	if err != nil {
		t.Fatal(err)
	}
	for r := tar.NewReader(z); ; {
		h, err := r.Next()
		if err == io.EOF {
			return
		}
		if err != nil {
			t.Fatal(err)
		}
		body, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		form, _, _ := strings.Cut(h.Name, "/")
		c.open(t, strings.ReplaceAll(h.Name, "/", "-")+endings[form], body, hard)
	}
}
