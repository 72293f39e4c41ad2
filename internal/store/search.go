package store

import (
	"strings"

	"github.com/blevesearch/snowballstem"
	"github.com/blevesearch/snowballstem/dutch"
	"github.com/blevesearch/snowballstem/english"
	"github.com/blevesearch/snowballstem/french"
	"github.com/blevesearch/snowballstem/german"
	"github.com/ncruces/go-sqlite3"
	"github.com/ncruces/go-sqlite3/ext/fts5"

	"schild/name"
)

// relevance scores a hit from the document and the query alone: term frequency, dampened by length as BM25 does it
// (Robertson and Zaragoza 2009) with a fixed average length and no document frequency. bm25 itself counts hidden
// documents and so would tell of them.
func relevance(f fts5.Context, ctx sqlite3.Context, arg ...sqlite3.Value) {
	const k, b, average = 1.2, 0.75, 200.0
	count, err := f.InstCount()
	if err != nil {
		ctx.ResultError(err)
		return
	}
	tf := make([]float64, f.PhraseCount())
	for i := range count {
		phrase, column, _, err := f.Inst(i)
		if err != nil {
			ctx.ResultError(err)
			return
		}
		if column != marksColumn {
			tf[phrase]++
		}
	}
	words := average
	if len(arg) > 0 {
		words = arg[0].Float()
	}
	score := 0.0
	for _, t := range tf {
		score += t * (k + 1) / (t + k*(1-b+b*words/average))
	}
	ctx.ResultFloat(score)
}

// indexTerms gives the folded words of a text and the stems that differ from them, for the language lang ("" = none).
func indexTerms(text, lang string) (words, stems string, count int) {
	var w, s strings.Builder
	for word := range name.Words(text) {
		count++
		w.WriteString(word.Folded)
		w.WriteByte(' ')
		if stem := stemOf(word.Folded, lang); stem != word.Folded {
			s.WriteString(stem)
			s.WriteByte(' ')
		}
	}
	return w.String(), s.String(), count
}

// MatchExpression turns what a reader typed into an FTS5 query: every word is needed, in itself, as a stem in one of
// the four languages, or, for the last word when it is longer than two letters, as a beginning. "" when nothing searchable was typed.
func MatchExpression(typed string) string {
	fold := name.Split(typed)
	if len(fold) > 16 {
		fold = fold[:16]
	}
	var all []string
	for i, w := range fold {
		forms := []string{quote(w)}
		if i == len(fold)-1 && len(w) > 2 { // words that begin with two letters are nearly all there are
			forms[0] += "*"
		}
		for _, lang := range []string{"nl", "fr", "de", "en"} {
			if stem := quote(stemOf(w, lang)); !has(forms, stem) && stem != quote(w) {
				forms = append(forms, stem)
			}
		}
		all = append(all, "("+strings.Join(forms, " OR ")+")")
	}
	return strings.Join(all, " AND ")
}

func quote(w string) string { return `"` + strings.ReplaceAll(w, `"`, "") + `"` }

func stemOf(word, lang string) string {
	env := snowballstem.NewEnv(word)
	switch lang {
	case "nl":
		dutch.Stem(env)
	case "fr":
		french.Stem(env)
	case "de":
		german.Stem(env)
	case "en":
		english.Stem(env)
	}
	return env.Current()
}
