package screening

import (
	"slices"
	"strings"

	desk "schild/internal/desk/screening"
	"schild/internal/store"
	"schild/internal/web/page"
	"schild/internal/web/plain"
	"schild/label"
	"schild/match/screen"
)

// lists shows the editions of every list the reader may see.
func (p pages) lists(a *page.Ask) error {
	var es []desk.Edition
	var labels []label.Label
	top := label.Label{}
	err := a.See(func(v *store.View) (err error) {
		es, err = p.desk.Editions(v, "")
		for _, e := range es {
			labels = append(labels, v.Label(e.Label))
			top = label.Join(top, v.Label(e.Label))
		}
		return err
	})
	if err != nil {
		return err
	}
	return a.Show(page.Page{Title: a.T("screening.title"), Nav: "/screening", Template: "lists", Label: top, Help: a.T("screening.lists.help"), Tabs: tabs(a, "/screening/lists"), Data: editionTable(a, es, labels)})
}

func editionTable(a *page.Ask, es []desk.Edition, labels []label.Label) *page.Table {
	t := a.Table("")
	t.Caption, t.Marked = a.T("screening.lists"), true
	t.Columns = []page.Column{{Key: "list", Title: a.T("screening.list"), Sort: true}, {Title: a.T("screening.version"), Minor: true}, {Title: a.T("screening.entries"), Num: true},
		{Title: a.T("screening.difference")}, {Key: "at", Title: a.T("screening.arrived"), Sort: true, Minor: true}}
	seen := map[string]bool{}
	for i, e := range es {
		row := page.Row{Path: "/screening/list/" + e.ID, Label: labels[i], Cells: []page.Cell{{Text: plain.Line(e.List), Note: e.Kind}, {Text: e.Digest}, {Text: a.P.Number(int64(e.Entries))},
			{Text: difference(a, e)}, {Text: a.P.Moment(e.Registered), By: pad(i)}}}
		if !seen[e.List] {
			row.Cells[0].Tag = page.Tag{Text: a.T("screening.newest"), Kind: "good"}
		}
		seen[e.List] = true
		t.Add(row)
	}
	t.Arrange()
	t.Empty = page.Empty{Title: a.T("screening.lists.none"), Text: a.T("screening.lists.none.text")}
	return t
}

func difference(a *page.Ask, e desk.Edition) string {
	return a.T("screening.difference.is", "added", a.P.Number(int64(e.Added)), "changed", a.P.Number(int64(e.Changed)), "removed", a.P.Number(int64(e.Removed)))
}

// changes is what the template of one edition is given.
type changes struct {
	About    page.List
	Untested bool
	Table    *page.Table
}

func (p pages) list(a *page.Ask) error {
	var e desk.Edition
	var cs []desk.Changed
	top := label.Label{}
	err := a.See(func(v *store.View) error {
		es, err := p.desk.Editions(v, "")
		if err != nil {
			return err
		}
		i := slices.IndexFunc(es, func(x desk.Edition) bool { return x.ID == a.Path("id") })
		if i < 0 {
			return missing()
		}
		e, top = es[i], v.Label(es[i].Label)
		cs, err = p.desk.Changes(v, e.ID)
		return err
	})
	if err != nil {
		return err
	}
	return a.Show(page.Page{Title: plain.Line(e.List), Nav: "/screening", Template: "edition", Label: top, Help: a.T("screening.list.help"), Back: &page.Link{Text: a.T("screening.lists"), Path: "/screening/lists"}, Data: changesOf(a, e, cs)})
}

func changesOf(a *page.Ask, e desk.Edition, cs []desk.Changed) changes {
	out := changes{Untested: e.Untested()}
	out.About.Add(a.T("screening.version"), e.Digest)
	out.About.Add(a.T("screening.arrived"), a.P.Moment(e.Registered))
	out.About.Add(a.T("screening.entries"), a.P.Number(int64(e.Entries)))
	out.About.Add(a.T("screening.difference"), difference(a, e))
	if e.Problems > 0 {
		out.About.Add(a.T("screening.unread"), a.P.Number(int64(e.Problems)))
	}
	t := a.Table("")
	t.Caption = a.T("screening.difference")
	t.Columns = []page.Column{{Key: "entry", Title: a.T("screening.key"), Sort: true}, {Key: "name", Title: a.T("screening.names"), Sort: true}, {Title: a.T("screening.births"), Minor: true}, {Key: "what", Title: a.T("screening.what"), Sort: true}}
	for _, c := range cs {
		row := page.Row{Cells: []page.Cell{{Text: c.Entry}, {}, {}, {Tag: page.Tag{Text: a.T("screening.gone"), Kind: "late"}}}}
		if c.After != nil {
			row.Cells[1].Text, row.Cells[2].Text, row.Cells[3].Tag = plain.Line(joined(*c.After)), births(a, *c.After), page.Tag{Text: a.T("screening.there"), Kind: "good"}
		}
		t.Add(row)
	}
	t.Arrange()
	t.Empty = page.Empty{Title: a.T("screening.difference.none"), Text: a.T("screening.difference.none.text")}
	out.Table = t
	return out
}

func joined(e screen.Entry) string { return strings.Join(e.Names, " · ") }
