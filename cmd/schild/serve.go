package main

import (
	"context"
	"errors"
	"net"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"schild/fault"
	"schild/internal/api"
	"schild/internal/office"
	"schild/internal/store"
	"schild/internal/web"
	caseworkpages "schild/internal/web/casework"
	custodypages "schild/internal/web/custody"
	dossierpages "schild/internal/web/dossier"
	homepages "schild/internal/web/home"
	knowledgepages "schild/internal/web/knowledge"
	notespages "schild/internal/web/notes"
	oversightpages "schild/internal/web/oversight"
	"schild/internal/web/page"
	registrypages "schild/internal/web/registry"
	screeningpages "schild/internal/web/screening"
	"schild/internal/witness"
	"schild/register"
)

type serveCommand struct {
	data
	Listen string `default:"localhost:8080" help:"The address to listen on." placeholder:"ADDR"`
	Origin string `help:"The address people use, when another server stands in front: https://schild.example" placeholder:"URL"`

	Register string `help:"Serve the register's files to witnesses and mirrors at this address, too." placeholder:"ADDR"`
	Policy   string `type:"path" help:"Ask the witnesses of this policy file for their signatures." placeholder:"FILE"`

	doorway  `embed:""`
	identity `embed:""`
}

// Run serves the web until it is told to stop.
func (c *serveCommand) Run(ctx context.Context, t *terminal) error {
	return withHouse(ctx, t, c.data, func(h *house, by office.Person) error {
		if h.site != nil {
			return fault.New(fault.Conflict, "store.locked", "dir", c.Data)
		}
		if err := h.is(c.identity); err != nil {
			return err
		}
		if err := c.outside(ctx, h); err != nil {
			return err
		}
		l, err := listenOn(c.Listen)
		if err != nil {
			return err
		}
		if err := c.open(h, l); err != nil {
			return errors.Join(err, l.Close())
		}
		link, err := h.link(ctx, by, by)
		if err != nil {
			return errors.Join(err, l.Close())
		}
		inner := l
		if l, err = c.lock(inner); err != nil {
			return errors.Join(err, inner.Close())
		}
		t.say("cli.serving", "dir", c.Data, "address", c.origin(l))
		if err := t.print(map[string]string{"person": by.ID, "link": link}, t.words().T("cli.signin", "link", link)); err != nil {
			return errors.Join(err, l.Close())
		}
		return h.serve(ctx, l)
	})
}

// open makes the site, with the ways in that were asked for.
func (c *serveCommand) open(h *house, l net.Listener) error {
	ministry, err := c.ministry()
	if err != nil {
		return err
	}
	h.keys.Models, h.certified = c.KeyModels, c.ClientCA != ""
	return h.openSite(c.origin(l), web.Config{Sets: pageSets(h), Ministry: ministry})
}

// outside lets witnesses and mirrors see the register grow.
func (c *serveCommand) outside(ctx context.Context, h *house) error {
	if c.Policy != "" {
		b, err := os.ReadFile(c.Policy)
		if err != nil {
			return fault.Wrap(err, fault.Invalid, "verify.policy", "file", c.Policy)
		}
		p, err := register.ParsePolicy(string(b))
		if err != nil {
			return err
		}
		if !slices.Contains(p.Logs, h.store.Verifier()) {
			return fault.New(fault.Invalid, "witness.policy.other", "file", c.Policy, "vkey", h.store.Verifier())
		}
		a := &witness.Asker{Store: h.store, Policy: p, File: filepath.Join(h.dir, "cosigned"), Client: patient(), Log: h.log}
		go a.Run(ctx)
	}
	if c.Register == "" {
		return nil
	}
	l, err := listenOn(c.Register)
	if err != nil {
		return err
	}
	go func() {
		if err := serveUntil(ctx, l, calm(h.log, witness.Register{Store: h.store}.Handler())); err != nil && !errors.Is(err, http.ErrServerClosed) {
			h.log.Error("register", "fault", fault.Log(err))
		}
	}()
	return nil
}

func (c *serveCommand) origin(l net.Listener) string {
	if c.Origin != "" {
		return c.Origin
	}
	if c.TLSCert != "" {
		return strings.Replace(localOrigin(l), "http:", "https:", 1)
	}
	return localOrigin(l)
}

// localOrigin gives the address of a listener as people type it: browsers treat localhost as a safe place, a number not.
func localOrigin(l net.Listener) string {
	host, port, err := net.SplitHostPort(l.Addr().String())
	if err != nil {
		return "http://" + l.Addr().String()
	}
	if ip := net.ParseIP(host); ip != nil && (ip.IsLoopback() || ip.IsUnspecified()) {
		host = "localhost"
	}
	return "http://" + net.JoinHostPort(host, port)
}

// pageSets is every page folder, in the order of the navigation.
func pageSets(h *house) []page.Set {
	return []page.Set{
		homepages.Pages(homepages.Desks{Registry: h.registry, Notes: h.notes, Screening: h.screening, Casework: h.casework}),
		registrypages.Pages(h.registry, h.knowledge),
		knowledgepages.Pages(h.knowledge),
		dossierpages.Pages(h.dossier, h.notes),
		screeningpages.Pages(h.screening),
		caseworkpages.Pages(h.casework, h.now),
		notespages.Pages(notespages.Desks{Notes: h.notes, Knowledge: h.knowledge, Dossier: h.dossier}),
		custodypages.Pages(h.custody),
		oversightpages.Pages(h.oversight),
	}
}

// openSite makes the site of a house.
func (h *house) openSite(origin string, cfg web.Config) error {
	cfg.Office, cfg.Origin, cfg.Log = h.office, origin, h.log
	if h.office.Keyed {
		u, err := url.Parse(origin)
		if err != nil {
			return fault.Wrap(err, fault.Invalid, "web.origin", "origin", origin)
		}
		if err := h.keys.At(u.Hostname(), origin); err != nil {
			return err
		}
		cfg.Keys = h.keys
	}
	var err error
	h.site, err = web.New(cfg)
	return err
}

// serve answers browsers at l and commands at the socket until ctx ends; work in the background runs meanwhile.
func (h *house) serve(ctx context.Context, l net.Listener) error {
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	if err := h.listen(ctx); err != nil {
		return errors.Join(err, l.Close())
	}
	go h.extract.Warm() // the first PDF need not wait for its engine
	go h.tick(ctx)
	mux := http.NewServeMux()
	mux.Handle("/api/", (&api.API{Office: h.office, Screening: h.screening, Custody: h.custody, Certified: h.certified, Now: time.Now}).Handler())
	mux.Handle("/", h.site.Handler())
	return serveUntil(ctx, l, calm(h.log, mux))
}

// tick lets the clock act: batches are answered at their moment.
func (h *house) tick(ctx context.Context) {
	for t := time.NewTicker(5 * time.Second); ; {
		if err := errors.Join(h.screening.Tick(ctx, h.now()), h.casework.Tick(ctx, h.now())); err != nil && ctx.Err() == nil {
			h.log.Error("clock", "fault", fault.Log(err))
		}
		select {
		case <-ctx.Done():
			t.Stop()
			return
		case <-t.C:
		}
	}
}

// link makes a one-time address that signs a person in. For somebody else only the registrar may; either way it is registered
// before the address is known.
func (h *house) link(ctx context.Context, by, person office.Person) (string, error) {
	if by.ID != person.ID {
		if h.office.Keyed {
			return "", fault.New(fault.Refused, "login.keyed", "person", person.ID)
		}
		p, err := h.office.Who(ctx, by)
		if err != nil {
			return "", err
		}
		if !p.Has("registrar") {
			return "", fault.New(fault.Refused, "login.link")
		}
		if _, err := h.office.Who(ctx, person); err != nil {
			return "", fault.Wrap(err, fault.Invalid, "person.unknown", "person", person.ID)
		}
	}
	act := office.Act{Kind: "session.open", Objects: []string{"person:" + person.ID}, Detail: []string{"step", "link"}}
	if _, err := h.office.Do(ctx, by, act, func(*store.Tx) error { return nil }); err != nil {
		return "", err
	}
	return h.site.Link(person), nil
}

func listenOn(address string) (net.Listener, error) {
	l, err := net.Listen("tcp", address)
	if err != nil {
		return nil, fault.Wrap(err, fault.Invalid, "web.listen", "address", address)
	}
	return l, nil
}

// serveUntil answers at l until ctx ends, then lets running answers finish.
func serveUntil(ctx context.Context, l net.Listener, h http.Handler) error {
	s := &http.Server{Handler: h, ReadHeaderTimeout: 10 * time.Second, ReadTimeout: 2 * time.Minute, WriteTimeout: 2 * time.Minute,
		IdleTimeout: 2 * time.Minute, MaxHeaderBytes: 64 << 10, ErrorLog: silent()}
	ended := make(chan error, 1)
	go func() { ended <- s.Serve(l) }()
	select {
	case err := <-ended:
		return err
	case <-ctx.Done():
	}
	c, cancel := context.WithTimeout(context.WithoutCancel(ctx), 5*time.Second)
	defer cancel()
	if err := s.Shutdown(c); err != nil { // somebody still reads: they are cut off
		return s.Close()
	}
	return nil
}
