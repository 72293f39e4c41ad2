package stanag_test

import (
	"cmp"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"schild/fault"
	"schild/internal/badinput"
	"schild/label/stanag"
)

func word() *rapid.Generator[string] {
	return rapid.StringMatching(`[A-Za-zÉ&<>"'0-9]{1,8}( [A-Z]{1,4})?`)
}

func anyLabel() *rapid.Generator[stanag.Label] {
	return rapid.Custom(func(t *rapid.T) stanag.Label {
		l := stanag.Label{Policy: word().Draw(t, "policy"), Classification: word().Draw(t, "classification")}
		if rapid.Bool().Draw(t, "dated") {
			l.Created, l.Review = "2026-03-02T10:00:00Z", "2031-03-02T10:00:00Z"
			l.PrivacyMark = word().Draw(t, "privacy")
		}
		for range rapid.IntRange(0, 3).Draw(t, "categories") {
			l.Categories = append(l.Categories, stanag.Category{
				Tag: word().Draw(t, "tag"), Type: rapid.SampledFrom([]string{"PERMISSIVE", "RESTRICTIVE", "INFORMATIVE"}).Draw(t, "type"),
				Values: rapid.SliceOfN(word(), 1, 3).Draw(t, "values"),
			})
		}
		return l
	})
}

func TestFindAndStringAreInverse(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		l := anyLabel().Draw(t, "label")
		got, err := stanag.Find([]byte(l.String()))
		if err != nil || len(got) != 1 || !reflect.DeepEqual(got[0], l) {
			t.Fatalf("%s reads back as %+v, %v", l, got, err)
		}
	})
}

// bound is a label in a binding, with prefixes and in capitals, as an office file carries it.
const bound = `<mb:BindingInformation xmlns:mb="urn:nato:stanag:4778:bindinginformation:1:0" xmlns:s="urn:nato:stanag:4774:confidentialitymetadatalabel:1:0">
<mb:MetadataBindingContainer><mb:MetadataBinding><mb:Metadata><s:OriginatorConfidentialityLabel ReviewDateTime="2031-01-01T00:00:00Z">
<s:ConfidentialityInformation><s:PolicyIdentifier>NATO</s:PolicyIdentifier><s:Classification>secret</s:Classification>
<s:Category TagName="Additional Sensitivity" Type="restrictive"><s:GenericValue>ATOMAL</s:GenericValue></s:Category>
<s:Category TagName="Releasable To" Type="PERMISSIVE"><s:GenericValue>ORG-A</s:GenericValue></s:Category></s:ConfidentialityInformation>
</s:OriginatorConfidentialityLabel></mb:Metadata><mb:DataReference URI=""/></mb:MetadataBinding></mb:MetadataBindingContainer></mb:BindingInformation>`

func TestHouse(t *testing.T) {
	xml := func(policy, classification string) string {
		return stanag.Label{Policy: policy, Classification: classification}.String()
	}
	for _, c := range []struct{ in, want string }{
		{bound, "SECRET//COMP ATOMAL//ORIG NATO"},
		{xml("NATO", "UNCLASSIFIED"), "UNCLASSIFIED//ORIG NATO"},
		{xml("NATO", "TOP SECRET"), "TOP SECRET//ORIG NATO"},
		{xml("NATO", "COSMIC TOP SECRET"), "TOP SECRET//ORIG NATO"},
		{xml("EU", "SECRET UE/EU SECRET"), "SECRET//ORIG EU"},
		{xml("BEL", "ZEER GEHEIM"), "TOP SECRET"},
		{xml("HERON", "Vertraulich"), "CONFIDENTIAL//ORIG HERON"},
		{xml("", "GEHEIM"), "SECRET"},
		{xml("HERON", "OFFICIAL"), ""},
		{xml("HERON", "SECRET//REL *"), ""},
		{xml("a,*", "SECRET"), ""},
		{xml("", ""), ""},
		{`<ConfidentialityLabel><Classification>SECRET</Classification><Classification>UNCLASSIFIED</Classification></ConfidentialityLabel>`, ""},
	} {
		found, err := stanag.Find([]byte(c.in))
		if err != nil || len(found) != 1 {
			t.Errorf("%s: %v %v", c.in, found, err)
			continue
		}
		got, ok := found[0].House("BEL")
		if ok != (c.want != "") || ok && got.String() != c.want {
			t.Errorf("%+v is %v %v, want %s", found[0], got, ok, c.want)
		}
	}
}

func TestFindRefuses(t *testing.T) {
	for _, s := range []string{"<a", "<a></b>", `<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>`, "<a>&b;</a>"} {
		if got, err := stanag.Find([]byte(s)); err == nil {
			t.Errorf("%q gives %v", s, got)
		}
	}
}

// TestPublishedLabels reads every label of the examples of STANAG 4774, also the one inside the policy file.
func TestPublishedLabels(t *testing.T) {
	dir := filepath.Join(cmp.Or(os.Getenv("SCHILD_TESTDATA"), "../../../shared/data"), "labels/spif/test-data")
	files, _ := filepath.Glob(filepath.Join(dir, "nato-4774-*.nato"))
	if len(files) == 0 {
		t.Skip("skipped: no test data")
	}
	for _, f := range append(files, filepath.Join(dir, "nato-4774-policy.xml")) {
		b, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		found, err := stanag.Find(b)
		if err != nil || len(found) != 1 {
			t.Errorf("%s: %v %v", filepath.Base(f), found, err)
			continue
		}
		if l, ok := found[0].House("BEL"); !ok || l.Originators != "NATO" && l.Originators != "NATO,nato" && l.Originators != "nato" {
			t.Errorf("%s: %v %v", filepath.Base(f), l, ok)
		}
	}
}

func FuzzFind(f *testing.F) {
	f.Add([]byte(bound))
	f.Add([]byte(`<ConfidentialityLabel><ConfidentialityLabel/><Category/></ConfidentialityLabel>`))
	f.Fuzz(func(t *testing.T, b []byte) {
		found, err := stanag.Find(b)
		if err != nil {
			badinput.Refused(t, err)
			if found != nil {
				t.Fatalf("%v with %v", found, err)
			}
			return
		}
		for _, l := range found {
			back, err := stanag.Find([]byte(l.String()))
			if err != nil || len(back) != 1 || !reflect.DeepEqual(back[0], l) {
				t.Fatalf("%+v reads back as %+v, %v", l, back, err)
			}
			l.House("BEL")
		}
	})
}

// TestSpoiltBindings: what is cut, forged or written into is a label that somebody can write again, or none.
func TestSpoiltBindings(t *testing.T) {
	for b := range badinput.Each([]byte(bound)) {
		found, err := stanag.Find(b)
		if err != nil {
			badinput.Refused(t, err)
		}
		for _, l := range found {
			if back, err := stanag.Find([]byte(l.String())); err != nil || len(back) != 1 || !reflect.DeepEqual(back[0], l) {
				t.Errorf("%+v reads back as %+v, %v", l, back, err)
			}
		}
	}
	if _, err := stanag.Find(append([]byte(bound), strings.Repeat(" ", 1<<20)...)); fault.Outward(err) == nil || fault.Outward(err).Key != "label.stanag.long" {
		t.Errorf("a label too large: %v", err)
	}
}
