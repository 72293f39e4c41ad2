package casework

import (
	"strconv"

	desk "schild/internal/desk/casework"
	"schild/internal/store"
	"schild/internal/web/page"
	"schild/label"
	"schild/procedure"
)

// boards lists the procedures with what is open in each.
func (p pages) boards(a *page.Ask) error {
	var open []desk.Open
	if err := a.See(func(v *store.View) (err error) { open, err = p.desk.OpenCases(v); return err }); err != nil {
		return err
	}
	return a.Show(page.Page{Title: a.T("casework.boards"), Nav: "/work", Template: "boards", Help: a.T("casework.boards.help"), Tabs: tabs(a, "/boards"), Actions: p.newLink(a), Data: p.boardTable(a, open)})
}

func (p pages) boardTable(a *page.Ask, open []desk.Open) *page.Table {
	t := a.Table("")
	t.Size, t.Caption = 200, a.T("casework.boards")
	t.Columns = []page.Column{{Key: "procedure", Title: a.T("casework.procedure"), Sort: true}, {Key: "depth", Title: a.T("casework.depth"), Minor: true}, {Key: "open", Title: a.T("casework.open.count"), Num: true, Sort: true},
		{Key: "late", Title: a.T("casework.late.count"), Num: true, Sort: true}}
	for _, f := range p.desk.Book.Files {
		if newest, _ := p.desk.Book.File(f.ID); newest != f {
			continue
		}
		n, late := 0, 0
		for _, o := range open {
			if o.Procedure == f.ID {
				n, late = o.N, o.Late
			}
		}
		row := page.Row{Path: "/board/" + f.ID, Cells: []page.Cell{{Text: p.procedure(a, f.ID), Note: f.ID}, {Tag: depth(a, f)}, {Text: a.P.Number(int64(n)), By: pad(n)}, {Text: a.P.Number(int64(late)), By: pad(late)}}}
		if late > 0 {
			row.Late, row.Cells[3].Tag = true, page.Tag{Text: a.T("casework.late"), Kind: "late"}
		}
		t.Add(row)
	}
	t.Arrange()
	return t
}

func pad(n int) string {
	s := strconv.Itoa(n)
	return "0000000000"[:max(0, 10-len(s))] + s
}

// depth says whether a file is worked out, an outline, or disabled: what is not verified, or cannot be used, says so wherever it is shown.
func depth(a *page.Ask, f *procedure.File) page.Tag {
	if f.Disabled {
		return page.Tag{Text: a.T("casework.depth.disabled"), Kind: "wait"}
	}
	if f.Depth == "full" {
		return page.Tag{Text: a.T("casework.depth.full"), Kind: "good"}
	}
	return page.Tag{Text: a.T("casework.depth.outline"), Kind: "wait"}
}

// lane is one column of a board: a stage with what stands in it.
type lane struct {
	Stage string
	Holds page.Tag
	Queue page.Queue
	More  bool
	Bulk  []page.Link
}

type board struct {
	Depth page.Tag
	Lanes []lane
	Empty page.Empty
	Law   page.Link
}

const mostInLane = 20

// board shows a procedure's open cases by stage, what is due first on top of each.
func (p pages) board(a *page.Ask) error {
	f, ok := p.desk.Book.File(a.Path("procedure"))
	if !ok {
		return missing(a.Path("procedure"))
	}
	lanes := map[string][]desk.Waiting{}
	labels, top := map[int64]label.Label{}, label.Label{}
	err := a.See(func(v *store.View) error {
		for _, s := range f.Stages {
			ws, err := p.desk.Waiting(v, desk.List{Procedure: f.ID, Stage: s.Name, Limit: mostInLane + 1})
			if err != nil {
				return err
			}
			for _, w := range ws {
				labels[w.Label] = v.Label(w.Label)
				top = label.Join(top, labels[w.Label])
			}
			lanes[s.Name] = ws
		}
		return nil
	})
	if err != nil {
		return err
	}
	return a.Show(page.Page{Title: p.procedure(a, f.ID), Nav: "/work", Template: "board", Label: top, Help: a.T("casework.board.help"), Wide: true, Back: &page.Link{Text: a.T("casework.boards"), Path: "/boards"},
		Actions: p.newCase(a, f), Data: p.lanes(a, f, lanes, labels)})
}

func (p pages) newCase(a *page.Ask, f *procedure.File) []page.Link {
	for _, o := range p.desk.Openable(a.Staff) {
		if o.ID == f.ID {
			return []page.Link{{Text: a.T("casework.new"), Path: "/case/new?procedure=" + f.ID, Keys: "c"}}
		}
	}
	return nil
}

func (p pages) lanes(a *page.Ask, f *procedure.File, by map[string][]desk.Waiting, labels map[int64]label.Label) board {
	out := board{Depth: depth(a, f), Law: page.Link{Text: a.T("casework.law.read"), Path: "/law/" + f.ID}, Empty: page.Empty{Title: a.T("casework.board.none")}}
	now := p.now()
	for _, s := range f.Stages {
		ws := by[s.Name]
		if len(ws) == 0 {
			continue
		}
		l := lane{Stage: p.word(a, f, "stage", s.Name), More: len(ws) > mostInLane, Holds: holding(a, s.Holds)}
		for _, w := range ws[:min(len(ws), mostInLane)] {
			e := p.entry(a, w, labels, now)
			e.Text = w.Reference
			l.Queue.Entries = append(l.Queue.Entries, e)
		}
		if len(ws) > 1 {
			l.Bulk = p.bulkLinks(a, f, s.Name)
		}
		out.Lanes = append(out.Lanes, l)
	}
	return out
}

// holding says what a stage holds for a person.
func holding(a *page.Ask, holds string) page.Tag {
	if holds == "" {
		return page.Tag{}
	}
	kind := map[string]string{"intrusive": "late", "adverse": "wait", "granted": "good", "disclosed": "wait"}[holds]
	return page.Tag{Text: a.T("casework.holds." + holds), Kind: kind}
}
