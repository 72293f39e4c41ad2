package script_test

import (
	"testing"
	"unicode/utf8"

	"pgregory.net/rapid"

	"schild/name/script"
)

func TestOf(t *testing.T) {
	for _, c := range []struct {
		text string
		want script.Script
	}{
		{"Renée", script.Latin},
		{"Пётр", script.Cyrillic},
		{"Νίκος", script.Greek},
		{"Արամ", script.Armenian},
		{"ნინო", script.Georgian},
		{"سلمى", script.Arabic},
		{"מרים", script.Hebrew},
		{"王小平", script.Han},
		{"김민수", script.Hangul},
		{"タナカ", script.Kana},
		{"高橋みなみ", script.Kana},
		{"राजीव", script.Devanagari},
		{"ፀሐይ", script.Other},
		{"Jan Пётр", script.Cyrillic},
		{"ab аб", script.Latin},
		{"аб ab", script.Cyrillic},
		{"117 – !", script.None},
		{"", script.None},
		{"\xff\x00", script.None},
	} {
		if got := script.Of(c.text); got != c.want {
			t.Errorf("Of(%+q) = %v, want %v", c.text, got, c.want)
		}
	}
}

func TestUnmask(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		{"Pаul", "Paul"},               // Cyrillic а in Latin
		{"Петpов", "Петров"},           // Latin p in Cyrillic
		{"Νίκoς", "Νίκος"},             // Latin o in Greek
		{"Jan Петров", "Jan Петров"},   // two words, two scripts: nothing is hidden
		{"Xi-Петров", "Xi-Петров"},     // nor by a hyphen
		{"ТОYОТА", "ТОУОТА"},           // most are Cyrillic
		{"Paul\u200bа", "Paul\u200ba"}, // across what has no shape
		{"", ""},
	} {
		if got := script.Unmask(c.in); got != c.want {
			t.Errorf("Unmask(%+q) = %+q, want %+q", c.in, got, c.want)
		}
	}
}

func TestMixed(t *testing.T) {
	for text, want := range map[string]bool{"Pаul": true, "Paul": false, "Jan Пётр": false, "高橋みなみ": false, "A1b": false, "Jan-Пётр": false, "a\u0301б": true} {
		if got := script.Mixed(text); got != want {
			t.Errorf("Mixed(%+q) = %v", text, got)
		}
	}
}

type failer interface{ Fatalf(string, ...any) }

func checkLaws(t failer, s string) {
	once := script.Unmask(s)
	if again := script.Unmask(once); again != once {
		t.Fatalf("Unmask(%+q) = %+q, again %+q", s, once, again)
	}
	if !script.Mixed(s) && once != s {
		t.Fatalf("Unmask(%+q) = %+q, though nothing is mixed", s, once)
	}
	if utf8.ValidString(s) && utf8.RuneCountInString(once) != utf8.RuneCountInString(s) {
		t.Fatalf("Unmask(%+q) = %+q: another length", s, once)
	}
	_ = script.Of(s).String()
}

func TestLaws(t *testing.T) {
	piece := rapid.OneOf(rapid.SampledFrom([]string{"Pаul", "Петpов", "o", "о", "ο", " ", "-", "\u200b", "習", "か", "ー", "\xff"}), rapid.String())
	rapid.Check(t, func(t *rapid.T) {
		s := ""
		for _, p := range rapid.SliceOfN(piece, 0, 8).Draw(t, "pieces") {
			s += p
		}
		checkLaws(t, s)
	})
}

func FuzzScript(f *testing.F) {
	f.Add("Pаul Петpов")
	f.Fuzz(func(t *testing.T, s string) { checkLaws(t, s) })
}
