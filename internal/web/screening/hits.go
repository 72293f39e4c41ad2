package screening

import (
	"cmp"

	desk "schild/internal/desk/screening"
	"schild/internal/store"
	"schild/internal/web/page"
	"schild/internal/web/plain"
	"schild/label"
)

// hits is the queue of hits that wait for somebody, the likeliest first.
func (p pages) hits(a *page.Ask) error {
	t := a.Table("")
	state := a.Query("state")
	if state == "" {
		state = "waiting"
	}
	var hs []desk.Hit
	labels := map[string]label.Label{}
	top := label.Label{}
	err := a.See(func(v *store.View) (err error) {
		f := desk.HitFilter{State: state, From: t.At, Limit: t.Limit()}
		if state == "all" {
			f.State = ""
		}
		hs, t.Count, err = p.desk.Hits(v, f)
		for _, h := range hs {
			labels[h.ID] = v.Label(h.Label)
			top = label.Join(top, v.Label(h.Label))
		}
		return err
	})
	if err != nil {
		return err
	}
	return a.Show(page.Page{Title: a.T("screening.title"), Nav: "/screening", Template: "hits", Label: top, Help: a.T("screening.hits.help"), Tabs: tabs(a, "/screening/hits"), Data: queueTable(a, t, hs, labels, state)})
}

func queueTable(a *page.Ask, t *page.Table, hs []desk.Hit, labels map[string]label.Label, state string) *page.Table {
	t.Caption, t.Marked, t.Columns = a.T("screening.hits"), true, hitColumns(a)
	options := []page.Option{{Value: "waiting", Text: a.T("screening.hit.waiting")}, {Value: "all", Text: a.T("screening.any")}}
	for _, s := range []string{desk.Same, desk.Different, desk.Unsure} {
		options = append(options, page.Option{Value: s, Text: a.T("screening.hit." + s)})
	}
	t.Filter = a.Form("/screening/hits", "", &page.Field{Name: "state", Label: a.T("screening.state"), Kind: "choice", Required: true, Value: state, Options: options})
	for _, h := range hs {
		t.Add(hitRow(a, h, labels[h.ID]))
	}
	t.Empty = page.Empty{Title: a.T("screening.hits.none"), Text: a.T("screening.hits.none.text")}
	return t
}

func hitColumns(a *page.Ask) []page.Column {
	return []page.Column{{Title: a.T("screening.subject")}, {Title: a.T("screening.entry")}, {Title: a.T("screening.list"), Minor: true}, {Title: a.T("screening.probability"), Num: true}, {Title: a.T("screening.state")}}
}

func hitRow(a *page.Ask, h desk.Hit, l label.Label) page.Row {
	ev, _ := h.Proof() // what cannot be read shows as nothing here, and as an error on its own page
	return page.Row{Path: "/screening/hit/" + h.ID, Label: l, Cells: []page.Cell{{Text: cmp.Or(plain.Line(ev.A), a.T("screening.nameless")), Note: h.Reference},
		{Text: plain.Line(h.Name), Note: keyOf(h)}, {Text: listName(a, h.List)}, {Text: percent(a, h.Probability())}, {Tag: hitTag(a, h), Text: cause(a, h)}}}
}

// keyOf is how the list calls the entry; what the service knows has no such name.
func keyOf(h desk.Hit) string {
	if h.List == desk.Own {
		return ""
	}
	return h.Entry
}

func cause(a *page.Ask, h desk.Hit) string {
	if h.Cause == "list" && h.State == desk.Open {
		return a.T("screening.cause.list")
	}
	return ""
}

func hitTag(a *page.Ask, h desk.Hit) page.Tag {
	if h.Unconfirmed() {
		return page.Tag{Text: a.T("screening.hit.unconfirmed"), Kind: "wait"}
	}
	return page.Tag{Text: a.T("screening.hit." + h.State), Kind: map[string]string{desk.Open: "wait", desk.Same: "late", desk.Different: "good"}[h.State]}
}
