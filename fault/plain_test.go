package fault_test

import (
	"strings"
	"testing"
	"unicode/utf8"

	"schild/fault"
)

func FuzzNew(f *testing.F) {
	f.Add("SECRIT", "\x1b[2J\u202egpj.exe\n")
	f.Add("\xff\xfe", strings.Repeat("é", 600))
	f.Add("می\u200cخواهم", strings.Repeat("a", 1021)+"\xf0\x9f\x98")
	f.Fuzz(func(t *testing.T, a, b string) {
		given := []string{"a", a, "b", b}
		e := fault.New(fault.Invalid, "k", given...)
		if given[1] != a || given[3] != b {
			t.Fatal("the caller's arguments were changed")
		}
		for _, s := range e.Args {
			if len(s) > 1<<10 || !utf8.ValidString(s) || strings.ContainsAny(s, "\x1b\n\r\x00\u202e\u2028\u009b") {
				t.Fatalf("%q", s)
			}
		}
		if again := fault.New(fault.Invalid, "k", e.Args...); again.Args[1] != e.Args[1] || again.Args[3] != e.Args[3] {
			t.Fatalf("%q becomes %q", e.Args, again.Args)
		}
	})
}

func TestArgumentsAreReadable(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		{"zeer geheim", "zeer geheim"}, {"", ""}, {"a\nb\tc", "a b c"}, {"\x1b[31mred", "[31mred"}, {"x\u202egpj.exe", "xgpj.exe"},
		{"می\u200cخواهم", "می\u200cخواهم"}, {"a\xffb", "a\ufffdb"},
	} {
		if got := fault.New(fault.Invalid, "k", "w", c.in).Args[1]; got != c.want {
			t.Errorf("%q becomes %q, want %q", c.in, got, c.want)
		}
	}
}
