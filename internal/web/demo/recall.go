package demo

import (
	"context"
	"html/template"
	"strconv"

	"schild/fault"
	"schild/internal/demo"
	"schild/internal/demo/bureau"
	"schild/internal/demo/way"
	"schild/internal/web/page"
	"schild/label"
)

// told is what the template of the recall page is given.
type told struct {
	Picture template.HTML // the way of a message, lit where the recall has come
	Trail   *page.Table   // what it reaches, one by one
	Subject string
	Told    string
	Form    *page.Form
	Done    string
	Next    bool
	Lit     bool // just now: the picture lights up step by step
}

// way shows the way of one message that went out, and offers to call it back.
func (p *pages) way(a *page.Ask) error {
	id := a.Query("record")
	if id == "" {
		var err error
		if id, err = p.subject(a.R.Context()); err != nil {
			return err
		}
	}
	if id == "" {
		return a.Show(page.Page{Title: a.T("demo.recall.title"), Nav: "/demo", Template: "recalled", Data: a.T("demo.recall.none")})
	}
	return p.showWay(a, id, nil)
}

// subject is the record to press the button on: the one the year left, as long as it stands, else the next.
func (p *pages) subject(ctx context.Context) (string, error) {
	if t, err := p.House.Told(ctx, p.Story.Recall); err == nil && !t.Recalled {
		return p.Story.Recall, nil
	}
	return p.House.Next(ctx)
}

func (p *pages) showWay(a *page.Ask, id string, f *page.Form) error {
	t, err := p.House.Told(a.R.Context(), id)
	if err != nil {
		return err
	}
	d := toldOf(a, t)
	if d.Form = f; f == nil && !t.Recalled {
		d.Form = recallForm(a, id)
	}
	d.Lit = t.Recalled && a.Query("now") != ""
	return a.Show(page.Page{Title: a.T("demo.recall.title"), Nav: "/demo", Template: "recall", Label: p.topOf(t), Wide: true, Help: a.T("demo.recall.short"), Data: d})
}

func (p *pages) topOf(t demo.Told) label.Label {
	top := p.House.Office.Store().Label(t.Label)
	for _, n := range t.Nodes {
		top = label.Join(top, p.House.Office.Store().Label(n.Label))
	}
	return top
}

func toldOf(a *page.Ask, t demo.Told) told {
	copies, _ := t.Count("dispatch")
	_, receipts := t.Count("dispatch", "received", "confirmed")
	statements, _ := t.Count("statement")
	ns, _ := t.Count("note")
	d := told{Subject: a.T("demo.recall.subject", "title", t.Title, "reference", t.Reference), Trail: reached(a, t), Next: t.Recalled,
		Told:    a.T("demo.recall.told", "statements", itoa(statements), "notes", itoa(ns), "copies", itoa(copies), "receipts", itoa(receipts)),
		Picture: template.HTML(picture(a, t).SVG())} // escaped by its maker
	if t.Recalled {
		d.Done = a.T("demo.recall.done")
	}
	return d
}

// reached lists the notes and copies that rest on the record.
func reached(a *page.Ask, t demo.Told) *page.Table {
	tab := a.Table("reached")
	tab.Caption, tab.Size = a.T("demo.recall.reached"), 1000
	tab.Columns = []page.Column{{Title: a.T("demo.recall.column.what")}, {Title: a.T("demo.recall.column.who")}, {Title: a.T("demo.recall.column.state")}, {Title: a.T("demo.recall.column.receipt"), Minor: true}}
	for _, n := range t.Nodes {
		if n.Kind != "note" && n.Kind != "dispatch" {
			continue
		}
		tag := page.Tag{Text: a.T("demo.recall.state." + n.State)}
		if n.State == "recalled" {
			tag.Kind = "late"
		}
		row := page.Row{Cells: []page.Cell{{Text: a.T("demo.recall.kind."+n.Kind) + " " + n.Reference}, {Text: n.Caption}, {Tag: tag}, {Text: n.Receipt}}}
		if n.Kind == "note" {
			row.Path = "/note/" + n.ID
		}
		tab.Add(row)
	}
	return tab
}

// picture is the way with what the recall has reached.
func picture(a *page.Ask, t demo.Told) way.Picture {
	p := way.Picture{Words: func(key string) string { return a.T("demo.way." + key) }, Count: map[string]string{}}
	count := func(station, key, kind string, states ...string) {
		all, in := t.Count(kind, states...)
		p.Count[station] = a.T("demo.recall.count."+key, "in", itoa(in), "all", itoa(all))
	}
	count("statements", "cited", "statement")
	count("note", "recalled", "note", "recalled")
	count("send", "recalled", "dispatch", "recalled", "confirmed")
	count("partner", "receipts", "dispatch", "received", "confirmed")
	if t.Recalled {
		p.Count["record"] = a.T("demo.recall.state.recalled")
		p.Lit = []string{"record", "record-mentions", "mentions", "mentions-statements", "statements", "statements-note", "note", "note-release", "release", "release-send", "send", "send-partner", "partner", "register"}
	}
	return p
}

func recallForm(a *page.Ask, id string) *page.Form {
	f := a.Form("/demo/recall", a.T("demo.recall.do", "name", nameOf(bureau.Head)),
		&page.Field{Name: "record", Kind: "hidden", Value: id},
		&page.Field{Name: "why", Label: a.T("demo.recall.why"), Value: a.T("demo.recall.why.default"), Required: true, Width: "full"})
	f.Danger = true
	return f
}

// recall calls the record back, as the head of desk.
func (p *pages) recall(a *page.Ask) error {
	f := recallForm(a, "")
	if !a.Read(f) {
		return p.showWay(a, f.Value("record"), f)
	}
	id := f.Value("record")
	if err := p.House.Recall(a.R.Context(), id, f.Value("why")); err != nil && !fault.Is(err, fault.Conflict) {
		return err
	}
	return a.Done("/demo/recall?now=yes&record="+id, "")
}

func itoa(n int) string { return strconv.Itoa(n) }
