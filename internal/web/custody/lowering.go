package custody

import (
	"cmp"
	"slices"
	"strconv"

	"schild/day"
	desk "schild/internal/desk/custody"
	"schild/internal/store"
	"schild/internal/web/page"
	"schild/internal/web/plain"
	"schild/label"
	"schild/note"
)

func itoa(n int) string { return strconv.Itoa(n) }

// waiting shows the lowerings that wait for a decision.
func (p pages) waiting(a *page.Ask) error {
	var open, due []waited
	err := a.See(func(v *store.View) error {
		all, err := p.desk.Lowerings(v, "")
		if err != nil {
			return err
		}
		if open, err = p.captioned(v, all); err != nil {
			return err
		}
		if all, err = p.desk.Reviews(v); err == nil {
			due, err = p.captioned(v, all)
		}
		return err
	})
	if err != nil {
		return err
	}
	people, err := names(a)
	if err != nil {
		return err
	}
	top := label.Label{}
	for _, w := range append(slices.Clone(open), due...) {
		top = label.Join(top, w.label)
	}
	out := page.Page{Title: a.T("custody.title"), Nav: "/lowerings", Template: "lowerings", Label: top, Help: a.T("custody.waiting.help"), Data: queuesOf(a, open, due, people)}
	if may(a, "label.unread") {
		out.Actions = []page.Link{{Text: a.T("custody.unread.title"), Path: "/unread"}}
	}
	return a.Show(out)
}

// waited is one lowering that waits, with what its subject bears and is called.
type waited struct {
	desk.Lowering
	label   label.Label
	caption string
}

func (p pages) captioned(v *store.View, all []desk.Lowering) (out []waited, err error) {
	for _, l := range all {
		w := waited{l, v.Label(l.Label), ""}
		if w.caption, err = p.desk.Caption(v, l.Subject()); err != nil {
			return nil, err
		}
		out = append(out, w)
	}
	return out, nil
}

// queues is what the template of the lowerings is given.
type queues struct {
	Waiting *page.Table
	Due     *page.Table // to be looked at again; nil for nothing
}

func queuesOf(a *page.Ask, open, due []waited, people map[string]string) queues {
	out := queues{Waiting: waitingTable(a, open, people)}
	if len(due) == 0 {
		return out
	}
	t := a.Table("")
	t.Caption, t.Marked, t.Size = a.T("custody.due"), true, 200
	t.Columns = []page.Column{{Title: a.T("custody.subject")}, {Title: a.T("custody.target")}, {Title: a.T("custody.field.review")}}
	for _, l := range due {
		t.Add(page.Row{Path: "/lowering/" + l.ID, Label: l.label, Cells: []page.Cell{{Text: cmp.Or(plain.Line(l.caption), l.Subject().ID), Note: a.T("custody.kind." + l.Subject().Table)},
			{Text: l.To().Banner(a.P.Code())}, {Text: reviewOf(a, l.Review)}}})
	}
	out.Due = t
	return out
}

func waitingTable(a *page.Ask, ls []waited, people map[string]string) *page.Table {
	t := a.Table("")
	t.Caption, t.Marked, t.Size = a.T("custody.waiting"), true, 500
	t.Columns = []page.Column{{Title: a.T("custody.subject")}, {Title: a.T("custody.target")}, {Title: a.T("custody.proposer")}, {Title: a.T("custody.proposed")}}
	t.Empty = page.Empty{Title: a.T("custody.waiting.none")}
	for _, l := range ls {
		t.Add(page.Row{Path: "/lowering/" + l.ID, Label: l.label, Cells: []page.Cell{{Text: cmp.Or(plain.Line(l.caption), l.Subject().ID), Note: a.T("custody.kind." + l.Subject().Table)},
			{Text: l.To().Banner(a.P.Code())}, {Text: cmp.Or(people[l.Proposer], l.Proposer)}, {Text: a.P.Moment(l.Registered)}}})
	}
	return t
}

// names gives people's names by their logins.
func names(a *page.Ask) (map[string]string, error) {
	staff, err := a.Office.Everyone(a.R.Context())
	out := map[string]string{}
	for _, s := range staff {
		out[s.ID] = plain.Line(s.Name)
	}
	return out, err
}

// decision is what the template of one lowering is given.
type decision struct {
	State    page.Tag
	Facts    page.List
	Thing    string // address of the thing's own page, "" when the reader cannot read it
	Consents page.List
	Consent  *page.Form
	Decide   *page.Form
}

func (p pages) one(a *page.Ask) error { return p.showOne(a, nil) }

func (p pages) look(a *page.Ask) (w waited, err error) {
	err = a.See(func(v *store.View) error {
		if w.Lowering, err = p.desk.Lowering(v, a.Path("id")); err != nil {
			return err
		}
		w.label = v.Label(w.Label)
		w.caption, err = p.desk.Caption(v, w.Subject())
		return err
	})
	return w, err
}

// showOne shows a lowering; form is the one with an error in it, nil when none was pressed.
func (p pages) showOne(a *page.Ask, form *page.Form) error {
	l, err := p.look(a)
	if err != nil {
		return err
	}
	people, err := names(a)
	if err != nil {
		return err
	}
	data := decisionOf(a, l, people)
	if form != nil && form.ID == "consent" {
		data.Consent = form
	} else if form != nil {
		data.Decide = form
	}
	return a.Show(page.Page{Title: a.T("custody.one"), Nav: "/lowerings", Template: "lowering", Label: l.label, Help: a.T("custody.one.help"),
		Back: &page.Link{Text: a.T("custody.title"), Path: "/lowerings"}, Data: data})
}

func decisionOf(a *page.Ask, l waited, people map[string]string) decision {
	out := decision{State: stateTag(a, l.State)}
	add := func(key, value string) {
		if value != "" {
			out.Facts.Add(a.T(key), value)
		}
	}
	s := l.Subject()
	add("custody.subject", a.T("custody.kind."+s.Table)+" "+cmp.Or(plain.Line(l.caption), s.ID))
	if l.Blind {
		add("custody.now", a.T("custody.now.blind"))
	} else {
		out.Thing = "/" + s.Table + "/" + s.ID + "/label"
		add("custody.now", l.label.Banner(a.P.Code()))
	}
	add("custody.target", l.To().Banner(a.P.Code()))
	add("custody.field.interest", l.Interest+") "+note.InterestWord(l.Interest, a.P.Code()))
	add("custody.field.reason", l.Reason)
	add("custody.field.review", reviewOf(a, l.Review))
	add("custody.proposer", cmp.Or(people[l.Proposer], l.Proposer))
	add("custody.decider", cmp.Or(people[l.Decider], l.Decider))
	if l.Authority != "" {
		add("custody.field.authority", a.T("role."+l.Authority))
	}
	add("custody.answer", l.Answer)
	for _, c := range l.Consents() {
		out.Consents.Add(c.Originator, c.Reference+" ("+cmp.Or(people[c.By], c.By)+")")
	}
	if l.State != "proposed" {
		return out
	}
	if may(a, "label.consent") && l.Proposer != a.By.ID {
		out.Consent = consentForm(a, l.ID)
	}
	if may(a, "label.lower") {
		out.Decide = decideForm(a, l.Lowering)
	}
	return out
}

func reviewOf(a *page.Ask, text string) string {
	d, err := day.Parse(text)
	if err != nil {
		return ""
	}
	return a.P.Date(d)
}

func consentForm(a *page.Ask, id string) *page.Form {
	f := a.Form("/lowering/"+id+"/consent", a.T("custody.consent.do"),
		&page.Field{Name: "originator", Label: a.T("custody.originator"), Hint: a.T("custody.originator.hint"), Width: "short", Most: 64, Required: true},
		&page.Field{Name: "reference", Label: a.T("custody.reference"), Hint: a.T("custody.reference.hint"), Required: true})
	f.ID, f.Explain = "consent", a.T("custody.consent.explain")
	return f
}

func decideForm(a *page.Ask, l desk.Lowering) *page.Form {
	var roles []page.Option
	for _, r := range desk.Authorities() {
		if a.Staff.Has(r) {
			roles = append(roles, page.Option{Value: r, Text: a.T("role." + r)})
		}
	}
	first := ""
	if len(roles) > 0 {
		first = roles[0].Value
	}
	f := a.Form("/lowering/"+l.ID+"/decide", a.T("custody.decide.do"),
		&page.Field{Name: "authority", Label: a.T("custody.field.authority"), Hint: a.T("custody.authority.hint"), Kind: "radios", Options: roles, Value: first, Required: true},
		&page.Field{Name: "answer", Label: a.T("custody.decide"), Kind: "radios", Required: true, Options: []page.Option{
			{Value: "lower", Text: a.T("custody.decide.lower")}, {Value: "keep", Text: a.T("custody.decide.keep")}}},
		&page.Field{Name: "why", Label: a.T("custody.decide.why"), Hint: a.T("custody.decide.why.hint"), Kind: "area", Rows: 2, Most: 2000},
		&page.Field{Name: "version", Kind: "hidden", Value: strconv.FormatInt(l.Version, 10)})
	f.ID, f.Explain = "decide", a.T("custody.decide.explain")
	return f
}

func (p pages) decide(a *page.Ask) error {
	l, err := p.look(a)
	if err != nil {
		return err
	}
	f := decideForm(a, l.Lowering)
	if a.Read(f) {
		x := desk.Decision{ID: l.ID, Authority: f.Value("authority")}
		x.Version, _ = strconv.ParseInt(f.Value("version"), 10, 64) // another version is refused as changed
		if f.Value("answer") == "keep" {
			x.Keep = cmp.Or(f.Value("why"), a.T("custody.kept.plain"))
		}
		if _, err = p.desk.Decide(a.R.Context(), a.By, x); err == nil {
			return a.Done("/lowering/"+l.ID, a.T("custody.decided.done"))
		}
		if !a.Blame(f, fieldOf(err), err) {
			return err
		}
	}
	return p.showOne(a, f)
}

func (p pages) consent(a *page.Ask) error {
	f := consentForm(a, a.Path("id"))
	if a.Read(f) {
		_, err := p.desk.Consent(a.R.Context(), a.By, a.Path("id"), desk.Consent{Originator: f.Value("originator"), Reference: f.Value("reference")})
		if err == nil {
			return a.Done("/lowering/"+a.Path("id"), a.T("custody.consent.done"))
		}
		if !a.Blame(f, fieldOf(err), err) {
			return err
		}
	}
	return p.showOne(a, f)
}
