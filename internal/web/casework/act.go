package casework

import (
	"slices"
	"strconv"
	"strings"

	"schild/day"
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
	form := a.Form("", "")
	a.Read(form)
	words := map[string][]string{}
	for k, v := range a.R.PostForm {
		if !strings.HasPrefix(k, "_") && k != "confirm" {
			words[k] = v
		}
	}
	if err := p.desk.Keep(a.R.Context(), a.By, a.Path("id"), a.Path("move"), words); err != nil {
		return err
	}
	return a.Done("/cases/"+a.Path("id")+"#"+a.Path("move"), a.T("casework.draft.kept"))
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
