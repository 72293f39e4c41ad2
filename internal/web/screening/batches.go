package screening

import (
	"strconv"

	desk "schild/internal/desk/screening"
	"schild/internal/store"
	"schild/internal/web/page"
	"schild/internal/web/plain"
	"schild/label"
	"schild/match/screen"
)

// batches lists the batches the reader may see.
func (p pages) batches(a *page.Ask) error {
	var bs []desk.Batch
	var labels []label.Label
	top := label.Label{}
	err := a.See(func(v *store.View) (err error) {
		bs, err = p.desk.Batches(v, a.Query("state"))
		for _, b := range bs {
			labels = append(labels, v.Label(b.Label))
			top = label.Join(top, v.Label(b.Label))
		}
		return err
	})
	if err != nil {
		return err
	}
	return a.Show(page.Page{Title: a.T("screening.title"), Nav: "/screening", Template: "batches", Label: top, Help: a.T("screening.help"), Tabs: tabs(a, "/screening"),
		Actions: []page.Link{{Text: a.T("screening.new"), Path: "/screening/new", Keys: "c"}}, Data: batchTable(a, bs, labels)})
}

func batchTable(a *page.Ask, bs []desk.Batch, labels []label.Label) *page.Table {
	t := a.Table("")
	t.Caption, t.Marked = a.T("screening.batches"), true
	t.Columns = []page.Column{{Key: "purpose", Title: a.T("screening.purpose"), Sort: true}, {Key: "asker", Title: a.T("screening.asker"), Sort: true, Minor: true},
		{Key: "state", Title: a.T("screening.state"), Sort: true}, {Key: "subjects", Title: a.T("screening.subjects"), Sort: true, Num: true}, {Key: "due", Title: a.T("screening.due.at"), Sort: true}}
	t.Filter = a.Form("/screening", "", &page.Field{Name: "state", Label: a.T("screening.state"), Kind: "choice", Value: a.Query("state"), Required: true, Options: stateOptions(a)})
	for i, b := range bs {
		t.Add(page.Row{Path: "/screening/batch/" + b.ID, Label: labels[i], Cells: []page.Cell{{Text: plain.Line(b.Purpose), Note: b.Reference}, {Text: plain.Line(b.Asker)},
			{Tag: stateTag(a, b.State), By: b.State}, {Text: a.P.Number(int64(b.Subjects)), By: pad(b.Subjects)}, {Text: a.P.Moment(b.Due), By: strconv.FormatInt(b.Due, 10)}}})
	}
	t.Arrange()
	t.Empty = page.Empty{Title: a.T("screening.batches.none"), Text: a.T("screening.batches.none.text"), Do: &page.Link{Text: a.T("screening.new"), Path: "/screening/new"}}
	return t
}

func pad(n int) string {
	s := strconv.Itoa(n)
	return "0000000000"[:max(0, 10-len(s))] + s
}

func stateOptions(a *page.Ask) []page.Option {
	out := []page.Option{{Value: "", Text: a.T("screening.any")}}
	for _, s := range []string{desk.Working, desk.Answered, desk.Stands, desk.Ended} {
		out = append(out, page.Option{Value: s, Text: a.T("screening.state." + s)})
	}
	return out
}

func stateTag(a *page.Ask, state string) page.Tag {
	return page.Tag{Text: a.T("screening.state." + state), Kind: map[string]string{desk.Working: "wait", desk.Answered: "good", desk.Stands: "good"}[state]}
}

// sheet is what the template of one batch is given.
type sheet struct {
	State       page.Tag
	About       page.List
	Scope       *page.Table
	Certificate page.List
	Guarantee   string
	Hits        *page.Table // nil: not for the reader's roles
	Withdraw    *page.Form
	One         *page.Form // takes one person out
	Working     string     // when the answer comes
}

// seenBatch is one batch with what the reader sees of it.
type seenBatch struct {
	batch  desk.Batch
	cert   screen.Certificate
	hits   []desk.Hit
	count  int
	labels map[string]label.Label
	top    label.Label
}

func (p pages) see(a *page.Ask, t *page.Table) (s seenBatch, err error) {
	s.labels = map[string]label.Label{}
	err = a.See(func(v *store.View) error {
		if s.batch, err = p.desk.Batch(v, a.Path("id")); err != nil {
			return err
		}
		s.top = v.Label(s.batch.Label)
		if s.cert, err = p.desk.Certificate(v, s.batch); err != nil || !may(a, "hit.decide") {
			return err
		}
		s.hits, s.count, err = p.desk.Hits(v, desk.HitFilter{Batch: s.batch.ID, From: t.At, Limit: t.Limit()})
		for _, h := range s.hits {
			s.labels[h.ID] = v.Label(h.Label)
			s.top = label.Join(s.top, v.Label(h.Label))
		}
		return err
	})
	return s, err
}

func (p pages) batch(a *page.Ask) error { return p.showBatch(a, nil) }

func (p pages) showBatch(a *page.Ask, form *page.Form) error {
	t := a.Table("")
	s, err := p.see(a, t)
	if err != nil {
		return err
	}
	data := sheetOf(a, s, t)
	switch {
	case form == nil:
	case form.ID == "one":
		data.One = form
	default:
		data.Withdraw = form
	}
	return a.Show(page.Page{Title: plain.Line(s.batch.Purpose), Nav: "/screening", Template: "batch", Label: s.top, Help: a.T("screening.batch.help"),
		Actions: exportLink(a, s.batch.ID), Back: &page.Link{Text: a.T("screening.title"), Path: "/screening"}, Data: data})
}

func exportLink(a *page.Ask, id string) []page.Link {
	if !may(a, "hit.decide") {
		return nil
	}
	return []page.Link{{Text: a.T("screening.export"), Path: "/screening/batch/" + id + "/export"}}
}

func sheetOf(a *page.Ask, s seenBatch, t *page.Table) sheet {
	b := s.batch
	out := sheet{State: stateTag(a, b.State), Guarantee: a.T(screen.Guarantee), Scope: scopeTable(a, s.cert)}
	for _, f := range [][2]string{{"screening.reference", b.Reference}, {"screening.asker", plain.Line(b.Asker)}, {"screening.ground", plain.Line(b.Ground)}, {"screening.mode", a.T("screening.mode." + b.Mode)},
		{"screening.until.day", b.Until}, {"screening.due.at", a.P.Moment(b.Due)}, {"screening.opened", a.P.Moment(b.Opened)}, {"screening.subjects", a.P.Number(int64(b.Subjects))},
		{"screening.refused", a.P.Number(int64(b.Refused))}, {"screening.second", yes(a, b.Second)}, {"screening.ended.why", ended(a, b.Reason)}} {
		if f[1] != "" {
			out.About.Add(a.T(f[0]), f[1])
		}
	}
	out.Certificate.Add(a.T("screening.certificate.reference"), s.cert.Reference)
	out.Certificate.Add(a.T("screening.certificate.rules"), s.cert.Rules)
	out.Certificate.Add(a.T("screening.certificate.threshold"), percent(a, s.cert.Threshold))
	if b.State == desk.Working {
		out.Working = a.T("screening.working", "when", a.P.Moment(b.Due))
	}
	if may(a, "hit.decide") {
		out.Hits = hitTable(a, t, s)
	}
	if may(a, "batch.withdraw") && (b.State == desk.Working || b.State == desk.Stands) {
		out.Withdraw, out.One = withdrawForm(a, b.ID), oneForm(a, b.ID)
	}
	return out
}

func yes(a *page.Ask, b bool) string {
	if b {
		return a.T("screening.second.yes")
	}
	return a.T("screening.second.no")
}

// ended gives why a batch ended: a person's words, or the clock's.
func ended(a *page.Ask, reason string) string {
	if reason == "screening.end.day" {
		return a.T(reason)
	}
	return plain.Line(reason)
}

func percent(a *page.Ask, p float64) string {
	return a.P.Decimal(p*100, 1) + " %"
}

func scopeTable(a *page.Ask, c screen.Certificate) *page.Table {
	t := a.Table("scope")
	t.Size = 200
	t.Caption = a.T("screening.scope")
	t.Columns = []page.Column{{Title: a.T("screening.list")}, {Title: a.T("screening.version"), Minor: true}, {Title: a.T("screening.entries"), Num: true}}
	for _, e := range c.Lists {
		row := page.Row{Cells: []page.Cell{{Text: listName(a, e.List)}, {Text: e.Version}, {Text: a.P.Number(int64(e.Entries))}}}
		if e.List == desk.Own {
			row.Cells[1].Text, row.Cells[2].Text = "", ""
		}
		if e.Problems > 0 {
			row.Cells[0].Note = a.T("screening.problems", "n", a.P.Number(int64(e.Problems)))
		}
		if e.Untested {
			row.Cells[0].Tag = page.Tag{Text: a.T("screening.untested"), Kind: "wait"}
		}
		t.Add(row)
	}
	return t
}

func listName(a *page.Ask, list string) string {
	if list == desk.Own {
		return a.T("screening.list.own.name")
	}
	return plain.Line(list)
}

func hitTable(a *page.Ask, t *page.Table, s seenBatch) *page.Table {
	t.Caption, t.Marked, t.Count = a.T("screening.hits"), true, s.count
	t.Columns = hitColumns(a)
	for _, h := range s.hits {
		t.Add(hitRow(a, h, s.labels[h.ID]))
	}
	t.Empty = page.Empty{Title: a.T("screening.hits.none"), Text: a.T("screening.hits.none.batch")}
	return t
}

func withdrawForm(a *page.Ask, id string) *page.Form {
	f := a.Form("/screening/batch/"+id+"/withdraw", a.T("screening.withdraw.do"), &page.Field{Name: "reason", Label: a.T("screening.reason.why"), Required: true, Width: "full"})
	f.ID, f.Danger, f.Explain, f.Confirm = "withdraw", true, a.T("screening.withdraw.explain"), a.T("screening.withdraw.sure")
	return f
}

func (p pages) withdraw(a *page.Ask) error {
	id := a.Path("id")
	f := withdrawForm(a, id)
	if a.Read(f) {
		err := p.desk.Withdraw(a.R.Context(), a.By, id, f.Value("reason"))
		if err == nil {
			return a.Done("/screening/batch/"+id, a.T("screening.withdrawn"))
		}
		if !a.Blame(f, "reason", err) {
			return err
		}
	}
	return p.showBatch(a, f)
}
