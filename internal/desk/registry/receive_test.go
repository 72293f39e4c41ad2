package registry_test

import (
	"bytes"
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"schild/fault"
	"schild/internal/desk/registry"
	"schild/internal/office"
	"schild/internal/store"
	"schild/label"
)

// broken is an archive cut short: recognised, not readable.
var broken = []byte("PK\x03\x04\x14\x00\x00\x00\x08\x00half a zip")

func mixed() []byte {
	return []byte("From: a@veltra.invalid\r\nSubject: Two things\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=x\r\n\r\n" +
		"--x\r\nContent-Type: text/plain\r\n\r\nRavelin was seen at the quay.\r\n" +
		"--x\r\nContent-Type: application/zip\r\nContent-Disposition: attachment; filename=plan.zip\r\nContent-Transfer-Encoding: 8bit\r\n\r\n" +
		string(broken) + "\r\n--x--\r\n")
}

func TestEveryFileGetsAReceipt(t *testing.T) {
	h := newHouse(t)
	for _, c := range []struct {
		name, status string
		bytes        []byte
		unread       bool
	}{
		{"note.txt", "read", text("The ferry left on time."), false},
		{"message.eml", "read", mail("Ferry", "It left on time."), false},
		{"mixed.eml", "partial", mixed(), true},
		{"plan.zip", "refused", broken, true},
		{"noise.bin", "refused", bytes.Repeat([]byte{0, 1, 2, 0xff, 0xfe}, 50), true},
	} {
		t.Run(c.name, func(t *testing.T) {
			r := h.receive(registry.Incoming{File: c.name, Bytes: c.bytes})
			if r.Status != c.status || r.ID == "" || r.Act == "" || r.File != c.name || len(r.SHA256) != 64 || (len(r.Unread) > 0) != c.unread {
				t.Errorf("receipt %+v", r)
			}
			if r.Label != "RESTRICTED" {
				t.Errorf("label %s, want the source's default", r.Label)
			}
			h.see(intake, func(v *store.View) error {
				raw, err := h.desk.Raw(v, r.ID)
				if !bytes.Equal(raw, c.bytes) {
					t.Errorf("kept %d bytes of %d", len(raw), len(c.bytes))
				}
				rec, rerr := h.desk.Record(v, r.ID)
				if rec.Status != c.status || rec.File != c.name {
					t.Errorf("record %+v", rec)
				}
				a, aerr := h.desk.Arrival(v, r.ID)
				if a.Act != r.Act {
					t.Errorf("receipt names act %s, the record %s", r.Act, a.Act)
				}
				return firstError(err, rerr, aerr)
			})
		})
	}
}

func firstError(errs ...error) error {
	for _, e := range errs {
		if e != nil {
			return e
		}
	}
	return nil
}

// The names in a receipt are a contract with scripts.
func TestReceiptAsJSON(t *testing.T) {
	b, err := json.Marshal(registry.Receipt{File: "a.eml", ID: "x", Status: "partial", Parts: 2, Unread: []registry.Unread{{Part: "1.2", Why: "document.broken"}}, Label: "SECRET", SHA256: "00"})
	want := `{"file":"a.eml","id":"x","status":"partial","parts":2,"unread":[{"part":"1.2","why":"document.broken"}],"label":"SECRET","sha256":"00"}`
	if err != nil || string(b) != want {
		t.Errorf("%s %v", b, err)
	}
	h := newHouse(t)
	b, err = json.Marshal(h.receive(registry.Incoming{File: "a.txt", Bytes: text("all read")}))
	if err != nil || !strings.Contains(string(b), `"unread":[]`) {
		t.Errorf("nothing unread is an empty list: %s %v", b, err)
	}
}

func TestRecordSaysWhatTheMessageSays(t *testing.T) {
	h := newHouse(t)
	r := h.receive(registry.Incoming{File: "m.eml", Bytes: mail("Ravelin again", "Ravelin was at the quay."), Source: "veltra", Desk: "harbour"})
	h.see(head, func(v *store.View) error {
		rec, err := h.desk.Record(v, r.ID)
		if rec.Kind != "message" || rec.Title != "Ravelin again" || rec.Said != "2026-03-09T08:15:00+02:00" || rec.Grade != "B2" || rec.Desk != "harbour" ||
			rec.SourceName != "Veltran service" || rec.Open != 2 || !strings.HasPrefix(rec.Reference, "R-") {
			t.Errorf("%+v", rec)
		}
		doc, derr := h.desk.Document(v, r.ID)
		if doc.Mail == nil || doc.Mail.Date != "Mon, 9 Mar 2026 08:15:00 +0200" {
			t.Errorf("the header as written is gone: %+v", doc.Mail)
		}
		return firstError(err, derr)
	})
}

// TestLabelIsGivenNotRead is the law: the marking given, else the source's default, with the source among the
// originators; whatever the file's text says about itself. (A bound label only raises: see TestBoundLabelIsAFloor.)
func TestLabelIsGivenNotRead(t *testing.T) {
	h := newHouse(t)
	marks := []string{"", "UNCLASSIFIED", "RESTRICTED//REL *", "CONFIDENTIAL//COMP HARBOUR", "TOP SECRET//ORIG ARDENNE", "GEHEIM", "NATO SECRET"}
	rapid.Check(t, func(t *rapid.T) {
		source := rapid.SampledFrom([]string{registry.Unsorted, "veltra"}).Draw(t, "source")
		mark := rapid.SampledFrom(marks).Draw(t, "mark")
		said := rapid.SampledFrom([]string{"UNCLASSIFIED", "NIET GEKLASSIFICEERD//REL *", "ZEER GEHEIM", "nothing"}).Draw(t, "in the file")
		r, err := h.desk.Receive(h.Context(), intake, registry.Incoming{File: said + ".txt", Bytes: mail(said, said), Source: source, Label: mark})
		if err != nil {
			t.Fatal(err)
		}
		given := map[string]string{registry.Unsorted: "RESTRICTED", "veltra": "SECRET//ORIG VELTRA"}[source]
		if mark != "" {
			given = mark
		}
		want, err := label.Parse(given)
		if err != nil {
			t.Fatal(err)
		}
		if source == "veltra" {
			want.Originators = want.Originators.Union(label.NewSet("VELTRA"))
		}
		if r.Label != want.String() {
			t.Errorf("%s, want %s", r.Label, want)
		}
	})
}

func TestReceiveRefuses(t *testing.T) {
	h := newHouse(t)
	hidden := registry.Source{ID: "heron", Name: "Heron", Kind: "foreign", Organisation: "HERON", DefaultLabel: "SECRET", Grade: "A1"}
	h.done(h.desk.AddSource(t.Context(), registrar, hidden, label.Label{Level: label.TopSecret}))
	file := text("words")
	for _, c := range []struct {
		name string
		by   office.Person
		in   registry.Incoming
		kind fault.Kind
		key  string
	}{
		{"a source nobody enrolled", intake, registry.Incoming{Bytes: file, Source: "nowhere"}, fault.Invalid, "source.unknown"},
		{"a source the officer may not know of: the same words", intake, registry.Incoming{Bytes: file, Source: "heron"}, fault.Invalid, "source.unknown"},
		{"half a marking", intake, registry.Incoming{Bytes: file, Label: "SECRET//COMP"}, fault.Invalid, "label.part.empty"},
		{"a grade that is none", intake, registry.Incoming{Bytes: file, Grade: "Z9"}, fault.Invalid, ""},
		{"a desk with a blank", intake, registry.Incoming{Bytes: file, Desk: "a b"}, fault.Invalid, "record.desk"},
		{"somebody who may not", auditor, registry.Incoming{Bytes: file}, fault.Denied, "act.denied"},
		{"somebody nobody knows", office.Person{ID: "stranger"}, registry.Incoming{Bytes: file}, fault.Denied, "person.unknown"},
	} {
		t.Run(c.name, func(t *testing.T) {
			r, err := h.desk.Receive(t.Context(), c.by, c.in)
			if !fault.Is(err, c.kind) || c.key != "" && !strings.Contains(err.Error(), c.key) {
				t.Errorf("%v", err)
			}
			if r.ID != "" || r.Act != "" || r.Label != "" {
				t.Errorf("a receipt for nothing: %+v", r)
			}
		})
	}
	h.see(head, func(v *store.View) error {
		n, err := h.desk.Count(v, registry.Filter{})
		if n != 0 {
			t.Errorf("%d records came in", n)
		}
		return err
	})
}

// A sender without a receipt sends again: nothing is lost, and each reader sees the twins of their own view only.
func TestSentAgainIsAnotherRecord(t *testing.T) {
	h := newHouse(t)
	in := registry.Incoming{File: "m.eml", Bytes: mail("Twice", "The same words.")}
	first, second := h.receive(in), h.receive(in)
	in.Label = "TOP SECRET"
	third := h.receive(in)
	if first.ID == second.ID || first.SHA256 != second.SHA256 || first.Act == second.Act {
		t.Fatalf("%+v\n%+v", first, second)
	}
	twins := func(by office.Person) (out []string) {
		h.see(by, func(v *store.View) error {
			rec, err := h.desk.Record(v, first.ID)
			if err != nil {
				return err
			}
			ts, err := h.desk.Twins(v, rec)
			for _, r := range ts {
				out = append(out, r.ID)
			}
			return err
		})
		return out
	}
	if got := twins(intake); !slices.Equal(got, []string{second.ID}) {
		t.Errorf("intake sees twins %v", got)
	}
	if got := twins(head); !slices.Equal(got, []string{second.ID, third.ID}) {
		t.Errorf("the head sees twins %v", got)
	}
}

func TestKeepSealsWithoutReading(t *testing.T) {
	h := newHouse(t)
	b := []byte("id,name\n1,Ravelin\n")
	r, err := h.desk.Keep(t.Context(), registrar, registry.Incoming{File: "list.csv", Bytes: b}, "list", "Port list")
	if err != nil || r.Status != "read" || len(r.Unread) != 0 {
		t.Fatalf("%+v %v", r, err)
	}
	h.see(intake, func(v *store.View) error {
		rec, err := h.desk.Record(v, r.ID)
		if rec.Kind != "list" || rec.Title != "Port list" || rec.Type != "text/csv" || rec.Open != 0 || rec.Size != int64(len(b)) {
			t.Errorf("%+v", rec)
		}
		raw, rerr := h.desk.Raw(v, r.ID)
		if !bytes.Equal(raw, b) {
			t.Errorf("kept %q", raw)
		}
		inbox, ierr := h.desk.Inbox(v, registry.Filter{})
		if len(inbox) != 0 {
			t.Errorf("a list stands in the inbox")
		}
		lists, lerr := h.desk.Inbox(v, registry.Filter{Kind: "list"})
		if len(lists) != 1 {
			t.Errorf("%d lists", len(lists))
		}
		return firstError(err, rerr, ierr, lerr)
	})
}

// Names as sent are outside bytes: what stands in a line is one line of valid text, the file itself is untouched.
func TestOutsideNames(t *testing.T) {
	h := newHouse(t)
	for _, name := range []string{"a\x00b\r\nc.txt", "\xff\xfe.txt", strings.Repeat("é", 400) + ".txt", "‮txt.exe", "", "<script>.txt"} {
		r := h.receive(registry.Incoming{File: name, Bytes: text("words")})
		h.see(intake, func(v *store.View) error {
			rec, err := h.desk.Record(v, r.ID)
			if strings.ContainsAny(rec.Title+rec.File, "\x00\r\n") || len(rec.File) > 303 {
				t.Errorf("%q became %q", name, rec.File)
			}
			return err
		})
	}
}
