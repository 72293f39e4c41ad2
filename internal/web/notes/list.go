package notes

import (
	"strconv"

	"schild/internal/desk/dossier"
	desk "schild/internal/desk/notes"
	"schild/internal/store"
	"schild/internal/web/page"
	"schild/label"
)

// list shows a queue of notes.
func (p pages) list(a *page.Ask) error {
	t := a.Table("")
	f := desk.Filter{Queue: a.Query("queue"), Kind: a.Query("kind"), Dossier: a.Query("dossier"), Words: a.Query("words"),
		Sort: t.Sort, Desc: t.Desc, From: t.At, Limit: t.Limit()}
	var ns []desk.Note
	var waiting map[string]int
	var ds []dossier.Dossier
	top := label.Label{}
	err := a.See(func(v *store.View) (err error) {
		if waiting, err = p.Notes.Waiting(v); err != nil {
			return err
		}
		if t.Count, err = p.count(v, f, waiting); err != nil {
			return err
		}
		if ds, err = p.Dossier.List(v); err != nil {
			return err
		}
		ns, err = p.Notes.List(v, f)
		for _, n := range ns {
			t.Add(row(a, n, v.Label(n.Label)))
			top = label.Join(top, v.Label(n.Label))
		}
		for _, d := range ds {
			top = label.Join(top, v.Label(d.Label))
		}
		return err
	})
	if err != nil {
		return err
	}
	dress(a, t, f, ds)
	out := page.Page{Title: a.T("notes.title"), Nav: "/notes", Template: "notes", Label: top, Help: a.T("notes.help"), Tabs: queues(a, f.Queue, waiting), Data: t}
	if may(a, "note.draft") {
		out.Actions = []page.Link{{Text: a.T("notes.new"), Path: "/notes/new", Keys: "c"}}
	}
	return a.Show(out)
}

// count takes a queue's own number where nothing narrows it further: the list is then read once less.
func (p pages) count(v *store.View, f desk.Filter, waiting map[string]int) (int, error) {
	if f.Kind+f.Dossier+f.Words == "" {
		return waiting[f.Queue], nil
	}
	return p.Notes.Count(v, f)
}

func row(a *page.Ask, n desk.Note, l label.Label) page.Row {
	return page.Row{Path: "/note/" + n.ID, Label: l, Cells: []page.Cell{
		{Text: orUntitled(a, n.Title), Note: n.Reference}, {Text: n.Kind}, {Tag: stateTag(a, n.State)}, {Text: n.AuthorName}, {Text: a.P.Moment(n.Registered)}}}
}

func orUntitled(a *page.Ask, title string) string {
	if title == "" {
		return a.T("notes.untitled")
	}
	return title
}

// stateTag says a note's or a copy's state.
func stateTag(a *page.Ask, state string) page.Tag {
	kind := map[string]string{"submitted": "wait", "approved": "wait", "returned": "late", "sent": "good", "received": "good", "recalled": "late", "confirmed": "good"}[state]
	return page.Tag{Text: a.T("note.state." + state), Kind: kind}
}

// dress gives the table its headings, its filter and what it says when it is empty.
func dress(a *page.Ask, t *page.Table, f desk.Filter, ds []dossier.Dossier) {
	t.Caption, t.Marked = a.T("notes.caption"), true
	t.Columns = []page.Column{{Key: "title", Title: a.T("notes.column.title"), Sort: true}, {Key: "kind", Title: a.T("notes.kind"), Minor: true},
		{Key: "state", Title: a.T("notes.column.state"), Sort: true}, {Key: "author", Title: a.T("notes.column.author"), Minor: true},
		{Key: "registered", Title: a.T("notes.column.changed"), Sort: true, Minor: true}}
	dossiers := []page.Option{{Value: "", Text: a.T("notes.any")}}
	for _, d := range ds {
		dossiers = append(dossiers, page.Option{Value: d.ID, Text: d.Title})
	}
	t.Filter = a.Form("/notes", a.T("notes.filter"),
		&page.Field{Name: "words", Label: a.T("notes.words"), Kind: "search", Value: f.Words},
		&page.Field{Name: "kind", Label: a.T("notes.kind"), Kind: "choice", Value: f.Kind, Options: append([]page.Option{{Value: "", Text: a.T("notes.any")}}, kinds(a)...), Required: true},
		&page.Field{Name: "dossier", Label: a.T("notes.dossier"), Kind: "choice", Value: f.Dossier, Options: dossiers, Required: true},
		&page.Field{Name: "queue", Kind: "hidden", Value: f.Queue})
	t.Empty = page.Empty{Title: a.T("notes.empty"), Text: a.T("notes.empty.text")}
	if may(a, "note.draft") {
		t.Empty.Do = &page.Link{Text: a.T("notes.new"), Path: "/notes/new"}
	}
}

func kinds(a *page.Ask) []page.Option {
	return []page.Option{{Value: "NA", Text: a.T("notes.kind.na")}, {Value: "NE", Text: a.T("notes.kind.ne")}}
}

func queues(a *page.Ask, current string, waiting map[string]int) page.Tabs {
	tabs := page.Tabs{{Text: a.T("notes.queue.all"), Path: "/notes", Current: current == ""}}
	for _, q := range []string{"mine", "review", "send", "sent", "recalled"} {
		x := page.Link{Text: a.T("notes.queue." + q), Path: "/notes?queue=" + q, Current: q == current}
		if n := waiting[q]; n > 0 {
			x.Count = strconv.Itoa(n)
		}
		tabs = append(tabs, x)
	}
	return tabs
}
