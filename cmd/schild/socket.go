package main

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"io"
	"net"
	"os"
	"path/filepath"
	"strconv"
	"sync"

	"golang.org/x/sys/unix"

	"schild/fault"
	"schild/internal/office"
)

// A command given while a server runs is carried out by the server: it owns the database. The caller is known by
// the credentials the kernel gives for a Unix socket, never by what it says of itself.

type call struct {
	Args []string `json:"args"`
	Cwd  string   `json:"cwd"`
	TTY  bool     `json:"tty"`
	Lang string   `json:"lang"`
}

type frame struct {
	Out  []byte `json:"o,omitempty"`
	Err  []byte `json:"e,omitempty"`
	Exit *int   `json:"x,omitempty"`
}

func socketPath(dir string) string { return filepath.Join(dir, "schild.sock") }

// withHouse gives a command the house: the running server's own when the command runs there, else the directory
// opened here. When a server holds the lock, the whole command line goes to it.
func withHouse(ctx context.Context, t *terminal, d data, f func(*house, office.Person) error) error {
	if t.remote != nil {
		by, err := t.remote.operator(ctx, t.uid)
		if err != nil {
			return err
		}
		return f(t.remote, by)
	}
	h, err := openHouse(ctx, d, t)
	if fault.Is(err, fault.Conflict) {
		return t.elsewhere(ctx, d)
	}
	if err != nil {
		return err
	}
	defer h.Close(ctx)
	by, err := h.operator(ctx, strconv.Itoa(os.Getuid()))
	if err != nil {
		return err
	}
	if err := h.work(ctx); err != nil {
		return err
	}
	if err := f(h, by); err != nil {
		return err
	}
	if ctx.Err() != nil { // told to stop: what still waits is durable and goes on at the next start
		return nil
	}
	return h.queue.Drain(ctx)
}

// elsewhere sends the command line to the server that holds the directory.
func (t *terminal) elsewhere(ctx context.Context, d data) error {
	var dialer net.Dialer
	c, err := dialer.DialContext(ctx, "unix", socketPath(d.Data))
	if err != nil {
		return fault.Wrap(err, fault.Conflict, "store.locked", "dir", d.Data)
	}
	defer c.Close()
	cwd, err := os.Getwd()
	if err != nil {
		return err
	}
	if err := json.NewEncoder(c).Encode(call{Args: t.args, Cwd: cwd, TTY: t.tty, Lang: t.env("LANG")}); err != nil {
		return err
	}
	return t.relay(json.NewDecoder(bufio.NewReader(c)))
}

func (t *terminal) relay(in *json.Decoder) error {
	for {
		var f frame
		if err := in.Decode(&f); err != nil {
			return fault.Wrap(err, fault.Broken, "socket.lost")
		}
		if _, err := t.out.Write(f.Out); err != nil {
			return err
		}
		if _, err := t.err.Write(f.Err); err != nil {
			return err
		}
		if f.Exit != nil && *f.Exit != 0 {
			return found
		}
		if f.Exit != nil {
			return nil
		}
	}
}

// listen serves callers at the socket until ctx ends.
func (h *house) listen(ctx context.Context) error {
	path := socketPath(h.dir)
	if err := os.Remove(path); err != nil && !errors.Is(err, os.ErrNotExist) {
		return err
	}
	l, err := net.ListenUnix("unix", &net.UnixAddr{Name: path, Net: "unix"})
	if err != nil {
		return err
	}
	if err := os.Chmod(path, 0o600); err != nil {
		return errors.Join(err, l.Close())
	}
	go func() { <-ctx.Done(); l.Close() }()
	go func() {
		for {
			c, err := l.AcceptUnix()
			if err != nil {
				return
			}
			go h.answer(ctx, c)
		}
	}()
	return nil
}

// answer carries out one caller's command. Only the server's own user may call: files are read with the server's rights.
func (h *house) answer(ctx context.Context, c *net.UnixConn) {
	defer c.Close()
	uid, err := peer(c)
	if err != nil || uid != os.Getuid() {
		return
	}
	var in call
	if err := json.NewDecoder(io.LimitReader(c, 1<<20)).Decode(&in); err != nil {
		return
	}
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	out := &frames{enc: json.NewEncoder(c)}
	t := terminal{out: frameWriter{out, false}, err: frameWriter{out, true}, tty: in.TTY, remote: h, cwd: in.Cwd, uid: strconv.Itoa(uid), args: in.Args,
		env: func(k string) string {
			if k == "LANG" {
				return in.Lang
			}
			return ""
		}}
	code := h.carryOut(ctx, in.Args, t)
	out.send(frame{Exit: &code})
}

// carryOut runs a caller's command. One that breaks down costs itself and not the server.
func (h *house) carryOut(ctx context.Context, args []string, t terminal) (code int) {
	defer func() {
		if p := recover(); p != nil {
			broke(h.log, "socket", p)
			code = t.report(fault.New(fault.Broken, "broken"))
		}
	}()
	return execute(ctx, args, t)
}

type frames struct {
	mu  sync.Mutex
	enc *json.Encoder
}

func (f *frames) send(x frame) error {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.enc.Encode(x)
}

type frameWriter struct {
	to  *frames
	err bool
}

// Write sends one piece of output to the caller.
func (w frameWriter) Write(b []byte) (int, error) {
	f := frame{Out: b}
	if w.err {
		f = frame{Err: b}
	}
	return len(b), w.to.send(f)
}

// peer gives the user at the other end of a Unix socket, from the kernel.
func peer(c *net.UnixConn) (int, error) {
	raw, err := c.SyscallConn()
	if err != nil {
		return -1, err
	}
	var cred *unix.Ucred
	var cerr error
	if err := raw.Control(func(fd uintptr) { cred, cerr = unix.GetsockoptUcred(int(fd), unix.SOL_SOCKET, unix.SO_PEERCRED) }); err != nil {
		return -1, err
	}
	if cerr != nil {
		return -1, cerr
	}
	return int(cred.Uid), nil
}
