package usage

import (
	"cmp"
	"encoding/binary"
	"math"
	"slices"
)

// blend joins remembered spellings and those worked out, best first. What the remembered leave of the chance goes to the others.
func blend(known, worked []Spelling, most int) []Spelling {
	if len(known) == 0 {
		return worked
	}
	chance, left := map[string]float64{}, 1.0
	for _, s := range known {
		c := math.Exp(s.Chance)
		chance[s.Latin] += c
		left -= c
	}
	for _, s := range worked {
		chance[s.Latin] += max(left, 0.02) * math.Exp(s.Chance)
	}
	out := make([]Spelling, 0, len(chance))
	for latin, c := range chance {
		out = append(out, Spelling{latin, min(0, math.Log(c))})
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
	words := map[string][]Spelling{}
	before := ""
	for ; n > 0 && len(p.b) > 0; n-- {
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
