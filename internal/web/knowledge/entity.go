package knowledge

import (
	"cmp"
	"fmt"
	"net/url"
	"slices"
	"strings"

	"schild/day"
	"schild/fact"
	"schild/fault"
	desk "schild/internal/desk/knowledge"
	"schild/internal/store"
	"schild/internal/web/page"
	"schild/internal/web/plain"
	"schild/label"
)

// entity is what the template is given.
type entity struct {
	ID      string
	Schema  string
	Strange bool // more than one schema is said of it
	Sides   sides
	Links   *page.Graph // nil when there is none
	More    bool        // links beyond those shown
	Then    *page.Form  // as of which day
	At      string
	CSV     string
	JSON    string
}

// sides is properties by sources.
type sides struct {
	Sources []string
	Rows    []side
	Count   int
}

// side is one property with what each source says of it, in the order of the sources.
type side struct {
	Property string
	Cells    [][]line
}

// line is one statement.
type line struct {
	ID, Value, Path       string // Path leads to the entity the value is
	Original              string
	Label                 label.Label
	Grade, Said, Holds    string
	Reference, RecordPath string
	Author, Registered    string
}

// look reads an entity as of the moment asked for.
func (p pages) look(a *page.Ask) (e desk.Entity, err error) {
	err = a.See(func(v *store.View) error {
		e, err = p.knowledge.Entity(v, a.Path("id"))
		return err
	})
	return e, err
}

func (p pages) entity(a *page.Ask) error {
	e, err := p.look(a)
	if a.At != 0 && fault.Is(err, fault.Missing) {
		return p.notYet(a)
	}
	if err != nil {
		return err
	}
	return a.Show(page.Page{Title: caption(a, e), Nav: "/entities", Template: "entity", Label: e.Label, Wide: true, Help: a.T("knowledge.entity.help"),
		Back: &page.Link{Text: a.T("knowledge.entities.title"), Path: "/entities"}, Data: showEntity(a, e)})
}

// notYet shows that nothing was known then of what the reader knows now. What they do not see now either is missing.
func (p pages) notYet(a *page.Ask) error {
	now := *a
	now.At = 0
	e, err := p.look(&now)
	if err != nil {
		return err
	}
	return a.Show(page.Page{Title: caption(a, e), Nav: "/entities", Template: "entity", Label: e.Label, Wide: true,
		Back: &page.Link{Text: a.T("knowledge.entities.title"), Path: "/entities"}, Data: entity{ID: string(e.ID), Schema: schema(a, e.Schema), Then: thenForm(a, string(e.ID))}})
}

func caption(a *page.Ask, e desk.Entity) string {
	return cmp.Or(plain.Line(e.Caption()), a.T("knowledge.unnamed"))
}

// schema gives the words of a kind of entity, its own name when it has none.
func schema(a *page.Ask, name string) string {
	if words := a.T("fact.schema." + name); words != "fact.schema."+name {
		return words
	}
	return name
}

// property gives the words of a property, its own name when it has none.
func property(a *page.Ask, name string) string {
	if words := a.T("fact.property." + name); words != "fact.property."+name {
		return words
	}
	return name
}

func showEntity(a *page.Ask, e desk.Entity) entity {
	out := entity{ID: string(e.ID), Schema: schema(a, e.Schema), Strange: len(e.Schemata) > 1, More: e.More, Sides: sidesOf(a, e), Then: thenForm(a, string(e.ID))}
	if a.At != 0 {
		out.At = a.Query("at")
	}
	out.CSV, out.JSON = then(a, "/entity/"+out.ID+"/export.csv"), then(a, "/entity/"+out.ID+"/export.json")
	if len(e.Links) > 0 {
		out.Links = graph(a, e)
	}
	return out
}

// then keeps the day asked for in an address.
func then(a *page.Ask, path string) string {
	if a.At == 0 {
		return path
	}
	return path + "?at=" + url.QueryEscape(a.Query("at"))
}

func thenForm(a *page.Ask, id string) *page.Form {
	return &page.Form{Action: "/entity/" + id, Method: "get", Submit: a.T("knowledge.then.do"),
		Fields: []*page.Field{{Name: "at", Label: a.T("knowledge.then"), Kind: "date", Value: a.Query("at")}}}
}

// sidesOf lays what each source says side by side, properties in the order of the schema, sources as the reader's language
// sorts them.
func sidesOf(a *page.Ask, e desk.Entity) sides {
	var s sides
	for _, c := range e.Claims {
		s.Sources = append(s.Sources, plain.Line(c.Source))
	}
	a.P.Sort(s.Sources)
	s.Sources, s.Count = slices.Compact(s.Sources), len(e.Claims)
	ends := captions(e)
	for _, p := range e.Properties {
		row := side{Property: property(a, p.Name), Cells: make([][]line, len(s.Sources))}
		for _, v := range p.Values {
			for _, st := range v.Statements {
				c := e.Claims[st.ID]
				i := slices.Index(s.Sources, plain.Line(c.Source))
				row.Cells[i] = append(row.Cells[i], lineOf(a, c, p.Type, ends))
			}
		}
		s.Rows = append(s.Rows, row)
	}
	return s
}

// captions gives the names of the entities that values are, by statement.
func captions(e desk.Entity) map[fact.ID]desk.Link {
	out := map[fact.ID]desk.Link{}
	for _, l := range e.Links {
		if l.Outward {
			out[l.Statement] = l
		}
	}
	return out
}

func lineOf(a *page.Ask, c desk.Claim, kind string, ends map[fact.ID]desk.Link) line {
	l := line{ID: string(c.ID), Value: plain.Line(c.Value), Label: c.Label, Grade: c.Grade.String(), Said: a.P.Date(c.Said), Holds: holds(a, c.Holds),
		Reference: c.Reference, Author: c.Author, Registered: a.P.Day(c.Registered)}
	if c.Original != c.Value {
		l.Original = plain.Line(c.Original)
	}
	if c.Reference != "" {
		l.RecordPath = "/record/" + string(c.Record)
	}
	if c.Place.End > c.Place.Start && l.RecordPath != "" {
		l.RecordPath += fmt.Sprintf("#p%d-%d", c.Place.Part, c.Place.Start)
	}
	switch kind {
	case "entity":
		other, seen := ends[c.ID]
		if l.Value = cmp.Or(plain.Line(other.Caption), a.T("knowledge.unnamed")); seen {
			l.Path = then(a, "/entity/"+string(other.Other))
		}
	case "date":
		if d, err := day.Parse(c.Value); err == nil {
			l.Value = a.P.Date(d)
		}
	case "country":
		l.Value = strings.ToUpper(l.Value)
	}
	return l
}

// holds gives a span of time as far as it is known.
func holds(a *page.Ask, s fact.Span) string {
	from, to := a.P.Date(s.From), a.P.Date(s.To)
	switch {
	case from != "" && to != "":
		return from + " – " + to
	case from != "":
		return a.T("knowledge.since", "day", from)
	case to != "":
		return a.T("knowledge.until", "day", to)
	}
	return ""
}

// graph draws the links around an entity; a relation that is an entity itself is named on the edge.
func graph(a *page.Ask, e desk.Entity) *page.Graph {
	me := string(e.ID)
	g := &page.Graph{Title: a.T("knowledge.links.title"), Nodes: []page.Node{{ID: me, Name: caption(a, e), Kind: schema(a, e.Schema)}}}
	drawn := map[string]bool{me: true}
	for _, l := range e.Links {
		other := string(l.Other)
		if !drawn[other] {
			drawn[other] = true
			g.Nodes = append(g.Nodes, page.Node{ID: other, Name: cmp.Or(plain.Line(l.Caption), a.T("knowledge.unnamed")), Kind: schema(a, l.Schema), Path: then(a, "/entity/"+other)})
		}
		g.Edges = append(g.Edges, edge(a, me, l))
	}
	return g
}

// edge draws a link in the direction it is said in: from what a statement is about to its value, along a relation from its
// one side to its other.
func edge(a *page.Ask, me string, l desk.Link) page.Edge {
	e := page.Edge{From: me, To: string(l.Other), Kind: property(a, l.Property)}
	outward := l.Outward
	if from, _, relation := fact.Ends(l.Relation); relation {
		e.Kind, outward = schema(a, l.Relation), l.Property == from
	}
	if !outward {
		e.From, e.To = e.To, e.From
	}
	return e
}
