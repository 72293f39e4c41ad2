package demo

import (
	"net/url"
	"strings"

	"schild/internal/demo"
	"schild/internal/demo/bureau"
	"schild/internal/web/page"
	"schild/label"
)

// column is one of the two frames.
type column struct {
	Name, Title, Count, Src, Person string
}

type readers struct {
	Form    *page.Form
	Columns []column
	Same    string
}

// readers shows one page as two people have it.
func (p *pages) readers(a *page.Ask) error {
	more, less := demo.Readers()
	left, right := staff(a.Query("left"), more), staff(a.Query("right"), less)
	path := local(a.Query("page"), "/entity/"+p.Story.Entity)
	d := readers{Form: p.readersForm(a, left, right, path), Same: a.T("demo.readers.same", "more", nameOf(more), "less", nameOf(less))}
	top := label.Label{}
	for _, who := range []string{left, right} {
		s, err := p.House.Seen(a.R.Context(), who, p.Story.Hidden)
		if err != nil {
			return err
		}
		top = label.Join(top, highest(who))
		d.Columns = append(d.Columns, columnOf(a, s, path))
	}
	return a.Show(page.Page{Title: a.T("demo.readers.title"), Nav: "/demo", Template: "readers", Label: top, Help: a.T("demo.readers.short"), Wide: true, Data: d})
}

func columnOf(a *page.Ask, s demo.Seen, path string) column {
	n := func(i int) string { return a.P.Number(int64(i)) }
	return column{Name: s.Name, Person: s.Person, Title: a.T("demo.readers.frame", "name", s.Name), Src: as(path, s.Person),
		Count: a.T("demo.readers.count", "records", demo.Many(a.P, s.Records), "sources", n(s.Sources), "notes", n(s.Notes), "dossiers", n(s.Cases))}
}

func (p *pages) readersForm(a *page.Ask, left, right, path string) *page.Form {
	var people []page.Option
	for _, x := range bureau.People() {
		people = append(people, page.Option{Value: x.ID, Text: x.Name})
	}
	f := a.Form("/demo/readers", a.T("demo.readers.show"),
		&page.Field{Name: "left", Label: a.T("demo.readers.left"), Kind: "choice", Options: people, Value: left, Required: true},
		&page.Field{Name: "right", Label: a.T("demo.readers.right"), Kind: "choice", Options: people, Value: right, Required: true},
		&page.Field{Name: "page", Label: a.T("demo.readers.page"), Kind: "choice", Options: p.choices(a, path), Value: path, Required: true})
	f.Method, f.Inline = "get", true
	return f
}

// choices are the pages worth comparing, and the one shown when it is none of them.
func (p *pages) choices(a *page.Ask, path string) []page.Option {
	out := []page.Option{
		{Value: "/entity/" + p.Story.Entity, Text: a.T("demo.readers.page.entity")},
		{Value: "/inbox", Text: a.T("demo.readers.page.inbox")},
		{Value: "/record/" + p.Story.Hidden, Text: a.T("demo.readers.page.hidden")},
		{Value: "/sources", Text: a.T("demo.readers.page.sources")},
		{Value: "/notes", Text: a.T("demo.readers.page.notes")},
		{Value: "/dossiers", Text: a.T("demo.readers.page.dossiers")},
	}
	for _, o := range out {
		if o.Value == path {
			return out
		}
	}
	return append(out, page.Option{Value: path, Text: path})
}

func staff(id, otherwise string) string {
	for _, x := range bureau.People() {
		if x.ID == id {
			return id
		}
	}
	return otherwise
}

// highest is the most that may stand in a reader's column: the column bears its own mark, the page around it the higher one.
func highest(id string) label.Label {
	for _, x := range bureau.People() {
		if x.ID == id {
			return label.Label{Level: x.Clearance.Level, Compartments: x.Clearance.Compartments}
		}
	}
	return label.Label{}
}

// local gives a path of this house, without the demo's own pages: a column in a column helps nobody.
func local(path, otherwise string) string {
	if !strings.HasPrefix(path, "/") || strings.HasPrefix(path, "//") || strings.HasPrefix(path, "/demo") || strings.HasPrefix(path, "/login") || strings.ContainsAny(path, "\\\r\n\t") {
		return otherwise
	}
	return path
}

// as gives a page's address for one reader.
func as(path, person string) string {
	u, err := url.Parse(path)
	if err != nil {
		return "/"
	}
	q := u.Query()
	q.Set("as", person)
	u.RawQuery = q.Encode()
	return u.String()
}
