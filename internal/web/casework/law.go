package casework

import (
	"html/template"
	"strconv"

	"schild/internal/web/page"
	"schild/procedure"
	"schild/procedure/print"
)

// laws lists the procedures: how deep each goes, and how much of it was not verified.
func (p pages) laws(a *page.Ask) error {
	return a.Show(page.Page{Title: a.T("casework.law"), Nav: "/work", Template: "boards", Help: a.T("casework.law.help"), Tabs: tabs(a, "/law"), Data: p.lawTable(a)})
}

func (p pages) lawTable(a *page.Ask) *page.Table {
	t := a.Table("")
	t.Size, t.Caption = 200, a.T("casework.law")
	t.Columns = []page.Column{{Key: "procedure", Title: a.T("casework.procedure"), Sort: true}, {Key: "ground", Title: a.T("casework.ground"), Minor: true}, {Key: "depth", Title: a.T("casework.depth")},
		{Key: "terms", Title: a.T("casework.terms"), Num: true, Minor: true}, {Key: "unsure", Title: a.T("casework.unverified"), Num: true, Sort: true}}
	for _, f := range p.desk.Book.Files {
		bad := 0
		for _, x := range f.Terms {
			if x.Ground.Confidence != "V" {
				bad++
			}
		}
		t.Add(page.Row{Path: "/law/" + f.ID, Cells: []page.Cell{{Text: p.procedure(a, f.ID), Note: f.ID + " · " + strconv.Itoa(f.Version)}, {Text: f.Ground.Law, Note: a.T("casework.confidence." + f.Ground.Confidence)}, {Tag: depth(a, f)},
			{Text: a.P.Number(int64(len(f.Terms))), By: pad(len(f.Terms))}, {Text: a.P.Number(int64(bad)), By: pad(bad)}}})
	}
	t.Arrange()
	return t
}

// lawSheet is what the template of one procedure is given.
type lawSheet struct {
	Depth   page.Tag
	Warn    string // that the file is an outline, or that no case can begin with it
	Drawing template.HTML
	Terms   *page.Table
	Text    string
	Board   page.Link
}

func (p pages) law(a *page.Ask) error {
	f, ok := p.desk.Book.File(a.Path("procedure"))
	if !ok {
		return missing(a.Path("procedure"))
	}
	return a.Show(page.Page{Title: p.procedure(a, f.ID), Nav: "/work", Template: "law", Wide: true, Help: a.T("casework.law.one.help"), Back: &page.Link{Text: a.T("casework.law"), Path: "/law"}, Data: p.lawSheet(a, f)})
}

func (p pages) lawSheet(a *page.Ask, f *procedure.File) lawSheet {
	out := lawSheet{Depth: depth(a, f), Drawing: template.HTML(print.Drawing(p.desk.Book, f, a.P.Code())), // built from numbers and escaped words
		Text: print.Text(p.desk.Book, f, a.P.Code()), Board: page.Link{Text: a.T("casework.board.open"), Path: "/board/" + f.ID}}
	switch {
	case f.Disabled:
		out.Warn = a.T("casework.disabled.warn")
	case f.Depth != "full":
		out.Warn = a.T("casework.outline.warn")
	}
	t := a.Table("terms")
	t.Size, t.Caption = 100, a.T("casework.terms")
	t.Columns = []page.Column{{Title: a.T("casework.term")}, {Title: a.T("casework.term.length")}, {Title: a.T("casework.term.after")}, {Title: a.T("casework.ground")}, {Title: a.T("casework.confidence")}}
	for _, x := range f.Terms {
		after := a.T("casework.term.tells")
		if x.To != "" {
			after = a.T("casework.clock.to", "stage", p.word(a, f, "stage", x.To))
		}
		kind := "wait"
		if x.Ground.Confidence == "V" {
			kind = "good"
		}
		t.Add(page.Row{Cells: []page.Cell{{Text: p.word(a, f, "term", x.Name)}, {Text: a.T("casework.unit."+x.Unit, "n", strconv.Itoa(x.N))}, {Text: after}, {Text: x.Ground.Law}, {Tag: page.Tag{Text: a.T("casework.confidence." + x.Ground.Confidence), Kind: kind}}}})
	}
	t.Empty = page.Empty{Title: a.T("casework.terms.none")}
	out.Terms = t
	return out
}
