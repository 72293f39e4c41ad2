package main

import (
	"cmp"
	"fmt"
	"math/rand/v2"
	"slices"
	"time"

	"schild/name"
	"schild/name/usage"
)

// The list that whole names are looked for in, and how many are.
const (
	listSize   = 18_000
	querySize  = 400
	spellsMany = 24
)

// whole is a name of two words in Latin letters.
type whole [2]string

// list finds names by the keys of their words.
type list struct {
	names []whole
	byKey map[string][]int32
}

func newList(names []whole) *list {
	l := &list{names, map[string][]int32{}}
	for i, n := range names {
		for _, w := range n {
			for _, k := range name.Sound(w) {
				l.byKey[k] = append(l.byKey[k], int32(i))
			}
		}
	}
	return l
}

// near gives the names that share a key with both words, or with one of them when alone is set.
func (l *list) near(keys [2][]string, alone bool) []int32 {
	hits := map[int32]int{}
	for i, list := range keys {
		for _, k := range list {
			for _, id := range l.byKey[k] {
				hits[id] |= 1 << i
			}
		}
	}
	var out []int32
	for id, h := range hits {
		if h == 3 || alone {
			out = append(out, id)
		}
	}
	slices.Sort(out)
	return out
}

// measureNames composes names of two words out of pairs kept apart, hides them among others and looks for them in the other script.
func measureNames(m *usage.Model, held, train []pair) {
	r := rand.New(rand.NewPCG(1, 2))
	var names []whole
	var asked [][2]string
	for range querySize {
		a, b := held[r.IntN(len(held))], held[r.IntN(len(held))]
		names = append(names, whole{a.latin, b.latin})
		asked = append(asked, [2]string{string(a.other), string(b.other)})
	}
	all := append(slices.Clone(held), train...)
	for len(names) < listSize {
		names = append(names, whole{all[r.IntN(len(all))].latin, all[r.IntN(len(all))].latin})
	}
	l := newList(names)
	l.measure(m, asked, false)
	l.measure(m, asked[:querySize/4], true)
}

func (l *list) measure(m *usage.Model, asked [][2]string, alone bool) {
	began, found, first, ten, candidates := time.Now(), 0, 0, 0, 0
	for q, words := range asked {
		near, place := l.ask(m, words, alone, q)
		candidates += near
		if place >= 0 {
			found++
		}
		if place == 0 {
			first++
		}
		if place >= 0 && place < 10 {
			ten++
		}
	}
	n := float64(len(asked))
	how := "both words"
	if alone {
		how = "one word"
	}
	fmt.Printf("whole names among %d, a key of %s: candidates hold %.3f (%d on average), first %.3f, ten %.3f, %v a query\n", listSize, how, float64(found)/n, candidates/len(asked), float64(first)/n, float64(ten)/n, time.Since(began)/time.Duration(len(asked)))
}

// ask gives the number of candidates and the place of the wanted name among them, -1 when it is not there.
func (l *list) ask(m *usage.Model, words [2]string, alone bool, want int) (near, place int) {
	var keys [2][]string
	var ready [2]*usage.Word
	for i, w := range words {
		ready[i] = m.Word(w)
		for _, s := range m.Sound(w, spellsMany, firstSound) {
			keys[i] = append(keys[i], name.Sound(s.Latin)...)
		}
	}
	ids := l.near(keys, alone)
	fits := [2]map[string]float64{{}, {}}
	score := func(id int32) (total float64) {
		n := l.names[id]
		straight, crossed := 0.0, 0.0
		for i := range 2 {
			for _, w := range n {
				if _, ok := fits[i][w]; !ok {
					fits[i][w] = ready[i].Fit(w)
				}
			}
			straight += fits[i][n[i]]
			crossed += fits[i][n[1-i]]
		}
		return max(straight, crossed)
	}
	scores := make(map[int32]float64, len(ids))
	for _, id := range ids {
		scores[id] = score(id)
	}
	slices.SortFunc(ids, func(a, b int32) int { return cmp.Or(cmp.Compare(scores[b], scores[a]), cmp.Compare(a, b)) })
	return len(ids), slices.Index(ids, int32(want))
}

func firstSound(latin string) string {
	if k := name.Sound(latin); len(k) > 0 {
		return k[0]
	}
	return ""
}
