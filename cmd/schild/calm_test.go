package main

import (
	"bytes"
	"context"
	"io"
	"net"
	"net/http"
	"strings"
	"testing"
	"time"
)

// TestBreakdownIsLoggedWithoutContent: a handler that breaks down over what it was sent says where, not what; the answer it had
// begun does not pass for whole, and the server goes on.
func TestBreakdownIsLoggedWithoutContent(t *testing.T) {
	var said bytes.Buffer
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithTimeout(t.Context(), time.Minute)
	ended := make(chan error)
	go func() {
		ended <- serveUntil(ctx, l, calm(logTo(&said), http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			w.Write([]byte("begun"))
			if r.URL.Path != "/" {
				panic("cannot read " + r.URL.Path)
			}
		})))
	}()
	for _, path := range []string{"/moonfish", "/", "/moonfish?moonfish"} {
		r, err := http.Get("http://" + l.Addr().String() + path)
		if err == nil {
			_, err = io.ReadAll(r.Body)
			r.Body.Close()
		}
		if broken := err != nil; broken != (path != "/") {
			t.Errorf("%s: %v", path, err)
		}
	}
	c, err := net.Dial("tcp", l.Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	io.WriteString(c, "GET moonfish moonfish\r\n\r\n") // what is no request at all
	io.ReadAll(c)
	c.Close()
	stop()
	if err := <-ended; err != nil {
		t.Error(err)
	}
	if s := said.String(); strings.Contains(s, "moonfish") || strings.Count(s, "broke down") < 2 || !strings.Contains(s, "panic=string") {
		t.Errorf("the log has:\n%s", s)
	}
}

// TestCommandThatBreaksDown costs its caller an answer, and the server nothing.
func TestCommandThatBreaksDown(t *testing.T) {
	var log, said bytes.Buffer
	h := &house{log: logTo(&log)}
	term := terminal{out: panics{}, err: &said, env: func(string) string { return "" }}
	if code := h.carryOut(t.Context(), []string{"version"}, term); code != 1 || said.Len() == 0 || strings.Contains(log.String()+said.String(), "moonfish") || !strings.Contains(log.String(), "broke down") {
		t.Errorf("%d: %s; %s", code, said.String(), log.String())
	}
}

type panics struct{}

func (panics) Write([]byte) (int, error) { panic("moonfish") }
