package name_test

import (
	"strings"
	"testing"
	"unicode"

	"golang.org/x/text/unicode/norm"
	"pgregory.net/rapid"

	"schild/name"
)

func TestClean(t *testing.T) {
	for _, c := range []struct{ what, in, want string }{
		{"nothing to do", "Renée O’Halloran-van den Ærø", "Renée O’Halloran-van den Ærø"},
		{"spaces, tabs and line breaks", "  Jan\t van\r\n  Damme\u00a0\u2003Sr ", "Jan van Damme Sr"},
		{"accent as a character of its own", "Rene\u0301e", "Renée"},
		{"soft hyphen, zero width space, byte order mark", "\ufeffJans\u00adsens\u200b", "Janssens"},
		{"bidirectional override", "\u202enaJ\u202c", "naJ"},
		{"NUL and escape", "Jan\x00\x1b[31m", "Jan[31m"},
		{"no UTF-8 parts words", "Jan\xffPeter", "Jan Peter"},
		{"Persian keeps its non-joiner", "علی\u200cرضا", "علی\u200cرضا"},
		{"Latin does not", "Jan\u200cPeter", "JanPeter"},
		{"only space", " \n", ""},
	} {
		if got := name.Clean(c.in); got != c.want {
			t.Errorf("%s: Clean(%+q) = %+q, want %+q", c.what, c.in, got, c.want)
		}
	}
}

func TestCleanLaws(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) { checkClean(t, texts().Draw(t, "text")) })
}

func checkClean(t failer, s string) {
	once := name.Clean(s)
	if again := name.Clean(once); again != once {
		t.Fatalf("Clean(%+q) = %+q, cleaned again %+q", s, once, again)
	}
	if a, b := name.Fold(s), name.Fold(once); a != b {
		t.Fatalf("%+q folds to %+q, cleaned to %+q", s, a, b)
	}
	if !norm.NFC.IsNormalString(once) || strings.TrimSpace(once) != once || strings.ContainsFunc(once, unicode.IsControl) {
		t.Fatalf("Clean(%+q) = %+q", s, once)
	}
}

func FuzzClean(f *testing.F) {
	f.Add("Jan\u00ad van\r\nDamme")
	f.Add("علی\u200cرضا")
	f.Fuzz(func(t *testing.T, s string) { checkClean(t, s) })
}
