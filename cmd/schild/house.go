package main

import (
	"bytes"
	"context"
	"database/sql"
	"errors"
	"log/slog"
	"net/url"
	"os"
	"os/user"
	"path/filepath"
	"strings"
	"syscall"
	"time"

	"schild/document"
	"schild/fault"
	"schild/internal/desk/casework"
	"schild/internal/desk/custody"
	"schild/internal/desk/dossier"
	"schild/internal/desk/keys"
	"schild/internal/desk/knowledge"
	"schild/internal/desk/notes"
	"schild/internal/desk/oversight"
	"schild/internal/desk/registry"
	"schild/internal/desk/screening"
	"schild/internal/office"
	"schild/internal/store"
	"schild/internal/web"
	"schild/internal/work"
	"schild/label"
	"schild/procedure/law"
)

// house is the whole of storey 3 with everything wired: what desks need of each other is handed over here.
type house struct {
	dir       string
	db        string // the URL of its database, "" = a file in dir
	store     *store.Store
	office    *office.Office
	registry  *registry.Desk
	knowledge *knowledge.Desk
	dossier   *dossier.Desk
	notes     *notes.Desk
	oversight *oversight.Desk
	screening *screening.Desk
	casework  *casework.Desk
	custody   *custody.Desk
	keys      *keys.Desk
	extract   *work.Extractor
	plain     *sql.DB
	queue     *work.Queue
	site      *web.Site // while it serves
	lock      *os.File
	log       *slog.Logger
	quiet     *slog.Logger // the queue's: it tells of every wait for the database, which is no news
	keyPlace  string
	certified bool         // machines show certificates
	fresh     bool         // founded by this process
	now       func() int64 // the house's clock, UTC microseconds
}

// openHouse takes the single-writer lock, opens or founds the directory and wires the desks.
func openHouse(ctx context.Context, d data, t *terminal) (*house, error) {
	fresh, err := store.Fresh(d.Data)
	if err != nil {
		return nil, err
	}
	if fresh { // before a key is made for it
		if err := writable(d.Data); err != nil {
			return nil, err
		}
	}
	key, place, made, err := d.key(t.env, fresh)
	if err != nil {
		return nil, err
	}
	if made {
		t.say("cli.founded", "dir", d.Data, "place", place)
	}
	quiet := slog.New(slog.DiscardHandler)
	if t.env("SCHILD_DEBUG") != "" {
		quiet = slog.New(slog.NewTextHandler(t.err, nil))
	}
	h := &house{dir: d.Data, db: d.place(t.env), fresh: fresh, quiet: quiet, keyPlace: place, now: t.clock(), log: logTo(t.err)}
	if err := h.open(ctx, key, fresh); err != nil {
		return nil, errors.Join(err, h.Close(ctx))
	}
	return h, nil
}

// writable makes a directory, if need be, and sees whether files can be made there.
func writable(dir string) error {
	err := os.MkdirAll(dir, 0o700)
	var f *os.File
	if err == nil {
		f, err = os.OpenFile(filepath.Join(dir, "lock"), os.O_CREATE|os.O_RDWR, 0o600)
	}
	if err == nil {
		err = f.Close()
	}
	if err != nil {
		return fault.Wrap(err, fault.Invalid, "store.dir.unwritable", "dir", dir)
	}
	return nil
}

// clock gives what the house tells the time by: the system's clock, but for the demo, whose year is told faster.
func (t *terminal) clock() func() int64 {
	if t.now != nil {
		return t.now
	}
	return func() int64 { return time.Now().UnixMicro() }
}

func (h *house) open(ctx context.Context, key [32]byte, fresh bool) error {
	if err := os.MkdirAll(h.dir, 0o700); err != nil {
		return fault.Wrap(err, fault.Invalid, "store.dir.unwritable", "dir", h.dir)
	}
	var err error
	if h.lock, err = takeLock(h.dir); err != nil {
		return err
	}
	queue := work.Insert
	if h.db != "" {
		queue = work.InsertServed
	}
	h.store, err = store.Open(ctx, store.Config{Dir: h.dir, Place: h.db, Master: key, Origin: origin(h.dir), Queue: queue,
		Now: h.now})
	if err != nil {
		return err
	}
	h.office = office.New(h.store)
	if h.office.Policy, err = policyOf(h.dir); err != nil {
		return err
	}
	if err := h.wire(ctx); err != nil {
		return err
	}
	if fresh {
		return h.found(ctx)
	}
	return nil
}

// origin names the register after its directory; in a name there may be neither spaces nor plus signs.
func origin(dir string) string {
	return "schild.invalid/" + strings.ReplaceAll(url.PathEscape(filepath.Base(dir)), "+", "%2B")
}

func (h *house) wire(ctx context.Context) error {
	var err error
	if h.extract, err = work.NewExtractor(filepath.Join(h.dir, "cache")); err != nil {
		return err
	}
	h.knowledge = knowledge.New(h.office)
	h.registry = &registry.Desk{Office: h.office, Open: h.openDocument, Scan: func(tx *store.Tx, s registry.Scanned) error {
		return h.knowledge.Scan(tx, s.Record, s.Label, s.Texts)
	}}
	h.keys = &keys.Desk{Office: h.office}
	h.dossier = &dossier.Desk{Office: h.office}
	h.notes = &notes.Desk{Office: h.office}
	h.oversight = &oversight.Desk{Office: h.office}
	if err := h.is(identity{}); err != nil {
		return err
	}
	h.screening = screening.New(h.office)
	h.custody = h.custodyOf(ctx)
	h.knowledge.Stated = func(entity string) {
		if err := h.screening.Learn(ctx, entity); err != nil {
			h.log.Error("screening", "fault", fault.Log(err))
		}
	}
	if err := h.wireCasework(ctx); err != nil {
		return err
	}
	go h.screening.Load(ctx) // searching waits for it; a failure shows there
	go h.knowledge.Load(ctx) // scanning waits for it; a failure shows there
	if h.plain, err = h.store.Plain(); err != nil {
		return err
	}
	return work.Migrate(ctx, h.plain)
}

// wireCasework opens the desk of cases with the procedures that are built in.
func (h *house) wireCasework(ctx context.Context) error {
	book, err := law.Book()
	if err != nil {
		return err
	}
	if h.casework, err = casework.New(h.office, book, law.Files()); err != nil {
		return err
	}
	h.casework.Ordered = func(ctx context.Context, o casework.Order) {
		h.knowledge.Forget(o.Statements)
		if err := errors.Join(h.knowledge.Relearn(ctx, o.Records), h.screening.Relearn(ctx, o.Entities)); err != nil {
			h.log.Error("order", "fault", fault.Log(err))
		}
	}
	return h.casework.Load(ctx)
}

// work starts the queue of background work.
func (h *house) work(ctx context.Context) error {
	var err error
	h.queue, err = work.Start(ctx, h.plain, map[string]work.Task{"rescan": h.knowledge.Rescan, "screen.batch": h.screening.Match, "screen.list": h.screening.ListChanged}, h.quiet)
	return err
}

func (h *house) openDocument(name string, b []byte) document.Document {
	doc := document.Open(name, bytes.NewReader(b), document.Limits{}, h.extract.File())
	// Names are looked for inside the act that registers the document, where nobody may wait for them to be loaded. That
	// they could not be loaded shows there.
	_ = h.knowledge.Ready(context.Background())
	return doc
}

// found is the first use of an empty directory: the operating system's user becomes registrar, and the sources every
// house has are there.
func (h *house) found(ctx context.Context) error {
	u, err := user.Current()
	if err != nil {
		return fault.Wrap(err, fault.Broken, "person.account")
	}
	e := registry.Enrolment{ID: "registrar", Name: u.Username, Organisation: "own", Lang: "en", Account: u.Uid, Roles: []string{"registrar"},
		Clearance: label.Clearance{Level: label.TopSecret}}
	if _, err := h.registry.FoundHouse(ctx, e); err != nil {
		return err
	}
	return h.foundSources(ctx, office.Person{ID: e.ID})
}

func (h *house) foundSources(ctx context.Context, by office.Person) error {
	for _, s := range []registry.Source{
		{ID: registry.Unsorted, Name: "Unsorted", Kind: "own", DefaultLabel: "RESTRICTED", Grade: "F6"},
		{ID: "own", Name: "Own service", Kind: "own", DefaultLabel: "RESTRICTED", Grade: "F6"},
	} {
		if _, err := h.registry.AddSource(ctx, by, s, label.Label{}); err != nil {
			return err
		}
	}
	return nil
}

// operator gives the person who stands at the command line: the operating system's user, as enrolled.
func (h *house) operator(ctx context.Context, uid string) (office.Person, error) {
	p, err := h.office.Account(ctx, uid)
	if err != nil {
		return office.Person{}, fault.New(fault.Invalid, "person.account.unknown", "account", uid, "dir", h.dir)
	}
	return office.Person{ID: p.ID, Shown: h.now()}, nil // who sits at the machine itself needs no other key
}

// Close lets running work end and closes everything; it is safe on a half-opened house.
func (h *house) Close(ctx context.Context) error {
	var errs []error
	if h.queue != nil {
		c, cancel := context.WithTimeout(context.WithoutCancel(ctx), 10*time.Second)
		errs = append(errs, h.queue.Stop(c))
		cancel()
	}
	if h.plain != nil {
		errs = append(errs, h.plain.Close())
	}
	if h.extract != nil {
		errs = append(errs, h.extract.Close())
	}
	if h.store != nil {
		errs = append(errs, h.store.Close())
	}
	if h.lock != nil {
		errs = append(errs, h.lock.Close())
	}
	return errors.Join(errs...)
}

// takeLock makes this process the only writer of the directory.
func takeLock(dir string) (*os.File, error) {
	f, err := os.OpenFile(filepath.Join(dir, "lock"), os.O_CREATE|os.O_RDWR, 0o600)
	if err != nil {
		return nil, fault.Wrap(err, fault.Invalid, "store.dir.unwritable", "dir", dir)
	}
	if err := syscall.Flock(int(f.Fd()), syscall.LOCK_EX|syscall.LOCK_NB); err != nil {
		f.Close()
		return nil, fault.Wrap(err, fault.Conflict, "store.locked", "dir", dir)
	}
	return f, nil
}
