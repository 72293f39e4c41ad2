package casework

import (
	"slices"
	"strconv"
	"strings"

	"schild/fault"
	desk "schild/internal/desk/casework"
	"schild/internal/store"
	"schild/internal/web/page"
	"schild/label"
	"schild/procedure"
)

func missing(id string) error {
	return fault.New(fault.Missing, "procedure.missing", "procedure", id)
}

// bulkable gives the moves of a stage that can be done in many cases at once: those that ask for nothing but a reason, need nobody
// beside, and decide nothing about anybody.
func bulkable(f *procedure.File, stage string) []procedure.Move {
	return slices.DeleteFunc(f.MovesFrom(stage), func(m procedure.Move) bool {
		asks := slices.DeleteFunc(slices.Clone(m.Takes), func(x string) bool { return x == "reasons" })
		return len(asks) > 0 || len(m.With) > 0 || m.Kind == "decide" || m.Kind == "control"
	})
}

// bulkLinks leads to the steps that the reader may do in every case of a lane.
func (p pages) bulkLinks(a *page.Ask, f *procedure.File, stage string) []page.Link {
	parts := p.desk.Parts(a.Staff)
	var out []page.Link
	for _, m := range bulkable(f, stage) {
		if slices.ContainsFunc(m.Who, func(x string) bool { return slices.Contains(parts, x) }) {
			out = append(out, page.Link{Text: a.T("casework.bulk.many", "act", p.word(a, f, "act", m.Act)), Path: "/board/" + f.ID + "/bulk?stage=" + stage + "&move=" + m.Act})
		}
	}
	return out
}

// many is what the template of a step in many cases is given.
type many struct {
	Form  *page.Form
	Stage string
	Empty page.Empty
}

func (p pages) bulk(a *page.Ask) error {
	return p.showBulk(a, nil)
}

// bulkOf finds the file, the stage and the move that the address names.
func (p pages) bulkOf(a *page.Ask) (*procedure.File, procedure.Move, string, error) {
	stage, move := a.Query("stage"), a.Query("move")
	f, ok := p.desk.Book.File(a.Path("procedure"))
	if !ok {
		return nil, procedure.Move{}, "", missing(a.Path("procedure"))
	}
	i := slices.IndexFunc(bulkable(f, stage), func(m procedure.Move) bool { return m.Act == move })
	if i < 0 {
		return nil, procedure.Move{}, "", fault.New(fault.Missing, "casework.missing")
	}
	return f, bulkable(f, stage)[i], stage, nil
}

func (p pages) showBulk(a *page.Ask, form *page.Form) error {
	f, m, stage, err := p.bulkOf(a)
	if err != nil {
		return err
	}
	ws, top, err := p.inStage(a, f, stage)
	if err != nil {
		return err
	}
	if form == nil {
		form = p.bulkForm(a, f, m, ws)
	}
	return a.Show(page.Page{Title: a.T("casework.bulk.many", "act", p.word(a, f, "act", m.Act)), Nav: "/work", Template: "bulk", Label: top, Help: a.T("casework.bulk.help"),
		Back: &page.Link{Text: p.procedure(a, f.ID), Path: "/board/" + f.ID}, Data: many{Form: form, Stage: p.word(a, f, "stage", stage), Empty: page.Empty{Title: a.T("casework.board.none")}}})
}

const mostBulk = 50

func (p pages) inStage(a *page.Ask, f *procedure.File, stage string) (ws []desk.Waiting, top label.Label, err error) {
	err = a.See(func(v *store.View) error {
		ws, err = p.desk.Waiting(v, desk.List{Procedure: f.ID, Stage: stage, Limit: mostBulk})
		for _, w := range ws {
			top = label.Join(top, v.Label(w.Label))
		}
		return err
	})
	return ws, top, err
}

// bulkForm asks for each case whether, and for what reason: one reason each, never one for all.
func (p pages) bulkForm(a *page.Ask, f *procedure.File, m procedure.Move, ws []desk.Waiting) *page.Form {
	var fields []*page.Field
	for i, w := range ws {
		n := strconv.Itoa(i)
		fields = append(fields, &page.Field{Name: "case" + n, Kind: "hidden", Value: w.Case},
			&page.Field{Name: "reason" + n, Label: name(a, w.Title) + " · " + w.Reference, Width: "full"})
	}
	form := a.Form("/board/"+f.ID+"/bulk?stage="+a.Query("stage")+"&move="+m.Act, p.word(a, f, "act", m.Act), fields...)
	form.Explain = a.T("casework.bulk.explain")
	return form
}

func (p pages) doBulk(a *page.Ask) error {
	f, m, stage, err := p.bulkOf(a)
	if err != nil {
		return err
	}
	ws, _, err := p.inStage(a, f, stage)
	if err != nil {
		return err
	}
	form := p.bulkForm(a, f, m, ws)
	if !a.Read(form) {
		return p.showBulk(a, form)
	}
	done, wrong := p.each(a, f, m, form)
	if done == 0 && !wrong {
		a.Wrong(form, "", a.T("casework.bulk.none"))
		wrong = true
	}
	if wrong {
		return p.showBulk(a, form)
	}
	return a.Done("/board/"+f.ID, a.T("casework.bulk.done", "n", strconv.Itoa(done)))
}

// each does the step in every case that was given a reason. What could not be done says why at its line; the others are done.
func (p pages) each(a *page.Ask, f *procedure.File, m procedure.Move, form *page.Form) (done int, wrong bool) {
	for i := 0; ; i++ {
		n := strconv.Itoa(i)
		id := form.Value("case" + n)
		if id == "" {
			return done, wrong
		}
		reason := form.Value("reason" + n)
		if strings.TrimSpace(reason) == "" {
			continue
		}
		if err := p.bulkStep(a, m, id, reason); err != nil {
			a.Wrong(form, "reason"+n, a.P.Fault(p.worded(a, f, err)))
			wrong = true
			continue
		}
		form.Field("reason" + n).Value = ""
		done++
	}
}

func (p pages) bulkStep(a *page.Ask, m procedure.Move, id, reason string) error {
	given := map[string]any{}
	if slices.Contains(m.Takes, "reasons") {
		given["reasons"] = reason
	}
	_, err := p.desk.Step(a.R.Context(), a.By, desk.Doing{Case: id, Move: m.Act, Values: given, Steps: -1, Reason: reason})
	return err
}
