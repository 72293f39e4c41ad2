package screening

import (
	"encoding/json"
	"fmt"

	"schild/day"
	"schild/exchange"
	desk "schild/internal/desk/screening"
	"schild/internal/store"
	"schild/internal/web/page"
	"schild/label"
	"schild/match/score"
	"schild/match/screen"
	"schild/name"
)

// stories show every page of screening with invented data: full, empty, gone wrong.
func stories() []page.Story {
	told := func(f func(*page.Ask) any) func(*page.Ask) any {
		return func(a *page.Ask) any {
			b := *a // as a head of desk who is registrar too, so that every form is there
			b.Staff = store.Staff{ID: "hugo", Roles: "head,registrar", Level: int64(label.Secret)}
			b.By.ID = "hugo"
			return f(&b)
		}
	}
	secret := label.Label{Level: label.Secret}
	return []page.Story{
		{Name: "batches", Template: "batches", Label: secret, Data: told(func(a *page.Ask) any { return batchTable(a, sampleBatches(), sampleLabels(4)) })},
		{Name: "batches-empty", Template: "batches", Data: told(func(a *page.Ask) any { return batchTable(a, nil, nil) })},
		{Name: "batch", Template: "batch", Label: secret, Data: told(sampleSheet)},
		{Name: "opening", Template: "opening", Data: told(func(a *page.Ask) any { return refusals{Form: openForm(a)} })},
		{Name: "opening-wrong", Template: "opening", Data: told(wrongOpening)},
		{Name: "hits", Template: "hits", Label: secret, Data: told(func(a *page.Ask) any { return queueTable(a, a.Table(""), sampleHits(), hitLabels(), "waiting") })},
		{Name: "hits-empty", Template: "hits", Data: told(func(a *page.Ask) any { return queueTable(a, a.Table(""), nil, nil, "waiting") })},
		{Name: "hit", Template: "hit", Label: secret, Data: told(func(a *page.Ask) any { return sampleHit(a, 0) })},
		{Name: "hit-confirm", Template: "hit", Label: secret, Data: told(func(a *page.Ask) any { return sampleHit(a, 1) })},
		{Name: "find", Template: "find", Data: told(func(a *page.Ask) any { return answer{Form: findForm(a), Guarantee: a.T(screen.Guarantee)} })},
		{Name: "found", Template: "find", Label: secret, Data: told(sampleFound)},
		{Name: "editions", Template: "lists", Data: told(func(a *page.Ask) any { return editionTable(a, sampleEditions(), sampleLabels(3)) })},
		{Name: "edition", Template: "edition", Data: told(sampleChanges)},
		{Name: "threshold", Template: "threshold", Data: told(sampleBench)},
	}
}

const sampleAt = 1_773_040_500_000_000 // 9 March 2026, 08:15

func sampleID(n int) string { return fmt.Sprintf("%026d", n) }

func sampleLabels(n int) []label.Label {
	return []label.Label{{Level: label.Restricted}, {Level: label.Secret}, {Level: label.Restricted}, {}}[:n]
}

func sampleBatches() []desk.Batch {
	one := desk.Batch{ID: sampleID(1), Reference: "V-4C2H-88TV", Purpose: "Badges for the container port", Ground: "art. 22quinquies", Mode: desk.Standing, Until: "2035-06-30", Opened: sampleAt, Due: sampleAt + 3_600_000_000,
		Asker: "Harbour authority", Second: true, Threshold: score.Odds(0.5), Subjects: 28_114, Refused: 3, Matched: true, State: desk.Stands}
	two, three, four := one, one, one
	two.ID, two.Reference, two.Purpose, two.State, two.Mode, two.Until = sampleID(2), "V-0D3K-71XX", "Demandes de visa", desk.Working, desk.Once, ""
	three.ID, three.State, three.Subjects, three.Mode = sampleID(3), desk.Answered, 12, desk.Once
	four.ID, four.State, four.Reason = sampleID(4), desk.Ended, "screening.end.day"
	return []desk.Batch{one, two, three, four}
}

func sampleSheet(a *page.Ask) any {
	b := sampleBatches()[0]
	c := screen.NewCertificate(b.Mode, b.Reference, []screen.Edition{{List: desk.Own, Version: "now"}, {List: "Sanctions list", Kind: "ftm", Version: "f1688467d4db", Entries: 138, Problems: 2},
		{List: "European list", Kind: "eu-fsf", Version: "0badc0ffee00", Entries: 7646, Untested: true}}, 0.5)
	hs := sampleHits()
	return sheetOf(a, seenBatch{batch: b, cert: c, hits: hs, count: len(hs), labels: hitLabels()}, a.Table(""))
}

func wrongOpening(a *page.Ask) any {
	f := openForm(a)
	f.Field("ground").Error = a.T("screening.needed.ground")
	f.Errors = []page.Wrong{{Field: "f-ground", Text: a.T("screening.needed.ground")}}
	p := exchange.Problem{File: "port.csv", Row: 14, Column: "Geboortedatum", Why: "exchange.date", What: "31/2/1960"}
	return refusals{Form: f, Rows: []string{a.P.Fault(p.Fault())}, More: 3}
}

func samplePair() (screen.Entry, screen.Entry) {
	one := screen.Entry{Key: "17", Subject: score.Subject{Kind: name.Person, Names: []string{"Marchetarre, Odile"}, Facts: score.Facts{Births: []day.Date{{Year: 1955, Month: 3, Day: 7}}, Countries: []string{"be"}, Sex: "female"}}, Roles: []string{"avocate"}}
	other := screen.Entry{Key: "p00028", Subject: score.Subject{Kind: name.Person, Names: []string{"Odilia Marchetar Vesk"}, Facts: score.Facts{Births: []day.Date{{Year: 1955}}, Places: []string{"Lodz"}}}}
	return one, other
}

func sampleHits() []desk.Hit {
	one, other := samplePair()
	ev := score.Compare(one.Subject, other.Subject)
	raw, err := json.Marshal(ev)
	b := string(raw)
	if err != nil {
		b = "{}"
	}
	h := desk.Hit{ID: sampleID(11), Label: 1, Batch: sampleID(1), Reference: "V-4C2H-88TV", Second: true, List: "Sanctions list", Entry: "p00028", Edition: "Sanctions list@f1688467d4db", Name: other.Names[0],
		Sum: ev.Sum(), Evidence: b, Cause: "list", State: desk.Open, Registered: sampleAt}
	same, gone := h, h
	same.ID, same.State, same.Decider, same.Reason, same.Cause = sampleID(12), desk.Same, "ilse", "name and birth date agree", "batch"
	gone.ID, gone.State, gone.Decider, gone.Reason, gone.List = sampleID(13), desk.Different, "ilse", "another town", desk.Own
	return []desk.Hit{h, same, gone}
}

func hitLabels() map[string]label.Label {
	return map[string]label.Label{sampleID(11): {Level: label.Restricted}, sampleID(12): {Level: label.Secret}, sampleID(13): {Level: label.Restricted}}
}

func sampleHit(a *page.Ask, n int) any {
	one, other := samplePair()
	h := sampleHits()[n]
	s := seenHit{hit: h, pair: desk.Pair{Subject: one, Entry: other, Holds: n == 0, Flags: screen.Flags(one, day.Date{Year: 2026, Month: 3, Day: 9})}, past: sampleHits()[:n+1], state: desk.Answered}
	c, err := comparedOf(a, s)
	if err != nil {
		return err
	}
	return c
}

func sampleFound(a *page.Ask) any {
	one, other := samplePair()
	ev := score.Compare(one.Subject, other.Subject)
	r := desk.Answer{Cut: 4, Hits: []desk.Found{{Hit: screen.Hit{List: "Sanctions list", Entry: "p00028", Name: other.Names[0], Probability: ev.Score(), Number: "em123456", Evidence: ev}, Label: label.Label{Level: label.Restricted}},
		{Hit: screen.Hit{List: desk.Own, Entry: sampleID(60) + "@3", Name: "Odile Marchetarre", Probability: ev.Score(), Evidence: ev}, Label: label.Label{Level: label.Secret}}}}
	return answer{Form: findForm(a), Asked: true, Hits: foundTable(a, r), Cut: r.Cut, Guarantee: a.T(screen.Guarantee)}
}

func sampleEditions() []desk.Edition {
	return []desk.Edition{{ID: sampleID(21), List: "Sanctions list", Kind: "ftm", Digest: "f1688467d4db", Entries: 138, Added: 4, Changed: 11, Removed: 2, Registered: sampleAt},
		{ID: sampleID(22), List: "Sanctions list", Kind: "ftm", Digest: "aa00467d4db1", Entries: 136, Added: 136, Registered: sampleAt - 86_400_000_000}, {ID: sampleID(23), List: "European list", Kind: "eu-fsf", Digest: "0badc0ffee00", Entries: 7646, Problems: 3, Added: 7646, Registered: sampleAt}}
}

func sampleChanges(a *page.Ask) any {
	_, other := samplePair()
	return changesOf(a, sampleEditions()[2], []desk.Changed{{Entry: "p00028", After: &other}, {Entry: "p00029"}})
}

func sampleBench(a *page.Ask) any {
	b := benchOf(a, score.Odds(0.5), []desk.Threshold{{ID: sampleID(31), Least: score.Odds(0.7), Reason: "too many at night", Proposer: "ilse", State: "proposed", Registered: sampleAt},
		{ID: sampleID(32), Least: score.Odds(0.5), Reason: "as shipped", Proposer: "ilse", Confirmer: "noor", State: "set", Registered: sampleAt}})
	b.tried(a, 0.9, screen.Flip{Gone: 3, GoneSame: 1, Fresh: 0, Stay: 51, StayAsked: 50})
	return b
}
