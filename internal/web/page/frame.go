package page

import (
	"html/template"
	"net/url"
	"strings"

	"schild/internal/office"
	"schild/label"
)

// frame is what the template around every page is given.
type frame struct {
	Page
	Lang    string
	Theme   string
	Langs   []choice
	Themes  []choice
	Heading string // the title as the browser shows it
	Level   label.Level
	Banner  string
	Items   []Link
	Person  string
	Roles   []string
	Find    bool
	Words   string // what was searched
	Toast   string
	AsOf    int64
	Here    string // where to come back after a change of language
	Bar     template.HTML
	Body    template.HTML
	Missing []string
	Demo    string // the template's name, in the demo
	Keyed   bool   // somebody is signed in, where people hold keys
	Glass   bool   // may open, in an emergency, what they have no need to know
	Trial   bool   // links sign people in: the footer says that it is a trial
}

// choice is one of the few answers of a switch in the head.
type choice struct {
	Value, Text string
	Current     bool
}

func (k *Kit) around(a *Ask, p Page) frame {
	l := p.Label
	l.Circles = "" // internal to the house: never on paper
	f := frame{Page: p, Lang: a.P.Code(), Theme: a.visit.Theme, Heading: p.Title, Level: l.Level, Banner: l.Banner(a.P.Code()),
		Person: a.Staff.Name, Find: k.find && a.By.ID != "" && !a.Staff.Outside, Words: a.Query("q"), Toast: a.visit.Toast, AsOf: a.At, Here: here(a), Missing: k.cfg.Missing}
	if a.status == 422 {
		f.Heading = a.T("form.error.title", "title", p.Title)
	}
	if k.cfg.Demo {
		f.Demo = a.set.Name + "/" + p.Template
	}
	f.Keyed = k.cfg.Keyed && a.By.ID != ""
	f.Glass = k.glass && office.May("glass.break", a.Staff)
	f.Trial = !k.cfg.Keyed && !k.cfg.Demo && a.By.ID != ""
	f.Langs, f.Themes = languages(a), themes(a)
	f.Items, f.Roles = k.items(a, p.Nav), roles(a)
	f.Bar = k.bar(a)
	return f
}

// here gives the address to return to: none on an error page, which must be the same wherever it stands.
func here(a *Ask) string {
	if a.status >= 400 && a.status != 422 || a.R.Method != "GET" {
		return "/"
	}
	u := url.URL{Path: a.R.URL.Path, RawQuery: a.R.URL.RawQuery}
	return u.String()
}

func languages(a *Ask) []choice {
	var out []choice
	for _, c := range [][2]string{{"nl", "Nederlands"}, {"fr", "Français"}, {"de", "Deutsch"}, {"en", "English"}} {
		out = append(out, choice{c[0], c[1], c[0] == a.P.Code()})
	}
	return out
}

func themes(a *Ask) []choice {
	return []choice{
		{"auto", a.T("frame.theme.auto"), a.visit.Theme == ""},
		{"light", a.T("frame.theme.light"), a.visit.Theme == "light"},
		{"dark", a.T("frame.theme.dark"), a.visit.Theme == "dark"},
	}
}

// items gives the navigation as this person has it.
func (k *Kit) items(a *Ask, current string) []Link {
	var out []Link
	for _, it := range k.nav {
		if a.By.ID != "" && it.For(a.Staff) || k.cfg.Office == nil && !it.Outside {
			out = append(out, Link{Text: a.T(it.Key), Path: it.Path, Keys: it.Keys, Current: it.Path == current})
		}
	}
	return out
}

// Home gives the first page of the navigation that this person has, "" when there is none.
func (k *Kit) Home(v Visit) string {
	for _, it := range k.nav {
		if it.For(v.Staff) {
			return it.Path
		}
	}
	return ""
}

func (k *Kit) bar(a *Ask) template.HTML {
	for _, s := range k.cfg.Sets {
		if s.Bar == nil {
			continue
		}
		if b, err := k.sets[s.Name].fragment(a, s.Bar.Template, s.Bar.Data(a)); err == nil {
			return b
		}
	}
	return ""
}

func roles(a *Ask) []string {
	var out []string
	for _, r := range strings.Split(a.Staff.Roles, ",") {
		if r != "" {
			out = append(out, a.T("role."+r))
		}
	}
	return out
}
