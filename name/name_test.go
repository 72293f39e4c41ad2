package name_test

import (
	"flag"
	"fmt"
	"os"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/text/cases"
	"golang.org/x/text/language"
	"golang.org/x/text/unicode/norm"
	"pgregory.net/rapid"

	"schild/name"
)

var update = flag.Bool("update", false, "write the golden file anew")

func TestFoldGolden(t *testing.T) {
	given, err := os.ReadFile("testdata/fold.txt")
	if err != nil {
		t.Fatal(err)
	}
	var got strings.Builder
	for line := range strings.Lines(string(given)) {
		in, _, _ := strings.Cut(strings.TrimSuffix(line, "\n"), " → ")
		if strings.HasPrefix(in, "#") || in == "" {
			fmt.Fprintln(&got, in)
			continue
		}
		fmt.Fprintf(&got, "%s → %s\n", in, name.Fold(in))
	}
	if *update {
		if err := os.WriteFile("testdata/fold.txt", []byte(got.String()), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if diff := cmp.Diff(string(given), got.String()); diff != "" && !*update {
		t.Error(diff)
	}
}

// What cannot be read well in a file of examples.
func TestFoldUnseen(t *testing.T) {
	for _, c := range []struct{ what, in, want string }{
		{"soft hyphen (ISO 8859-1)", "Jans\u00adsens", "janssens"},
		{"zero width space, joiner, byte order mark", "\ufeffJan\u200bss\u200dens", "janssens"},
		{"bidirectional override (UAX 9)", "\u202eJanssens\u202c", "janssens"},
		{"NUL, as in UTF-16 read as bytes", "J\x00a\x00n\x00", "jan"},
		{"no UTF-8", "Jan\xffPeter\xc3", "jan peter"},
		{"accent as a character of its own", "Rene\u0301e", "renee"},
		{"accents without end", "Z" + strings.Repeat("\u0301", 500) + "a", "za"},
		{"Hangul in jamo (NFD)", norm.NFD.String("김정은"), "김 정 은"},
		{"half-width kana", "ﾌﾟｰﾁﾝ", "プーチン"},
		{"no-break and em space", "Jan\u00a0van\u2003Damme", "jan van damme"},
		{"only signs", "…!?—", ""},
		{"nothing", "", ""},
	} {
		if got := name.Fold(c.in); got != c.want {
			t.Errorf("%s: Fold(%+q) = %+q, want %+q", c.what, c.in, got, c.want)
		}
	}
}

// Every character Unicode has: folding is stable, and case is gone. The oracle for case is x/text/cases, which
// follows CaseFolding.txt.
func TestEveryCharacter(t *testing.T) {
	fold, upper := cases.Fold(), cases.Upper(language.Und)
	for r := rune(1); r <= unicode.MaxRune; r++ {
		if !utf8.ValidRune(r) {
			continue
		}
		s := string(r)
		once := name.Fold(s)
		if again := name.Fold(once); again != once {
			t.Errorf("%U: %+q folds to %+q and that to %+q", r, s, once, again)
		}
		if got := name.Fold(fold.String(s)); got != once && !isIotaBelow(r) {
			t.Errorf("%U: case folded first gives %+q, else %+q", r, got, once)
		}
		if got := name.Fold(upper.String(s)); got != once && !isIotaBelow(r) {
			t.Errorf("%U: upper case gives %+q, else %+q", r, got, once)
		}
		if !utf8.ValidString(once) || strings.Contains(once, " ") && unicode.IsLetter(r) {
			t.Errorf("%U: %+q", r, once)
		}
	}
}

// isIotaBelow tells Greek letters with an iota below: full case folding writes it beside the letter, we drop it
// with the other points (classical Greek only).
func isIotaBelow(r rune) bool { return strings.ContainsRune(norm.NFD.String(string(r)), '\u0345') }

// texts draws what comes in: names in many scripts, separators, invisible characters, broken bytes.
func texts() *rapid.Generator[string] {
	piece := rapid.OneOf(
		rapid.SampledFrom([]string{"Jan", "ss", "Ærø", "Ó", "İ", "ñ", "Łódź", "ﬁ", "習近平", "カ\u3099", "김", "ไน้ำ", "Пётр", "ك", "क्षि", "٣", "㍿", "s", "ŉ"}),
		rapid.SampledFrom([]string{" ", "-", "'", "’", "-\n", "-\r\n  ", ". ", "\u00ad", "\u200b", "\x00", "\xff", "\xe2\x82", "\u0301", "\u3099", "\u1161", "\n\n"}),
		rapid.String(),
	)
	return rapid.Custom(func(t *rapid.T) string {
		return strings.Join(rapid.SliceOfN(piece, 0, 12).Draw(t, "pieces"), "")
	})
}

func TestLaws(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) { checkLaws(t, texts().Draw(t, "text")) })
}

// TestForms: one text in the four Unicode forms folds alike. Compatibility forms may open new separators, so they
// are compared without spaces.
func TestForms(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := texts().Draw(t, "text")
		if c, d := name.Fold(norm.NFC.String(s)), name.Fold(norm.NFD.String(s)); c != d {
			t.Fatalf("NFC folds to %+q, NFD to %+q", c, d)
		}
	})
}

type failer interface {
	Fatalf(string, ...any)
}

// checkLaws holds the laws of the package comment against one text.
func checkLaws(t failer, s string) {
	once := name.Fold(s)
	if again := name.Fold(once); again != once {
		t.Fatalf("Fold(%+q) = %+q, folded again %+q", s, once, again)
	}
	if joined := strings.Join(name.Split(s), " "); joined != once {
		t.Fatalf("Split gives %+q, Fold %+q", joined, once)
	}
	end, words := 0, []string(nil)
	for w := range name.Words(s) {
		if w.Start < end || w.End <= w.Start || w.End > len(s) {
			t.Fatalf("%+q: word %+v after %d", s, w, end)
		}
		if !bound(s, w.Start) || !bound(s, w.End) {
			t.Fatalf("%+q: word %+v cuts a character", s, w)
		}
		if got := name.Fold(s[w.Start:w.End]); got != w.Folded {
			t.Fatalf("%+q: word %+v, but its slice folds to %+q", s, w, got)
		}
		if w.Tied && (w.Start == end || len(words) == 0) {
			t.Fatalf("%+q: %+v is tied to nothing", s, w)
		}
		end = w.End
		words = append(words, w.Folded)
	}
	if diff := cmp.Diff(name.Split(s), words); diff != "" {
		t.Fatalf("%+q: %s", s, diff)
	}
}

// bound tells whether a character may begin at i: no continuation byte of a valid one lies there.
func bound(s string, i int) bool {
	for j := max(0, i-3); j < i; j++ {
		if r, n := utf8.DecodeRuneInString(s[j:]); r != utf8.RuneError && j+n > i {
			return false
		}
	}
	return true
}

func TestTied(t *testing.T) {
	for _, c := range []struct {
		in   string
		want string // tied words have a + before them
	}{
		{"O'Brien", "o+brien"},
		{"Al-Fulan", "al+fulan"},
		{"Al–Fulan", "al+fulan"},
		{"Jans-\nsens", "jans+sens"},
		{"Jans-\r\n   sens", "jans+sens"},
		{"Jans-\u00ad\nsens", "jans+sens"},
		{"Jan - Peter", "jan peter"},
		{"Jan -Peter", "jan peter"},
		{"Jan--Peter", "jan peter"},
		{"Jan'\nPeter", "jan peter"},
		{"Peter's", "peter s"},
		{"Shi'a", "shi+a"},
		{"-Jan", "jan"},
		{"Jan.Peter", "jan peter"},
		{"習近平", "習 近 平"},
	} {
		var got strings.Builder
		for w := range name.Words(c.in) {
			switch {
			case w.Tied:
				got.WriteByte('+')
			case got.Len() > 0:
				got.WriteByte(' ')
			}
			got.WriteString(w.Folded)
		}
		if got.String() != c.want {
			t.Errorf("%q: got %q, want %q", c.in, got.String(), c.want)
		}
	}
}

func TestLongNames(t *testing.T) {
	for _, unit := range []string{"a", "É", "習", "कि", "\u0301", "ข\u0e49", "-"} {
		checkLaws(t, strings.Repeat(unit, 10_000))
	}
}

func TestPlainWordsCostNothing(t *testing.T) {
	text := strings.Repeat("a plain line of lower case words. ", 20)
	if n := testing.AllocsPerRun(10, func() {
		for range name.Words(text) {
		}
	}); n > 8 {
		t.Errorf("%v allocations; want a constant few", n)
	}
}

func ExampleFold() {
	fmt.Println(name.Fold("  Łukasz  O’BRIEN-Müller "))
	fmt.Println(name.Fold("Al-Fulan") == name.Fold("AL FULAN"))
	// Output:
	// lukasz o brien muller
	// true
}

func ExampleWords() {
	text := "Gezien: Renée\nD'Hondt."
	for w := range name.Words(text) {
		fmt.Println(w.Start, w.End, w.Folded, w.Tied)
	}
	// Output:
	// 0 6 gezien false
	// 8 14 renee false
	// 15 16 d false
	// 17 22 hondt true
}

func FuzzWords(f *testing.F) {
	for _, s := range []string{"Jan O'Brien", "\xff\xfe", "カ\u3099", "\u1100\u1161", "ไน้ำ", "ﷺ", "-\n'"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) { checkLaws(t, s) })
}

func FuzzFold(f *testing.F) {
	f.Add("Jan-Peter Łódź")
	f.Fuzz(func(t *testing.T, s string) {
		once := name.Fold(s)
		if name.Fold(once) != once || name.Fold(strings.ToUpper(once)) != once {
			t.Fatalf("%+q folds to %+q, then %+q and %+q", s, once, name.Fold(once), name.Fold(strings.ToUpper(once)))
		}
	})
}

func BenchmarkCursor(b *testing.B) {
	for _, c := range []struct{ script, text string }{
		{"ascii", "De heer Peter Janssens verklaart dat hij in Gent woont. "},
		{"latin", "Élève Müller à Liège, née Łódź-Ångström, fährt übermorgen. "},
		{"cyrillic", "Владимир Иванов живёт в Брюсселе уже десять лет. "},
		{"han", "習近平在布魯塞爾會見比利時國王。"},
	} {
		b.Run(c.script, func(b *testing.B) {
			text := strings.Repeat(c.text, 1000)
			b.SetBytes(int64(len(text)))
			for b.Loop() {
				for cur := name.NewCursor(text); cur.Next(); {
				}
			}
		})
	}
	b.Run("naive", func(b *testing.B) { // the usual recipe: decompose, drop marks, fold case, cut at spaces
		text := strings.Repeat("De heer Peter Janssens verklaart dat hij in Gent woont. ", 1000)
		b.SetBytes(int64(len(text)))
		for b.Loop() {
			strings.Fields(cases.Fold().String(norm.NFKD.String(text)))
		}
	})
}
