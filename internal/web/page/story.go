package page

import (
	"embed"

	"schild/label"
)

//go:embed story/*.html
var storyFiles embed.FS

// Components gives a story for each component of the kit. It is no part of a running site.
func Components() Set {
	return Set{Name: "components", Templates: Folder(storyFiles, "story"), Stories: []Story{
		{Name: "containers", Template: "containers", Label: secret(), Data: containers()},
		{Name: "table", Template: "table", Label: secret(), Data: sampleTable},
		{Name: "table empty", Template: "table", Data: emptyTable},
		{Name: "form", Template: "form", Label: label.Label{Level: label.Confidential}, Data: sampleForm},
		{Name: "form with errors", Template: "form", Label: label.Label{Level: label.Confidential}, Data: wrongForm},
		{Name: "queue", Template: "queue", Label: label.Label{Level: label.TopSecret, Compartments: "AMBER"}, Data: Queue{Entries: entries()}},
		{Name: "timeline", Template: "timeline", Label: label.Label{Level: label.Restricted}, Data: Timeline{Entries: entries()}},
		{Name: "list", Template: "list", Label: secret(), Data: List{Entries: entries()}},
		{Name: "graph", Template: "graph", Label: secret(), Data: sampleGraph()},
		{Name: "wrong", Template: "wrong", Data: "There is nothing here for you to see."},
	}}
}

func secret() label.Label {
	return label.Label{Level: label.Secret, Originators: "EU", Caveats: "ORCON"}
}

func containers() any {
	return map[string]any{
		"Levels": []label.Level{label.NotClassified, label.Restricted, label.Confidential, label.Secret, label.TopSecret},
		"Tags":   []Tag{{"new", ""}, {"done", "good"}, {"waits", "wait"}, {"overdue", "late"}},
		"Label":  secret(),
	}
}

func sampleTable(a *Ask) any {
	t := a.Table("")
	t.Caption, t.Marked, t.Size = "Records of the week", true, 3
	t.Columns = []Column{{Key: "title", Title: "Title", Sort: true}, {Key: "from", Title: "From", Sort: true, Minor: true}, {Key: "due", Title: "Due", Sort: true}, {Key: "n", Title: "Names", Num: true, Sort: true}}
	t.Filter = &Form{Fields: []*Field{{Name: "q", Label: "Title has", Kind: "search"}, {Name: "who", Label: "Whose", Kind: "choice", Options: whose()}}}
	for _, r := range [][4]string{{"Night crossing at Harrow Quay", "Port authority", "today", "12"}, {"Transfer through Meridian Ledger", "Partner A", "tomorrow", "3"},
		{"Élan Freight, annual list", "Public list", "", "140"}, {"Second letter from a visitor", "Police zone 4", "yesterday", "1"}} {
		row := Row{Path: "/record/1", Label: label.Label{Level: label.Level(len(t.Rows) + 1)}, Cells: []Cell{{Text: r[0], Note: "R-7K2M"}, {Text: r[1]}, {Text: r[2]}, {Text: r[3], By: "00" + r[3]}}}
		if r[2] == "yesterday" {
			row.Late, row.Cells[2].Tag = true, Tag{"overdue", "late"}
		}
		t.Add(row)
	}
	t.Arrange()
	return t
}

func emptyTable(a *Ask) any {
	t := a.Table("")
	t.Empty = Empty{Title: "Nothing waits for you.", Text: "New records appear here as they come in.", Do: &Link{Text: "Receive files", Path: "/receive"}}
	return t
}

func whose() []Option {
	return []Option{{Value: "", Text: "everybody’s"}, {Value: "mine", Text: "mine"}}
}

func sampleForm(a *Ask) any {
	f := a.Form("/note", "Send the note",
		&Field{Name: "title", Label: "Title", Hint: "What a reader sees first.", Required: true, Value: "Night crossings"},
		&Field{Name: "level", Label: "Level", Kind: "radios", Required: true, Value: "SECRET", Options: levels()},
		&Field{Name: "desk", Label: "Desk", Kind: "choice", Options: []Option{{Value: "east", Text: "East"}, {Value: "west", Text: "West"}}, Required: true},
		&Field{Name: "to", Label: "Addressees", Kind: "checks", Options: []Option{{Value: "a", Text: "Partner A", Hint: "consent given"}, {Value: "b", Text: "Partner B"}}},
		&Field{Name: "due", Label: "Review date", Kind: "date", Width: "short"},
		&Field{Name: "text", Label: "Text", Kind: "area", Hint: "Markdown; cite a statement as [S-1]."},
		&Field{Name: "file", Label: "Annex", Kind: "file", Many: true})
	f.Explain = "The note goes to 2 addressees and stands in the register. It can be recalled, not undone."
	f.Confirm, f.Cancel = "I have read the release rules.", &Link{Text: "Cancel", Path: "/"}
	return f
}

func wrongForm(a *Ask) any {
	f := sampleForm(a).(*Form)
	f.Field("title").Value = ""
	f.wrong(a, "title", a.T("form.required", "label", "Title"))
	f.wrong(a, "level", "Choose at least SECRET: paragraph 2 rests on a secret statement.")
	f.wrong(a, "", "Partner B may not have paragraph 2: its originator has not consented.")
	a.status, f.Danger = 0, true
	return f
}

func levels() []Option {
	var out []Option
	for v := label.NotClassified; v <= label.TopSecret; v++ {
		out = append(out, Option{Value: v.String(), Label: &label.Label{Level: v}})
	}
	return out
}

func entries() []Entry {
	return []Entry{
		{Title: "Approve the note on night crossings", Path: "/note/1", When: "yesterday", Who: "A. Merel", Label: &label.Label{Level: label.Secret}, Tag: Tag{"overdue", "late"}, Late: true, Text: "Waits for a second person since Monday."},
		{Title: "Record from Partner A", Path: "/record/2", When: "today", Label: &label.Label{Level: label.Confidential}, Tag: Tag{"new", ""}, Text: "3 names found"},
		{Title: "Review the dossier Harrow Quay", When: "9 March", Who: "desk east", Text: "Closed by itself on that day."},
	}
}

func sampleGraph() Graph {
	return Graph{Title: "Who owns Élan Freight",
		Nodes: []Node{{"1", "Élan Freight", "company", "/entity/1"}, {"2", "Meridian Ledger", "company", "/entity/2"}, {"3", "Orlan Vesk", "person", "/entity/3"}},
		Edges: []Edge{{"2", "1", "owns"}, {"3", "2", "directs"}}}
}
