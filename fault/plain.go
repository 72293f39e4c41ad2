package fault

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Bounds of an argument, in bytes: a path fits, a file does not; and how one that was cut ends.
const (
	argMost = 1<<10 - len(argCut)
	argCut  = "…"
)

// plain gives arguments as they may stand on a screen.
func plain(args []string) []string {
	if !slices.ContainsFunc(args, func(s string) bool { return len(s) > argMost || strings.ContainsFunc(s, odd) }) {
		return args
	}
	out := make([]string, len(args)) // the caller's stay as they are
	for i, s := range args {
		out[i] = line(s)
	}
	return out
}

// line makes one line of plain text.
func line(s string) string {
	var b strings.Builder
	for _, r := range s { // what is no sign at all becomes the sign for that
		switch {
		case r == '\n' || r == '\t' || r == '\r':
			r = ' '
		case r != utf8.RuneError && odd(r):
			continue
		}
		if b.Len()+utf8.RuneLen(r) > argMost {
			return b.String() + argCut
		}
		b.WriteRune(r)
	}
	return b.String()
}

// odd tells signs that steer, rather than are read: controls, the turning of the direction, line and paragraph ends. What joins
// and parts the letters of a script is read.
func odd(r rune) bool {
	return r == utf8.RuneError || unicode.IsControl(r) || r == '\u2028' || r == '\u2029' || unicode.Is(unicode.Cf, r) && r != '\u200c' && r != '\u200d'
}
