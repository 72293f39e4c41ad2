package notes

import (
	"bytes"
	"html/template"
	"net/url"

	desk "schild/internal/desk/notes"
	"schild/internal/store"
	"schild/internal/web/page"
	"schild/label"
)

// sheet is what the template of one note is given.
type sheet struct {
	ID      string
	State   page.Tag
	Reason  string // why it was returned or recalled
	Facts   page.List
	Preview template.HTML
	Floor   *floorPanel // while it is being written
	Submit  *page.Form
	Proof   bool
	Next    *page.Link // what comes next, for whoever may do it
}

// opened is a note and what its pages share.
type opened struct {
	note    desk.Note
	row     label.Label
	top     label.Label
	dossier string // its title, when the reader sees it
	check   desk.Check
	preview template.HTML
	names   map[string]string // of the people in it
}

// open reads a note for any of its pages.
func (p pages) open(a *page.Ask, v *store.View) (o opened, err error) {
	if o.note, err = p.Notes.Note(v, a.Path("id")); err != nil {
		return o, err
	}
	o.row = v.Label(o.note.Label)
	w := workOf(o.note)
	if o.check, err = p.check(v, w); err != nil {
		return o, err
	}
	html, err := p.Notes.Preview(v, shown(a, w))
	o.preview = template.HTML(html) // cleaned by the note's own policy
	o.top = label.JoinAll(o.row, o.check.Floor, o.note.Draft.Label)
	if o.note.Dossier != "" {
		d, err := p.Dossier.Dossier(v, o.note.Dossier)
		if err != nil {
			return o, err
		}
		o.dossier, o.top = d.Title, label.Join(o.top, v.Label(d.Label))
	}
	return o, err
}

// see opens a note in a view of its own and names the people in it.
func (p pages) see(a *page.Ask, more func(*store.View, *opened) error) (o opened, err error) {
	err = a.See(func(v *store.View) error {
		if o, err = p.open(a, v); err != nil || more == nil {
			return err
		}
		return more(v, &o)
	})
	if err != nil {
		return o, err
	}
	everyone, err := a.Office.Everyone(a.R.Context())
	o.names = map[string]string{}
	for _, s := range everyone {
		o.names[s.ID] = s.Name
	}
	return o, err
}

func (o opened) name(id string) string {
	if n := o.names[id]; n != "" {
		return n
	}
	return id
}

// sheet shows one note.
func (p pages) sheet(a *page.Ask) error {
	o, err := p.see(a, nil)
	if err != nil {
		return err
	}
	return p.showSheet(a, o, nil)
}

func (p pages) showSheet(a *page.Ask, o opened, submit *page.Form) error {
	n := o.note
	out := sheet{ID: n.ID, State: stateTag(a, n.State), Reason: n.Reason, Preview: o.preview, Facts: facts(a, o), Proof: !o.check.Blocked(), Next: next(a, o)}
	if n.State == "draft" || n.State == "returned" {
		floor := panel(a, workOf(n), o.check)
		floor.linkTo("/note/" + n.ID + "/edit")
		out.Floor = &floor
		if may(a, "note.submit") {
			if out.Submit = submit; submit == nil {
				out.Submit = submitForm(a, n)
			}
		}
	}
	return a.Show(p.around(a, o, "sheet", out))
}

// around is the frame of every page of one note.
func (p pages) around(a *page.Ask, o opened, template string, data any) page.Page {
	n := o.note
	out := page.Page{Title: orUntitled(a, n.Title), Nav: "/notes", Template: template, Label: o.top, Back: &page.Link{Text: a.T("notes.title"), Path: "/notes"},
		Tabs: sheetTabs(a, n, template), Data: data, Help: a.T("notes.sheet.help")}
	if (n.State == "draft" || n.State == "returned") && may(a, "note.draft") {
		out.Actions = append(out.Actions, page.Link{Text: a.T("notes.edit.do"), Path: "/note/" + n.ID + "/edit", Keys: "e"})
	} else if may(a, "label.propose") {
		out.Actions = append(out.Actions, page.Link{Text: a.T("notes.label"), Path: "/note/" + n.ID + "/label"})
	}
	return out
}

func sheetTabs(a *page.Ask, n desk.Note, current string) page.Tabs {
	var out page.Tabs
	add := func(name, path string) {
		out = append(out, page.Link{Text: a.T("notes.tab." + name), Path: path, Current: name == current})
	}
	add("sheet", "/note/"+n.ID)
	add("review", "/note/"+n.ID+"/review")
	add("release", "/note/"+n.ID+"/release")
	add("copies", "/note/"+n.ID+"/copies")
	add("versions", "/note/"+n.ID+"/versions")
	add("way", "/recall/"+n.ID)
	return out
}

// linkTo makes the panel's links lead to the fields of another page.
func (f *floorPanel) linkTo(path string) {
	for i := range f.Portions {
		f.Portions[i].At = path + f.Portions[i].At
	}
	for _, list := range [][]problem{f.Problems, f.Hints} {
		for i := range list {
			if list[i].At != "" {
				list[i].At = path + list[i].At
			}
		}
	}
}

func facts(a *page.Ask, o opened) page.List {
	n := o.note
	var out page.List
	add := func(key, value string) {
		if value != "" {
			out.Add(a.T(key), value)
		}
	}
	add("notes.reference", n.Reference)
	add("notes.kind", a.T("notes.kind."+map[string]string{"NA": "na", "NE": "ne"}[n.Kind]))
	add("notes.subject", n.Draft.Subject)
	add("notes.date", a.P.Date(n.Draft.Date))
	for _, to := range n.Draft.Addressees {
		add("notes.addressee", to.Title())
	}
	if o.dossier != "" {
		out.Entries = append(out.Entries, page.Entry{Title: a.T("notes.dossier"), Text: o.dossier, Path: "/dossier/" + url.PathEscape(n.Dossier)})
	}
	for _, id := range n.Authors {
		add("notes.column.author", o.name(id))
	}
	add("notes.submitter", o.name(n.Submitter))
	add("notes.reviewer", o.name(n.Reviewer))
	add("notes.sender", o.name(n.Sender))
	add("notes.column.changed", a.P.Moment(n.Registered))
	return out
}

// next is the page where the note goes on.
func next(a *page.Ask, o opened) *page.Link {
	n := o.note
	switch {
	case n.State == "submitted" && may(a, "note.approve"):
		return &page.Link{Text: a.T("notes.next.review"), Path: "/note/" + n.ID + "/review"}
	case n.State == "approved" && may(a, "note.send"):
		return &page.Link{Text: a.T("notes.next.send"), Path: "/note/" + n.ID + "/release"}
	case n.State == "sent" || n.State == "recalled":
		return &page.Link{Text: a.T("notes.next.copies"), Path: "/note/" + n.ID + "/copies"}
	}
	return nil
}

// proof gives the note as the first addressee would get it.
func (p pages) proof(a *page.Ask) error {
	var b []byte
	var o opened
	err := a.See(func(v *store.View) (err error) {
		if o, err = p.open(a, v); err != nil {
			return err
		}
		b, err = p.Notes.Proof(v, a.Path("id"))
		return err
	})
	if err != nil {
		return err
	}
	return a.File(o.note.Reference+"_proof.pdf", "application/pdf", o.top, bytes.NewReader(b))
}
