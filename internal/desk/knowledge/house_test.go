package knowledge_test

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"schild/document"
	"schild/exchange"
	"schild/fact"
	"schild/fault"
	"schild/internal/cluster"
	"schild/internal/desk/knowledge"
	"schild/internal/office"
	"schild/internal/store"
	"schild/label"
)

// house is a real store in a temporary directory, with an intake officer who sees everything and two analysts.
type house struct {
	t     testing.TB
	desk  *knowledge.Desk
	store *store.Store
	now   int64
	jobs  []store.Job // asked for by acts
}

// The people of the test. low lacks the compartment HARBOUR and has no level above Restricted.
var (
	intake = office.Person{ID: "intake"}
	high   = office.Person{ID: "high"}
	low    = office.Person{ID: "low"}
)

var secret = label.Label{Level: label.Secret, Compartments: label.NewSet("HARBOUR")}

func newHouse(t testing.TB) *house { return openHouse(t, t.TempDir()) }

func openHouse(t testing.TB, dir string) *house {
	t.Helper()
	h := &house{t: t, now: 1_700_000_000_000_000}
	fresh, err := store.Fresh(dir)
	if err != nil {
		t.Fatal(err)
	}
	cfg := store.Config{Dir: dir, Place: cluster.Place(t, dir), Master: sha256.Sum256([]byte("test")), Origin: "test.invalid/register", Now: func() int64 { return h.now }, Queue: h.queue}
	if fresh { // the sources' keys, and so the entities of lists, are the same in every house: what they order can be compared
		cfg.Random = rand.NewChaCha8([32]byte{})
	}
	h.store, err = store.Open(t.Context(), cfg)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := h.store.Close(); err != nil {
			t.Error(err)
		}
	})
	h.desk = knowledge.New(office.New(h.store))
	if err := h.desk.Load(t.Context()); err != nil {
		t.Fatal(err)
	}
	if fresh {
		h.found()
	}
	return h
}

func (h *house) queue(_ context.Context, _ *sql.Tx, jobs []store.Job) error {
	h.jobs = append(h.jobs, jobs...)
	return nil
}

func (h *house) found() {
	h.do(intake, "house.found", func(tx *store.Tx) error {
		return h.enrol(tx, "intake", secret, "registrar,intake,analyst")
	})
	h.do(intake, "person.enrol", func(tx *store.Tx) error {
		if err := h.enrol(tx, "high", secret, "analyst"); err != nil {
			return err
		}
		return h.enrol(tx, "low", label.Label{Level: label.Restricted}, "analyst")
	})
	for _, s := range []string{"post", "harbour"} {
		h.do(intake, "source.add", func(tx *store.Tx) error {
			if err := tx.Found(s); err != nil {
				return err
			}
			return tx.Insert("source", s, label.Bottom(), store.Row{"name": "Source " + s, "kind": "own", "organisation": "", "country": "", "lang": "nl",
				"default_label": "RESTRICTED", "grade": "B2", "address": ""})
		})
	}
}

func (h *house) enrol(tx *store.Tx, id string, l label.Label, roles string) error {
	return tx.Insert("person", id, label.Bottom(), store.Row{"name": "Person " + id, "organisation": "own", "outside": false, "lang": "nl", "roles": roles,
		"level": int64(l.Level), "compartments": string(l.Compartments), "circles": "", "memberships": "", "account": "", "active": true})
}

func (h *house) do(by office.Person, kind string, change func(*store.Tx) error) {
	h.t.Helper()
	if _, err := h.desk.Office.Do(h.t.Context(), by, office.Act{Kind: kind}, change); err != nil {
		h.t.Fatal(err)
	}
}

func (h *house) see(by office.Person, f func(*store.View) error) {
	h.t.Helper()
	if err := h.desk.Office.See(h.t.Context(), by, f); err != nil {
		h.t.Fatal(err)
	}
}

// record receives a text, as the registry does.
func (h *house) record(source string, l label.Label, text string) (id fact.ID) {
	h.t.Helper()
	doc := document.Document{Status: document.Read, Parts: []document.Part{{Text: text}}}
	body, err := json.Marshal(doc)
	if err != nil {
		h.t.Fatal(err)
	}
	h.do(intake, "record.receive", func(tx *store.Tx) error {
		var err error
		if id, err = tx.NewID(); err != nil {
			return err
		}
		sum := sha256.Sum256([]byte(text))
		row := store.Row{"source": source, "kind": "message", "reference": "R-" + string(id[:4]), "file": "x.txt", "title": "Title", "type": "text/plain",
			"status": "read", "lang": "nl", "grade": "B2", "size": int64(len(text)), "sha256": hex.EncodeToString(sum[:]), "said": "2026-03-09T08:15:00+02:00", "desk": ""}
		if err := tx.Record(id, l, row, text); err != nil {
			return err
		}
		if err := tx.Seal(id, source, l, map[string][]byte{"document": body}); err != nil {
			return err
		}
		return h.desk.Scan(tx, id, l, []string{text})
	})
	return id
}

// list adds a list of persons under a label: each entry is "key: name; alias; …".
func (h *house) list(source string, l label.Label, entries ...string) knowledge.ListReceipt {
	h.t.Helper()
	rec := h.record(source, l, "a list")
	r, err := h.desk.AddList(h.t.Context(), intake, source, knowledge.List{Kind: "csv", Name: source, Record: rec, Entries: persons(entries...)})
	if err != nil {
		h.t.Fatal(err)
	}
	return r
}

func persons(entries ...string) (out []exchange.Entry) {
	for _, e := range entries {
		key, names, _ := strings.Cut(e, ": ")
		x := exchange.Entry{Key: key, Schema: "Person"}
		for i, n := range strings.Split(names, "; ") {
			x.Facts = append(x.Facts, exchange.Fact{Property: []string{"name", "alias"}[min(i, 1)], Value: n})
		}
		out = append(out, x)
	}
	return out
}

// work does the background work that acts asked for.
func (h *house) work() {
	h.t.Helper()
	jobs := h.jobs
	h.jobs = nil
	for _, j := range jobs {
		if j.Kind != "rescan" {
			h.t.Fatalf("job %q", j.Kind)
		}
		if err := h.desk.Rescan(h.t.Context(), j.IDs); err != nil {
			h.t.Fatal(err)
		}
	}
}

// mentions tells what one person sees in a record: the words, the name under which that person knows the entity, the state.
func (h *house) mentions(by office.Person, record fact.ID) (out []string) {
	h.t.Helper()
	h.see(by, func(v *store.View) error {
		ms, err := h.desk.Mentions(v, string(record))
		for _, m := range ms {
			caption, _, err := h.desk.Caption(v, m.Entity)
			if err != nil {
				return err
			}
			out = append(out, fmt.Sprintf("%q is %s, %s", m.Written, caption, m.State))
		}
		return err
	})
	return out
}

// open gives the id of the only undecided mention somebody sees in a record.
func (h *house) open(by office.Person, record fact.ID) (id string) {
	h.t.Helper()
	h.see(by, func(v *store.View) error {
		ms, err := h.desk.Mentions(v, string(record))
		ms = slices.DeleteFunc(ms, func(m knowledge.Mention) bool { return m.State != "proposed" })
		if len(ms) != 1 {
			h.t.Fatalf("%d open mentions: %+v", len(ms), ms)
		}
		id = ms[0].ID
		return err
	})
	return id
}

// clean holds the register against the rows.
func (h *house) clean() {
	h.t.Helper()
	problems, err := h.store.Audit(h.t.Context(), nil)
	if err != nil || len(problems) > 0 {
		h.t.Errorf("audit: %v %v", problems, err)
	}
}

func (h *house) refused(err error, kind fault.Kind) {
	h.t.Helper()
	if !fault.Is(err, kind) {
		h.t.Errorf("got %v, want %v", err, kind)
	}
}
