package label_test

import (
	"testing"

	"pgregory.net/rapid"

	"schild/label"
)

// set draws a few of the given tokens, so that labels often agree in part.
func set(tokens ...string) *rapid.Generator[label.Set] {
	return rapid.Map(rapid.SliceOfN(rapid.SampledFrom(tokens), 0, len(tokens)), func(s []string) label.Set {
		return label.NewSet(s...)
	})
}

func level() *rapid.Generator[label.Level] {
	return rapid.Map(rapid.IntRange(0, 4), func(n int) label.Level { return label.Level(n) })
}

func anyLabel() *rapid.Generator[label.Label] {
	return rapid.Custom(func(t *rapid.T) label.Label {
		l := label.Label{
			Level:        level().Draw(t, "level"),
			Compartments: set("ALPHA", "BRAVO", "NUC").Draw(t, "compartments"),
			Releasable:   set("ORG-A", "ORG-B", "EU").Draw(t, "releasable"),
			Originators:  set("NATO", "EU", "OWN").Draw(t, "originators"),
			Caveats:      set("ORCON", "LIMITED DISTRIBUTION", "house rule 7").Draw(t, "caveats"),
			Circles:      set("desk:east", "dossier:0a1b", "desk:west").Draw(t, "circles"),
		}
		if rapid.IntRange(0, 3).Draw(t, "public") == 0 {
			l.Releasable = label.All
		}
		return l
	})
}

func TestJoinIsALattice(t *testing.T) {
	join := label.Join
	rapid.Check(t, func(t *rapid.T) {
		a, b, c := anyLabel().Draw(t, "a"), anyLabel().Draw(t, "b"), anyLabel().Draw(t, "c")
		switch {
		case join(a, b) != join(b, a):
			t.Fatal("not commutative")
		case join(join(a, b), c) != join(a, join(b, c)):
			t.Fatal("not associative")
		case join(a, a) != a:
			t.Fatal("not idempotent")
		case join(a, label.Bottom()) != a:
			t.Fatal("Bottom is no identity")
		case label.JoinAll(a, b, c) != join(a, join(b, c)) || label.JoinAll() != label.Bottom():
			t.Fatal("JoinAll is not Join of all")
		}
	})
}

func TestDominatesIsTheOrderOfJoin(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a, b := anyLabel().Draw(t, "a"), anyLabel().Draw(t, "b")
		both := label.Join(a, b)
		switch {
		case a.Dominates(b) != (both == a):
			t.Fatalf("%v dominates %v = %v, join is %v", a, b, a.Dominates(b), both)
		case a.Dominates(b) && b.Dominates(a) && a != b:
			t.Fatal("not antisymmetric")
		case !both.Dominates(a), !both.Dominates(b), !a.Dominates(label.Bottom()):
			t.Fatal("join is no upper bound, or Bottom not the lowest")
		}
	})
}

// TestAgainstSetsOfBools compares a whole small lattice with the plainest second implementation.
func TestAgainstSetsOfBools(t *testing.T) {
	all := small()
	for _, a := range all {
		for _, b := range all {
			na, nb := plain(a), plain(b)
			if got, want := label.Join(a, b), na.join(nb); plain(got) != want {
				t.Fatalf("join of %v and %v = %v, want %+v", a, b, got, want)
			}
			if a.Dominates(b) != na.dominates(nb) {
				t.Fatalf("%v dominates %v = %v", a, b, a.Dominates(b))
			}
		}
	}
}

// small is every label over two levels, two tokens in compartments, releasability and circles, one originator.
func small() (out []label.Label) {
	pairs := []label.Set{"", "A", "B", "A,B"}
	for _, level := range []label.Level{label.NotClassified, label.Secret} {
		for _, comp := range pairs {
			for _, rel := range append(pairs, label.All) {
				for _, circle := range pairs {
					for _, orig := range pairs[:2] {
						out = append(out, label.Label{Level: level, Compartments: comp, Releasable: rel, Circles: circle, Originators: orig})
					}
				}
			}
		}
	}
	return out
}

// naive is a label of small with a bool for each token; everybody stands for all organisations but A and B.
type naive struct {
	level                                 label.Level
	compA, compB, circleA, circleB, origA bool
	relA, relB, everybody                 bool
}

func plain(l label.Label) naive {
	return naive{
		level: l.Level,
		compA: l.Compartments.Has("A"), compB: l.Compartments.Has("B"),
		circleA: l.Circles.Has("A"), circleB: l.Circles.Has("B"), origA: l.Originators.Has("A"),
		relA: l.Releasable.Has("A"), relB: l.Releasable.Has("B"), everybody: l.Releasable.Has("C"),
	}
}

func (n naive) join(m naive) naive {
	return naive{
		level: max(n.level, m.level),
		compA: n.compA || m.compA, compB: n.compB || m.compB,
		circleA: n.circleA || m.circleA, circleB: n.circleB || m.circleB, origA: n.origA || m.origA,
		relA: n.relA && m.relA, relB: n.relB && m.relB, everybody: n.everybody && m.everybody,
	}
}

func (n naive) dominates(m naive) bool {
	implies := func(a, b bool) bool { return !a || b }
	return n.level >= m.level && implies(m.compA, n.compA) && implies(m.compB, n.compB) &&
		implies(m.circleA, n.circleA) && implies(m.circleB, n.circleB) && implies(m.origA, n.origA) &&
		implies(n.relA, m.relA) && implies(n.relB, m.relB) && implies(n.everybody, m.everybody)
}

func (n naive) mayRead(m naive, outside bool) bool {
	implies := func(a, b bool) bool { return !a || b }
	released := m.everybody || m.relA && n.relA || m.relB && n.relB
	return n.level >= m.level && implies(m.compA, n.compA) && implies(m.compB, n.compB) &&
		implies(m.circleA, n.circleA) && implies(m.circleB, n.circleB) && (!outside || released)
}
