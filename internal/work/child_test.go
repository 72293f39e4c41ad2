package work

import (
	"archive/zip"
	"bytes"
	"errors"
	"fmt"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"schild/document"
	"schild/fault"
)

// TestMain is the child too: the test binary starts itself as the program would.
func TestMain(m *testing.M) {
	if len(os.Args) > 1 {
		switch os.Args[1] {
		case "extract":
			os.Exit(ExtractMain(os.Stdin, os.Stdout))
		case "probe":
			os.Exit(probeMain())
		case "die":
			os.Exit(dieMain(os.Args[2], os.Args[3], os.Args[4]))
		}
	}
	os.Exit(m.Run())
}

// probeMain is a child that is as confined as a real one and then misbehaves as it is told.
func probeMain() int {
	if _, err := readFrame(os.Stdin, maxHello); err != nil {
		return 2
	}
	if err := confine(""); err != nil {
		return 3
	}
	return serve(os.Stdin, os.Stdout, func(kind string, b []byte) (document.Inner, error) {
		err := error(nil)
		switch kind {
		case "file":
			_, err = os.ReadFile(string(b))
		case "write":
			err = os.WriteFile(string(b), b, 0o600)
		case "tcp", "udp":
			_, err = net.Dial(kind, string(b))
		case "run":
			err = exec.Command("/bin/true").Run()
		case "env":
			return document.Inner{Text: fmt.Sprint(os.Environ())}, nil
		case "sleep":
			time.Sleep(time.Minute)
		case "eat":
			eat(b)
		case "crash":
			os.Exit(9)
		case "flood":
			return document.Inner{Text: strings.Repeat("\x01", maxAnswer/4)}, nil
		}
		return document.Inner{Text: fmt.Sprint(err)}, nil
	})
}

// eat fills memory, keeping all of it: slowly, or at once.
func eat(b []byte) {
	var kept [][]byte
	for range 4096 {
		m := make([]byte, 1<<20)
		for i := 0; i < len(m); i += 4096 {
			m[i] = 1
		}
		kept = append(kept, m)
		if string(b) == "slowly" {
			time.Sleep(time.Millisecond)
		}
	}
	fmt.Fprintln(os.Stderr, len(kept))
}

// extractor starts children of this test binary.
func extractor(t testing.TB, role string, n int) *Extractor {
	t.Helper()
	path, err := program()
	if err != nil {
		t.Fatal(err)
	}
	cache := filepath.Join(os.TempDir(), "schild-test-wazero")
	if err := os.MkdirAll(cache, 0o700); err != nil {
		t.Fatal(err)
	}
	x := newExtractor(path, cache, n)
	x.args = []string{role}
	t.Cleanup(func() { x.Close() })
	return x
}

// A child can read no file, open no socket and start no program (design.md §3, laws of this package).
func TestChildIsConfined(t *testing.T) {
	x := extractor(t, "probe", 1)
	if strings.HasPrefix(x.Sandbox, "none") {
		t.Skip("skipped: " + x.Sandbox)
	}
	l, err := net.Listen("tcp4", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	for _, c := range []struct{ kind, arg, want string }{
		{"file", "/etc/passwd", "permission denied"},
		{"file", "/proc/self/environ", "permission denied"},
		{"write", filepath.Join(t.TempDir(), "x"), "permission denied"},
		{"tcp", l.Addr().String(), "not permitted"},
		{"udp", "127.0.0.1:53", "not permitted"},
		{"run", "", "not permitted"},
		{"env", "", "[]"},
	} {
		in, err := x.Hard(c.kind, []byte(c.arg))
		if err != nil || !strings.Contains(in.Text, c.want) && !strings.Contains(in.Text, "permission denied") {
			t.Errorf("%s %s: %q, %v; want %s", c.kind, c.arg, in.Text, err, c.want)
		}
	}
}

// A child that takes too long, too much, or falls over costs its own file; the next one is read.
func TestChildIsStopped(t *testing.T) {
	x := extractor(t, "probe", 1)
	for _, c := range []struct {
		kind, arg, want string
		limit           time.Duration
	}{
		{"sleep", "", "document.limit.time", 200 * time.Millisecond},
		{"eat", "slowly", "document.limit.memory", 20 * time.Second},
		{"eat", "at once", "document.limit.memory", 20 * time.Second},
		{"crash", "", "document.crashed", 5 * time.Second},
	} {
		x.Timeout = c.limit
		_, err := x.Hard(c.kind, []byte(c.arg))
		var f *fault.Error
		if !errors.As(err, &f) || f.Key != c.want {
			t.Errorf("%s %s: %v, want %s", c.kind, c.arg, err, c.want)
		}
		x.Timeout = 5 * time.Second
		if in, err := x.Hard("env", nil); err != nil || in.Text != "[]" {
			t.Errorf("after %s: %q, %v", c.kind, in.Text, err)
		}
	}
}

// The parts of one file share its time.
func TestFileSharesItsTime(t *testing.T) {
	x := extractor(t, "probe", 1)
	x.Timeout = 300 * time.Millisecond
	hard := x.File()
	for range 3 {
		if _, err := hard("sleep", nil); !fault.Is(err, fault.Late) {
			t.Fatalf("got %v", err)
		}
	}
}

// An answer over the bound becomes a reason, not a dead child.
func TestAnswerIsBounded(t *testing.T) {
	x := extractor(t, "probe", 1)
	_, err := x.Hard("flood", nil)
	if reason(err) != "document.limit.text" {
		t.Errorf("got %v", err)
	}
}

// smallDocx makes a word processing file with one paragraph.
func smallDocx(t testing.TB, text string) []byte {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	w, err := z.Create("word/document.xml")
	if err != nil {
		t.Fatal(err)
	}
	fmt.Fprintf(w, `<w:document xmlns:w="x"><w:body><w:p><w:r><w:t>%s</w:t></w:r></w:p></w:body></w:document>`, text)
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// smallPDF makes a PDF of one page with one line, its cross-reference table left to the reader to rebuild.
func smallPDF(text string) []byte {
	stream := "BT /F1 12 Tf 50 700 Td (" + text + ") Tj ET"
	return fmt.Appendf(nil, `%%PDF-1.4
1 0 obj <</Type/Catalog/Pages 2 0 R>> endobj
2 0 obj <</Type/Pages/Kids[3 0 R]/Count 1>> endobj
3 0 obj <</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>> endobj
4 0 obj <</Length %d>> stream
%s
endstream endobj
5 0 obj <</Type/Font/Subtype/Type1/BaseFont/Helvetica>> endobj
trailer <</Root 1 0 R>>
`, len(stream), stream)
}

// Many at once, more than there are children, each get their own file back.
func TestConcurrentFiles(t *testing.T) {
	x := extractor(t, "extract", 2)
	x.Files = 5 // so that replacing happens too
	var wg sync.WaitGroup
	for i := range 24 {
		wg.Go(func() {
			want := fmt.Sprintf("file number %d", i)
			kind, b := "docx", smallDocx(t, want)
			if i%6 == 0 {
				kind, b = "pdf", smallPDF(want)
			}
			in, err := x.Hard(kind, b)
			if err != nil || in.Text != want {
				t.Errorf("%s: %q, %v", want, in.Text, err)
			}
		})
	}
	wg.Wait()
}

// A mail with an office file goes through the child as a whole document does.
func TestOpenThroughChild(t *testing.T) {
	x := extractor(t, "extract", 1)
	d := document.Open("a.docx", bytes.NewReader(smallDocx(t, "Zwarte Zwaan")), document.Limits{}, x.File())
	if d.Status != document.Read || d.Text() != "Zwarte Zwaan" {
		t.Errorf("%+v", d)
	}
}

// Files made to attack readers cost themselves at most: every one gets its receipt, and the child that read it lives.
func TestHostileFilesThroughChild(t *testing.T) {
	dir := os.Getenv("SCHILD_TESTDATA")
	if dir == "" {
		dir = filepath.Join("..", "..", "..", "shared", "data")
	}
	list, err := filepath.Glob(filepath.Join(dir, "files", "poi-hostile", "test-data", "*", "*"))
	if err != nil || len(list) == 0 {
		t.Skip("skipped: no test data")
	}
	x := extractor(t, "extract", 2)
	count := map[document.Status]int{}
	for _, path := range list {
		b, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		d := document.Open(filepath.Base(path), bytes.NewReader(b), document.Limits{}, x.File())
		count[d.Status]++
		for _, u := range d.Unread() {
			if u.Why == "document.crashed" || u.Why == "document.limit.time" {
				t.Errorf("%s: %s", path, u.Why)
			}
		}
	}
	t.Log(len(list), "files:", count)
}

func BenchmarkChildDocx(b *testing.B) { benchmark(b, "docx", smallDocx(b, "one line")) }
func BenchmarkChildPDF(b *testing.B)  { benchmark(b, "pdf", smallPDF("one line")) }

// benchmark measures a warm child, and reports what the first file cost as cold-ms.
func benchmark(b *testing.B, kind string, file []byte) {
	x := extractor(b, "extract", 1)
	start := time.Now()
	if _, err := x.Hard(kind, file); err != nil {
		b.Fatal(err)
	}
	cold := time.Since(start)
	for b.Loop() {
		if _, err := x.Hard(kind, file); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(cold.Microseconds())/1000, "cold-ms")
}
