package name

import (
	"slices"
	"strings"

	"schild/name/lexicon"
	"schild/name/script"
)

// Nicknames gives every folded given name for which SameNickname holds, but the name itself: for "bill" "william" and
// "billy" among others. Sorted; nil when nothing is known.
func Nicknames(folded string) []string {
	direct := lexicon.Nicks(folded)
	out := slices.Clone(direct)
	for _, whole := range direct {
		out = append(out, lexicon.Nicks(whole)...)
	}
	slices.Sort(out)
	out = slices.DeleteFunc(slices.Compact(out), func(s string) bool { return s == folded })
	if len(out) == 0 {
		return nil
	}
	return out
}

// SameNickname tells whether two folded given names may be one person's: one is a nickname of the other, or both are
// of one name.
func SameNickname(a, b string) bool {
	if a == b {
		return true
	}
	mine := lexicon.Nicks(a)
	if slices.Contains(mine, b) {
		return true
	}
	for _, whole := range mine {
		if slices.Contains(lexicon.Nicks(b), whole) {
			return true
		}
	}
	return false
}

// LegalForm tells the class of legal form that a folded name ends or begins with, alike in all countries: "llc" for
// ltd, gmbh, ооо, bv; "jsc" for plc, inc, ag, sa, nv; "partnership", "cooperative", "foundation", "association", "state",
// "sole", "company", "branch", "group", "trust"; "" when there is none.
func LegalForm(folded string) string {
	words := foldedOf(apart(parts(unspace(folded))))
	for i := 1; i < len(words); i++ {
		if f, ok := lexicon.FormAt(words[i:]); ok && i+f.Words == len(words) {
			return f.Class
		}
	}
	if f, ok := lexicon.FormAt(words); ok {
		return f.Class
	}
	return ""
}

// Frequency tells how common a folded word is as a given and as a family name: its share of all given and family
// names known, between 0 and 1. A word never seen has a share of its own, never 0, so that logarithms are safe.
func Frequency(folded string) (given, family float64) { return lexicon.Share(folded) }

// unspace puts the letters of unspaced scripts, which folding parts, together again.
func unspace(folded string) string {
	var out strings.Builder
	before := script.None
	for i, w := range strings.Fields(folded) {
		of := writing(w)
		if i > 0 && (of == script.None || of != before) {
			out.WriteByte(' ')
		}
		out.WriteString(w)
		before = of
	}
	return out.String()
}
