package casework

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	desk "schild/internal/desk/casework"
	"schild/internal/store"
	"schild/internal/web/page"
	"schild/internal/web/plain"
	"schild/label"
	"schild/procedure"
)

// sheet is what the template of one case is given.
type sheet struct {
	State    page.Tag
	Holds    page.Tag
	Depth    page.Tag
	Turn     string // whose turn it is
	Outline  string // that the file is an outline
	Unsure   string // that a running term was not verified
	Erased   bool
	Agree    []agreeing
	Moves    []moving
	Others   page.List // what others may do
	Dials    []dial
	Facts    page.List
	Done     page.Timeline
	Papers   page.List
	Told     *page.Table
	Related  page.List
	About    page.List
	Assign   *page.Form
	Links    page.List
	Link     *page.Form // nil where nothing can be linked
	LetIn    *page.Form // nil where nobody can be let in
	Drawing  page.Link
	Register string
}

// moving is a move the reader may do, with its form.
type moving struct {
	ID    string
	Title string
	As    string
	Open  bool
	Kept  string // when what stands in the form was kept
	Draft string // where script keeps it
	Form  *page.Form
	Why   string // why the reader may not, "" when they may
}

// agreeing is an act that waits for others.
type agreeing struct {
	Title, By, Missing string
	Values             page.List
	Form               *page.Form // nil when it does not wait for the reader
}

// seenCase is one case with what the reader sees of it.
type seenCase struct {
	c        desk.Case
	m        procedure.Machine
	s        procedure.State
	options  []desk.Option
	deeds    []desk.Deed
	pending  []desk.Pending
	papers   []desk.Paper
	notices  []desk.Notice
	drafts   map[string]desk.Draft
	children []desk.Case
	links    []desk.Linked
	parent   desk.Case
	names    map[string]string
	staff    []store.Staff
	label    label.Label
	now      int64
}

func (p pages) see(a *page.Ask, id string) (s seenCase, err error) {
	s.drafts, s.now, s.names = map[string]desk.Draft{}, p.now(), map[string]string{}
	if s.staff, err = a.Office.Everyone(a.R.Context()); err != nil {
		return s, err
	}
	for _, x := range s.staff {
		s.names[x.ID] = x.Name
	}
	return s, a.See(func(v *store.View) error { return p.fill(a, v, id, &s) })
}

func (p pages) fill(a *page.Ask, v *store.View, id string, s *seenCase) (err error) {
	if s.c, err = p.desk.Case(v, id); err != nil {
		return err
	}
	s.label = v.Label(s.c.Label)
	if s.m, s.s, err = p.desk.State(s.c); err != nil {
		return err
	}
	if s.options, err = p.desk.Options(v, a.Staff, s.c, s.now); err != nil {
		return err
	}
	for _, o := range s.options {
		if s.drafts[o.Move.Act], err = p.desk.DraftOf(v, id, o.Move.Act); err != nil {
			return err
		}
	}
	if s.deeds, err = p.desk.Deeds(v, id); err != nil {
		return err
	}
	if s.pending, err = p.desk.PendingOf(v, id); err != nil {
		return err
	}
	if s.papers, err = p.desk.Papers(v, id); err != nil {
		return err
	}
	if s.notices, err = p.desk.NoticesOf(v, id); err != nil {
		return err
	}
	if s.links, err = p.desk.Links(v, id); err != nil {
		return err
	}
	if s.children, err = p.desk.Cases(v, desk.Filter{Parent: id}); err != nil || s.c.Parent == "" {
		return err
	}
	if parent, err := p.desk.Case(v, s.c.Parent); err == nil { // one that the reader may not see is not there
		s.parent = parent
	}
	return nil
}

func (p pages) one(a *page.Ask) error { return p.show(a, nil) }

// show shows a case; form is one that came back with something wrong in it.
func (p pages) show(a *page.Ask, form *page.Form) error {
	s, err := p.see(a, a.Path("id"))
	if err != nil {
		return err
	}
	return a.Show(page.Page{Title: name(a, s.c.Title), Nav: "/work", Template: "case", Label: s.label, Help: a.T("casework.case.help"),
		Back: &page.Link{Text: p.procedure(a, s.c.Procedure), Path: "/board/" + s.c.Procedure}, Data: p.sheet(a, s, form)})
}

func (p pages) sheet(a *page.Ask, s seenCase, form *page.Form) sheet {
	f := s.m.File
	stage, _ := f.Stage(s.c.Stage)
	out := sheet{State: page.Tag{Text: p.word(a, f, "stage", s.c.Stage)}, Holds: holding(a, stage.Holds), Depth: depth(a, f), Erased: s.c.Erased(), Dials: p.dials(a, s.m, s.s, s.now),
		Drawing: page.Link{Text: a.T("casework.law.read"), Path: "/law/" + f.ID + "?stage=" + s.c.Stage}, Facts: p.facts(a, f, s.s.Values)}
	if f.Depth != "full" {
		out.Outline = a.T("casework.outline.warn")
	}
	for _, d := range out.Dials {
		if d.Unsure != "" {
			out.Unsure = a.T("casework.unsure")
		}
	}
	p.moves(a, s, &out, form)
	for _, x := range s.pending {
		out.Agree = append(out.Agree, p.agreeing(a, s, x))
	}
	out.Done.Entries = p.done(a, s)
	out.Done.Empty = page.Empty{Title: a.T("casework.done.none")}
	for _, x := range s.papers {
		out.Papers.Entries = append(out.Papers.Entries, page.Entry{Title: a.P.Moment(x.Registered), Text: paperTitle(a, x), Path: "/paper/" + x.ID, Tag: page.Tag{Text: strings.ToUpper(x.Lang)}})
	}
	out.Told = p.told(a, s)
	p.about(a, s, &out)
	for _, l := range s.links {
		table, object, _ := strings.Cut(l.Object, ":")
		e := page.Entry{Title: a.T("casework.link." + l.Kind), Text: object, Path: "/" + table + "/" + object}
		if table == "organisation" {
			e.Path = ""
		}
		out.Links.Entries = append(out.Links.Entries, e)
	}
	if !s.c.Ended {
		out.Link = linkForm(a, s.c.ID, stage.Holds == "intrusive")
		if form != nil && form.ID == "link" {
			out.Link = form
		}
		if out.LetIn = p.letInForm(a, s); out.LetIn != nil && form != nil && form.ID == "letin" {
			out.LetIn = form
		}
		out.Assign = assignForm(a, s)
		if form != nil && form.ID == "assign" {
			out.Assign = form
		}
	}
	return out
}

// moves puts the reader's own moves before those of others.
func (p pages) moves(a *page.Ask, s seenCase, out *sheet, form *page.Form) {
	f := s.m.File
	var turn []string
	suggested := s.m.Suggest(s.s)
	for _, o := range s.options {
		turn = append(turn, o.Move.Who...)
		if slices.ContainsFunc(s.pending, func(x desk.Pending) bool { return x.Move == o.Move.Act }) {
			continue // it waits for others already
		}
		if o.Part == "" {
			out.Others.Add(p.parts(a, f, o.Move.Who), p.word(a, f, "act", o.Move.Act)+p.beside(a, f, o))
			continue
		}
		m := moving{ID: o.Move.Act, Title: p.word(a, f, "act", o.Move.Act), As: a.T("casework.as", "part", p.word(a, f, "role", o.Part)), Draft: "/cases/" + s.c.ID + "/draft/" + o.Move.Act}
		switch {
		case o.Barred != "":
			m.Why = a.T("casework.barred", "earlier", p.word(a, f, "act", o.Barred))
		case form != nil && form.ID == o.Move.Act:
			m.Form, m.Open = form, true
		default:
			m.Form = p.moveForm(a, s.c, f, o)
			fill(m.Form, s.s.Values)
			for _, x := range m.Form.Fields {
				if v := suggested[x.Name]; v != "" {
					x.Hint = a.T("casework.suggested", "value", p.word(a, f, "choice", v))
				}
			}
			if d := s.drafts[o.Move.Act]; d.ID != "" {
				restore(m.Form, d.Words())
				m.Kept, m.Open = a.T("casework.kept", "when", a.P.Moment(d.Registered)), true
			}
		}
		out.Moves = append(out.Moves, m)
	}
	if form == nil && len(out.Moves) > 0 && out.Moves[0].Form != nil && len(out.Agree) == 0 && !slices.ContainsFunc(out.Moves, func(m moving) bool { return m.Open }) {
		out.Moves[0].Open = !out.Moves[0].Form.Danger
	}
	if len(turn) > 0 {
		out.Turn = a.T("casework.turn.of", "who", p.parts(a, f, slices.Compact(slices.Sorted(slices.Values(turn)))))
	}
}

func (p pages) beside(a *page.Ask, f *procedure.File, o desk.Option) string {
	if len(o.Move.With) == 0 {
		return ""
	}
	return " (" + a.T("casework.with.short", "who", p.parts(a, f, o.Move.With)) + ")"
}

// facts lists what the case says, in the order of the file.
func (p pages) facts(a *page.Ask, f *procedure.File, values map[string]any) page.List {
	var out page.List
	for _, x := range f.Fields {
		if v, ok := values[x.Name]; ok {
			if text := p.value(a, f, x, v); text != "" {
				out.Add(p.word(a, f, "field", x.Name), text)
			}
		}
	}
	return out
}

// value writes one value for people.
func (p pages) value(a *page.Ask, f *procedure.File, x procedure.Field, v any) string {
	switch v := v.(type) {
	case bool:
		return a.T(map[bool]string{true: "casework.yes", false: "casework.no"}[v])
	case float64:
		return a.P.Decimal(v, decimals(v))
	case []string:
		return plain.Line(strings.Join(v, "; "))
	case []any:
		var out []string
		for _, e := range v {
			if s, ok := e.(string); ok {
				out = append(out, s)
			}
		}
		return plain.Line(strings.Join(out, "; "))
	case string:
		switch {
		case v != "" && x.Type == "choice":
			return p.word(a, f, "choice", v)
		case v != "" && x.Type == "date":
			return dateWords(a, v)
		}
		return plain.Line(v)
	}
	return ""
}

func decimals(v float64) int {
	s := strconv.FormatFloat(v, 'f', -1, 64)
	if i := strings.IndexByte(s, '.'); i >= 0 {
		return min(4, len(s)-i-1)
	}
	return 0
}

// done is what was done, newest first, each with its entry in the register.
func (p pages) done(a *page.Ask, s seenCase) []page.Entry {
	var out []page.Entry
	f := s.m.File
	for _, d := range slices.Backward(s.deeds) {
		e := page.Entry{Title: p.word(a, f, "act", d.Move), Path: "/act/" + d.Act, When: a.P.Moment(d.Registered), Who: p.who(a, s, d)}
		if d.Person == procedure.ClockName {
			e.Title = a.T("casework.term.over", "term", p.word(a, f, "term", d.Move))
		}
		if d.From != d.To {
			e.Tag = page.Tag{Text: p.word(a, f, "stage", d.To)}
		}
		if reasons, ok := d.Given()["reasons"].(string); ok {
			e.Text = plain.Line(reasons)
		}
		out = append(out, e)
	}
	return out
}

// who names everybody who took part in a step.
func (p pages) who(a *page.Ask, s seenCase, d desk.Deed) string {
	one := func(person, part, standing string) string {
		out := cmp.Or(s.names[person], person)
		if person == procedure.ClockName {
			return a.T("role.clock")
		}
		switch {
		case strings.HasPrefix(standing, "("):
			return a.T("casework.done.paper", "who", out, "part", p.word(a, s.m.File, "role", part))
		case standing != "":
			out = a.T("casework.done.for", "who", out, "for", cmp.Or(s.names[standing], standing))
		}
		return out + " · " + p.word(a, s.m.File, "role", part)
	}
	out := []string{one(d.Person, d.Part, d.Standing)}
	for _, o := range strings.Split(d.Others, ",") {
		if x := strings.SplitN(o, ":", 3); len(x) == 3 {
			out = append(out, one(x[1], x[0], x[2]))
		}
	}
	return strings.Join(out, "; ")
}

func (p pages) agreeing(a *page.Ask, s seenCase, x desk.Pending) agreeing {
	f := s.m.File
	out := agreeing{Title: p.word(a, f, "act", x.Move), By: a.T("casework.agree.by", "who", cmp.Or(s.names[x.Person], x.Person), "when", a.P.Moment(x.Registered)),
		Missing: a.T("casework.agree.missing", "who", p.parts(a, f, x.Open())), Values: p.facts(a, f, x.Values())}
	if waitsFor(x, a.By.ID, p.desk.Parts(a.Staff)) && !strings.Contains(x.Joined, a.By.ID+":") {
		out.Form = agreeForm(a, x.ID)
	}
	return out
}

func (p pages) told(a *page.Ask, s seenCase) *page.Table {
	t := a.Table("told")
	t.Size, t.Caption = 100, a.T("casework.notices")
	t.Columns = []page.Column{{Title: a.T("casework.when")}, {Title: a.T("casework.to")}, {Title: a.T("casework.about")}, {Title: a.T("casework.notice.state")}}
	for _, n := range s.notices {
		what := p.word(a, s.m.File, "act", n.Move)
		if what == "act."+n.Move {
			what = a.T("casework.term.over", "term", p.word(a, s.m.File, "term", n.Move))
		}
		state := a.T("casework.notice." + n.State)
		if n.Reader != "" {
			state += " · " + cmp.Or(s.names[n.Reader], n.Reader)
		}
		t.Add(page.Row{Label: s.label, Cells: []page.Cell{{Text: a.P.Moment(n.Registered)}, {Text: p.word(a, s.m.File, "role", n.Part)}, {Text: what}, {Text: state}}})
	}
	t.Empty = page.Empty{Title: a.T("casework.notices.none")}
	return t
}

func (p pages) about(a *page.Ask, s seenCase, out *sheet) {
	out.About.Add(a.T("casework.reference"), s.c.Reference)
	out.About.Add(a.T("casework.opened.at"), a.P.Moment(s.c.Opened)+" · "+cmp.Or(s.names[s.c.Opener], s.c.Opener))
	out.About.Add(a.T("casework.owner"), cmp.Or(s.names[s.c.Owner], s.c.Owner, a.T("casework.owner.none")))
	out.About.Add(a.T("casework.ground"), s.m.File.Ground.Law)
	if s.c.Dossier != "" {
		out.About.Entries = append(out.About.Entries, page.Entry{Title: a.T("casework.dossier"), Text: a.T("casework.dossier.open"), Path: "/dossier/" + s.c.Dossier})
	}
	if s.parent.ID != "" {
		out.Related.Entries = append(out.Related.Entries, page.Entry{Title: a.T("casework.parent"), Text: s.parent.Reference + " · " + p.procedure(a, s.parent.Procedure), Path: "/cases/" + s.parent.ID})
	}
	for _, c := range s.children {
		out.Related.Entries = append(out.Related.Entries, page.Entry{Title: a.T("casework.child"), Text: c.Reference + " · " + p.procedure(a, c.Procedure), Path: "/cases/" + c.ID})
	}
}
