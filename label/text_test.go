package label_test

import (
	"strings"
	"testing"

	"pgregory.net/rapid"

	"schild/fault"
	"schild/internal/badinput"
	"schild/label"
)

func TestParseAndStringAreInverse(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		l := anyLabel().Draw(t, "label")
		if got, err := label.Parse(l.String()); err != nil || got != l {
			t.Fatalf("%v reads back as %v, %v", l, got, err)
		}
	})
}

func TestParse(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		{"SECRET", "SECRET"},
		{"zeer geheim", "TOP SECRET"},
		{"très  secret", "TOP SECRET"},
		{"TRES SECRET", "TOP SECRET"},
		{"Sehr geheim", "TOP SECRET"},
		{"GEHEIM", "SECRET"},
		{"vertrouwelijk", "CONFIDENTIAL"},
		{"Beschränkt", "RESTRICTED"},
		{"niet geklassificeerd", "UNCLASSIFIED"},
		{"GEHEIM-NUC", "SECRET//COMP NUC"},
		{"TRÈS SECRET - NUC//COMP ALPHA", "TOP SECRET//COMP ALPHA,NUC"},
		{"COSMIC TOP SECRET", "TOP SECRET//ORIG NATO"},
		{"NATO SECRET//ORIG EU", "SECRET//ORIG EU,NATO"},
		{"SECRET UE / EU SECRET", "SECRET//ORIG EU"},
		{"r-ue/eu-r", "RESTRICTED//ORIG EU"},
		{"BEPERKTE VERSPREIDING", "UNCLASSIFIED//CAV LIMITED DISTRIBUTION"},
		{"Diffusion restreinte//CAV ORCON", "UNCLASSIFIED//CAV LIMITED DISTRIBUTION,ORCON"},
		{"OTAN DIFFUSION RESTREINTE", "RESTRICTED//ORIG NATO"},
		{"SECRET//CIRCLE desk:east//REL b, a//comp X", "SECRET//COMP X//REL a,b//CIRCLE desk:east"},
		{"SECRET//REL *", "SECRET//REL *"},
		{"SECRET//REL a,*", "SECRET//REL *"},
		{"SECRET//CAV bron beschermen", "SECRET//CAV PROTECT SOURCE"},
	} {
		got, err := label.Parse(c.in)
		if err != nil || got.String() != c.want {
			t.Errorf("Parse(%q) = %v, %v; want %s", c.in, got, err, c.want)
		}
	}
}

// What is half understood would be read by more people than it should.
func TestParseRefuses(t *testing.T) {
	for _, s := range []string{
		"", " ", "C", "S", "SECRIT", "SECRET REL a", "SECRET//", "SECRET//REL", "SECRET//REL ,", "SECRET//COMP *", "SECRET//CIRCLE *",
		"SECRET//ORIG *", "SECRET//XYZ a", "SECRET//REL a//REL b", "SECRET//COMP a/b", "SECRET//COMP -a", "SECRET//COMP a\x00b", "SECRET//COMP \xff",
		"SECRET//COMP " + strings.Repeat("a", 65), "BEPERKT-NUC", "NATO SECRET-NUC", "ORCON", "REL a", "LEVEL 7", "?SECRET",
		"SECRET//COMP " + strings.Repeat("a,", 1<<16),
	} {
		if l, err := label.Parse(s); !fault.Is(err, fault.Invalid) || l != (label.Label{}) {
			t.Errorf("Parse(%.40q) = %v, %v", s, l, err)
		}
	}
}

// TestUnwritableLabelsDoNotComeBack: a token made by hand never reads back as a wider label.
func TestUnwritableLabelsDoNotComeBack(t *testing.T) {
	for _, l := range []label.Label{
		{Level: 9},
		{Compartments: "A//REL *"},
		{Compartments: "B,A"},
		{Compartments: "A,A"},
		{Compartments: label.All},
		{Caveats: "BRON BESCHERMEN"},
		{Circles: " "},
		{Originators: "e\u0301"},
	} {
		if err := l.Check(); !fault.Is(err, fault.Invalid) {
			t.Errorf("%q passes", l)
		}
		if got, err := label.Parse(l.String()); err == nil {
			t.Errorf("%q reads back as %v", l, got)
		}
	}
}

func TestLevelWords(t *testing.T) {
	for v := label.NotClassified; v <= label.TopSecret; v++ {
		for _, lang := range []string{"nl", "fr", "de", "en", "nl-BE", "it"} {
			if got, err := label.ParseLevel(v.Word(lang)); err != nil || got != v {
				t.Errorf("%s: %q reads as %v, %v", lang, v.Word(lang), got, err)
			}
		}
		for _, system := range []string{"NATO", "EU"} {
			mark := v.Equivalent(system)
			if mark == "" {
				continue
			}
			if got, err := label.Parse(mark); err != nil || got.Level != v || !got.Originators.Has(system) {
				t.Errorf("%q reads as %v, %v", mark, got, err)
			}
			if _, err := label.ParseLevel(mark); err == nil {
				t.Errorf("%q is a plain level", mark)
			}
		}
	}
	if label.NotClassified.Equivalent("NATO") != "" || label.Secret.Equivalent("UN") != "" || label.Level(9).Word("nl") != "LEVEL 9" {
		t.Error("there is no such mark")
	}
	if _, err := label.ParseLevel("diffusion restreinte"); !fault.Is(err, fault.Invalid) {
		t.Error("a caveat is no level")
	}
}

func TestMarks(t *testing.T) {
	l := label.Label{Level: label.Secret, Compartments: "ALPHA", Releasable: "ORG-A,ORG-B", Originators: "NATO", Caveats: "LIMITED DISTRIBUTION,house rule 7", Circles: "desk:east"}
	for _, c := range []struct{ lang, banner, portion string }{
		{"nl", "GEHEIM // ALPHA // VRIJ TE GEVEN AAN ORG-A, ORG-B // HERKOMST NATO // BEPERKTE VERSPREIDING // house rule 7", "(G//ALPHA//REL ORG-A,ORG-B//ORIG NATO//BV//house rule 7)"},
		{"fr", "SECRET // ALPHA // COMMUNICABLE À ORG-A, ORG-B // ORIGINE NATO // DIFFUSION RESTREINTE // house rule 7", "(S//ALPHA//REL ORG-A,ORG-B//ORIG NATO//DR//house rule 7)"},
		{"de", "GEHEIM // ALPHA // FREIGABE FÜR ORG-A, ORG-B // HERKUNFT NATO // BEGRENZTE VERBREITUNG // house rule 7", "(G//ALPHA//REL ORG-A,ORG-B//ORIG NATO//BV//house rule 7)"},
		{"en", "SECRET // ALPHA // RELEASABLE TO ORG-A, ORG-B // ORIGIN NATO // LIMITED DISTRIBUTION // house rule 7", "(S//ALPHA//REL ORG-A,ORG-B//ORIG NATO//LD//house rule 7)"},
	} {
		if got := l.Banner(c.lang); got != c.banner {
			t.Errorf("%s: %s", c.lang, got)
		}
		if got := l.Portion(c.lang); got != c.portion {
			t.Errorf("%s: %s", c.lang, got)
		}
	}
	if got := (label.Bottom()).Banner("nl"); got != "NIET GEKLASSIFICEERD // VRIJ TE GEVEN AAN IEDEREEN" {
		t.Error(got)
	}
}

// TestMarksNeverTellCircles: an addressee does not learn how the house is organised.
func TestMarksNeverTellCircles(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		l := anyLabel().Draw(t, "label")
		bare := l
		bare.Circles = ""
		for _, lang := range []string{"nl", "fr", "de", "en"} {
			if l.Banner(lang) != bare.Banner(lang) || l.Portion(lang) != bare.Portion(lang) {
				t.Fatalf("%v: %s %s", l, l.Banner(lang), l.Portion(lang))
			}
		}
	})
}

func FuzzParse(f *testing.F) {
	for _, s := range []string{"SECRET", "zeer geheim//COMP a,b//REL *", "NATO SECRET//ORIG EU", "GEHEIM-NUC", "DIFFUSION RESTREINTE//CAV ORCON", "SECRET//CIRCLE desk:east", "?x", "SECRET//COMP e\u0301"} {
		f.Add(s)
	}
	f.Add("SECRET//COMP " + strings.Repeat("a,", 9000))
	f.Fuzz(func(t *testing.T, s string) {
		l, err := label.Parse(s)
		if err != nil {
			if l != (label.Label{}) || !fault.Is(err, fault.Invalid) {
				t.Fatalf("%q: %v with %v", s, l, err)
			}
			badinput.Refused(t, err)
			return
		}
		if err := l.Check(); err != nil {
			t.Fatalf("%q gave %q, which does not pass: %v", s, l, err)
		}
		if again, err := label.Parse(l.String()); err != nil || again != l {
			t.Fatalf("%q gave %q and that %q, %v", s, l, again, err)
		}
	})
}

// FuzzParseLevel: a level that is read is a level, and its own word gives it again.
func FuzzParseLevel(f *testing.F) {
	for _, s := range []string{"SECRET", "zeer geheim", "Très Secret", "COSMIC TOP SECRET", "BEPERKTE VERSPREIDING", "", "SECRET\x1b[2J"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		v, err := label.ParseLevel(s)
		if err != nil {
			badinput.Refused(t, err)
			return
		}
		for _, code := range []string{"nl", "fr", "de", "en"} {
			if again, err := label.ParseLevel(v.Word(code)); err != nil || again != v {
				t.Fatalf("%q is %v, which %s writes %q and reads as %v, %v", s, v, code, v.Word(code), again, err)
			}
		}
	})
}

// FuzzNewSet: a set has one writing, whatever it was made from.
func FuzzNewSet(f *testing.F) {
	f.Add("b, a,,b", "e\u0301")
	f.Add("*", "a")
	f.Add(" \t", "a  b")
	f.Fuzz(func(t *testing.T, a, b string) {
		s := label.NewSet(a, b)
		if again := label.NewSet(s.List()...); again != s || label.NewSet(b, a) != s || label.NewSet(string(s)) != s {
			t.Fatalf("%q and %q give %q, then %q", a, b, s, again)
		}
		if !s.SubsetOf(s) || s.Union(s) != s || s != label.All && s.Minus(s) != "" {
			t.Fatalf("%q", s)
		}
	})
}

func TestSpoiltLabels(t *testing.T) {
	for _, good := range []string{"TOP SECRET//COMP ALPHA,NUC//REL BEL,NLD//ORIG NATO//CAV ORCON//CIRCLE desk:east", "GEHEIM-NUC", "NATO SECRET"} {
		for b := range badinput.Each([]byte(good)) {
			l, err := label.Parse(string(b))
			if err != nil {
				badinput.Refused(t, err)
			} else if again, err := label.Parse(l.String()); err != nil || again != l {
				t.Errorf("%q is read as %v and then as %v, %v", b, l, again, err)
			}
		}
	}
}
