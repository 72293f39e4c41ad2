package casework

import (
	"slices"
	"strconv"
	"strings"

	"schild/day"
	"schild/fault"
	desk "schild/internal/desk/casework"
	"schild/internal/store"
	"schild/internal/web/page"
	"schild/label"
)

// step does a move with what its form says.
func (p pages) step(a *page.Ask) error {
	id, move := a.Path("id"), a.Path("move")
	s, err := p.see(a, id)
	if err != nil {
		return err
	}
	i := slices.IndexFunc(s.options, func(o desk.Option) bool { return o.Move.Act == move })
	if i < 0 { // out of turn: the desk says why, and the register keeps that it was tried
		_, err := p.desk.Step(a.R.Context(), a.By, desk.Doing{Case: id, Move: move, Steps: -1})
		return p.worded(a, s.m.File, err)
	}
	form := p.moveForm(a, s.c, s.m.File, s.options[i])
	if a.Read(form) {
		steps, err := strconv.Atoi(form.Value("_steps"))
		if err != nil {
			steps = -1
		}
		done, err := p.desk.Step(a.R.Context(), a.By, desk.Doing{Case: id, Move: move, Part: form.Value("_part"), StandsIn: form.Value("_standsin"), Values: values(s.m.File, form), Record: form.Value("_record"), Steps: steps})
		if err == nil {
			return a.Done("/cases/"+id, p.toast(a, s, done))
		}
		field := fieldOf(err)
		if err = p.worded(a, s.m.File, err); !a.Blame(form, field, err) {
			return err
		}
	}
	return p.show(a, form)
}

func (p pages) toast(a *page.Ask, s seenCase, done desk.Done) string {
	if done.Pending != "" {
		return a.T("casework.stepped.pending")
	}
	return a.T("casework.stepped", "stage", p.word(a, s.m.File, "stage", done.Stage))
}

// keep saves what is being filled in, right or wrong.
func (p pages) keep(a *page.Ask) error {
	if err := p.desk.Keep(a.R.Context(), a.By, a.Path("id"), a.Path("move"), typed(a)); err != nil {
		return err
	}
	return a.Done("/cases/"+a.Path("id")+"#"+a.Path("move"), a.T("casework.draft.kept"))
}

// typed gives what stands in a form that is sent, right or wrong.
func typed(a *page.Ask) map[string][]string {
	a.Read(a.Form("", ""))
	words := map[string][]string{}
	for k, v := range a.R.PostForm {
		if !strings.HasPrefix(k, "_") && k != "confirm" {
			words[k] = v
		}
	}
	return words
}

// assignForm hands the case to somebody who may see it.
func assignForm(a *page.Ask, s seenCase) *page.Form {
	options := []page.Option{{Value: "", Text: a.T("casework.owner.none")}}
	for _, x := range s.staff {
		if x.Active && x.Clearance().MayRead(s.label) {
			options = append(options, page.Option{Value: x.ID, Text: x.Name})
		}
	}
	f := a.Form("/cases/"+s.c.ID+"/assign", a.T("casework.assign.do"),
		&page.Field{Name: "owner", Label: a.T("casework.owner"), Kind: "choice", Options: options, Value: s.c.Owner, Values: []string{s.c.Owner}},
		&page.Field{Name: "reason", Label: a.T("casework.assign.reason"), Required: true, Width: "full"})
	f.ID = "assign"
	return f
}

func (p pages) assign(a *page.Ask) error {
	s, err := p.see(a, a.Path("id"))
	if err != nil {
		return err
	}
	f := assignForm(a, s)
	if a.Read(f) {
		err := p.desk.Assign(a.R.Context(), a.By, s.c.ID, f.Value("owner"), f.Value("reason"))
		if err == nil {
			return a.Done("/cases/"+s.c.ID, a.T("casework.assigned"))
		}
		if !a.Blame(f, "owner", p.worded(a, s.m.File, err)) {
			return err
		}
	}
	return p.show(a, f)
}

// letterSheet is what the template of a document is given.
type letterSheet struct {
	Paper desk.Paper
	Body  any
	Facts page.List
	File  string // where the PDF is
}

// paper shows a document of a case, as it is printed.
func (p pages) paper(a *page.Ask) error {
	var x desk.Paper
	var c desk.Case
	var l label.Label
	err := a.See(func(v *store.View) (err error) {
		if x, err = p.desk.Paper(v, a.Path("id")); err != nil {
			return err
		}
		l = v.Label(x.Label)
		c, err = p.desk.Case(v, x.Case)
		return err
	})
	if err != nil {
		return err
	}
	return a.Show(page.Page{Title: paperTitle(a, x), Nav: "/work", Template: "paper", Label: l, Back: &page.Link{Text: name(a, c.Title), Path: "/cases/" + c.ID}, Data: p.letter(a, x)})
}

func dateWords(a *page.Ask, text string) string {
	d, err := day.Parse(text)
	if err != nil {
		return text
	}
	return a.P.Date(d)
}

// linkForm ties a record or a note to the case: what it is about or, while a method runs, what the method brought in.
func linkForm(a *page.Ask, id string, runs bool) *page.Form {
	kinds := []page.Option{{Value: "about", Text: a.T("casework.link.about")}}
	if runs {
		kinds = append(kinds, page.Option{Value: "obtained", Text: a.T("casework.link.obtained")})
	}
	f := a.Form("/cases/"+id+"/link", a.T("casework.link.do"),
		&page.Field{Name: "object", Label: a.T("casework.link.object"), Hint: a.T("casework.link.object.hint"), Required: true, Width: "full"},
		&page.Field{Name: "kind", Label: a.T("casework.link.kind"), Kind: "radios", Required: true, Options: kinds, Value: kinds[len(kinds)-1].Value, Values: []string{kinds[len(kinds)-1].Value}})
	f.ID, f.Explain = "link", a.T("casework.link.explain")
	return f
}

func (p pages) link(a *page.Ask) error {
	s, err := p.see(a, a.Path("id"))
	if err != nil {
		return err
	}
	stage, _ := s.m.File.Stage(s.c.Stage)
	f := linkForm(a, s.c.ID, stage.Holds == "intrusive")
	if a.Read(f) {
		err := p.desk.Obtain(a.R.Context(), a.By, s.c.ID, f.Value("kind"), objectOf(f.Value("object")))
		if err == nil {
			return a.Done("/cases/"+s.c.ID, a.T("casework.linked"))
		}
		if fault.Is(err, fault.Missing) { // in the words of the form: a wrong reference and one that may not be seen are the same
			err = fault.New(fault.Invalid, "casework.link")
		}
		if !a.Blame(f, "object", p.worded(a, s.m.File, err)) {
			return err
		}
	}
	return p.show(a, f)
}

// objectOf reads an address of a page, or an id, as a record's unless it says note.
func objectOf(text string) string {
	parts := strings.Split(strings.Trim(text, "/"), "/")
	id := parts[len(parts)-1]
	if i := strings.IndexAny(id, "#?"); i >= 0 {
		id = id[:i]
	}
	if slices.Contains(parts, "note") || strings.HasPrefix(id, "note:") {
		return "note:" + strings.TrimPrefix(id, "note:")
	}
	return "record:" + strings.TrimPrefix(id, "record:")
}
