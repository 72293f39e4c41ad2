package custody

import (
	"slices"

	"schild/fault"
	desk "schild/internal/desk/custody"
	"schild/internal/web/page"
	"schild/label"
)

// unread lists the records that nobody may read.
func (p pages) unread(a *page.Ask) error {
	bs, err := p.desk.Buried(a.R.Context(), a.By)
	if err != nil {
		return err
	}
	return a.Show(page.Page{Title: a.T("custody.unread.title"), Nav: "/lowerings", Template: "unread", Help: a.T("custody.unread.help"),
		Back: &page.Link{Text: a.T("custody.title"), Path: "/lowerings"}, Data: unreadTable(a, bs)})
}

func unreadTable(a *page.Ask, bs []desk.Buried) *page.Table {
	t := a.Table("")
	t.Caption, t.Size = a.T("custody.unread.caption"), 500
	t.Columns = []page.Column{{Title: a.T("custody.unread.reference")}, {Title: a.T("custody.unread.size"), Num: true}, {Title: a.T("custody.unread.came")}}
	t.Empty = page.Empty{Title: a.T("custody.unread.none"), Text: a.T("custody.unread.none.text")}
	for _, b := range bs {
		t.Add(page.Row{Path: "/unread/" + b.ID, Cells: []page.Cell{{Text: b.Reference}, {Text: a.P.Size(b.Size)}, {Text: a.P.Moment(b.Registered)}}})
	}
	return t
}

// buried finds the record of the address among those that nobody may read.
func (p pages) buried(a *page.Ask) (desk.Buried, error) {
	bs, err := p.desk.Buried(a.R.Context(), a.By)
	if err != nil {
		return desk.Buried{}, err
	}
	i := slices.IndexFunc(bs, func(b desk.Buried) bool { return b.ID == a.Path("id") })
	if i < 0 {
		return desk.Buried{}, fault.New(fault.Missing, "missing")
	}
	return bs[i], nil
}

// digging is what the template of one such record is given.
type digging struct {
	Facts page.List
	Form  *page.Form
}

func (p pages) blind(a *page.Ask) error {
	b, err := p.buried(a)
	if err != nil {
		return err
	}
	return showBlind(a, b, blindForm(a, b.ID))
}

func blindForm(a *page.Ask, id string) *page.Form {
	f := wishForm(a, "/unread/"+id, label.Label{})
	f.Field("level").Value, f.Explain = "", a.T("custody.unread.explain")
	return f
}

func diggingOf(a *page.Ask, b desk.Buried, f *page.Form) digging {
	out := digging{Form: f}
	out.Facts.Add(a.T("custody.unread.reference"), b.Reference)
	out.Facts.Add(a.T("custody.unread.size"), a.P.Size(b.Size))
	out.Facts.Add(a.T("custody.unread.came"), a.P.Moment(b.Registered))
	return out
}

func showBlind(a *page.Ask, b desk.Buried, f *page.Form) error {
	return a.Show(page.Page{Title: b.Reference, Nav: "/lowerings", Template: "digging", Help: a.T("custody.unread.help"),
		Back: &page.Link{Text: a.T("custody.unread.title"), Path: "/unread"}, Data: diggingOf(a, b, f)})
}

func (p pages) proposeBlind(a *page.Ask) error {
	b, err := p.buried(a)
	if err != nil {
		return err
	}
	f := blindForm(a, b.ID)
	if a.Read(f) {
		w, err := wish(f, desk.Subject{Table: "record", ID: b.ID}, label.Label{})
		var id string
		if err == nil {
			id, err = p.desk.ProposeBlind(a.R.Context(), a.By, w)
		}
		if err == nil {
			return a.Done("/lowering/"+id, a.T("custody.proposed.done"))
		}
		if !a.Blame(f, fieldOf(err), err) {
			return err
		}
	}
	return showBlind(a, b, f)
}
