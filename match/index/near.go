package index

import (
	"cmp"
	"slices"

	"schild/match/score"
	"schild/name"
)

// nearby finds the terms near the words of one name, and remembers how near.
type nearby struct {
	x       *Index
	n       *score.Name
	round   uint32
	seen    []uint32 // by term: the round in which it was looked at
	place   []mark   // by term: its row
	rows    [][]score.Link
	free    []score.Link
	found   []found
	current int
	word    *score.Word
	words   []*knownWord // of n
}

type mark struct{ round, row uint32 }

type found struct {
	term uint32
	link score.Link
}

// begin forgets the last name. A round stands for one word; the rows of a name carry its first round.
func (v *nearby) begin(x *Index, n *score.Name, words []*knownWord) {
	v.x, v.n, v.words = x, n, words
	if v.round > 1<<31 {
		clear(v.seen)
		clear(v.place)
		v.round = 0
	}
	v.round += uint32(v.current) + 1
	v.current = 0
	if grow := x.terms.len() - len(v.seen); grow > 0 {
		v.seen = append(v.seen, make([]uint32, grow)...)
		v.place = append(v.place, make([]mark, grow)...)
	}
	v.rows, v.free = v.rows[:0], v.free[:0]
}

// find gives the terms near word i, nearest first; some may have no names any more.
func (v *nearby) find(i int) []found {
	v.current++
	w := v.words[i]
	near := w.near.Load()
	if near == nil || near.terms != v.x.terms.len() {
		near = &nearTerms{v.x.terms.len(), v.search(&w.word)}
		v.x.known.learnt(w, near)
	}
	for _, f := range near.found {
		v.keep(f, i)
	}
	return near.found
}

// search looks for the terms near a word: by its sound, by what is left of its spellings, by its nicknames.
func (v *nearby) search(w *score.Word) []found {
	v.found, v.word = v.found[:0], w
	for _, k := range w.Sounds() {
		v.x.sounds.each(hashText(k), v.sounding)
	}
	for _, s := range append([]string{w.Text}, w.Forms...) {
		eachKey(s, reach(s), func(h uint64) { v.x.near.each(h, v.typed) })
	}
	for _, s := range name.Nicknames(w.Text) {
		if t, ok := v.x.numbers[s]; ok {
			v.typed(t)
		}
	}
	slices.SortFunc(v.found, func(a, b found) int {
		return cmp.Or(cmp.Compare(a.link.Cost, b.link.Cost), cmp.Compare(a.term, b.term))
	})
	return slices.Clone(v.found)
}

func (v *nearby) sounding(t uint32) { v.look(t, true) }
func (v *nearby) typed(t uint32)    { v.look(t, false) }

// look compares the word with a term, once. Those that sound alike come first, so what comes later does not.
func (v *nearby) look(t uint32, sounds bool) {
	now := v.round + uint32(v.current)
	if v.seen[t] == now {
		return
	}
	v.seen[t] = now
	term := v.x.terms.at(t)
	link := score.Link{How: score.Same}
	if term.word.Text != v.word.Text {
		link = score.NearSounding(v.word, &term.word, sounds)
	}
	if link.How != score.None {
		v.found = append(v.found, found{term: t, link: link})
	}
}

// keep writes a link into the row of its term.
func (v *nearby) keep(f found, i int) {
	m := &v.place[f.term]
	if m.round != v.round+1 {
		*m = mark{round: v.round + 1, row: uint32(len(v.rows))}
		n := len(v.n.Words)
		if cap(v.free)-len(v.free) < n {
			v.free = make([]score.Link, 0, 1024*n)
		}
		row := v.free[len(v.free) : len(v.free)+n]
		v.free = v.free[:len(v.free)+n]
		clear(row)
		v.rows = append(v.rows, row)
	}
	v.rows[m.row][i] = f.link
}

// row gives how near each word of the name is to a term; nil when none is.
func (v *nearby) row(t uint32) []score.Link {
	if m := v.place[t]; m.round == v.round+1 {
		return v.rows[m.row]
	}
	return nil
}
