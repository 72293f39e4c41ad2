package name_test

import (
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"schild/name"
)

func latinTexts(s string) []string {
	var out []string
	for _, r := range name.Romanise(s) {
		out = append(out, name.Fold(r.Text))
	}
	return out
}

// Each name, in its script, has the spelling that people would look for among its Latin ones.
func TestRomanise(t *testing.T) {
	for in, want := range map[string]string{
		"Пётр Щукин": "petr shchukin", "Сергей": "sergey", "Джордж": "george", "Їжак": "yizhak", "Νικόλαος": "nikolaos", "Հովհաննես": "hovhannes", "ნინო": "nino",
		"يوسف": "yusuf", "خالد": "khalid", "فاطمة": "fatima", "محمد": "mohamed", "יוסף": "yosef", "אברהם": "abraham", "王小平": "wang xiaoping", "이민수": "lee min su", "스미스": "smith",
		"ジョージ": "joji", "नरेश": "naresh", "Ђорђе": "djordje",
	} {
		if got := latinTexts(in); !slices.Contains(got, want) {
			t.Errorf("%s: no %q in %q", in, want, got)
		}
	}
	if got := name.Romanise("Jan Janssens"); got != nil {
		t.Errorf("a Latin name has %v", got)
	}
}

// A true spelling is likelier than a false one that looks like it.
func TestTransliterates(t *testing.T) {
	for _, c := range []struct{ other, right, wrong string }{
		{"путилин", "putilin", "pushkin"}, {"джордж", "george", "gregor"}, {"смит", "smith", "smits"}, {"يوسف", "youssef", "yusra"}, {"محمود", "mahmoud", "mohamed"}, {"חיים", "chaim", "hanna"},
		{"엘리엇", "elliott", "eliana"}, {"瓦特", "watt", "witte"}, {"νικος", "nikos", "nina"}, {"ნინო", "nino", "nana"}, {"राजीव", "rajiv", "ravi"}, {"たなか", "tanaka", "takana"},
	} {
		right, wrong := name.Transliterates(c.right, c.other), name.Transliterates(c.wrong, c.other)
		if right <= wrong || right < 0.5 || right > 1 || wrong < 0 {
			t.Errorf("%s: %s %.3f, %s %.3f", c.other, c.right, right, c.wrong, wrong)
		}
	}
}

// Words that sound alike share a key, whoever spelt them.
func TestSound(t *testing.T) {
	for _, group := range [][]string{
		{"tschukowski", "chukovsky", "cukovskij", "tchoukovski", "чуковский"},
		{"mohamed", "muhammad", "mohammad", "محمد"},
		{"jimenez", "ximenez", "gimenez"},
		{"schmidt", "smit", "szmit"},
		{"youssef", "yusuf", "jusuf", "يوسف"},
		{"wladimir", "vladimir", "владимир"},
		{"haim", "chaim", "חיים"},
		{"watt", "瓦特"},
	} {
		first := name.Sound(group[0])
		for _, w := range group[1:] {
			if !slices.ContainsFunc(name.Sound(w), func(k string) bool { return slices.Contains(first, k) }) {
				t.Errorf("%s %q shares nothing with %s %q", group[0], first, w, name.Sound(w))
			}
		}
	}
}

func TestSkeleton(t *testing.T) {
	for _, group := range [][]string{
		{"muhammad", "mohamed", "محمد"}, {"khalid", "halid", "خالد"}, {"yusuf", "youssef", "يوسف", "יוסף"}, {"saleh", "salih", "צלח"}, {"fatima", "fatimah", "فاطمة"}, {"salma", "سلمى"},
		{"qasim", "kassem", "قاسم"},
	} {
		for _, w := range group[1:] {
			if a, b := name.Skeleton(group[0]), name.Skeleton(name.Fold(w)); a != b {
				t.Errorf("%s %q, %s %q", group[0], a, w, b)
			}
		}
	}
	if got := name.Skeleton("пётр"); got != "" {
		t.Errorf("Cyrillic has the skeleton %q", got)
	}
}

func checkLatin(t failer, s string) {
	got := name.Romanise(s)
	if again := name.Romanise(s); !reflect.DeepEqual(got, again) {
		t.Fatalf("Romanise(%+q) differs", s)
	}
	seen := map[string]bool{}
	for _, r := range got {
		if r.Text == "" || r.Standard == "" || seen[r.Text] {
			t.Fatalf("Romanise(%+q): %+v", s, r)
		}
		seen[r.Text] = true
	}
	folded := name.Fold(s)
	keys := name.Sound(folded)
	if !reflect.DeepEqual(keys, name.Sound(folded)) || len(keys) > 32 || slices.Contains(keys, "") {
		t.Fatalf("Sound(%+q) = %q", folded, keys)
	}
	_ = name.Skeleton(folded)
	_ = name.LegalForm(folded)
	for _, latin := range []string{"", "a", "janssens", folded} {
		if x := name.Transliterates(latin, s); x < 0 || x > 1 || x != x {
			t.Fatalf("Transliterates(%+q, %+q) = %v", latin, s, x)
		}
	}
}

func TestLatinLaws(t *testing.T) {
	piece := rapid.OneOf(rapid.SampledFrom([]string{"Пётр", "يوسف", "חיים", "王", "김", "ジョ", "राजीव", "Ευ", " ", "'", "\x00", "\u202e", "jan"}), rapid.String())
	rapid.Check(t, func(t *rapid.T) {
		checkLatin(t, strings.Join(rapid.SliceOfN(piece, 0, 6).Draw(t, "pieces"), ""))
	})
}

func FuzzLatin(f *testing.F) {
	for _, s := range []string{"Пётр", "يوسف", "王小平", "이민수", "瓦特·尚尼"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) { checkLatin(t, s) })
}

func ExampleRomanise() {
	for _, r := range name.Romanise("Щукин") {
		if r.Language == "ru" {
			fmt.Println(r.Text, "·", r.Standard)
		}
	}
	// Output:
	// Shchukin · BGN/PCGN 1947
	// Chtchoukine · passport, USSR and Russia before 1997 (French)
	// Ŝukin · ISO 9:1995
	// Schtschukin · Duden
	// Sjtsjoekin · Taalunie
}

func BenchmarkSpeller(b *testing.B) {
	for _, c := range []struct{ script, other, latin string }{{"cyrillic", "щукин", "shchukin"}, {"arabic", "يوسف", "youssef"}, {"han", "瓦特豪斯", "waterhouse"}, {"hangul", "스미스", "smith"}} {
		b.Run(c.script+"/ready", func(b *testing.B) {
			f := name.Speller(c.other)
			for b.Loop() {
				f(c.latin)
			}
		})
		b.Run(c.script+"/make", func(b *testing.B) {
			for b.Loop() {
				name.Speller(c.other)
			}
		})
		b.Run(c.script+"/sound", func(b *testing.B) {
			for b.Loop() {
				name.Sound(c.other)
			}
		})
	}
	b.Run("latin/sound", func(b *testing.B) {
		for b.Loop() {
			name.Sound("shchukin")
		}
	})
	b.Run("latin/parse", func(b *testing.B) {
		for b.Loop() {
			name.Parse("Jan Peter van den Berghe", name.Person)
		}
	})
}
