package casework

import (
	"cmp"
	"slices"
	"strings"

	"schild/fault"
	desk "schild/internal/desk/casework"
	"schild/internal/store"
	"schild/internal/web/page"
	"schild/internal/web/plain"
	"schild/label"
	"schild/procedure"
)

// portal is what the template of the front desk is given.
type portal struct {
	Agree, Turn, Open, Ended, Drafts queue
	Nothing                          bool
}

// atFront is what a person outside has.
type atFront struct {
	open, ended []desk.Front
	drafts      []desk.Draft
	labels      map[int64]label.Label
	top         label.Label
}

// portal shows people of another organisation the cases in which it has a part, and nothing else of the house.
func (p pages) portal(a *page.Ask) error {
	if !a.Staff.Outside {
		return fault.New(fault.Missing, "missing")
	}
	s := atFront{labels: map[int64]label.Label{}}
	err := a.See(func(v *store.View) (err error) {
		if s.open, err = p.desk.Fronts(v, a.Staff, desk.Fronting{Limit: 500}); err != nil {
			return err
		}
		if s.ended, err = p.desk.Fronts(v, a.Staff, desk.Fronting{Ended: true, Limit: 50}); err != nil {
			return err
		}
		s.drafts, err = p.desk.Drafts(v)
		for _, f := range slices.Concat(s.open, s.ended) {
			s.labels[f.Label] = v.Label(f.Label)
			s.top = label.Join(s.top, s.labels[f.Label])
		}
		return err
	})
	if err != nil {
		return err
	}
	var actions []page.Link
	if len(p.desk.Openable(a.Staff)) > 0 {
		actions = []page.Link{{Text: a.T("casework.portal.new"), Path: "/portal/new", Keys: "c"}}
	}
	return a.Show(page.Page{Title: a.T("casework.portal"), Nav: "/portal", Template: "portal", Label: s.top, Help: a.T("casework.portal.help"), Actions: actions, Data: p.fronts(a, s)})
}

func (p pages) fronts(a *page.Ask, s atFront) portal {
	out := portal{Agree: queue{ID: "agree", Title: a.T("casework.portal.agree")}, Turn: queue{ID: "turn", Title: a.T("casework.portal.turn")},
		Open: queue{ID: "open", Title: a.T("casework.portal.open")}, Ended: queue{ID: "ended", Title: a.T("casework.portal.ended")}, Drafts: queue{ID: "drafts", Title: a.T("casework.drafts")}}
	for _, f := range s.open {
		e := p.frontEntry(a, f, s.labels)
		q := &out.Open
		switch {
		case len(f.Agreeing()) > 0:
			q, e.Path = &out.Agree, e.Path+"#agree"
		case f.Turn != "":
			q = &out.Turn
		}
		q.Queue.Entries = append(q.Queue.Entries, e)
	}
	for _, f := range s.ended {
		out.Ended.Queue.Entries = append(out.Ended.Queue.Entries, p.frontEntry(a, f, s.labels))
	}
	for _, d := range s.drafts {
		i := slices.IndexFunc(s.open, func(f desk.Front) bool { return f.Case == d.Case })
		if i < 0 {
			continue // the case is closed
		}
		f := s.open[i]
		out.Drafts.Queue.Entries = append(out.Drafts.Queue.Entries, page.Entry{Title: p.word(a, p.file(f.Procedure), "act", d.Move), Text: frontName(a, f) + " · " + f.Reference, Path: "/portal/" + d.Case + "#" + d.Move, When: a.P.Moment(d.Registered)})
	}
	out.Nothing = len(s.open)+len(s.ended) == 0
	return out
}

func frontName(a *page.Ask, f desk.Front) string {
	return cmp.Or(plain.Line(f.Title), a.T("casework.portal.untitled"))
}

func (p pages) frontEntry(a *page.Ask, f desk.Front, labels map[int64]label.Label) page.Entry {
	l, file := labels[f.Label], p.frontFile(f)
	e := page.Entry{Title: frontName(a, f), Text: f.Reference + " · " + p.procedure(a, f.Procedure) + " · " + p.word(a, file, "stage", f.Stage), Path: "/portal/" + f.Case, Label: &l}
	switch {
	case f.Timed():
		e.Tag, e.When, e.Who = left(a, f.Due, 0, p.now()), a.P.Moment(f.Due), p.word(a, file, "term", f.Term)
		e.Late = f.Due <= p.now() || f.Late
	case f.Still:
		e.Tag = page.Tag{Text: a.T("casework.still"), Kind: "wait"}
	}
	if f.Unread > 0 {
		e.Tag = page.Tag{Text: a.T("casework.portal.unread", "n", itoa(f.Unread)), Kind: "wait"}
	}
	return e
}

// frontFile gives the file a case runs under, the newest where it cannot be had.
func (p pages) frontFile(f desk.Front) *procedure.File {
	if file, err := p.desk.File(f.Hash); err == nil {
		return file
	}
	return p.file(f.Procedure)
}

// front is what the template of one case at the front desk is given.
type front struct {
	State  page.Tag
	Clock  page.Entry
	News   []page.Entry
	Noted  *page.Form // nil when everything was read
	Agree  []agreeing
	Moves  []moving
	Facts  page.List
	Papers page.List
	About  page.List
}

// seenFront is one case as a person outside has it.
type seenFront struct {
	f       desk.Front
	file    *procedure.File
	options []desk.Option
	papers  []desk.Paper
	drafts  map[string]desk.Draft
	label   label.Label
}

func (p pages) seeFront(a *page.Ask, id string) (s seenFront, err error) {
	s.drafts = map[string]desk.Draft{}
	err = a.See(func(v *store.View) (err error) {
		if s.f, err = p.desk.Front(v, a.Staff, id); err != nil {
			return err
		}
		s.label, s.file = v.Label(s.f.Label), p.frontFile(s.f)
		if s.options, err = p.desk.FrontMoves(a.Staff, s.f); err != nil {
			return err
		}
		for _, o := range s.options {
			if s.drafts[o.Move.Act], err = p.desk.DraftOf(v, id, o.Move.Act); err != nil {
				return err
			}
		}
		s.papers, err = p.desk.FrontPapers(v, id)
		return err
	})
	return s, err
}

func (p pages) frontOne(a *page.Ask) error { return p.showFront(a, nil) }

func (p pages) showFront(a *page.Ask, form *page.Form) error {
	s, err := p.seeFront(a, a.Path("id"))
	if err != nil {
		return err
	}
	return a.Show(page.Page{Title: frontName(a, s.f), Nav: "/portal", Template: "front", Label: s.label, Help: a.T("casework.portal.case.help"),
		Back: &page.Link{Text: a.T("casework.portal"), Path: "/portal"}, Data: p.frontSheet(a, s, form)})
}

func (p pages) frontSheet(a *page.Ask, s seenFront, form *page.Form) front {
	id := s.f.Case
	out := front{State: page.Tag{Text: p.word(a, s.file, "stage", s.f.Stage)}, Facts: p.facts(a, s.file, s.f.Values())}
	if s.f.Timed() {
		out.Clock = page.Entry{Title: p.word(a, s.file, "term", s.f.Term), Tag: left(a, s.f.Due, 0, p.now()), When: a.T("casework.clock.until", "when", a.P.Moment(s.f.Due))}
	}
	for _, n := range slices.Backward(s.f.News()) {
		out.News = append(out.News, page.Entry{Title: p.happened(a, s.file, n.Move), Text: plain.Line(n.Words), When: a.P.Moment(n.At)})
	}
	if s.f.Unread > 0 {
		out.Noted = a.Form("/portal/"+id+"/noted", a.T("casework.notice.read"))
	}
	for _, w := range s.f.Agreeing() {
		f := agreeForm(a, w.ID)
		f.Action = "/portal/" + id + "/agree/" + w.ID
		out.Agree = append(out.Agree, agreeing{Title: p.word(a, s.file, "act", w.Move), Missing: a.T("casework.agree.missing", "who", p.parts(a, s.file, w.Parts)), Values: p.facts(a, s.file, w.Values), Form: f})
	}
	for i, o := range s.options {
		out.Moves = append(out.Moves, p.frontMoving(a, s, o, form))
		if i == 0 && form == nil && len(out.Agree) == 0 && o.Move.Kind != "end" {
			out.Moves[0].Open = true
		}
	}
	for _, x := range s.papers {
		out.Papers.Entries = append(out.Papers.Entries, page.Entry{Title: a.P.Moment(x.Registered), Text: paperTitle(a, x), Path: "/portal/paper/" + x.ID, Tag: page.Tag{Text: strings.ToUpper(x.Lang)}})
	}
	out.About.Add(a.T("casework.reference"), s.f.Reference)
	out.About.Add(a.T("casework.procedure"), p.procedure(a, s.f.Procedure))
	out.About.Add(a.T("casework.portal.parts"), p.parts(a, s.file, strings.Split(s.f.Parts, ",")))
	out.About.Add(a.T("casework.opened.at"), a.P.Moment(s.f.Opened))
	out.About.Add(a.T("casework.ground"), s.file.Ground.Law)
	return out
}

// happened names what somebody was told of: a step, or that a term is over.
func (p pages) happened(a *page.Ask, f *procedure.File, move string) string {
	if what := p.word(a, f, "act", move); what != "act."+move {
		return what
	}
	return a.T("casework.term.over", "term", p.word(a, f, "term", move))
}

func (p pages) frontMoving(a *page.Ask, s seenFront, o desk.Option, form *page.Form) moving {
	id := s.f.Case
	m := moving{ID: o.Move.Act, Title: p.word(a, s.file, "act", o.Move.Act), As: a.T("casework.as", "part", p.word(a, s.file, "role", o.Part)), Draft: "/portal/" + id + "/draft/" + o.Move.Act}
	if form != nil && form.ID == o.Move.Act {
		m.Form, m.Open = form, true
		return m
	}
	m.Form = p.frontForm(a, s, o)
	fill(m.Form, s.f.Values())
	if d := s.drafts[o.Move.Act]; d.ID != "" {
		restore(m.Form, d.Words())
		m.Kept, m.Open = a.T("casework.kept", "when", a.P.Moment(d.Registered)), true
	}
	return m
}

func (p pages) frontForm(a *page.Ask, s seenFront, o desk.Option) *page.Form {
	f := p.moveForm(a, desk.Case{ID: s.f.Case, Stage: s.f.Stage, Steps: -1}, s.file, o)
	f.Action = "/portal/" + s.f.Case + "/step/" + o.Move.Act
	return f
}
