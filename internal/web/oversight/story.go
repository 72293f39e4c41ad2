package oversight

import (
	"strings"
	"time"

	desk "schild/internal/desk/oversight"
	"schild/internal/store"
	"schild/internal/web/page"
	"schild/label"
	"schild/register"
)

// stories show every page of the register with invented data.
func stories() []page.Story {
	told := func(roles string, f func(*page.Ask) any) func(*page.Ask) any {
		return func(a *page.Ask) any {
			b := *a
			b.Staff = store.Staff{ID: "otto", Roles: roles}
			return f(&b)
		}
	}
	return []page.Story{
		{Name: "register", Template: "register", Data: told("auditor", func(a *page.Ask) any {
			return ledgerOf(a, desk.Filter{}, sampleActs(true), []store.Staff{{ID: "ilse", Name: "Ilse Merel"}})
		})},
		{Name: "register-own", Template: "register", Data: told("analyst", func(a *page.Ask) any { return ledgerOf(a, desk.Filter{}, sampleActs(false), nil) })},
		{Name: "register-empty", Template: "register", Data: told("analyst", func(a *page.Ask) any { return ledgerOf(a, desk.Filter{Kind: "note.send"}, nil, nil) })},
		{Name: "act", Template: "act", Data: told("auditor", func(a *page.Ask) any { return entryOf(a, sampleActs(true)[0], sampleAct()) })},
		{Name: "act-own", Template: "act", Data: told("analyst", func(a *page.Ask) any { return entryOf(a, sampleActs(false)[2], sampleAct()) })},
		{Name: "control-nokey", Template: "control", Data: told("committee", func(a *page.Ask) any { return overviewOf(a, false, nil, keyForm(a)) })},
		{Name: "control", Template: "control", Label: label.Label{Level: label.Secret}, Data: told("committee", func(a *page.Ask) any {
			return overviewOf(a, true, folderTable(a, []desk.Folder{sampleFolder()}, []label.Label{{Level: label.Secret}}), keyForm(a))
		})},
		{Name: "control-dossier", Template: "walked", Label: label.Label{Level: label.Secret, Originators: "VELTRA"}, Data: told("committee", func(a *page.Ask) any {
			return walkedOf(a, sampleFolder(), []label.Label{{Level: label.Secret}, {Level: label.Secret, Originators: "VELTRA"}}, names{"ilse": "Ilse Merel", "hugo": "Hugo Aerts"})
		})},
		{Name: "verify", Template: "verify", Data: told("auditor", func(a *page.Ask) any { return reportOf(a, checked{}) })},
		{Name: "verify-running", Template: "verify", Data: told("auditor", func(a *page.Ask) any { return reportOf(a, checked{Running: true, Done: 81920, All: 210344}) })},
		{Name: "verify-good", Template: "verify", Data: told("auditor", func(a *page.Ask) any { return reportOf(a, sampleChecked(nil)) })},
		{Name: "verify-bad", Template: "verify", Data: told("auditor", func(a *page.Ask) any {
			return reportOf(a, sampleChecked([]register.Problem{{What: "register.problem.row.altered", Args: []string{"entry", "1207", "act", sampleActID, "place", "note/n1@3"}, Entry: 1207, Act: sampleActID, Place: "note/n1@3"}}))
		})},
	}
}

const (
	sampleAt    = 1_773_040_500_000_000 // 9 March 2026, 08:15
	sampleActID = "01hzn4k7m8q2x5r9t0v3w6y1ab"
)

func sampleActs(numbers bool) []desk.Act {
	var out []desk.Act
	for i, k := range []string{"note.send", "note.approve", "mention.accept", "read", "session.open"} {
		n := int64(1211 - i)
		a := desk.Act{ID: sampleActID, At: sampleAt - int64(i)*7e8, Actor: "ilse", Name: "Ilse Merel", Kind: k, Outcome: []string{"done", "refused"}[i%2]}
		if numbers {
			a.N = &n
		}
		out = append(out, a)
	}
	return out
}

func sampleFolder() desk.Folder {
	act := func(kind, outcome string, detail ...string) register.Act {
		return register.Act{ID: sampleActID, At: sampleAt, Actor: "ilse", Kind: kind, Outcome: outcome, Detail: detail}
	}
	return desk.Folder{ID: strings.Repeat("d", 26), Reference: "D-4K2M-9QWE", Title: "The quay at night", State: "open", Mission: "art. 7, 1°", Reason: "Three sightings in a month", Team: "hugo,ilse", Review: "2027-03-01",
		Documents: []desk.Document{{Table: "note", ID: strings.Repeat("n", 26), Caption: "N-7T3K-22PA Who was on the quay"}, {Table: "record", ID: strings.Repeat("r", 26), Caption: "R-9QWE-4K2M Ships in March"}},
		Acts:      []register.Act{act("dossier.open", "done"), act("note.send", "refused", "rule", "note.send.self"), act("read", "done")}}
}

func sampleAct() register.Act {
	some := [32]byte{1}
	return register.Act{ID: sampleActID, Kind: "note.send", Outcome: "done", Ground: "art. 20", Objects: []string{"note:" + strings.Repeat("n", 26)}, Detail: []string{"rule", "note.send.self"},
		Changes: []register.Change{{Table: "dispatch", ID: "c1@1", After: some}, {Table: "note", ID: "n1@6", After: some}, {Table: "citation", ID: "x@1", Before: some}}}
}

func sampleChecked(problems []register.Problem) checked {
	end := time.UnixMicro(sampleAt)
	return checked{Began: end.Add(-3 * time.Second), End: end, Done: 210344, All: 210344, By: "Otto Vesk", Problems: problems}
}
