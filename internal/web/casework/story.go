package casework

import (
	"time"

	desk "schild/internal/desk/casework"
	"schild/internal/store"
	"schild/internal/web/page"
	"schild/label"
	"schild/procedure"
	"schild/procedure/law"
)

// sampleAt is 10 March 2026, 16:00 in Brussels.
const sampleAt = 1_773_154_800_000_000

// stories show every page of casework with invented data.
func stories(p pages) []page.Story {
	p.now = func() int64 { return sampleAt }
	if p.desk == nil { // stories alone, without a house
		book, err := law.Book()
		if err != nil {
			return nil // the book's own test says why
		}
		p.desk = &desk.Desk{Book: book}
	}
	secret := label.Label{Level: label.Secret}
	told := func(f func(*page.Ask) any) func(*page.Ask) any {
		return func(a *page.Ask) any {
			b := *a // as a head of desk
			b.Staff = store.Staff{ID: "hugo", Roles: "head", Level: int64(label.Secret)}
			b.By.ID = "hugo"
			return f(&b)
		}
	}
	return []page.Story{
		{Name: "work", Template: "work", Label: secret, Data: told(func(a *page.Ask) any { return p.mine(a, p.sampleWork()) })},
		{Name: "work-empty", Template: "work", Data: told(func(a *page.Ask) any { return p.mine(a, seen{labels: map[int64]label.Label{}}) })},
		{Name: "boards", Template: "boards", Data: told(func(a *page.Ask) any {
			return p.boardTable(a, []desk.Open{{Procedure: "bim.exceptional", N: 4, Late: 1}, {Procedure: "clearance.person", N: 1204}})
		})},
		{Name: "board", Template: "board", Label: secret, Data: told(func(a *page.Ask) any {
			w := p.sampleWork()
			return p.lanes(a, p.file("bim.exceptional"), map[string][]desk.Waiting{"submitted": w.turn, "running": w.own}, w.labels)
		})},
		{Name: "board-empty", Template: "board", Data: told(func(a *page.Ask) any { return p.lanes(a, p.file("jic"), nil, nil) })},
		{Name: "case-open", Template: "opening", Data: told(func(a *page.Ask) any { return p.openForm(a, []desk.Folder{{ID: "d1", Title: "Northern ports"}}) })},
		{Name: "case", Template: "case", Label: secret, Data: told(func(a *page.Ask) any { return p.sheet(a, p.sampleCase(), nil) })},
		{Name: "calendar", Template: "calendar", Label: secret, Data: told(func(a *page.Ask) any {
			w := p.sampleWork()
			return p.month(a, firstOf("2026-03", today(sampleAt)), w.turn, w.labels)
		})},
		{Name: "standins", Template: "standins", Data: told(p.sampleStandins)},
		{Name: "case-figures", Template: "figures", Data: told(func(a *page.Ask) any {
			return p.counted(a, []desk.Count{{Procedure: "bim.exceptional", Figure: "authorised", Month: "2026-02", Split: "nature=bank,threat=espionage", N: 3}, {Procedure: "clearance.person", Figure: "granted", Month: "2026-02", Split: "level=secret", N: 812}}, "2026-01", "2026-03")
		})},
		{Name: "laws", Template: "boards", Data: told(func(a *page.Ask) any { return p.lawTable(a) })},
		{Name: "law", Template: "law", Data: told(func(a *page.Ask) any { return p.lawSheet(a, p.file("bim.exceptional")) })},
		{Name: "portal", Template: "portal", Data: told(func(a *page.Ask) any { return p.fronts(a, p.sampleFronts()) })},
		{Name: "portal-empty", Template: "portal", Data: told(func(a *page.Ask) any { return p.fronts(a, atFront{}) })},
		{Name: "portal-case", Template: "front", Data: told(func(a *page.Ask) any { return p.frontSheet(a, p.sampleFront(), nil) })},
		{Name: "letter", Template: "paper", Label: label.Label{}, Data: told(func(a *page.Ask) any { return p.letter(a, sampleLetter()) })},
	}
}

func (p pages) sampleWork() seen {
	day := int64(24 * time.Hour / time.Microsecond)
	w := func(id, title, procedure, stage, term string, due int64) desk.Waiting {
		return desk.Waiting{ID: id, Label: 3, Case: id, Procedure: procedure, Stage: stage, Term: term, Due: due, Warn: due - 2*day, Reference: "BIM-" + id + "-9XC0", Title: title}
	}
	return seen{now: sampleAt, labels: map[int64]label.Label{3: {Level: label.Secret}, 1: {Level: label.Restricted}}, top: label.Label{Level: label.Secret},
		turn: []desk.Waiting{w("4C2H", "Bank van de tussenpersoon", "bim.exceptional", "submitted", "advice", sampleAt-3*day), w("77AA", "Post in Hafenstraße", "bim.exceptional", "submitted", "advice", sampleAt+day/2),
			w("0Q1W", "Avoirs du consortium", "fdi.opinion", "draft", "own_opinion", sampleAt+12*day)},
		over:    []desk.Waiting{w("3WQ8", "Zoll am Nordkai", "bim.specific", "submitted", "advice", sampleAt-day)},
		own:     []desk.Waiting{{ID: "x", Label: 3, Case: "5T5T", Procedure: "fdi.opinion", Stage: "waiting", Due: 1<<63 - 1, Still: true, Reference: "FDI-5T5T-0001", Title: "Éclair Maßwerk"}},
		pending: []desk.Pending{{ID: "p1", Label: 3, Registered: sampleAt - day, Case: "4C2H", Move: "authorise", Person: "mia", Part: "head", Needs: "methods_officer", Reference: "BIM-4C2H-9XC0", Procedure: "bim.exceptional", Title: "Bank van de tussenpersoon"}},
		notices: []desk.Notice{{ID: "n1", Label: 1, Registered: sampleAt - day, Case: "77AA", Procedure: "bim.exceptional", Part: "head", Verb: "notify", Move: "advise_yes", Reference: "BIM-77AA-9XC0", Title: "Post in Hafenstraße"}},
		drafts:  []desk.Draft{{ID: "d1", Label: 1, Registered: sampleAt - day/3, Case: "0Q1W", Move: "draft", Reference: "FDI-0Q1W-9XC0", Title: "Avoirs du consortium"}}}
}

func (p pages) sampleCase() seenCase {
	f := p.file("bim.exceptional")
	m := procedure.Machine{File: f}
	s := m.Begin(time.UnixMicro(sampleAt - 5*24*3_600_000_000))
	step := func(act procedure.Act) {
		if next, _, err := m.Step(s, act); err == nil {
			s = next
		}
	}
	step(procedure.Act{Do: "request", By: procedure.Actor{Person: "ann", Role: "officer"}, At: time.UnixMicro(sampleAt - 3*24*3_600_000_000), Values: map[string]any{"nature": "bank", "subjects": []string{"The harbour man"}, "threat": "espionage",
		"facts": "Two reports of one month speak of the same payments.", "subsidiarity": "Open sources gave nothing.", "proportionality": "One account, one month.", "link_to_threat": "He pays the crew.", "period_end": "2026-05-01",
		"methods_officer_name": "Mia Veld", "inquiry": "none", "profession": "none", "seriousness": "Serious."}})
	step(procedure.Act{Do: "submit", By: procedure.Actor{Person: "hugo", Role: "head"}, At: time.UnixMicro(sampleAt - 2*24*3_600_000_000)})
	out := seenCase{c: desk.Case{ID: "c1", Reference: "BIM-4C2H-9XC0", Procedure: f.ID, Title: "Bank van de tussenpersoon", Stage: s.Stage, Opener: "ann", Owner: "ann", Opened: sampleAt - 5*24*3_600_000_000, Answers: "{}", Steps: 2},
		m: m, s: s, now: sampleAt, label: label.Label{Level: label.Secret}, drafts: map[string]desk.Draft{}, names: map[string]string{"ann": "Ann Merel", "hugo": "Hugo Aerts"},
		staff: []store.Staff{{ID: "ann", Name: "Ann Merel", Active: true, Level: 3}},
		deeds: []desk.Deed{{N: 1, Act: "a1", Registered: sampleAt - 3*24*3_600_000_000, Move: "request", Person: "ann", Part: "officer", From: "draft", To: "requested"},
			{N: 2, Act: "a2", Registered: sampleAt - 2*24*3_600_000_000, Move: "submit", Person: "hugo", Part: "head", From: "requested", To: s.Stage}},
		papers:  []desk.Paper{{ID: "p1", Registered: sampleAt, Title: "Ontwerp van machtiging", Lang: "nl"}},
		notices: []desk.Notice{{ID: "n1", Registered: sampleAt, Part: "commission", Verb: "notify", Move: "submit", State: "new"}}}
	for _, move := range f.MovesFrom(s.Stage) {
		o := desk.Option{Move: move}
		if move.Act == "withdraw" {
			o.Part = "head"
		}
		out.options = append(out.options, o)
	}
	return out
}

func (p pages) sampleStandins(a *page.Ask) any {
	staff := []store.Staff{{ID: "hugo", Name: "Hugo Aerts", Active: true}, {ID: "ilse", Name: "Ilse Merel", Active: true}}
	return p.standing(a, []desk.Standin{{ID: "s1", Absent: "hugo", Person: "ilse", Part: "head", Procedure: "", First: "2026-03-09", Last: "2026-03-20", Reason: "leave", State: "set"}}, staff, p.standinForm(a, staff))
}

func sampleLetter() desk.Paper {
	return desk.Paper{ID: "l1", Registered: sampleAt, Lang: "fr", Title: "Lettre de décision", SHA256: "4f5e2a9b17c3d4e5f60718293a4b5c6d", Body: "Référence : CLEA-5T5T-0001\n\nMadame, Monsieur,\n\nVotre demande a été examinée.\n\nVeuillez agréer nos salutations distinguées."}
}
