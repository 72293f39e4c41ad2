// Package dossier shows dossiers: which there are, why we may look, who is of the team, what was written under them.
//
// Laws it keeps:
//   - A dossier is listed, counted and named for its team alone; the page asks the reader's view and nothing else.
//   - The form that opens one says what it will do before it is pressed: who will see it, until when.
//
// It knows no rule: what a dossier needs and who may change a team is the desk's to say.
package dossier

import (
	"embed"

	desk "schild/internal/desk/dossier"
	"schild/internal/desk/notes"
	"schild/internal/office"
	"schild/internal/web/page"
)

//go:embed *.html
var templates embed.FS

type pages struct {
	dossier *desk.Desk
	notes   *notes.Desk
}

// Pages gives the pages of dossiers.
func Pages(d *desk.Desk, n *notes.Desk) page.Set {
	p := pages{d, n}
	return page.Set{
		Name: "dossier", Templates: templates,
		Routes: []page.Route{
			{Pattern: "GET /dossiers", Handle: p.list},
			{Pattern: "GET /dossiers/new", Act: "dossier.open", Handle: p.opening},
			{Pattern: "POST /dossiers/new", Act: "dossier.open", Handle: p.open},
			{Pattern: "GET /dossier/{id}", Handle: p.one},
			{Pattern: "POST /dossier/{id}/team", Act: "dossier.team", Handle: p.team},
		},
		Nav:     []page.Item{{Key: "dossier.title", Path: "/dossiers", Keys: "g d", Roles: []string{"analyst", "head", "releaser"}, Rank: 30}},
		Stories: stories(),
	}
}

// may tells whether an act is for any of the reader's roles: a form for it is worth showing.
func may(a *page.Ask, kind string) bool { return office.May(kind, a.Staff) }
