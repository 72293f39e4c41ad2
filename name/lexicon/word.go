package lexicon

import (
	_ "embed"
	"strings"
	"sync"
)

//go:embed word.txt
var wordFile string

// Word says what a folded word is for in a name; a word may be several things.
type Word uint8

// Title, Suffix and Particle are what the package comment says. Father stands before a father's name ("bin"), After stands behind
// one ("oglu"); Body shows that an organisation bears the name; East is a Korean, Chinese or Vietnamese family name, which stands first.
const (
	Title Word = 1 << iota
	Suffix
	Particle
	Father
	After
	Body
	East
)

// Of tells what a folded word is; 0 when nothing is known.
func Of(folded string) Word { return words()[folded] }

var words = sync.OnceValue(func() map[string]Word {
	kinds := map[string]Word{"title": Title, "suffix": Suffix, "particle": Particle, "father": Father, "after": After, "body": Body, "east": East}
	out := map[string]Word{}
	for line := range strings.Lines(wordFile) {
		kind, list, ok := strings.Cut(line, ": ")
		if !ok || strings.HasPrefix(line, "#") {
			continue
		}
		for w := range strings.FieldsSeq(list) {
			out[w] |= kinds[kind]
		}
	}
	return out
})

// FatherEnding tells whether a folded word has the ending of an East Slavic patronymic: Ivanovich, Ivanovna, Иванович.
func FatherEnding(folded string) bool {
	for _, e := range [...]string{"ovich", "evich", "ovych", "evych", "ovitch", "evitch", "owitsch", "ewitsch", "ovitsj", "evitsj", "yevich", "iyevich", "ilyich", "ilich",
		"ovna", "evna", "ivna", "owna", "ewna", "ichna", "inichna", "avich", "awna", "ауна", "авич", "авіч",
		"ович", "евич", "йович", "овна", "евна", "івна", "ивна", "ична", "ильич", "овіч", "евіч"} {
		if len(folded) > len(e)+1 && strings.HasSuffix(folded, e) || folded == e && e == "ильич" {
			return true
		}
	}
	return false
}
