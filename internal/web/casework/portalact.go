package casework

import (
	"maps"
	"slices"
	"strconv"

	"schild/fault"
	desk "schild/internal/desk/casework"
	"schild/internal/store"
	"schild/internal/web/page"
	"schild/label"
)

func itoa(n int) string { return strconv.Itoa(n) }

// frontStep does a move for an organisation outside.
func (p pages) frontStep(a *page.Ask) error {
	id, move := a.Path("id"), a.Path("move")
	s, err := p.seeFront(a, id)
	if err != nil {
		return err
	}
	i := slices.IndexFunc(s.options, func(o desk.Option) bool { return o.Move.Act == move })
	if i < 0 { // out of turn: the desk says why, and the register keeps that it was tried
		_, err := p.desk.Step(a.R.Context(), a.By, desk.Doing{Case: id, Move: move, Steps: -1})
		return p.worded(a, s.file, err)
	}
	form := p.frontForm(a, s, s.options[i])
	if a.Read(form) {
		done, err := p.desk.Step(a.R.Context(), a.By, desk.Doing{Case: id, Move: move, Part: form.Value("_part"), Values: values(s.file, form), Steps: -1})
		switch {
		case err == nil && done.Pending != "":
			return a.Done("/portal/"+id, a.T("casework.stepped.pending"))
		case err == nil:
			return a.Done("/portal/"+id, a.T("casework.stepped", "stage", p.word(a, s.file, "stage", done.Stage)))
		}
		field := fieldOf(err)
		if err = p.worded(a, s.file, err); !a.Blame(form, field, err) {
			return err
		}
	}
	return p.showFront(a, form)
}

// frontKeep saves what is being filled in.
func (p pages) frontKeep(a *page.Ask) error {
	id, move := a.Path("id"), a.Path("move")
	if err := p.desk.Keep(a.R.Context(), a.By, id, move, typed(a)); err != nil {
		return err
	}
	return a.Done("/portal/"+id+"#"+move, a.T("casework.draft.kept"))
}

func (p pages) frontNoted(a *page.Ask) error {
	if err := p.desk.Noted(a.R.Context(), a.By, a.Path("id")); err != nil {
		return err
	}
	return a.Done("/portal/"+a.Path("id"), a.T("casework.notice.done"))
}

// frontAgree takes an organisation's word on an act that waits for it.
func (p pages) frontAgree(a *page.Ask) error {
	s, err := p.seeFront(a, a.Path("id"))
	if err != nil {
		return err
	}
	f := agreeForm(a, a.Path("pending"))
	a.Read(f)
	no := f.Value("word") == "no"
	done, err := p.desk.Agree(a.R.Context(), a.By, desk.Agreement{Pending: a.Path("pending"), Object: no, Reason: f.Value("reason")})
	toast := "casework.agreed"
	switch {
	case err != nil:
		return p.worded(a, s.file, err)
	case no:
		toast = "casework.objected"
	case done.Pending == "":
		toast = "casework.agreed.last"
	}
	return a.Done("/portal/"+s.f.Case, a.T(toast))
}

// frontPaper shows a document that the organisation was told of.
func (p pages) frontPaper(a *page.Ask) error {
	var x desk.Paper
	var f desk.Front
	var l label.Label
	err := a.See(func(v *store.View) (err error) {
		if x, err = p.desk.Paper(v, a.Path("id")); err != nil {
			return err
		}
		l = v.Label(x.Label)
		f, err = p.desk.Front(v, a.Staff, x.Case)
		return err
	})
	if err != nil {
		return err
	}
	return a.Show(page.Page{Title: paperTitle(a, x), Nav: "/portal", Template: "paper", Label: l, Back: &page.Link{Text: frontName(a, f), Path: "/portal/" + f.Case}, Data: p.letter(a, x)})
}

func (p pages) frontOpening(a *page.Ask) error { return p.showFrontOpening(a, p.frontOpenForm(a)) }

func (p pages) showFrontOpening(a *page.Ask, form *page.Form) error {
	if len(p.desk.Openable(a.Staff)) == 0 || !a.Staff.Outside {
		return fault.New(fault.Missing, "missing")
	}
	return a.Show(page.Page{Title: a.T("casework.portal.new"), Nav: "/portal", Template: "opening", Back: &page.Link{Text: a.T("casework.portal"), Path: "/portal"}, Data: form})
}

func (p pages) frontOpenForm(a *page.Ask) *page.Form {
	procedures := []page.Option{{Value: "", Text: a.T("casework.choose")}}
	for _, f := range p.desk.Openable(a.Staff) {
		procedures = append(procedures, page.Option{Value: f.ID, Text: p.procedure(a, f.ID) + outline(a, f)})
	}
	form := a.Form("/portal/new", a.T("casework.new.do"),
		&page.Field{Name: "procedure", Label: a.T("casework.procedure"), Kind: "choice", Required: true, Options: procedures, Value: a.Query("procedure"), Values: []string{a.Query("procedure")}},
		&page.Field{Name: "title", Label: a.T("casework.name"), Hint: a.T("casework.portal.name.hint"), Required: true, Width: "full"})
	form.Explain, form.Cancel = a.T("casework.portal.new.explain"), &page.Link{Text: a.T("casework.cancel"), Path: "/portal"}
	return form
}

func (p pages) frontOpen(a *page.Ask) error {
	form := p.frontOpenForm(a)
	if a.Read(form) {
		id, err := p.desk.Open(a.R.Context(), a.By, desk.Opening{Procedure: form.Value("procedure"), Title: form.Value("title")})
		if err == nil {
			return a.Done("/portal/"+id, a.T("casework.opened"))
		}
		if !a.Blame(form, "procedure", p.worded(a, p.file(form.Value("procedure")), err)) {
			return err
		}
	}
	return p.showFrontOpening(a, form)
}

// letInForm lets an organisation outside into a case; nil where none has a part in it that is not in already.
func (p pages) letInForm(a *page.Ask, s seenCase) *page.Form {
	can := desk.Outsiders(s.staff, s.m.File)
	var options []page.Option
	for _, o := range slices.Sorted(maps.Keys(can)) {
		if !slices.ContainsFunc(s.links, func(l desk.Linked) bool { return l.Kind == "front" && l.Object == "organisation:"+o }) {
			options = append(options, page.Option{Value: o, Text: o + " (" + p.parts(a, s.m.File, can[o]) + ")"})
		}
	}
	if options == nil {
		return nil
	}
	f := a.Form("/cases/"+s.c.ID+"/letin", a.T("casework.letin.do"), &page.Field{Name: "organisation", Label: a.T("casework.letin.who"), Kind: "radios", Required: true, Options: options})
	f.ID, f.Explain = "letin", a.T("casework.letin.explain")
	return f
}

func (p pages) letIn(a *page.Ask) error {
	s, err := p.see(a, a.Path("id"))
	if err != nil {
		return err
	}
	f := p.letInForm(a, s)
	if f != nil && a.Read(f) {
		err := p.desk.LetIn(a.R.Context(), a.By, s.c.ID, f.Value("organisation"))
		if err == nil {
			return a.Done("/cases/"+s.c.ID, a.T("casework.letin.done", "organisation", f.Value("organisation")))
		}
		if !a.Blame(f, "organisation", p.worded(a, s.m.File, err)) {
			return err
		}
	}
	return p.show(a, f)
}
