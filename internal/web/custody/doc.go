// Package custody shows how a thing's label is lowered and raised, what waits for a decision, and what nobody may read.
//
// Law it keeps: what a record bears that nobody may read is shown to nobody, and neither is anything of it but its reference,
// its size and its day.
//
// It knows no rule: whether somebody may is decided by the desk; a form is left out only where its act is not for any of the
// reader's roles.
package custody

import (
	"embed"

	desk "schild/internal/desk/custody"
	"schild/internal/office"
	"schild/internal/web/page"
)

//go:embed *.html
var templates embed.FS

type pages struct{ desk *desk.Desk }

// Pages gives the pages of labels.
func Pages(d *desk.Desk) page.Set {
	p := pages{d}
	set := page.Set{
		Name: "custody", Templates: templates,
		Routes: []page.Route{
			{Pattern: "GET /lowerings", Handle: p.waiting},
			{Pattern: "GET /lowering/{id}", Handle: p.one},
			{Pattern: "POST /lowering/{id}/decide", Act: "label.lower", Handle: p.decide},
			{Pattern: "POST /lowering/{id}/consent", Act: "label.consent", Handle: p.consent},
			{Pattern: "GET /unread", Act: "label.unread", Handle: p.unread},
			{Pattern: "GET /unread/{id}", Act: "label.unread", Handle: p.blind},
			{Pattern: "POST /unread/{id}", Act: "label.unread", Handle: p.proposeBlind},
		},
		Nav:     []page.Item{{Key: "custody.title", Path: "/lowerings", Roles: []string{"head", "security", "registrar"}, Rank: 55}},
		Stories: stories(),
	}
	for _, table := range []string{"record", "statement", "note"} {
		x := thing{p, table}
		set.Routes = append(set.Routes, page.Route{Pattern: "GET /" + table + "/{id}/label", Handle: x.show},
			page.Route{Pattern: "POST /" + table + "/{id}/lower", Act: "label.propose", Handle: x.propose},
			page.Route{Pattern: "POST /" + table + "/{id}/raise", Act: "label.raise", Handle: x.raise})
	}
	return set
}

// may tells whether an act is for any of the reader's roles.
func may(a *page.Ask, kind string) bool { return office.May(kind, a.Staff) }
