package work

import (
	"bytes"
	"encoding/json"
	"io"
	"os"
	"os/exec"
	"strings"
	"sync/atomic"
	"time"

	"schild/document"
	"schild/fault"
)

// child is one running child and its pipes. One goroutine at a time owns it.
type child struct {
	cmd    *exec.Cmd
	in     io.WriteCloser
	out    io.ReadCloser
	last   *tail // the beginning of what it said on standard error
	served int
	dead   bool
	why    atomic.Pointer[string] // key of the reason it was stopped for
}

// start runs a child and tells it where the engine is.
func (x *Extractor) start() (*child, error) {
	c := &child{cmd: x.command(), last: &tail{}}
	c.cmd.Stderr = c.last
	var err error
	if c.in, err = c.cmd.StdinPipe(); err != nil {
		return nil, err
	}
	if c.out, err = c.cmd.StdoutPipe(); err != nil {
		return nil, err
	}
	if err = c.cmd.Start(); err != nil {
		return nil, err
	}
	b, err := json.Marshal(hello{Cache: x.cache})
	if err == nil {
		err = writeFrame(c.in, b)
	}
	if err != nil {
		c.dead = true
		c.end()
		return nil, err
	}
	return c, nil
}

// read lets the child read one file, watching its time and memory. A child that did not answer is dead.
func (c *child) read(kind string, b []byte, limit time.Duration, memory int64) (document.Inner, error) {
	done := make(chan struct{})
	go c.watch(done, limit, memory)
	a, err := c.ask(kind, b)
	close(done)
	if err != nil {
		c.dead = true
		c.end()
		return document.Inner{}, c.fault(err)
	}
	if a.Why != "" {
		return document.Inner{}, fault.New(fault.Invalid, a.Why)
	}
	return a.Inner, nil
}

func (c *child) ask(kind string, b []byte) (a answer, err error) {
	if err := writeRequest(c.in, kind, b); err != nil {
		return a, err
	}
	got, err := readFrame(c.out, maxAnswer)
	if err != nil {
		return a, err
	}
	return a, json.Unmarshal(got, &a)
}

// look is how often a child's memory is looked at.
const look = 20 * time.Millisecond

// watch stops the child when its time is over or its memory full; done ends it.
func (c *child) watch(done <-chan struct{}, limit time.Duration, memory int64) {
	end := time.NewTimer(limit)
	defer end.Stop()
	tick := time.NewTicker(look)
	defer tick.Stop()
	for {
		select {
		case <-done:
			return
		case <-end.C:
			c.stop("document.limit.time")
			return
		case <-tick.C:
			if resident(c.cmd.Process.Pid) > memory {
				c.stop("document.limit.memory")
				return
			}
		}
	}
}

// stop kills the child. It has not been waited for, so its number is still its own.
func (c *child) stop(why string) {
	c.why.Store(&why)
	_ = c.cmd.Process.Kill()
}

// fault says why a child did not answer: stopped, stopped by its own limits, or fallen over.
func (c *child) fault(err error) error {
	if why := c.why.Load(); why != nil {
		kind := fault.Broken
		if *why == "document.limit.time" {
			kind = fault.Late
		}
		return fault.Wrap(err, kind, *why)
	}
	said := c.last.String()
	switch {
	case strings.Contains(said, "out of memory"), strings.Contains(said, "cannot allocate memory"):
		return fault.Wrap(err, fault.Broken, "document.limit.memory")
	case strings.Contains(said, "SIGXCPU"):
		return fault.Wrap(err, fault.Late, "document.limit.time")
	}
	return fault.Wrap(err, fault.Broken, "document.crashed")
}

// end closes the child's input, which ends it, or kills it, and waits.
func (c *child) end() {
	if c.cmd.ProcessState != nil {
		return
	}
	_ = c.in.Close()
	if c.dead {
		_ = c.cmd.Process.Kill()
	}
	patience := time.AfterFunc(5*time.Second, func() { _ = c.cmd.Process.Signal(os.Kill) })
	defer patience.Stop()
	_ = c.cmd.Wait()
}

// tail keeps the first four kilobytes of what is written to it: a runtime says first why it stops. What a child says
// may hold what it read, so it is looked at here and never logged.
type tail struct{ b bytes.Buffer }

func (t *tail) Write(b []byte) (int, error) {
	if room := 4096 - t.b.Len(); room > 0 {
		t.b.Write(b[:min(len(b), room)])
	}
	return len(b), nil
}

func (t *tail) String() string { return t.b.String() }
