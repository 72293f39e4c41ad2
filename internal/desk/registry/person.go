package registry

import (
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"schild/fault"
	"schild/internal/office"
	"schild/internal/store"
	"schild/label"
)

// Enrolment is a person as the registrar enters them.
type Enrolment struct {
	ID, Name, Organisation, Lang, Account string
	Roles                                 []string
	Clearance                             label.Clearance
	Valid                                 Period
	Mandate                               string // of the control body whose roles these are
}

// Roles lists the roles a person can be given.
func Roles() []string {
	return append([]string{"intake", "analyst", "head", "releaser", "registrar", "security", "auditor", "administrator", "methods_officer", "lawyer", "archivist",
		"authority", "minister", "cabinet", "council", "foreign_affairs", "customs", "prosecutor", "police", "secretariat", "cciv_chair", "partner",
		"originator", "security_officer", "applicant"}, Controls()...)
}

// Outsiders lists the roles that people of other organisations can have: no other, and the first two nobody else.
func Outsiders() []string {
	return []string{"security_officer", "applicant", "authority", "minister", "cabinet", "prosecutor", "police", "secretariat", "cciv_chair", "partner", "originator"}
}

// Controls lists the roles of bodies that control the service. Who has one of them has no other but of the same kind.
func Controls() []string {
	var out []string
	for _, b := range office.Bodies() {
		out = append(out, b.Roles...)
	}
	return out
}

func (e Enrolment) row() store.Row {
	row := clearanceRow(e.Clearance)
	row["name"], row["organisation"], row["lang"] = clean(e.Name), e.Organisation, e.Lang
	row["roles"], row["account"], row["active"] = strings.Join(e.Roles, ","), e.Account, true
	return row
}

func clearanceRow(c label.Clearance) store.Row {
	return store.Row{"outside": c.Outside, "level": int64(c.Level), "compartments": string(c.Compartments),
		"circles": string(c.Circles), "memberships": string(c.Memberships)}
}

func (e Enrolment) check() error {
	switch {
	case !short(e.ID) || e.ID == office.Clock().ID:
		return fault.New(fault.Invalid, "person.id", "id", clean(e.ID))
	case clean(e.Name) == "":
		return fault.New(fault.Invalid, "person.name")
	case !slices.Contains([]string{"nl", "fr", "de", "en"}, e.Lang):
		return fault.New(fault.Invalid, "person.lang", "lang", clean(e.Lang))
	case len(e.Roles) == 0:
		return fault.New(fault.Invalid, "person.role.none")
	}
	for _, r := range e.Roles {
		if !slices.Contains(Roles(), r) {
			return fault.New(fault.Invalid, "person.role", "role", clean(r))
		}
	}
	if blind := (store.Staff{Roles: strings.Join(e.Roles, ",")}).Blind(); blind && len(e.Roles) > 1 { // who checks the house or its machine does no work in it
		return fault.New(fault.Refused, "person.role.alone")
	}
	if control := func(r string) bool { return slices.Contains(Controls(), r) }; slices.ContainsFunc(e.Roles, control) &&
		slices.ContainsFunc(e.Roles, func(r string) bool { return !control(r) }) {
		return fault.New(fault.Refused, "person.role.control")
	}
	return errors.Join(e.checkSide(), checkClearance(e.Clearance), e.Valid.check())
}

// checkSide keeps people of other organisations at the front desk, and those of a company out of the house. The organisation is one
// token: it stands in labels.
func (e Enrolment) checkSide() error {
	outside := e.Clearance.Outside
	for _, r := range e.Roles {
		if outside && !slices.Contains(Outsiders(), r) || !outside && slices.Contains(Outsiders()[:2], r) {
			return fault.New(fault.Refused, "person.outside", "role", r)
		}
	}
	if !outside {
		return nil
	}
	if label.NewSet(e.Organisation) != label.Set(e.Organisation) || strings.ContainsAny(e.Organisation, ",*") || (label.Label{Circles: office.Front(e.Organisation)}).Check() != nil {
		return fault.New(fault.Invalid, "person.organisation", "organisation", clean(e.Organisation))
	}
	return nil
}

// checkClearance refuses what could not be compared with a label, and circles that only a dossier's team gives.
func checkClearance(c label.Clearance) error {
	if !teams(c.Circles).Empty() {
		return fault.New(fault.Refused, "person.circle.dossier")
	}
	return label.Label{Level: c.Level, Compartments: c.Compartments, Circles: c.Circles, Releasable: c.Memberships}.Check()
}

// teams gives the circles that come from being of a dossier's team.
func teams(circles label.Set) label.Set {
	var out []string
	for _, c := range circles.List() {
		if strings.HasPrefix(c, "dossier:") {
			out = append(out, c)
		}
	}
	return label.NewSet(out...)
}

// FoundHouse enrols the first person, as registrar, in a house where nobody is enrolled yet: the founding act.
func (d *Desk) FoundHouse(ctx context.Context, e Enrolment) (office.Receipt, error) {
	if err := e.check(); err != nil {
		return office.Receipt{}, err
	}
	return d.Office.Do(ctx, office.Person{ID: e.ID}, office.Act{Kind: "house.found", Objects: []string{"person:" + e.ID}}, func(tx *store.Tx) error {
		return tx.Insert("person", e.ID, label.Bottom(), e.row())
	})
}

// Enrol adds a person. The registrar who enrols cannot be the person enrolled, and another keeper of the list confirms; whom a control
// body sends is confirmed by the body's own mandate.
func (d *Desk) Enrol(ctx context.Context, by office.Person, e Enrolment) (g Granted, err error) {
	if err := e.check(); err != nil {
		return g, err
	}
	act := office.Act{Kind: "person.enrol", Objects: []string{"person:" + e.ID}, Detail: []string{"roles", strings.Join(e.Roles, ","), "level", e.Clearance.Level.String()}}
	g.Receipt, err = d.Office.Do(ctx, by, act, func(tx *store.Tx) error {
		if e.ID == by.ID {
			return fault.New(fault.Refused, "person.self")
		}
		if _, err := tx.Person(e.ID); err == nil {
			return fault.New(fault.Conflict, "person.exists", "id", e.ID)
		}
		return d.enrol(tx, by, e, &g)
	})
	return g, err
}

func (d *Desk) enrol(tx *store.Tx, by office.Person, e Enrolment, g *Granted) error {
	if !d.Office.Keyed {
		return d.enter(tx, e, "", g)
	}
	half := office.NewHalf()
	g.Halves = []string{half}
	if body := office.BodyOf(e.Roles); body != "" {
		m, err := d.mandated(tx, e.Mandate, office.Mandate{Body: body, Person: e.ID, Name: clean(e.Name), Roles: strings.Join(e.Roles, ","), Level: clearedFor(e.Clearance), Says: "in"})
		if err != nil {
			return err
		}
		if err := d.enter(tx, e, "", g); err != nil {
			return err
		}
		return openCode(tx, e.ID, office.HashHalf(half), m.Half)
	}
	alone, err := d.alone(tx, by)
	if err != nil {
		return err
	}
	if alone {
		return d.enter(tx, e, office.HashHalf(half), g)
	}
	body, err := json.Marshal(e)
	if err == nil {
		g.Waits, err = propose(tx, store.Proposal{Kind: "enrol", Person: e.ID, Body: string(body), Half: office.HashHalf(half), Proposer: by.ID})
	}
	return err
}

// enter writes a person, with a code to enrol a key when there is a first half of one.
func (d *Desk) enter(tx *store.Tx, e Enrolment, first string, g *Granted) error {
	if _, err := tx.Person(e.ID); err == nil {
		return fault.New(fault.Conflict, "person.exists", "id", e.ID)
	}
	if err := tx.Insert("person", e.ID, label.Bottom(), e.row()); err != nil {
		return err
	}
	if err := e.Valid.keep(tx, e.ID, Period{}); err != nil || first == "" {
		return err
	}
	half := office.NewHalf()
	g.Halves = append(g.Halves, half)
	return openCode(tx, e.ID, first, office.HashHalf(half))
}

// Clearing is what a person may see and do from their next act on.
type Clearing struct {
	ID        string
	Version   int64 // of the person that was looked at, as People gave it; 0 = whichever stands
	Clearance label.Clearance
	Valid     Period
	Active    bool     // false shuts every door to them
	Roles     []string // nil = as they are
	Mandate   string   // of a control body, for its own people
}

// Clear changes a person's clearance or roles, or shuts them out. Dossier teams stay as they are: their heads keep them. What takes
// something away holds at once; what gives something is confirmed by another keeper of the list.
func (d *Desk) Clear(ctx context.Context, by office.Person, c Clearing) (g Granted, err error) {
	if err := errors.Join(checkClearance(c.Clearance), c.Valid.check()); err != nil {
		return g, err
	}
	act := office.Act{Kind: "person.clear", Objects: []string{"person:" + c.ID}, Detail: []string{"level", c.Clearance.Level.String(),
		"active", strconv.FormatBool(c.Active), "from", text(c.Valid.From), "until", text(c.Valid.Until), "roles", strings.Join(c.Roles, ",")}}
	g.Receipt, err = d.Office.Do(ctx, by, act, func(tx *store.Tx) error {
		if c.ID == by.ID {
			return fault.New(fault.Refused, "person.self")
		}
		return d.clear(tx, by, c, &g)
	})
	return g, err
}

func (d *Desk) clear(tx *store.Tx, by office.Person, c Clearing, g *Granted) error {
	p, err := tx.Person(c.ID)
	if err != nil {
		return err
	}
	if c.Version != 0 && c.Version != state(p) {
		return fault.New(fault.Conflict, "person.changed")
	}
	if body := office.BodyOf(append(strings.Split(p.Roles, ","), c.Roles...)); body != "" && d.Office.Keyed {
		m := office.Mandate{Body: body, Person: p.ID, Name: p.Name, Roles: cmp.Or(strings.Join(c.Roles, ","), p.Roles), Says: "out"}
		if c.Active {
			m.Says, m.Level = "in", clearedFor(c.Clearance)
		}
		if _, err := d.mandated(tx, c.Mandate, m); err != nil {
			return err
		}
		return d.cleared(tx, c)
	}
	alone, err := d.alone(tx, by)
	if err != nil || alone || !c.gives(p) {
		if err == nil {
			err = d.cleared(tx, c)
		}
		return err
	}
	body, err := json.Marshal(c)
	if err == nil {
		g.Waits, err = propose(tx, store.Proposal{Kind: "clear", Person: c.ID, Body: string(body), Proposer: by.ID})
	}
	return err
}

// clearedFor says in a mandate what somebody is cleared for.
func clearedFor(c label.Clearance) string {
	return strings.TrimSpace(c.Level.String() + " " + string(c.Compartments))
}

// gives tells whether a person may see or do anything after a clearing that they may not today, or for longer.
func (c Clearing) gives(p store.Staff) bool {
	if !c.Active {
		return false
	}
	old, held := p.Granted(), PeriodOf(p)
	return !p.Active || c.Clearance.Level > old.Level || !c.Clearance.Compartments.Minus(old.Compartments).Empty() || !c.Clearance.Circles.Minus(old.Circles).Empty() ||
		!c.Clearance.Memberships.Minus(old.Memberships).Empty() || slices.ContainsFunc(c.Roles, func(r string) bool { return !p.Has(r) }) || c.Valid.beyond(held)
}

// beyond tells whether a period has days that another has not.
func (p Period) beyond(o Period) bool {
	early := !o.From.IsZero() && (p.From.IsZero() || p.From.First().Compare(o.From.First()) < 0)
	late := !o.Until.IsZero() && (p.Until.IsZero() || p.Until.Last().Compare(o.Until.Last()) > 0)
	return early || late
}

// cleared writes a clearing.
func (d *Desk) cleared(tx *store.Tx, c Clearing) error {
	p, err := tx.Person(c.ID)
	if err != nil {
		return err
	}
	if p.Outside != c.Clearance.Outside {
		return fault.New(fault.Refused, "person.side")
	}
	if err := keepsRegistrar(tx, p, c); err != nil {
		return err
	}
	row := clearanceRow(c.Clearance)
	row["circles"] = string(c.Clearance.Circles.Union(teams(label.Set(p.Circles))))
	row["active"] = c.Active
	if c.Roles != nil {
		e := Enrolment{ID: p.ID, Name: p.Name, Organisation: p.Organisation, Lang: p.Lang, Roles: c.Roles, Clearance: c.Clearance}
		if err := e.check(); err != nil {
			return err
		}
		row["roles"] = strings.Join(c.Roles, ",")
	}
	if err := tx.Append("person", p.ID, nil, row); err != nil {
		return err
	}
	return c.Valid.keep(tx, p.ID, PeriodOf(p))
}

// keepsRegistrar refuses to shut out the last registrar: nobody could let anybody in again.
func keepsRegistrar(tx *store.Tx, p store.Staff, c Clearing) error {
	stays := c.Active && (c.Roles == nil || slices.Contains(c.Roles, "registrar"))
	if stays || !p.Active || !p.Has("registrar") {
		return nil
	}
	var others int
	err := tx.Get(&others, `SELECT count(*) FROM person WHERE active = 1 AND id <> $1 AND ',' || roles || ',' LIKE '%,registrar,%'`, p.ID)
	if err == nil && others == 0 {
		err = fault.New(fault.Refused, "person.last")
	}
	return err
}

// Person gives one of People.
func (d *Desk) Person(ctx context.Context, by office.Person, id string) (store.Staff, error) {
	ps, err := d.People(ctx, by)
	if err != nil {
		return store.Staff{}, err
	}
	i := slices.IndexFunc(ps, func(p store.Staff) bool { return p.ID == id })
	if i < 0 {
		return store.Staff{}, fault.New(fault.Missing, "person.missing")
	}
	return ps[i], nil
}

// keeps refuses whoever does not keep the list of people.
func (d *Desk) keeps(ctx context.Context, by office.Person) error {
	me, err := d.Office.Who(ctx, by)
	if err == nil && !office.Keeps(me) {
		err = fault.New(fault.Denied, "person.list")
	}
	return err
}

// People lists everyone enrolled, for those who keep the list. Circles of dossier teams are left out: a team is known
// to itself.
func (d *Desk) People(ctx context.Context, by office.Person) ([]store.Staff, error) {
	if err := d.keeps(ctx, by); err != nil {
		return nil, err
	}
	ps, err := d.Office.Everyone(ctx)
	for i := range ps {
		circles := label.Set(ps[i].Circles)
		ps[i].Circles = string(circles.Minus(teams(circles)))
		ps[i].Version = state(ps[i])
	}
	return ps, err
}

// state tells one state of a person from another by what those who keep the list are shown. The number of versions would count the
// dossiers that somebody was put on.
func state(p store.Staff) int64 {
	circles, g := label.Set(p.Circles), p.Granted()
	sum := sha256.Sum256(fmt.Appendf(nil, "%q %q %v %q %q %d %q %q %q %q %v %q %q", p.Name, p.Organisation, p.Outside, p.Lang, p.Roles, g.Level, g.Compartments, circles.Minus(teams(circles)), p.Memberships, p.Account, p.Active, p.Starts, p.Ends))
	return int64(binary.BigEndian.Uint64(sum[:8]) >> 1)
}
