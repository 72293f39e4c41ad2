// Package casework shows cases: what is one's own to do and by when, the board of a procedure, a case with its clocks, the calendar, who
// stands in for whom, what was counted, and the law itself. For people of other organisations: the front desk.
//
// Budget: the front desk asks for the same moves by the same forms in the same words as the house does; apart, they would drift.
package casework

import (
	"embed"
	"slices"

	desk "schild/internal/desk/casework"
	"schild/internal/desk/registry"
	"schild/internal/store"
	"schild/internal/web/page"
	"schild/procedure"
)

//go:embed *.html
var templates embed.FS

type pages struct {
	desk *desk.Desk
	now  func() int64 // the house's clock, UTC microseconds
}

// Pages gives the pages of casework. now is the house's clock.
func Pages(d *desk.Desk, now func() int64) page.Set {
	p := pages{d, now}
	return page.Set{Name: "casework", Templates: templates, Routes: []page.Route{
		{Pattern: "GET /work", Handle: p.work, Act: "case.step"},
		{Pattern: "GET /boards", Handle: p.boards, Act: "case.step"},
		{Pattern: "GET /board/{procedure}", Handle: p.board, Act: "case.step"},
		{Pattern: "GET /board/{procedure}/bulk", Handle: p.bulk, Act: "case.step"},
		{Pattern: "POST /board/{procedure}/bulk", Handle: p.doBulk, Act: "case.step"},
		{Pattern: "GET /case/new", Handle: p.opening, Act: "case.open"},
		{Pattern: "POST /case/new", Handle: p.open, Act: "case.open"},
		{Pattern: "GET /cases/{id}", Handle: p.one, Act: "case.step"},
		{Pattern: "POST /cases/{id}/step/{move}", Handle: p.step, Act: "case.step"},
		{Pattern: "POST /cases/{id}/draft/{move}", Handle: p.keep, Act: "case.draft"},
		{Pattern: "POST /cases/{id}/assign", Handle: p.assign, Act: "case.assign"},
		{Pattern: "POST /cases/{id}/link", Handle: p.link, Act: "case.link"},
		{Pattern: "POST /cases/{id}/letin", Handle: p.letIn, Act: "case.link"},
		{Pattern: "POST /pending/{id}", Handle: p.agree, Act: "case.agree"},
		{Pattern: "POST /notice/{id}", Handle: p.read, Act: "case.notice"},
		{Pattern: "GET /paper/{id}", Handle: p.paper, Act: "case.step"},
		{Pattern: "GET /paper/{id}/file", Handle: p.paperFile, Act: "case.step"},
		{Pattern: "GET /portal/paper/{id}/file", Handle: p.paperFile, Act: "case.step", Outside: true},
		{Pattern: "GET /calendar", Handle: p.calendar, Act: "case.step"},
		{Pattern: "GET /calendar.ics", Handle: p.feed, Act: "case.step"},
		{Pattern: "GET /standins", Handle: p.standins, Act: "case.standin"},
		{Pattern: "POST /standins", Handle: p.standIn, Act: "case.standin"},
		{Pattern: "POST /standins/{id}/end", Handle: p.endStandIn, Act: "case.standin"},
		{Pattern: "GET /figures", Handle: p.figures, Act: "case.step"},
		{Pattern: "GET /figures.csv", Handle: p.figuresCSV, Act: "case.step"},
		{Pattern: "GET /law", Handle: p.laws, Act: "case.step"},
		{Pattern: "GET /law/{procedure}", Handle: p.law, Act: "case.step"},
		{Pattern: "GET /portal", Handle: p.portal, Act: "case.step", Outside: true},
		{Pattern: "GET /portal/new", Handle: p.frontOpening, Act: "case.open", Outside: true},
		{Pattern: "POST /portal/new", Handle: p.frontOpen, Act: "case.open", Outside: true},
		{Pattern: "GET /portal/{id}", Handle: p.frontOne, Act: "case.step", Outside: true},
		{Pattern: "POST /portal/{id}/step/{move}", Handle: p.frontStep, Act: "case.step", Outside: true},
		{Pattern: "POST /portal/{id}/draft/{move}", Handle: p.frontKeep, Act: "case.draft", Outside: true},
		{Pattern: "POST /portal/{id}/noted", Handle: p.frontNoted, Act: "case.notice", Outside: true},
		{Pattern: "POST /portal/{id}/agree/{pending}", Handle: p.frontAgree, Act: "case.agree", Outside: true},
		{Pattern: "GET /portal/paper/{id}", Handle: p.frontPaper, Act: "case.step", Outside: true},
	}, Nav: []page.Item{{Key: "casework.title", Path: "/work", Keys: "g w", Roles: workers(), Rank: 2}, {Key: "casework.portal", Path: "/portal", Keys: "g w", Rank: 1, Outside: true}}, Stories: stories(p)}
}

// workers are the roles that take part in cases: all but those of who only checks the house.
func workers() []string {
	return slices.DeleteFunc(registry.Roles(), func(r string) bool { return (store.Staff{Roles: r}).Blind() })
}

// tabs leads from one part of casework to the others.
func tabs(a *page.Ask, current string) page.Tabs {
	var out page.Tabs
	for _, t := range [][2]string{{"/work", "casework.mine"}, {"/boards", "casework.boards"}, {"/calendar", "casework.calendar"}, {"/standins", "casework.standins"}, {"/figures", "casework.figures"}, {"/law", "casework.law"}} {
		out = append(out, page.Link{Text: a.T(t[1]), Path: t[0], Current: t[0] == current})
	}
	return out
}

// word gives a title of a procedure's file in the reader's language.
func (p pages) word(a *page.Ask, f *procedure.File, kind, name string) string {
	if name == "" {
		return ""
	}
	return p.desk.Book.Title(a.P.Code(), f, kind+"."+name)
}

// procedure gives a procedure's own title.
func (p pages) procedure(a *page.Ask, id string) string {
	f, ok := p.desk.Book.File(id)
	if !ok {
		return id
	}
	return p.desk.Book.Title(a.P.Code(), f, f.ID)
}

// file gives the newest file of a procedure, to say the words of a list where cases of older files stand too.
func (p pages) file(id string) *procedure.File {
	if f, ok := p.desk.Book.File(id); ok {
		return f
	}
	return &procedure.File{ID: id}
}
