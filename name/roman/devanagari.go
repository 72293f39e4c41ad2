package roman

import (
	"strings"
	"unicode/utf8"
)

// devanagariLetters gives each letter in ISO 15919 and in the plain spelling of passports and gazetteers (the Hunterian system without marks).
const devanagariLetters = `अ a a
आ ā a
इ i i
ई ī i
उ u u
ऊ ū u
ऋ r̥ ri
ए ē e
ऐ ai ai
ओ ō o
औ au au
ऑ ô o
ऍ ê e
क k k
ख kh kh
ग g g
घ gh gh
ङ ṅ n
च c ch
छ ch chh
ज j j
झ jh jh
ञ ñ n
ट ṭ t
ठ ṭh th
ड ḍ d
ढ ḍh dh
ण ṇ n
त t t
थ th th
द d d
ध dh dh
न n n
प p p
फ ph ph
ब b b
भ bh bh
म m m
य y y
र r r
ल l l
ळ ḷ l
व v v
श ś sh
ष ṣ sh
स s s
ह h h
ा ā a
ि i i
ी ī i
ु u u
ू ū u
ृ r̥ ri
े ē e
ै ai ai
ो ō o
ौ au au
ॉ ô o
ॅ ê e
ं ṁ n
ँ m̐ n
ः ḥ h
`

// devanagari spells words in ISO 15919 and plainly, once with v and once with w.
func devanagari(words []string) []Reading {
	var iso, plain, w []string
	for _, word := range words {
		iso = append(iso, indic(word, 1))
		p := indic(word, 2)
		plain = append(plain, p)
		w = append(w, strings.ReplaceAll(p, "v", "w"))
	}
	return []Reading{{title(plain), "Hunterian", "hi"}, {title(iso), "ISO 15919:2001", "hi"}, {title(w), "usage", "hi"}}
}

// indic spells one word. Every consonant has an a of its own unless a vowel sign or the killer follows; the plain spelling
// also drops the a at the end of a word and, in longer words, between two single consonants that have vowels around.
func indic(word string, column int) string {
	sounds := indicSounds(word, column)
	var out strings.Builder
	for i, s := range sounds {
		out.WriteString(s.text)
		if s.inherent && !(column == 2 && mute(sounds, i)) {
			out.WriteByte('a')
		}
	}
	return out.String()
}

type indicSound struct {
	text                string
	consonant, inherent bool
}

func indicSounds(word string, column int) []indicSound {
	var out []indicSound
	for _, r := range word {
		if r == '्' {
			if n := len(out); n > 0 {
				out[n-1].inherent = false
			}
			continue
		}
		if r == 0x093C {
			dot(out, column)
			continue
		}
		text := indicLetter(r, column)
		if text == "" {
			continue
		}
		consonant := 'क' <= r && r <= 'ह'
		if sign := 'ा' <= r && r <= 'ौ'; sign && len(out) > 0 {
			out[len(out)-1].inherent = false
		}
		out = append(out, indicSound{text, consonant, consonant})
	}
	return out
}

// dot makes another letter of the last one, as the dot below does for Persian and Hindi sounds.
func dot(sounds []indicSound, column int) {
	if len(sounds) == 0 {
		return
	}
	last := &sounds[len(sounds)-1]
	other := map[string][2]string{"k": {"q", "q"}, "kh": {"k͟h", "kh"}, "g": {"ġ", "gh"}, "j": {"z", "z"}, "ḍ": {"ṛ", "r"}, "d": {"ṛ", "r"}, "ḍh": {"ṛh", "rh"}, "dh": {"ṛh", "rh"}, "ph": {"f", "f"}}
	if o, ok := other[last.text]; ok {
		last.text = o[column-1]
	}
}

func indicLetter(r rune, column int) string {
	for line := range strings.Lines(devanagariLetters) {
		first, size := utf8.DecodeRuneInString(line)
		if f := strings.Fields(line); first == r && len(f) == 3 && len(f[0]) == size {
			return f[column]
		}
	}
	return ""
}

// mute tells whether Hindi leaves out the inherent vowel of sound i.
func mute(s []indicSound, i int) bool {
	if i == 0 {
		return false
	}
	if i == len(s)-1 {
		return true
	}
	before, after := s[i-1], s[i+1]
	return i+2 < len(s) && (before.inherent || !before.consonant) && after.consonant && (!s[i+2].consonant || after.inherent && i+2 < len(s)-1)
}
