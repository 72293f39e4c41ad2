package name

import (
	"slices"
	"strings"

	"schild/name/roman"
	"schild/name/script"
	"schild/name/usage"
)

// soundsMax is the most keys that one word has.
const soundsMax = 24

// Sound gives the keys under which words that sound alike are found, in any script: two words are worth comparing when
// they share one. The first key is the likeliest. Latin words have one to four, others up to 24; a word
// without letters has none.
func Sound(folded string) []string {
	of := script.Of(folded)
	if of == script.None {
		return nil
	}
	if of == script.Latin {
		return soundLatin(usage.Plain(folded))
	}
	var out []string
	add := func(latin string) {
		for _, k := range soundLatin(latin) {
			if !slices.Contains(out, k) && len(out) < soundsMax {
				out = append(out, k)
			}
		}
	}
	standards := func() {
		for _, r := range roman.Readings(folded) {
			add(usage.Plain(strings.ReplaceAll(Fold(r.Text), " ", "")))
		}
	}
	if of == script.Han || of == script.Hangul {
		standards() // a name from there is spelt by them
	}
	if m := usage.Of(of); m != nil {
		for _, s := range m.Sound(folded, soundsMax, func(latin string) string { return soundKey(latin, 0) }) {
			add(s.Latin)
		}
	}
	standards()
	return out
}

// soundLatin reads a word in the ways that spelling habits allow: c, ch, g, j and x soft or hard, h mute or heard.
func soundLatin(word string) []string {
	var out []string
	for way := range 4 {
		if k := soundKey(word, way); k != "" && !slices.Contains(out, k) {
			out = append(out, k)
		}
	}
	return out
}

// clusters are the letters spoken as one, longest first, each with its sound in the four ways: sibilants are s, gutturals k, lips b and f; a
// dash is silence.
var clusters = [...]struct{ letters, ways string }{
	{"tsch", "sssk"}, {"dsch", "ssss"}, {"tch", "sssk"}, {"sch", "ssks"}, {"szcz", "ssss"}, {"shch", "ssss"},
	{"dzh", "ssss"}, {"sh", "ssss"}, {"sj", "ssss"}, {"zh", "ssss"}, {"kh", "kk-k"}, {"gh", "kk-k"}, {"ch", "sk-s"}, {"cz", "ssss"}, {"sz", "ssss"}, {"ts", "ssss"}, {"tz", "ssss"}, {"tj", "ssss"},
	{"dj", "ssss"}, {"dz", "ssss"}, {"th", "tttt"}, {"dh", "tttt"}, {"ph", "ffff"}, {"ck", "kkkk"}, {"qu", "kkkk"}, {"ks", "xxxx"}, {"gn", "nknn"}, {"ng", "nnnn"},
}

// single gives the sound of each letter from a to z in the four ways. A vowel is a dash.
var single = [4]string{
	"-pkt-fk--sklnn-pkrst-ffx-s",
	"-pst-fs---klnn-pkrst-ffs-s",
	"-pkt-fkk-kklnn-pkrst-f-k-s",
	"-pkt-fs--sklnn-pkrst-f-x-s",
}

// soundKey gives one way's key: its sounds, no sound twice in a row, m and n alike, and an a before them when the word begins
// with a vowel.
func soundKey(word string, way int) string {
	var out []byte
	for i := 0; i < len(word); {
		sound, size := soundAt(word, i, way)
		if sound == '-' && i == 0 && size == 1 && vocal(word) {
			sound = 'a'
		}
		if sound == 'x' {
			out = append(out, 'k', 's')
		} else if sound != '-' && (len(out) == 0 || out[len(out)-1] != sound) {
			out = append(out, sound)
		}
		i += size
	}
	return string(out)
}

// vocal tells whether a word begins with a vowel; a y before one is none.
func vocal(word string) bool {
	vowel := func(i int) bool { return i < len(word) && strings.IndexByte("aeiou", word[i]) >= 0 }
	return vowel(0) || word[0] == 'y' && !vowel(1)
}

func soundAt(word string, i, way int) (sound byte, size int) {
	for _, c := range clusters {
		if strings.HasPrefix(word[i:], c.letters) {
			return c.ways[way], len(c.letters)
		}
	}
	soft := i+1 < len(word) && strings.IndexByte("eiy", word[i+1]) >= 0
	switch c := word[i]; {
	case c == 'c' && soft:
		return 's', 1
	case c == 'g' && (way == 1 || way == 3) && !soft:
		return 'k', 1
	default:
		return single[way][c-'a'], 1
	}
}
