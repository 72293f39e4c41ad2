package dossier

import (
	"strings"
	"time"

	"schild/day"
	desk "schild/internal/desk/dossier"
	"schild/internal/store"
	"schild/internal/web/page"
	"schild/label"
)

// list shows the dossiers the reader is of the team of.
func (p pages) list(a *page.Ask) error {
	var ds []desk.Dossier
	var labels []label.Label
	top := label.Label{}
	err := a.See(func(v *store.View) (err error) {
		ds, err = p.dossier.List(v)
		for _, d := range ds {
			labels = append(labels, v.Label(d.Label))
			top = label.Join(top, v.Label(d.Label))
		}
		return err
	})
	if err != nil {
		return err
	}
	out := page.Page{Title: a.T("dossier.title"), Nav: "/dossiers", Template: "dossiers", Label: top, Help: a.T("dossier.help"), Data: table(a, ds, labels)}
	if may(a, "dossier.open") {
		out.Actions = []page.Link{{Text: a.T("dossier.open"), Path: "/dossiers/new", Keys: "c"}}
	}
	return a.Show(out)
}

// table lists dossiers in memory: a reader is of a handful of teams.
func table(a *page.Ask, ds []desk.Dossier, labels []label.Label) *page.Table {
	t := a.Table("")
	t.Caption, t.Marked = a.T("dossier.caption"), true
	t.Columns = []page.Column{{Key: "title", Title: a.T("dossier.name"), Sort: true}, {Key: "mission", Title: a.T("dossier.mission"), Sort: true, Minor: true},
		{Key: "team", Title: a.T("dossier.team"), Num: true, Sort: true}, {Key: "review", Title: a.T("dossier.review.on"), Sort: true}, {Key: "state", Title: a.T("dossier.state"), Minor: true}}
	words, all := strings.ToLower(a.Query("words")), a.Query("state")
	t.Filter = a.Form("/dossiers", "", &page.Field{Name: "words", Label: a.T("dossier.words"), Kind: "search", Value: a.Query("words")},
		&page.Field{Name: "state", Label: a.T("dossier.state"), Kind: "choice", Value: all, Required: true, Options: []page.Option{{Value: "", Text: a.T("dossier.any")},
			{Value: "open", Text: a.T("dossier.state.open")}, {Value: "closed", Text: a.T("dossier.state.closed")}}})
	for i, d := range ds {
		if !strings.Contains(strings.ToLower(d.Title+" "+d.Reference), words) || all != "" && all != d.State {
			continue
		}
		late := overdue(d)
		n := a.P.Number(int64(len(d.Members())))
		row := page.Row{Path: "/dossier/" + d.ID, Label: labels[i], Late: late, Cells: []page.Cell{{Text: d.Title, Note: d.Reference}, {Text: d.Mission},
			{Text: n, By: n}, {Text: a.P.Date(dateOf(d.Review)), By: d.Review}, {Tag: stateTag(a, d.State)}}}
		if late {
			row.Cells[3].Tag = page.Tag{Text: a.T("dossier.overdue"), Kind: "late"}
		}
		t.Add(row)
	}
	t.Arrange()
	t.Empty = page.Empty{Title: a.T("dossier.empty"), Text: a.T("dossier.empty.text")}
	if may(a, "dossier.open") {
		t.Empty.Do = &page.Link{Text: a.T("dossier.open"), Path: "/dossiers/new"}
	}
	return t
}

func stateTag(a *page.Ask, state string) page.Tag {
	return page.Tag{Text: a.T("dossier.state." + state), Kind: map[string]string{"open": "good"}[state]}
}

// overdue tells whether the day of review is past while the dossier is open.
func overdue(d desk.Dossier) bool {
	r := dateOf(d.Review)
	return d.State == "open" && !r.IsZero() && r.Last().Compare(today()) < 0
}

// dateOf reads a date the desk wrote.
func dateOf(s string) day.Date {
	d, err := day.Parse(s)
	if err != nil {
		return day.Date{}
	}
	return d
}

func today() day.Date {
	t := time.Now().UTC()
	return day.Date{Year: int16(t.Year()), Month: uint8(t.Month()), Day: uint8(t.Day())}
}
