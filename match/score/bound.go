package score

import "schild/name"

// Most is what can be said of two names before they are aligned. Whatever their alignment, Sum is not below what it gives:
// an index may pass over a name when that is too little.
type Most struct {
	Gain  int32 // what near words can say, each taken with its best
	Cost  int32 // what separates them, each taken with its nearest
	RestA int32 // weight that has no partner for certain
	RestB int32
	Alone bool // one weighty word is all that can agree
}

// Sum gives the bound.
func (m Most) Sum(k name.Kind) int32 {
	w := weightsOf(k)
	conflict, surplus := w.against(max(0, m.RestA), max(0, m.RestB))
	conflict -= part(int64(conflict), w.alike) + fine
	sum := w.bias*fine + m.Gain - w.soften(m.Gain) - m.Cost - conflict - surplus
	if m.Alone && max(0, m.RestA)+max(0, m.RestB) >= weighty {
		sum -= w.lone * fine
	}
	return sum
}

// Least is the lowest floor of a search: every pair of names in which no word agrees lies below it, whatever the facts.
const Least = -8 * full * fine

// Potential gives the most a near pair can say and the least its distance costs, where weight is the word's own.
func Potential(k name.Kind, rare int32, p Link, weight int32) (gain, cost int32) {
	w := weightsOf(k)
	gain, _ = w.gain(rare, p, weight)
	_, cost = w.gain(rare, p, weightyLeast)
	return gain, cost
}

// PotentialSmall gives the most that small words of this weight can say.
func PotentialSmall(k name.Kind, weight int32) int32 {
	w := weightsOf(k)
	return part(int64(w.word+w.rare)*fine, weight)
}
