package world

import (
	"hash/fnv"
	"math/rand/v2"
)

// dice are thrown from a seed, a purpose and a number; the same three give the same throws for ever: the generator's
// algorithm is fixed, and how a throw is made of it is written here.
type dice struct{ pcg *rand.PCG }

func newDice(seed uint64, purpose string, n int) *dice {
	h := fnv.New64a()
	h.Write([]byte(purpose)) // never fails
	d := &dice{rand.NewPCG(seed^h.Sum64(), uint64(n)*0x9e3779b97f4a7c15+1)}
	d.pcg.Uint64()
	return d
}

// n gives 0 to below k.
func (d *dice) n(k int) int {
	if k <= 1 {
		return 0
	}
	return int(d.pcg.Uint64() % uint64(k))
}

// in tells yes in percent cases of a hundred.
func (d *dice) in(percent int) bool { return d.n(100) < percent }

// of picks one.
func of[T any](d *dice, from []T) T { return from[d.n(len(from))] }

// some picks k different ones, in random order; all when there are no more.
func some[T any](d *dice, from []T, k int) []T {
	out := append([]T(nil), from...)
	for i := range min(k, len(out)) {
		j := i + d.n(len(out)-i)
		out[i], out[j] = out[j], out[i]
	}
	return out[:min(k, len(out))]
}

// skewed gives 0 to below k, low numbers more often: a few names stand in many messages, most in few.
func (d *dice) skewed(k int) int {
	u := float64(d.pcg.Uint64()>>11) / (1 << 53)
	return int(float64(k) * u * u * u)
}
