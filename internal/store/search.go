package store

import (
	"slices"
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
	ctx.ResultFloat(score(tf, words))
}

const average = 200.0

// score is relevance from how often each phrase stands in a record of so many words.
func score(tf []float64, words float64) (sum float64) {
	const k, b = 1.2, 0.75
	for _, t := range tf {
		sum += t * (k + 1) / (t + k*(1-b+b*words/average))
	}
	return sum
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

// form is one of the words that do for a word typed.
type form struct {
	word   string
	begins bool // longer words that begin so do too
}

// needed gives what a reader who typed this looks for: every word is needed, in itself, as a stem in one of the four
// languages, or, for the last word when it is longer than two letters, as a beginning.
func needed(typed string) [][]form {
	fold := name.Split(typed)
	if len(fold) > 16 {
		fold = fold[:16]
	}
	var all [][]form
	for i, w := range fold {
		forms := []form{{w, i == len(fold)-1 && len(w) > 2}} // words that begin with two letters are nearly all there are
		for _, lang := range []string{"nl", "fr", "de", "en"} {
			if stem := stemOf(w, lang); stem != w && !slices.Contains(forms, form{word: stem}) {
				forms = append(forms, form{word: stem})
			}
		}
		all = append(all, forms)
	}
	return all
}

// MatchExpression turns what a reader typed into an FTS5 query, "" when nothing searchable was typed.
func MatchExpression(typed string) string {
	var all []string
	for _, forms := range needed(typed) {
		var any []string
		for _, f := range forms {
			q := quote(f.word)
			if f.begins {
				q += "*"
			}
			any = append(any, q)
		}
		all = append(all, "("+strings.Join(any, " OR ")+")")
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
