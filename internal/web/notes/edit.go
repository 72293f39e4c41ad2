package notes

import (
	"html/template"
	"strconv"
	"strings"

	"schild/internal/desk/dossier"
	desk "schild/internal/desk/notes"
	"schild/internal/store"
	"schild/internal/web/page"
	"schild/label"
	"schild/note"
)

// editor is what the template is given.
type editor struct {
	Form    *sheetForm
	Version int64
	Floor   floorPanel
	Preview template.HTML
	Picker  picker
	Changed bool // what is shown is not what is kept
}

// edit opens the editor on a new note or on the last version of one.
func (p pages) edit(a *page.Ask) error {
	w := desk.Work{ID: a.Path("id"), Dossier: a.Query("dossier"), Draft: note.Draft{Kind: note.National, Lang: a.P.Code(),
		Paragraphs: []note.Paragraph{{}}, Addressees: []note.Addressee{{}}}}
	if ref := a.Query("cite"); ref != "" && w.ID == "" {
		w.Draft.Paragraphs = citeIn(nil, 0, clip(ref))
	}
	if w.ID != "" {
		err := a.See(func(v *store.View) error {
			n, err := p.Notes.Note(v, w.ID)
			w = workOf(n)
			return err
		})
		if err != nil {
			return err
		}
	}
	return p.showEditor(a, w, nil)
}

// shown gives a note without a title one to be shown under.
func shown(a *page.Ask, w desk.Work) desk.Work {
	w.Draft.Title = orUntitled(a, w.Draft.Title)
	return w
}

func workOf(n desk.Note) desk.Work {
	w := desk.Work{ID: n.ID, Version: n.Version, Dossier: n.Dossier, Draft: n.Draft}
	if len(w.Draft.Paragraphs) == 0 {
		w.Draft.Paragraphs = []note.Paragraph{{}}
	}
	if len(w.Draft.Addressees) == 0 {
		w.Draft.Addressees = []note.Addressee{{}}
	}
	return w
}

// clip bounds a reference that came with an address: what is not one resolves to nothing.
func clip(ref string) string {
	return strings.Map(func(r rune) rune {
		if r <= ' ' || r == '[' || r == ']' {
			return -1
		}
		return r
	}, ref[:min(len(ref), 64)])
}

// write answers every button of the editor; only "save" keeps anything.
func (p pages) write(a *page.Ask) error {
	ds, err := p.dossiers(a)
	if err != nil {
		return err
	}
	w, f, err := readWork(a, a.Path("id"), ds)
	if err != nil {
		return err
	}
	if a.R.PostForm.Get("do") == "save" && len(f.Errors) == 0 {
		saved, err := p.Notes.Save(a.R.Context(), a.By, w)
		if err == nil {
			return a.Done("/note/"+saved.ID+"/edit", a.T("notes.saved", "reference", saved.Reference, "version", strconv.FormatInt(saved.Version, 10)))
		}
		if !a.Blame(f.Form, "", err) {
			return err
		}
	}
	return p.showEditor(a, w, f)
}

func (p pages) dossiers(a *page.Ask) (ds []dossier.Dossier, err error) {
	err = a.See(func(v *store.View) error {
		ds, err = p.Dossier.List(v)
		return err
	})
	return ds, err
}

// showEditor shows a draft in hand, saved or not, with what a pressed button asked for. posted carries the errors of what was
// posted, nil when nothing was.
func (p pages) showEditor(a *page.Ask, w desk.Work, posted *sheetForm) error {
	var out editor
	var top label.Label
	title := a.T("notes.new")
	err := a.See(func(v *store.View) error {
		if w.ID != "" {
			n, err := p.Notes.Note(v, w.ID)
			if err != nil {
				return err
			}
			title, top = a.T("notes.edit", "reference", n.Reference), v.Label(n.Label)
			w.Draft.Reference, w.Draft.Date = n.Reference, n.Draft.Date
		}
		return p.fill(a, v, w, &out)
	})
	if err != nil {
		return err
	}
	if posted != nil {
		out.Form.Errors = posted.Errors
		for _, f := range posted.Fields {
			if mine := out.Form.Field(f.Name); mine != nil && f.Error != "" && mine.Kind != "area" {
				mine.Error, mine.Value = f.Error, f.Value
			}
		}
	}
	back := page.Link{Text: a.T("notes.title"), Path: "/notes"}
	if w.ID != "" {
		back = page.Link{Text: title, Path: "/note/" + w.ID}
	}
	top = label.JoinAll(top, out.Floor.Label, out.Picker.Label, out.Floor.dossiers)
	return a.Show(page.Page{Title: title, Nav: "/notes", Template: "editor", Label: top, Wide: true, Back: &back, Help: a.T("notes.edit.help"), Data: out})
}

// fill reads everything the editor shows in one view.
func (p pages) fill(a *page.Ask, v *store.View, w desk.Work, out *editor) error {
	ds, err := p.Dossier.List(v)
	if err != nil {
		return err
	}
	check, err := p.check(v, w)
	if err != nil {
		return err
	}
	do, into := a.R.PostForm.Get("do"), a.R.PostForm.Get("into")
	at, _ := strconv.Atoi(into)
	if w = change(w, do, at, check.Floor); do != "" {
		if check, err = p.check(v, w); err != nil {
			return err
		}
	}
	html, err := p.Notes.Preview(v, shown(a, w))
	if err != nil {
		return err
	}
	out.Form, out.Version, out.Changed = formOf(a, w, ds), w.Version, do != ""
	out.Floor = panel(a, w, check)
	for _, d := range ds {
		out.Floor.dossiers = label.Join(out.Floor.dossiers, v.Label(d.Label))
	}
	out.Preview = template.HTML(html) // cleaned by the note's own policy
	for i := range out.Form.Paragraphs {
		out.Form.Paragraphs[i].Portion, out.Form.Paragraphs[i].Mark = &check.Portions[i], printed(a, w, check.Portions[i])
		if out.Form.Paragraphs[i].Citations, err = p.citations(a, v, w.Draft.Paragraphs[i], check); err != nil {
			return err
		}
	}
	out.Picker, err = p.pick(a, v, a.R.PostForm.Get("q"))
	out.Picker.Into, out.Picker.Of = at, len(w.Draft.Paragraphs)
	return err
}
