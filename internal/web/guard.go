package web

import (
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"net/url"
	"runtime/debug"
	"time"

	"schild/fault"
)

// policy lets pages use own scripts, styles and pictures, send forms to the site and be framed by the site; nothing else.
const policy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; form-action 'self'; " +
	"frame-src 'self'; frame-ancestors 'self'; base-uri 'none'"

// guard is around everything: headers, the host asked for, a log line, and a page when a handler breaks down.
func (s *Site) guard(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		secure(w.Header())
		if !s.mine(r.Host) {
			http.Error(w, "schild: this is not "+r.Host, http.StatusMisdirectedRequest)
			return
		}
		began := s.sessions.now()
		seen := &status{ResponseWriter: w}
		defer s.mend(seen, r)
		next.ServeHTTP(seen, r)
		s.cfg.Log.Info("answered", slog.String("method", r.Method), slog.String("pattern", r.Pattern), slog.Int("status", seen.code()),
			slog.Duration("took", s.sessions.now().Sub(began).Round(time.Microsecond)))
	})
}

func secure(h http.Header) {
	h.Set("Content-Security-Policy", policy)
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("Referrer-Policy", "same-origin")
	h.Set("Cross-Origin-Opener-Policy", "same-origin")
	h.Set("Cross-Origin-Resource-Policy", "same-origin")
	h.Set("Permissions-Policy", "camera=(), geolocation=(), microphone=()")
	h.Set("Cache-Control", "no-store")
}

// mine tells whether a request is meant for this site: a name that only points here (DNS rebinding) is turned away.
func (s *Site) mine(host string) bool {
	if s.origin == nil || host == s.origin.Host {
		return true
	}
	name, port, err := net.SplitHostPort(host)
	if err != nil || port != s.origin.Port() || !loopback(s.origin.Hostname()) {
		return false
	}
	return loopback(name)
}

func loopback(name string) bool {
	ip := net.ParseIP(name)
	return name == "localhost" || ip != nil && ip.IsLoopback()
}

// mend answers for a handler that broke down. The log gets the kind of the panic and the place, not its words: they may be content.
func (s *Site) mend(w *status, r *http.Request) {
	p := recover()
	switch {
	case p == nil:
		return
	case p == http.ErrAbortHandler:
		panic(p)
	}
	s.cfg.Log.Error("broke down", slog.String("pattern", r.Pattern), slog.String("panic", fmt.Sprintf("%T", p)), slog.String("stack", string(debug.Stack())))
	if w.wrote == 0 {
		s.kit.Fail(w, r, s.stranger(r), fault.New(fault.Broken, "broken"))
	}
}

// status remembers the status of an answer.
type status struct {
	http.ResponseWriter
	wrote int
}

// WriteHeader notes the status.
func (s *status) WriteHeader(code int) {
	s.wrote = code
	s.ResponseWriter.WriteHeader(code)
}

// Write notes that the answer began.
func (s *status) Write(b []byte) (int, error) {
	s.wrote = s.code()
	return s.ResponseWriter.Write(b)
}

// Unwrap gives the writer below, for http.ResponseController.
func (s *status) Unwrap() http.ResponseWriter { return s.ResponseWriter }

func (s *status) code() int {
	if s.wrote == 0 {
		return http.StatusOK
	}
	return s.wrote
}

// parseOrigin reads the site's own address; nil when none was given.
func parseOrigin(s string) (*url.URL, error) {
	if s == "" {
		return nil, nil
	}
	u, err := url.Parse(s)
	if err != nil || u.Host == "" || u.Scheme != "http" && u.Scheme != "https" {
		return nil, fault.Wrap(err, fault.Invalid, "web.origin", "origin", s)
	}
	return u, nil
}
