package home

import (
	"schild/fact"
	"schild/internal/desk/casework"
	"schild/internal/desk/notes"
	"schild/internal/desk/registry"
	"schild/internal/desk/screening"
	"schild/internal/store"
	"schild/internal/web/page"
	"schild/label"
)

// stories show the first page with invented data: full, without names, and with nothing due.
func stories() []page.Story {
	as := func(roles string, d due) func(*page.Ask) any {
		return func(a *page.Ask) any {
			b := *a
			b.Staff = store.Staff{ID: "story", Roles: roles}
			return showToday(&b, d)
		}
	}
	return []page.Story{
		{Name: "today", Template: "today", Label: label.Label{Level: label.Secret}, Data: as("head", sample())},
		{Name: "today-no-names", Template: "today", Label: label.Label{Level: label.Secret}, Data: as("head", due{notes: sample().notes, labels: sample().labels})},
		{Name: "today-nothing", Template: "today", Data: as("analyst", due{})},
	}
}

func sampleID(n byte) string { return string(fact.NewID([16]byte{n, 5, n, 8})) }

func sample() due {
	const at = 1_773_040_500_000_000 // 9 March 2026
	d := due{open: 1001, notes: map[string][]notes.Note{}, labels: map[string]label.Label{}}
	for i, t := range []string{"Demande de renseignements: société Quai Nord", "", "Frachtbrief 4711 \u202egnp.exe"} {
		id := sampleID(byte(i))
		d.records = append(d.records, registry.Record{ID: id, Reference: registry.Reference("R", fact.ID(id)), Title: t, SourceName: "Veltran service", Open: 3 * (i + 1), Registered: at})
		d.labels[id] = label.Label{Level: label.Level(i + 1)}
	}
	d.cases = []casework.Waiting{{ID: sampleID(40), Case: sampleID(40), Title: "Bank van de tussenpersoon", Reference: "BIM-4C2H-9XC0", Due: at, Late: true}}
	d.hits = []screening.Hit{{ID: sampleID(41), Name: "Ödön Kálvárosi-Brandt", Reference: "V-4C2H-9XC0", Registered: at}}
	d.labels[sampleID(40)], d.labels[sampleID(41)] = label.Label{Level: label.Secret}, label.Label{Level: label.Restricted}
	for i, q := range queues() {
		id := sampleID(byte(20 + i))
		d.notes[q[0]] = []notes.Note{{ID: id, Title: "MV Ravelin: bemanning en eigenaar", Reference: "NA-2026-04", AuthorName: "Marc Delabruyne", State: "returned", Registered: at}}
		d.labels[id] = label.Label{Level: label.Confidential}
	}
	return d
}
