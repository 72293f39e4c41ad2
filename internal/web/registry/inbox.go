package registry

import (
	"net/url"

	desk "schild/internal/desk/registry"
	"schild/internal/store"
	"schild/internal/web/page"
	"schild/internal/web/plain"
	"schild/label"
)

// inbox is what the template is given.
type inbox struct {
	Table  *page.Table
	Count  int
	More   bool // more than are counted
	First  string
	Next   string
	Oldest bool
}

// listing is one page of the inbox as the desk gave it.
type listing struct {
	records []desk.Record
	labels  []label.Label
	sources []desk.Source
	desks   []string
	count   int
	top     label.Label
}

const perPage = 50

func (p pages) inbox(a *page.Ask) error {
	f := desk.Filter{Source: a.Query("source"), Status: a.Query("status"), Desk: a.Query("desk"), Lang: a.Query("lang"), Kind: a.Query("kind"),
		Open: a.Query("open") != "", Oldest: a.Query("order") == "oldest", After: a.Query("after"), Limit: perPage + 1}
	l, err := p.list(a, f)
	if err != nil {
		return err
	}
	return a.Show(page.Page{Title: a.T("registry.inbox.title"), Nav: "/inbox", Template: "inbox", Label: l.top, Wide: true, Help: a.T("registry.inbox.help"),
		Actions: dropLink(a), Data: showInbox(a, f, l)})
}

func dropLink(a *page.Ask) []page.Link {
	if !may(a, "record.receive") {
		return nil
	}
	return []page.Link{{Text: a.T("registry.receive.title"), Path: "/receive"}}
}

func (p pages) list(a *page.Ask, f desk.Filter) (l listing, err error) {
	err = a.See(func(v *store.View) error {
		if l.records, err = p.registry.Inbox(v, f); err != nil {
			return err
		}
		if l.count = len(l.records); f.After != "" || l.count > perPage { // a list on one page counts itself
			if l.count, err = p.registry.Count(v, f); err != nil {
				return err
			}
		}
		if l.desks, err = p.registry.Desks(v); err != nil {
			return err
		}
		l.sources, err = p.registry.Sources(v)
		l.label(v)
		return err
	})
	return l, err
}

func (l *listing) label(v *store.View) {
	for _, r := range l.records {
		l.labels = append(l.labels, v.Label(r.Label))
		l.top = label.Join(l.top, v.Label(r.Label))
	}
	for _, s := range l.sources {
		l.top = label.Join(l.top, v.Label(s.Label))
	}
}

// showInbox makes the table. One row more than a page was asked for: it tells that there are more.
func showInbox(a *page.Ask, f desk.Filter, l listing) inbox {
	t := a.Table("")
	t.Caption, t.Marked, t.Filter = a.T("registry.inbox.caption"), true, inboxFilter(a, f, l)
	t.Columns = []page.Column{{Title: a.T("registry.record")}, {Title: a.T("registry.source")}, {Title: a.T("registry.names"), Num: true},
		{Title: a.T("registry.status")}, {Title: a.T("registry.desk"), Minor: true}, {Title: a.T("registry.lang"), Minor: true}, {Title: a.T("registry.registered"), Minor: true}}
	t.Empty = emptyInbox(a, f)
	out := inbox{Table: t, Count: min(l.count, desk.CountLimit), More: l.count > desk.CountLimit, Oldest: f.Oldest}
	for i, r := range l.records[:min(len(l.records), perPage)] {
		t.Add(inboxRow(a, r, l.labels[i]))
	}
	if len(l.records) > perPage {
		out.Next = with(a, "after", desk.Cursor(l.records[perPage-1]))
	}
	if f.After != "" {
		out.First = with(a, "after", "")
	}
	return out
}

func inboxRow(a *page.Ask, r desk.Record, l label.Label) page.Row {
	open := ""
	if r.Open > 0 {
		open = a.P.Number(int64(r.Open))
	}
	return page.Row{Path: "/record/" + r.ID, Label: l, Cells: []page.Cell{
		{Text: titleOf(a, r), Note: r.Reference + " · " + a.T("registry.kind."+r.Kind)}, {Text: r.SourceName, Note: r.Grade}, {Text: open},
		{Tag: statusTag(a, r.Status)}, {Text: r.Desk}, {Text: langOf(a, r.Lang)}, {Text: a.P.Moment(r.Registered)}}}
}

// titleOf gives a record's title fit for a line; a record without one is called so.
func titleOf(a *page.Ask, r desk.Record) string {
	if r.Title == "" {
		return a.T("registry.untitled")
	}
	return plain.Line(r.Title)
}

func langOf(a *page.Ask, code string) string {
	if code == "" {
		return ""
	}
	return a.T("registry.lang." + code)
}

func statusTag(a *page.Ask, status string) page.Tag {
	kind := map[string]string{"read": "good", "partial": "wait", "refused": "late"}[status]
	return page.Tag{Text: a.T("registry.status." + status), Kind: kind}
}

func emptyInbox(a *page.Ask, f desk.Filter) page.Empty {
	if f != (desk.Filter{Limit: f.Limit, Oldest: f.Oldest}) {
		return page.Empty{Title: a.T("registry.inbox.none"), Text: a.T("registry.inbox.none.text"), Do: &page.Link{Text: a.T("registry.inbox.all"), Path: "/inbox"}}
	}
	e := page.Empty{Title: a.T("registry.inbox.empty"), Text: a.T("registry.inbox.empty.text")}
	if links := dropLink(a); links != nil {
		e.Do = &links[0]
	}
	return e
}

func inboxFilter(a *page.Ask, f desk.Filter, l listing) *page.Form {
	any := page.Option{Text: a.T("registry.any")}
	fields := []*page.Field{
		{Name: "source", Label: a.T("registry.source"), Kind: "choice", Value: f.Source, Options: []page.Option{any}},
		{Name: "kind", Label: a.T("registry.kind"), Kind: "choice", Value: f.Kind, Options: choices(a, "registry.kind.", any, "message", "document", "list")},
		{Name: "status", Label: a.T("registry.status"), Kind: "choice", Value: f.Status, Options: choices(a, "registry.status.", any, "read", "partial", "refused")},
		{Name: "lang", Label: a.T("registry.lang"), Kind: "choice", Value: f.Lang, Options: choices(a, "registry.lang.", any, "nl", "fr", "de", "en")},
		{Name: "desk", Label: a.T("registry.desk"), Kind: "choice", Value: f.Desk, Options: []page.Option{any}},
		{Name: "open", Label: a.T("registry.names"), Kind: "choice", Options: []page.Option{any, {Value: "1", Text: a.T("registry.names.open")}}},
		{Name: "order", Label: a.T("registry.order"), Kind: "choice", Options: []page.Option{{Text: a.T("registry.order.newest")}, {Value: "oldest", Text: a.T("registry.order.oldest")}}},
	}
	for _, s := range l.sources {
		fields[0].Options = append(fields[0].Options, page.Option{Value: s.ID, Text: s.Name})
	}
	for _, d := range l.desks {
		fields[4].Options = append(fields[4].Options, page.Option{Value: d, Text: d})
	}
	if f.Open {
		fields[5].Value = "1"
	}
	if f.Oldest {
		fields[6].Value = "oldest"
	}
	return &page.Form{Action: "/inbox", Method: "get", Submit: a.T("registry.filter"), Fields: fields}
}

func choices(a *page.Ask, prefix string, first page.Option, values ...string) []page.Option {
	out := []page.Option{first}
	for _, v := range values {
		out = append(out, page.Option{Value: v, Text: a.T(prefix + v)})
	}
	return out
}

// with gives this page's address with one value changed.
func with(a *page.Ask, name, value string) string {
	q := a.R.URL.Query()
	if q.Set(name, value); value == "" {
		q.Del(name)
	}
	u := url.URL{Path: a.R.URL.Path, RawQuery: q.Encode()}
	return u.String()
}
