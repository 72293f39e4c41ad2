// Package screening shows the desk where subjects are looked for: batches, the hits that wait for somebody, lists with their
// differences, one question at a time, and the threshold.
package screening

import (
	"embed"

	desk "schild/internal/desk/screening"
	"schild/internal/office"
	"schild/internal/web/page"
)

//go:embed *.html
var templates embed.FS

type pages struct{ desk *desk.Desk }

// mostUpload bounds the file of a batch.
const mostUpload = 128 << 20

// Pages gives the pages of screening.
func Pages(d *desk.Desk) page.Set {
	p := pages{d}
	return page.Set{Name: "screening", Templates: templates, Routes: []page.Route{
		{Pattern: "GET /screening", Handle: p.batches, Act: "batch.open"},
		{Pattern: "GET /screening/new", Handle: p.opening, Act: "batch.open"},
		{Pattern: "POST /screening/new", Handle: p.open, Act: "batch.open", Most: mostUpload},
		{Pattern: "GET /screening/batch/{id}", Handle: p.batch, Act: "batch.open"},
		{Pattern: "POST /screening/batch/{id}/withdraw", Handle: p.withdraw, Act: "batch.withdraw"},
		{Pattern: "POST /screening/batch/{id}/withdraw-one", Handle: p.withdrawOne, Act: "batch.withdraw"},
		{Pattern: "GET /screening/batch/{id}/export", Handle: p.export, Act: "hit.decide"},
		{Pattern: "GET /screening/hits", Handle: p.hits, Act: "hit.decide"},
		{Pattern: "GET /screening/hit/{id}", Handle: p.hit, Act: "hit.decide"},
		{Pattern: "POST /screening/hit/{id}/decide", Handle: p.decide, Act: "hit.decide"},
		{Pattern: "POST /screening/hit/{id}/confirm", Handle: p.confirm, Act: "hit.confirm"},
		{Pattern: "POST /screening/hit/{id}/close", Handle: p.close, Act: "hit.close"},
		{Pattern: "GET /screening/find", Handle: p.finding, Act: "screen.query"},
		{Pattern: "POST /screening/find", Handle: p.find, Act: "screen.query"},
		{Pattern: "GET /screening/lists", Handle: p.lists, Act: "screen.query"},
		{Pattern: "GET /screening/list/{id}", Handle: p.list, Act: "screen.query"},
		{Pattern: "GET /screening/threshold", Handle: p.threshold, Act: "threshold.propose"},
		{Pattern: "POST /screening/threshold", Handle: p.propose, Act: "threshold.propose"},
		{Pattern: "POST /screening/threshold/{id}", Handle: p.set, Act: "threshold.confirm"},
	}, Nav: []page.Item{{Key: "screening.title", Path: "/screening", Keys: "g v", Roles: []string{"registrar", "intake", "analyst", "head"}, Rank: 25}}, Stories: stories()}
}

// tabs leads from one part of screening to the others, as far as the reader may.
func tabs(a *page.Ask, current string) page.Tabs {
	var out page.Tabs
	for _, t := range [][3]string{{"/screening", "screening.batches", "batch.open"}, {"/screening/hits", "screening.hits", "hit.decide"}, {"/screening/find", "screening.find", "screen.query"},
		{"/screening/lists", "screening.lists", "screen.query"}, {"/screening/threshold", "screening.threshold.title", "threshold.propose"}} {
		if may(a, t[2]) {
			out = append(out, page.Link{Text: a.T(t[1]), Path: t[0], Current: t[0] == current})
		}
	}
	return out
}

// may tells whether an act is for any of the reader's roles.
func may(a *page.Ask, kind string) bool { return office.May(kind, a.Staff) }
