package score

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"math"

	"schild/name"
)

// Version names the rules by which evidence is made. It changes whenever the same input may give another score.
const Version = "names 2"

// Subject is what one side says.
type Subject struct {
	Kind  name.Kind
	Names []string
	Facts Facts
}

// Item is one piece of evidence. A and B are what the two sides say; either may be empty.
type Item struct {
	Kind   string `json:"kind"`           // prior, word, lack, order, alone, bound, birth, sex, country, place, number
	How    string `json:"how,omitempty"`  // in which way they agree or differ
	A      string `json:"a,omitempty"`    // as written, or the fact
	B      string `json:"b,omitempty"`    //
	Role   string `json:"role,omitempty"` // what the word is in the name
	Weight int32  `json:"weight"`         // hundred-thousandths of a natural log-odds unit
}

// Evidence is why a score is what it is. It can be kept as JSON, and comes back the same.
type Evidence struct {
	Version string `json:"version"`
	List    string `json:"list,omitempty"` // the list's version, for whoever keeps the evidence
	Input   string `json:"input"`          // hash of the two subjects
	A       string `json:"a"`              // the two names that fit best
	B       string `json:"b"`
	Items   []Item `json:"items"`
}

// Sum adds up the items.
func (e Evidence) Sum() int32 {
	sum := int32(0)
	for _, i := range e.Items {
		sum += i.Weight
	}
	return sum
}

// Score is the probability that the items' sum stands for.
func (e Evidence) Score() float64 { return Probability(e.Sum()) }

// The sum becomes a probability by the logistic curve, but for two corrections that were read off labelled pairs. knee is the
// sum below which names that differ stop differing more and more: one in ten of those that share next to nothing is a
// match all the same, by a nickname or a reading that no table knows. Above even odds, where the weights are a little
// too careful, a step counts for nine eighths.
const (
	knee  = -2150 * fine
	below = 24 // what a step further down counts for
)

// Probability gives the probability of a sum, to a millionth, for two names that somebody put beside each other.
func Probability(sum int32) float64 {
	switch {
	case sum < knee:
		sum = knee + (sum-knee)/below
	case sum > 0:
		sum += sum / 8
	}
	return math.Round(1e6/(1+math.Exp(-float64(sum)/(full*fine)))) / 1e6
}

// Odds gives the least sum whose probability is p or more.
func Odds(p float64) int32 {
	switch {
	case p <= 0:
		return math.MinInt32
	case p >= 1:
		return math.MaxInt32
	}
	sum := int32(math.Floor(full * fine * math.Log(p/(1-p))))
	switch {
	case sum < knee:
		sum = knee + (sum-knee)*below
	case sum > 0:
		sum = sum / 9 * 8
	}
	for Probability(sum) >= p {
		sum--
	}
	for Probability(sum) < p {
		sum++
	}
	return sum
}

// Compare gives the evidence of two subjects: of their names the two of one kind that fit best (of equals the first), and of all facts.
func Compare(a, b Subject) Evidence { return CompareKnown(a, b, fresh) }

// fresh makes a word ready.
func fresh(text string) *Word {
	w := ReadyWord(text)
	return &w
}

// CompareKnown is Compare for whoever has words at hand that are ready: word gives the one of a text, as ReadyWord would.
func CompareKnown(a, b Subject, word func(text string) *Word) Evidence {
	as, bs := known(a, word), known(b, word)
	best, x, y := int32(math.MinInt32), -1, -1
	var al Aligner
	for i := range as {
		for j := range bs {
			if as[i].Kind != bs[j].Kind {
				continue
			}
			if sum := al.Sum(&as[i], &bs[j], Direct(&as[i], &bs[j])); sum > best {
				best, x, y = sum, i, j
			}
		}
	}
	e := Evidence{Version: Version, Input: hash(a, b)}
	if x < 0 {
		e.Items = []Item{{Kind: "prior", Weight: nameless}}
		return e
	}
	e.A, e.B = as[x].Written, bs[y].Written
	fa, fb := a.Facts.Read(), b.Facts.Read()
	e.Items = append(al.Explain(&as[x], &bs[y], Direct(&as[x], &bs[y])), factItems(&fa, &fb)...)
	return e
}

// nameless is the sum when a side has no name at all.
const nameless = -12 * full * fine

// Readings takes all of a subject's names apart, their words as texts. Who may be a person or an organisation has each name as
// either, and a name with compounds comes with them and without.
func Readings(s Subject) []Name {
	kinds := []name.Kind{s.Kind}
	if s.Kind == name.Unknown {
		kinds = []name.Kind{name.Person, name.Organisation}
	}
	out := make([]Name, 0, len(s.Names)*len(kinds))
	for _, k := range kinds {
		for _, written := range s.Names {
			for _, n := range parts(written, k) {
				if len(n.Texts) > 0 {
					out = append(out, n)
				}
			}
		}
	}
	return out
}

// ReadNames gives the readings of a subject's names, ready to be compared.
func ReadNames(s Subject) []Name {
	out := Readings(s)
	for i := range out {
		out[i].ready()
	}
	return out
}

// known gives the readings of a subject's names with words that are at hand.
func known(s Subject, word func(string) *Word) []Name {
	out := Readings(s)
	for i := range out {
		n := &out[i]
		n.Words = make([]*Word, len(n.Texts))
		for j, t := range n.Texts {
			n.Words[j] = word(t)
		}
	}
	return out
}

// Direct links words by comparing them, each time anew.
func Direct(a, b *Name) Linker {
	return func(i, j int) Link { return Near(a.Words[i], b.Words[j]) }
}

// Holds tells whether evidence is what the two subjects give: the same items under the same version, and the same input.
func (e Evidence) Holds(a, b Subject) bool {
	again := Compare(a, b)
	again.List = e.List
	x, err := json.Marshal(e)
	if err != nil {
		return false
	}
	y, err := json.Marshal(again)
	return err == nil && string(x) == string(y)
}

// FactSum gives what facts add to the sum of two names; the facts have been Read.
func FactSum(a, b *Facts) int32 {
	sum := int32(0)
	for _, i := range factItems(a, b) {
		sum += i.Weight
	}
	return sum
}

// hash commits to two subjects as they were given.
func hash(a, b Subject) string {
	text, err := json.Marshal([2]Subject{a, b})
	if err != nil {
		return "" // strings and numbers only: cannot happen
	}
	sum := sha256.Sum256(text)
	return hex.EncodeToString(sum[:])
}
