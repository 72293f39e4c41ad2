package registry

import (
	"bytes"
	"slices"
	"strings"

	"schild/document"
	"schild/fact"
	"schild/fault"
	"schild/internal/desk/knowledge"
	desk "schild/internal/desk/registry"
	"schild/internal/store"
	"schild/internal/web/page"
	"schild/internal/web/plain"
	"schild/label"
)

// sheet is one record with everything its reader may see around it.
type sheet struct {
	rec      desk.Record
	arrival  desk.Arrival
	doc      document.Document
	mentions []knowledge.Mention
	captions map[string]string // of entities, as this page names them
	claims   []knowledge.Claim // those of the page
	stated   *page.Table       // where in the statements the page stands
	twins    []desk.Record
	label    label.Label
	labels   map[string]label.Label // of mentions, statements and twins, by id
	top      label.Label
}

// look reads a record and what lies around it in one view.
func (p pages) look(a *page.Ask, id string) (s sheet, err error) {
	s.captions, s.labels, s.stated = map[string]string{}, map[string]label.Label{}, a.Table("stated")
	err = a.See(func(v *store.View) error {
		if s.rec, err = p.registry.Record(v, id); err != nil {
			return err
		}
		if err := p.contents(v, &s); err != nil {
			return err
		}
		if err := p.found(v, &s); err != nil {
			return err
		}
		s.label = v.Label(s.rec.Label)
		s.join(v)
		return nil
	})
	return s, err
}

func (p pages) contents(v *store.View, s *sheet) (err error) {
	if s.arrival, err = p.registry.Arrival(v, s.rec.ID); err != nil {
		return err
	}
	if s.doc, err = p.registry.Document(v, s.rec.ID); err != nil {
		return err
	}
	s.twins, err = p.registry.Twins(v, s.rec)
	return err
}

func (p pages) found(v *store.View, s *sheet) (err error) {
	if s.mentions, err = p.knowledge.Mentions(v, s.rec.ID); err != nil {
		return err
	}
	if s.claims, s.stated.Count, err = p.knowledge.OfRecord(v, s.rec.ID, s.stated.At, s.stated.Limit()); err != nil {
		return err
	}
	if len(s.claims) == 0 && s.stated.At > 0 { // there are fewer by now
		s.stated.At = 0
		return p.found(v, s)
	}
	s.call(s.claims)
	for _, m := range s.mentions {
		if s.captions[m.Entity] != "" {
			continue
		}
		c, err := p.knowledge.Statement(v, m.Name)
		if err != nil {
			return err
		}
		s.call([]knowledge.Claim{c})
	}
	return nil
}

// call gives entities the names that are on this page anyhow: those stated in the record and those its words matched. A
// name said elsewhere could be higher than everything here.
func (s *sheet) call(cs []knowledge.Claim) {
	for _, c := range cs {
		if f, _ := fact.Lookup(c.Schema, c.Property); f.Type == "name" && s.captions[string(c.Entity)] == "" {
			s.captions[string(c.Entity)] = c.Value
		}
	}
}

// join computes the label of the page: of everything on it.
func (s *sheet) join(v *store.View) {
	s.top = s.label
	add := func(id string, no int64) {
		s.labels[id] = v.Label(no)
		s.top = label.Join(s.top, v.Label(no))
	}
	for _, m := range s.mentions {
		add(m.ID, m.Label)
	}
	for _, c := range s.claims {
		add(string(c.ID), c.No)
	}
	for _, t := range s.twins {
		add(t.ID, t.Label)
	}
}

func (p pages) record(a *page.Ask) error { return p.showRecord(a, nil) }

// showRecord shows a record; form is the one with an error in it, nil when none was pressed.
func (p pages) showRecord(a *page.Ask, form *page.Form) error {
	s, err := p.look(a, a.Path("id"))
	if err != nil {
		return err
	}
	data := showSheet(a, s)
	data.Doubt = a.Office.Allows(s.label) != nil
	if may(a, "record.route") {
		data.Route = form
		if data.Route == nil {
			data.Route = routeForm(a, s.rec)
		}
	}
	return a.Show(page.Page{Title: titleOf(a, s.rec), Nav: "/inbox", Template: "record", Label: s.top, Wide: true,
		Back: &page.Link{Text: a.T("registry.inbox.title"), Path: "/inbox"}, Help: a.T("registry.record.help"), Actions: recallLink(a, s.rec), Data: data})
}

// recallLink leads those who may recall to the way of a record: who was told what it says; and to what it bears.
func recallLink(a *page.Ask, r desk.Record) (out []page.Link) {
	if may(a, "note.recall") {
		out = append(out, page.Link{Text: a.T("registry.record.way"), Path: "/recall/" + r.ID})
	}
	if may(a, "label.propose") {
		out = append(out, page.Link{Text: a.T("registry.record.label"), Path: "/record/" + r.ID + "/label"})
	}
	return out
}

// raw gives the file as it arrived; looking at it is registered like any reading.
func (p pages) raw(a *page.Ask) error {
	var b []byte
	var rec desk.Record
	var l label.Label
	err := a.See(func(v *store.View) (err error) {
		if rec, err = p.registry.Record(v, a.Path("id")); err != nil {
			return err
		}
		l = v.Label(rec.Label)
		b, err = p.registry.Raw(v, rec.ID)
		return err
	})
	if err != nil {
		return err
	}
	return a.File(fileName(rec), "application/octet-stream", l, bytes.NewReader(b))
}

// fileName gives the name to keep a file under: as it was sent, without what a file system or a reader could trip over.
func fileName(r desk.Record) string {
	name := strings.Map(func(c rune) rune {
		if plain.Hidden(c) || strings.ContainsRune(`/\:*?"<>|`, c) {
			return '_'
		}
		return c
	}, r.File)
	name = strings.TrimLeft(name, ". ")
	if name == "" {
		name = "file"
	}
	return r.Reference + "_" + name
}

func routeForm(a *page.Ask, r desk.Record) *page.Form {
	f := a.Form("/record/"+r.ID+"/route", a.T("registry.route.do"),
		&page.Field{Name: "desk", Label: a.T("registry.route.desk"), Hint: a.T("registry.route.hint"), Value: r.Desk, Width: "short", Most: 64})
	f.ID = "route"
	return f
}

func (p pages) route(a *page.Ask) error {
	f := routeForm(a, desk.Record{ID: a.Path("id")})
	if a.Read(f) {
		_, err := p.registry.Route(a.R.Context(), a.By, a.Path("id"), f.Value("desk"))
		if err == nil {
			return a.Done("/record/"+a.Path("id"), a.T("registry.route.done"))
		}
		if !a.Blame(f, "desk", err) {
			return err
		}
	}
	return p.showRecord(a, f)
}

func (p pages) accept(a *page.Ask) error {
	_, err := p.knowledge.Accept(a.R.Context(), a.By, a.Path("mention"))
	return p.decided(a, err, "registry.mention.accepted")
}

// reasons are the usual ones for a rejection; what is kept is the key, so that every reader sees it in their language.
func reasons() []string { return []string{"namesake", "noname", "unclear"} }

func (p pages) reject(a *page.Ask) error {
	if err := a.R.ParseForm(); err != nil {
		return fault.Wrap(err, fault.Invalid, "form.unreadable")
	}
	reason := a.R.PostForm.Get("reason")
	if !slices.Contains(reasons(), reason) {
		return fault.New(fault.Invalid, "registry.mention.reason")
	}
	_, err := p.knowledge.Reject(a.R.Context(), a.By, a.Path("mention"), reason)
	return p.decided(a, err, "registry.mention.rejected")
}

// decided shows the record again at the next name that waits: the whole page, or for script the reading alone. That
// somebody was first is no error to stop at: the page shows how they decided.
func (p pages) decided(a *page.Ask, err error, said string) error {
	id := a.Path("id")
	if fault.Is(err, fault.Conflict) {
		said, err = "registry.mention.first", nil
	}
	if err != nil {
		return err
	}
	s, err := p.look(a, id)
	if err != nil {
		return err
	}
	if a.R.Header.Get("HX-Request") != "" {
		r := showSheet(a, s).Reading
		r.Say, r.Next = a.T(said), nextOpen(s.mentions, a.Path("mention"))
		return a.Part("reading", r)
	}
	place := "#names"
	if next := nextOpen(s.mentions, a.Path("mention")); next != "" {
		place = "#m-" + next
	}
	return a.Done("/record/"+id+place, a.T(said))
}

// nextOpen gives the next name after one that nobody has decided, from the beginning again when there is none behind.
func nextOpen(ms []knowledge.Mention, after string) string {
	at := slices.IndexFunc(ms, func(m knowledge.Mention) bool { return m.ID == after })
	for i := range ms {
		if m := ms[(at+1+i)%len(ms)]; m.State == "proposed" {
			return m.ID
		}
	}
	return ""
}
