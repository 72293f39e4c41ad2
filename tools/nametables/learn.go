package main

import (
	"cmp"
	"fmt"
	"hash/fnv"
	"math"
	"slices"

	"schild/name/script"
	"schild/name/usage"
)

const (
	rounds    = 6
	sampleMax = 40_000 // pairs that the chances of units are learned from; all are counted afterwards
	dropShare = 0.04   // of the pairs that fit worst: they are no spellings of one name
)

// kept tells the tenth that is measured: by the other side, so that no word is on both sides.
func kept(p pair) bool {
	h := fnv.New32a()
	h.Write([]byte(string(p.other)))
	return h.Sum32()%10 == 3
}

func learn(j job, c corpus) error {
	pairs, err := c.read(j.data, c.of)
	if err != nil {
		return err
	}
	train, held := pairs, []pair(nil)
	if j.dev {
		train, held = split(pairs)
	}
	fmt.Printf("%s: %d pairs, %d kept apart\n", c.file, len(train), len(held))
	grams := gramsOf(train, c)
	packed := usage.Pack(grams)
	m, err := usage.Read(c.of, packed, usage.PackWords(nil))
	if err != nil {
		return err
	}
	words := usage.PackWords(remember(m, train))
	fmt.Printf("%s: %d units, %d rows, %d bytes, words %d bytes\n", c.file, len(grams.Units), len(grams.Rows), len(packed), len(words))
	if j.dev {
		if m, err = usage.Read(c.of, packed, words); err != nil {
			return err
		}
		measureNames(m, held, train)
		return measure(m, held)
	}
	if err := j.write("usage/table/"+c.file+".gram", packed); err != nil {
		return err
	}
	return j.write("usage/table/"+c.file+".word", words)
}

func split(pairs []pair) (train, held []pair) {
	for _, p := range pairs {
		if kept(p) {
			held = append(held, p)
		} else {
			train = append(train, p)
		}
	}
	return train, held
}

// gramsOf learns the units, cuts every pair with them and counts the runs.
func gramsOf(pairs []pair, c corpus) *usage.Grams {
	a := newAligner(c.of == script.Han)
	var sample []pair
	step := float64(len(pairs)) / float64(min(len(pairs), sampleMax))
	for x := 0.0; int(x) < len(pairs); x += step {
		sample = append(sample, pairs[int(x)])
	}
	for range rounds {
		a.round(sample)
	}
	type cut struct {
		units []usage.Unit
		fit   float64
		n     float64
	}
	cuts := make([]cut, 0, len(pairs))
	for i := range pairs {
		units, fit := a.best(&pairs[i])
		if units != nil {
			cuts = append(cuts, cut{units, fit, pairs[i].weight})
		}
	}
	slices.SortStableFunc(cuts, func(a, b cut) int { return cmp.Compare(b.fit, a.fit) })
	g := newGrams()
	for _, c := range cuts[:len(cuts)-int(dropShare*float64(len(cuts)))] {
		g.add(c.units, 1+math.Log(max(1, c.n)))
	}
	grams := g.model(c.least)
	prune(grams)
	return grams
}

const (
	unseen   = 2   // bearers that each word is given besides those counted, for spellings nobody counted
	leastFit = -18 // what fits worse is no spelling of the word
)

// remember picks the spellings to keep as they are: of words that several people bear, those that the model would not put first.
func remember(m *usage.Model, pairs []pair) map[string][]usage.Spelling {
	seen := map[string]map[string]float64{}
	for _, p := range pairs {
		if seen[string(p.other)] == nil {
			seen[string(p.other)] = map[string]float64{}
		}
		seen[string(p.other)][p.latin] += p.weight
	}
	out := map[string][]usage.Spelling{}
	for _, word := range sortedKeys(seen) {
		total := 0.0
		for _, n := range seen[word] {
			total += n
		}
		list := ranked(seen[word])
		guess := m.Spell(word, 1)
		if total < 3 || len(guess) > 0 && guess[0].Latin == list[0] && seen[word][list[0]]/total > 0.8 {
			continue
		}
		ready := m.Word(word)
		for _, latin := range list[:min(len(list), 4)] {
			if n := seen[word][latin]; n/total >= 0.02 && (n >= 2 || total < 8) && ready.Fit(latin) > leastFit {
				out[word] = append(out[word], usage.Spelling{Latin: latin, Chance: math.Log(n / (total + unseen))})
			}
		}
	}
	return out
}

func ranked(count map[string]float64) []string {
	keys := sortedKeys(count)
	slices.SortStableFunc(keys, func(a, b string) int { return cmp.Compare(count[b], count[a]) })
	return keys
}
