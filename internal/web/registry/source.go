package registry

import (
	"errors"

	"schild/fault"
	desk "schild/internal/desk/registry"
	"schild/internal/store"
	"schild/internal/web/page"
	"schild/internal/web/plain"
	"schild/label"
)

// listed is what the templates of sources and people are given: who is there, and the form for one more.
type listed struct {
	Table *page.Table
	Form  *page.Form // nil when the reader enrols nobody
	Title string     // of the form
}

func (p pages) sources(a *page.Ask) error { return p.showSources(a, sourceForm(a)) }

func (p pages) showSources(a *page.Ask, f *page.Form) error {
	var top label.Label
	var ss []desk.Source
	var ls []label.Label
	err := a.See(func(v *store.View) (err error) {
		ss, err = p.registry.Sources(v)
		for _, s := range ss {
			ls = append(ls, v.Label(s.Label))
			top = label.Join(top, v.Label(s.Label))
		}
		return err
	})
	if err != nil {
		return err
	}
	return a.Show(page.Page{Title: a.T("registry.sources.title"), Nav: "/sources", Template: "listed", Label: top, Help: a.T("registry.sources.help"),
		Data: listed{sourceTable(a, ss, ls), offered(a, "source.add", f), a.T("registry.sources.add")}})
}

// offered gives a form to those whose act it is.
func offered(a *page.Ask, kind string, f *page.Form) *page.Form {
	if !may(a, kind) {
		return nil
	}
	return f
}

func sourceTable(a *page.Ask, ss []desk.Source, ls []label.Label) *page.Table {
	t := a.Table("")
	t.Caption, t.Marked = a.T("registry.sources.caption"), true
	t.Columns = []page.Column{{Key: "name", Title: a.T("registry.name"), Sort: true}, {Key: "kind", Title: a.T("registry.kind"), Sort: true},
		{Key: "org", Title: a.T("registry.organisation"), Sort: true, Minor: true}, {Key: "country", Title: a.T("registry.country"), Sort: true, Minor: true},
		{Title: a.T("registry.lang"), Minor: true}, {Title: a.T("registry.default")}, {Title: a.T("registry.grade")}}
	t.Empty = page.Empty{Title: a.T("registry.sources.none")}
	for i, s := range ss {
		marks := s.DefaultLabel
		if l, err := label.Parse(s.DefaultLabel); err == nil {
			marks = l.Banner(a.P.Code())
		}
		t.Add(page.Row{Path: "/inbox?source=" + s.ID, Label: ls[i], Cells: []page.Cell{{Text: plain.Line(s.Name), Note: s.ID}, {Text: a.T("registry.source.kind." + s.Kind)},
			{Text: s.Organisation}, {Text: s.Country}, {Text: langOf(a, s.Lang)}, {Text: marks}, {Text: s.Grade}}})
	}
	t.Arrange()
	return t
}

func sourceForm(a *page.Ask) *page.Form {
	kinds := []page.Option{}
	for _, k := range desk.SourceKinds() {
		if k != "list" { // a list enrols its own source
			kinds = append(kinds, page.Option{Value: k, Text: a.T("registry.source.kind." + k)})
		}
	}
	return a.Form("/sources", a.T("registry.sources.do"),
		&page.Field{Name: "id", Label: a.T("registry.short"), Hint: a.T("registry.sources.short.hint"), Required: true, Width: "short", Most: 64},
		&page.Field{Name: "name", Label: a.T("registry.name"), Required: true},
		&page.Field{Name: "kind", Label: a.T("registry.kind"), Kind: "choice", Options: kinds, Required: true},
		&page.Field{Name: "organisation", Label: a.T("registry.organisation"), Hint: a.T("registry.organisation.hint"), Width: "short", Most: 64},
		&page.Field{Name: "country", Label: a.T("registry.country"), Hint: a.T("registry.country.hint"), Width: "short", Most: 2},
		&page.Field{Name: "lang", Label: a.T("registry.lang"), Kind: "choice", Options: choices(a, "registry.lang.", page.Option{Text: a.T("registry.lang.none")}, "nl", "fr", "de", "en")},
		&page.Field{Name: "default", Label: a.T("registry.default"), Hint: a.T("registry.default.hint"), Required: true},
		&page.Field{Name: "grade", Label: a.T("registry.grade"), Hint: a.T("registry.grade.hint"), Width: "short", Most: 2},
		&page.Field{Name: "address", Label: a.T("registry.address")},
		&page.Field{Name: "known", Label: a.T("registry.known"), Hint: a.T("registry.known.hint"), Value: "UNCLASSIFIED", Required: true})
}

func (p pages) addSource(a *page.Ask) error {
	f := sourceForm(a)
	if a.Read(f) {
		s := desk.Source{ID: f.Value("id"), Name: f.Value("name"), Kind: f.Value("kind"), Organisation: f.Value("organisation"), Country: f.Value("country"),
			Lang: f.Value("lang"), DefaultLabel: f.Value("default"), Grade: f.Value("grade"), Address: f.Value("address")}
		known, err := label.Parse(f.Value("known"))
		if err != nil && !a.Blame(f, "known", err) {
			return err
		}
		if err == nil {
			if _, err = p.registry.AddSource(a.R.Context(), a.By, s, known); err == nil {
				return a.Done("/sources", a.T("registry.sources.done", "name", s.Name))
			}
			if !a.Blame(f, sourceField(err), err) {
				return err
			}
		}
	}
	return p.showSources(a, f)
}

// sourceField gives the field an error of the desk is about.
func sourceField(err error) string {
	var e *fault.Error
	if !errors.As(err, &e) {
		return ""
	}
	fields := map[string]string{"source.id": "id", "source.exists": "id", "source.name": "name", "source.kind": "kind", "fact.grade": "grade", "label.token": "organisation"}
	if f := fields[e.Key]; f != "" {
		return f
	}
	return "default" // what is left is about the marking
}
