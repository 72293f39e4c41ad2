package casework

import (
	desk "schild/internal/desk/casework"
	"schild/internal/store"
	"schild/internal/web/page"
	"schild/label"
	"schild/procedure"
)

func (p pages) opening(a *page.Ask) error { return p.showOpening(a, nil) }

func (p pages) showOpening(a *page.Ask, form *page.Form) error {
	fs, err := p.folders(a)
	if err != nil {
		return err
	}
	if form == nil {
		form = p.openForm(a, fs)
	}
	return a.Show(page.Page{Title: a.T("casework.new"), Nav: "/work", Template: "opening", Help: a.T("casework.new.help"), Back: &page.Link{Text: a.T("casework.title"), Path: "/work"}, Data: form})
}

// folders gives the open dossiers the reader is of.
func (p pages) folders(a *page.Ask) (out []desk.Folder, err error) {
	err = a.See(func(v *store.View) (err error) { out, err = p.desk.Folders(v); return err })
	return out, err
}

func (p pages) openForm(a *page.Ask, fs []desk.Folder) *page.Form {
	var procedures, levels []page.Option
	procedures = append(procedures, page.Option{Value: "", Text: a.T("casework.choose")})
	for _, f := range p.desk.Openable(a.Staff) {
		procedures = append(procedures, page.Option{Value: f.ID, Text: p.procedure(a, f.ID) + outline(a, f)})
	}
	for l := label.NotClassified; l <= label.TopSecret && l <= label.Level(a.Staff.Level); l++ {
		levels = append(levels, page.Option{Value: l.String(), Label: &label.Label{Level: l}})
	}
	dossiers := []page.Option{{Value: "", Text: a.T("casework.dossier.none")}}
	for _, f := range fs {
		dossiers = append(dossiers, page.Option{Value: f.ID, Text: f.Title})
	}
	form := a.Form("/case/new", a.T("casework.new.do"),
		&page.Field{Name: "procedure", Label: a.T("casework.procedure"), Kind: "choice", Required: true, Options: procedures, Value: a.Query("procedure"), Values: []string{a.Query("procedure")}},
		&page.Field{Name: "title", Label: a.T("casework.name"), Hint: a.T("casework.name.hint"), Required: true, Width: "full"},
		&page.Field{Name: "level", Label: a.T("casework.level"), Hint: a.T("casework.level.hint"), Kind: "radios", Required: true, Options: levels, Value: label.Restricted.String(), Values: []string{label.Restricted.String()}},
		&page.Field{Name: "dossier", Label: a.T("casework.dossier"), Hint: a.T("casework.dossier.hint"), Kind: "choice", Options: dossiers})
	form.Explain, form.Cancel = a.T("casework.new.explain"), &page.Link{Text: a.T("casework.cancel"), Path: "/work"}
	return form
}

func outline(a *page.Ask, f *procedure.File) string {
	if f.Depth == "full" {
		return ""
	}
	return " (" + a.T("casework.depth.outline") + ")"
}

func (p pages) open(a *page.Ask) error {
	fs, err := p.folders(a)
	if err != nil {
		return err
	}
	form := p.openForm(a, fs)
	if a.Read(form) {
		level, _ := label.ParseLevel(form.Value("level")) // the form offers no other
		id, err := p.desk.Open(a.R.Context(), a.By, desk.Opening{Procedure: form.Value("procedure"), Title: form.Value("title"), Label: label.Label{Level: level}, Dossier: form.Value("dossier")})
		if err == nil {
			return a.Done("/cases/"+id, a.T("casework.opened"))
		}
		if !a.Blame(form, "procedure", p.worded(a, p.file(form.Value("procedure")), err)) {
			return err
		}
	}
	return p.showOpening(a, form)
}
