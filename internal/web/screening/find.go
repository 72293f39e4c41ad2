package screening

import (
	"schild/day"
	"schild/fault"
	desk "schild/internal/desk/screening"
	"schild/internal/web/page"
	"schild/internal/web/plain"
	"schild/label"
	"schild/match/score"
	"schild/match/screen"
	"schild/name"
)

// answer is what one question found.
type answer struct {
	Form      *page.Form
	Asked     bool
	Hits      *page.Table
	Cut       int
	Guarantee string
	top       label.Label
}

func (p pages) finding(a *page.Ask) error { return showFound(a, answer{Form: findForm(a)}) }

func showFound(a *page.Ask, data answer) error {
	data.Guarantee = a.T(screen.Guarantee)
	return a.Show(page.Page{Title: a.T("screening.title"), Nav: "/screening", Template: "find", Label: data.top, Help: a.T("screening.find.help"), Tabs: tabs(a, "/screening/find"), Data: data})
}

func findForm(a *page.Ask) *page.Form {
	f := a.Form("/screening/find", a.T("screening.find.do"),
		&page.Field{Name: "name", Label: a.T("screening.find.name"), Hint: a.T("screening.find.name.hint"), Required: true, Width: "full"},
		&page.Field{Name: "kind", Label: a.T("screening.find.kind"), Kind: "choice", Required: true, Value: "person", Options: []page.Option{{Value: "person", Text: a.T("fact.schema.Person")}, {Value: "organisation", Text: a.T("fact.schema.Organization")}}},
		&page.Field{Name: "born", Label: a.T("screening.births"), Hint: a.T("screening.find.born.hint"), Width: "short"},
		&page.Field{Name: "number", Label: a.T("screening.numbers"), Width: "short"},
		&page.Field{Name: "purpose", Label: a.T("screening.purpose"), Hint: a.T("screening.find.purpose.hint"), Required: true, Width: "full"})
	f.Explain = a.T("screening.find.explain")
	return f
}

func (p pages) find(a *page.Ask) error {
	f := findForm(a)
	if !a.Read(f) {
		return showFound(a, answer{Form: f})
	}
	q, err := question(f)
	if err == nil {
		var r desk.Answer
		if r, err = p.desk.Query(a.R.Context(), a.By, q); err == nil {
			return showFound(a, answer{Form: f, Asked: true, Hits: foundTable(a, r), Cut: r.Cut, top: topOf(r)})
		}
	}
	if !a.Blame(f, map[bool]string{true: "born", false: "name"}[fault.Is(err, fault.Invalid) && f.Value("born") != ""], err) {
		return err
	}
	return showFound(a, answer{Form: f})
}

func question(f *page.Form) (desk.Question, error) {
	s := screen.Entry{Subject: score.Subject{Kind: name.Person, Names: []string{f.Value("name")}}}
	if f.Value("kind") == "organisation" {
		s.Kind = name.Organisation
	}
	if born := f.Value("born"); born != "" {
		d, err := day.Parse(born)
		if err != nil {
			return desk.Question{}, err
		}
		s.Facts.Births = []day.Date{d}
	}
	if n := f.Value("number"); n != "" {
		s.Facts.Numbers = []string{n}
	}
	return desk.Question{Subject: s, Purpose: f.Value("purpose")}, nil
}

// topOf gives the label of everything found.
func topOf(r desk.Answer) label.Label {
	top := label.Label{}
	for _, h := range r.Hits {
		top = label.Join(top, h.Label)
	}
	return top
}

func foundTable(a *page.Ask, r desk.Answer) *page.Table {
	t := a.Table("")
	t.Size, t.Marked = 200, true
	t.Caption = a.T("screening.hits")
	t.Columns = []page.Column{{Title: a.T("screening.entry")}, {Title: a.T("screening.list")}, {Title: a.T("screening.probability"), Num: true}, {Title: a.T("screening.why"), Minor: true}}
	for _, h := range r.Hits {
		row := page.Row{Label: h.Label, Cells: []page.Cell{{Text: plain.Line(h.Name), Note: h.Entry}, {Text: listName(a, h.List)}, {Text: percent(a, h.Probability)}, {Text: reasons(a, h.Evidence)}}}
		if h.List == desk.Own {
			row.Path, row.Cells[0].Note = "/entity/"+desk.EntityOf(h.Entry), ""
		}
		if h.Number != "" {
			row.Cells[2].Tag = page.Tag{Text: a.T("screening.number"), Kind: "late"}
		}
		t.Add(row)
	}
	t.Empty = page.Empty{Title: a.T("screening.find.none"), Text: a.T("screening.find.none.text")}
	return t
}

// reasons says the evidence in a line, without where it began.
func reasons(a *page.Ask, e score.Evidence) string {
	out := ""
	for _, i := range e.Items {
		if i.Kind == "prior" || i.Kind == "bound" {
			continue
		}
		key, args := i.Message()
		out += a.T(key, args...) + " "
	}
	return plain.Line(out)
}
