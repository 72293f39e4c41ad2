package name

import "schild/name/script"

// Parse takes a name apart. It never fails: a word it knows nothing about is Plain. The roles given and family follow
// the customs of the script, known names and the comma; where these say nothing, they follow the place.
func Parse(s string, kind Kind) Name {
	n := Name{Kind: kind, Script: script.Of(s)}
	for w := range Words(s) {
		n.Parts = append(n.Parts, Part{Text: s[w.Start:w.End], Folded: w.Folded, Start: w.Start, End: w.End})
	}
	if n.Kind == Unknown && len(n.Parts) > 0 {
		n.Kind = Person
	}
	return n
}
