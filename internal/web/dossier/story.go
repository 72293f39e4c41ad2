package dossier

import (
	desk "schild/internal/desk/dossier"
	"schild/internal/desk/notes"
	"schild/internal/store"
	"schild/internal/web/page"
	"schild/label"
)

// stories show every page of dossiers with invented data: full, empty, gone wrong.
func stories() []page.Story {
	told := func(f func(*page.Ask) any) func(*page.Ask) any {
		return func(a *page.Ask) any {
			b := *a // as a head of desk, so that every form is there
			b.Staff = store.Staff{ID: "hugo", Roles: "head", Level: int64(label.Secret)}
			return f(&b)
		}
	}
	secret := label.Label{Level: label.Secret}
	return []page.Story{
		{Name: "dossiers", Template: "dossiers", Label: secret, Data: told(func(a *page.Ask) any {
			return table(a, sampleDossiers(), []label.Label{{Level: label.Confidential}, secret, {Level: label.Restricted}})
		})},
		{Name: "dossiers-empty", Template: "dossiers", Data: told(func(a *page.Ask) any { return table(a, nil, nil) })},
		{Name: "dossier", Template: "dossier", Label: secret, Data: told(sampleFolder)},
		{Name: "dossier-open", Template: "opening", Data: told(func(a *page.Ask) any { return openForm(a, sampleStaff()) })},
		{Name: "dossier-open-wrong", Template: "opening", Data: told(wrongOpening)},
	}
}

const sampleAt = 1_773_040_500_000_000 // 9 March 2026, 08:15

func sampleDossiers() []desk.Dossier {
	return []desk.Dossier{
		{ID: "d1", Reference: "D-77AA-K2M0", Title: "Northern ports", Mission: "art. 7, 1°: economic potential", Threat: "espionage around terminals", Interest: "e", Reason: "Two reports of one month speak of the same buyer.", Team: "hugo,ilse,noor", Review: "2035-09-01", State: "open", Registered: sampleAt},
		{ID: "d2", Reference: "D-0Q1W-91XC", Title: "Visites nocturnes au dépôt de Marche-les-Bains", Mission: "art. 7, 1°", Team: "hugo,ilse", Review: "2026-01-31", State: "open", Registered: sampleAt},
		{ID: "d3", Reference: "D-5T5T-0001", Title: "Alte Fracht", Mission: "art. 7, 1°", Team: "hugo", Review: "2025-12", State: "closed", Registered: sampleAt}}
}

func sampleStaff() []store.Staff {
	return []store.Staff{{ID: "hugo", Name: "Hugo Aerts", Roles: "head", Active: true}, {ID: "ilse", Name: "Ilse Merel", Roles: "analyst", Active: true}, {ID: "noor", Name: "Noor Élan", Roles: "analyst", Active: true},
		{ID: "otto", Name: "Otto Vesk", Roles: "auditor", Active: true}, {ID: "rita", Name: "Rita Orlan", Roles: "releaser", Active: true}}
}

func sampleFolder(a *page.Ask) any {
	o := opened{dossier: sampleDossiers()[1], staff: sampleStaff(), labels: []label.Label{{Level: label.Secret}, {Level: label.Restricted}},
		notes: []notes.Note{{ID: "n1", Reference: "N-4C2H-88TV", Title: "Procurement around Éclair Maßwerk", Kind: "NE", State: "sent", Registered: sampleAt}, {ID: "n2", Reference: "N-0D3K-71XX", Kind: "NA", State: "draft", Registered: sampleAt}}}
	o.dossier.Threat, o.dossier.Reason = "sabotage", "The guard saw the same van three times."
	out := folderOf(a, o)
	out.Form = teamForm(a, o)
	return out
}

func wrongOpening(a *page.Ask) any {
	f := openForm(a, sampleStaff())
	for _, x := range [][2]string{{"title", "dossier.needed.title"}, {"review", "dossier.review.past"}} {
		f.Field(x[0]).Error = a.T(x[1])
		f.Errors = append(f.Errors, page.Wrong{Field: "f-" + x[0], Text: a.T(x[1])})
	}
	return f
}
