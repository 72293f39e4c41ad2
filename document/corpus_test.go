package document_test

import (
	"bytes"
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

// inside gives a Hard with a cached PDF engine that all tests share through the user's cache folder.
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

// TestCorpora opens every real file there is: none may panic, take 30 s or break a law.
func TestCorpora(t *testing.T) {
	hard := inside(t)
	for _, dir := range []string{"enmime-eml", "mail-ruby-eml", "mime4j-eml", "format-corpus", "poi-hostile", "go-archive-testdata"} {
		t.Run(dir, func(t *testing.T) {
			count := map[document.Status]int{}
			whys := map[string]int{}
			slowest, which := time.Duration(0), ""
			files(t, data(t, "files/"+dir), func(name string, b []byte) {
				start := time.Now()
				d := document.Open(filepath.Base(name), bytes.NewReader(b), document.Limits{}, hard)
				if took := time.Since(start); took > slowest {
					slowest, which = took, name
				}
				lawful(t, name, d, int64(len(b)))
				count[d.Status]++
				for _, u := range d.Unread() {
					whys[u.Why]++
				}
				if testing.Verbose() {
					t.Logf("%-7s %-40s %2d parts %q %s %s %v", d.Status, d.Type, len(d.Parts), d.Lang, name, d.Title, d.Unread())
				}
			})
			if slowest > 30*time.Second {
				t.Errorf("%s took %v", which, slowest)
			}
			var m runtime.MemStats
			runtime.ReadMemStats(&m)
			t.Logf("read %d, partial %d, refused %d; slowest %s in %v; from the system %d MB; %v",
				count[document.Read], count[document.Partial], count[document.Refused], which, slowest.Round(time.Millisecond), m.Sys>>20, whys)
		})
	}
}
