package screening

import (
	"slices"
	"strings"
	"unicode/utf8"

	"schild/match/score"
	"schild/name"
)

// drawing is two names, one above the other, with a line between the parts that stand against each other.
type drawing struct {
	Width, Height int
	Boxes         []box
	Lines         []link
}

// box is one part of a name.
type box struct {
	X, Y, Width int
	Text        string
	Middle      int
	Alone       bool // it has no partner
}

// link joins two parts; Same is drawn whole, all else broken.
type link struct {
	X1, X2 int
	Y1, Y2 int
	Same   bool
}

const (
	letterWide = 11
	boxHigh    = 30
	boxGap     = 12
	rowGap     = 62
)

// draw places the words of the evidence in the order in which each name has them.
func draw(ev score.Evidence) drawing {
	type pair struct {
		a, b string
		same bool
	}
	var pairs []pair
	var aloneA, aloneB []string
	for _, i := range ev.Items {
		switch i.Kind {
		case "word":
			pairs = append(pairs, pair{i.A, i.B, i.How == "same"})
		case "lack":
			aloneA, aloneB = append(aloneA, strings.Fields(i.A)...), append(aloneB, strings.Fields(i.B)...)
		}
	}
	var as, bs []string
	for _, p := range pairs {
		as, bs = append(as, p.a), append(bs, p.b)
	}
	d := drawing{Height: 2*boxHigh + rowGap + 2}
	placeA := d.row(inOrder(append(as, aloneA...), ev.A), 1, aloneA)
	placeB := d.row(inOrder(append(bs, aloneB...), ev.B), 1+boxHigh+rowGap, aloneB)
	for _, p := range pairs {
		d.Lines = append(d.Lines, link{X1: placeA[p.a], Y1: boxHigh + 1, X2: placeB[p.b], Y2: boxHigh + rowGap + 1, Same: p.same})
	}
	return d
}

// inOrder sorts words by where they stand in a written name; those that do not, joined or respelt, stay where they were.
func inOrder(words []string, written string) []string {
	folded := name.Fold(written)
	at := func(w string) int {
		if i := strings.Index(folded, w); i >= 0 {
			return i
		}
		return len(folded)
	}
	out := slices.Clone(words)
	slices.SortStableFunc(out, func(x, y string) int { return at(x) - at(y) })
	return out
}

// row draws words beside each other and gives the middle of each.
func (d *drawing) row(words []string, y int, alone []string) map[string]int {
	middle, x := map[string]int{}, 1
	for _, w := range words {
		b := box{X: x, Y: y, Text: w, Width: utf8.RuneCountInString(w)*letterWide + 20, Alone: slices.Contains(alone, w)}
		b.Middle = x + b.Width/2
		middle[w] = b.Middle
		d.Boxes = append(d.Boxes, b)
		x += b.Width + boxGap
	}
	d.Width = max(d.Width, x)
	return middle
}
