package casework

import (
	desk "schild/internal/desk/casework"
	"schild/internal/store"
	"schild/label"
)

// sampleFronts is what the security officer of an invented company has.
func (p pages) sampleFronts() atFront {
	l := label.Label{Releasable: "BRUGWERKEN"}
	f := p.sampleFront().f
	still := desk.Front{ID: "f2", Case: "k2", Label: 1, Procedure: "clearance.person", Reference: "CLEA-9QX2-11VD", Stage: "investigating", Title: "Ysolde Maerschalck", Parts: "security_officer", Turn: "security_officer", Due: sampleAt + 40*86_400_000_000, Term: "inquiry"}
	with := desk.Front{ID: "f3", Case: "k3", Label: 1, Procedure: "clearance.company", Reference: "CLEA-73RT-0A5M", Stage: "requested", Title: "Brugwerken nv", Parts: "security_officer", Due: 1<<63 - 1}
	return atFront{open: []desk.Front{f, still, with}, labels: map[int64]label.Label{1: l}}
}

func (p pages) sampleFront() seenFront {
	file := p.file("clearance.person")
	f := desk.Front{ID: "f1", Case: "k1", Label: 1, Procedure: "clearance.person", Reference: "CLEA-0TF4-8KQ1", Stage: "draft", Title: "Gaspard Oudenburgh", Parts: "security_officer", Turn: "security_officer", Unread: 1,
		Answers: `{"level":"secret","need":"Toegang tot de kluis"}`, Told: `[{"verb":"notify","part":"security_officer","move":"return","at":1773140400000000,"words":"De toestemming van de partner ontbreekt."}]`,
		Opened: sampleAt - 3*86_400_000_000, Due: 1<<63 - 1}
	s := seenFront{f: f, file: file, drafts: map[string]desk.Draft{}, label: label.Label{Releasable: "BRUGWERKEN"},
		papers: []desk.Paper{{ID: "p1", Title: "Factuur", Lang: "nl", Registered: sampleAt}}}
	s.options, _ = p.desk.FrontMoves(store.Staff{Outside: true, Roles: "security_officer"}, f) // the file is the book's own
	if s.options == nil {
		for _, m := range file.MovesFrom("draft") {
			s.options = append(s.options, desk.Option{Move: m, Part: "security_officer"})
		}
	}
	return s
}
