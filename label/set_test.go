package label_test

import (
	"maps"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"schild/label"
)

// members is a set as a map: the oracle.
func members(s label.Set) map[string]bool {
	out := map[string]bool{}
	for _, t := range s.List() {
		out[t] = true
	}
	return out
}

func TestSetAgainstMaps(t *testing.T) {
	tokens := []string{"A", "AB", "B", "É", "a", "desk:east", "house rule 7"}
	rapid.Check(t, func(t *rapid.T) {
		s, u := set(tokens...).Draw(t, "s"), set(tokens...).Draw(t, "u")
		a, b := members(s), members(u)
		either, both, only := maps.Clone(a), map[string]bool{}, map[string]bool{}
		maps.Copy(either, b)
		subset := true
		for x := range a {
			if b[x] {
				both[x] = true
			} else {
				only[x], subset = true, false
			}
		}
		for _, c := range []struct {
			what string
			got  label.Set
			want map[string]bool
		}{{"union", s.Union(u), either}, {"intersection", s.Intersect(u), both}, {"difference", s.Minus(u), only}} {
			if want := slices.Sorted(maps.Keys(c.want)); !slices.Equal(c.got.List(), want) {
				t.Fatalf("%s of %q and %q is %q", c.what, s, u, c.got)
			}
		}
		if s.SubsetOf(u) != subset || s.Empty() != (len(a) == 0) {
			t.Fatalf("%q in %q: %v", s, u, s.SubsetOf(u))
		}
		for _, x := range tokens {
			if s.Has(x) != a[x] {
				t.Fatalf("%q has %q: %v", s, x, s.Has(x))
			}
		}
	})
}

func TestNewSetIsCanonical(t *testing.T) {
	for _, c := range []struct {
		in   []string
		want label.Set
	}{
		{nil, ""},
		{[]string{"", " ", ","}, ""},
		{[]string{"B", "A", "B"}, "A,B"},
		{[]string{" b ,a", "a  c"}, "a,a c,b"},
		{[]string{"e\u0301"}, "é"},
		{[]string{"A", "*", "B"}, label.All},
	} {
		if got := label.NewSet(c.in...); got != c.want {
			t.Errorf("NewSet(%q) = %q, want %q", c.in, got, c.want)
		}
	}
}

func TestAllIsEverybody(t *testing.T) {
	a := label.NewSet("A", "B")
	switch {
	case !a.SubsetOf(label.All), label.All.SubsetOf(a), !label.All.Has("X"), label.All.Has(""):
		t.Error("order")
	case a.Union(label.All) != label.All, a.Intersect(label.All) != a, label.All.Intersect(a) != a:
		t.Error("union, intersection")
	case label.All.Minus(a) != label.All, a.Minus(label.All) != "":
		t.Error("difference")
	}
}
