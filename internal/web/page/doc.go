// Package page is the kit with which every page of schild is made.
//
// Vocabulary: a Set is what one page folder contributes (routes, templates, stories, entries of the navigation); an Ask
// is one request by one person; a Page is what is shown, in the frame that all pages share; a component is a Go value with
// a template of the same name in lower case: Table, Form, Field, Queue, Timeline, List, Tabs, Pager, Empty, Graph.
//
// # A page folder
//
//	package registry
//
//	//go:embed *.html
//	var templates embed.FS
//
//	// Pages gives the pages of the registry.
//	func Pages(d *registry.Desk) page.Set {
//		p := pages{d}
//		return page.Set{
//			Name: "registry", Templates: templates,
//			Routes: []page.Route{
//				{Pattern: "GET /inbox", Handle: p.inbox},
//				{Pattern: "GET /record/{id}", Handle: p.record},
//				{Pattern: "POST /record/{id}/route", Handle: p.route},
//			},
//			Nav:     []page.Item{{Key: "registry.inbox.title", Path: "/inbox", Keys: "g i", Roles: []string{"intake", "analyst", "head"}}},
//			Stories: []page.Story{{Name: "inbox", Template: "inbox", Data: sampleInbox}},
//		}
//	}
//
//	func (p pages) inbox(a *page.Ask) error {
//		t := a.Table("inbox")                                    // knows the query: t.Sort, t.Desc, t.At (first row of the page)
//		t.Columns = []page.Column{{Key: "title", Title: a.T("registry.title"), Sort: true}, {Key: "at", Title: a.T("registry.at"), Sort: true}}
//		var top label.Label                                      // the label of everything shown
//		err := a.See(func(v *store.View) error {
//			rs, err := p.desk.Inbox(v, registry.Filter{…})
//			for _, r := range rs {
//				t.Add(page.Row{Path: "/record/" + r.ID, Label: v.Label(r.Label), Cells: []page.Cell{{Text: r.Title}, {Text: a.P.Moment(r.At)}}})
//				top = label.Join(top, v.Label(r.Label))
//			}
//			return err
//		})
//		if err != nil {
//			return err
//		}
//		return a.Show(page.Page{Title: a.T("registry.inbox.title"), Nav: "/inbox", Template: "inbox", Label: top, Data: inbox{Table: t}})
//	}
//
// and inbox.html, the content of <main> after the heading, is
//
//	<p>{{t "registry.inbox.intro" "n" .Table.Count}}</p>
//	{{template "table" .Table}}
//
// A form:
//
//	func (p pages) routeForm(a *page.Ask) *page.Form {
//		return a.Form("/record/"+a.Path("id")+"/route", a.T("registry.route.do"),
//			&page.Field{Name: "desk", Label: a.T("registry.route.desk"), Kind: page.Choice, Options: …, Required: true},
//			&page.Field{Name: "reason", Label: a.T("registry.route.reason"), Kind: page.Area})
//	}
//
//	func (p pages) route(a *page.Ask) error {
//		f := p.routeForm(a)
//		if a.Read(f) {                                            // reads the values; false when a field is wrong
//			_, err := p.desk.Route(a.R.Context(), a.By, a.Path("id"), f.Value("desk"), f.Value("reason"))
//			if err == nil {
//				return a.Done("/inbox", a.T("registry.route.done"))    // 303 and a toast
//			}
//			if !a.Blame(f, "desk", err) {                          // Invalid, Refused, Conflict, Late stand at the field; others are a page
//				return err
//			}
//		}
//		return p.showRecord(a, f)                                  // the page again, status 422, error summary on top
//	}
//
// # Templates
//
// A file name.html is the template "name" of its set; names of components (files of part/) are taken. {{define}} more
// in the same file under a name of your own. Functions, besides the standard ones:
//
//	t "key" "name" value …     words            moment, date, number, size   by the reader's locale (µs, µs, integer, bytes)
//	fault err                  an error's words  calendar d                   a day.Date
//	level l / portion l        a label's mark: word, colour and shape / short mark of a paragraph
//	asset "name"               address of a built-in file        built "name"  whether it is built in (cytoscape.min.js …)
//	dict "k" v …               arguments for a {{template}}        lang         the reader's language
//
// Containers are plain HTML with classes of schild.css; see the story "containers": <details class="drawer">, <section class="panel">,
// <p class="note">, <p class="warn">, <div class="columns">, <dl class="facts">, <ul class="plain">, class "actions", "quiet", "num", "wide",
// button classes "primary", "danger", "plain".
// Lists that j/k walk have the attribute data-walk; their items' first link is opened by Enter.
// No inline script or style: the content security policy refuses both.
//
// # Laws it keeps
//
//   - The level of what is shown stands at the top and bottom of every page, on screen and on paper, and is computed from
//     Page.Label, never typed into a template.
//   - Missing and denied are one page: same bytes, same status, same headers.
//   - Every page works without script; script makes it faster, never possible.
//   - What is shown is never stored by a cache.
//
// It knows no desk and no rule: a handler reads the form, calls a desk and shows. It has more exported names than other packages:
// each component is one, and a page folder has to find them all in one place.
package page
