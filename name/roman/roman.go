package roman

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"schild/name/script"
)

// lettersMax bounds the work for one name.
const lettersMax = 200

// Readings gives what the standards make of a name, in the order of the schemes; readings with the same text come once, under
// the first standard that gives it. A name in Latin letters has one when passports spell some letter with two (Müller).
func Readings(s string) []Reading {
	words := words(s)
	if len(words) == 0 {
		return nil
	}
	var out []Reading
	switch of := script.Of(s); of {
	case script.Latin:
		out = latin(words)
	case script.Cyrillic:
		out = bySchemes("cyrillic", words)
	case script.Greek:
		out = bySchemes("greek", words)
	case script.Armenian, script.Georgian:
		out = bySchemes("caucasus", words)
	case script.Arabic, script.Hebrew:
		out = bySchemes("semitic", words)
	case script.Hangul:
		out = korean(words)
	case script.Han:
		out = chinese(words)
	case script.Kana:
		out = japanese(words)
	case script.Devanagari:
		out = devanagari(words)
	}
	return distinct(out)
}

// words cuts a name at everything that is neither letter nor mark, in lower case. Greek loses its accents but the
// diaeresis, which keeps two vowels apart; Arabic keeps its vowel points.
func words(s string) []string {
	var out []string
	var word strings.Builder
	letters := 0
	end := func() {
		if word.Len() > 0 {
			out = append(out, norm.NFC.String(word.String()))
			word.Reset()
		}
	}
	for _, r := range norm.NFC.String(strings.ToValidUTF8(s, " ")) {
		switch {
		case unicode.IsLetter(r), unicode.IsMark(r), r == '\u0640', r == '\u30fc':
			if letters++; letters > lettersMax {
				end()
				return out
			}
			word.WriteString(plain(r))
		case unicode.Is(unicode.Cf, r), apostrophe(r):
		default:
			end()
		}
	}
	end()
	return out
}

func apostrophe(r rune) bool { return strings.ContainsRune("'’ʼ׳״`", r) }

// plain gives one letter in lower case, without what no scheme has a rule for.
func plain(r rune) string {
	r = unicode.ToLower(r)
	switch {
	case unicode.Is(unicode.Greek, r):
		return greekPlain(r)
	case r == 'ـ', 0x0591 <= r && r <= 0x05C7, r == 0x0301, r == 0x0300:
		return ""
	case r == 'ی' || r == 'ک':
		return string(r)
	}
	return string(r)
}

func greekPlain(r rune) string {
	parts := norm.NFD.String(string(r))
	first, size := utf8.DecodeRuneInString(parts)
	if strings.ContainsRune(parts[size:], 0x0308) {
		return "\u200b" + string(first) // keeps the pair apart; no rule knows it and none spells it
	}
	return string(first)
}

// bySchemes writes the words in every scheme that covers them all; where none does, in those that cover most letters.
func bySchemes(file string, words []string) []Reading {
	list := schemes(file)
	var out []Reading
	for _, s := range list {
		if (len(out) == 0 || !s.rare()) && coversAll(&s, words) {
			out = append(out, Reading{title(spellAll(&s, words)), s.standard, s.language})
		}
	}
	if len(out) > 0 {
		return out
	}
	for _, s := range list {
		if text := title(spellAll(&s, words)); text != "" && (s.language == "all" || file != "cyrillic") && knowsSome(&s, words) {
			out = append(out, Reading{text, s.standard, s.language})
		}
	}
	return out
}

func coversAll(s *scheme, words []string) bool {
	for _, w := range words {
		if !s.covers(strings.ReplaceAll(w, "\u200b", "")) {
			return false
		}
	}
	return true
}

func knowsSome(s *scheme, words []string) bool {
	for _, w := range words {
		for _, r := range w {
			if len(s.rules[r]) > 0 {
				return true
			}
		}
	}
	return false
}

func spellAll(s *scheme, words []string) []string {
	out := make([]string, 0, len(words))
	for _, w := range words {
		if text := s.write(w); text != "" {
			out = append(out, text)
		}
	}
	return out
}

// title writes each word with a capital.
func title(words []string) string {
	var out []string
	for _, w := range words {
		for i, r := range w {
			if unicode.IsLetter(r) && !unicode.Is(unicode.Lm, r) {
				w = w[:i] + string(unicode.ToUpper(r)) + w[i+utf8.RuneLen(r):]
				break
			}
		}
		out = append(out, w)
	}
	return norm.NFC.String(strings.Join(out, " "))
}

func distinct(list []Reading) []Reading {
	seen := map[string]bool{}
	var out []Reading
	for _, r := range list {
		if r.Text != "" && !seen[r.Text] {
			seen[r.Text] = true
			out = append(out, r)
		}
	}
	return out
}
