package dossier

import (
	"slices"

	desk "schild/internal/desk/dossier"
	"schild/internal/desk/notes"
	"schild/internal/store"
	"schild/internal/web/page"
	"schild/label"
	"schild/note"
)

// folder is what the template of one dossier is given.
type folder struct {
	State page.Tag
	Late  bool
	Facts page.List
	Team  []page.Entry
	Form  *page.Form // changes the team
	Notes *page.Table
	Write *page.Link // begins a note under the dossier
}

// opened is one dossier with what stands under it.
type opened struct {
	dossier desk.Dossier
	notes   []notes.Note
	labels  []label.Label
	top     label.Label
	staff   []store.Staff
}

func (p pages) one(a *page.Ask) error { return p.show(a, nil) }

func (p pages) show(a *page.Ask, form *page.Form) error {
	o, err := p.see(a)
	if err != nil {
		return err
	}
	out := folderOf(a, o)
	if out.Form = form; form == nil && may(a, "dossier.team") && o.dossier.State == "open" {
		out.Form = teamForm(a, o)
	}
	return a.Show(page.Page{Title: o.dossier.Title, Nav: "/dossiers", Template: "dossier", Label: o.top, Help: a.T("dossier.page.help"),
		Back: &page.Link{Text: a.T("dossier.title"), Path: "/dossiers"}, Data: out})
}

func (p pages) see(a *page.Ask) (o opened, err error) {
	err = a.See(func(v *store.View) (err error) {
		if o.dossier, err = p.dossier.Dossier(v, a.Path("id")); err != nil {
			return err
		}
		o.top = v.Label(o.dossier.Label)
		o.notes, err = p.notes.List(v, notes.Filter{Dossier: o.dossier.ID, Limit: 200})
		for _, n := range o.notes {
			o.labels = append(o.labels, v.Label(n.Label))
			o.top = label.Join(o.top, v.Label(n.Label))
		}
		return err
	})
	if err != nil {
		return o, err
	}
	o.staff, err = a.Office.Everyone(a.R.Context())
	return o, err
}

func folderOf(a *page.Ask, o opened) folder {
	d := o.dossier
	out := folder{State: stateTag(a, d.State), Late: overdue(d), Notes: noteTable(a, o)}
	for _, f := range [][2]string{{"dossier.reference", d.Reference}, {"dossier.mission", d.Mission}, {"dossier.threat", d.Threat}, {"dossier.interest", interest(a, d.Interest)},
		{"dossier.reason", d.Reason}, {"dossier.review.on", a.P.Date(dateOf(d.Review))}, {"dossier.changed", a.P.Moment(d.Registered)}} {
		if f[1] != "" {
			out.Facts.Add(a.T(f[0]), f[1])
		}
	}
	for _, id := range d.Members() {
		i := slices.IndexFunc(o.staff, func(s store.Staff) bool { return s.ID == id })
		name := id
		if i >= 0 {
			name = o.staff[i].Name
		}
		out.Team = append(out.Team, page.Entry{Title: name, Text: id})
	}
	if may(a, "note.draft") && d.State == "open" {
		out.Write = &page.Link{Text: a.T("dossier.write"), Path: "/notes/new?dossier=" + d.ID}
	}
	return out
}

// interest names a protected interest; what is no letter of the act stands as it was written.
func interest(a *page.Ask, letter string) string {
	if word := note.InterestWord(letter, a.P.Code()); word != "" {
		return letter + ") " + word
	}
	return letter
}

func noteTable(a *page.Ask, o opened) *page.Table {
	t := a.Table("")
	t.Marked, t.Size = true, 200
	t.Columns = []page.Column{{Title: a.T("notes.column.title")}, {Title: a.T("notes.kind"), Minor: true}, {Title: a.T("notes.column.state")}, {Title: a.T("notes.column.changed"), Minor: true}}
	for i, n := range o.notes {
		t.Add(page.Row{Path: "/note/" + n.ID, Label: o.labels[i], Cells: []page.Cell{{Text: titleOf(a, n), Note: n.Reference}, {Text: n.Kind}, {Text: a.T("note.state." + n.State)}, {Text: a.P.Moment(n.Registered)}}})
	}
	t.Empty = page.Empty{Title: a.T("dossier.notes.none")}
	return t
}

func titleOf(a *page.Ask, n notes.Note) string {
	if n.Title == "" {
		return a.T("notes.untitled")
	}
	return n.Title
}

// colleagues are the people a team may be made of: active, of the house; some see no content and timers are nobody.
func colleagues(a *page.Ask, staff []store.Staff, always []string) []page.Option {
	var out []page.Option
	for _, s := range staff {
		if slices.Contains(always, s.ID) || s.Active && !s.Outside && !s.Blind() {
			out = append(out, page.Option{Value: s.ID, Text: s.Name, Hint: s.ID})
		}
	}
	compare := a.P.Compare()
	slices.SortStableFunc(out, func(x, y page.Option) int { return compare(x.Text, y.Text) })
	return out
}

func teamForm(a *page.Ask, o opened) *page.Form {
	f := a.Form("/dossier/"+o.dossier.ID+"/team", a.T("dossier.team.do"),
		&page.Field{Name: "team", Label: a.T("dossier.team"), Hint: a.T("dossier.team.hint"), Kind: "checks", Values: o.dossier.Members(), Options: colleagues(a, o.staff, o.dossier.Members()), Required: true})
	f.ID, f.Explain = "team", a.T("dossier.team.explain")
	return f
}

func (p pages) team(a *page.Ask) error {
	o, err := p.see(a)
	if err != nil {
		return err
	}
	f := teamForm(a, o)
	if a.Read(f) {
		err := p.dossier.SetTeam(a.R.Context(), a.By, o.dossier.ID, f.Field("team").Values)
		if err == nil {
			return a.Done("/dossier/"+o.dossier.ID, a.T("dossier.team.done"))
		}
		if !a.Blame(f, "team", err) {
			return err
		}
	}
	return p.show(a, f)
}
