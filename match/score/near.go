package score

import (
	"strings"

	"schild/name"
)

// How says in which way two words are near; its text is a part of a message key.
type How uint8

// The ways, best first. None: they are not near.
const None, Same, Typed, Heard, Short, Spelled, Joined, Initial How = 0, 1, 2, 3, 4, 5, 6, 7

// String gives the way's word, as it stands in evidence.
func (h How) String() string {
	words := [...]string{"none", "same", "typed", "heard", "nickname", "spelled", "joined", "initial"}
	if int(h) >= len(words) {
		return "none"
	}
	return words[h]
}

// Link is how near two words are. Cost is 0 for the same word and grows with what separates them, in thousandths.
type Link struct {
	How  How
	Cost int32
}

// The costs that are not counted in letters.
const (
	costShort   = 250
	costSpelled = 60 // another script says less than the letters themselves
	costJoined  = 40
	costMost    = 1000
)

// Near compares two words. It is symmetric.
func Near(a, b *Word) Link {
	if a.Text == b.Text {
		return Link{How: Same}
	}
	return NearSounding(a, b, soundAlike(a.Text, b.Text))
}

// NearSounding is Near for two different words of whom the caller knows whether they share a key of sound.
func NearSounding(a, b *Word, sounds bool) Link {
	if !a.Latin || !b.Latin {
		return across(a, b, sounds)
	}
	if link := written(a.Text, b.Text, sounds); link.How != None {
		return link
	}
	if name.SameNickname(a.Text, b.Text) {
		return Link{How: Short, Cost: costShort}
	}
	return Link{}
}

// written compares two words of one script.
func written(a, b string, sounds bool) Link {
	if a == b {
		return Link{How: Same}
	}
	var la, lb letters
	x, y := la.read(a), lb.read(b)
	k := Reach(min(len(x), len(y)))
	near := steps(x, y, k, true) <= k
	if !near && !sounds {
		return Link{}
	}
	return Link{How: typedOr(near, sounds), Cost: relative(x, y)}
}

func typedOr(near, sounds bool) How {
	if near && !sounds {
		return Typed
	}
	return Heard
}

// relative is the effort between two spellings, measured by their length.
func relative(x, y []rune) int32 {
	return min(costMost, effort(x, y)*4/int32(2+len(x)+len(y)))
}

// across compares words where at least one is not Latin.
func across(a, b *Word, sounds bool) Link {
	best := Link{}
	if a.Latin == b.Latin {
		best = written(a.Text, b.Text, false)
	}
	for _, fa := range a.latin() {
		for _, fb := range b.latin() {
			link := written(fa, fb, sounds)
			if link.How != None && (best.How == None || link.Cost+costSpelled < best.Cost) {
				best = Link{How: Spelled, Cost: min(costMost, link.Cost+costSpelled)}
			}
		}
	}
	if best.How == Spelled && a.Latin != b.Latin {
		best.Cost = min(best.Cost, fit(a, b))
	}
	return best
}

// fit asks how well the Latin word spells the other: usage knows more than any one table.
func fit(a, b *Word) int32 {
	if !a.Latin {
		a, b = b, a
	}
	return costSpelled + int32((1-name.Transliterates(a.Text, b.Text))*costMost+0.5)
}

func (w *Word) latin() []string {
	if w.Latin {
		return []string{w.Text}
	}
	return w.Forms
}

func soundAlike(a, b string) bool {
	of := name.Sound(b)
	for _, k := range name.Sound(a) {
		if contains(of, k) {
			return true
		}
	}
	return false
}

// LeastEnd is how many letters the whole end of joined words has; words of ShortJoin letters need none.
const LeastEnd, ShortJoin = 3, 4

// NearJoined compares a word with the joined neighbours of another name, given in order. See the package comment.
func NearJoined(w *Word, parts []*Word) Link {
	if !w.Latin || len(w.Text) > maxLetters {
		return Link{}
	}
	n := 0
	for _, p := range parts {
		n += len(p.Text)
	}
	if abs(n-len(w.Text)) > 1 || n > maxLetters {
		return Link{}
	}
	var buf [maxLetters]byte
	joined := buf[:0]
	for _, p := range parts {
		joined = append(joined, p.Text...)
	}
	switch {
	case string(joined) == w.Text && (len(joined) <= ShortJoin || wholeEnd(w.Text, parts)):
		return Link{How: Joined, Cost: costJoined}
	case len(w.Text) < 6 || !wholeEnd(w.Text, parts):
		return Link{}
	}
	var la, lb letters
	x, y := la.read(w.Text), lb.read(string(joined))
	if steps(x, y, 1, false) > 1 {
		return Link{}
	}
	return Link{How: Joined, Cost: costJoined + relative(x, y)}
}

// wholeEnd tells whether the first or the last of the parts, of three letters or more, stands in the word unchanged.
func wholeEnd(w string, parts []*Word) bool {
	first, last := parts[0].Text, parts[len(parts)-1].Text
	return len(first) >= LeastEnd && strings.HasPrefix(w, first) || len(last) >= LeastEnd && strings.HasSuffix(w, last)
}
