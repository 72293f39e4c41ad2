package score

import (
	"slices"
	"strings"
	"unicode/utf8"

	"schild/name"
)

// How says in which way two words are near; its text is a part of a message key.
type How uint8

// The ways, best first. None: they are not near.
const None, Same, Typed, Heard, Short, Spelled, Joined, Initial, Cut How = 0, 1, 2, 3, 4, 5, 6, 7, 8

// String gives the way's word, as it stands in evidence.
func (h How) String() string {
	words := [...]string{"none", "same", "typed", "heard", "nickname", "spelled", "joined", "initial", "cut"}
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
	leastJoined = 5 // letters from which joined words have typing errors
	costMost    = 1000
	ideographs  = 4   // letters from which a word of ideographs has typing errors
	firstForms  = 3   // Latin spellings, the likeliest, of which sound is asked
	mostHeard   = 4   // letters by which words alike in sound may differ in length
	costHeard   = 450 // the most that words alike in sound may differ in letters
)

// Near compares two words. It is symmetric.
func Near(a, b *Word) Link {
	if a.Text == b.Text {
		return Link{How: Same}
	}
	return NearSounding(a, b, soundAlike(a, b))
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
	if !near && (!sounds || abs(len(x)-len(y)) > mostHeard) {
		return Link{}
	}
	cost := relative(x, y)
	switch {
	case sounds && cost <= costHeard:
		return Link{How: Heard, Cost: cost}
	case near:
		return Link{How: Typed, Cost: cost}
	}
	return Link{}
}

// relative is the effort between two spellings, measured by their length.
func relative(x, y []rune) int32 {
	return min(costMost, effort(x, y)*4/int32(2+len(x)+len(y)))
}

// across compares words where at least one is not Latin.
func across(a, b *Word, sounds bool) Link {
	if a.script == b.script {
		return within(a, b, sounds)
	}
	best := Link{}
	for i, fa := range a.latin() {
		for j, fb := range b.latin() {
			if link := written(fa, fb, sounds && i+j < firstForms); link.How != None && (best.How == None || link.Cost+costSpelled < best.Cost) {
				best = Link{How: Spelled, Cost: min(costMost, link.Cost+costSpelled)}
			}
		}
	}
	return best
}

// within compares two words of one script that is not Latin. Ideographs that are read alike are not alike.
func within(a, b *Word, sounds bool) Link {
	if a.ideographic() && min(utf8.RuneCountInString(a.Text), utf8.RuneCountInString(b.Text)) < ideographs {
		return Link{}
	}
	return written(a.Text, b.Text, sounds && !a.ideographic())
}

func (w *Word) latin() []string {
	if w.Latin {
		return []string{w.Text}
	}
	return w.Forms
}

func soundAlike(a, b *Word) bool {
	of := b.Sounds()
	for _, k := range a.Sounds() {
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
	case len(w.Text) < leastJoined || !wholeEnd(w.Text, parts) || slices.ContainsFunc(parts, func(p *Word) bool { return len(p.Text) < 2 }):
		return Link{}
	}
	var la, lb letters
	x, y := la.read(w.Text), lb.read(string(joined))
	if steps(x, y, 1, true) > 1 {
		return Link{}
	}
	return Link{How: Joined, Cost: costJoined + relative(x, y)}
}

// wholeEnd tells whether the first or the last of the parts, of three letters or more, stands in the word unchanged.
func wholeEnd(w string, parts []*Word) bool {
	first, last := parts[0].Text, parts[len(parts)-1].Text
	return len(first) >= LeastEnd && strings.HasPrefix(w, first) || len(last) >= LeastEnd && strings.HasSuffix(w, last)
}
