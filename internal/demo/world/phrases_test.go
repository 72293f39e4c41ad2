package world

import (
	"regexp"
	"slices"
	"testing"
)

// TestPhrasesInEveryLanguage holds the four files to the same sections with the same number of sentences and known slots.
func TestPhrasesInEveryLanguage(t *testing.T) {
	slot := regexp.MustCompile(`\{([^}]*)\}`)
	known := []string{"p", "q", "c", "d", "o", "v", "x", "city", "street", "land", "min", "party", "date", "soon", "time", "n", "m", "ref"}
	want := allPhrases()["en"]
	for _, lang := range Languages() {
		got := allPhrases()[lang]
		if len(got) != len(want) {
			t.Errorf("%s has %d sections, English %d", lang, len(got), len(want))
		}
		for section, sentences := range want {
			if len(got[section]) != len(sentences) {
				t.Errorf("%s: [%s] has %d sentences, English %d", lang, section, len(got[section]), len(sentences))
			}
			for _, s := range got[section] {
				for _, m := range slot.FindAllStringSubmatch(s, -1) {
					if !slices.Contains(known, m[1]) {
						t.Errorf("%s: [%s] has the unknown slot {%s}", lang, section, m[1])
					}
				}
			}
		}
	}
}
