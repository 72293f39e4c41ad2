package work

import (
	"bytes"
	"context"
	"encoding/json"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"runtime/debug"

	"github.com/tetratelabs/wazero"

	"schild/document"
)

// hello is the first thing a child reads.
type hello struct {
	Cache string `json:"cache"` // folder of the compiled PDF engine, "" for none
	Warm  bool   `json:"warm"`  // only fill that folder and end: this child never sees anybody's bytes
}

// answer is what a child says of one file.
type answer struct {
	Inner document.Inner `json:"inner"`
	Why   string         `json:"why,omitempty"` // message key when nothing was read
}

// ExtractMain is the whole life of a child: it confines itself, then answers file after file until its input ends.
// It gives the exit status.
func ExtractMain(stdin io.Reader, stdout io.Writer) int {
	var h hello
	b, err := readFrame(stdin, maxHello)
	if err != nil || json.Unmarshal(b, &h) != nil {
		return 2
	}
	if h.Warm {
		return warm(h.Cache)
	}
	if err := confine(h.Cache); err != nil {
		return 3
	}
	in := document.NewInside(openCache(h.Cache))
	defer in.Close()
	return serve(stdin, stdout, in.Hard)
}

// openCache opens the folder of the compiled PDF engine; without it the engine is compiled again, which takes seconds.
func openCache(dir string) wazero.CompilationCache {
	if dir == "" {
		return nil
	}
	cache, err := wazero.NewCompilationCacheWithDir(dir)
	if err != nil {
		return nil
	}
	return cache
}

// warm compiles the PDF engine into the folder.
func warm(dir string) int {
	cache := openCache(dir)
	if cache == nil {
		return 4
	}
	defer cache.Close(context.Background())
	in := document.NewInside(cache)
	defer in.Close()
	if err := in.Warm(); err != nil {
		return 5
	}
	return 0
}

// serve answers requests with hard until the input ends.
func serve(stdin io.Reader, stdout io.Writer, hard document.Hard) int {
	for {
		kind, b, err := readRequest(stdin)
		if err == io.EOF {
			return 0
		}
		if err != nil {
			return 6
		}
		allowance()
		if err := writeFrame(stdout, encode(hard(kind, b))); err != nil {
			return 7
		}
		if len(b) > roomy {
			debug.FreeOSMemory()
		}
	}
}

// roomy is the size of a file after which a child gives memory back before the next.
const roomy = 4 << 20

// encode gives the answer as JSON within the bound: what is too long loses its embedded files first, and says so.
func encode(in document.Inner, err error) []byte {
	a := answer{Inner: in}
	if err != nil {
		a = answer{Why: reason(err)}
	}
	b := plainJSON(a)
	if len(b) <= maxAnswer {
		return b
	}
	for i := range a.Inner.Parts {
		a.Inner.Parts[i].Bytes, a.Inner.Parts[i].Unread = nil, "document.limit.entry"
	}
	if b = plainJSON(a); len(b) <= maxAnswer {
		return b
	}
	return plainJSON(answer{Why: "document.limit.text"})
}

// plainJSON leaves <, > and & as they are: they would take six bytes each.
func plainJSON(v any) []byte {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	if err := e.Encode(v); err != nil {
		return []byte(`{"why":"document.broken"}`)
	}
	return b.Bytes()
}

// program gives the path of this program, so that a child is the very same build.
func program() (string, error) {
	path, err := os.Executable()
	if err != nil {
		return "", err
	}
	return filepath.EvalSymlinks(path)
}

// children is how many run at once when nothing else is said.
func children() int { return min(4, runtime.GOMAXPROCS(0)) }
