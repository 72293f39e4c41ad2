package custody

import (
	"errors"
	"strings"

	"schild/day"
	"schild/fault"
	desk "schild/internal/desk/custody"
	"schild/internal/store"
	"schild/internal/web/page"
	"schild/label"
	"schild/note"
)

// thing is the pages of one kind of thing.
type thing struct {
	pages
	table string
}

// marked is what the template of a thing's label is given.
type marked struct {
	Now    label.Label
	Banner string
	Rest   *page.Table // what rests on the thing, in the reader's view
	Way    *page.Table // lowerings of it
	Lower  *page.Form
	Raise  *page.Form
}

// seen is a thing as its reader sees it, with what rests on it.
type seen struct {
	subject desk.Subject
	label   label.Label
	rest    []desk.Rest
	labels  []label.Label
	way     []desk.Lowering
}

func (x thing) look(a *page.Ask) (s seen, err error) {
	s.subject = desk.Subject{Table: x.table, ID: a.Path("id")}
	err = a.See(func(v *store.View) error {
		if s.label, err = x.desk.Label(v, s.subject); err != nil {
			return err
		}
		if s.rest, err = x.desk.Resting(v, s.subject); err != nil {
			return err
		}
		for _, r := range s.rest {
			s.labels = append(s.labels, v.Label(r.Label))
		}
		s.way, err = x.desk.Lowerings(v, s.subject.String())
		return err
	})
	return s, err
}

func (x thing) show(a *page.Ask) error { return x.render(a, nil, nil) }

// render shows the page again with the form that has an error in it.
func (x thing) render(a *page.Ask, lower, raise *page.Form) error {
	s, err := x.look(a)
	if err != nil {
		return err
	}
	data := markedOf(a, s)
	if lower != nil {
		data.Lower = lower
	}
	if raise != nil {
		data.Raise = raise
	}
	if !may(a, "label.propose") {
		data.Lower = nil
	}
	if !may(a, "label.raise") {
		data.Raise = nil
	}
	top := label.JoinAll(append(s.labels, s.label)...)
	return a.Show(page.Page{Title: a.T("custody.label." + x.table), Nav: "/lowerings", Template: "marked", Label: top, Help: a.T("custody.help"), Back: backTo(a, s.subject), Data: data})
}

// backTo leads to the thing itself; a statement has no page of its own.
func backTo(a *page.Ask, s desk.Subject) *page.Link {
	if s.Table == "statement" {
		return nil
	}
	return &page.Link{Text: a.T("custody.back." + s.Table), Path: "/" + s.Table + "/" + s.ID}
}

func markedOf(a *page.Ask, s seen) marked {
	out := marked{Now: s.label, Banner: s.label.Banner(a.P.Code()), Rest: restTable(a, s), Way: wayTable(a, s.way, s.label)}
	base := "/" + s.subject.Table + "/" + s.subject.ID
	out.Lower, out.Raise = wishForm(a, base+"/lower", s.label), raiseForm(a, base+"/raise", s.label)
	return out
}

func restTable(a *page.Ask, s seen) *page.Table {
	t := a.Table("")
	t.Caption, t.Marked, t.Size = a.T("custody.rest"), true, 500
	t.Columns = []page.Column{{Title: a.T("custody.rest.what")}, {Title: a.T("custody.rest.kind")}}
	t.Empty = page.Empty{Title: a.T("custody.rest.none")}
	for i, r := range s.rest {
		t.Add(page.Row{Path: "/" + r.Table + "/" + r.ID + "/label", Label: s.labels[i], Cells: []page.Cell{{Text: r.Caption}, {Text: a.T("custody.kind." + r.Table)}}})
	}
	return t
}

func wayTable(a *page.Ask, ls []desk.Lowering, bears label.Label) *page.Table {
	t := a.Table("")
	t.Caption, t.Marked, t.Size = a.T("custody.way"), true, 200
	t.Columns = []page.Column{{Title: a.T("custody.target")}, {Title: a.T("custody.state")}, {Title: a.T("custody.proposed")}}
	t.Empty = page.Empty{Title: a.T("custody.way.none")}
	for _, l := range ls {
		t.Add(page.Row{Path: "/lowering/" + l.ID, Label: bears, Cells: []page.Cell{{Text: l.To().Banner(a.P.Code())}, {Tag: stateTag(a, l.State)}, {Text: a.P.Moment(l.Registered)}}})
	}
	return t
}

func stateTag(a *page.Ask, state string) page.Tag {
	kind := map[string]string{"proposed": "wait", "lowered": "good"}[state]
	return page.Tag{Text: a.T("custody.state." + state), Kind: kind}
}

// markFields ask for a label: its level, and what else stands on it as the marking is written.
func markFields(a *page.Ask, now label.Label) []*page.Field {
	var levels []page.Option
	for l := label.NotClassified; l <= label.TopSecret; l++ {
		levels = append(levels, page.Option{Value: l.String(), Text: l.Word(a.P.Code()), Label: &label.Label{Level: l}})
	}
	return []*page.Field{
		{Name: "level", Label: a.T("custody.level"), Kind: "radios", Options: levels, Value: now.Level.String(), Required: true},
		{Name: "marks", Label: a.T("custody.marks"), Hint: a.T("custody.marks.hint"), Value: marks(now), Width: "full"},
	}
}

// marks gives what stands on a label besides its level. Circles are left out: they come from desks and teams, and stay.
func marks(l label.Label) string {
	l.Circles = ""
	_, rest, _ := strings.Cut(l.String(), "//")
	return rest
}

// target reads the fields of markFields; the circles stay as they are.
func target(f *page.Form, now label.Label) (label.Label, error) {
	text := f.Value("level")
	if m := f.Value("marks"); m != "" {
		text += "//" + m
	}
	l, err := label.Parse(text)
	l.Circles = now.Circles
	return l, err
}

func wishForm(a *page.Ask, action string, now label.Label) *page.Form {
	interests := []page.Option{{Value: "", Text: a.T("custody.interest.choose")}}
	for _, i := range note.Interests() {
		interests = append(interests, page.Option{Value: i, Text: i + ") " + note.InterestWord(i, a.P.Code())})
	}
	f := a.Form(action, a.T("custody.lower.do"), append(markFields(a, now),
		&page.Field{Name: "interest", Label: a.T("custody.field.interest"), Kind: "choice", Options: interests, Required: true},
		&page.Field{Name: "reason", Label: a.T("custody.field.reason"), Kind: "area", Rows: 3, Most: 2000, Required: true},
		&page.Field{Name: "review", Label: a.T("custody.field.review"), Hint: a.T("custody.review.hint"), Kind: "date", Width: "short"})...)
	f.ID, f.Explain = "lower", a.T("custody.lower.explain")
	return f
}

func raiseForm(a *page.Ask, action string, now label.Label) *page.Form {
	f := a.Form(action, a.T("custody.raise.do"), append(markFields(a, now),
		&page.Field{Name: "reason", Label: a.T("custody.field.reason"), Kind: "area", Rows: 2, Most: 2000, Required: true})...)
	f.ID, f.Explain = "raise", a.T("custody.raise.explain")
	return f
}

// wish reads a wish; the circles of the thing stay.
func wish(f *page.Form, s desk.Subject, now label.Label) (desk.Wish, error) {
	to, err := target(f, now)
	w := desk.Wish{Subject: s, Target: to, Interest: f.Value("interest"), Reason: f.Value("reason")}
	if r := f.Value("review"); r != "" && err == nil {
		w.Review, err = day.Parse(r)
	}
	return w, err
}

func (x thing) propose(a *page.Ask) error {
	s, err := x.look(a)
	if err != nil {
		return err
	}
	f := wishForm(a, a.R.URL.Path, s.label)
	if a.Read(f) {
		w, err := wish(f, s.subject, s.label)
		var id string
		if err == nil {
			id, err = x.desk.Propose(a.R.Context(), a.By, w)
		}
		if err == nil {
			return a.Done("/lowering/"+id, a.T("custody.proposed.done"))
		}
		if !a.Blame(f, fieldOf(err), err) {
			return err
		}
	}
	return x.render(a, f, nil)
}

func (x thing) raise(a *page.Ask) error {
	s, err := x.look(a)
	if err != nil {
		return err
	}
	f := raiseForm(a, a.R.URL.Path, s.label)
	if a.Read(f) {
		to, err := target(f, s.label)
		var done desk.Raised
		if err == nil {
			done, err = x.desk.Raise(a.R.Context(), a.By, s.subject, to, f.Value("reason"))
		}
		if err == nil {
			said := a.T("custody.raised")
			if n := len(done.Sent); n > 0 {
				said += " " + a.T("custody.raised.sent", "n", itoa(n))
			}
			return a.Done("/"+x.table+"/"+s.subject.ID+"/label", said)
		}
		if !a.Blame(f, fieldOf(err), err) {
			return err
		}
	}
	return x.render(a, nil, f)
}

// fieldOf gives the field an error is about.
func fieldOf(err error) string {
	var e *fault.Error
	if !errors.As(err, &e) {
		return ""
	}
	known := map[string]string{"custody.reason": "reason", "custody.interest": "interest", "custody.review": "review", "custody.review.past": "review", "day.unreadable": "review",
		"custody.lower.originator": "marks", "custody.consent.originator": "originator", "custody.authority": "authority"}
	if field := known[e.Key]; field != "" {
		return field
	}
	if strings.HasPrefix(e.Key, "label.") {
		return "marks"
	}
	return ""
}
