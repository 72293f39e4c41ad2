package demo

import (
	"time"

	"schild/internal/demo"
	"schild/internal/demo/cheat"
	desk "schild/internal/desk/notes"
	"schild/internal/web/page"
	"schild/label"
	"schild/register"
)

// stories show the demo's pages with sample data.
func stories() []page.Story {
	p := &pages{}
	return []page.Story{
		{Name: "home", Template: "home", Data: func(a *page.Ask) any { return overviewOf(a, sampleStory()) }},
		{Name: "cheat", Template: "cheat", Data: func(a *page.Ask) any { return cheated{Form: p.form(a)} }},
		{Name: "cheated", Template: "cheat", Data: func(a *page.Ask) any { return cheatedOf(a, p.form(a), sampleCheat()) }},
		{Name: "drop", Template: "drop", Data: func(a *page.Ask) any { return sampleDrop(p, a) }},
		{Name: "recall", Template: "recall", Label: label.Label{Level: label.Restricted}, Data: func(a *page.Ask) any {
			d := toldOf(a, sampleTold(""))
			d.Form = recallForm(a, "r")
			return d
		}},
		{Name: "recalled", Template: "recall", Label: label.Label{Level: label.Restricted}, Data: func(a *page.Ask) any { return toldOf(a, sampleTold("recalled")) }},
	}
}

func sampleStory() demo.Story {
	return demo.Story{Size: "small", Done: true, Entity: "e", Hidden: "h", Figures: demo.Figures{Messages: 398, Status: map[string]int{"read": 392, "partial": 4, "refused": 2}, Lists: 4, Entries: 349, Names: 468,
		Mentions: 2413, Accepted: 777, Rejected: 12, Statements: 1909, Drafted: 61, Approved: 59, Sent: 57, National: 18, Foreign: 39, Refused: 3, Rule: "note.release.consent",
		RuleArgs: []string{"ref", "s", "originator", "SUND", "addressee", "G. Vergault, KCUS", "source", "R-6EDE-Q90S"}, Copies: 59, Receipts: 42, Recalls: 1, Reached: 3, Register: 1921}}
}

func sampleCheat() demo.Cheated {
	return demo.Cheated{Done: cheat.Done{Trick: cheat.Grade, Act: "3q7w0f2k8d4n6t1x9c5b7m2z4h", Was: "F6", Now: "A1"}, Took: 400 * time.Millisecond, Entries: 1921,
		Named: []register.Problem{{What: "register.problem.row.altered", Entry: 1204, Args: []string{"entry", "1204", "act", "3q7w0f2k8d4n6t1x9c5b7m2z4h", "place", "statement 5c0v@1"}}}}
}

func sampleDrop(p *pages, a *page.Ask) dropped {
	d := p.fields(a)
	d.Receipt = &receipt{Title: "Observations, Hoogveere", Took: a.T("demo.drop.took", "seconds", "0"+a.T("demo.point")+"2", "act", "9k2m4p6r8t0v1x3z5b7d9f1h3j"), Status: a.T("demo.status.partial"),
		Found: a.T("demo.drop.found", "n", "1"), Path: "/record/r", Text: []piece{{"On 3 March ", false}, {"BAVO DE\nDOORNEDONK", true}, {" arrived in Hoogveere.", false}}}
	return d
}

func sampleTold(state string) demo.Told {
	sent := "sent"
	if state != "" {
		sent = state
	}
	return demo.Told{Title: "Sighting near Hoogveere", Reference: "R-6EDE-Q90S", Recalled: state != "", Trail: desk.Trail{Kind: "record", ID: "r", Nodes: []desk.Node{
		{Kind: "record", ID: "r", Caption: "Sighting near Hoogveere", Reference: "R-6EDE-Q90S", State: state},
		{Kind: "statement", ID: "s", Caption: "Bavo De Doornedonk", Reference: "name", State: state, From: []string{"r"}},
		{Kind: "note", ID: "n", Caption: "Contacts of Bavo De Doornedonk", Reference: "N-77QF-0M2C", State: sent, From: []string{"s"}},
		{Kind: "dispatch", ID: "d1", Caption: "M. Doorneakker, KPOL", Reference: "1/2", State: sent, From: []string{"n"}},
		{Kind: "dispatch", ID: "d2", Caption: "C. Montepartuis, KFOR", Reference: "2/2", State: map[bool]string{true: "confirmed", false: "received"}[state != ""], From: []string{"n"}},
	}}}
}
