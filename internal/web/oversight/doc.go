// Package oversight shows the register: acts, one act, its verification and its export.
//
// Vocabulary: a folder is a dossier as a control body walks it; a check is one run of the verification over the whole database; at most one runs at a time, and everybody
// who may start one sees its progress and its last result.
//
// Laws it keeps:
//   - Everyone sees their own acts, those who keep or check the register every act; nobody sees content here but the control
//     body, which is shown everything, and whose own reading nobody in the house can read.
//   - Which rows an act changed is shown to those who keep or check the register alone: an act may have reached further
//     than its author sees.
//   - Anybody who keeps or checks the register can verify it at any moment; a check changes nothing and waits for nobody.
//
// It judges nothing: what a finding means is the register's to say.
package oversight

import (
	"embed"

	desk "schild/internal/desk/oversight"
	"schild/internal/office"
	"schild/internal/web/page"
)

//go:embed *.html
var templates embed.FS

type pages struct {
	desk  *desk.Desk
	check *check
}

// Pages gives the pages of the register.
func Pages(d *desk.Desk) page.Set {
	p := pages{d, &check{}}
	return page.Set{
		Name: "oversight", Templates: templates,
		Routes: []page.Route{
			{Pattern: "GET /register", Handle: p.register},
			{Pattern: "GET /register/{id}", Handle: p.act},
			{Pattern: "GET /register/{id}/proof", Handle: p.proof},
			{Pattern: "GET /verify", Act: "register.export", Handle: p.verify},
			{Pattern: "POST /verify", Act: "register.export", Handle: p.begin},
			{Pattern: "POST /register/export", Act: "register.export", Handle: p.export},
			{Pattern: "GET /control", Act: "control.seal", Handle: p.control},
			{Pattern: "GET /control/log", Act: "control.seal", Handle: p.log},
			{Pattern: "GET /control/{id}", Act: "control.seal", Handle: p.folder},
			{Pattern: "POST /control/key", Act: "control.seal", Handle: p.setKey},
		},
		Nav: []page.Item{{Key: "oversight.title", Path: "/register", Keys: "g v", Rank: 70},
			{Key: "oversight.control", Path: "/control", Roles: []string{office.Committee}, Rank: 71}},
		Stories: stories(),
	}
}

// may tells whether an act is for any of the reader's roles.
func may(a *page.Ask, kind string) bool { return office.May(kind, a.Staff) }
