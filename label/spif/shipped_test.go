package spif_test

import (
	"io/fs"
	"os"
	"strings"
	"testing"
	"testing/fstest"

	"schild/fault"
	"schild/internal/badinput"
	"schild/label"
	"schild/label/spif"
	"schild/label/stanag"
)

func policies(t *testing.T) map[string]spif.Policy {
	all, err := spif.Shipped()
	if err != nil {
		t.Fatal(err)
	}
	out := map[string]spif.Policy{}
	for _, p := range all {
		out[p.Name] = p
	}
	return out
}

// TestWordsAreTheLabels holds the Belgian file to the words that package label marks with, and its equivalents to Equivalent.
func TestWordsAreTheLabels(t *testing.T) {
	all := policies(t)
	for v := label.NotClassified; v <= label.TopSecret; v++ {
		m, err := all["BEL"].Mark(stanag.Label{Policy: "BEL", Classification: v.String()})
		if err != nil {
			t.Fatal(err)
		}
		for _, lang := range []string{"nl", "fr", "de", "en"} {
			if got, want := all["BEL"].Marking(m, lang), v.Word(lang); got != want {
				t.Errorf("%v in %s: %q, want %q", v, lang, got, want)
			}
		}
		for _, system := range []string{"NATO", "EU"} {
			to, err := all["BEL"].Translate(m, all[system])
			if v == label.NotClassified {
				if err == nil {
					t.Errorf("what is not classified has an equivalent in %s", system)
				}
				continue
			}
			if got, want := all[system].Marking(to, "en"), v.Equivalent(system); err != nil || got != want {
				t.Errorf("%v in %s: %q %v, want %q", v, system, got, err, want)
			}
			back, err := all[system].Translate(to, all["BEL"])
			if err != nil || back.Class != m.Class {
				t.Errorf("%v by %s comes back as %v, %v", v, system, back, err)
			}
		}
	}
}

func TestTLP(t *testing.T) {
	p := policies(t)["TLP"]
	for _, word := range []string{"CLEAR", "GREEN", "AMBER", "AMBER+STRICT", "RED"} {
		m, err := p.Mark(stanag.Label{Policy: "TLP", Classification: word})
		if got := p.Marking(m, "en"); err != nil || got != "TLP:"+word {
			t.Errorf("%s: %q %v", word, got, err)
		}
	}
}

func TestCheckLabel(t *testing.T) {
	p := policies(t)["BEL"]
	for _, c := range []struct{ label, key string }{
		{"SECRET//COMP NUC", ""},
		{"SECRET//COMP ALPHA,NUC//CAV ORCON", ""},
		{"UNCLASSIFIED//CAV LIMITED DISTRIBUTION", ""},
		{"RESTRICTED//COMP NUC", "label.policy.excluded"},
		{"UNCLASSIFIED//COMP NUC", "label.policy.excluded"},
	} {
		l, err := label.Parse(c.label)
		if err != nil {
			t.Fatal(err)
		}
		key := ""
		if err := p.CheckLabel(l); err != nil {
			key = fault.Outward(err).Key
		}
		if key != c.key {
			t.Errorf("%s: %q, want %q", c.label, key, c.key)
		}
	}
}

// TestNothingRestrictiveIsLost: the nuclear category has no equivalent, so the mark has none.
func TestNothingRestrictiveIsLost(t *testing.T) {
	all := policies(t)
	m, err := all["BEL"].Mark(stanag.Label{Policy: "BEL", Classification: "SECRET", Categories: []stanag.Category{{Tag: "Category", Type: "RESTRICTIVE", Values: []string{"NUC"}}}})
	if err != nil {
		t.Fatal(err)
	}
	if to, err := all["BEL"].Translate(m, all["NATO"]); err == nil {
		t.Errorf("becomes %v", to)
	}
}

func FuzzParse(f *testing.F) {
	files, _ := fs.Glob(os.DirFS("policy"), "*.xml")
	for _, name := range files {
		b, err := os.ReadFile("policy/" + name)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(b)
	}
	f.Add([]byte(`<SPIF><securityPolicyId name="a" id="1"/><securityClassifications><securityClassification name="b" lacv="1"/></securityClassifications></SPIF>`))
	f.Fuzz(func(t *testing.T, b []byte) {
		p, err := spif.Parse(b)
		if err != nil {
			badinput.Refused(t, err)
			return
		}
		if again, err := spif.Parse(b); err != nil || again.Name != p.Name || again.ID != p.ID || len(b) > 1<<20 {
			t.Fatalf("%d bytes, read twice: %v, %v", len(b), again.Name, err)
		}
		m, err := p.Mark(stanag.Label{Policy: p.Name, Classification: "SECRET"})
		if err == nil && p.Check(m) == nil {
			p.Marking(m, "nl")
			_, _ = p.Translate(m, p)
		}
	})
}

// FuzzLoad: a folder is read whole or refused whole, whatever stands in its second file.
func FuzzLoad(f *testing.F) {
	good, err := os.ReadFile("policy/tlp.xml")
	if err != nil {
		f.Fatal(err)
	}
	f.Add(good)
	f.Add([]byte(`<SPIF><securityPolicyId name="a" id="1"/><securityClassifications><securityClassification name="b" lacv="1"/></securityClassifications></SPIF>`))
	f.Fuzz(func(t *testing.T, b []byte) {
		all, err := spif.Load(fstest.MapFS{"policy/a.xml": {Data: good}, "policy/b.xml": {Data: b}}, "policy")
		if err != nil {
			badinput.Refused(t, err)
		}
		if (err == nil) != (len(all) == 2) || err == nil && (all[0].ID == all[1].ID || all[0].Name == all[1].Name) {
			t.Fatalf("%d policies, %v", len(all), err)
		}
	})
}

func TestSpoiltPolicies(t *testing.T) {
	for _, file := range []string{"policy/tlp.xml", "policy/belgium.xml"} {
		good, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for b := range badinput.Each(good) {
			if _, err := spif.Parse(b); err != nil {
				badinput.Refused(t, err)
			}
		}
		if _, err := spif.Parse(append(good, strings.Repeat(" ", 1<<20)...)); fault.Outward(err) == nil || fault.Outward(err).Key != "label.policy.long" {
			t.Errorf("a file too large: %v", err)
		}
	}
}
