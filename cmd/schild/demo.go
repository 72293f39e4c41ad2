package main

import (
	"context"
	"errors"
	"fmt"
	"net"
	"os"
	"path/filepath"
	"strconv"
	"time"

	"github.com/schollz/progressbar/v3"

	"schild/fault"
	"schild/internal/demo"
	"schild/internal/demo/bureau"
	"schild/internal/lang"
	"schild/internal/office"
	"schild/internal/store"
	"schild/internal/web"
	demopages "schild/internal/web/demo"
	"schild/internal/web/page"
)

type demoCommand struct {
	Data    string `type:"path" help:"Where the year is kept. Default: a folder in the user's cache, or demo-data." placeholder:"DIR"`
	Size    string `default:"small" enum:"small,year" help:"small (1 in 100) or year (39,750 messages)."`
	NoServe bool   `help:"Print what happened and stop."`
	Listen  string `default:"localhost:0" help:"The loopback address to serve on." placeholder:"ADDR"`
}

// Run fills a directory with an invented year, once, prints the chain and serves it.
func (c *demoCommand) Run(ctx context.Context, t *terminal) error {
	if t.remote != nil {
		return fault.New(fault.Invalid, "demo.remote")
	}
	dir, err := c.dir(t.env)
	if err != nil {
		return err
	}
	began := time.Now()
	h, story, err := c.open(ctx, t, dir)
	if err != nil {
		return err
	}
	defer h.Close(ctx)
	p := lang.New(lang.Choose(t.env("LANG"), ""))
	fmt.Fprint(t.out, demo.Chain(story, p, dir))
	if c.NoServe {
		text, err := demo.Five(ctx, h.demo(nil), story, p)
		fmt.Fprint(t.out, text)
		return err
	}
	t.say("demo.ready", "seconds", strconv.FormatFloat(time.Since(began).Seconds(), 'f', 1, 64))
	return c.serve(ctx, t, h, story)
}

// dir gives the data directory: the one asked for, else one in the user's cache, else one here.
func (c *demoCommand) dir(env func(string) string) (string, error) {
	if c.Data != "" {
		return c.Data, nil
	}
	if base, err := os.UserCacheDir(); err == nil {
		return filepath.Join(base, "schild", "demo-"+c.Size), nil
	}
	return filepath.Abs("demo-data")
}

// open gives the house of the year, filled first when the directory is empty or its filling was cut short.
func (c *demoCommand) open(ctx context.Context, t *terminal, dir string) (*house, demo.Story, error) {
	story, there, err := demo.Load(dir)
	if err != nil {
		return nil, story, fault.Wrap(err, fault.Invalid, "demo.story", "dir", dir)
	}
	if there && !story.Done {
		t.say("cli.demo.anew", "dir", dir)
		if err := demo.Clear(dir); err != nil {
			return nil, story, err
		}
		there = false
	}
	fresh, err := store.Fresh(dir)
	switch {
	case err != nil:
		return nil, story, err
	case !there && !fresh:
		return nil, story, fault.New(fault.Conflict, "demo.notempty", "dir", dir)
	case fresh:
		return c.fill(ctx, t, dir)
	}
	h, err := openHouse(ctx, data{Data: dir}, t)
	if err != nil {
		return nil, story, err
	}
	return h, story, h.work(ctx)
}

// fill founds the house with its key beside the data and lives the year in it.
func (c *demoCommand) fill(ctx context.Context, t *terminal, dir string) (h *house, story demo.Story, err error) {
	story.Size = c.Size
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return nil, story, fault.Wrap(err, fault.Invalid, "store.dir.unwritable", "dir", dir)
	}
	if err := trial(dir); err != nil {
		return nil, story, err
	}
	key := filepath.Join(dir, "master.key")
	t.say("cli.demo.key", "file", key)
	if _, err := makeKey(key); err != nil {
		return nil, story, err
	}
	clock := new(demo.Clock)
	clock.Set(demo.Begin())
	t.now = clock.Now
	if h, err = openHouse(ctx, data{Data: dir, KeyFile: key}, t); err != nil {
		return nil, story, err
	}
	if err := story.Keep(dir); err != nil {
		return nil, story, errors.Join(err, h.Close(ctx))
	}
	if story, err = c.live(ctx, t, h, clock); err != nil {
		return nil, story, errors.Join(err, h.Close(ctx))
	}
	return h, story, nil
}

// live lets the year happen and keeps its story and truth beside the data.
func (c *demoCommand) live(ctx context.Context, t *terminal, h *house, clock *demo.Clock) (demo.Story, error) {
	if err := h.is(identity{Own: bureau.Own, Country: bureau.Country}); err != nil {
		return demo.Story{}, err
	}
	if err := h.work(ctx); err != nil {
		return demo.Story{}, err
	}
	began, w := time.Now(), demo.World(c.Size)
	story, truth, err := demo.Fill(ctx, h.demo(clock), w, c.progress(t, w.Size()))
	if err != nil {
		return story, err
	}
	story.Size, story.Seconds = c.Size, time.Since(began).Seconds()
	if err := os.WriteFile(filepath.Join(h.dir, "truth.jsonl"), truth, 0o600); err != nil {
		return story, fault.Wrap(err, fault.Invalid, "store.dir.unwritable", "dir", h.dir)
	}
	return story, story.Keep(h.dir)
}

func (h *house) demo(clock *demo.Clock) demo.House {
	return demo.House{Office: h.office, Registry: h.registry, Knowledge: h.knowledge, Dossier: h.dossier, Notes: h.notes, Oversight: h.oversight, Screening: h.screening, Casework: h.casework, Custody: h.custody,
		Open: h.openDocument, Registrar: registrar(), Clock: clock, Size: h.store.Size, Drain: h.queue.Drain, Plain: h.plain}
}

// progress draws a bar on a terminal, and nothing into a pipe.
func (c *demoCommand) progress(t *terminal, size int) demo.Progress {
	if !t.tty {
		return nil
	}
	bar := progressbar.NewOptions(size, progressbar.OptionSetWriter(t.err), progressbar.OptionSetWidth(40), progressbar.OptionShowCount(),
		progressbar.OptionSetDescription(lang.New(lang.Choose(t.env("LANG"), "")).T("demo.progress")), progressbar.OptionThrottle(100*time.Millisecond), progressbar.OptionClearOnFinish())
	return func(done, _ int) {
		_ = bar.Set(done) // a bar that cannot be drawn stops nothing
	}
}

// serve answers on loopback until it is told to stop, and prints the link that signs the analyst in.
func (c *demoCommand) serve(ctx context.Context, t *terminal, h *house, story demo.Story) error {
	l, err := listenOn(c.Listen)
	if err != nil {
		return err
	}
	if err := c.site(h, story, l); err != nil {
		return errors.Join(err, l.Close())
	}
	person := demo.First()
	link, err := h.link(ctx, registrar(), person)
	if err != nil {
		return errors.Join(err, l.Close())
	}
	p := lang.New(lang.Choose(t.env("LANG"), ""))
	fmt.Fprintf(t.out, "\n%s\n%s\n", p.T("demo.link", "link", link), p.T("demo.link.later", "dir", h.dir, "person", person.ID))
	return h.serve(ctx, l)
}

// site makes the house's pages with the demo's bar: on loopback only, as anybody may be anybody there.
func (c *demoCommand) site(h *house, story demo.Story, l net.Listener) error {
	if a, ok := l.Addr().(*net.TCPAddr); !ok || !a.IP.IsLoopback() {
		return fault.New(fault.Refused, "demo.loopback", "address", c.Listen)
	}
	pages := demopages.Pages(demopages.Config{House: h.demo(nil), Story: story, Link: func(ctx context.Context, p office.Person) (string, error) {
		return h.link(ctx, registrar(), p)
	}})
	return h.openSite(localOrigin(l), web.Config{Sets: append([]page.Set{pages}, pageSets(h)...), Demo: true, Who: demopages.Who})
}

// registrar is the person a new house is founded by.
func registrar() office.Person { return office.Person{ID: "registrar"} }
