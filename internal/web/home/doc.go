// Package home shows what waits for one person: names to decide, notes to finish, to approve, to send.
//
// Law it keeps: everything here is read through the reader's view, counts included; what waits for others is not told.
//
// It knows no rule: whether a step may be done is decided at the step.
package home

import (
	"cmp"
	"embed"
	"strconv"

	"schild/internal/desk/casework"
	"schild/internal/desk/notes"
	"schild/internal/desk/registry"
	"schild/internal/desk/screening"
	"schild/internal/office"
	"schild/internal/store"
	"schild/internal/web/page"
	"schild/internal/web/plain"
	"schild/label"
)

//go:embed *.html
var templates embed.FS

// Desks are where something may wait for somebody; nil = nothing does.
type Desks struct {
	Registry  *registry.Desk
	Notes     *notes.Desk
	Screening *screening.Desk
	Casework  *casework.Desk
}

type pages struct {
	Desks
	registry *registry.Desk
	notes    *notes.Desk
}

// Pages gives the first page.
func Pages(d Desks) page.Set {
	p := pages{d, d.Registry, d.Notes}
	return page.Set{
		Name: "home", Templates: templates,
		Routes:  []page.Route{{Pattern: "GET /today", Handle: p.today}},
		Nav:     []page.Item{{Key: "home.title", Path: "/today", Keys: "g h", Rank: 1, Roles: []string{"intake", "analyst", "head", "releaser", "registrar", "security"}}},
		Stories: stories(),
	}
}

// today is what the template is given.
type today struct {
	Names   *waiting // nil when deciding names is not for the reader's roles
	Notes   []waiting
	Nothing bool
	Others  string // that other people's do, for those who keep the list
	Ends    string // that the reader's own clearance ends soon or does not hold, "" otherwise
}

// waiting is one queue of what is due.
type waiting struct {
	ID, Title string
	Queue     page.Queue
	Count     int
	More      bool      // more than are counted
	All       page.Link // the whole list
}

// due is what the desks gave.
type due struct {
	records []registry.Record
	open    int
	notes   map[string][]notes.Note
	cases   []casework.Waiting
	hits    []screening.Hit
	labels  map[string]label.Label
	top     label.Label
}

// shown is how many lines each queue has here.
const shown = 8

func (p pages) today(a *page.Ask) error {
	d, err := p.due(a)
	if err != nil {
		return err
	}
	out := showToday(a, d)
	if out.Others, err = p.ending(a); err != nil {
		return err
	}
	out.Nothing = out.Nothing && out.Others == ""
	return a.Show(page.Page{Title: a.T("home.title"), Nav: "/today", Template: "today", Label: d.top, Help: a.T("home.help"), Data: out})
}

// ending says how many clearances end soon or do not hold, to those who keep the list of people.
func (p pages) ending(a *page.Ask) (string, error) {
	if !may(a, "person.clear") {
		return "", nil
	}
	ps, err := p.registry.People(a.R.Context(), a.By)
	n := 0
	for _, s := range ps {
		if left, ok := s.DaysLeft(); s.Active && (!s.InForce() || ok && left <= registry.WarnDays) {
			n++
		}
	}
	if n == 0 {
		return "", err
	}
	return a.T("home.ending", "n", strconv.Itoa(n)), err
}

// queues gives the queues of notes with the act that each waits for.
func queues() [][2]string {
	return [][2]string{{"mine", "note.draft"}, {"review", "note.approve"}, {"send", "note.send"}}
}

func (p pages) due(a *page.Ask) (due, error) {
	d := due{notes: map[string][]notes.Note{}, labels: map[string]label.Label{}, top: label.Bottom()}
	err := a.See(func(v *store.View) (err error) {
		if may(a, "mention.accept") {
			if err := p.names(v, &d); err != nil {
				return err
			}
		}
		for _, q := range queues() {
			if !may(a, q[1]) {
				continue
			}
			if d.notes[q[0]], err = p.notes.List(v, notes.Filter{Queue: q[0], Limit: shown + 1}); err != nil {
				return err
			}
			for _, n := range d.notes[q[0]] {
				d.add(v, n.ID, n.Label)
			}
		}
		return p.work(a, v, &d)
	})
	return d, err
}

func (p pages) names(v *store.View, d *due) (err error) {
	f := registry.Filter{Open: true, Limit: shown}
	if d.records, err = p.registry.Inbox(v, f); err != nil {
		return err
	}
	for _, r := range d.records {
		d.add(v, r.ID, r.Label)
	}
	if d.open = len(d.records); d.open == shown { // there may be more
		d.open, err = p.registry.Count(v, f)
	}
	return err
}

func (d *due) add(v *store.View, id string, no int64) {
	d.labels[id] = v.Label(no)
	d.top = label.Join(d.top, v.Label(no))
}

// may tells whether an act is for any of the reader's roles.
func may(a *page.Ask, kind string) bool { return office.May(kind, a.Staff) }

// ends warns the reader of the end of their own clearance.
func ends(a *page.Ask) string {
	left, ok := a.Staff.DaysLeft()
	switch {
	case !a.Staff.InForce():
		return a.T("home.lapsed")
	case ok && left <= registry.WarnDays:
		return a.T("home.ends", "n", strconv.Itoa(left))
	}
	return ""
}

func showToday(a *page.Ask, d due) today {
	out := today{Nothing: true, Ends: ends(a)}
	if may(a, "mention.accept") {
		w := namesQueue(a, d)
		out.Names, out.Nothing = &w, len(d.records) == 0
	}
	for _, w := range []waiting{casesQueue(a, d), hitsQueue(a, d)} {
		if len(w.Queue.Entries) > 0 {
			out.Notes, out.Nothing = append(out.Notes, w), false
		}
	}
	for _, q := range queues() {
		if ns := d.notes[q[0]]; len(ns) > 0 {
			out.Notes, out.Nothing = append(out.Notes, notesQueue(a, q[0], ns, d)), false
		}
	}
	return out
}

func namesQueue(a *page.Ask, d due) waiting {
	w := waiting{ID: "names", Title: a.T("home.names"), Count: min(d.open, registry.CountLimit), More: d.open > registry.CountLimit,
		All: page.Link{Text: a.T("home.names.all"), Path: "/inbox?open=1"}}
	w.Queue.Empty = page.Empty{Title: a.T("home.names.none")}
	for _, r := range d.records {
		l := d.labels[r.ID]
		w.Queue.Entries = append(w.Queue.Entries, page.Entry{Title: cmp.Or(plain.Line(r.Title), a.T("registry.untitled")), Text: r.Reference + " · " + plain.Line(r.SourceName),
			Path: "/record/" + r.ID + "#names", When: a.P.Moment(r.Registered), Label: &l, Tag: page.Tag{Text: a.P.Number(int64(r.Open)), Kind: "wait"}})
	}
	return w
}

func notesQueue(a *page.Ask, queue string, ns []notes.Note, d due) waiting {
	w := waiting{ID: queue, Title: a.T("home.notes." + queue), Count: min(len(ns), shown), More: len(ns) > shown, All: page.Link{Text: a.T("home.notes.all"), Path: "/notes?queue=" + queue}}
	for _, n := range ns[:w.Count] {
		l := d.labels[n.ID]
		e := page.Entry{Title: cmp.Or(plain.Line(n.Title), a.T("registry.untitled")), Text: n.Reference + " · " + n.AuthorName, Path: "/note/" + n.ID, When: a.P.Moment(n.Registered), Label: &l}
		if queue == "mine" {
			e.Tag = page.Tag{Text: a.T("note.state." + n.State)}
		}
		w.Queue.Entries = append(w.Queue.Entries, e)
	}
	return w
}
