package label_test

import (
	"testing"

	"pgregory.net/rapid"

	"schild/label"
)

func anyClearance() *rapid.Generator[label.Clearance] {
	return rapid.Custom(func(t *rapid.T) label.Clearance {
		return label.Clearance{
			Level:        level().Draw(t, "level"),
			Compartments: set("ALPHA", "BRAVO", "NUC").Draw(t, "compartments"),
			Circles:      set("desk:east", "dossier:0a1b", "desk:west").Draw(t, "circles"),
			Outside:      rapid.Bool().Draw(t, "outside"),
			Memberships:  set("ORG-A", "ORG-B", "EU").Draw(t, "memberships"),
		}
	})
}

// TestMayReadOfAJoin: what is made of two things shows only to who may read both; inside the house to all of these.
func TestMayReadOfAJoin(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c, a, b := anyClearance().Draw(t, "reader"), anyLabel().Draw(t, "a"), anyLabel().Draw(t, "b")
		both, each := c.MayRead(label.Join(a, b)), c.MayRead(a) && c.MayRead(b)
		if both && !each {
			t.Fatalf("reads the join of %v and %v but not each", a, b)
		}
		if each && !both && !c.Outside {
			t.Fatalf("in the house, reads %v and %v but not their join", a, b)
		}
	})
}

// TestMayReadFollowsTheOrder: who may read the stricter may read the less strict, and more clearance never hides.
func TestMayReadFollowsTheOrder(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c, more := anyClearance().Draw(t, "reader"), anyClearance().Draw(t, "more")
		a, b := anyLabel().Draw(t, "a"), anyLabel().Draw(t, "b")
		if a.Dominates(b) && c.MayRead(a) && !c.MayRead(b) {
			t.Fatalf("reads %v but not the less strict %v", a, b)
		}
		higher := label.Clearance{
			Level:        max(c.Level, more.Level),
			Compartments: c.Compartments.Union(more.Compartments),
			Circles:      c.Circles.Union(more.Circles),
			Outside:      c.Outside && more.Outside,
			Memberships:  c.Memberships.Union(more.Memberships),
		}
		if c.MayRead(a) && !higher.MayRead(a) {
			t.Fatalf("more clearance hides %v", a)
		}
	})
}

// TestMayReadAgainstSetsOfBools compares every reader and label of a small lattice with the plainest second implementation.
func TestMayReadAgainstSetsOfBools(t *testing.T) {
	all := small()
	for _, have := range all {
		for _, outside := range []bool{false, true} {
			if have.Releasable == label.All {
				continue // of memberships a star stands for nothing: see the next test
			}
			c := label.Clearance{Level: have.Level, Compartments: have.Compartments, Circles: have.Circles, Outside: outside, Memberships: have.Releasable}
			for _, l := range all {
				if got, want := c.MayRead(l), plain(have).mayRead(plain(l), outside); got != want {
					t.Fatalf("%+v reads %v: %v, want %v", c, l, got, want)
				}
			}
		}
	}
}

func TestStarOpensNoDoor(t *testing.T) {
	every := label.Clearance{Level: label.TopSecret, Compartments: label.All, Circles: label.All, Outside: true, Memberships: label.All}
	for _, l := range []label.Label{
		{Compartments: "ALPHA", Releasable: label.All},
		{Circles: "desk:east", Releasable: label.All},
		{Releasable: "ORG-A"},
		{Compartments: label.All, Releasable: label.All},
		{Circles: label.All, Releasable: label.All},
		{},
	} {
		if every.MayRead(l) {
			t.Errorf("a star reads %v", l)
		}
	}
	if !every.MayRead(label.Bottom()) {
		t.Error("what is for anybody is for this reader too")
	}
}

func TestZeroLabelIsForNobodyOutside(t *testing.T) {
	if (label.Clearance{Level: label.TopSecret, Outside: true, Memberships: "ORG-A"}).MayRead(label.Label{}) {
		t.Error("the zero label is read outside")
	}
	if !(label.Clearance{}).MayRead(label.Label{}) {
		t.Error("the zero label is not read in the house")
	}
}

func TestVisibleIsMayRead(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c := anyClearance().Draw(t, "reader")
		labels := rapid.SliceOfN(anyLabel(), 0, 20).Draw(t, "labels")
		bits := c.Visible(labels)
		if bits == nil || len(bits) != (len(labels)+7)/8 {
			t.Fatalf("%d labels have %d bytes", len(labels), len(bits))
		}
		for i := range 8 * len(bits) {
			bit := bits[i/8]>>(i%8)&1 == 1
			if want := i < len(labels) && c.MayRead(labels[i]); bit != want {
				t.Fatalf("bit %d of %08b is %v", i, bits, bit)
			}
		}
	})
}

func TestConsent(t *testing.T) {
	l := label.Label{Originators: "EU,NATO,OWN"}
	if got := l.Consent("OWN", nil); got != "EU,NATO" {
		t.Errorf("nobody asked: %q missing", got)
	}
	if got := l.Consent("OWN", func(o string) bool { return o == "EU" }); got != "NATO" {
		t.Errorf("the EU agreed: %q missing", got)
	}
	if got := (label.Label{}).Consent("OWN", nil); got != "" {
		t.Errorf("our own: %q missing", got)
	}
}

func BenchmarkVisible(b *testing.B) {
	labels := make([]label.Label, 4096)
	for i := range labels {
		labels[i] = label.Label{Level: label.Level(i % 5), Compartments: label.Set([]string{"", "ALPHA", "ALPHA,BRAVO"}[i%3]), Circles: label.Set([]string{"", "desk:east"}[i%2])}
	}
	c := label.Clearance{Level: label.Secret, Compartments: "ALPHA", Circles: "desk:east,desk:west"}
	for b.Loop() {
		c.Visible(labels)
	}
}
