package lexicon_test

import (
	"os"
	"slices"
	"strings"
	"testing"

	"schild/name"
	"schild/name/lexicon"
)

// Every word in the files is folded already, or is of an unspaced script, whose letters stand together here.
func TestFolded(t *testing.T) {
	for file, parting := range map[string]string{"form.txt": ", ", "word.txt": " ", "nick.txt": ", "} {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for line := range strings.Lines(string(text)) {
			if strings.HasPrefix(line, "#") {
				continue
			}
			line = strings.NewReplacer(" | ", parting, ": ", parting).Replace(strings.TrimSpace(line))
			for _, w := range strings.Split(line, parting) {
				if got := name.Fold(w); got != w && strings.ReplaceAll(got, " ", "") != w {
					t.Errorf("%s: %q folds to %q", file, w, got)
				}
			}
		}
	}
}

func TestForms(t *testing.T) {
	for _, c := range []struct {
		words string
		class string
		n     int
	}{
		{"gmbh", "llc", 1},
		{"gmbh co kg", "partnership", 3},
		{"sp z o o", "llc", 4},
		{"besloten vennootschap met beperkte aansprakelijkheid", "llc", 5},
		{"naamloze vennootschap x", "jsc", 2},
		{"vzw", "association", 1},
		{"ооо", "llc", 1},
		{"株式会社", "jsc", 1},
		{"janssens", "", 0},
		{"", "", 0},
	} {
		f, _ := lexicon.FormAt(strings.Fields(c.words))
		if f.Class != c.class || f.Words != c.n {
			t.Errorf("%s: %+v, want %s of %d words", c.words, f, c.class, c.n)
		}
	}
	if f, start, end := lexicon.FormWithin("テスト株式会社"); f.Class != "jsc" || start != len("テスト") || end != len("テスト株式会社") {
		t.Errorf("FormWithin gives %+v at %d to %d", f, start, end)
	}
	if _, _, end := lexicon.FormWithin("株式会社"); end != 0 {
		t.Error("a form alone is no name with a form in it")
	}
}

func TestShares(t *testing.T) {
	for _, c := range []struct {
		word  string
		given bool
	}{{"anna", true}, {"peter", true}, {"smith", false}, {"garcia", false}, {"ivanov", false}} {
		given, family := lexicon.Share(c.word)
		if (given > family) != c.given {
			t.Errorf("%s: %g as given, %g as family name", c.word, given, family)
		}
	}
	if given, family := lexicon.Share("qqqq"); given <= 0 || family <= 0 || given > 1e-6 || lexicon.Known("qqqq") {
		t.Errorf("a word never seen has %g and %g", given, family)
	}
}

// A nickname and its name know each other.
func TestNicksBothWays(t *testing.T) {
	for _, n := range []string{"william", "jan", "johannes", "александр", "francisco"} {
		list := lexicon.Nicks(n)
		if len(list) == 0 || !slices.IsSorted(list) {
			t.Errorf("%s: %v", n, list)
		}
		for _, nick := range list {
			if !slices.Contains(lexicon.Nicks(nick), n) {
				t.Errorf("%s has %s, but not the other way", n, nick)
			}
		}
	}
}

func TestWords(t *testing.T) {
	for w, want := range map[string]lexicon.Word{"dr": lexicon.Title, "jr": lexicon.Suffix, "van": lexicon.Particle, "bin": lexicon.Father, "oglu": lexicon.After, "bank": lexicon.Body, "kim": lexicon.East, "": 0} {
		if got := lexicon.Of(w); got&want != want || want == 0 && got != 0 {
			t.Errorf("%s: %b, want %b", w, got, want)
		}
	}
	for w, want := range map[string]bool{"ivanovich": true, "ivanovna": true, "ильич": true, "иванович": true, "novich": false, "petrovic": false, "": false} {
		if got := lexicon.FatherEnding(w); got != want {
			t.Errorf("FatherEnding(%q) = %v", w, got)
		}
	}
}
