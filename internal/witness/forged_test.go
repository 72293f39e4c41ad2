package witness_test

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"io"
	"io/fs"
	"maps"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"schild/internal/store"
	house "schild/internal/witness"
	"schild/register"
	"schild/register/witness"
)

// FuzzAdd: whatever is submitted to a witness it answers with a status of the protocol, and what it keeps of a register is a
// checkpoint of that register.
func FuzzAdd(f *testing.F) {
	s := open(f, 5)
	key, err := witness.NewKey(make([]byte, 32), "w.invalid/w")
	if err != nil {
		f.Fatal(err)
	}
	var signed []byte
	if err := s.Export(f.Context(), func(src *store.Source) error { signed = src.Signed(); return nil }); err != nil {
		f.Fatal(err)
	}
	f.Add(witness.Submission{Signed: signed}.String())
	f.Add("old 3\n\n" + string(signed))
	f.Add("old 0\n\nmoonfish/../../etc\n1\nAAAA\n\n")
	f.Add("")
	origin, _, _ := strings.Cut(s.Verifier(), "+")
	sum := sha256.Sum256([]byte(origin))
	f.Fuzz(func(t *testing.T, body string) {
		w := &house.Server{Witness: witness.Witness{Key: key, Logs: []string{s.Verifier()}}, Dir: t.TempDir(), Now: time.Now}
		r := httptest.NewRecorder()
		w.Handler().ServeHTTP(r, httptest.NewRequest("POST", "/add-checkpoint", strings.NewReader(body)))
		if !slices.Contains([]int{200, 400, 403, 404, 409, 422}, r.Code) || strings.Contains(r.Body.String(), "moonfish") {
			t.Fatalf("%q: %d %s", body, r.Code, r.Body)
		}
		kept, err := os.ReadDir(w.Dir)
		if err != nil || (r.Code == 200) != (len(kept) == 1) || len(kept) == 1 && kept[0].Name() != hex.EncodeToString(sum[:])+".checkpoint" {
			t.Fatalf("%q: %d, kept %v, %v", body, r.Code, kept, err)
		}
	})
}

// served answers from files, without a network.
type served fstest.MapFS

func (s served) RoundTrip(q *http.Request) (*http.Response, error) {
	file, ok := s[strings.TrimPrefix(q.URL.Path, "/")]
	if !ok {
		return &http.Response{StatusCode: http.StatusNotFound, Body: http.NoBody}, nil
	}
	return &http.Response{StatusCode: http.StatusOK, Body: io.NopCloser(bytes.NewReader(file.Data))}, nil
}

// FuzzPull: a mirror takes over what was signed, whole, or it stays as it was.
func FuzzPull(f *testing.F) {
	s := open(f, 300)
	p := policy(f, "log "+s.Verifier(), "quorum none")
	good := fstest.MapFS{}
	h := house.Register{Store: s}.Handler()
	for _, path := range append(slices.Collect(register.Parts(s.Size())), "checkpoint") {
		r := httptest.NewRecorder()
		if h.ServeHTTP(r, httptest.NewRequest("GET", "/"+path, nil)); r.Code != http.StatusOK {
			f.Fatalf("%s: %d", path, r.Code)
		}
		good[path] = &fstest.MapFile{Data: r.Body.Bytes()}
	}
	paths := slices.Sorted(maps.Keys(good))
	for i, path := range paths {
		f.Add(uint(i), good[path].Data)
		f.Add(uint(i), good[path].Data[:len(good[path].Data)/2])
	}
	f.Fuzz(func(t *testing.T, i uint, b []byte) {
		path := paths[i%uint(len(paths))]
		files := maps.Clone(good)
		files[path] = &fstest.MapFile{Data: b}
		m := house.Mirror{From: "http://register.invalid", Dir: t.TempDir(), Policy: p, Client: &http.Client{Transport: served(files)}}
		c, problems, err := m.Pull(t.Context())
		taken := map[string]bool{}
		if werr := filepath.WalkDir(m.Dir, func(name string, d fs.DirEntry, err error) error {
			if err == nil && !d.IsDir() {
				taken[name] = true
			}
			return err
		}); werr != nil {
			t.Fatal(werr)
		}
		whole := err == nil && len(problems) == 0
		if same := bytes.Equal(b, good[path].Data); whole != same || whole && (c.Size != s.Size() || len(taken) != len(paths)+1) || !whole && len(taken) > 0 {
			t.Fatalf("%s is %x: same %v, %d of %d files taken, %v %v", path, b, same, len(taken), len(paths), problems, err)
		}
	})
}
