package bench

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/base64"
	"errors"
	"flag"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"schild/internal/demo"
	"schild/internal/demo/bureau"
	"schild/internal/demo/world"
	"schild/internal/desk/dossier"
	"schild/internal/desk/notes"
	"schild/internal/desk/oversight"
	"schild/internal/desk/registry"
	"schild/internal/office"
	"schild/internal/store"
	"schild/internal/web"
	dossierpages "schild/internal/web/dossier"
	homepages "schild/internal/web/home"
	knowledgepages "schild/internal/web/knowledge"
	notespages "schild/internal/web/notes"
	oversightpages "schild/internal/web/oversight"
	"schild/internal/web/page"
	registrypages "schild/internal/web/registry"
	"schild/internal/work"
	"schild/label"
)

var lived = flag.String("year", "", "a folder with a year lived by schild demo --size year --no-serve; it is read and its reads are registered (default: a year is lived in a temporary one)")

// site is a house with every desk and its pages served on loopback.
type site struct {
	*house
	pages  *web.Site
	plain  *sql.DB
	origin string
	server *http.Server
}

// openSite opens the year in a folder, or lives it there first.
func openSite(b testing.TB, dir string, w *world.World) *site {
	b.Helper()
	key, err := masterOf(dir)
	must(b, err)
	clock := new(demo.Clock)
	s := &site{house: openWith(b, store.Config{Dir: dir, Master: key, Now: clock.Now, Queue: work.Insert})}
	s.plain, err = s.store.Plain()
	must(b, err)
	must(b, work.Migrate(context.Background(), s.plain))
	o := s.registry.Office
	all := demo.House{Office: o, Registry: s.registry, Knowledge: s.knowledge, Dossier: &dossier.Desk{Office: o}, Notes: &notes.Desk{Office: o},
		Oversight: &oversight.Desk{Office: o}, Open: s.document, Registrar: registrar, Clock: clock, Size: s.store.Size, Plain: s.plain}
	must(b, s.knowledge.Load(context.Background()))
	if s.store.Size() < 1000 {
		s.live(b, all, w)
	}
	s.serve(b, pageSets(all))
	return s
}

// masterOf gives the key that a demo left beside its data, else the benchmark's own.
func masterOf(dir string) (key [32]byte, err error) {
	text, err := os.ReadFile(filepath.Join(dir, "master.key"))
	if errors.Is(err, os.ErrNotExist) {
		return sha256.Sum256([]byte("bench")), nil
	}
	if err != nil {
		return key, err
	}
	raw, err := base64.StdEncoding.DecodeString(strings.TrimSpace(string(text)))
	if err == nil && copy(key[:], raw) != len(key) {
		err = fmt.Errorf("%s: a key of %d bytes", dir, len(raw))
	}
	return key, err
}

// live lets the demo's people live the year.
func (s *site) live(b testing.TB, all demo.House, w *world.World) {
	b.Helper()
	ctx := context.Background()
	all.Clock.Set(demo.Begin())
	_, err := s.registry.FoundHouse(ctx, registry.Enrolment{ID: registrar.ID, Name: "Registrar", Organisation: bureau.Own, Lang: "nl", Roles: []string{"registrar"},
		Clearance: label.Clearance{Level: label.TopSecret}})
	must(b, err)
	for _, id := range []string{registry.Unsorted, "own"} {
		_, err := s.registry.AddSource(ctx, registrar, registry.Source{ID: id, Name: id, Kind: "own", DefaultLabel: "RESTRICTED", Grade: "F6"}, label.Label{})
		must(b, err)
	}
	q, err := work.Start(ctx, s.plain, map[string]work.Task{"rescan": s.knowledge.Rescan}, slog.New(slog.DiscardHandler))
	must(b, err)
	all.Drain = q.Drain
	_, _, err = demo.Fill(ctx, all, w, nil)
	must(b, err)
	must(b, q.Stop(ctx))
}

func pageSets(h demo.House) []page.Set {
	return []page.Set{homepages.Pages(homepages.Desks{Registry: h.Registry, Notes: h.Notes}), registrypages.Pages(h.Registry, h.Knowledge), knowledgepages.Pages(h.Knowledge), dossierpages.Pages(h.Dossier, h.Notes),
		notespages.Pages(notespages.Desks{Notes: h.Notes, Knowledge: h.Knowledge, Dossier: h.Dossier}), oversightpages.Pages(h.Oversight)}
}

func (s *site) serve(b testing.TB, sets []page.Set) {
	b.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	must(b, err)
	s.origin = "http://" + l.Addr().String()
	s.pages, err = web.New(web.Config{Office: s.registry.Office, Sets: sets, Origin: s.origin})
	must(b, err)
	s.server = &http.Server{Handler: s.pages.Handler(), ReadHeaderTimeout: 10 * time.Second}
	go func() { _ = s.server.Serve(l) }() // ends with stop
}

// link gives an address that signs somebody in.
func (s *site) link(by office.Person) string { return s.pages.Link(by) }

func (s *site) stop(b testing.TB) {
	b.Helper()
	must(b, errors.Join(s.server.Close(), s.plain.Close(), s.extract.Close()))
	s.close(b)
}
