package demo

import (
	"strconv"
	"strings"

	"schild/fault"
	"schild/internal/demo"
	"schild/internal/demo/bureau"
	"schild/internal/demo/world"
	"schild/internal/office"
	"schild/internal/web/page"
)

// card is one of the five on the first page.
type card struct{ Title, Text, Path, Key string }

// line is one step of the chain: what, and in figures.
type line struct{ Term, Text string }

type overview struct {
	Cards []card
	Year  string
	Lines []line
}

func five(a *page.Ask) []card {
	return []card{
		{a.T("demo.readers.title"), a.T("demo.readers.short"), "/demo/readers", "1"},
		{a.T("demo.cheat.title"), a.T("demo.cheat.short"), "/demo/cheat", "2"},
		{a.T("demo.drop.title"), a.T("demo.drop.short"), "/demo/drop", "3"},
		{a.T("demo.recall.title"), a.T("demo.recall.short"), "/demo/recall", "4"},
		{a.T("demo.walk.title"), a.T("demo.walk.short"), "/demo/walk", "5"},
	}
}

func (p *pages) home(a *page.Ask) error {
	return a.Show(page.Page{Title: a.T("demo.home.title"), Nav: "/demo", Template: "home", Wide: true, Data: overviewOf(a, p.Story)})
}

func overviewOf(a *page.Ask, s demo.Story) overview {
	var lines []line
	for _, l := range strings.Split(strings.TrimSpace(demo.Chain(s, a.P, "")), "\n")[1:] {
		r := []rune(l)
		lines = append(lines, line{strings.TrimSpace(string(r[:demo.ChainColumn])), string(r[demo.ChainColumn:])})
	}
	return overview{Cards: five(a), Year: a.T("demo.home.year", "year", strconv.Itoa(world.Year)), Lines: lines}
}

// bar is what the strip above every page is given.
type bar struct {
	Five   []card
	People []choice
	Coach  *coach
}

type choice struct {
	ID, Text string
	Current  bool
}

// bar fills the strip; a page inside a column has none.
func (p *pages) bar(a *page.Ask) any {
	if a.R.Header.Get("Sec-Fetch-Dest") == "iframe" || a.Query("bare") != "" {
		return nil
	}
	b := bar{Five: five(a), Coach: p.coach(a)}
	for _, x := range bureau.People() {
		b.People = append(b.People, choice{x.ID, x.Name + " (" + roleWords(a, x.Roles) + ")", x.ID == a.By.ID})
	}
	return b
}

func roleWords(a *page.Ask, roles []string) string {
	var out []string
	for _, r := range roles {
		out = append(out, a.T("role."+r))
	}
	return strings.Join(out, ", ")
}

// become signs the browser in as another of the house, by a one-time link like anybody's.
func (p *pages) become(a *page.Ask) error {
	if err := a.R.ParseForm(); err != nil {
		return fault.Wrap(err, fault.Invalid, "form.unreadable")
	}
	link, err := p.Link(a.R.Context(), office.Person{ID: a.R.PostForm.Get("person")})
	if err != nil {
		return err
	}
	return a.Done(link, "")
}
