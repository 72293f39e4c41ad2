package notes

import (
	"html/template"

	desk "schild/internal/desk/notes"
	"schild/internal/store"
	"schild/internal/web/page"
	"schild/label"
)

// way is what the template of the recall page is given.
type way struct {
	Picture template.HTML
	Table   *page.Table
	Unused  int
	Recall  *page.Form
	Done    bool // it is recalled already
	Told    string
	Seen    bool // the reader sees only part of what a recall reaches
}

// way draws the way from a record, a statement or a note to those who were told, and offers to call it back.
func (p pages) way(a *page.Ask) error { return p.showWay(a, nil) }

func (p pages) showWay(a *page.Ask, f *page.Form) error {
	var t desk.Trail
	labels := map[string]label.Label{}
	var top label.Label
	err := a.See(func(v *store.View) (err error) {
		t, err = p.Notes.Trail(v, a.Path("id"))
		for _, n := range t.Nodes {
			labels[n.ID] = v.Label(n.Label)
			top = label.Join(top, labels[n.ID])
		}
		return err
	})
	if err != nil {
		return err
	}
	out := wayOf(a, t, labels)
	if out.Recall = f; f == nil && !out.Done && may(a, "note.recall") && recallable(t) {
		out.Recall = recallForm(a, t)
	}
	subject := subjectOf(t)
	back := &page.Link{Text: a.T("notes.title"), Path: "/notes"}
	if path := pathOf(subject); path != "" {
		back = &page.Link{Text: subject.Reference, Path: path}
	}
	return a.Show(page.Page{Title: a.T("notes.way", "what", captionOf(a, subject)), Nav: "/notes", Template: "way", Label: top, Wide: true, Back: back,
		Help: a.T("notes.way.help"), Data: out})
}

func wayOf(a *page.Ask, t desk.Trail, labels map[string]label.Label) way {
	out := way{Picture: Picture(a.P, t), Table: wayTable(a, t, labels), Unused: t.Unused, Done: subjectOf(t).State == "recalled"}
	told, confirmed := 0, 0
	for _, n := range t.Nodes {
		if n.Kind == "dispatch" {
			told++
			if n.State == "received" || n.State == "confirmed" {
				confirmed++
			}
		}
	}
	out.Told = a.T("notes.way.told", "n", itoa(told), "confirmed", itoa(confirmed))
	return out
}

// subjectOf gives the node that was asked for.
func subjectOf(t desk.Trail) desk.Node {
	for _, n := range t.Nodes {
		if n.ID == t.ID {
			return n
		}
	}
	return desk.Node{}
}

func recallable(t desk.Trail) bool { return t.Kind != "note" || subjectOf(t).State == "sent" }

// pathOf gives the page of a node.
func pathOf(n desk.Node) string {
	switch n.Kind {
	case "record", "note":
		return "/" + n.Kind + "/" + n.ID
	case "statement":
		return "/recall/" + n.ID
	case "dispatch":
		if len(n.From) > 0 {
			return "/note/" + n.From[0] + "/copies"
		}
	}
	return ""
}

func captionOf(a *page.Ask, n desk.Node) string {
	if n.Kind == "statement" {
		return pair(a, property(a.P, n.Reference), n.Caption)
	}
	return orUntitled(a, n.Caption)
}

// wayTable is the picture's twin.
func wayTable(a *page.Ask, t desk.Trail, labels map[string]label.Label) *page.Table {
	tab := a.Table("")
	tab.Marked, tab.Size = true, 10_000
	tab.Columns = []page.Column{{Title: a.T("notes.way.what")}, {Title: a.T("notes.way.kind")}, {Title: a.T("notes.column.state")}, {Title: a.T("notes.copies.receipt"), Minor: true}, {Title: a.T("notes.way.from"), Minor: true}}
	names := map[string]string{}
	for _, n := range t.Nodes {
		names[n.ID] = n.Reference
		if n.Kind == "statement" {
			names[n.ID] = captionOf(a, n)
		}
		from := ""
		for _, id := range n.From {
			if names[id] != "" {
				from += map[bool]string{true: "", false: "; "}[from == ""] + names[id]
			}
		}
		cell := page.Cell{Text: captionOf(a, n), Note: n.Reference, Path: pathOf(n)}
		if n.Kind == "statement" {
			cell.Note = ""
		}
		row := page.Row{Label: labels[n.ID], Late: n.State == "recalled", Cells: []page.Cell{cell, {Text: a.T("notes.way." + n.Kind)}, {}, {Text: n.Receipt}, {Text: from}}}
		if n.State != "" {
			row.Cells[2].Tag = stateTag(a, n.State)
		}
		tab.Add(row)
	}
	return tab
}

func recallForm(a *page.Ask, t desk.Trail) *page.Form {
	f := a.Form("/recall/"+a.Path("id"), a.T("notes.recall.do"),
		&page.Field{Name: "reason", Label: a.T("notes.recall.reason"), Hint: a.T("notes.recall.reason.hint"), Kind: "area", Rows: 3, Most: 1000, Required: true})
	f.Danger, f.Confirm, f.Explain = true, a.T("notes.recall.confirm"), a.T("notes.recall.explain."+t.Kind)
	return f
}

func (p pages) recall(a *page.Ask) error {
	f := recallForm(a, desk.Trail{Kind: "record"})
	if a.Read(f) {
		_, err := p.Notes.Recall(a.R.Context(), a.By, a.Path("id"), f.Value("reason"))
		if err == nil {
			return a.Done("/recall/"+a.Path("id"), a.T("notes.recalled"))
		}
		if !a.Blame(f, "reason", err) {
			return err
		}
	}
	return p.showWay(a, f)
}
