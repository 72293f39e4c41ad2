package notes

import (
	"cmp"
	"slices"
	"strings"

	"schild/fault"
	desk "schild/internal/desk/notes"
	"schild/internal/store"
	"schild/internal/web/page"
	"schild/label"
	"schild/note"
)

// release is what the template of the release page is given.
type release struct {
	ID      string
	State   page.Tag
	Passed  bool
	Table   *page.Table // sources by addressees
	Answers *page.Table // what originators answered
	Consent *page.Form
	Send    *page.Form
	Waiting bool // it is not approved yet: the check is only a look ahead
	Gone    bool // it has left
}

// release shows the release check of a note, what originators answered, and the button that sends it.
func (p pages) release(a *page.Ask) error { return p.showRelease(a, nil, nil) }

func (p pages) showRelease(a *page.Ask, consent, send *page.Form) error {
	var r desk.Release
	words := map[string]string{}
	o, err := p.see(a, func(v *store.View, o *opened) (err error) {
		if r, err = p.Notes.Release(v, a.Path("id"), today()); err != nil {
			return err
		}
		words, err = p.words(a, v, r.Refs)
		for _, ref := range r.Refs {
			if c, ok := r.Cited(ref); ok {
				o.top = label.Join(o.top, c.Label)
			}
		}
		for _, c := range r.Answers {
			o.top = label.Join(o.top, v.Label(c.Label))
		}
		return err
	})
	if err != nil {
		return err
	}
	out := releaseOf(a, r, words)
	out.Consent, out.Send = consent, send
	if choices := asked(a, r); consent == nil && len(choices) > 0 && may(a, "consent.record") && !out.Gone {
		out.Consent = consentForm(a, r.Note.ID, choices)
	}
	if send == nil && r.Note.State == "approved" && may(a, "note.send") {
		out.Send = sendForm(a, r.Note)
	}
	return a.Show(p.around(a, o, "release", out))
}

// words says what each cited statement says; of a record its reference must do.
func (p pages) words(a *page.Ask, v *store.View, refs []string) (map[string]string, error) {
	out := map[string]string{}
	for _, ref := range refs {
		c, err := p.Knowledge.Statement(v, ref)
		switch {
		case err == nil:
			out[ref] = said(a, c, "").Text
		case !fault.Is(err, fault.Missing):
			return nil, err
		}
	}
	return out, nil
}

// releaseOf makes everything of the page that is no form.
func releaseOf(a *page.Ask, r desk.Release, words map[string]string) release {
	state := r.Note.State
	return release{ID: r.Note.ID, State: stateTag(a, state), Passed: len(r.Refusals) == 0, Table: matrix(a, r, words), Answers: answers(a, r),
		Gone: state == "sent" || state == "recalled", Waiting: state != "approved" && state != "sent" && state != "recalled"}
}

// matrix lays every source against every addressee: what may go, and which rule says no.
func matrix(a *page.Ask, r desk.Release, words map[string]string) *page.Table {
	t := a.Table("check")
	t.Caption, t.Marked, t.Size = a.T("notes.release.caption"), true, 1000
	t.Columns = []page.Column{{Title: a.T("notes.release.source")}}
	to := r.Note.Draft.Addressees
	for _, x := range to {
		t.Columns = append(t.Columns, page.Column{Title: x.Title()})
	}
	for _, ref := range slices.Concat([]string{""}, r.Refs) {
		row := page.Row{Label: r.Note.Draft.Label, Cells: []page.Cell{{Text: a.T("notes.release.note")}}}
		if ref != "" {
			c, ok := r.Cited(ref)
			row.Label, row.Cells[0] = c.Label, page.Cell{Text: cmp.Or(words[ref], c.Source), Note: strings.Join(filled(c.Source, c.Grade, originators(a, c.Label)), " · ")}
			if !ok {
				row.Cells[0].Text = a.T("notes.cited.missing")
			}
		}
		for _, x := range to {
			cell := verdict(a, r, ref, x)
			row.Late = row.Late || cell.Tag.Kind == "late"
			row.Cells = append(row.Cells, cell)
		}
		t.Add(row)
	}
	t.Empty = page.Empty{Title: a.T("note.release.addressee")}
	return t
}

func verdict(a *page.Ask, r desk.Release, ref string, to note.Addressee) page.Cell {
	var why []string
	for _, no := range r.Refusals {
		if no.Ref == ref && no.Addressee == to {
			if c, ok := r.Cited(ref); ok {
				no.Ref = c.Source // people know a source by its record's reference
			}
			why = append(why, a.T(no.Rule, no.Args()...))
		}
	}
	if len(why) == 0 {
		return page.Cell{Tag: page.Tag{Text: a.T("notes.release.yes"), Kind: "good"}}
	}
	return page.Cell{Tag: page.Tag{Text: a.T("notes.release.no"), Kind: "late"}, Note: strings.Join(why, " ")}
}

func originators(a *page.Ask, l label.Label) string {
	if l.Originators == "" {
		return ""
	}
	return a.T("notes.release.originator", "originator", spaced(l.Originators))
}

func filled(list ...string) []string {
	return slices.DeleteFunc(list, func(s string) bool { return s == "" })
}

// answers lists what originators answered so far.
func answers(a *page.Ask, r desk.Release) *page.Table {
	t := a.Table("answers")
	t.Size = 1000
	t.Columns = []page.Column{{Title: a.T("notes.consent.originator")}, {Title: a.T("notes.consent.recipient")}, {Title: a.T("notes.consent.about")},
		{Title: a.T("notes.consent.answer")}, {Title: a.T("notes.consent.until")}, {Title: a.T("notes.consent.reason"), Minor: true}}
	for _, c := range r.Answers {
		kind := map[string]string{"yes": "good", "no": "late", "asked": "wait"}[c.Answer]
		until, _ := dateOf(c.Until) // written by the desk
		t.Add(page.Row{Cells: []page.Cell{{Text: c.Originator}, {Text: c.Recipient}, {Text: about(a, r, c.Subject)},
			{Tag: page.Tag{Text: a.T("notes.answer." + c.Answer), Kind: kind}, Note: a.P.Day(c.Registered)}, {Text: a.P.Date(until)}, {Text: c.Reason}}})
	}
	t.Empty = page.Empty{Title: a.T("notes.answers.none")}
	return t
}

// about says what a consent is about: a whole record, one statement, the note.
func about(a *page.Ask, r desk.Release, subject string) string {
	if subject == r.Note.ID {
		return a.T("notes.release.note")
	}
	for _, ref := range r.Refs {
		c, _ := r.Cited(ref)
		switch subject {
		case r.Records[ref]:
			return a.T("notes.consent.record", "source", c.Source)
		case ref:
			return a.T("notes.consent.statement", "source", c.Source)
		}
	}
	return ""
}

// asked gives the consents that are missing, each as a choice: about the whole record and, where one statement is cited,
// about that alone.
func asked(a *page.Ask, r desk.Release) []page.Option {
	var out []page.Option
	add := func(originator, recipient, subject string) {
		value := originator + "|" + recipient + "|" + subject
		if subject == "" || slices.ContainsFunc(out, func(o page.Option) bool { return o.Value == value }) {
			return
		}
		out = append(out, page.Option{Value: value, Text: a.T("notes.consent.choice", "originator", originator, "recipient", recipient, "about", about(a, r, subject))})
	}
	for _, no := range r.Refusals {
		if no.Rule != "note.release.consent" {
			continue
		}
		if no.Ref == "" {
			add(no.Originator, no.Addressee.Organisation, r.Note.ID)
			continue
		}
		add(no.Originator, no.Addressee.Organisation, r.Records[no.Ref])
		add(no.Originator, no.Addressee.Organisation, no.Ref)
	}
	return out
}

func consentForm(a *page.Ask, id string, choices []page.Option) *page.Form {
	f := a.Form("/note/"+id+"/consent", a.T("notes.consent.do"),
		&page.Field{Name: "which", Label: a.T("notes.consent.which"), Kind: "choice", Options: choices, Required: true},
		&page.Field{Name: "answer", Label: a.T("notes.consent.answer"), Kind: "radios", Required: true, Value: "asked", Options: []page.Option{
			{Value: "asked", Text: a.T("notes.answer.asked")}, {Value: "yes", Text: a.T("notes.answer.yes")}, {Value: "no", Text: a.T("notes.answer.no")}}},
		&page.Field{Name: "until", Label: a.T("notes.consent.until"), Kind: "date", Width: "short"},
		&page.Field{Name: "reason", Label: a.T("notes.consent.reason"), Hint: a.T("notes.consent.reason.hint"), Most: 500})
	f.ID = "consent"
	return f
}

func (p pages) consent(a *page.Ask) error {
	var r desk.Release
	err := a.See(func(v *store.View) (err error) {
		r, err = p.Notes.Release(v, a.Path("id"), today())
		return err
	})
	if err != nil {
		return err
	}
	f := consentForm(a, a.Path("id"), asked(a, r))
	if a.Read(f) {
		which := append(strings.SplitN(f.Value("which"), "|", 3), "", "")
		_, err := p.Notes.Consent(a.R.Context(), a.By, desk.Consent{Originator: which[0], Recipient: which[1], Subject: which[2],
			Answer: f.Value("answer"), Until: f.Value("until"), Reason: f.Value("reason")})
		if err == nil {
			return a.Done("/note/"+a.Path("id")+"/release", a.T("notes.consent.done"))
		}
		if !a.Blame(f, "reason", err) {
			return err
		}
	}
	return p.showRelease(a, f, nil)
}

func sendForm(a *page.Ask, n desk.Note) *page.Form {
	f := stepForm(a, n, "send", a.T("notes.send.do"))
	f.Explain = a.T("notes.send.explain")
	f.Confirm = a.T("notes.send.confirm")
	return f
}

func (p pages) send(a *page.Ask) error {
	f := sendForm(a, desk.Note{ID: a.Path("id")})
	if a.Read(f) {
		_, err := p.Notes.Send(a.R.Context(), a.By, stepOf(a, f))
		if err == nil {
			return a.Done("/note/"+a.Path("id")+"/copies", a.T("notes.sent"))
		}
		if !a.Blame(f, "", err) {
			return err
		}
	}
	return p.showRelease(a, nil, f)
}
