package name

import (
	"math"
	"slices"

	"schild/name/roman"
	"schild/name/script"
	"schild/name/usage"
)

// Speller makes the word other of another script ready to be compared with many folded Latin words; the function it gives is
// Transliterates of other. What usage does not know is compared with the standard spellings; a Latin word is compared with itself.
func Speller(other string) func(latin string) float64 {
	ways := standardWays(other)
	m := usage.Of(script.Of(other))
	if m == nil {
		return func(latin string) float64 { return nearest(ways, usage.Plain(latin)) }
	}
	w := m.Word(other)
	return func(latin string) float64 {
		x := chanceOf(w.Fit(latin))
		if x > 0.9 {
			return x
		}
		return max(x, nearest(ways, usage.Plain(latin)))
	}
}

// standardWays gives the standard spellings of a word in letters a to z.
func standardWays(word string) []string {
	if script.Of(word) == script.Latin {
		return []string{usage.Plain(Fold(word))}
	}
	var ways []string
	for _, r := range roman.Readings(word) {
		if way := usage.Plain(Fold(r.Text)); way != "" && !slices.Contains(ways, way) {
			ways = append(ways, way)
		}
	}
	return ways
}

// The chance is one half at fitMiddle and falls by fitSlope. Measured on words kept apart, against the nearest of a thousand others:
// as likely at -4 for Cyrillic, where 19 of 20 true spellings fit better than -9; Hebrew and ideographs fit less closely.
const (
	fitMiddle = -6.5
	fitSlope  = 0.5
)

func chanceOf(fit float64) float64 {
	if fit <= -24 {
		return 0
	}
	return 1 / (1 + math.Exp(-fitSlope*(fit-fitMiddle)))
}

// nearest gives how much of the letters the best way has in common with latin: 1 less the edits for each letter, squared so that
// half the letters are no likeness.
func nearest(ways []string, latin string) float64 {
	best := 0.0
	for _, w := range ways {
		longest := max(len(w), len(latin))
		if longest == 0 {
			continue
		}
		x := 1 - float64(edits(w, latin))/float64(longest)
		best = max(best, x*x)
	}
	return best
}

// edits counts the letters to change, add and drop between two words (Levenshtein), words cut at 40 letters.
func edits(a, b string) int {
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range len(a) {
		before := row[0]
		row[0] = i + 1
		for j := range len(b) {
			change := before
			if a[i] != b[j] {
				change++
			}
			before = row[j+1]
			row[j+1] = min(change, row[j]+1, before+1)
		}
	}
	return row[len(b)]
}
