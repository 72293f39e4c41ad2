package usage

import (
	"cmp"
	"encoding/binary"
	"math"
	"slices"
)

// wordsShare is how much of the chance the remembered spellings of a word have, against those worked out.
const wordsShare = 0.75

// blend joins remembered spellings and those worked out, best first.
func blend(known, worked []Spelling, most int) []Spelling {
	if len(known) == 0 {
		return worked
	}
	chance := map[string]float64{}
	for _, s := range worked {
		chance[s.Latin] += (1 - wordsShare) * math.Exp(s.Chance)
	}
	for _, s := range known {
		chance[s.Latin] += wordsShare * math.Exp(s.Chance)
	}
	out := make([]Spelling, 0, len(chance))
	for latin, c := range chance {
		out = append(out, Spelling{latin, math.Log(c)})
	}
	slices.SortFunc(out, func(a, b Spelling) int { return cmp.Or(cmp.Compare(b.Chance, a.Chance), cmp.Compare(a.Latin, b.Latin)) })
	return out[:min(len(out), most)]
}

// PackWords writes the spellings to remember as they are shipped.
func PackWords(words map[string][]Spelling) []byte {
	keys := make([]string, 0, len(words))
	for k := range words {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	b := binary.AppendUvarint(nil, uint64(len(keys)))
	before := ""
	for _, k := range keys {
		same := 0
		for same < min(len(k), len(before)) && k[same] == before[same] {
			same++
		}
		b = append(b, byte(same))
		b = appendText(b, k[same:])
		b = append(b, byte(len(words[k])))
		for _, s := range words[k] {
			b = append(appendText(b, s.Latin), packChance(math.Exp(s.Chance)))
		}
		before = k
	}
	return deflate(b)
}

func readWords(b []byte) (map[string][]Spelling, error) {
	p, err := inflate(b)
	if err != nil {
		return nil, err
	}
	n := p.number()
	words := make(map[string][]Spelling, n)
	before := ""
	for range n {
		same := min(int(p.one()), len(before))
		before = before[:same] + p.text()
		list := make([]Spelling, 0, 2)
		for range p.one() {
			list = append(list, Spelling{p.text(), float64(p.chance())})
		}
		words[before] = list
	}
	return words, nil
}
