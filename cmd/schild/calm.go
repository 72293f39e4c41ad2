package main

import (
	"fmt"
	"io"
	"log"
	"log/slog"
	"net/http"
	"runtime/debug"
)

// logTo gives the log of a program that runs on: what went wrong, and never what somebody sent.
func logTo(w io.Writer) *slog.Logger {
	return slog.New(slog.NewTextHandler(w, &slog.HandlerOptions{Level: slog.LevelWarn}))
}

// broke logs that something broke down: the sort of the panic and the place, not its words. They may be what somebody sent.
func broke(l *slog.Logger, where string, p any) {
	l.Error("broke down", slog.String("where", where), slog.String("panic", fmt.Sprintf("%T", p)), slog.String("stack", string(debug.Stack())))
}

// calm answers for a handler that broke down. Left to itself the server would write the panic's words to the log.
func calm(l *slog.Logger, next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		defer func() {
			switch p := recover(); p {
			case nil:
			case http.ErrAbortHandler:
				panic(p)
			default:
				broke(l, r.Pattern, p)
				panic(http.ErrAbortHandler) // what was answered so far must not pass for the whole
			}
		}()
		next.ServeHTTP(w, r)
	})
}

// silent is for the server's own remarks on connections, which repeat what a client sent.
func silent() *log.Logger { return log.New(io.Discard, "", 0) }
