package script

import "strings"

// twins are the letters of three scripts that print alike (Unicode Technical Standard 39 calls them confusable). Each
// column is one shape; a dash means that the script has none.
const (
	twinLatin    = "aceopxyijsABCEHIKMNOPTXYZSJ"
	twinCyrillic = "асеорхуіјѕАВСЕНІКМ-ОРТХУ-ЅЈ"
	twinGreek    = "α--ορχ-ι--ΑΒ-ΕΗΙΚΜΝΟΡΤΧΥΖ--"
)

// Unmask writes every word in one script: in a word of Latin, Cyrillic and Greek letters, those that have a twin in the
// script of most letters become that twin. Words of one script stay as they are, and so do letters without a twin.
func Unmask(s string) string {
	if !Mixed(s) {
		return s
	}
	var out strings.Builder
	start := 0
	for i, r := range s {
		if r == ' ' || r == '\t' || r == '\n' || r == '-' || r == ',' {
			out.WriteString(unmaskWord(s[start:i]))
			out.WriteRune(r)
			start = i + 1
		}
	}
	out.WriteString(unmaskWord(s[start:]))
	return out.String()
}

func unmaskWord(word string) string {
	if !Mixed(word) {
		return word
	}
	to := Of(word)
	return strings.Map(func(r rune) rune { return twin(r, to) }, word)
}

// twin gives the letter of script to that looks like r, or r.
func twin(r rune, to Script) rune {
	rows := map[Script][]rune{Latin: []rune(twinLatin), Cyrillic: []rune(twinCyrillic), Greek: []rune(twinGreek)}
	from, known := rows[OfRune(r)]
	into, wanted := rows[to]
	if !known || !wanted {
		return r
	}
	for i, c := range from {
		if c == r && i < len(into) && into[i] != '-' {
			return into[i]
		}
	}
	return r
}
