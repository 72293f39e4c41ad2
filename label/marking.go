package label

import "strings"

// releaseWords are the words around sets on a banner, one row a language: nl fr de en.
var releaseWords = [4]struct{ to, all, origin string }{
	{"VRIJ TE GEVEN AAN ", "VRIJ TE GEVEN AAN IEDEREEN", "HERKOMST "},
	{"COMMUNICABLE À ", "COMMUNICABLE À TOUS", "ORIGINE "},
	{"FREIGABE FÜR ", "FREIGABE FÜR ALLE", "HERKUNFT "},
	{"RELEASABLE TO ", "RELEASABLE TO ALL", "ORIGIN "},
}

// Banner gives the marking for the top and bottom of a page in lang (nl, fr, de, en; any other is en): full words,
// parted by " // ": level, compartments, releasability, originators, caveats. Circles stay out: they are internal
// to the house and would tell an addressee how it is organised.
func (l Label) Banner(lang string) string {
	col := column(lang)
	words := releaseWords[col]
	parts := []string{l.Level.Word(lang)}
	if l.Compartments != "" {
		parts = append(parts, join(l.Compartments, ", "))
	}
	switch l.Releasable {
	case "":
	case All:
		parts = append(parts, words.all)
	default:
		parts = append(parts, words.to+join(l.Releasable, ", "))
	}
	if l.Originators != "" {
		parts = append(parts, words.origin+join(l.Originators, ", "))
	}
	for _, c := range l.Caveats.List() {
		parts = append(parts, caveatIn(c, col, false))
	}
	return strings.Join(parts, " // ")
}

// Portion gives the short mark of a paragraph in lang, "(G//ALPHA//REL ORG-A//ORIG NATO//BV)": the level's letters
// and the parts of Banner in the same order, known caveats shortened, circles left out too.
func (l Label) Portion(lang string) string {
	col := column(lang)
	parts := []string{l.Level.String()}
	if int(l.Level) < len(levels) {
		parts[0] = levels[l.Level].letters[col]
	}
	if l.Compartments != "" {
		parts = append(parts, string(l.Compartments))
	}
	if l.Releasable != "" {
		parts = append(parts, "REL "+string(l.Releasable))
	}
	if l.Originators != "" {
		parts = append(parts, "ORIG "+string(l.Originators))
	}
	for _, c := range l.Caveats.List() {
		parts = append(parts, caveatIn(c, col, true))
	}
	return "(" + strings.Join(parts, "//") + ")"
}

func join(s Set, by string) string { return strings.Join(s.List(), by) }
