package name

// Romanised is a name in Latin letters and the standard that spells it so. The standard "usage" is no rule: it
// is how people have spelt such names, learned from many pairs.
type Romanised struct {
	Text     string
	Standard string // "BGN/PCGN 1947", "ICAO 9303", "ISO 9:1995" …
}

// Romanise gives the ways to write a name in Latin letters, likeliest first, no two that fold alike. A name in Latin
// letters has none. It is meant for one part of a name or a short name; at most 16 ways come back.
func Romanise(s string) []Romanised { return nil }

// Transliterates says how well the folded word latin spells the word other of another script, from 0 (not at all) to
// 1 (as anyone would).
func Transliterates(latin, other string) float64 { return 0 }

// Skeleton gives the consonants of a word in a form that Latin, Arabic and Hebrew spellings of one name share:
// "muhammad", "mohamed" and "محمد" all give "mhmd". It is coarse: use it to find, not to decide.
func Skeleton(s string) string { return "" }

// Sound gives the keys under which words that sound alike are found, in any script: two words are worth comparing when
// they share one. The first key is the likeliest. Latin words have one to three, others up to eight.
func Sound(folded string) []string { return nil }
