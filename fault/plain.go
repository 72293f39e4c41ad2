package fault

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// argMost bounds an argument, in bytes: a path fits, a file does not.
const argMost = 1 << 10

// plain gives arguments as they may stand on a screen.
func plain(args []string) []string {
	for i, s := range args {
		if len(s) <= argMost-len("…") && strings.IndexFunc(s, odd) < 0 {
			continue
		}
		out := append([]string(nil), args...) // the caller's stay as they are
		for j := i; j < len(out); j++ {
			out[j] = line(out[j])
		}
		return out
	}
	return args
}

// line makes one line of plain text.
func line(s string) string {
	const end = "…"
	var b strings.Builder
	for _, r := range s { // what is no sign at all becomes the sign for that
		switch {
		case r == '\n' || r == '\t' || r == '\r':
			r = ' '
		case r != utf8.RuneError && odd(r):
			continue
		}
		if b.Len()+utf8.RuneLen(r) > argMost-len(end) {
			return b.String() + end
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
