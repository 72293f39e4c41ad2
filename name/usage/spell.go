package usage

import (
	"cmp"
	"math"
	"slices"
)

// Spelling is a Latin word and the natural logarithm of its chance among the spellings of the same word.
type Spelling struct {
	Latin  string
	Chance float64
}

// path is a spelling begun: its letters, what tells it from others, the last two units and what they have cost.
type path struct {
	latin  string
	key    string
	a, b   int32
	chance float32
}

// The search keeps the best paths at each letter and tries the commonest units of each.
const (
	pathsMax = 48
	unitsMax = 24
)

// spell finds the likeliest spellings of letters, best first; of those with the same key only one. Letters that no unit has are
// passed over.
func (m *model) spell(letters []rune, most int, key func(string) string) []Spelling {
	at := make([][]path, len(letters)+1)
	at[0] = []path{{}}
	for i := range letters {
		at[i] = trim(at[i], pathsMax)
		moved := false
		for _, size := range [2]int{1, 2} {
			if i+size > len(letters) {
				break
			}
			ids := m.byOther[string(letters[i:i+size])]
			ids = ids[:min(len(ids), unitsMax)]
			moved = moved || len(ids) > 0 && size == 1
			at[i+size] = append(at[i+size], m.extend(at[i], ids, key)...)
		}
		if !moved {
			at[i+1] = append(at[i+1], at[i]...)
		}
	}
	return m.finish(at[len(letters)], most)
}

// tie is a path and the unit that may follow it.
type tie struct {
	from   int
	id     int32
	chance float32
}

// aside is how far a path may lie behind the best one.
const aside = 9

// extend goes on from each path with each unit. Only what may be among the best is spelt out.
func (m *model) extend(paths []path, ids []int32, key func(string) string) []path {
	best := float32(never)
	ties := make([]tie, 0, len(paths)*len(ids))
	for i, p := range paths {
		r := m.row(p.a, p.b)
		for _, id := range ids {
			c := p.chance + m.three(r, p.b, id)
			if c < best-aside {
				continue
			}
			best = max(best, c)
			ties = append(ties, tie{i, id, c})
		}
	}
	ties = slices.DeleteFunc(ties, func(t tie) bool { return t.chance < best-aside })
	if len(ties) > 2*pathsMax {
		slices.SortFunc(ties, func(a, b tie) int {
			return cmp.Or(cmp.Compare(b.chance, a.chance), cmp.Compare(a.from, b.from), cmp.Compare(a.id, b.id))
		})
		ties = ties[:2*pathsMax]
	}
	out := make([]path, 0, len(ties))
	for _, t := range ties {
		p := paths[t.from]
		latin := p.latin + m.units[t.id].Latin
		out = append(out, path{latin, key(latin), p.b, t.id, t.chance})
	}
	return out
}

// trim keeps the best paths; of those that differ in nothing that matters later, the better.
func trim(paths []path, most int) []path {
	slices.SortFunc(paths, func(a, b path) int {
		return cmp.Or(cmp.Compare(b.chance, a.chance), cmp.Compare(a.latin, b.latin), cmp.Compare(a.a, b.a), cmp.Compare(a.b, b.b))
	})
	out := paths[:0]
	for _, p := range paths {
		if len(out) == most {
			break
		}
		if !slices.ContainsFunc(out, func(q path) bool { return q.b == p.b && q.key == p.key }) {
			out = append(out, p)
		}
	}
	return out
}

// finish ends every path, adds up those that spell alike and gives the best as shares of the whole.
func (m *model) finish(paths []path, most int) []Spelling {
	sum, best, total := map[string]float64{}, map[string]string{}, 0.0
	paths = trim(paths, 2*pathsMax)
	for _, p := range paths {
		c := math.Exp(float64(p.chance + m.three(m.row(p.a, p.b), p.b, 1)))
		if best[p.key] == "" { // paths come best first
			best[p.key] = p.latin
		}
		sum[p.key] += c
		total += c
	}
	var out []Spelling
	for key, c := range sum {
		if latin := best[key]; latin != "" && c > 0 {
			out = append(out, Spelling{latin, c})
		}
	}
	slices.SortFunc(out, func(a, b Spelling) int { return cmp.Or(cmp.Compare(b.Chance, a.Chance), cmp.Compare(a.Latin, b.Latin)) })
	out = out[:min(len(out), most)]
	for i := range out {
		out[i].Chance = math.Log(out[i].Chance / total)
	}
	return out
}

// peak gives the log chance of the single likeliest run of units for letters.
func (m *model) peak(letters []rune) float64 {
	at := make([][]path, len(letters)+1)
	at[0] = []path{{}}
	for i := range letters {
		moved := false
		for _, size := range [2]int{1, 2} {
			if i+size > len(letters) {
				break
			}
			ids := m.byOther[string(letters[i:i+size])]
			ids = ids[:min(len(ids), unitsMax)]
			moved = moved || len(ids) > 0 && size == 1
			at[i+size] = m.reach(at[i+size], at[i], ids)
		}
		if !moved {
			at[i+1] = append(at[i+1], at[i]...)
		}
	}
	best := float32(never)
	for _, p := range at[len(letters)] {
		best = max(best, p.chance+m.three(m.row(p.a, p.b), p.b, 1))
	}
	return float64(best)
}

// reach is extend without the letters: only the best few paths are kept.
func (m *model) reach(out, paths []path, ids []int32) []path {
	for _, p := range paths {
		r := m.row(p.a, p.b)
		for _, id := range ids {
			out = append(out, path{"", "", p.b, id, p.chance + m.three(r, p.b, id)})
		}
	}
	return trim(out, 8)
}
