package lang

import (
	"slices"
	"testing"
)

// FuzzChoose: whatever a browser or a terminal asks for, it is answered in one of the four languages.
func FuzzChoose(f *testing.F) {
	for _, s := range []string{"", "nl-BE,fr;q=0.8", "nl_BE.UTF-8", "C", "*", "de;q=9", "x-\xff", "fr,", "zh-Hant-CN-x-private"} {
		f.Add(s, "")
	}
	f.Add("nl", "fr")
	f.Add("nl", "../../x")
	f.Fuzz(func(t *testing.T, accept, cookie string) {
		got := Choose(accept, cookie)
		if !slices.Contains(Codes(), got) || slices.Contains(Codes(), cookie) && got != cookie {
			t.Fatalf("%q and %q choose %q", accept, cookie, got)
		}
	})
}

// FuzzWords: a value that somebody sent is a value in every sentence, never a part of how the sentence is made.
func FuzzWords(f *testing.F) {
	f.Add("label.level", "{{.word}}", "7")
	f.Add("no.such", "<no value>", "-1")
	f.Add("inbox.count", "\x00", "99999999999999999999")
	f.Fuzz(func(t *testing.T, key, value, n string) {
		for _, code := range Codes() {
			said := New(code).T("label.level", "word", value)
			if want := New(code).T("label.level", "word", "{W}"); said != replaced(want, value) {
				t.Fatalf("%s says %q of %q", code, said, value)
			}
			if New(code).T(key, "n", n, "value", value) == "" && key != "" {
				t.Fatalf("%s says nothing of %q", code, key)
			}
		}
	})
}

// replaced puts a value in the place of {W}.
func replaced(s, value string) string {
	for i := range len(s) - 2 {
		if s[i:i+3] == "{W}" {
			return s[:i] + value + s[i+3:]
		}
	}
	return s
}
