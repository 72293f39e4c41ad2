package notes

import (
	"html/template"
	"strings"

	"schild/day"
	"schild/internal/desk/dossier"
	desk "schild/internal/desk/notes"
	"schild/internal/store"
	"schild/internal/web/notes/compare"
	"schild/internal/web/page"
	"schild/label"
	"schild/note"
)

// stories show every page of notes with invented data: full, empty, refused.
func stories() []page.Story {
	told := func(f func(*page.Ask) any) func(*page.Ask) any {
		return func(a *page.Ask) any {
			b := *a // as somebody with every role, so that every form is there
			b.Staff = store.Staff{ID: "story", Roles: "analyst,head,releaser,registrar"}
			return f(&b)
		}
	}
	secret := sampleNote("draft").Draft.Label
	return []page.Story{
		{Name: "notes", Template: "notes", Label: secret, Data: told(sampleQueue)},
		{Name: "notes-empty", Template: "notes", Data: told(emptyQueue)},
		{Name: "editor", Template: "editor", Label: secret, Data: told(func(a *page.Ask) any { return sampleEditor(a, sampleNote("draft")) })},
		{Name: "editor-new", Template: "editor", Data: told(func(a *page.Ask) any {
			return sampleEditor(a, desk.Note{Draft: note.Draft{Kind: note.National, Lang: a.P.Code()}})
		})},
		{Name: "editor-wrong", Template: "editor", Label: secret, Data: told(wrongEditor)},
		{Name: "note", Template: "sheet", Label: secret, Data: told(func(a *page.Ask) any { return sampleSheet(a, sampleNote("returned")) })},
		{Name: "note-sent", Template: "sheet", Label: secret, Data: told(func(a *page.Ask) any { return sampleSheet(a, sampleNote("sent")) })},
		{Name: "review", Template: "review", Label: secret, Data: told(sampleReview)},
		{Name: "versions", Template: "versions", Label: secret, Data: told(sampleVersions)},
		{Name: "release", Template: "release", Label: secret, Data: told(sampleRelease)},
		{Name: "release-passed", Template: "release", Label: secret, Data: told(passedRelease)},
		{Name: "copies", Template: "copies", Label: secret, Data: told(sampleCopies)},
		{Name: "recall", Template: "way", Label: secret, Data: told(func(a *page.Ask) any { return sampleWay(a, "") })},
		{Name: "recalled", Template: "way", Label: secret, Data: told(func(a *page.Ask) any { return sampleWay(a, "recalled") })},
	}
}

const sampleAt = 1_773_040_500_000_000 // 9 March 2026, 08:15

// sampleSources are three invented sources; the fourth citation of the sample is of nothing the reader may see.
func sampleSources(ref string) (note.Cited, bool) {
	l := label.Label{Level: label.Secret, Releasable: "STARKAU,VESTERLY", Originators: "VESTERLY"}
	for _, c := range []note.Cited{{Ref: "st1", Source: "R-7F3K-22QA", Grade: "B2", Label: l}, {Ref: "st2", Source: "R-Q9XD-0M1T", Grade: "C3", Label: label.Label{Level: label.Restricted, Releasable: "STARKAU"}},
		{Ref: "rec3", Source: "R-0001-PBLC", Grade: "A1", Label: label.Label{Releasable: label.All}}} {
		if c.Ref == ref {
			return c, true
		}
	}
	return note.Cited{}, false
}

func sampleNote(state string) desk.Note {
	d := note.Draft{ID: "n1", Kind: note.Foreign, Lang: "en", Title: "Procurement around Éclair Maßwerk", Subject: "Industrial procurement, second report", Reference: "N-4C2H-88TV",
		Date: day.Date{Year: 2026, Month: 3, Day: 9}, Interest: "e", Reason: "partner", Review: day.Date{Year: 2028, Month: 3},
		Label: label.Label{Level: label.Secret, Releasable: "STARKAU", Originators: "VESTERLY"},
		Paragraphs: []note.Paragraph{
			{Markdown: "The company **Éclair Maßwerk** bought two hydraulic presses through a firm in Łódź[[st1]]. Both went to a warehouse that belongs to nobody in the register[[rec3]]."},
			{Markdown: "- first order: 14 January\n- second order: 2 February, without marks on the crates[[st2]]"},
			{Markdown: "It is likely that a third order follows before summer.", Level: label.Restricted}},
		Addressees: []note.Addressee{{Name: "Dr. Anna Bergström", Function: "Head of section 4", Organisation: "STARKAU", Country: "ST"}, {Name: "Jan Holm", Organisation: "NORDHAVEN", Country: "NH"}}}
	return desk.Note{ID: "n1", Version: 4, Registered: sampleAt, Kind: "NE", Lang: "en", Reference: d.Reference, Title: d.Title, State: state, Author: "ilse", AuthorName: "Ilse Merel",
		Reviewer: map[string]string{"draft": ""}[state], Reason: map[string]string{"returned": "Say which presses, and since when we know of the warehouse."}[state], Draft: d,
		Authors: []string{"ilse"}, Submitter: "ilse", Earlier: []desk.Version{{Version: 1, At: sampleAt - 9e9, By: "ilse", State: "draft"}, {Version: 2, At: sampleAt - 6e9, By: "ilse", State: "submitted"}, {Version: 3, At: sampleAt - 3e9, By: "hugo", State: "returned"}}}
}

func sampleCheck(d note.Draft) desk.Check {
	c := desk.Check{Cited: sampleSources, Sources: map[string]string{}}
	var missing []note.Problem
	c.Floor, c.Portions, missing = note.Floor(d, sampleSources)
	c.Problems = append(append(note.CheckForm(d), missing...), note.CheckLabel(d, c.Floor)...)
	return c
}

func sampleOpened(a *page.Ask, n desk.Note) opened {
	html, err := note.RenderHTML(shown(a, desk.Work{Draft: n.Draft}).Draft, sampleSources)
	if err != nil {
		html = template.HTMLEscapeString(err.Error())
	}
	return opened{note: n, check: sampleCheck(n.Draft), preview: template.HTML(html), dossier: "Northern ports",
		names: map[string]string{"ilse": "Ilse Merel", "hugo": "Hugo Aerts"}}
}

func sampleQueue(a *page.Ask) any {
	t := a.Table("")
	for i, title := range []string{"Procurement around Éclair Maßwerk", "Avis sur une prise de participation dans un terminal à conteneurs", "Anschreiben", "Nachtelijke overvaarten", ""} {
		n := sampleNote([]string{"submitted", "draft", "returned", "approved", "sent"}[i])
		n.Title, n.Registered = title, sampleAt-int64(i)*4e9
		t.Add(row(a, n, label.Label{Level: label.Level(i)}))
	}
	t.Count = 61
	dress(a, t, desk.Filter{}, []dossier.Dossier{{ID: "d", Title: "Northern ports"}})
	return t
}

func emptyQueue(a *page.Ask) any {
	t := a.Table("")
	dress(a, t, desk.Filter{Queue: "review"}, nil)
	return t
}

func sampleEditor(a *page.Ask, n desk.Note) any {
	w := workOf(n)
	o := sampleOpened(a, n)
	o.check = sampleCheck(w.Draft)
	e := editor{Form: formOf(a, w, []dossier.Dossier{{ID: "d", Title: "Northern ports", Reference: "D-77AA-K2M0"}}), Version: n.Version, Floor: panel(a, w, o.check), Preview: o.preview,
		Picker: picker{Of: len(w.Draft.Paragraphs)}}
	for i := range e.Form.Paragraphs {
		e.Form.Paragraphs[i].Portion, e.Form.Paragraphs[i].Mark = &o.check.Portions[i], printed(a, w, o.check.Portions[i])
		for _, ref := range w.Draft.Paragraphs[i].Refs() {
			c, ok := sampleSources(ref)
			e.Form.Paragraphs[i].Citations = append(e.Form.Paragraphs[i].Citations, citation{Ref: ref, Missing: !ok, Text: pair(a, property(a.P, "name"), "Éclair Maßwerk"), Note: c.Source + " · " + c.Grade, Label: c.Label})
		}
	}
	if n.ID != "" {
		e.Picker.Query, e.Picker.Found = "eclair", []citation{{Ref: "st2", Text: "Éclair Maßwerk — " + property(a.P, "jurisdiction") + ": Starkau", Note: "R-Q9XD-0M1T · C3", Label: label.Label{Level: label.Restricted}},
			{Ref: "rec3", Text: "Commercial register, spring", Note: a.T("notes.pick.record", "reference", "R-0001-PBLC", "source", "Register of companies")}}
	}
	return e
}

// wrongEditor is a draft with everything wrong that its author can mend.
func wrongEditor(a *page.Ask) any {
	n := sampleNote("draft")
	n.Draft.Label, n.Draft.Interest, n.Draft.Subject = label.Label{Level: label.Restricted}, "", ""
	n.Draft.Paragraphs[1].Markdown += " It was seen before[[01hidden]]."
	e := sampleEditor(a, n).(editor)
	e.Form.Field("review").Value = "soon"
	wrong := a.T("day.unreadable", "date", `"soon"`)
	e.Form.Field("review").Error = wrong
	e.Form.Errors = []page.Wrong{{Field: "f-review", Text: wrong}}
	return e
}

func sampleSheet(a *page.Ask, n desk.Note) any {
	o := sampleOpened(a, n)
	out := sheet{ID: n.ID, State: stateTag(a, n.State), Reason: n.Reason, Preview: o.preview, Facts: facts(a, o), Proof: true, Next: next(a, o)}
	if n.State == "returned" {
		f := panel(a, workOf(n), o.check)
		f.linkTo("#")
		out.Floor, out.Submit = &f, submitForm(a, n)
	}
	return out
}

func sampleReview(a *page.Ask) any {
	n := sampleNote("submitted")
	o := sampleOpened(a, n)
	was := []string{strings.Replace(n.Draft.Paragraphs[0].Markdown, "hydraulic ", "", 1), "It was cold.", n.Draft.Paragraphs[2].Markdown}
	return review{ID: n.ID, State: stateTag(a, n.State), Preview: o.preview, Facts: facts(a, o), Changes: compare.Texts(was, texts(n)), Since: versionWords(a, o, n.Earlier[2]),
		Approve: approveForm(a, n), Return: returnForm(a, n), Proof: true}
}

func sampleVersions(a *page.Ask) any {
	n := sampleNote("draft")
	o := sampleOpened(a, n)
	out := history{ID: n.ID, Now: versionWords(a, o, desk.Version{Version: 4, At: n.Registered, By: "ilse", State: n.State}), Shown: versionWords(a, o, n.Earlier[0]),
		Changes: compare.Texts([]string{"Éclair Maßwerk bought presses."}, texts(n)), Restore: restoreForm(a, n, 1)}
	for _, v := range n.Earlier {
		out.Versions = append(out.Versions, page.Entry{Title: a.T("notes.version.short", "version", itoa(int(v.Version))), When: a.P.Moment(v.At), Who: o.name(v.By), Path: "#", Tag: stateTag(a, v.State)})
	}
	return out
}

func sampleRelease(a *page.Ask) any {
	n := sampleNote("approved")
	r := desk.Release{Note: n, Refs: n.Draft.Refs(), Cited: sampleSources, Records: map[string]string{"st1": "rec1", "st2": "rec2", "rec3": "rec3"},
		Refusals: note.CheckRelease(n.Draft, note.Terms{Own: "own", Cited: sampleSources}),
		Answers:  []desk.Consent{{Originator: "VESTERLY", Recipient: "STARKAU", Subject: "rec1", Answer: "asked", Registered: sampleAt}, {Originator: "VESTERLY", Recipient: "NORDHAVEN", Subject: "st1", Answer: "no", Reason: "their letter 2026/41", Registered: sampleAt}}}
	out := releaseOf(a, r, map[string]string{"st1": pair(a, property(a.P, "name"), "Éclair Maßwerk")})
	out.Consent, out.Send = consentForm(a, n.ID, asked(a, r)), sendForm(a, n)
	out.Send.Errors = []page.Wrong{{Text: verdict(a, r, "st1", n.Draft.Addressees[1]).Note}}
	return out
}

func passedRelease(a *page.Ask) any {
	n := sampleNote("approved")
	n.Draft.Addressees = n.Draft.Addressees[:1]
	r := desk.Release{Note: n, Refs: n.Draft.Refs(), Cited: sampleSources, Records: map[string]string{"st1": "rec1"},
		Answers: []desk.Consent{{Originator: "VESTERLY", Recipient: "STARKAU", Subject: "rec1", Answer: "yes", Until: "2026-12-31", Reason: "their letter 2026/40", Registered: sampleAt}}}
	out := releaseOf(a, r, map[string]string{"st1": pair(a, property(a.P, "name"), "Éclair Maßwerk")})
	out.Send = sendForm(a, n)
	return out
}

func sampleDispatches() []desk.Dispatch {
	sum := strings.Repeat("9f86d081884c7d65", 4)
	return []desk.Dispatch{
		{ID: "c1", Copy: 1, Copies: 3, Name: "Dr. Anna Bergström", Function: "Head of section 4", Organisation: "STARKAU", State: "received", SHA256: sum, Receipt: "slip of 11 March, signed Bergström", Registered: sampleAt + 2e11},
		{ID: "c2", Copy: 2, Copies: 3, Name: "Jan Holm", Organisation: "NORDHAVEN", State: "sent", SHA256: sum, Registered: sampleAt},
		{ID: "c3", Copy: 3, Copies: 3, Name: "Petra Lind", Organisation: "STARKAU", State: "recalled", SHA256: sum, Reason: "the reporter was wrong", Registered: sampleAt}}
}

func sampleCopies(a *page.Ask) any {
	n := sampleNote("sent")
	return copies{ID: n.ID, State: stateTag(a, n.State), Table: copyTable(a, n, sampleDispatches()), Receipt: receiptForm(a, n.ID, sampleDispatches()),
		Recall: &page.Link{Text: a.T("notes.recall.note"), Path: "#"}}
}

// sampleWay is a record with two statements, two notes and three copies, before and after its recall.
func sampleWay(a *page.Ask, state string) any {
	is := func(s string) string {
		if state == "" {
			return s
		}
		return map[string]string{"received": "confirmed"}[s] + map[string]string{"sent": state, "": state}[s]
	}
	t := desk.Trail{Kind: "record", ID: "rec1", Unused: 3, Nodes: []desk.Node{
		{Kind: "record", ID: "rec1", Caption: "Presses for a firm in Łódź", Reference: "R-7F3K-22QA", State: is("")},
		{Kind: "statement", ID: "st1", Caption: "Éclair Maßwerk", Reference: "name", State: is(""), From: []string{"rec1"}},
		{Kind: "statement", ID: "st2", Caption: "Łódź", Reference: "address", State: is(""), From: []string{"rec1"}},
		{Kind: "note", ID: "n1", Caption: "Procurement around Éclair Maßwerk", Reference: "N-4C2H-88TV", State: is("sent"), From: []string{"st1", "st2"}},
		{Kind: "note", ID: "n2", Caption: "Nachtelijke overvaarten", Reference: "N-0D3K-71XX", State: "draft", From: []string{"rec1"}},
		{Kind: "dispatch", ID: "c1", Caption: "Dr. Anna Bergström, STARKAU", Reference: "1/3", State: is("received"), Receipt: "slip of 11 March", From: []string{"n1"}},
		{Kind: "dispatch", ID: "c2", Caption: "Jan Holm, NORDHAVEN", Reference: "2/3", State: is("sent"), From: []string{"n1"}},
		{Kind: "dispatch", ID: "c3", Caption: "Petra Lind, STARKAU", Reference: "3/3", State: is("sent"), From: []string{"n1"}}}}
	labels := map[string]label.Label{}
	for _, n := range t.Nodes {
		labels[n.ID] = label.Label{Level: label.Secret}
	}
	out := wayOf(a, t, labels)
	if state == "" {
		out.Recall = recallForm(a, t)
	}
	return out
}
