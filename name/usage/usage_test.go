package usage_test

import (
	"io/fs"
	"math"
	"os"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"schild/name/script"
	"schild/name/usage"
)

func learned() []script.Script {
	return []script.Script{script.Cyrillic, script.Arabic, script.Hebrew, script.Han, script.Hangul}
}

// The shipped tables are whole, and small: all that package name ships together stays below six megabytes.
func TestShipped(t *testing.T) {
	for _, of := range learned() {
		if usage.Of(of) == nil {
			t.Errorf("%v: no model", of)
		}
	}
	for _, of := range []script.Script{script.None, script.Latin, script.Greek, script.Other} {
		if usage.Of(of) != nil {
			t.Errorf("%v has a model", of)
		}
	}
	size := int64(0)
	for _, dir := range []string{"table", "../han", "../lexicon", "../roman/scheme"} {
		err := fs.WalkDir(os.DirFS(dir), ".", func(_ string, e fs.DirEntry, err error) error {
			if err != nil || e.IsDir() {
				return err
			}
			info, err := e.Info()
			size += info.Size()
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	t.Logf("%d bytes shipped", size)
	if size > 6_000_000 {
		t.Errorf("%d bytes shipped, at most 6,000,000", size)
	}
}

// The spellings that most people use come first.
func TestSpell(t *testing.T) {
	for _, c := range []struct {
		of         script.Script
		word, want string
		among      int
	}{
		{script.Cyrillic, "Смирнов", "smirnov", 3},
		{script.Cyrillic, "джордж", "george", 2},
		{script.Cyrillic, "шмидт", "schmidt", 2},
		{script.Arabic, "محمد", "mohammed", 5},
		{script.Arabic, "جورج", "george", 5},
		{script.Hebrew, "מייקל", "michael", 5},
		{script.Hebrew, "אברהם", "abraham", 5},
		{script.Han, "史密斯", "smith", 5},
		{script.Hangul, "스미스", "smith", 5},
	} {
		var got []string
		for _, s := range usage.Of(c.of).Spell(c.word, c.among) {
			got = append(got, s.Latin)
		}
		if !slices.Contains(got, c.want) {
			t.Errorf("%s: no %s among %q", c.word, c.want, got)
		}
	}
}

func TestFit(t *testing.T) {
	for _, c := range []struct {
		of                 script.Script
		word, right, wrong string
	}{
		{script.Cyrillic, "щукин", "shchukin", "shulkin"},
		{script.Arabic, "يوسف", "youssef", "yunis"},
		{script.Hebrew, "חיים", "chaim", "hanan"},
		{script.Han, "瓦特豪斯", "waterhouse", "whitehead"},
		{script.Hangul, "엘리엇", "elliott", "allard"},
	} {
		w := usage.Of(c.of).Word(c.word)
		if right, wrong := w.Fit(c.right), w.Fit(c.wrong); right <= wrong {
			t.Errorf("%s: %s fits %.1f, %s %.1f", c.word, c.right, right, c.wrong, wrong)
		}
	}
}

type failer interface{ Fatalf(string, ...any) }

func checkModel(t failer, of script.Script, word, latin string) {
	m := usage.Of(of)
	got, before := m.Spell(word, 5), 0.0
	for i, s := range got {
		if s.Latin == "" || s.Latin != usage.Plain(s.Latin) || math.IsNaN(s.Chance) || s.Chance > 1e-6 || i > 0 && s.Chance > before {
			t.Fatalf("%v: Spell(%+q) = %v", of, word, got)
		}
		before = s.Chance
	}
	if !slices.Equal(got, m.Spell(word, 5)) || len(got) > 5 {
		t.Fatalf("%v: Spell(%+q) differs", of, word)
	}
	w := m.Word(word)
	if x := w.Fit(latin); math.IsNaN(x) || x > 0 || x != w.Fit(latin) {
		t.Fatalf("%v: %+q fits %+q %v", of, latin, word, x)
	}
}

func TestLaws(t *testing.T) {
	piece := rapid.OneOf(rapid.SampledFrom([]string{"щ", "джор", "يوسف", "חיים", "瓦特", "김", "정", "ー", "a", "\x00"}), rapid.String())
	rapid.Check(t, func(t *rapid.T) {
		word := piece.Draw(t, "a") + piece.Draw(t, "b")
		checkModel(t, rapid.SampledFrom(learned()).Draw(t, "script"), word, rapid.StringMatching(`[a-z]{0,12}`).Draw(t, "latin"))
	})
}

// Pack and Read are one another's reverse, up to a sixteenth of e.
func TestPack(t *testing.T) {
	g := &usage.Grams{
		Units: []usage.Unit{{}, {}, {Other: "щ", Latin: "shch"}, {Other: "щ", Latin: "sch"}},
		One:   []float64{1e-9, 0.3, 0.4, 0.3}, Left: []float64{0.1, 1, 0.1, 0.1},
		Rows: []usage.Row{{A: 0, B: 2, Chance: 0.6, Left: 0.5, Next: []usage.Next{{C: 1, Chance: 0.5}}}, {A: 0, B: 3, Chance: 0.3, Left: 1}},
	}
	m, err := usage.Read(script.Cyrillic, usage.Pack(g), usage.PackWords(map[string][]usage.Spelling{"щи": {{Latin: "stchi", Chance: -0.5}}}))
	if err != nil {
		t.Fatal(err)
	}
	got := m.Spell("щ", 2)
	if len(got) != 2 || got[0].Latin != "shch" || got[1].Latin != "sch" {
		t.Errorf("щ is spelt %v", got)
	}
	if known := m.Spell("щи", 1); len(known) != 1 || known[0].Latin != "stchi" {
		t.Errorf("щи is spelt %v", known)
	}
}

// Bytes that Pack did not write give an error or a model that works, never a panic.
func FuzzRead(f *testing.F) {
	f.Add([]byte("x"), []byte("y"))
	f.Add(usage.Pack(&usage.Grams{}), usage.PackWords(nil))
	f.Fuzz(func(t *testing.T, grams, words []byte) {
		m, err := usage.Read(script.Cyrillic, grams, words)
		if err != nil {
			return
		}
		m.Spell("щи", 3)
		m.Word("щи").Fit("shchi")
	})
}
