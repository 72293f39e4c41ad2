// Command schild is the working system of a small security service: one binary that receives, reads, links, writes,
// sends and answers for all of it.
//
// Output is for people on a terminal and JSON lines with --json or into a pipe. Exit 0: done; 1: a problem was found;
// 2: wrong usage. Every error says what, where and what to do.
//
// Budget: every command of the one binary is here, a file each, beside the one place where house, web and instruments are
// wired; each file is small.
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"syscall"

	"github.com/alecthomas/kong"
	"golang.org/x/sys/unix"

	"schild/internal/lang"
	"schild/internal/work"
	"schild/match/screen"
)

func main() { os.Exit(run()) }

func run() int {
	if len(os.Args) > 1 && os.Args[1] == "extract" {
		return work.ExtractMain(os.Stdin, os.Stdout) // a child under limits: nothing else of the program is wanted there
	}
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	t := terminal{in: os.Stdin, out: os.Stdout, err: os.Stderr, tty: isTerminal(os.Stdout), env: os.Getenv, args: os.Args[1:]}
	return execute(ctx, os.Args[1:], t)
}

// execute runs one command line. It is apart from run so that a running server can do it for a caller at its socket.
func execute(ctx context.Context, args []string, t terminal) int {
	var c commands
	exited := -1
	parser, err := kong.New(&c, kong.Name("schild"), kong.Description("The working system of a small security service: offline, in four languages, provable."),
		kong.Writers(t.out, t.err), kong.Exit(func(code int) { exited = code; panic(exit{}) }), kong.UsageOnError(), kong.NamedMapper("path", folder(t.cwd)), kong.Vars{"version": version(), "threshold": fmt.Sprint(screen.Threshold)})
	if err != nil {
		fmt.Fprintln(t.err, err)
		return 2
	}
	return parse(ctx, parser, args, t, &exited)
}

type exit struct{}

// parse gives kong's own exits (--help) and its errors as exit codes, and runs the command.
func parse(ctx context.Context, parser *kong.Kong, args []string, t terminal, exited *int) (code int) {
	defer func() {
		if p := recover(); p != nil {
			if _, ok := p.(exit); !ok {
				panic(p)
			}
			code = *exited
		}
	}()
	k, err := parser.Parse(args)
	if err != nil {
		fmt.Fprintf(t.err, "schild: %v\nTry: schild --help\n", err)
		return 2
	}
	k.BindTo(ctx, (*context.Context)(nil))
	k.Bind(&t)
	return t.report(k.Run())
}

// found is the error of a command that worked and found a problem: it has been printed already.
var found = errors.New("a problem was found")

// terminal is where a command reads and writes.
type terminal struct {
	in       io.Reader
	out, err io.Writer
	tty      bool
	env      func(string) string
	args     []string
	remote   *house       // the running server's house, when it executes for a caller
	uid, cwd string       // the caller's user and folder, when remote
	now      func() int64 // nil = the system's clock
}

// isTerminal tells whether people read there.
func isTerminal(f *os.File) bool {
	_, err := unix.IoctlGetTermios(int(f.Fd()), unix.TCGETS)
	return err == nil
}

// words speaks the caller's language.
func (t *terminal) words() *lang.Printer { return lang.New(lang.Choose(t.env("LANG"), "")) }

// say tells people something beside the output: a key and alternating names and values.
func (t *terminal) say(key string, args ...string) {
	fmt.Fprintf(t.err, "schild: %s\n", t.words().T(key, args...))
}

// report prints an error for people and gives the exit code.
func (t *terminal) report(err error) int {
	switch {
	case err == nil:
		return 0
	case errors.Is(err, found):
		return 1
	}
	fmt.Fprintf(t.err, "schild: %s\n", t.words().Fault(err))
	if t.env("SCHILD_DEBUG") != "" {
		fmt.Fprintf(t.err, "%v\n", err)
	}
	return 1
}
