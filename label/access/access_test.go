package access_test

import (
	"cmp"
	"encoding/json"
	"os"
	"path/filepath"
	"testing"

	"pgregory.net/rapid"

	"schild/internal/badinput"
	"schild/label"
	"schild/label/access"
)

// group is one group of the published cases: each set of tokens must open.
type group struct {
	Auths [][]string `json:"auths"`
	Tests []struct {
		Expected    string   `json:"expectedResult"`
		Expressions []string `json:"expressions"`
	} `json:"tests"`
}

func TestPublishedCases(t *testing.T) {
	b, err := os.ReadFile(filepath.Join(cmp.Or(os.Getenv("SCHILD_TESTDATA"), "../../../shared/data"), "labels/accumulo-access/testdata.json"))
	if err != nil {
		t.Skip("skipped: no test data")
	}
	var groups []group
	if err := json.Unmarshal(b, &groups); err != nil {
		t.Fatal(err)
	}
	n, right := 0, 0
	for _, g := range groups {
		for _, c := range g.Tests {
			for _, s := range c.Expressions {
				n++
				if got := decide(s, g.Auths); got == c.Expected {
					right++
				} else {
					t.Errorf("%q with %q: %s, want %s", s, g.Auths, got, c.Expected)
				}
			}
		}
	}
	t.Logf("%d of %d", right, n)
	if n != 242 {
		t.Errorf("%d cases, want 242", n)
	}
}

func decide(s string, auths [][]string) string {
	e, err := access.Parse(s)
	if err != nil {
		return "ERROR"
	}
	for _, set := range auths {
		if !e.Opens(in(set)) {
			return "INACCESSIBLE"
		}
	}
	return "ACCESSIBLE"
}

func in(set []string) func(string) bool {
	have := map[string]bool{}
	for _, token := range set {
		have[token] = true
	}
	return func(token string) bool { return have[token] }
}

// tokens are few, so that readers often hold what is needed.
func tokens() *rapid.Generator[string] {
	return rapid.SampledFrom([]string{"A", "B", "C", "D", "EU"})
}

// expressions draws an expression's text, at most three deep.
func expressions(deep int) *rapid.Generator[string] {
	return rapid.Custom(func(t *rapid.T) string {
		n := rapid.IntRange(1, 3).Draw(t, "sides")
		if deep == 0 || n == 1 {
			return tokens().Draw(t, "token")
		}
		sign, out := rapid.SampledFrom([]string{"&", "|"}).Draw(t, "sign"), ""
		for i := range n {
			side := expressions(deep-1).Draw(t, "side")
			if i > 0 {
				out += sign
			}
			if len(side) > 2 {
				side = "(" + side + ")"
			}
			out += side
		}
		return out
	})
}

func TestMoreTokensNeverHide(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		e, err := access.Parse(expressions(3).Draw(t, "expression"))
		if err != nil {
			t.Fatal(err)
		}
		some := rapid.SliceOf(tokens()).Draw(t, "some")
		more := append(rapid.SliceOf(tokens()).Draw(t, "more"), some...)
		if e.Opens(in(some)) && !e.Opens(in(more)) {
			t.Fatalf("%v opens with %v but not with %v", e, some, more)
		}
	})
}

func TestLabelDecidesAsTheExpression(t *testing.T) {
	fits := 0
	rapid.Check(t, func(t *rapid.T) {
		e, err := access.Parse(expressions(2).Draw(t, "expression"))
		if err != nil {
			t.Fatal(err)
		}
		l, ok := e.Label()
		if !ok {
			return
		}
		fits++
		have := rapid.SliceOfN(tokens(), 1, 5).Draw(t, "have")
		set := label.NewSet(have...)
		reader := label.Clearance{Compartments: set, Outside: true, Memberships: set}
		if got, want := reader.MayRead(l), e.Opens(in(have)); got != want {
			t.Fatalf("%v as %v with %v: %v, want %v", e, l, have, got, want)
		}
	})
	if fits == 0 {
		t.Error("no expression fitted a label")
	}
}

func TestLabel(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		{"", "UNCLASSIFIED//REL *"},
		{"A", "UNCLASSIFIED//COMP A//REL *"},
		{"NUC&(ORG-A|ORG-B)", "UNCLASSIFIED//COMP NUC//REL ORG-A,ORG-B"},
		{"A|B", "UNCLASSIFIED//REL A,B"},
		{"(A|B)&(C|D)", ""},
		{"(A&B)|C", ""},
		{`"*"`, ""},
		{`"a,b"`, ""},
		{"a/b", ""},
	} {
		e, err := access.Parse(c.in)
		if err != nil {
			t.Fatal(err)
		}
		l, ok := e.Label()
		if ok != (c.want != "") || ok && l.String() != c.want {
			t.Errorf("%q is %v %v, want %s", c.in, l, ok, c.want)
		}
	}
}

func FuzzParse(f *testing.F) {
	for _, s := range []string{"", "A&(B|C)", `"a\"b"&"\\"`, "((((A))))", "A&B|C", `"`, "五"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		e, err := access.Parse(s)
		if err != nil {
			badinput.Refused(t, err)
			return
		}
		text := e.String()
		back, err := access.Parse(text)
		if err != nil || back.String() != text {
			t.Fatalf("%q is written %q and reads back as %v, %v", s, text, back, err)
		}
	})
}
