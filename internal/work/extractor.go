package work

import (
	"encoding/json"
	"os"
	"os/exec"
	"sync"
	"time"

	"schild/document"
	"schild/fault"
)

// Extractor opens office and PDF files in children. It may be used by many at once; the fields are set before the
// first use. The zero value is not ready: see NewExtractor.
type Extractor struct {
	Sandbox  string        // how children are confined on this machine, begins "none" where the kernel cannot
	Timeout  time.Duration // wall clock for one file of the sender, its attachments together
	Memory   int64         // resident bytes at which a child is stopped
	Files    int           // files after which a child is replaced
	path     string
	args     []string
	cache    string
	slots    chan *child // a nil child is one to start
	warmOnce sync.Once
}

// NewExtractor makes an Extractor whose children keep the compiled PDF engine in the folder cache ("": compile it in
// every child, which takes seconds). It starts nothing yet.
func NewExtractor(cache string) (*Extractor, error) {
	path, err := program()
	if err != nil {
		return nil, fault.Wrap(err, fault.Broken, "work.program")
	}
	if cache != "" && os.MkdirAll(cache, 0o700) != nil {
		cache = ""
	}
	return newExtractor(path, cache, children()), nil
}

func newExtractor(path, cache string, n int) *Extractor {
	x := &Extractor{Sandbox: sandbox(), Timeout: 30 * time.Second, Memory: maxResident, Files: 256,
		path: path, args: []string{"extract"}, cache: cache, slots: make(chan *child, n)}
	for range n {
		x.slots <- nil
	}
	return x
}

// Hard opens one file in a child: a document.Hard. Every call has the whole Timeout; File shares it out.
func (x *Extractor) Hard(kind string, b []byte) (document.Inner, error) { return x.File()(kind, b) }

// File gives a document.Hard for one file somebody sent: all hard parts of it together have Timeout.
func (x *Extractor) File() document.Hard {
	var mu sync.Mutex
	left := x.Timeout
	return func(kind string, b []byte) (document.Inner, error) {
		mu.Lock()
		defer mu.Unlock()
		if left <= 0 {
			return document.Inner{}, fault.New(fault.Late, "document.limit.time")
		}
		in, took, err := x.open(kind, b, left)
		left -= took
		return in, err
	}
}

// open waits for a child, lets it read the file, and keeps or replaces it. Waiting is not the file's time.
func (x *Extractor) open(kind string, b []byte, limit time.Duration) (in document.Inner, took time.Duration, err error) {
	c, ok := <-x.slots
	if !ok {
		return in, 0, fault.New(fault.Broken, "work.closed")
	}
	defer func() { x.slots <- c }()
	if kind == "pdf" {
		x.Warm()
	}
	if c == nil {
		if c, err = x.start(); err != nil {
			c = nil
			return in, 0, fault.Wrap(err, fault.Broken, "work.child")
		}
	}
	begin := time.Now()
	in, err = c.read(kind, b, limit, x.Memory)
	if c.served++; c.dead || c.served >= x.Files {
		c.end()
		c = nil
	}
	return in, time.Since(begin), err
}

// Warm has the PDF engine compiled, once, before the first PDF comes: a house that serves calls it in the background,
// or the first PDF waits seconds for it.
func (x *Extractor) Warm() { x.warmOnce.Do(x.compile) }

// compile fills the engine cache in a child of its own, which may write there and is given nobody's bytes. A failure is
// no fault: the engine is then compiled where it is needed.
func (x *Extractor) compile() {
	if x.cache == "" {
		return
	}
	cmd := x.command()
	in, err := cmd.StdinPipe()
	if err != nil || cmd.Start() != nil {
		return
	}
	b, _ := json.Marshal(hello{Cache: x.cache, Warm: true})
	_ = writeFrame(in, b)
	_ = in.Close()
	_ = cmd.Wait()
}

// command is this program as a child: no environment, no working folder of anybody's.
func (x *Extractor) command() *exec.Cmd {
	cmd := exec.Command(x.path, x.args...)
	cmd.Env = []string{}
	cmd.Dir = "/"
	return cmd
}

// Close ends all children, waiting for files that are being read. The Extractor cannot be used afterwards.
func (x *Extractor) Close() error {
	for range cap(x.slots) {
		if c := <-x.slots; c != nil {
			c.end()
		}
	}
	close(x.slots)
	return nil
}
