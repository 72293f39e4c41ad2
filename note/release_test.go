package note_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"schild/label"
	"schild/note"
)

func yes(string, string, string) bool { return true }

// told writes refusals as lines "rule ref originator".
func told(refusals []note.Refusal) []string {
	var out []string
	for _, r := range refusals {
		out = append(out, strings.Join(strings.Fields(r.Rule+" "+r.Ref+" "+r.Originator), " "))
	}
	return out
}

func TestCheckRelease(t *testing.T) {
	// One source of Vesterly, released to Starkau.
	base := func() (note.Draft, note.Cited, note.Terms) {
		l := label.Label{Level: label.Secret, Releasable: stark, Originators: vest}
		return note.Draft{
				Kind: note.Foreign, Lang: "en", Label: l, Paragraphs: []note.Paragraph{{Markdown: "Text[[s]]."}},
				Addressees: []note.Addressee{{Name: "A. Person", Organisation: stark, Country: "ST"}},
			}, note.Cited{Ref: "s", Label: l},
			note.Terms{Own: own, Country: "LU", Consent: yes}
	}
	for _, c := range []struct {
		why    string
		change func(*note.Draft, *note.Cited, *note.Terms)
		want   []string
	}{
		{"all agree", func(*note.Draft, *note.Cited, *note.Terms) {}, nil},
		{"third-party rule: the originator said nothing", func(_ *note.Draft, _ *note.Cited, t *note.Terms) { t.Consent = nil },
			[]string{"note.release.consent s VESTERLY"}},
		{"consent is for one recipient", func(_ *note.Draft, _ *note.Cited, t *note.Terms) {
			t.Consent = func(_, to, _ string) bool { return to == "ELSEWHERE" }
		}, []string{"note.release.consent s VESTERLY"}},
		{"what goes back to its originator needs no consent of it", func(d *note.Draft, c *note.Cited, t *note.Terms) {
			t.Consent, d.Addressees[0].Organisation, d.Label.Releasable, c.Label.Releasable = nil, vest, vest, vest
		}, nil},
		{"an originator that only the author's label names", func(d *note.Draft, _ *note.Cited, t *note.Terms) {
			t.Consent, d.Label.Originators = nil, label.NewSet(vest, "THIRD")
		}, []string{"note.release.consent THIRD", "note.release.consent s VESTERLY"}},
		{"source not released to this organisation", func(_ *note.Draft, c *note.Cited, _ *note.Terms) { c.Label.Releasable = "" },
			[]string{"note.release.source s"}},
		{"released to a group the recipient is in", func(d *note.Draft, c *note.Cited, _ *note.Terms) {
			c.Label.Releasable, d.Addressees[0].Groups = "EU", "EU"
		}, nil},
		{"note not released to this organisation", func(d *note.Draft, _ *note.Cited, _ *note.Terms) { d.Label.Releasable = vest },
			[]string{"note.release.note"}},
		{"a classified note goes to a named person", func(d *note.Draft, _ *note.Cited, _ *note.Terms) { d.Addressees[0].Name = " " },
			[]string{"note.release.named"}},
		{"a note that is not classified may go to a department", func(d *note.Draft, c *note.Cited, _ *note.Terms) {
			d.Addressees[0].Name, d.Label.Level, c.Label.Level = "", 0, 0
		}, nil},
		{"NA across the border", func(d *note.Draft, _ *note.Cited, _ *note.Terms) { d.Kind = note.National }, []string{"note.release.kind"}},
		{"NE at home", func(d *note.Draft, _ *note.Cited, _ *note.Terms) { d.Addressees[0].Country = "lu" }, []string{"note.release.kind"}},
		{"the state that somebody in the source fled", func(_ *note.Draft, c *note.Cited, _ *note.Terms) { c.NotTo = "ST,XX" },
			[]string{"note.release.origin s"}},
		{"a rule of the house", func(_ *note.Draft, _ *note.Cited, t *note.Terms) {
			t.Rules = []note.Rule{{Key: "note.release.rights", Refuses: func(a note.Addressee, c note.Cited) bool { return a.Country == "ST" && c.Ref == "s" }}}
		}, []string{"note.release.rights s"}},
		{"source not there for the author", func(d *note.Draft, _ *note.Cited, _ *note.Terms) { d.Paragraphs[0].Cites = []string{"other"} },
			[]string{"note.release.unresolved other"}},
		{"nobody to send to", func(d *note.Draft, _ *note.Cited, _ *note.Terms) { d.Addressees = nil }, []string{"note.release.addressee"}},
	} {
		t.Run(c.why, func(t *testing.T) {
			d, source, terms := base()
			c.change(&d, &source, &terms)
			terms.Cited = func(ref string) (note.Cited, bool) { return source, ref == "s" }
			if diff := cmp.Diff(c.want, told(note.CheckRelease(d, terms))); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// Whatever is cited: a release passes only when every source may go to every addressee and every originator agreed.
func TestNothingLeavesAgainstAnOriginatorsWill(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		sources, cited := world(t)
		d := anyDraft(t)
		d.Addressees = []note.Addressee{{Name: "A", Organisation: stark}, {Name: "B", Organisation: vest}}
		agreed := map[string]bool{}
		consent := func(o, to, ref string) bool {
			k := fmt.Sprint(o, to, ref)
			if _, asked := agreed[k]; !asked {
				agreed[k] = rapid.Bool().Draw(t, k)
			}
			return agreed[k]
		}
		if len(note.CheckRelease(d, note.Terms{Own: own, Cited: cited, Consent: consent})) > 0 {
			return
		}
		for _, a := range d.Addressees {
			for _, ref := range d.Refs() {
				l := sources[ref].Label
				if !l.ReleasableTo(a.Organisation) {
					t.Fatalf("%s went to %s", ref, a.Organisation)
				}
				for _, o := range strings.Split(string(l.Originators), ",") {
					if o != "" && o != own && o != a.Organisation && !agreed[fmt.Sprint(o, a.Organisation, ref)] {
						t.Fatalf("%s went to %s without %s", ref, a.Organisation, o)
					}
				}
			}
		}
	})
}
