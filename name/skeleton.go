package name

import (
	"strings"
	"unicode/utf8"
)

// Skeleton gives the consonants of a folded word in a form that Latin, Arabic and Hebrew spellings of one name share:
// "muhammad", "mohamed" and "محمد" all give "nhnt". It is coarse: use it to find, not to decide. Letters of other scripts
// give nothing, and an h at the end is not heard.
func Skeleton(folded string) string {
	var out []byte
	add := func(c byte) {
		if c != '-' && (len(out) == 0 || out[len(out)-1] != c) {
			out = append(out, c)
		}
	}
	for i := 0; i < len(folded); {
		r, size := utf8.DecodeRuneInString(folded[i:])
		if 'a' <= r && r <= 'z' {
			c, n := boneLatin(folded[i:])
			add(c)
			i += n
			continue
		}
		if c, ok := bones(r); ok {
			add(c)
		}
		i += size
	}
	return strings.TrimSuffix(string(out), "h")
}

// boneLatin gives the consonant at the start of s and how many letters it takes. A vowel is a dash.
func boneLatin(s string) (c byte, size int) {
	for _, d := range [...]struct {
		letters string
		c       byte
	}{{"sch", 's'}, {"sh", 's'}, {"kh", 'h'}, {"ch", 'h'}, {"gh", 'k'}, {"dj", 'k'}, {"th", 't'}, {"dh", 't'}, {"ts", 's'}, {"tz", 's'}, {"ph", 'p'}, {"ck", 'k'}} {
		if strings.HasPrefix(s, d.letters) {
			return d.c, len(d.letters)
		}
	}
	const consonants = "-pkt-pkh-kklnn-pkrst-p-k-s" // from a to z
	return consonants[s[0]-'a'], 1
}

// bones gives the consonant that a letter of Arabic or Hebrew stands for: a dash for those that may be vowels or mute.
func bones(r rune) (c byte, ok bool) {
	const (
		letters = "ابپتثجچحخدذرزژسشصضطظعغفقكگلمنهويةءגאבדהוזחטיכךלמםנןסעפףצץקרשת"
		sounds  = "-ppttkshhttrssssstts-kpkkklnnh----k-pth-sht-kklnnnns-ppsskrst"
	)
	i := 0
	for _, l := range letters {
		if l == r {
			return sounds[i], true
		}
		i++
	}
	return 0, false
}
