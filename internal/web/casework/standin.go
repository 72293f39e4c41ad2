package casework

import (
	"cmp"

	desk "schild/internal/desk/casework"
	"schild/internal/store"
	"schild/internal/web/page"
)

// standing is what the template of stand-ins is given.
type standing struct {
	Table *page.Table
	Form  *page.Form // nil when the reader has no part to give
	Ends  []ending
}

type ending struct {
	Text string
	Form *page.Form
}

func (p pages) standins(a *page.Ask) error { return p.showStandins(a, nil) }

func (p pages) showStandins(a *page.Ask, form *page.Form) error {
	staff, err := a.Office.Everyone(a.R.Context())
	if err != nil {
		return err
	}
	var all []desk.Standin
	if err := a.See(func(v *store.View) (err error) { all, err = p.desk.Standins(v, "", p.now()); return err }); err != nil {
		return err
	}
	if form == nil {
		form = p.standinForm(a, staff)
	}
	return a.Show(page.Page{Title: a.T("casework.standins"), Nav: "/work", Template: "standins", Help: a.T("casework.standins.help"), Tabs: tabs(a, "/standins"), Data: p.standing(a, all, staff, form)})
}

func (p pages) standing(a *page.Ask, all []desk.Standin, staff []store.Staff, form *page.Form) standing {
	names := map[string]string{}
	for _, x := range staff {
		names[x.ID] = x.Name
	}
	t := a.Table("")
	t.Caption = a.T("casework.standins")
	t.Columns = []page.Column{{Title: a.T("casework.standin.absent")}, {Title: a.T("casework.standin.person")}, {Title: a.T("casework.standin.part")}, {Title: a.T("casework.standin.days")}, {Title: a.T("casework.standin.reason"), Minor: true}}
	out := standing{Table: t}
	for _, s := range all {
		part := cmp.Or(p.part(a, s.Part), a.T("casework.standin.every"))
		t.Add(page.Row{Cells: []page.Cell{{Text: cmp.Or(names[s.Absent], s.Absent)}, {Text: cmp.Or(names[s.Person], s.Person)}, {Text: part, Note: s.Procedure}, {Text: dateWords(a, s.First) + " – " + dateWords(a, s.Last)}, {Text: s.Reason}}})
		if s.Absent == a.By.ID || s.Person == a.By.ID {
			end := a.Form("/standins/"+s.ID+"/end", a.T("casework.standin.end"))
			end.ID = s.ID
			out.Ends = append(out.Ends, ending{Text: cmp.Or(names[s.Absent], s.Absent) + " → " + cmp.Or(names[s.Person], s.Person) + " · " + part, Form: end})
		}
	}
	t.Empty = page.Empty{Title: a.T("casework.standins.none")}
	if len(p.desk.Parts(a.Staff)) > 0 {
		out.Form = form
	}
	return out
}

// part says a part's name whatever file it is of.
func (p pages) part(a *page.Ask, name string) string {
	for _, f := range p.desk.Book.Files {
		if f.Side(name) != "" {
			return p.word(a, f, "role", name)
		}
	}
	return name
}

func (p pages) standinForm(a *page.Ask, staff []store.Staff) *page.Form {
	people := []page.Option{{Value: "", Text: a.T("casework.choose")}}
	for _, x := range staff {
		if x.Active && x.ID != a.By.ID {
			people = append(people, page.Option{Value: x.ID, Text: x.Name})
		}
	}
	parts := []page.Option{{Value: "", Text: a.T("casework.standin.every")}}
	for _, x := range p.desk.Parts(a.Staff) {
		parts = append(parts, page.Option{Value: x, Text: p.part(a, x)})
	}
	procedures := []page.Option{{Value: "", Text: a.T("casework.standin.all")}}
	for _, f := range p.desk.Book.Files {
		procedures = append(procedures, page.Option{Value: f.ID, Text: p.procedure(a, f.ID)})
	}
	f := a.Form("/standins", a.T("casework.standin.do"),
		&page.Field{Name: "person", Label: a.T("casework.standin.person"), Kind: "choice", Required: true, Options: people},
		&page.Field{Name: "part", Label: a.T("casework.standin.part"), Kind: "choice", Options: parts},
		&page.Field{Name: "procedure", Label: a.T("casework.procedure"), Kind: "choice", Options: procedures},
		&page.Field{Name: "first", Label: a.T("casework.standin.first.day"), Kind: "date", Width: "short", Required: true},
		&page.Field{Name: "last", Label: a.T("casework.standin.last.day"), Kind: "date", Width: "short", Required: true},
		&page.Field{Name: "reason", Label: a.T("casework.standin.reason"), Required: true, Width: "full"})
	f.Explain = a.T("casework.standin.explain")
	return f
}

func (p pages) standIn(a *page.Ask) error {
	staff, err := a.Office.Everyone(a.R.Context())
	if err != nil {
		return err
	}
	f := p.standinForm(a, staff)
	if a.Read(f) {
		err := p.desk.StandIn(a.R.Context(), a.By, desk.Standin{Person: f.Value("person"), Part: f.Value("part"), Procedure: f.Value("procedure"), First: f.Value("first"), Last: f.Value("last"), Reason: f.Value("reason")})
		if err == nil {
			return a.Done("/standins", a.T("casework.standin.set"))
		}
		if !a.Blame(f, standinField(err), err) {
			return err
		}
	}
	return p.showStandins(a, f)
}

func (p pages) endStandIn(a *page.Ask) error {
	if err := p.desk.EndStandIn(a.R.Context(), a.By, a.Path("id")); err != nil {
		return err
	}
	return a.Done("/standins", a.T("casework.standin.over"))
}

// standinField gives the field of the form where an error can be mended.
func standinField(err error) string {
	return map[string]string{"casework.standin.first": "first", "casework.standin.last": "last", "casework.standin.long": "last", "casework.standin.who": "person", "casework.standin.control": "person",
		"casework.standin.own": "part", "casework.reason": "reason"}[keyOf(err)]
}
