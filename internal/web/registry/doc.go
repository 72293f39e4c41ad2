// Package registry shows the registry: the inbox, one record, taking files in, sources, people.
//
// Vocabulary: a reading is a record's text with what was found in it marked in place; a spot is one such place; a stretch
// is a run of text between two ends of spots.
//
// Laws it keeps:
//   - Text from outside is shown as it came, cut off from the page around it: whatever its direction, and with every sign
//     that could turn or hide text made visible.
//   - What a mark means is said by its line and by a word, never by its colour alone.
//   - Nobody accepts or rejects but by a form that also works without script.
//
// It knows no rule: whether somebody may is decided by the desks; a form is left out only where its act is not for any of
// the reader's roles.
package registry

import (
	"embed"

	"schild/internal/desk/knowledge"
	desk "schild/internal/desk/registry"
	"schild/internal/office"
	"schild/internal/web/page"
)

//go:embed *.html
var templates embed.FS

type pages struct {
	registry  *desk.Desk
	knowledge *knowledge.Desk
}

// Pages gives the pages of the registry.
func Pages(r *desk.Desk, k *knowledge.Desk) page.Set {
	p := pages{r, k}
	return page.Set{
		Name: "registry", Templates: templates,
		Routes: []page.Route{
			{Pattern: "GET /inbox", Handle: p.inbox},
			{Pattern: "GET /record/{id}", Handle: p.record},
			{Pattern: "GET /record/{id}/raw", Handle: p.raw},
			{Pattern: "POST /record/{id}/route", Act: "record.route", Handle: p.route},
			{Pattern: "POST /record/{id}/mention/{mention}/accept", Act: "mention.accept", Handle: p.accept},
			{Pattern: "POST /record/{id}/mention/{mention}/reject", Act: "mention.reject", Handle: p.reject},
			{Pattern: "GET /receive", Act: "record.receive", Handle: p.dropping},
			{Pattern: "POST /receive", Act: "record.receive", Handle: p.receive, Most: mostDropped},
			{Pattern: "GET /sources", Handle: p.sources},
			{Pattern: "POST /sources", Act: "source.add", Handle: p.addSource},
			{Pattern: "GET /people", Handle: p.people},
			{Pattern: "POST /people", Act: "person.enrol", Handle: p.enrol},
			{Pattern: "GET /person/{id}", Handle: p.person},
			{Pattern: "POST /person/{id}", Act: "person.clear", Handle: p.clear},
			{Pattern: "POST /person/{id}/code", Act: "person.code", Handle: p.code},
			{Pattern: "GET /glass", Act: "glass.break", Handle: p.glass},
			{Pattern: "POST /glass", Act: "glass.break", Handle: p.breakGlass},
			{Pattern: "GET /proposal/{id}", Act: "proposal.confirm", Handle: p.proposal},
			{Pattern: "POST /proposal/{id}", Act: "proposal.confirm", Handle: p.confirm},
			{Pattern: "POST /proposal/{id}/refuse", Act: "proposal.refuse", Handle: p.refuse},
		},
		Nav: []page.Item{
			{Key: "registry.inbox.title", Path: "/inbox", Keys: "g i", Roles: []string{"intake", "analyst", "head", "registrar"}, Rank: 10},
			{Key: "registry.receive.nav", Path: "/receive", Keys: "g r", Roles: rolesOf("record.receive"), Rank: 11},
			{Key: "registry.sources.title", Path: "/sources", Roles: rolesOf("source.add"), Rank: 60},
			{Key: "registry.people.title", Path: "/people", Roles: []string{"registrar", "security"}, Rank: 61},
		},
		Stories: stories(),
	}
}

// rolesOf gives the roles an act is for, as the office's table has it.
func rolesOf(kind string) []string {
	for _, k := range office.Kinds() {
		if k.Name == kind {
			return k.Roles
		}
	}
	return nil
}

// may tells whether an act is for any of the reader's roles: a form for it is worth showing.
func may(a *page.Ask, kind string) bool { return office.May(kind, a.Staff) }
