package knowledge

import (
	"cmp"
	"net/url"
	"slices"
	"strings"

	"schild/fact"
	desk "schild/internal/desk/knowledge"
	"schild/internal/store"
	"schild/internal/web/page"
	"schild/internal/web/plain"
	"schild/label"
)

// found is what the template of search is given.
type found struct {
	Query    string
	Entities *page.Table
	Records  *page.Table
	Near     []page.Link // entities near to what was typed, when nothing fits all of it
	Many     bool        // more records than shown
	NamesN   int
	RecordsN int
	Nothing  page.Empty
}

// search finds records and entities in the reader's view.
func (p pages) search(a *page.Ask) error {
	var r desk.Results
	var near []desk.Summary
	var labels []label.Label
	top := label.Bottom()
	err := a.See(func(v *store.View) (err error) {
		if r, err = p.knowledge.Search(v, a.Query("q")); err != nil {
			return err
		}
		for _, h := range r.Records {
			labels = append(labels, v.Label(h.Label))
			top = label.Join(top, v.Label(h.Label))
		}
		near, err = p.near(v, r)
		return err
	})
	if err != nil {
		return err
	}
	for _, s := range slices.Concat(r.Entities, near) {
		top = label.Join(top, s.Label)
	}
	return a.Show(page.Page{Title: a.T("knowledge.search.title"), Nav: "/search", Template: "search", Label: top, Wide: true, Data: showFound(a, r, labels, near)})
}

// near looks for each word by itself when nothing fits all of them.
func (p pages) near(v *store.View, r desk.Results) ([]desk.Summary, error) {
	words := strings.Fields(r.Query)
	if len(r.Records)+len(r.Entities) > 0 || len(words) < 2 {
		return nil, nil
	}
	var out []desk.Summary
	for _, w := range words[:min(len(words), 4)] {
		ss, err := p.knowledge.FindEntities(v, w, 3)
		if err != nil {
			return nil, err
		}
		out = append(out, ss...)
	}
	return out, nil
}

func showFound(a *page.Ask, r desk.Results, labels []label.Label, near []desk.Summary) found {
	out := found{Query: plain.Line(r.Query), Entities: entityTable(a, "who", r.Entities), Records: recordTable(a, r.Records, labels), Many: r.More, NamesN: len(r.Entities), RecordsN: len(r.Records)}
	out.Nothing = page.Empty{Title: a.T("knowledge.search.nothing"), Text: a.T("knowledge.search.nothing.text")}
	for _, s := range near {
		out.Near = append(out.Near, page.Link{Text: cmp.Or(plain.Line(s.Caption), a.T("knowledge.unnamed")), Path: "/entity/" + s.ID})
	}
	return out
}

func recordTable(a *page.Ask, hs []desk.Hit, labels []label.Label) *page.Table {
	t := a.Table("rec")
	t.Caption, t.Marked = a.T("knowledge.search.records"), true
	t.Columns = []page.Column{{Title: a.T("registry.record")}, {Title: a.T("registry.source")}, {Title: a.T("registry.lang"), Minor: true}, {Title: a.T("registry.registered"), Minor: true}}
	for i, h := range hs {
		lang := h.Lang
		if lang != "" {
			lang = a.T("registry.lang." + lang)
		}
		t.Add(page.Row{Path: "/record/" + h.ID, Label: labels[i], Cells: []page.Cell{{Text: cmp.Or(plain.Line(h.Title), a.T("registry.untitled")), Note: h.Reference}, {Text: plain.Line(h.Source)}, {Text: lang}, {Text: a.P.Moment(h.Registered)}}})
	}
	return t
}

func entityTable(a *page.Ask, id string, ss []desk.Summary) *page.Table {
	t := a.Table(id)
	t.Caption, t.Marked = a.T("knowledge.entities.caption"), true
	t.Columns = []page.Column{{Title: a.T("knowledge.name")}, {Title: a.T("knowledge.schema")}, {Title: a.T("knowledge.records"), Num: true}}
	for _, s := range ss {
		t.Add(page.Row{Path: "/entity/" + s.ID, Label: s.Label, Cells: []page.Cell{{Text: cmp.Or(plain.Line(s.Caption), a.T("knowledge.unnamed"))}, {Text: schema(a, s.Schema)}, {Text: a.P.Number(int64(s.Sources))}}})
	}
	return t
}

// suggest gives names that begin like what is being typed, as options for script.
func (p pages) suggest(a *page.Ask) error {
	var ss []desk.Summary
	if len([]rune(a.Query("q"))) >= 2 {
		err := a.See(func(v *store.View) (err error) {
			ss, err = p.knowledge.FindEntities(v, a.Query("q"), 8)
			return err
		})
		if err != nil {
			return err
		}
	}
	return a.Part("suggestions", ss)
}

// entities lists what is known, by name.
func (p pages) entities(a *page.Ask) error {
	kind, after := a.Query("schema"), a.Query("after")
	var ss []desk.Summary
	err := a.See(func(v *store.View) (err error) {
		ss, err = p.knowledge.Entities(v, kind, after, perPage)
		return err
	})
	if err != nil {
		return err
	}
	top := label.Bottom()
	for _, s := range ss {
		top = label.Join(top, s.Label)
	}
	return a.Show(page.Page{Title: a.T("knowledge.entities.title"), Nav: "/entities", Template: "entities", Label: top, Wide: true, Data: showEntities(a, kind, after, ss)})
}

const perPage = 50

// listed is what the template of entities is given.
type listed struct {
	Table       *page.Table
	First, Next string
}

func showEntities(a *page.Ask, kind, after string, ss []desk.Summary) listed {
	out := listed{Table: entityTable(a, "", ss)}
	options := []page.Option{{Text: a.T("registry.any")}}
	for _, s := range fact.Schemata() {
		if !fact.Abstract(s) {
			options = append(options, page.Option{Value: s, Text: schema(a, s)})
		}
	}
	compare := a.P.Compare()
	slices.SortFunc(options[1:], func(x, y page.Option) int { return cmp.Or(compare(x.Text, y.Text), strings.Compare(x.Value, y.Value)) })
	out.Table.Filter = &page.Form{Action: "/entities", Method: "get", Submit: a.T("registry.filter"), Fields: []*page.Field{{Name: "schema", Label: a.T("knowledge.schema"), Kind: "choice", Options: options, Value: kind}}}
	out.Table.Empty = page.Empty{Title: a.T("knowledge.entities.none"), Text: a.T("knowledge.entities.none.text")}
	if len(ss) == perPage {
		out.Next = listPath(kind, ss[len(ss)-1].ID)
	}
	if after != "" {
		out.First = listPath(kind, "")
	}
	return out
}

func listPath(kind, after string) string {
	q := url.Values{}
	if kind != "" {
		q.Set("schema", kind)
	}
	if after != "" {
		q.Set("after", after)
	}
	if len(q) == 0 {
		return "/entities"
	}
	return "/entities?" + q.Encode()
}
