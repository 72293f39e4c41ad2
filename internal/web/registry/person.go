package registry

import (
	"cmp"
	"errors"
	"slices"
	"strconv"
	"strings"

	"schild/fault"
	desk "schild/internal/desk/registry"
	"schild/internal/store"
	"schild/internal/web/page"
	"schild/internal/web/plain"
	"schild/label"
)

func (p pages) people(a *page.Ask) error { return p.showPeople(a, enrolForm(a)) }

func (p pages) showPeople(a *page.Ask, f *page.Form) error {
	ps, err := p.registry.People(a.R.Context(), a.By)
	if err != nil {
		return err
	}
	held, err := p.registry.Held(a.R.Context(), a.By)
	if err != nil {
		return err
	}
	waits, err := p.registry.Proposals(a.R.Context(), a.By)
	if err != nil {
		return err
	}
	if !a.Office.Keyed {
		held = nil
	}
	return a.Show(page.Page{Title: a.T("registry.people.title"), Nav: "/people", Template: "people", Help: a.T("registry.people.help"),
		Data: people{waitingTable(a, waits), listed{peopleTable(a, ps, held), offered(a, "person.enrol", f), a.T("registry.people.add")}}})
}

// people is the page of everybody, with what waits for a second person.
type people struct {
	Waiting *page.Table
	listed
}

// peopleTable lists people; held is how many keys each has, nil where nobody holds any.
func peopleTable(a *page.Ask, ps []store.Staff, held map[string]int) *page.Table {
	t := a.Table("")
	t.Caption = a.T("registry.people.caption")
	t.Columns = []page.Column{{Key: "name", Title: a.T("registry.name"), Sort: true}, {Title: a.T("registry.roles")}, {Key: "level", Title: a.T("registry.clearance"), Sort: true},
		{Title: a.T("registry.compartments"), Minor: true}, {Title: a.T("registry.circles"), Minor: true}, {Title: a.T("registry.lang"), Minor: true}, {Title: a.T("registry.state")}}
	if held != nil {
		t.Columns = append(t.Columns, page.Column{Title: a.T("registry.keys"), Minor: true})
	}
	t.Empty = page.Empty{Title: a.T("registry.people.none")}
	for _, s := range ps {
		level := s.Granted().Level
		who := s.ID
		if s.Outside {
			who += " · " + s.Organisation
		}
		cells := []page.Cell{{Text: plain.Line(s.Name), Note: who}, {Text: roleWords(a, s.Roles)},
			{Text: level.Word(a.P.Code()), By: string(rune('0' + level))}, {Text: spaced(string(s.Granted().Compartments))}, {Text: spaced(s.Circles)}, {Text: langOf(a, s.Lang)}, {Tag: stateTag(a, s), Note: periodWords(a, s)}}
		if held != nil {
			cells = append(cells, page.Cell{Text: strconv.Itoa(held[s.ID])})
		}
		t.Add(page.Row{Path: "/person/" + s.ID, Cells: cells})
	}
	t.Arrange()
	return t
}

func spaced(set string) string { return strings.ReplaceAll(set, ",", ", ") }

func roleWords(a *page.Ask, roles string) string {
	var out []string
	for _, r := range strings.Split(roles, ",") {
		out = append(out, a.T("role."+r))
	}
	return strings.Join(out, ", ")
}

func enrolForm(a *page.Ask) *page.Form {
	var roles []page.Option
	for _, r := range desk.Roles() {
		roles = append(roles, page.Option{Value: r, Text: a.T("role." + r)})
	}
	fields := []*page.Field{
		{Name: "id", Label: a.T("registry.short"), Hint: a.T("registry.people.short.hint"), Required: true, Width: "short", Most: 64},
		{Name: "name", Label: a.T("registry.name"), Required: true},
		{Name: "roles", Label: a.T("registry.roles"), Kind: "checks", Options: roles, Required: true},
		{Name: "lang", Label: a.T("registry.lang"), Kind: "choice", Options: choices(a, "registry.lang.", page.Option{Text: ""}, "nl", "fr", "de", "en")[1:], Value: a.P.Code(), Required: true},
	}
	fields = append(fields, clearanceFields(a, label.Clearance{}, desk.Period{})...)
	fields = append(fields, &page.Field{Name: "organisation", Label: a.T("registry.people.organisation"), Hint: a.T("registry.people.organisation.hint"), Width: "short", Most: 64},
		&page.Field{Name: "account", Label: a.T("registry.account"), Hint: a.T("registry.account.hint"), Width: "short", Most: 64})
	fields = append(fields, &page.Field{Name: "mandate", Label: a.T("registry.mandate"), Hint: a.T("registry.mandate.hint"), Kind: "area", Rows: 6, Most: 4000})
	f := a.Form("/people", a.T("registry.people.do"), fields...)
	f.Explain = a.T("registry.people.explain")
	if a.Office != nil && a.Office.Keyed {
		f.Explain = a.T("registry.people.explain.two")
	}
	return f
}

func clearanceFields(a *page.Ask, c label.Clearance, valid desk.Period) []*page.Field {
	var levels []page.Option
	for l := label.NotClassified; l <= label.TopSecret; l++ {
		levels = append(levels, page.Option{Value: l.String(), Text: l.Word(a.P.Code()), Label: &label.Label{Level: l}})
	}
	return []*page.Field{
		{Name: "level", Label: a.T("registry.clearance"), Kind: "radios", Options: levels, Value: c.Level.String(), Required: true},
		{Name: "compartments", Label: a.T("registry.compartments"), Hint: a.T("registry.list.hint"), Value: spaced(string(c.Compartments))},
		{Name: "circles", Label: a.T("registry.circles"), Hint: a.T("registry.circles.hint"), Value: spaced(string(c.Circles))},
		{Name: "from", Label: a.T("registry.from"), Kind: "date", Value: dateOf(valid.From)},
		{Name: "until", Label: a.T("registry.until"), Hint: a.T("registry.until.hint"), Kind: "date", Value: dateOf(valid.Until)},
	}
}

// clearance reads the fields of clearanceFields into c, which keeps what the form does not ask.
func clearance(f *page.Form, c label.Clearance) (label.Clearance, desk.Period, error) {
	level, err := label.ParseLevel(f.Value("level"))
	c.Level, c.Compartments, c.Circles = level, label.NewSet(f.Value("compartments")), label.NewSet(f.Value("circles"))
	valid, perr := desk.ParsePeriod(f.Value("from"), f.Value("until"))
	return c, valid, errors.Join(err, perr)
}

func (p pages) enrol(a *page.Ask) error {
	f := enrolForm(a)
	if a.Read(f) {
		c, valid, err := clearance(f, label.Clearance{})
		var g desk.Granted
		if err == nil {
			organisation := cmp.Or(strings.TrimSpace(f.Value("organisation")), "own")
			c.Outside = organisation != "own"
			e := desk.Enrolment{ID: f.Value("id"), Name: f.Value("name"), Organisation: organisation, Lang: f.Value("lang"), Account: f.Value("account"), Roles: f.Field("roles").Values, Clearance: c, Valid: valid, Mandate: mandateOf(f)}
			g, err = p.registry.Enrol(a.R.Context(), a.By, e)
		}
		if err == nil && a.Office.Keyed {
			words := ""
			if g.Waits == "" {
				words = a.T("registry.people.done", "name", f.Value("name"))
			}
			return showGiven(a, g, f.Value("id"), words)
		}
		if err == nil {
			return a.Done("/people", a.T("registry.people.done", "name", f.Value("name")))
		}
		if !a.Blame(f, personField(err), err) {
			return err
		}
	}
	return p.showPeople(a, f)
}

// personField gives the field an error of the desk is about.
func personField(err error) string {
	var e *fault.Error
	if !errors.As(err, &e) {
		return ""
	}
	return map[string]string{"person.id": "id", "person.exists": "id", "person.self": "", "person.name": "name", "person.lang": "lang", "person.role": "roles",
		"person.role.none": "roles", "person.role.control": "roles", "mandate.needed": "mandate", "mandate.other": "mandate", "mandate.used": "mandate", "mandate.refused": "mandate", "person.outside": "roles", "person.organisation": "organisation", "person.role.alone": "roles", "person.circle.dossier": "circles", "label.token": "compartments", "label.level": "level", "person.last": "active", "person.period": "until", "day.unreadable": "until"}[e.Key]
}

// staff finds the person of the address among those the list shows.
func (p pages) staff(a *page.Ask) (store.Staff, error) {
	ps, err := p.registry.People(a.R.Context(), a.By)
	if err != nil {
		return store.Staff{}, err
	}
	i := slices.IndexFunc(ps, func(s store.Staff) bool { return s.ID == a.Path("id") })
	if i < 0 {
		return store.Staff{}, fault.New(fault.Missing, "missing")
	}
	return ps[i], nil
}

func (p pages) person(a *page.Ask) error {
	s, err := p.staff(a)
	if err != nil {
		return err
	}
	return p.showPerson(a, s, clearForm(a, s), codeForm(a, s))
}

// card is one person with the form that changes what they may see.
type card struct {
	About page.List
	Form  *page.Form
	Code  *page.Form
	Self  bool
}

func (p pages) showPerson(a *page.Ask, s store.Staff, f, code *page.Form) error {
	d := cardOf(a, s, offered(a, "person.clear", f))
	if a.Office.Keyed && !d.Self {
		d.Code = offered(a, "person.code", code)
		held, err := p.registry.Held(a.R.Context(), a.By)
		if err != nil {
			return err
		}
		d.About.Add(a.T("registry.keys"), strconv.Itoa(held[s.ID]))
	}
	return a.Show(page.Page{Title: plain.Line(s.Name), Nav: "/people", Template: "person", Back: &page.Link{Text: a.T("registry.people.title"), Path: "/people"},
		Data: d})
}

func cardOf(a *page.Ask, s store.Staff, f *page.Form) card {
	c := card{Form: f, Self: s.ID == a.By.ID}
	c.About.Add(a.T("registry.short"), s.ID)
	c.About.Add(a.T("registry.roles"), roleWords(a, s.Roles))
	c.About.Add(a.T("registry.lang"), langOf(a, s.Lang))
	c.About.Add(a.T("registry.clearance"), s.Granted().Level.Word(a.P.Code()))
	c.About.Entries = append(c.About.Entries, page.Entry{Title: a.T("registry.state"), Tag: stateTag(a, s), Text: periodWords(a, s)})
	if c.Self {
		c.Form = nil
	}
	return c
}

func clearForm(a *page.Ask, s store.Staff) *page.Form {
	active := &page.Field{Name: "active", Label: a.T("registry.active.label"), Hint: a.T("registry.active.hint"), Kind: "tick"}
	if s.Active {
		active.Value = "yes"
	}
	fields := append([]*page.Field{roleField(a, s)}, clearanceFields(a, s.Granted(), desk.PeriodOf(s))...)
	fields = append(fields, mandateField(a, strings.Split(s.Roles, ","))...)
	fields = append(fields, active, &page.Field{Name: "version", Kind: "hidden", Value: strconv.FormatInt(s.Version, 10)})
	f := a.Form("/person/"+s.ID, a.T("registry.clear.do"), fields...)
	f.Explain = a.T("registry.clear.explain")
	return f
}

func (p pages) clear(a *page.Ask) error {
	s, err := p.staff(a)
	if err != nil {
		return err
	}
	f := clearForm(a, s)
	if a.Read(f) {
		c, valid, err := clearance(f, s.Granted())
		var g desk.Granted
		if err == nil {
			g, err = p.change(a, f, desk.Clearing{ID: s.ID, Clearance: c, Valid: valid, Roles: newRoles(f, s), Mandate: mandateOf(f)})
		}
		if err == nil && g.Waits != "" {
			return showGiven(a, g, s.ID, "")
		}
		if err == nil {
			return a.Done("/people", a.T("registry.clear.done", "name", s.Name))
		}
		if !a.Blame(f, personField(err), err) {
			return err
		}
	}
	return p.showPerson(a, s, f, codeForm(a, s))
}

func (p pages) change(a *page.Ask, f *page.Form, c desk.Clearing) (desk.Granted, error) {
	version, err := strconv.ParseInt(f.Value("version"), 10, 64)
	if err != nil {
		return desk.Granted{}, fault.Wrap(err, fault.Conflict, "person.changed")
	}
	c.Version, c.Active = version, f.Value("active") != ""
	return p.registry.Clear(a.R.Context(), a.By, c)
}
