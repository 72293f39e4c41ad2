package dossier

import (
	"slices"

	"schild/day"
	desk "schild/internal/desk/dossier"
	"schild/internal/store"
	"schild/internal/web/page"
	"schild/label"
	"schild/note"
)

// openForm asks for everything a dossier needs before it opens.
func openForm(a *page.Ask, staff []store.Staff) *page.Form {
	var levels []page.Option
	for v := label.NotClassified; v <= label.TopSecret; v++ {
		if v <= label.Level(a.Staff.Level) {
			levels = append(levels, page.Option{Value: v.String(), Label: &label.Label{Level: v}})
		}
	}
	interests := []page.Option{{Value: "", Text: a.T("dossier.interest.none")}}
	for _, i := range note.Interests() {
		interests = append(interests, page.Option{Value: i, Text: i + ") " + note.InterestWord(i, a.P.Code())})
	}
	f := a.Form("/dossiers/new", a.T("dossier.open.do"),
		&page.Field{Name: "title", Label: a.T("dossier.name"), Required: true, Width: "full"},
		&page.Field{Name: "mission", Label: a.T("dossier.mission"), Hint: a.T("dossier.mission.hint"), Required: true, Width: "full"},
		&page.Field{Name: "threat", Label: a.T("dossier.threat"), Hint: a.T("dossier.threat.hint"), Width: "full"},
		&page.Field{Name: "interest", Label: a.T("dossier.interest"), Kind: "choice", Options: interests},
		&page.Field{Name: "reason", Label: a.T("dossier.reason"), Kind: "area", Rows: 4, Most: 4000, Required: true},
		&page.Field{Name: "level", Label: a.T("dossier.level.label"), Hint: a.T("dossier.level.hint"), Kind: "radios", Options: levels, Value: label.Restricted.String(), Required: true},
		&page.Field{Name: "review", Label: a.T("dossier.review.on"), Hint: a.T("dossier.review.hint"), Kind: "date", Width: "short", Required: true},
		&page.Field{Name: "team", Label: a.T("dossier.team"), Hint: a.T("dossier.team.hint"), Kind: "checks", Options: colleagues(a, staff, nil), Values: []string{a.By.ID}, Required: true})
	f.Explain, f.Cancel = a.T("dossier.open.explain"), &page.Link{Text: a.T("dossier.cancel"), Path: "/dossiers"}
	return f
}

func (p pages) opening(a *page.Ask) error {
	staff, err := a.Office.Everyone(a.R.Context())
	if err != nil {
		return err
	}
	return showOpening(a, openForm(a, staff))
}

func showOpening(a *page.Ask, f *page.Form) error {
	return a.Show(page.Page{Title: a.T("dossier.open"), Nav: "/dossiers", Template: "opening", Back: &page.Link{Text: a.T("dossier.title"), Path: "/dossiers"}, Data: f})
}

func (p pages) open(a *page.Ask) error {
	staff, err := a.Office.Everyone(a.R.Context())
	if err != nil {
		return err
	}
	f := openForm(a, staff)
	if a.Read(f) {
		o := openingOf(f)
		if o.Review, err = day.Parse(f.Value("review")); err == nil {
			var id string
			if id, err = p.dossier.Open(a.R.Context(), a.By, o); err == nil {
				return a.Done("/dossier/"+id, a.T("dossier.opened"))
			}
		}
		if !a.Blame(f, fieldOf(err), err) {
			return err
		}
	}
	return showOpening(a, f)
}

func openingOf(f *page.Form) desk.Opening {
	level, _ := label.ParseLevel(f.Value("level")) // the form offers no other
	return desk.Opening{Title: f.Value("title"), Mission: f.Value("mission"), Threat: f.Value("threat"), Interest: f.Value("interest"),
		Reason: f.Value("reason"), Level: level, Team: slices.Clone(f.Field("team").Values)}
}
