// Package knowledge shows what is known: one entity, all entities, search.
//
// Vocabulary: the sides are a table of properties by sources, each statement a line of its own in its place; a sheet of an
// entity is everything one reader sees of it, now or as of a past day.
//
// Laws it keeps:
//   - Nothing is merged: two sources that say the same stand side by side, each under its own mark and grade.
//   - What is not found and what may not be seen read the same, as does what is shorter because of it.
//   - A picture is never alone: the same stands in a table.
//   - An exported table cannot be a formula: what a spreadsheet would compute is written as text.
//
// It knows no rule and finds nothing itself: desks do.
package knowledge

import (
	"embed"

	desk "schild/internal/desk/knowledge"
	"schild/internal/web/page"
)

//go:embed *.html
var templates embed.FS

type pages struct{ knowledge *desk.Desk }

// Pages gives the pages of knowledge.
func Pages(k *desk.Desk) page.Set {
	p := pages{k}
	readers := []string{"intake", "analyst", "head", "releaser", "registrar"}
	return page.Set{
		Name: "knowledge", Templates: templates,
		Routes: []page.Route{
			{Pattern: "GET /entities", Handle: p.entities},
			{Pattern: "GET /entity/{id}", Handle: p.entity},
			{Pattern: "GET /entity/{id}/export.csv", Handle: p.exportCSV},
			{Pattern: "GET /entity/{id}/export.json", Handle: p.exportJSON},
			{Pattern: "GET /search", Handle: p.search},
			{Pattern: "GET /suggest", Handle: p.suggest},
		},
		Nav:     []page.Item{{Key: "knowledge.entities.title", Path: "/entities", Keys: "g e", Roles: readers, Rank: 20}},
		Stories: stories(),
	}
}
