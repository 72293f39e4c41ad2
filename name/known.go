package name

// Nicknames gives the folded given names that a folded one may stand for, and the short forms it has: for "bill"
// "william" and "billy" among others. Sorted; nil when nothing is known.
func Nicknames(folded string) []string { return nil }

// SameNickname tells whether two folded given names may be one person's: one is a nickname of the other, or both are
// of one name.
func SameNickname(a, b string) bool { return a == b }

// LegalForm finds the legal form a folded name ends or begins with. The answer is the form in short, one for all
// countries that write it alike ("ltd", "gmbh", "llc"); "" when there is none.
func LegalForm(folded string) string { return "" }

// Frequency tells how common a folded word is as a given and as a family name: its share of all given and family
// names known, between 0 and 1. A word never seen has a small share of its own, never 0, so that logarithms are safe.
func Frequency(folded string) (given, family float64) { return 1e-7, 1e-7 }
