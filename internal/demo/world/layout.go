package world

import (
	"strings"
	"unicode/utf8"
)

// wrap breaks a text's long lines at spaces, at column width; the marks around names take no room. A break may fall inside a name.
func wrap(s string, width int) string {
	var b strings.Builder
	for i, line := range strings.Split(s, "\n") {
		if i > 0 {
			b.WriteByte('\n')
		}
		col := 0
		for j, word := range strings.Split(line, " ") {
			n := wide(word)
			switch {
			case j == 0:
			case col+1+n > width:
				b.WriteByte('\n')
				col = 0
			default:
				b.WriteByte(' ')
				col++
			}
			b.WriteString(word)
			col += n
		}
	}
	return b.String()
}

func wide(s string) int {
	return utf8.RuneCountInString(s) - strings.Count(s, string(markOpen)) - strings.Count(s, string(markClose))
}

// unmark takes the marks out and notes where each name stands. named are the names in the order of the text.
func unmark(s, part string, named []Mention) (string, []Mention) {
	var b strings.Builder
	out := make([]Mention, 0, len(named))
	start := 0
	for _, r := range s {
		switch r {
		case markOpen:
			start = b.Len()
		case markClose:
			m := named[len(out)]
			m.Part, m.Start, m.End = part, start, b.Len()
			m.Written = b.String()[start:]
			if strings.Contains(m.Written, "\n") && m.How == asListed {
				m.How = wrapped
			}
			out = append(out, m)
		default:
			b.WriteRune(r)
		}
	}
	return b.String(), out
}
