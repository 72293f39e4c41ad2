package roman

import (
	"embed"
	"slices"
	"strings"
	"sync"
	"unicode/utf8"
)

//go:embed scheme
var files embed.FS

// Reading is a name in Latin letters as one standard writes it.
type Reading struct {
	Text     string
	Standard string
	Language string // whose standard it is (ISO 639), "all" for usage that is nobody's
}

// rule writes key as text, where the letters around allow it.
type rule struct {
	before, key, after, text string
}

// scheme is one standard for one language.
type scheme struct {
	language, standard string
	rules              map[rune][]rule // by the first letter of the key, longest key first, conditions before none
}

// rare tells the languages that are offered only for words with letters of their own: those written with Russian letters and some more.
func (s *scheme) rare() bool {
	return strings.Contains(" kk ky uz tg mn az tt all ", " "+s.language+" ")
}

// schemes gives the schemes of one file, in its order.
func schemes(file string) []scheme { return all()[file] }

var all = sync.OnceValue(func() map[string][]scheme {
	out := map[string][]scheme{}
	for _, file := range []string{"cyrillic", "greek", "caucasus", "semitic"} {
		text, err := files.ReadFile("scheme/" + file + ".txt")
		if err != nil {
			continue // the files are embedded; a test reads them
		}
		out[file] = parseSchemes(string(text))
	}
	return out
})

func parseSchemes(text string) []scheme {
	var out []scheme
	rules := map[string][]rule{}
	var standard string
	for line := range strings.Lines(text) {
		line = strings.TrimSpace(line)
		switch {
		case line == "", strings.HasPrefix(line, "#"):
		case strings.HasPrefix(line, "@"):
			part := strings.Split(strings.TrimPrefix(line, "@"), "|")
			language := strings.TrimSpace(part[0])
			standard = language + " " + strings.TrimSpace(part[1])
			from := strings.TrimSpace(part[2])
			inherited := rules[language+" "+from]
			if inherited == nil {
				inherited = rules[" "+from]
			}
			rules[standard] = slices.Clone(inherited)
			out = append(out, scheme{language: language, standard: strings.TrimSpace(part[1])})
		default:
			for field := range strings.FieldsSeq(line) {
				rules[standard] = override(rules[standard], parseRule(field))
			}
		}
	}
	for i, s := range out {
		out[i].rules = index(rules[s.language+" "+s.standard])
	}
	return slices.DeleteFunc(out, func(s scheme) bool { return s.language == "" })
}

func parseRule(field string) rule {
	key, text, _ := strings.Cut(field, "=")
	var r rule
	if before, rest, ok := strings.Cut(key, "<"); ok {
		r.before, key = before, rest
	}
	r.key, r.after, _ = strings.Cut(key, ">")
	r.text = text
	return r
}

// override adds a rule in the place of one with the same letters and conditions. A letter that is given anew without
// conditions loses the conditional rules it came with.
func override(rules []rule, r rule) []rule {
	rules = slices.DeleteFunc(slices.Clone(rules), func(o rule) bool { return o.key == r.key && o.before == r.before && o.after == r.after })
	return append(rules, r)
}

func index(rules []rule) map[rune][]rule {
	out := map[rune][]rule{}
	for _, r := range rules {
		first, _ := utf8.DecodeRuneInString(r.key)
		out[first] = append(out[first], r)
	}
	for _, list := range out {
		slices.SortStableFunc(list, func(a, b rule) int {
			if d := len(b.key) - len(a.key); d != 0 {
				return d
			}
			return conditions(b) - conditions(a)
		})
	}
	return out
}

func conditions(r rule) int {
	n := 0
	if r.before != "" {
		n++
	}
	if r.after != "" {
		n++
	}
	return n
}

// covers tells whether the scheme has a rule for every letter of a word in lower case.
func (s *scheme) covers(word string) bool {
	for _, r := range word {
		list := s.rules[r]
		if len(list) == 0 || list[len(list)-1].text == "" && unused(s, r) {
			return false
		}
	}
	return true
}

// unused tells a letter that a scheme lists only to say that its language does not have it; the hard and the soft sign
// may be written with nothing.
func unused(s *scheme, r rune) bool {
	switch r {
	case 'ь', 'ӏ':
		return false
	case 'ъ':
		return s.language == "uk" || s.language == "be"
	}
	return r < 0x0590 && r != 'ʼ'
}

// write spells a word in lower case.
func (s *scheme) write(word string) string {
	var out strings.Builder
	before := '^'
	for i := 0; i < len(word); {
		first, size := utf8.DecodeRuneInString(word[i:])
		for _, r := range s.rules[first] {
			if r.fits(before, word[i:]) {
				out.WriteString(r.text)
				size = len(r.key)
				break
			}
		}
		before, _ = utf8.DecodeLastRuneInString(word[i : i+size])
		i += size
	}
	return out.String()
}

func (r *rule) fits(before rune, rest string) bool {
	if !strings.HasPrefix(rest, r.key) || r.before != "" && !strings.ContainsRune(r.before, before) {
		return false
	}
	if r.after == "" {
		return true
	}
	next, size := utf8.DecodeRuneInString(rest[len(r.key):])
	if size == 0 {
		next = '$'
	}
	return strings.ContainsRune(r.after, next)
}
