package index

import (
	"sync"
	"sync/atomic"

	"schild/match/score"
)

// known keeps the words that were asked for, and which terms are near them: people share their names, and to spell a word
// of another script or to look through a sound costs a hundred times what the rest of a search does.
type known struct {
	shards [64]knownShard
}

type knownShard struct {
	mu    sync.Mutex
	words map[string]*knownWord
	size  int
}

// knownWord is a word of subjects.
type knownWord struct {
	word score.Word
	near atomic.Pointer[nearTerms] // nil: not looked for yet
}

// nearTerms are the terms near a word in an index that had so many terms; when it has more, they are looked for anew.
type nearTerms struct {
	terms int
	found []found
}

// mostKnown bounds a shard: words, and the terms near them, counted together.
const mostKnown = 1 << 15

// word gives a word made ready.
func (k *known) word(text string) *knownWord {
	s := &k.shards[hashText(text)&63]
	s.mu.Lock()
	w, ok := s.words[text]
	s.mu.Unlock()
	if ok {
		return w
	}
	w = &knownWord{word: score.ReadyWord(text)}
	s.add(text, w, 1)
	return w
}

// learnt keeps what was found near a word.
func (k *known) learnt(w *knownWord, near *nearTerms) {
	w.near.Store(near)
	k.shards[hashText(w.word.Text)&63].add(w.word.Text, w, len(near.found))
}

func (s *knownShard) add(text string, w *knownWord, size int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.size+size > mostKnown || s.words == nil {
		s.words, s.size = map[string]*knownWord{}, 0
	}
	s.words[text] = w
	s.size += size
}

// Compare gives the evidence of two subjects as score.Compare does, with the words that are known already.
func (x *Index) Compare(a, b score.Subject) score.Evidence {
	return score.CompareKnown(a, b, func(text string) *score.Word { return &x.known.word(text).word })
}
