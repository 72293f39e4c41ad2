package screening_test

import (
	"bytes"
	"context"
	"crypto/sha256"
	"database/sql"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"schild/day"
	"schild/exchange"
	"schild/fact"
	"schild/internal/cluster"
	"schild/internal/desk/screening"
	"schild/internal/office"
	"schild/internal/store"
	"schild/label"
)

// house is a store with an operator who sees what is restricted, two analysts and a head who see everything.
type house struct {
	t     testing.TB
	dir   string
	desk  *screening.Desk
	store *store.Store
	now   int64
	jobs  []store.Job
	n     int
}

var (
	boss     = office.Person{ID: "boss"}
	operator = office.Person{ID: "operator"}
	hilde    = office.Person{ID: "hilde"}
	piet     = office.Person{ID: "piet"}
	low      = office.Person{ID: "low"}
)

var (
	restricted = label.Label{Level: label.Restricted}
	secret     = label.Label{Level: label.Secret, Compartments: label.NewSet("HARBOUR")}
)

const start = 1_773_040_500_000_000 // 9 March 2026

func newHouse(t testing.TB) *house {
	t.Helper()
	h := &house{t: t, dir: t.TempDir(), now: start}
	h.open()
	h.found()
	return h
}

func (h *house) open() {
	h.t.Helper()
	var err error
	h.store, err = store.Open(h.t.Context(), store.Config{Dir: h.dir, Place: cluster.Place(h.t, h.dir), Master: sha256.Sum256([]byte("test")), Origin: "test.invalid/register",
		Now: func() int64 { return h.now }, Queue: h.queue, Random: rand.NewChaCha8([32]byte{1})})
	h.must(err)
	h.t.Cleanup(func() { h.store.Close() })
	h.desk = screening.New(office.New(h.store))
	h.must(h.desk.Load(h.t.Context()))
}

func (h *house) queue(_ context.Context, _ *sql.Tx, jobs []store.Job) error {
	h.jobs = append(h.jobs, jobs...)
	return nil
}

// work does the background work that acts asked for, each job twice: doing it again changes nothing.
func (h *house) work() {
	h.t.Helper()
	jobs := h.jobs
	h.jobs = nil
	for range 2 {
		for _, j := range jobs {
			switch j.Kind {
			case "screen.batch":
				h.must(h.desk.Match(h.t.Context(), j.IDs))
			case "screen.list":
				h.must(h.desk.ListChanged(h.t.Context(), j.IDs))
			}
		}
	}
}

func (h *house) must(err error) {
	h.t.Helper()
	if err != nil {
		h.t.Fatal(err)
	}
}

func (h *house) found() {
	h.t.Helper()
	h.do(boss, "house.found", func(tx *store.Tx) error { return enrol(tx, "boss", secret, "registrar,head") })
	h.do(boss, "person.enrol", func(tx *store.Tx) error {
		for id, roles := range map[string]string{"hilde": "head", "piet": "analyst"} {
			if err := enrol(tx, id, secret, roles); err != nil {
				return err
			}
		}
		if err := enrol(tx, "low", restricted, "analyst,head"); err != nil {
			return err
		}
		return enrol(tx, "operator", restricted, "intake")
	})
	h.do(boss, "source.add", func(tx *store.Tx) error {
		if err := tx.Found("lists"); err != nil {
			return err
		}
		return tx.Insert("source", "lists", label.Bottom(), store.Row{"name": "Lists", "kind": "list", "organisation": "", "country": "", "lang": "en", "default_label": "UNCLASSIFIED", "grade": "B2", "address": ""})
	})
}

func enrol(tx *store.Tx, id string, l label.Label, roles string) error {
	return tx.Insert("person", id, label.Bottom(), store.Row{"name": "Person " + id, "organisation": "own", "outside": false, "lang": "nl", "roles": roles,
		"level": int64(l.Level), "compartments": string(l.Compartments), "circles": "", "memberships": "", "account": "", "active": true})
}

func (h *house) do(by office.Person, kind string, change func(*store.Tx) error) {
	h.t.Helper()
	_, err := h.desk.Office.Do(h.t.Context(), by, office.Act{Kind: kind}, change)
	h.must(err)
}

func (h *house) see(by office.Person, f func(*store.View) error) {
	h.t.Helper()
	h.must(h.desk.Office.See(h.t.Context(), by, f))
}

// record receives a record of a kind under a label.
func (h *house) record(kind string, l label.Label) (id fact.ID) {
	h.t.Helper()
	h.do(boss, "record.receive", func(tx *store.Tx) error {
		var err error
		if id, err = tx.NewID(); err != nil {
			return err
		}
		h.n++
		return tx.Record(id, l, store.Row{"source": "lists", "kind": kind, "reference": fmt.Sprint("R-", h.n), "file": "l.csv", "title": "l", "type": "text/csv", "status": "read", "lang": "en",
			"grade": "B2", "size": int64(1), "sha256": "", "said": "", "desk": ""}, "")
	})
	return id
}

// list adds an edition of a list: lines of "key,name,birthDate".
func (h *house) list(name string, l label.Label, lines ...string) screening.Edition {
	h.t.Helper()
	text := "key,schema,name,birthDate,passportNumber\n"
	for _, x := range lines {
		f := append(strings.Split(x, ","), "", "", "")
		text += f[0] + ",Person," + f[1] + "," + f[2] + "," + f[3] + "\n"
	}
	entries, problems, err := exchange.ReadList("csv", []exchange.File{{Name: "l.csv", Reader: strings.NewReader(text)}})
	h.must(err)
	if len(problems) > 0 {
		h.t.Fatal(problems)
	}
	e, err := h.desk.AddEdition(h.t.Context(), boss, screening.Arrived{Name: name, Kind: "csv", Record: string(h.record("list", l)), Digest: fmt.Sprintf("%x", sha256.Sum256([]byte(text)))[:12], Entries: entries})
	h.must(err)
	h.work()
	return e
}

// batch opens a batch of lines of "id,name,birthDate" and lets it be matched.
func (h *house) batch(o screening.Opening, lines ...string) string {
	h.t.Helper()
	var subjects []exchange.Subject
	_, err := exchange.ReadSubjects(exchange.File{Name: "b.csv", Reader: strings.NewReader("id,name,birth date,passport,type\n" + strings.Join(lines, "\n") + "\n")}, func(s exchange.Subject) error {
		subjects = append(subjects, s)
		return nil
	})
	h.must(err)
	if o.Purpose == "" {
		o.Purpose, o.Ground, o.Asker, o.Due = "access to a port", "art. 22quinquies", "harbour authority", h.now+3_600_000_000
	}
	if o.Mode == "" {
		o.Mode = screening.Once
	}
	if o.Label == (label.Label{}) {
		o.Label = restricted
	}
	id, err := h.desk.Open(h.t.Context(), operator, o, subjects)
	h.must(err)
	h.work()
	return id
}

func (h *house) hits(by office.Person, f screening.HitFilter) []screening.Hit {
	h.t.Helper()
	var out []screening.Hit
	h.see(by, func(v *store.View) error {
		hs, n, err := h.desk.Hits(v, f)
		if n != len(hs) {
			h.t.Errorf("%d hits, counted %d", len(hs), n)
		}
		out = hs
		return err
	})
	return out
}

func (h *house) state(by office.Person, batch string) screening.Batch {
	h.t.Helper()
	var b screening.Batch
	h.see(by, func(v *store.View) (err error) { b, err = h.desk.Batch(v, batch); return err })
	return b
}

// later lets time pass and the clock act.
func (h *house) later(hours int64) {
	h.t.Helper()
	h.now += hours * 3_600_000_000
	h.must(h.desk.Tick(h.t.Context(), h.now))
	h.must(h.desk.Tick(h.t.Context(), h.now))
}

// verify fails the test when the register finds anything.
func (h *house) verify() {
	h.t.Helper()
	ps, err := h.store.Audit(h.t.Context(), nil)
	h.must(err)
	for _, p := range ps {
		h.t.Errorf("register: %+v", p)
	}
}

// traces counts the places in the data directory where words stand in clear; the database is encrypted, so that any is one
// too many.
func (h *house) traces(words string) (n int) {
	_ = filepath.Walk(h.dir, func(path string, info os.FileInfo, err error) error {
		if err == nil && info.Mode().IsRegular() {
			b, _ := os.ReadFile(path)
			n += bytes.Count(b, []byte(words))
		}
		return nil
	})
	return n
}

func date(y int16, m, d uint8) day.Date { return day.Date{Year: y, Month: m, Day: d} }
