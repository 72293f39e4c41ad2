package lexicon

import (
	_ "embed"
	"math"
	"slices"
	"strconv"
	"strings"
	"sync"
)

//go:embed share.txt
var shareFile string

//go:embed nick.txt
var nickFile string

// share keeps minus ten times the decimal logarithm of a word's shares.
type share struct{ given, family uint8 }

// rarest is the share of a word that is not in the table.
const rarest = 70

var shares = sync.OnceValue(func() map[string]share {
	out := make(map[string]share, strings.Count(shareFile, "\n"))
	for line := range strings.Lines(shareFile) {
		word, levels, _ := strings.Cut(strings.TrimSpace(line), " ")
		g, f, _ := strings.Cut(levels, " ")
		given, errGiven := strconv.ParseUint(g, 10, 8)
		family, errFamily := strconv.ParseUint(f, 10, 8)
		if errGiven == nil && errFamily == nil {
			out[word] = share{uint8(given), uint8(family)}
		}
	}
	return out
})

// Share gives a folded word's share of all given and of all family names.
func Share(folded string) (given, family float64) {
	s, ok := shares()[folded]
	if !ok {
		s = share{rarest, rarest}
	}
	return math.Pow(10, -float64(s.given)/10), math.Pow(10, -float64(s.family)/10)
}

// Known tells whether a word has a share of its own.
func Known(folded string) bool {
	_, ok := shares()[folded]
	return ok
}

// nicks has, for each word, the names it is a nickname of and the nicknames it has.
var nicks = sync.OnceValue(func() map[string][]string {
	out := map[string][]string{}
	for line := range strings.Lines(nickFile + nickMore) {
		name, list, ok := strings.Cut(strings.TrimSpace(line), ": ")
		if !ok {
			continue
		}
		for nick := range strings.SplitSeq(list, ", ") {
			out[name] = append(out[name], nick)
			out[nick] = append(out[nick], name)
		}
	}
	for k := range out {
		slices.Sort(out[k])
		out[k] = slices.Compact(out[k])
	}
	return out
})

// Nicks gives the folded names that a folded name is short for or has as short forms, sorted.
func Nicks(folded string) []string { return nicks()[folded] }
