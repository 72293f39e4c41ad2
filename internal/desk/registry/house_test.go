package registry_test

import (
	"bytes"
	"crypto/sha256"
	"strconv"
	"strings"
	"testing"

	"schild/document"
	"schild/fact"
	"schild/internal/cluster"
	"schild/internal/desk/registry"
	"schild/internal/office"
	"schild/internal/store"
	"schild/label"
)

// house is a real store in a temporary directory with a few people in it.
type house struct {
	testing.TB
	desk *registry.Desk
	now  int64
	dir  string
}

func newHouse(t testing.TB) *house {
	t.Helper()
	h := &house{TB: t, now: 1_700_000_000_000_000, dir: t.TempDir()}
	s, err := store.Open(t.Context(), store.Config{Dir: h.dir, Place: cluster.Place(t, h.dir), Master: sha256.Sum256([]byte("test")), Origin: "test.invalid/register", Now: func() int64 { return h.now }})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
	h.desk = &registry.Desk{Office: office.New(s), Open: open, Scan: markRavelin}
	h.people()
	return h
}

// open reads a document in this process; nothing here is a PDF.
func open(name string, b []byte) document.Document {
	return document.Open(name, bytes.NewReader(b), document.Limits{}, nil)
}

// markRavelin stands for the finder of names: it knows one, stated by the record itself.
func markRavelin(tx *store.Tx, s registry.Scanned) error {
	for part, text := range s.Texts {
		at := strings.Index(text, "Ravelin")
		if at < 0 {
			continue
		}
		id, err := tx.NewID()
		if err != nil {
			return err
		}
		ravelin := fact.Derive([]byte("k"), "ravelin")
		err = tx.Insert("statement", string(id), s.Label, store.Row{"entity": ravelin, "schema": "Vessel", "property": "name", "value": "Ravelin", "original": "", "lang": "",
			"record": s.Record, "part": 0, "start": 0, "ending": 0, "author": tx.View.Person(), "grade": "", "holds_from": "", "holds_to": "", "said": "", "folded": "ravelin", "dup": ""})
		if err != nil {
			return err
		}
		err = tx.Insert("mention", string(id), s.Label, store.Row{"record": s.Record, "part": part, "start": at, "ending": at + 7, "written": "Ravelin",
			"entity": ravelin, "name": id, "state": "proposed", "reason": "", "statement": ""})
		if err != nil {
			return err
		}
	}
	return nil
}

// The people of the test: registrar founds the house and enrols the others.
var (
	registrar = office.Person{ID: "registrar"}
	security  = office.Person{ID: "security"}
	intake    = office.Person{ID: "intake"}  // RESTRICTED
	analyst   = office.Person{ID: "analyst"} // SECRET, compartment HARBOUR
	head      = office.Person{ID: "head"}    // TOP SECRET
	auditor   = office.Person{ID: "auditor"}
)

func (h *house) people() {
	h.Helper()
	h.done(h.desk.FoundHouse(h.Context(), enrolment("registrar", label.Restricted, "registrar")))
	for _, e := range []registry.Enrolment{
		enrolment("security", label.TopSecret, "security"), enrolment("intake", label.Restricted, "intake"), enrolment("analyst", label.Secret, "analyst"),
		enrolment("head", label.TopSecret, "head"), enrolment("auditor", label.NotClassified, "auditor"),
	} {
		if e.ID == "analyst" {
			e.Clearance.Compartments = label.NewSet("HARBOUR")
		}
		h.done(h.desk.Enrol(h.Context(), registrar, e))
	}
	h.done(h.desk.AddSource(h.Context(), registrar, registry.Source{ID: registry.Unsorted, Name: "Unsorted", Kind: "own", DefaultLabel: "RESTRICTED", Grade: "F6"}, label.Bottom()))
	h.done(h.desk.AddSource(h.Context(), registrar, registry.Source{ID: "veltra", Name: "Veltran service", Kind: "foreign", Organisation: "VELTRA", Lang: "fr",
		DefaultLabel: "SECRET//ORIG VELTRA", Grade: "B2"}, label.Bottom()))
}

func enrolment(id string, level label.Level, roles ...string) registry.Enrolment {
	return registry.Enrolment{ID: id, Name: "Person " + id, Organisation: "own", Lang: "en", Roles: roles, Clearance: label.Clearance{Level: level}}
}

func (h *house) done(_ any, err error) {
	h.Helper()
	if err != nil {
		h.Fatal(err)
	}
}

// receive takes a file in as the intake officer.
func (h *house) receive(in registry.Incoming) registry.Receipt {
	h.Helper()
	r, err := h.desk.Receive(h.Context(), intake, in)
	if err != nil {
		h.Fatal(err)
	}
	return r
}

// see reads as one person.
func (h *house) see(by office.Person, f func(*store.View) error) {
	h.Helper()
	if err := h.desk.Office.See(h.Context(), by, f); err != nil {
		h.Fatal(err)
	}
}

// text is a plain file whose words are too few to be of a language.
func text(words string) []byte { return []byte(words + "\n") }

func mail(subject, body string) []byte {
	return []byte("From: Post <post@veltra.invalid>\r\nTo: registry@own.invalid\r\nSubject: " + subject + "\r\nDate: Mon, 9 Mar 2026 08:15:00 +0200\r\n" +
		"Message-ID: <" + strconv.Itoa(len(body)) + "@veltra.invalid>\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n" + body + "\r\n")
}
