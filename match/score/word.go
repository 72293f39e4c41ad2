package score

import (
	"math"
	"strings"
	"unicode/utf8"

	"schild/name"
	"schild/name/script"
)

// Bounds on what is compared, so that hostile names cost no more than long ones.
const (
	maxWords   = 24 // parts of a name
	maxLetters = 40 // letters of a part
	maxForms   = 10 // Latin spellings of a part in another script
	full       = 1000
	fine       = 100 // parts of a thousandth
	syllable   = 200 // the most rarity of one ideograph or syllable
)

// Word is one folded part of a name, ready to be compared.
type Word struct {
	Text   string
	Forms  []string // Latin spellings; nil when Text is Latin
	Rarity int32    // 0 (everybody is called so) to 100,000
	Latin  bool

	script script.Script
	sounds []string                   // kept for words that meet many others
	fits   func(latin string) float64 // how well a Latin word spells it; nil when Text is Latin
}

// NewWord makes a folded part ready.
func NewWord(folded string) Word {
	w := Word{Text: cut(folded), script: scriptOf(folded)}
	w.Latin = w.script == script.Latin
	if !w.Latin {
		w.Forms = forms(w.Text)
	}
	w.Rarity = rarity(w)
	return w
}

func cut(s string) string {
	n := 0
	for i := range s {
		if n++; n > maxLetters {
			return s[:i]
		}
	}
	return s
}

// scriptOf gives a word's script; what has no letters is as good as Latin.
func scriptOf(s string) script.Script {
	for i := range len(s) {
		if s[i] >= utf8.RuneSelf {
			if of := script.Of(s); of != script.None {
				return of
			}
			break
		}
	}
	return script.Latin
}

// ideographic tells scripts in which a letter is a syllable or more: one of two is no typing error.
func (w *Word) ideographic() bool {
	return w.script == script.Han || w.script == script.Kana || w.script == script.Hangul
}

// forms gives the Latin spellings of a word, folded and without spaces, likeliest first.
func forms(s string) []string {
	var out []string
	for _, r := range name.Romanise(s) {
		f := cut(strings.Join(name.Split(r.Text), ""))
		if f != "" && !contains(out, f) {
			out = append(out, f)
		}
		if len(out) == maxForms {
			break
		}
	}
	return out
}

func contains(of []string, s string) bool {
	for _, x := range of {
		if x == s {
			return true
		}
	}
	return false
}

// rarity says how little chance has to do with two people both having a word: its rareness in the population, and
// the letters that had to agree.
func rarity(w Word) int32 {
	text := w.Text
	if !w.Latin && len(w.Forms) > 0 {
		text = w.Forms[0]
	}
	given, family := name.Frequency(text)
	rare := (-math.Log(max(given, family, 1e-9)) - 3) / 10 // one in twenty to one in half a million
	long := spelled(text) / 30
	return int32(math.Round(fine * (100*clamp(long) + 900*clamp(rare)*clamp(0.4+long))))
}

func clamp(x float64) float64 { return max(0, min(1, x)) }

// spelled adds up how unlikely the letters of a word are, in natural units: the frequent ones say less.
func spelled(s string) float64 {
	const frequent = "aeinrosltumdhk"
	sum := 0.0
	for i, r := range s {
		switch k := index(frequent, r); {
		case k < 0:
			sum += 4
		case i == 0:
			sum += 3
		default:
			sum += 1.9 + float64(k)/10
		}
	}
	return sum
}

func index(s string, r rune) int {
	for i, x := range s {
		if x == r {
			return i
		}
	}
	return -1
}
