// Package demo shows the demo's bar and the five things to try; it is in no site but a demo's.
//
// Vocabulary: the bar stands above every page and says that nothing here is real; the coach is the panel in it while the walk goes
// on; a column is one of two frames that show a page as two people have it.
//
// Laws it keeps:
//   - What is shown comes from the house's own desks, as some person sees it; two readers are two views, never one with holes.
//   - Whoever looks as another person can only read: what changes something is done by whoever is signed in, or says by whom.
//   - Every page works without script; script moves both columns at once and nothing else.
//
// It lives no year: package schild/internal/demo does.
package demo

import (
	"context"
	"embed"
	"net/http"
	"sync"

	"schild/internal/demo"
	"schild/internal/demo/bureau"
	"schild/internal/office"
	"schild/internal/web/page"
)

//go:embed *.html
var templates embed.FS

// Config is what the pages need.
type Config struct {
	House demo.House
	Story demo.Story
	// Link makes a one-time address that signs a person in.
	Link func(ctx context.Context, person office.Person) (string, error)
}

type pages struct {
	Config
	cheating sync.Mutex // one cheat at a time: each is verified alone
	samples  sampler
}

// most is how large a dropped file may be.
const most = 64 << 20

// Pages gives the demo's pages and its bar.
func Pages(c Config) page.Set {
	p := &pages{Config: c}
	return page.Set{
		Name: "demo", Templates: templates,
		Routes: []page.Route{
			{Pattern: "GET /demo", Handle: p.home, Outside: true},
			{Pattern: "POST /demo/as", Handle: p.become, Outside: true},
			{Pattern: "GET /demo/readers", Handle: p.readers, Outside: true},
			{Pattern: "GET /demo/cheat", Handle: p.cheatForm, Outside: true},
			{Pattern: "POST /demo/cheat", Handle: p.cheat, Outside: true},
			{Pattern: "GET /demo/drop", Handle: p.dropForm, Outside: true},
			{Pattern: "POST /demo/drop", Handle: p.drop, Most: most, Outside: true},
			{Pattern: "GET /demo/recall", Handle: p.way, Outside: true},
			{Pattern: "POST /demo/recall", Handle: p.recall, Outside: true},
			{Pattern: "GET /demo/walk", Handle: p.walk, Outside: true},
		},
		Nav:     []page.Item{{Key: "demo.nav", Path: "/demo", Keys: "g d", Rank: -1}},
		Bar:     &page.Bar{Template: "bar", Data: p.bar},
		Stories: stories(),
	}
}

// Who tells as whom a page is asked for: the person named in the address (?as=), when that is one of the house. For
// requests that only read.
func Who(r *http.Request) (office.Person, bool) {
	as := r.URL.Query().Get("as")
	for _, p := range bureau.People() {
		if p.ID == as {
			return office.Person{ID: as}, true
		}
	}
	return office.Person{}, false
}

// nameOf gives the name of one of the house.
func nameOf(id string) string {
	for _, p := range bureau.People() {
		if p.ID == id {
			return p.Name
		}
	}
	return id
}
