package usage

import (
	"embed"
	"sync"

	"schild/name/script"
)

//go:embed table
var tables embed.FS

// Of gives the model of a script, read on first use; nil when there is none.
func Of(of script.Script) *Model {
	switch of {
	case script.Cyrillic:
		return cyrillic()
	case script.Arabic:
		return arabic()
	case script.Hebrew:
		return hebrew()
	case script.Han:
		return ideographs()
	case script.Hangul:
		return hangul()
	}
	return nil
}

var (
	cyrillic   = sync.OnceValue(func() *Model { return load("cyrl", script.Cyrillic) })
	arabic     = sync.OnceValue(func() *Model { return load("arab", script.Arabic) })
	hebrew     = sync.OnceValue(func() *Model { return load("hebr", script.Hebrew) })
	ideographs = sync.OnceValue(func() *Model { return load("hani", script.Han) })
	hangul     = sync.OnceValue(func() *Model { return load("hang", script.Hangul) })
)

// load reads one script's tables. A table that is not there or broken gives no model; a test holds that all are whole.
func load(file string, of script.Script) *Model {
	grams, err := tables.ReadFile("table/" + file + ".gram")
	if err != nil {
		return nil
	}
	words, err := tables.ReadFile("table/" + file + ".word")
	if err != nil {
		return nil
	}
	m, err := Read(of, grams, words)
	if err != nil {
		return nil
	}
	return m
}

// Model knows how the words of one script are spelt. It is never changed.
type Model struct {
	of    script.Script
	grams *model
	words map[string][]Spelling
}

// Read makes a model from what Pack and PackWords wrote.
func Read(of script.Script, grams, words []byte) (*Model, error) {
	g, err := read(grams)
	if err != nil {
		return nil, err
	}
	w, err := readWords(words)
	return &Model{of, g, w}, err
}

// Sound gives spellings like Spell, but no two worked out that have the same key: as many ways to sound as there may be.
func (m *Model) Sound(word string, most int, key func(string) string) []Spelling {
	letters := Letters(m.of, word)
	if len(letters) == 0 || most <= 0 {
		return nil
	}
	return blend(m.words[string(letters)], m.grams.spell(letters, most, key), most)
}

func whole(latin string) string { return latin }

// Spell gives at most most spellings of a word, likeliest first. The chances of all spellings there could be add up to one.
func (m *Model) Spell(word string, most int) []Spelling {
	letters := Letters(m.of, word)
	if len(letters) == 0 || most <= 0 {
		return nil
	}
	return blend(m.words[string(letters)], m.grams.spell(letters, most, whole), most)
}

// knownCost makes the chance of a remembered spelling comparable with a fit: one in fifty is as likely a mistake of the pairs
// as a spelling.
const knownCost = 3

// Fit says how well latin spells the word: 0 is as well as can be, fitLeast not at all. A spelling that the word is known for
// fits at least as its share says.
func (w *Word) Fit(latin string) float64 {
	plain := Plain(latin)
	x := w.fit(plain)
	for _, s := range w.known {
		if s.Latin == plain {
			x = max(x, knownCost*s.Chance)
		}
	}
	return x
}
