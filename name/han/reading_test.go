package han_test

import (
	"testing"
	"unicode"

	"schild/name/han"
)

func TestReadings(t *testing.T) {
	for r, want := range map[rune][2]string{
		'王': {"wang", "wang"}, '女': {"nü", "nü"}, '单': {"dan", "shan"}, '單': {"dan", "shan"}, '曾': {"ceng", "zeng"}, '解': {"jie", "xie"}, '仇': {"chou", "qiu"},
		'尧': {"yao", "yao"}, 'A': {"", ""}, 'か': {"", ""}, 0: {"", ""}, -1: {"", ""},
	} {
		if got := [2]string{han.Reading(r), han.SurnameReading(r)}; got != want {
			t.Errorf("%q reads %q, want %q", r, got, want)
		}
	}
}

// Every ideograph of everyday writing has a reading, in plain letters, and Alike keeps it.
func TestEveryIdeograph(t *testing.T) {
	without := 0
	for r := rune(0x4E00); r <= 0x9FFF; r++ {
		s := han.Reading(r)
		if s == "" {
			without++
			continue
		}
		for _, c := range s {
			if (c < 'a' || c > 'z') && c != 'ü' {
				t.Errorf("%q reads %q", r, s)
			}
		}
		a := han.Alike(r)
		if han.Reading(a) != s || han.Alike(a) != a || !unicode.Is(unicode.Han, a) {
			t.Errorf("%q is like %q, which reads %q", r, a, han.Reading(a))
		}
	}
	if without > 150 {
		t.Errorf("%d ideographs have no reading", without)
	}
}
