package roman

import (
	"strings"

	"schild/name/han"
)

// japanese spells kana; ideographs among them are read as in Mandarin for want of better.
func japanese(words []string) []Reading {
	var hepburn, kunrei, passport, oh []string
	for _, w := range words {
		k := kana(w, false)
		hepburn = append(hepburn, long(k, "ā ī ū ē ō"))
		passport = append(passport, shorten(k))
		oh = append(oh, strings.ReplaceAll(shorten(strings.NewReplacer("oo", "oh", "ou", "oh", "o-", "oh").Replace(k)), "-", ""))
		kunrei = append(kunrei, long(kana(w, true), "â î û ê ô"))
	}
	return []Reading{{title(hepburn), "Hepburn (BGN/PCGN 1976)", "ja"}, {title(passport), "passport, Japan", "ja"},
		{title(oh), "passport, Japan (OH)", "ja"}, {title(kunrei), "ISO 3602:1989 (Kunrei)", "ja"}}
}

// kanaRows are the syllables in the order of the kana, by the first letter each row is spelt with.
const kanaRows = `あa いi うu えe おo かka きki くku けke こko がga ぎgi ぐgu げge ごgo さsa しshi すsu せse そso ざza じji ずzu ぜze ぞzo
たta ちchi つtsu てte とto だda ぢji づzu でde どdo なna にni ぬnu ねne のno はha ひhi ふfu へhe ほho ばba びbi ぶbu べbe ぼbo ぱpa ぴpi ぷpu ぺpe ぽpo
まma みmi むmu めme もmo やya ゆyu よyo らra りri るru れre ろro わwa ゐi ゑe をo んn ゔvu ゕka ゖke`

// kana spells a word; a dash stands for a vowel drawn out.
func kana(word string, kunrei bool) string {
	var out strings.Builder
	double := false
	for _, r := range word {
		if 'ァ' <= r && r <= 'ヶ' {
			r -= 'ァ' - 'ぁ'
		}
		s := kanaSyllable(r, kunrei)
		switch {
		case r == 'っ':
			double = true
			continue
		case r == 'ー':
			s = "-"
		case strings.ContainsRune("ゃゅょ", r):
			glide(&out, r, kunrei)
			continue
		case strings.ContainsRune("ぁぃぅぇぉ", r):
			small(&out, r)
			continue
		case s == "":
			s = han.Reading(r)
		}
		if double && s != "" {
			out.WriteString(strings.Replace(s[:1], "c", "t", 1))
		}
		double = false
		out.WriteString(s)
	}
	return out.String()
}

func kanaSyllable(r rune, kunrei bool) string {
	i := strings.IndexRune(kanaRows, r)
	if i < 0 || r < 0x3041 {
		return ""
	}
	s := kanaRows[i+len(string(r)):]
	if end := strings.IndexAny(s, " \n"); end >= 0 {
		s = s[:end]
	}
	if kunrei {
		s = strings.NewReplacer("shi", "si", "chi", "ti", "tsu", "tu", "fu", "hu", "ji", "zi").Replace(s)
	}
	return s
}

// glide joins a small ya, yu or yo to the syllable before it: ki and ya are kya, shi and ya sha.
func glide(out *strings.Builder, r rune, kunrei bool) {
	vowel := map[rune]string{'ゃ': "a", 'ゅ': "u", 'ょ': "o"}[r]
	s := strings.TrimSuffix(out.String(), "i")
	hard := strings.HasSuffix(s, "sh") || strings.HasSuffix(s, "ch") || strings.HasSuffix(s, "j")
	if kunrei || !hard {
		vowel = "y" + vowel
	}
	out.Reset()
	out.WriteString(s + vowel)
}

// small joins a small vowel of foreign words: fu and a are fa, te and i ti, u and i wi.
func small(out *strings.Builder, r rune) {
	vowel := map[rune]string{'ぁ': "a", 'ぃ': "i", 'ぅ': "u", 'ぇ': "e", 'ぉ': "o"}[r]
	s := out.String()
	switch {
	case strings.HasSuffix(s, "fu"), strings.HasSuffix(s, "vu"), strings.HasSuffix(s, "te"), strings.HasSuffix(s, "de"), strings.HasSuffix(s, "tsu"),
		strings.HasSuffix(s, "to"), strings.HasSuffix(s, "do"), strings.HasSuffix(s, "shi"), strings.HasSuffix(s, "ji"), strings.HasSuffix(s, "chi"):
		s = s[:len(s)-1]
	case s == "u":
		s = "w"
	}
	out.Reset()
	out.WriteString(s + vowel)
}

// long writes drawn out vowels with their mark; marked has those of a, i, u, e and o.
func long(s, marked string) string {
	m := strings.Fields(marked)
	return strings.NewReplacer("a-", m[0], "i-", m[1], "u-", m[2], "e-", m[3], "o-", m[4], "aa", m[0], "uu", m[2], "oo", m[4], "ou", m[4], "-", "").Replace(s)
}

// shorten drops what draws a vowel out, and writes m before b, m and p, as passports do.
func shorten(s string) string {
	return strings.NewReplacer("-", "", "uu", "u", "oo", "o", "ou", "o", "nb", "mb", "nm", "mm", "np", "mp").Replace(s)
}
