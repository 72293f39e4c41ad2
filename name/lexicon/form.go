package lexicon

import (
	"cmp"
	_ "embed"
	"slices"
	"strings"
	"sync"
	"unicode/utf8"
)

//go:embed form.txt
var formFile string

// Form is a legal form found in a name: its class, its short writing, and how many words it takes up.
type Form struct {
	Class, Short string
	Words        int
}

// formMax is the number of words in the longest form.
const formMax = 6

type form struct{ class, short string }

var forms = sync.OnceValue(func() map[string]form {
	out := map[string]form{}
	for line := range strings.Lines(formFile) {
		class, list, ok := strings.Cut(strings.TrimSpace(line), " | ")
		if !ok || strings.HasPrefix(line, "#") {
			continue
		}
		writings := strings.Split(list, ", ")
		for _, w := range writings {
			if _, taken := out[w]; !taken {
				out[w] = form{class, writings[0]}
			}
		}
	}
	return out
})

// FormAt finds the longest legal form that begins with the first of the folded words.
func FormAt(words []string) (Form, bool) {
	for n := min(formMax, len(words)); n > 0; n-- {
		if f, ok := forms()[strings.Join(words[:n], " ")]; ok {
			return Form{f.class, f.short, n}, true
		}
	}
	return Form{}, false
}

// FormWithin finds the longest legal form that a word of an unspaced script begins or ends with, and where it stands.
func FormWithin(word string) (f Form, start, end int) {
	for _, key := range glued() {
		switch {
		case len(key) >= len(word):
			continue
		case strings.HasSuffix(word, key):
			start, end = len(word)-len(key), len(word)
		case strings.HasPrefix(word, key):
			start, end = 0, len(key)
		default:
			continue
		}
		v := forms()[key]
		return Form{v.class, v.short, 1}, start, end
	}
	return Form{}, 0, 0
}

// glued are the forms of unspaced scripts, longest first.
var glued = sync.OnceValue(func() []string {
	var out []string
	for key := range forms() {
		if r, _ := utf8.DecodeRuneInString(key); r >= 0x3000 {
			out = append(out, key)
		}
	}
	slices.SortFunc(out, func(a, b string) int { return cmp.Or(cmp.Compare(len(b), len(a)), cmp.Compare(a, b)) })
	return out
})
