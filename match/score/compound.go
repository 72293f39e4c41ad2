package score

import (
	"strings"

	"schild/name"
)

// Names made of two Arabic words are one name, written in one, two or three pieces and in many spellings: Abd al-Rahman, Abdul
// Rahman, Abdurrahman; Jalal al-Din, Jalaluddin; Najib Allah, Najibullah. compound brings them into one word each,
// spelt one way.
func compound(words []string, roles []name.Role) ([]string, []name.Role) {
	var w []string
	var r []name.Role
	for i := 0; i < len(words); i++ {
		word, role, n := words[i], roles[i], 1
		switch {
		case isServant(word) && i+1 < len(words):
			n = 2
			if isArticle(words[i+1]) && i+2 < len(words) {
				n = 3
			}
			word = servantOf(word, words[i+n-1])
			role = strongest(roles[i : i+n])
		case (isFaith(word) || isGod(word)) && len(w) > 0:
			last := len(w) - 1
			if isArticle(w[last]) && last > 0 {
				w, r = w[:last], r[:last]
				last--
			}
			if Weighty(r[last]) && (isFaith(word) || w[last] != "abu") {
				w[last] = spelledOnce(w[last] + ending(word))
				continue
			}
		}
		w, r = append(w, spelledOnce(word)), append(r, role)
		i += n - 1
	}
	return w, r
}

func strongest(of []name.Role) name.Role {
	best := of[0]
	for _, r := range of {
		if Weight(r) > Weight(best) {
			best = r
		}
	}
	return best
}

func isServant(w string) bool {
	switch w {
	case "abd", "abdu", "abdul", "abdel", "abdal", "abdur", "abdol", "abd'el", "abdoul", "abdus", "abdush", "abdun", "عبد":
		return true
	}
	return false
}

func isArticle(w string) bool {
	switch w {
	case "al", "el", "ul", "ol", "ur", "ar", "er", "as", "es", "us", "ash", "esh", "an", "en", "un", "ud", "ad", "ed", "az", "ez", "at", "et", "il", "l", "d":
		return true
	}
	return false
}

func isFaith(w string) bool {
	switch w {
	case "din", "deen", "dine", "eddin", "eddine", "uddin", "uddine", "udin", "edine", "addin", "aldin", "eldin", "الدین", "الدين":
		return true
	}
	return false
}

func isGod(w string) bool {
	switch w {
	case "allah", "ullah", "ollah", "lah", "الله":
		return true
	}
	return false
}

// ending is how a second word stands at the end of a compound.
func ending(w string) string {
	switch {
	case w[0] >= 0x80:
		return w
	case isGod(w):
		return "ullah"
	}
	return "uddin"
}

// servantOf joins the first word with the second, which may have the article on it.
func servantOf(first, second string) string {
	if first[0] >= 0x80 || second[0] >= 0x80 {
		return cut(first + second)
	}
	return cut("abdul" + strings.TrimPrefix(second, "al"))
}

// spelledOnce brings the beginning and the end of a compound in one word into one spelling.
func spelledOnce(w string) string {
	if w[0] >= 0x80 {
		return w
	}
	for _, p := range [...]string{"abdoul", "abdel", "abdal", "abdol"} {
		if rest, ok := strings.CutPrefix(w, p); ok && len(rest) > 2 {
			w = "abdul" + rest
			break
		}
	}
	for _, e := range [...]string{"eddine", "eddin", "uddine", "uddeen", "udeen", "addin", "aldin", "eldin", "udin", "edine"} {
		if rest, ok := strings.CutSuffix(w, e); ok && len(rest) > 2 {
			w = rest + "uddin"
			break
		}
	}
	for _, e := range [...]string{"allah", "ollah", "oullah"} {
		if rest, ok := strings.CutSuffix(w, e); ok && len(rest) > 2 {
			return rest + "ullah"
		}
	}
	return w
}
