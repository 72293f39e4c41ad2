package main

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"

	"schild/internal/work"
)

// TestMain lets the scripts run schild itself, and lets schild find itself for the child that opens hostile files.
func TestMain(m *testing.M) {
	if len(os.Args) > 1 && os.Args[1] == "extract" {
		os.Exit(work.ExtractMain(os.Stdin, os.Stdout))
	}
	if os.Getenv("SCHILD_AS_MAIN") != "" {
		main()
	}
	testscript.Main(m, map[string]func(){"schild": main})
}

// TestScripts runs testdata/*.txt: the command line as its users type it, with the reasons in prose.
func TestScripts(t *testing.T) {
	testscript.Run(t, testscript.Params{Dir: "testdata", UpdateScripts: os.Getenv("UPDATE") != "", Setup: func(e *testscript.Env) error {
		e.Setenv("XDG_CONFIG_HOME", filepath.Join(e.WorkDir, "config"))
		e.Setenv("HOME", e.WorkDir)
		e.Setenv("LANG", "en")
		return nil
	}, Cmds: map[string]func(*testscript.TestScript, bool, []string){"flip": flip, "lines": lines}})
}

// flip changes one bit in the middle of a file: flip FILE.
func flip(ts *testscript.TestScript, _ bool, args []string) {
	path := ts.MkAbs(args[0])
	b, err := os.ReadFile(path)
	ts.Check(err)
	b[len(b)/2] ^= 1
	ts.Check(os.WriteFile(path, b, 0o600))
}

// lines checks how many lines standard output of the last command has: lines N.
func lines(ts *testscript.TestScript, _ bool, args []string) {
	n := 0
	for _, c := range ts.ReadFile("stdout") {
		if c == '\n' {
			n++
		}
	}
	if want := args[0]; want != itoa(n) {
		ts.Fatalf("%d lines, want %s", n, want)
	}
}

func itoa(n int) string {
	s := ""
	for n >= 10 {
		s, n = string(rune('0'+n%10))+s, n/10
	}
	return string(rune('0'+n)) + s
}
