package registry

import (
	"strings"

	"schild/day"
	"schild/document"
	"schild/fact"
	"schild/fault"
	"schild/internal/desk/knowledge"
	desk "schild/internal/desk/registry"
	"schild/internal/store"
	"schild/internal/web/page"
	"schild/internal/web/plain"
	"schild/label"
)

// stories show every page of the registry with invented data: full, empty and gone wrong.
func stories() []page.Story {
	secret := label.Label{Level: label.Secret}
	told := func(f func(*page.Ask) any) func(*page.Ask) any {
		return func(a *page.Ask) any {
			b := *a // as somebody with every role, so that every form is there
			b.Staff = store.Staff{ID: "story", Roles: strings.Join(desk.Roles(), ",")}
			return f(&b)
		}
	}
	return []page.Story{
		{Name: "inbox", Template: "inbox", Label: secret, Data: told(func(a *page.Ask) any { return showInbox(a, desk.Filter{}, sampleList()) })},
		{Name: "inbox-empty", Template: "inbox", Data: told(func(a *page.Ask) any { return showInbox(a, desk.Filter{}, listing{}) })},
		{Name: "inbox-nothing-fits", Template: "inbox", Data: told(func(a *page.Ask) any { return showInbox(a, desk.Filter{Status: "refused"}, listing{}) })},
		{Name: "record", Template: "record", Label: secret, Data: told(func(a *page.Ask) any { return sampleRecord(a, sampleSheet()) })},
		{Name: "record-of-signs", Template: "record", Label: secret, Data: told(func(a *page.Ask) any { return sampleRecord(a, signsSheet()) })},
		{Name: "record-refused", Template: "record", Label: secret, Data: told(func(a *page.Ask) any { return sampleRecord(a, refusedSheet()) })},
		{Name: "receive", Template: "receive", Data: told(func(a *page.Ask) any { return dropped{Form: dropFields(a, sampleOptions(a))} })},
		{Name: "receive-receipts", Template: "receive", Label: secret, Data: told(func(a *page.Ask) any { return dropped{dropFields(a, sampleOptions(a)), sampleReceipts(a)} })},
		{Name: "receive-wrong", Template: "receive", Data: told(wrongDrop)},
		{Name: "sources", Template: "listed", Data: told(func(a *page.Ask) any {
			l := sampleList()
			return listed{sourceTable(a, l.sources, make([]label.Label, len(l.sources))), sourceForm(a), a.T("registry.sources.add")}
		})},
		{Name: "people", Template: "listed", Data: told(func(a *page.Ask) any {
			return listed{peopleTable(a, sampleStaff(), nil), enrolForm(a), a.T("registry.people.add")}
		})},
		{Name: "people-wrong", Template: "listed", Data: told(wrongEnrol)},
		{Name: "person", Template: "person", Data: told(func(a *page.Ask) any { return cardOf(a, sampleStaff()[1], clearForm(a, sampleStaff()[1])) })},
		{Name: "glass", Template: "form", Data: told(func(a *page.Ask) any { return glassForm(a) })},
		{Name: "people-waiting", Template: "people", Data: told(func(a *page.Ask) any {
			return people{waitingTable(a, sampleProposals()), listed{peopleTable(a, sampleStaff(), map[string]int{sampleStaff()[0].ID: 2}), nil, ""}}
		})},
		{Name: "proposal", Template: "proposal", Data: told(func(a *page.Ask) any {
			x := sampleProposals()[0]
			return proposed{About: wishList(a, x, sampleStaff()[1]), Confirm: confirmForm(a, x), Refuse: refuseForm(a, x)}
		})},
		{Name: "proposal-own", Template: "proposal", Data: told(func(a *page.Ask) any {
			x := sampleProposals()[1]
			return proposed{About: wishList(a, x, store.Staff{}), Refuse: refuseForm(a, x), Own: true}
		})},
		{Name: "given", Template: "given", Data: given{Words: "Anna is enrolled.", Waits: true, Halves: []string{"4F7QK-9ZR2T"}, Person: "anna"}},
		{Name: "given-alone", Template: "given", Data: given{Words: "Guard is enrolled.", Halves: []string{"4F7QK-9ZR2T", "M8C0D-PX4WA"}, Person: "guard", Alone: true}},
		{Name: "person-self", Template: "person", Data: told(func(a *page.Ask) any { return card{Self: true, About: cardOf(a, sampleStaff()[0], nil).About} })},
	}
}

const sampleAt = 1_773_040_500_000_000 // 9 March 2026, 08:15

func sampleID(n byte) string { return string(fact.NewID([16]byte{n, 7, n, 1})) }

func sampleList() listing {
	l := listing{count: 1001, desks: []string{"airport", "harbour"}, top: label.Label{Level: label.Secret}, sources: []desk.Source{
		{ID: "veltra", Name: "Veltran service", Kind: "foreign", Organisation: "VELTRA", Country: "VX", Lang: "fr", DefaultLabel: "SECRET//ORIG VELTRA", Grade: "B2"},
		{ID: "ardenne", Name: "Ardenne police", Kind: "domestic", Organisation: "ARDENNE", Lang: "nl", DefaultLabel: "RESTRICTED", Grade: "C3"},
		{ID: "unsorted", Name: "Unsorted", Kind: "own", DefaultLabel: "RESTRICTED", Grade: "F6"}}}
	titles := []string{"Aankomst van de Ravelin", "Demande de renseignements: société Quai Nord", "", "Frachtbrief 4711 \u202egnp.exe", "Ferry timetable, spring",
		"Réponse à votre note du 2 mars sur un titre qui est beaucoup plus long qu'une ligne ne peut l'être sur un écran étroit"}
	for i, t := range titles {
		l.records = append(l.records, desk.Record{ID: sampleID(byte(i)), Reference: desk.Reference("R", fact.ID(sampleID(byte(i)))), Title: t, Kind: []string{"message", "document"}[i%2],
			SourceName: l.sources[i%3].Name, Grade: l.sources[i%3].Grade, Status: []string{"read", "read", "partial", "refused"}[i%4], Lang: []string{"nl", "fr", "", "de", "en", "fr"}[i],
			Desk: []string{"harbour", "", "airport"}[i%3], Open: []int{3, 0, 12, 0, 1, 0}[i], Registered: sampleAt - int64(i)*3_600_000_000})
		l.labels = append(l.labels, label.Label{Level: label.Level(i % 4)})
	}
	return l
}

func sampleRecord(a *page.Ask, s sheet) any {
	r := showSheet(a, s)
	r.Route = routeForm(a, s.rec)
	return r
}

const sampleText = "Collègues,\n\nLe navire Ravelin a quitté le quai de Veltra lundi. À bord: Odile Marchetarre, employée de Quai Nord SA.\n" +
	"Marchetarre est connue de vos services; son frère ne l'est pas.\n\nCordialement"

// sampleSheet is a message with names in every state, one of them above the record's own level.
func sampleSheet() sheet {
	rec := sampleList().records[1]
	rec.File, rec.Type, rec.Size, rec.Said, rec.SHA256, rec.Status, rec.Desk = "m-4411.eml", "message/rfc822", 4711, "2026-03-09T08:15:00+01:00", strings.Repeat("5e", 32), "partial", "harbour"
	doc := document.Document{Status: document.Partial, Type: rec.Type, Mail: &document.Mail{From: []string{"Poste <poste@veltra.invalid>"}, To: []string{"registry@own.invalid"},
		Subject: rec.Title, Date: "Mon, 9 Mar 2026 08:15:00 +0100", MessageID: "<4411@veltra.invalid>"},
		Parts: []document.Part{{Path: "1", Type: "text/plain", Puid: "x-fmt/111", Text: sampleText}, {Path: "2", Name: "plan.zip", Type: "application/zip", Unread: "document.broken"}}}
	s := sheet{rec: rec, doc: doc, arrival: desk.Arrival{Act: sampleID(99), Registered: sampleAt}, label: label.Label{Level: label.Restricted}, captions: map[string]string{}, labels: map[string]label.Label{}}
	for i, m := range []struct{ written, caption, state, reason string }{
		{"Ravelin", "MV Ravelin", "accepted", ""}, {"Veltra", "Republic of Veltra", "rejected", "unclear"}, {"Odile Marchetarre", "Odile Marchetarre", "proposed", ""},
		{"Quai Nord SA", "Quai Nord", "proposed", ""}, {"frère", "Frère Jacques GmbH", "rejected", "namesake"}} {
		id, at := sampleID(byte(40+i)), strings.Index(sampleText, m.written)
		s.mentions = append(s.mentions, knowledge.Mention{ID: id, Record: rec.ID, Part: 0, Start: at, End: at + len(m.written), Written: m.written, Entity: sampleID(byte(60 + i)), State: m.state, Reason: m.reason})
		s.captions[sampleID(byte(60+i))], s.labels[id] = m.caption, s.label
	}
	s.labels[s.mentions[3].ID] = label.Label{Level: label.Secret}
	s.mentions[0].Statement = sampleID(80)
	s.claims = []knowledge.Claim{{Statement: fact.Statement{ID: fact.ID(sampleID(80)), Entity: fact.ID(sampleID(60)), Property: "name", Value: "Ravelin", Author: "analyst",
		Grade: fact.Grade{Source: 'B', Info: '2'}, Place: fact.Place{Start: s.mentions[0].Start, End: s.mentions[0].End}, Said: day.Date{Year: 2026, Month: 3, Day: 9}}}}
	s.twins = sampleList().records[4:5]
	return s
}

// signsSheet is text that tries to be read otherwise than it is.
func signsSheet() sheet {
	s := sampleSheet()
	s.rec.Title, s.rec.Status, s.mentions, s.claims, s.twins = "invoice\u202egpj.exe", "read", nil, nil, nil
	s.doc.Parts = []document.Part{{Path: "1", Name: "a\u2066b.txt", Type: "text/plain", Text: "The file is invoice\u202egpj.exe\u202c and pay\u200bpal is not paypal.\n" +
		"العربية داخل نص\nשלום עולם\n<script>alert(1)</script> \"'&lt; {{.}} ../../etc\n\u0007\u001b[31mred\u001b[0m zalgo: Z̧̛͗̏ and \U000E0041 tags\n" + strings.Repeat("nospaces", 40)}}
	return s
}

func refusedSheet() sheet {
	s := sampleSheet()
	s.rec.Title, s.rec.File, s.rec.Status, s.rec.Kind, s.mentions, s.claims, s.twins = "plan.zip", "plan.zip", "refused", "document", nil, nil, nil
	s.doc = document.Document{Status: document.Refused, Type: "application/zip", Parts: []document.Part{{Path: "1", Name: "plan.zip", Type: "application/zip", Puid: "x-fmt/263", Unread: "document.broken"}}}
	return s
}

func sampleOptions(a *page.Ask) []page.Option {
	return []page.Option{{Text: a.T("registry.receive.unsorted")}, {Value: "veltra", Text: "Veltran service"}}
}

func sampleReceipts(a *page.Ask) []receipt {
	hash := strings.Repeat("5e", 32)
	return []receipt{
		{File: "m-4411.eml", Tag: statusTag(a, "read"), Path: "/record/" + sampleID(1), Parts: 2, Open: 3, Label: &label.Label{Level: label.Restricted}, SHA256: hash, Act: sampleID(99)},
		{File: "mixed.eml", Tag: statusTag(a, "partial"), Parts: 3, Label: &label.Label{Level: label.Secret}, SHA256: hash, Act: sampleID(98),
			Unread: []string{a.T("registry.unread.part", "part", "2") + ": " + a.T("document.broken")}, Strange: []string{"HERON OFFICIAL"}, Doubt: true,
			Joined: []joined{joinedOf(a, "given", label.Label{Level: label.Restricted}), joinedOf(a, "claim", label.Label{Originators: "VELTRA"}),
				joinedOf(a, "bound", label.Label{Level: label.Secret, Originators: "NATO"})}},
		{File: plain.Line("noise\u202e.bin"), Tag: statusTag(a, "refused"), Path: "/record/" + sampleID(2), Parts: 1, Label: &label.Label{Level: label.Restricted}, SHA256: hash, Act: sampleID(97),
			Unread: []string{a.T("registry.unread.part", "part", "1") + ": " + a.T("document.unknown")}},
	}
}

func wrongDrop(a *page.Ask) any {
	f := dropFields(a, sampleOptions(a))
	f.Field("label").Value = "SECRET//COMP"
	a.Wrong(f, "files", a.T("form.required", "label", f.Field("files").Label))
	a.Blame(f, "label", fault.New(fault.Invalid, "label.part.empty", "part", "COMP"))
	return dropped{Form: f}
}

func wrongEnrol(a *page.Ask) any {
	f := enrolForm(a)
	f.Field("id").Value = "a b"
	a.Blame(f, "id", fault.New(fault.Invalid, "person.id", "id", "a b"))
	a.Blame(f, "roles", fault.New(fault.Refused, "person.role.alone"))
	return listed{peopleTable(a, sampleStaff(), nil), f, a.T("registry.people.add")}
}

func sampleStaff() []store.Staff {
	return []store.Staff{
		{ID: "registrar", Version: 1, Name: "Ilse Vandorpel", Lang: "nl", Roles: "registrar", Level: 4, Active: true},
		{ID: "analyst", Version: 3, Name: "Marc Delabruyne", Lang: "fr", Roles: "analyst", Level: 3, Compartments: "HARBOUR,QUAY", Circles: "desk:east", Active: true},
		{ID: "former", Version: 2, Name: "Ute Kallenbrodt", Lang: "de", Roles: "intake", Level: 1},
	}
}

func sampleProposals() []store.Proposal {
	return []store.Proposal{
		{ID: "a", Kind: "clear", Person: sampleStaff()[1].ID, Body: `{"ID":"x","Clearance":{"Level":4,"Compartments":"HERON"},"Roles":["analyst","head"]}`, Proposer: "registrar", Registered: 1_770_000_000_000_000},
		{ID: "b", Kind: "enrol", Person: "anna", Body: `{"ID":"anna","Name":"Anna Lindemans","Roles":["analyst"],"Clearance":{"Level":3}}`, Proposer: "guard", Registered: 1_770_100_000_000_000},
	}
}
