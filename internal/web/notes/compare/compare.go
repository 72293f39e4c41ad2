// Package compare lays two texts side by side and says what stayed, came and went.
//
// Vocabulary: an alteration is one paragraph as it changed; a stretch is a run of words in it with one fate.
//
// Laws it keeps:
//   - Nothing is lost: what stayed and went is the text before, what stayed and came the text after.
//   - The same two texts give the same answer; it is bounded in time by the paragraphs of a note and a limit of words.
//
// It reads no Markdown and shows nothing.
package compare

import (
	"slices"
	"strings"
	"unicode"
)

// Alteration is one paragraph as it changed: kept, new, gone, or with words changed inside it.
type Alteration struct {
	Kind  string // "" kept | "new" | "gone" | "changed"
	Words []Stretch
}

// Stretch is a run of words that stayed, came or went.
type Stretch struct {
	Kind string // "" | "new" | "gone"
	Text string
}

// mostWords bounds the comparison inside one paragraph: beyond it the paragraph is shown as gone and new.
const mostWords = 1500

// Texts compares two texts paragraph by paragraph, and word by word where one paragraph stands for another.
func Texts(before, after []string) []Alteration {
	var out []Alteration
	var gone, fresh []string
	flush := func() {
		for len(gone) > 0 && len(fresh) > 0 {
			out = append(out, inside(gone[0], fresh[0]))
			gone, fresh = gone[1:], fresh[1:]
		}
		for _, g := range gone {
			out = append(out, Alteration{"gone", []Stretch{{"gone", g}}})
		}
		for _, f := range fresh {
			out = append(out, Alteration{"new", []Stretch{{"new", f}}})
		}
		gone, fresh = nil, nil
	}
	for _, s := range align(before, after) {
		switch s.Kind {
		case "gone":
			gone = append(gone, s.Text)
		case "new":
			fresh = append(fresh, s.Text)
		default:
			flush()
			out = append(out, Alteration{"", []Stretch{{"", s.Text}}})
		}
	}
	flush()
	return out
}

// inside compares two paragraphs word by word.
func inside(before, after string) Alteration {
	a, b := tokens(before), tokens(after)
	if len(a) > mostWords || len(b) > mostWords {
		return Alteration{"changed", []Stretch{{"gone", before}, {"new", after}}}
	}
	out := Alteration{Kind: "changed"}
	for _, s := range align(a, b) {
		if n := len(out.Words); n > 0 && out.Words[n-1].Kind == s.Kind {
			out.Words[n-1].Text += s.Text
			continue
		}
		out.Words = append(out.Words, s)
	}
	return out
}

// tokens parts a text into words with the blanks behind them: put together they are the text again.
func tokens(s string) []string {
	var out []string
	for s != "" {
		end := strings.IndexFunc(s, unicode.IsSpace)
		if end < 0 {
			return append(out, s)
		}
		rest := strings.TrimLeftFunc(s[end:], unicode.IsSpace)
		out = append(out, s[:len(s)-len(rest)])
		s = rest
	}
	return out
}

// align lays two lists side by side by their longest common subsequence; what goes stands before what comes.
func align(a, b []string) []Stretch {
	best := make([][]int32, len(a)+1)
	for i := range best {
		best[i] = make([]int32, len(b)+1)
	}
	for i, x := range slices.Backward(a) {
		for j, y := range slices.Backward(b) {
			if x == y {
				best[i][j] = best[i+1][j+1] + 1
			} else {
				best[i][j] = max(best[i+1][j], best[i][j+1])
			}
		}
	}
	var out []Stretch
	i, j := 0, 0
	for i < len(a) || j < len(b) {
		switch {
		case i < len(a) && j < len(b) && a[i] == b[j]:
			out = append(out, Stretch{"", a[i]})
			i, j = i+1, j+1
		case j == len(b) || i < len(a) && best[i+1][j] >= best[i][j+1]:
			out = append(out, Stretch{"gone", a[i]})
			i++
		default:
			out = append(out, Stretch{"new", b[j]})
			j++
		}
	}
	return out
}
