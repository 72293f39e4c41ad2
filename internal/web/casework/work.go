package casework

import (
	"cmp"
	"slices"

	desk "schild/internal/desk/casework"
	"schild/internal/store"
	"schild/internal/web/page"
	"schild/internal/web/plain"
	"schild/label"
)

// mine is what the template of one's own work is given.
type mine struct {
	Agree   []queue // acts that wait for the reader's word
	Turn    queue   // cases in which it is the reader's turn
	Own     queue   // cases the reader has in hand
	Over    queue   // for heads: cases whose time is over, whoever has them
	Notices []notice
	Drafts  queue
	Nothing bool
}

type queue struct {
	ID, Title, Hint string
	Queue           page.Queue
	More            page.Link
}

type notice struct {
	Entry page.Entry
	Read  *page.Form
}

// seen is what the reader's work is made of.
type seen struct {
	turn, own []desk.Waiting
	over      []desk.Waiting
	pending   []desk.Pending
	notices   []desk.Notice
	drafts    []desk.Draft
	labels    map[int64]label.Label
	top       label.Label
	names     map[string]string // of the people, for whom has what
	now       int64
}

func (s *seen) add(v *store.View, nos ...int64) {
	for _, no := range nos {
		s.labels[no] = v.Label(no)
		s.top = label.Join(s.top, s.labels[no])
	}
}

const mostWork = 50

func (p pages) work(a *page.Ask) error {
	s := seen{labels: map[int64]label.Label{}, names: map[string]string{}, now: p.now()}
	parts := p.desk.Parts(a.Staff)
	if a.Staff.Has("head") {
		staff, err := a.Office.Everyone(a.R.Context())
		if err != nil {
			return err
		}
		for _, x := range staff {
			s.names[x.ID] = x.Name
		}
	}
	err := a.See(func(v *store.View) (err error) {
		if s.turn, err = p.desk.Waiting(v, desk.List{Parts: parts, Limit: mostWork}); err != nil {
			return err
		}
		if s.own, err = p.desk.Waiting(v, desk.List{Owner: a.By.ID, Limit: mostWork}); err != nil {
			return err
		}
		if a.Staff.Has("head") {
			if s.over, err = p.desk.Waiting(v, desk.List{From: 1, To: s.now, Limit: mostWork}); err != nil {
				return err
			}
		}
		if s.pending, err = p.desk.PendingOf(v, ""); err != nil {
			return err
		}
		s.pending = slices.DeleteFunc(s.pending, func(x desk.Pending) bool { return !waitsFor(x, a.By.ID, parts) })
		if s.notices, err = p.desk.Notices(v, parts, 20); err != nil {
			return err
		}
		s.drafts, err = p.desk.Drafts(v)
		for _, w := range slices.Concat(s.turn, s.own, s.over) {
			s.add(v, w.Label)
		}
		for _, x := range s.pending {
			s.add(v, x.Label)
		}
		for _, x := range s.notices {
			s.add(v, x.Label)
		}
		for _, x := range s.drafts {
			s.add(v, x.Label)
		}
		return err
	})
	if err != nil {
		return err
	}
	return a.Show(page.Page{Title: a.T("casework.title"), Nav: "/work", Template: "work", Label: s.top, Help: a.T("casework.help"), Tabs: tabs(a, "/work"),
		Actions: p.newLink(a), Data: p.mine(a, s)})
}

func (p pages) newLink(a *page.Ask) []page.Link {
	if len(p.desk.Openable(a.Staff)) == 0 {
		return nil
	}
	return []page.Link{{Text: a.T("casework.new"), Path: "/case/new", Keys: "c"}}
}

// waitsFor tells whether an act waits for somebody with one of these parts, other than who began it.
func waitsFor(x desk.Pending, person string, parts []string) bool {
	return x.Person != person && slices.ContainsFunc(x.Open(), func(part string) bool { return slices.Contains(parts, part) })
}

func (p pages) mine(a *page.Ask, s seen) mine {
	out := mine{Turn: queue{ID: "turn", Title: a.T("casework.turn"), Hint: a.T("casework.turn.hint")}, Own: queue{ID: "own", Title: a.T("casework.own")}, Drafts: queue{ID: "drafts", Title: a.T("casework.drafts")}}
	for _, x := range s.pending {
		out.Agree = append(out.Agree, p.agreeQueue(a, x, s))
	}
	turn := slices.DeleteFunc(slices.Clone(s.turn), func(w desk.Waiting) bool {
		return slices.ContainsFunc(s.own, func(o desk.Waiting) bool { return o.Case == w.Case })
	})
	for _, w := range turn {
		out.Turn.Queue.Entries = append(out.Turn.Queue.Entries, p.entry(a, w, s.labels, s.now))
	}
	for _, w := range s.own {
		out.Own.Queue.Entries = append(out.Own.Queue.Entries, p.entry(a, w, s.labels, s.now))
	}
	out.Over = queue{ID: "over", Title: a.T("casework.over"), Hint: a.T("casework.over.hint")}
	for _, w := range s.over {
		if !slices.ContainsFunc(slices.Concat(turn, s.own), func(o desk.Waiting) bool { return o.Case == w.Case }) {
			e := p.entry(a, w, s.labels, s.now)
			e.Who = cmp.Or(s.names[w.Owner], w.Owner, a.T("casework.owner.none"))
			out.Over.Queue.Entries = append(out.Over.Queue.Entries, e)
		}
	}
	out.Turn.Queue.Empty = page.Empty{Title: a.T("casework.turn.none")}
	if len(s.turn) == mostWork {
		out.Turn.More = page.Link{Text: a.T("casework.boards"), Path: "/boards"}
	}
	for _, n := range s.notices {
		out.Notices = append(out.Notices, p.noticeEntry(a, n, s))
	}
	for _, d := range s.drafts {
		l := s.labels[d.Label]
		out.Drafts.Queue.Entries = append(out.Drafts.Queue.Entries, page.Entry{Title: name(a, d.Title), Text: d.Reference, Path: "/cases/" + d.Case + "#" + d.Move, When: a.P.Moment(d.Registered), Label: &l})
	}
	out.Nothing = len(out.Agree)+len(out.Turn.Queue.Entries)+len(out.Own.Queue.Entries)+len(out.Over.Queue.Entries)+len(out.Notices)+len(out.Drafts.Queue.Entries) == 0
	return out
}

// entry is one open case as a line.
func (p pages) entry(a *page.Ask, w desk.Waiting, labels map[int64]label.Label, now int64) page.Entry {
	l, f := labels[w.Label], p.file(w.Procedure)
	e := page.Entry{Title: name(a, w.Title), Text: w.Reference + " · " + p.procedure(a, w.Procedure) + " · " + p.word(a, f, "stage", w.Stage), Path: "/cases/" + w.Case, Label: &l}
	switch {
	case w.Timed():
		e.Tag, e.When = left(a, w.Due, w.Warn, now), a.P.Moment(w.Due)
		e.Who = p.word(a, f, "term", w.Term)
		e.Late = w.Due <= now || w.Late
	case w.Still:
		e.Tag = page.Tag{Text: a.T("casework.still"), Kind: "wait"}
	}
	return e
}

func name(a *page.Ask, title string) string {
	return cmp.Or(plain.Line(title), a.T("casework.erased.title"))
}

func (p pages) agreeQueue(a *page.Ask, x desk.Pending, s seen) queue {
	l, f := s.labels[x.Label], p.file(x.Procedure)
	q := queue{ID: "agree-" + x.ID, Title: a.T("casework.agree.title", "act", p.word(a, f, "act", x.Move))}
	q.Queue.Entries = []page.Entry{{Title: name(a, x.Title), Text: x.Reference + " · " + p.procedure(a, x.Procedure), Path: "/cases/" + x.Case + "#agree", When: a.P.Moment(x.Registered), Who: x.Person, Label: &l,
		Tag: page.Tag{Text: a.T("casework.agree.wait"), Kind: "wait"}}}
	return q
}

func (p pages) noticeEntry(a *page.Ask, n desk.Notice, s seen) notice {
	l, f := s.labels[n.Label], p.file(n.Procedure)
	what := p.word(a, f, "act", n.Move)
	if what == "act."+n.Move {
		what = a.T("casework.term.over", "term", p.word(a, f, "term", n.Move))
	}
	key := "casework.notice." + n.Verb
	form := a.Form("/notice/"+n.ID, a.T("casework.notice.read"))
	return notice{Entry: page.Entry{Title: name(a, n.Title), Text: n.Reference + " · " + a.T(key, "what", what, "part", p.word(a, f, "role", n.Part)), Path: "/cases/" + n.Case, When: a.P.Moment(n.Registered), Label: &l}, Read: form}
}

// read says that a notice was read.
func (p pages) read(a *page.Ask) error {
	if err := p.desk.Read(a.R.Context(), a.By, a.Path("id")); err != nil {
		return err
	}
	return a.Done("/work", a.T("casework.notice.done"))
}

// agree takes the reader's word on an act that waits for others.
func (p pages) agree(a *page.Ask) error {
	f := agreeForm(a, a.Path("id"))
	a.Read(f)
	var x desk.Pending
	if err := a.See(func(v *store.View) (err error) { x, err = p.desk.Pending(v, a.Path("id")); return err }); err != nil {
		return err
	}
	done, err := p.desk.Agree(a.R.Context(), a.By, desk.Agreement{Pending: x.ID, StandsIn: f.Value("_standsin"), Object: f.Value("word") == "no", Reason: f.Value("reason")})
	if err != nil {
		return p.worded(a, p.file(x.Procedure), err)
	}
	toast := "casework.agreed"
	switch {
	case f.Value("word") == "no":
		toast = "casework.objected"
	case done.Pending == "":
		toast = "casework.agreed.last"
	}
	return a.Done("/cases/"+x.Case, a.T(toast))
}

func agreeForm(a *page.Ask, id string) *page.Form {
	f := a.Form("/pending/"+id, a.T("casework.agree.do"),
		&page.Field{Name: "word", Label: a.T("casework.agree.word"), Kind: "radios", Required: true, Value: "yes", Values: []string{"yes"}, Options: []page.Option{{Value: "yes", Text: a.T("casework.agree.yes")}, {Value: "no", Text: a.T("casework.agree.no")}}},
		&page.Field{Name: "reason", Label: a.T("casework.agree.reason"), Kind: "area", Rows: 2})
	f.ID = "agree"
	return f
}
