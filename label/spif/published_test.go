package spif_test

import (
	"bytes"
	"cmp"
	"encoding/asn1"
	"encoding/xml"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"schild/fault"
	"schild/label/spif"
	"schild/label/stanag"
)

// published is the file of published cases: in each sequence policies, then labels with what is expected of them.
type published struct {
	Sequences []struct {
		Policies []struct {
			File  string `xml:"spif,attr"`
			Fault string `xml:"exception,attr"`
		} `xml:"policy"`
		Tests []trial `xml:"test"`
	} `xml:"sequence"`
}

type trial struct {
	Lang             string `xml:"lang,attr"`
	Label            string `xml:"label,attr"`
	Clearance        string `xml:"clearance,attr"`
	Valid            string `xml:"valid,attr"`
	Marking          string `xml:"label-marking,attr"`
	ClearanceMarking string `xml:"clearance-marking,attr"`
	Decision         string `xml:"acdf-result,attr"`
	To               string `xml:"encrypt,attr"`
	ToMarking        string `xml:"encrypt-marking,attr"`
	Fault            string `xml:"exception,attr"`
}

// written is a label or clearance in the cases' own XML.
type written struct {
	Policy struct {
		ID string `xml:"id,attr"`
	} `xml:"policy"`
	Classes []struct {
		Lacv string `xml:"lacv,attr"`
	} `xml:"classification"`
	Tags []struct {
		Kind string `xml:"type,attr"`
		ID   string `xml:"id,attr"`
		Lacv string `xml:"lacv,attr"`
	} `xml:"tag"`
}

func (w written) clearance() spif.Clearance {
	c := spif.Clearance{Policy: w.Policy.ID}
	for _, k := range w.Classes {
		c.Classes = append(c.Classes, k.Lacv)
	}
	for _, t := range w.Tags {
		c.Tags = append(c.Tags, spif.Tag{Set: t.ID, Kind: spif.Kind(t.Kind), Lacv: t.Lacv})
	}
	return c
}

func folder(t *testing.T) string {
	dir := filepath.Join(cmp.Or(os.Getenv("SCHILD_TESTDATA"), "../../../shared/data"), "labels/spif/test-data")
	if _, err := os.Stat(dir); err != nil {
		t.Skip("skipped: no test data")
	}
	return dir
}

// slip is a closing tag that the published food policies misspell; the strict reader wants it set right.
func slip(b []byte) []byte {
	return bytes.ReplaceAll(b, []byte("securityCategiryTagSet"), []byte("securityCategoryTagSet"))
}

func read(t *testing.T, path string) []byte {
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func TestPublishedCases(t *testing.T) {
	dir := folder(t)
	var all published
	if err := xml.Unmarshal(read(t, filepath.Join(dir, "tests.xml")), &all); err != nil {
		t.Fatal(err)
	}
	n, right := 0, 0
	for _, s := range all.Sequences {
		policies := map[string]spif.Policy{}
		for _, f := range s.Policies {
			p, err := spif.Parse(slip(read(t, filepath.Join(dir, f.File))))
			if (err != nil) != (f.Fault != "") {
				t.Errorf("%s: %v, want %q", f.File, err, f.Fault)
			}
			policies[p.ID], policies[p.Name] = p, p
		}
		for _, c := range s.Tests {
			n++
			if t.Run(c.Label+c.Lang, func(t *testing.T) { c.run(t, dir, policies) }) {
				right++
			}
		}
	}
	t.Logf("%d of %d", right, n)
	if n != 25 {
		t.Errorf("%d cases, want 25", n)
	}
}

// load reads the trial's label in any of the three writings.
func (c trial) load(t *testing.T, dir string, policies map[string]spif.Policy) (spif.Mark, bool) {
	b, err := os.ReadFile(filepath.Join(dir, c.Label))
	if err != nil {
		return spif.Mark{}, false
	}
	switch filepath.Ext(c.Label) {
	case ".nato":
		found, err := stanag.Find(b)
		if err != nil || len(found) != 1 {
			t.Fatalf("%v %v", found, err)
		}
		m, err := policies[found[0].Policy].Mark(found[0])
		if err != nil {
			t.Fatal(err)
		}
		return m, true
	case ".ber":
		var x struct {
			Class  int
			Policy asn1.ObjectIdentifier
			Text   string `asn1:"utf8"`
		}
		if _, err := asn1.UnmarshalWithParams(b, &x, "set"); err != nil {
			t.Fatal(err)
		}
		return spif.Mark{Policy: x.Policy.String()}, true
	}
	var w written
	if err := xml.Unmarshal(b, &w); err != nil {
		t.Fatal(err)
	}
	k := w.clearance()
	return spif.Mark{Policy: k.Policy, Class: k.Classes[0], Tags: k.Tags}, true
}

func (c trial) run(t *testing.T, dir string, policies map[string]spif.Policy) {
	m, ok := c.load(t, dir, policies)
	p, known := policies[m.Policy]
	if c.Fault != "" {
		if ok && known {
			t.Errorf("read, want %q", c.Fault)
		}
		return
	}
	lang := cmp.Or(c.Lang, "en")
	err := p.Check(m)
	if c.Valid != "" && (err == nil) != (c.Valid == "true") {
		t.Errorf("allowed: %v, want %s", err, c.Valid)
	}
	if got := p.Marking(m, lang); c.Marking != "" && got != c.Marking {
		t.Errorf("marking %q, want %q", got, c.Marking)
	}
	if c.To != "" {
		q := policies[c.To]
		m, err = p.Translate(m, q)
		if got := q.Marking(m, lang); err != nil || got != c.ToMarking {
			t.Errorf("equivalent %q %v, want %q", got, err, c.ToMarking)
		}
		p = q
	}
	if c.Clearance == "" {
		return
	}
	var w written
	if err := xml.Unmarshal(read(t, filepath.Join(dir, c.Clearance)), &w); err != nil {
		t.Fatal(err)
	}
	reader := w.clearance()
	if got := p.ClearanceMarking(reader, lang); c.ClearanceMarking != "" && got != c.ClearanceMarking {
		t.Errorf("clearance marking %q, want %q", got, c.ClearanceMarking)
	}
	if got := reader.Opens(m); c.Decision != "" && got != (c.Decision == "1") {
		t.Errorf("opens: %v, want %s", got, c.Decision)
	}
}

// TestStrict: what the published files get wrong is refused as they stand, and the double is found behind it.
func TestStrict(t *testing.T) {
	dir := folder(t)
	for file, key := range map[string]string{"food-policy.xml": "label.policy.xml", "food-policy-borked.xml": "label.policy.element", "bsi-commercial.xml": "label.policy.xml"} {
		if _, err := spif.Parse(read(t, filepath.Join(dir, file))); err == nil || fault.Outward(err).Key != key {
			t.Errorf("%s: %v, want %s", file, err, key)
		}
	}
	b := strings.NewReplacer("<markingCode", "<markingData", "</markingCode", "</markingData").Replace(string(read(t, filepath.Join(dir, "food-policy-borked.xml"))))
	if _, err := spif.Parse([]byte(b)); err == nil || fault.Outward(err).Key != "label.policy.twice" {
		t.Errorf("the double: %v", err)
	}
}
