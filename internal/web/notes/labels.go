package notes

import (
	"slices"
	"strings"

	"schild/internal/web/page"
	"schild/label"
	"schild/note"
)

// labelFields ask for the author's label: the level by radio, the sets as comma-separated tokens.
func labelFields(a *page.Ask, d note.Draft) []*page.Field {
	return []*page.Field{
		{Name: "level", Label: a.T("notes.label.level"), Kind: "radios", Required: true, Value: d.Label.Level.String(), Options: levels()},
		{Name: "releasable", Label: a.T("notes.label.releasable"), Hint: a.T("notes.label.releasable.hint"), Value: spaced(d.Label.Releasable), Most: 2000},
		{Name: "originators", Label: a.T("notes.label.originators"), Hint: a.T("notes.label.originators.hint"), Value: spaced(d.Label.Originators), Most: 2000},
		{Name: "compartments", Label: a.T("notes.label.compartments"), Value: spaced(d.Label.Compartments), Most: 2000},
		{Name: "caveats", Label: a.T("notes.label.caveats"), Value: spaced(d.Label.Caveats), Most: 2000},
		{Name: "interest", Required: true, Label: a.T("notes.interest"), Kind: "choice", Value: d.Interest, Options: picks(a, note.Interests(), note.InterestWord, true)},
		{Name: "reason", Required: true, Label: a.T("notes.reason"), Kind: "choice", Value: d.Reason, Options: picks(a, note.Reasons(), note.ReasonWord, false)},
		{Name: "reasontext", Label: a.T("notes.reason.text"), Hint: a.T("notes.reason.text.hint"), Value: d.ReasonText, Most: 500},
		{Name: "review", Required: true, Label: a.T("notes.review"), Hint: a.T("notes.review.hint"), Value: d.Review.String(), Width: "short"},
	}
}

func levels() []page.Option {
	var out []page.Option
	for v := label.NotClassified; v <= label.TopSecret; v++ {
		out = append(out, page.Option{Value: v.String(), Label: &label.Label{Level: v}})
	}
	return out
}

func picks(a *page.Ask, keys []string, word func(key, lang string) string, letter bool) []page.Option {
	out := []page.Option{{Value: "", Text: a.T("notes.choose")}}
	for _, k := range keys {
		text := word(k, a.P.Code())
		if letter {
			text = k + ") " + text
		}
		out = append(out, page.Option{Value: k, Text: text})
	}
	return out
}

// readLabel reads the label fields back; the levels it offers are the only ones it takes.
func readLabel(f *page.Form) label.Label {
	set := func(name string) label.Set { return label.NewSet(f.Value(name)) }
	l := label.Label{Releasable: set("releasable"), Originators: set("originators"), Compartments: set("compartments"), Caveats: set("caveats")}
	i := slices.IndexFunc(levels(), func(o page.Option) bool { return o.Value == f.Value("level") })
	l.Level = label.Level(max(i, 0))
	return l
}

func spaced(s label.Set) string { return strings.Join(s.List(), ", ") }
