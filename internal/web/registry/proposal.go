package registry

import (
	"slices"
	"strings"

	desk "schild/internal/desk/registry"
	"schild/internal/office"
	"schild/internal/store"
	"schild/internal/web/page"
	"schild/internal/web/plain"
)

// waitingTable is what waits for a second person, nil when nothing does.
func waitingTable(a *page.Ask, all []store.Proposal) *page.Table {
	if len(all) == 0 {
		return nil
	}
	t := a.Table("w")
	t.Caption = a.T("registry.waiting.caption")
	t.Columns = []page.Column{{Title: a.T("registry.waiting.what")}, {Title: a.T("registry.waiting.for")}, {Title: a.T("registry.waiting.by")}, {Title: a.T("registry.waiting.since")}}
	for _, p := range all {
		t.Add(page.Row{Path: "/proposal/" + p.ID, Cells: []page.Cell{{Text: a.T("proposal.kind." + p.Kind)}, {Text: p.Person}, {Text: p.Proposer}, {Text: a.P.Moment(p.Registered)}}})
	}
	return t
}

// given is the page after a wish about the list of people: what became of it, and what to hand over.
type given struct {
	Words  string
	Waits  bool
	Halves []string
	Person string
	Alone  bool // both halves in one hand: there is nobody else yet
}

// showGiven shows what became of a wish. The halves are shown this once.
func showGiven(a *page.Ask, g desk.Granted, person, words string) error {
	return a.Show(page.Page{Title: a.T("registry.given.title"), Nav: "/people", Template: "given", Back: peopleLink(a),
		Data: given{Words: words, Waits: g.Waits != "", Halves: g.Halves, Person: person, Alone: len(g.Halves) > 1}})
}

func peopleLink(a *page.Ask) *page.Link {
	return &page.Link{Text: a.T("registry.people.title"), Path: "/people"}
}

// proposed is one proposal with the forms that end it.
type proposed struct {
	About   page.List
	Confirm *page.Form
	Refuse  *page.Form
	Own     bool
}

func (p pages) proposal(a *page.Ask) error {
	x, err := p.registry.Proposal(a.R.Context(), a.By, a.Path("id"))
	if err != nil {
		return err
	}
	return p.showProposal(a, x, confirmForm(a, x), refuseForm(a, x))
}

func (p pages) showProposal(a *page.Ask, x store.Proposal, confirm, refuse *page.Form) error {
	old, _ := p.registry.Person(a.R.Context(), a.By, x.Person) // none yet, for an enrolment
	d := proposed{About: wishList(a, x, old), Confirm: offered(a, "proposal.confirm", confirm), Refuse: offered(a, "proposal.refuse", refuse), Own: x.Proposer == a.By.ID || x.Person == a.By.ID}
	if d.Own {
		d.Confirm = nil
	}
	return a.Show(page.Page{Title: a.T("proposal.kind." + x.Kind), Nav: "/people", Template: "proposal", Back: peopleLink(a), Help: a.T("registry.waiting.help"), Data: d})
}

// wishList says what is wanted beside what stands.
func wishList(a *page.Ask, x store.Proposal, old store.Staff) (out page.List) {
	w := desk.WishOf(x)
	add := func(key, value string) {
		if value != "" {
			out.Add(a.T(key), value)
		}
	}
	add("registry.waiting.for", strings.TrimSpace(x.Person+"  "+plain.Line(w.Name)+plain.Line(old.Name)))
	add("registry.waiting.by", x.Proposer)
	add("registry.waiting.since", a.P.Moment(x.Registered))
	switch x.Kind {
	case "body":
		add("registry.waiting.public", w.Public)
	case "enrol", "clear":
		if w.Roles != nil {
			add("registry.roles", changed(roleWords(a, strings.Join(w.Roles, ",")), roleWords(a, old.Roles), old.ID != ""))
		}
		g := old.Granted()
		add("registry.clearance", changed(w.Clearance.Level.Word(a.P.Code()), g.Level.Word(a.P.Code()), old.ID != ""))
		add("registry.compartments", changed(spaced(string(w.Clearance.Compartments)), spaced(string(g.Compartments)), old.ID != ""))
		add("registry.circles", changed(spaced(string(w.Clearance.Circles)), spaced(old.Circles), old.ID != ""))
		add("registry.from", dateOf(w.Valid.From))
		add("registry.until", dateOf(w.Valid.Until))
	}
	return out
}

// changed says a new value, with the old one where they differ.
func changed(now, was string, known bool) string {
	if !known || now == was {
		return now
	}
	if was == "" {
		was = "–"
	}
	if now == "" {
		now = "–"
	}
	return was + " → " + now
}

func confirmForm(a *page.Ask, x store.Proposal) *page.Form {
	f := a.Form("/proposal/"+x.ID, a.T("registry.waiting.confirm"))
	f.Explain = a.T("registry.waiting.explain")
	return f
}

func refuseForm(a *page.Ask, x store.Proposal) *page.Form {
	f := a.Form("/proposal/"+x.ID+"/refuse", a.T("registry.waiting.refuse"), &page.Field{Name: "reason", Label: a.T("registry.waiting.reason"), Required: true})
	f.Danger, f.ID = true, "refuse"
	return f
}

func (p pages) confirm(a *page.Ask) error {
	x, err := p.registry.Proposal(a.R.Context(), a.By, a.Path("id"))
	if err != nil {
		return err
	}
	f := confirmForm(a, x)
	if a.Read(f) {
		g, err := p.registry.Confirm(a.R.Context(), a.By, x.ID)
		if err == nil {
			return showGiven(a, g, x.Person, a.T("registry.waiting.done"))
		}
		if !a.Blame(f, "", err) {
			return err
		}
	}
	return p.showProposal(a, x, f, refuseForm(a, x))
}

func (p pages) refuse(a *page.Ask) error {
	x, err := p.registry.Proposal(a.R.Context(), a.By, a.Path("id"))
	if err != nil {
		return err
	}
	f := refuseForm(a, x)
	if a.Read(f) {
		err := p.registry.Refuse(a.R.Context(), a.By, x.ID, f.Value("reason"))
		if err == nil {
			return a.Done("/people", a.T("registry.waiting.refused"))
		}
		if !a.Blame(f, "reason", err) {
			return err
		}
	}
	return p.showProposal(a, x, confirmForm(a, x), f)
}

// codeForm gives somebody a code to enrol a key with.
func codeForm(a *page.Ask, s store.Staff) *page.Form {
	f := a.Form("/person/"+s.ID+"/code", a.T("registry.code.do"), mandateField(a, strings.Split(s.Roles, ","))...)
	f.Explain, f.ID = a.T("registry.code.explain"), "code"
	return f
}

// mandateField asks for a mandate where roles are a control body's.
func mandateField(a *page.Ask, roles []string) []*page.Field {
	if office.BodyOf(roles) == "" {
		return nil
	}
	return []*page.Field{{Name: "mandate", Label: a.T("registry.mandate"), Hint: a.T("registry.mandate.hint"), Kind: "area", Rows: 6, Most: 4000}}
}

func (p pages) code(a *page.Ask) error {
	s, err := p.staff(a)
	if err != nil {
		return err
	}
	f := codeForm(a, s)
	if a.Read(f) {
		g, err := p.registry.NewCode(a.R.Context(), a.By, s.ID, mandateOf(f))
		if err == nil {
			return showGiven(a, g, s.ID, a.T("registry.code.done", "name", s.Name))
		}
		if !a.Blame(f, "mandate", err) {
			return err
		}
	}
	return p.showPerson(a, s, clearForm(a, s), f)
}

// roleField asks for the roles somebody has. A control body's people keep theirs: the body says so.
func roleField(a *page.Ask, s store.Staff) *page.Field {
	f := &page.Field{Name: "roles", Label: a.T("registry.roles"), Kind: "checks", Values: strings.Split(s.Roles, ",")}
	for _, r := range desk.Roles() {
		f.Options = append(f.Options, page.Option{Value: r, Text: a.T("role." + r)})
	}
	return f
}

// newRoles gives the roles of a form where they differ from those that stand.
func newRoles(f *page.Form, s store.Staff) []string {
	out := []string{} // none ticked is none wanted, not as they are
	for _, r := range f.Field("roles").Values {
		if r != "" {
			out = append(out, r)
		}
	}
	had := strings.Split(s.Roles, ",")
	slices.Sort(had)
	slices.Sort(out)
	if slices.Equal(had, out) {
		return nil
	}
	return out
}

// mandateOf gives the mandate that was pasted into a form.
func mandateOf(f *page.Form) string {
	if m := f.Field("mandate"); m != nil {
		return m.Value
	}
	return ""
}
