package name

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"schild/name/roman"
	"schild/name/script"
	"schild/name/usage"
)

// Romanised is a name in Latin letters and the standard that spells it so. The standard "usage" is no rule: it
// is how people have spelt such names, learned from many pairs.
type Romanised struct {
	Text     string
	Standard string // "BGN/PCGN 1947", "ICAO 9303", "ISO 9:1995" …
	Language string // whose standard (ISO 639), "" for usage
}

// The most spellings that one name has, and how many of them usage gives.
const (
	romanisedMax = 24
	usageMax     = 8
)

// Romanise gives the ways to write a name in Latin letters: the likeliest of usage, those of the standards, more of usage; no two
// that are the same text. A name in Latin letters has one when passports spell some letter with
// two (Müller, Mueller), else none. It is meant for one part of a name or a short name: every
// word takes its first choice in the first text, its second in the second, and so on.
func Romanise(s string) []Romanised {
	readings := roman.Readings(s)
	learned := spellAll(s)
	if len(readings)+len(learned) == 0 {
		return nil
	}
	ruledFirst, first := order(s, len(readings))
	ruledFirst, first = min(ruledFirst, len(readings)), min(first, len(learned))
	out := make([]Romanised, 0, romanisedMax)
	seen := map[string]bool{}
	ruled := map[string]roman.Reading{}
	for i := len(readings) - 1; i >= 0; i-- {
		ruled[readings[i].Text] = readings[i]
	}
	add := func(r Romanised) {
		if by, ok := ruled[r.Text]; ok { // usage that follows a standard is said to
			r = Romanised(by)
		}
		if !seen[r.Text] && len(out) < romanisedMax {
			seen[r.Text] = true
			out = append(out, r)
		}
	}
	for _, r := range readings[:ruledFirst] {
		add(Romanised(r))
	}
	for _, text := range learned[:first] {
		add(Romanised{text, "usage", ""})
	}
	for _, r := range readings[ruledFirst:] {
		add(Romanised(r))
	}
	for _, text := range learned[first:] {
		add(Romanised{text, "usage", ""})
	}
	return out
}

// order says how many readings of standards come before anything else, and then how many spellings of usage before the other
// readings. Standards leave out the vowels that Arabic and Hebrew do not write; a name in ideographs or Hangul written in one
// piece, or a short part of one, is from there, of which usage learned from foreigners' names says less.
func order(s string, readings int) (ruled, learned int) {
	switch of := script.Of(s); {
	case of == script.Arabic, of == script.Hebrew:
		return 0, usageMax
	case of == script.Han && (readings > 2 || utf8.RuneCountInString(s) <= 3), of == script.Hangul && readings > 3:
		return 3, 3
	}
	return 0, 2
}

// spellAll gives the spellings of usage, word by word.
func spellAll(s string) []string {
	m := usage.Of(script.Of(s))
	if m == nil {
		return nil
	}
	var each [][]usage.Spelling
	most := 0
	for _, p := range Parse(s, Unknown).Parts {
		list := m.Spell(p.Folded, usageMax)
		if len(list) > 0 {
			each = append(each, list)
			most = max(most, len(list))
		}
	}
	var out []string
	if len(each) > 1 && len(Split(s)) == len([]rune(s)) { // written in one piece: it may be one name
		for _, whole := range m.Spell(s, 2) {
			out = append(out, capital(whole.Latin))
		}
	}
	for i := range most {
		var words []string
		for _, list := range each {
			words = append(words, capital(list[min(i, len(list)-1)].Latin))
		}
		out = append(out, strings.Join(words, " "))
	}
	return out
}

func capital(word string) string {
	for i, r := range word {
		return word[:i] + string(unicode.ToUpper(r)) + word[i+len(string(r)):]
	}
	return word
}

// Transliterates says how well the folded word latin spells the word other of another script, from 0 (not at all) to
// 1 (as anyone would). Who compares one word with many Latin ones asks Speller.
func Transliterates(latin, other string) float64 { return Speller(other)(latin) }
