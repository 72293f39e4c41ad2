package screening

import (
	"strconv"
	"strings"

	"schild/fault"
	desk "schild/internal/desk/screening"
	"schild/internal/store"
	"schild/internal/web/page"
	"schild/internal/web/plain"
	"schild/match/score"
	"schild/match/screen"
)

func missing() error { return fault.New(fault.Missing, "missing") }

// bench is where a threshold is tried before it holds.
type bench struct {
	Now   string
	Try   *page.Form
	Tried string // the probability tried, "" for none
	Flip  page.List
	Lost  string // what it would have missed
	Form  *page.Form
	Past  *page.Table
	Wait  []waiting
	Equal *page.Table
}

// waiting is a proposal that somebody else may confirm.
type waiting struct {
	Words string
	Form  *page.Form
}

func (p pages) threshold(a *page.Ask) error { return p.showThreshold(a, nil) }

func (p pages) showThreshold(a *page.Ask, form *page.Form) error {
	var now int32
	var all []desk.Threshold
	var flip screen.Flip
	try, tried := probability(a.Query("try"))
	err := a.See(func(v *store.View) (err error) {
		if now, all, err = p.desk.Thresholds(v); err != nil || !tried {
			return err
		}
		flip, err = p.desk.WhatIf(v, score.Odds(try))
		return err
	})
	if err != nil {
		return err
	}
	data := benchOf(a, now, all)
	if tried {
		data.tried(a, try, flip)
	}
	if form != nil {
		data.Form = form
	}
	return a.Show(page.Page{Title: a.T("screening.title"), Nav: "/screening", Template: "threshold", Help: a.T("screening.threshold.help"), Tabs: tabs(a, "/screening/threshold"), Data: data})
}

// probability reads a percentage as people write it.
func probability(s string) (float64, bool) {
	p, err := strconv.ParseFloat(strings.TrimSpace(strings.TrimSuffix(strings.ReplaceAll(s, ",", "."), "%")), 64)
	return p / 100, err == nil && p >= 30 && p < 100
}

func benchOf(a *page.Ask, now int32, all []desk.Threshold) bench {
	out := bench{Now: percent(a, score.Probability(now)), Form: proposeForm(a, a.Query("try")), Past: pastTable(a, all), Equal: equalTable(a)}
	out.Try = a.Form("/screening/threshold", a.T("screening.try.do"), &page.Field{Name: "try", Label: a.T("screening.try"), Hint: a.T("screening.try.hint"), Width: "short", Value: a.Query("try"), Required: true})
	out.Try.Method, out.Try.ID = "get", "try"
	for _, t := range all {
		if t.State != "proposed" {
			continue
		}
		w := waiting{Words: a.T("screening.threshold.proposed", "p", percent(a, t.Probability()), "person", t.Proposer, "reason", plain.Line(t.Reason))}
		if t.Proposer != a.By.ID {
			w.Form = a.Form("/screening/threshold/"+t.ID, a.T("screening.threshold.confirm"))
			w.Form.ID = "t" + t.ID
		}
		out.Wait = append(out.Wait, w)
	}
	return out
}

func (b *bench) tried(a *page.Ask, p float64, f screen.Flip) {
	b.Tried = percent(a, p)
	n := func(x int) string { return a.P.Number(int64(x)) }
	b.Flip.Add(a.T("screening.flip.stay"), n(f.Stay))
	b.Flip.Add(a.T("screening.flip.gone"), n(f.Gone))
	b.Flip.Add(a.T("screening.flip.fresh"), n(f.Fresh))
	if f.GoneSame > 0 {
		b.Lost = a.T("screening.flip.lost", "n", n(f.GoneSame))
	}
}

func proposeForm(a *page.Ask, value string) *page.Form {
	f := a.Form("/screening/threshold", a.T("screening.propose.do"), &page.Field{Name: "p", Label: a.T("screening.try"), Width: "short", Value: value, Required: true},
		&page.Field{Name: "reason", Label: a.T("screening.reason.why"), Required: true, Width: "full"})
	f.ID, f.Explain = "propose", a.T("screening.propose.explain")
	return f
}

func pastTable(a *page.Ask, all []desk.Threshold) *page.Table {
	t := a.Table("")
	t.Caption = a.T("screening.threshold.past")
	t.Columns = []page.Column{{Title: a.T("screening.threshold.title"), Num: true}, {Title: a.T("screening.state")}, {Title: a.T("screening.reason.why")}, {Title: a.T("screening.persons"), Minor: true}, {Title: a.T("screening.when"), Minor: true}}
	for _, x := range all {
		t.Add(page.Row{Cells: []page.Cell{{Text: percent(a, x.Probability())}, {Tag: page.Tag{Text: stateOf(a, x), Kind: map[string]string{"set": "good", "proposed": "wait"}[x.State]}},
			{Text: plain.Line(x.Reason)}, {Text: strings.Trim(x.Proposer+", "+x.Confirmer, ", ")}, {Text: a.P.Moment(x.Registered)}}})
	}
	t.Empty = page.Empty{Title: a.T("screening.threshold.never"), Text: a.T("screening.threshold.never.text")}
	return t
}

// equalTable says how names of different scripts and regions fare at the shipped threshold.
func equalTable(a *page.Ask) *page.Table {
	t := a.Table("equal")
	t.Size = 100
	t.Caption = a.T("screening.equal")
	t.Columns = []page.Column{{Title: a.T("screening.group")}, {Title: a.T("screening.false"), Num: true}, {Title: a.T("screening.missed"), Num: true}, {Title: a.T("screening.looked"), Num: true, Minor: true}}
	for _, g := range screen.Equal() {
		row := page.Row{Late: g.Unequal, Cells: []page.Cell{{Text: groupName(a, g)}, {Text: percent(a, g.FalseRate())}, {Text: percent(a, g.MissRate())}, {Text: a.P.Number(int64(g.LookedFor + g.Wanted))}}}
		if g.Wanted == 0 {
			row.Cells[2].Text = "–"
		}
		if g.Unequal {
			row.Cells[0].Tag = page.Tag{Text: a.T("screening.unequal"), Kind: "late"}
		}
		t.Add(row)
	}
	return t
}

func groupName(a *page.Ask, g screen.Group) string {
	switch g.Kind {
	case "script":
		return a.T("screening.script") + " " + g.Name
	case "region":
		return a.T("screening.region." + regionKey(g.Name))
	}
	return a.T("screening.group.all")
}

// regionKey makes a message key of a region's name.
func regionKey(name string) string {
	return strings.NewReplacer(" ", "", ",", "", "-", "").Replace(strings.ToLower(name))
}

// stateOf says whether a threshold waits for somebody.
func stateOf(a *page.Ask, t desk.Threshold) string {
	if t.State == "proposed" {
		return a.T("screening.hit.waiting")
	}
	return a.T("screening.threshold.set")
}

func (p pages) propose(a *page.Ask) error {
	f := proposeForm(a, "")
	if a.Read(f) {
		value, ok := probability(f.Value("p"))
		err := error(fault.New(fault.Invalid, "screening.threshold"))
		if ok {
			err = p.desk.ProposeThreshold(a.R.Context(), a.By, value, f.Value("reason"))
		}
		if err == nil {
			return a.Done("/screening/threshold", a.T("screening.proposed.done"))
		}
		if !a.Blame(f, "p", err) {
			return err
		}
	}
	return p.showThreshold(a, f)
}

func (p pages) set(a *page.Ask) error {
	if err := p.desk.ConfirmThreshold(a.R.Context(), a.By, a.Path("id")); err != nil {
		f := proposeForm(a, "")
		if !a.Blame(f, "", err) {
			return err
		}
		return p.showThreshold(a, f)
	}
	return a.Done("/screening/threshold", a.T("screening.threshold.done"))
}
