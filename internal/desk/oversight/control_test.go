package oversight_test

import (
	"bytes"
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"schild/fault"
	"schild/internal/badinput"
	"schild/internal/desk/oversight"
	"schild/internal/office"
	"schild/internal/store"
	"schild/label"
	"schild/register"
)

var ivo = office.Person{ID: "ivo"} // an investigator of the committee, cleared for nothing by the house

// controlled is a house with a dossier of a team, a partner's record under it, and an investigator.
type controlled struct {
	*house
	private         string
	dossier, record string
}

func newControlled(t testing.TB) *controlled {
	t.Helper()
	h := &controlled{house: newHouse(t)}
	row := person("committee")
	row["level"] = 0
	h.write("registrar", "person.enrol", "", func(tx *store.Tx) error { return tx.Insert("person", "ivo", label.Bottom(), row) })
	secret := label.Label{Level: label.TopSecret, Compartments: "HERON", Originators: "VELTRA", Circles: "dossier:x"}
	h.write("analyst", "dossier.open", "", func(tx *store.Tx) error {
		id, err := tx.NewID()
		h.dossier = string(id)
		if err != nil {
			return err
		}
		return tx.Insert("dossier", h.dossier, secret, store.Row{"reference": "D-1", "title": "Heron", "mission": "m", "threat": "t", "interest": "", "reason": "r", "team": "analyst", "review": "2030-01-01", "state": "open"})
	})
	h.write("analyst", "record.receive", "", func(tx *store.Tx) error {
		id, err := tx.NewID()
		h.record = string(id)
		if err != nil {
			return err
		}
		return tx.Record(id, secret, store.Row{"source": "veltra", "kind": "document", "reference": "R-1", "file": "f", "title": "Partner", "type": "text/plain", "status": "read", "lang": "en",
			"grade": "B2", "size": int64(1), "sha256": "", "said": "", "desk": ""}, "words")
	})
	h.write("analyst", "note.draft", h.dossier, func(tx *store.Tx) error {
		if err := tx.Insert("note", "n1", secret, store.Row{"kind": "NA", "lang": "en", "reference": "N-1", "title": "T", "state": "draft", "author": "analyst", "reviewer": "", "dossier": h.dossier, "body": "{}", "reason": ""}); err != nil {
			return err
		}
		return tx.Insert("citation", "c1", secret, store.Row{"note": "n1", "statement": "", "record": h.record})
	})
	return h
}

func (h *controlled) write(by, kind, dossier string, change func(*store.Tx) error) {
	h.Helper()
	w := h.Office.Store().Write(h.Context(), register.Act{Actor: by, Kind: kind, Dossier: dossier}, func(*store.Lookup) (store.Binding, error) {
		return store.Binding{Person: by, Clearance: label.Clearance{Level: label.TopSecret, Compartments: "HERON", Circles: "dossier:x"}}, nil
	}, change)
	if w.Err != nil {
		h.Fatal(w.Err)
	}
}

// seal installs a key and keeps its other half.
func (h *controlled) seal() {
	h.Helper()
	private, public, err := office.NewSealKey()
	if err != nil {
		h.Fatal(err)
	}
	h.private = private
	if _, err := h.Seal(h.Context(), ivo, public); err != nil {
		h.Fatal(err)
	}
}

func (h *controlled) folder(by office.Person) (f oversight.Folder, err error) {
	h.Helper()
	err = h.see(by, func(v *store.View) (err error) { f, err = h.Folder(v, h.dossier); return err })
	return f, err
}

// TestControlBodyIsNeverBlocked: with its key in the house the committee walks a dossier whatever it bears and whoever's it is,
// every act in order, who read it too; without the key, and for everybody else, it is not there.
func TestControlBodyIsNeverBlocked(t *testing.T) {
	h := newControlled(t)
	for _, by := range []office.Person{ivo, registrar, auditor} {
		if _, err := h.folder(by); !fault.Is(err, fault.Denied) {
			t.Errorf("%s walks: %v", by.ID, err)
		}
	}
	h.seal()
	h.write("analyst", "read", "", func(tx *store.Tx) error { tx.About("record:" + h.record); return nil })
	f, err := h.folder(ivo)
	if err != nil {
		t.Fatal(err)
	}
	var kinds []string
	for _, a := range f.Acts {
		kinds = append(kinds, a.Kind)
	}
	if want := []string{"dossier.open", "record.receive", "note.draft", "read"}; !slices.Equal(kinds, want) {
		t.Errorf("acts %v, want %v", kinds, want)
	}
	if len(f.Documents) != 2 || f.Documents[1].ID != h.record {
		t.Errorf("documents %+v", f.Documents)
	}
	for _, by := range []office.Person{registrar, auditor, analyst} {
		if _, err := h.folder(by); err == nil {
			t.Errorf("%s walks", by.ID)
		}
	}
}

// TestCommitteesReadingIsItsOwn: what the committee read stands in the register, and neither the registrar nor the auditor nor an
// export nor the database itself says what it was or who of the committee read it; the committee's key does.
func TestCommitteesReadingIsItsOwn(t *testing.T) {
	h := newControlled(t)
	h.seal()
	before := h.Office.Store().Size()
	if _, err := h.folder(ivo); err != nil {
		t.Fatal(err)
	}
	h.Office.Missed(t.Context(), ivo, "record", h.record)
	if grew := h.Office.Store().Size() - before; grew != 2 {
		t.Errorf("the register grew by %d", grew)
	}
	h.nobodyKnows()
	var got []office.Reading
	log, err := h.Desk.Log(t.Context(), ivo)
	if err != nil {
		t.Fatal(err)
	}
	for line := range bytes.Lines(log) {
		var r store.Reading
		if err := json.Unmarshal(line, &r); err != nil {
			t.Fatal(err)
		}
		opened, err := office.OpenReading(h.private, r.Sealed)
		if err != nil {
			t.Fatal(err)
		}
		got = append(got, opened)
		other, _, _ := office.NewSealKey()
		if _, err := office.OpenReading(other, r.Sealed); !fault.Is(err, fault.Invalid) {
			t.Errorf("opened with another key: %v", err)
		}
	}
	if len(got) != 2 || got[0].By != "ivo" || !slices.Contains(got[0].Things, "dossier:"+h.dossier) || !slices.Contains(got[0].Things, "record:"+h.record) || got[1].Things[0] != "missed record:"+h.record {
		t.Errorf("%+v", got)
	}
	for _, by := range []office.Person{registrar, auditor, analyst} {
		if _, err := h.Desk.Log(t.Context(), by); !fault.Is(err, fault.Denied) {
			t.Errorf("%s fetches the log: %v", by.ID, err)
		}
	}
	if ps, err := h.Verify(t.Context(), nil); err != nil || len(ps) > 0 {
		t.Error(ps, err)
	}
}

// nobodyKnows looks at everything the house can show or give away after the committee read.
func (h *controlled) nobodyKnows() {
	h.Helper()
	var all strings.Builder
	for _, by := range []office.Person{registrar, auditor} {
		err := h.see(by, func(v *store.View) error {
			var rows []struct {
				ID, Version, Label, Act, Registered any
			}
			if err := v.Select(&rows, `SELECT id, version, label, act, registered FROM reading`); err != nil {
				return err
			}
			for _, column := range []string{"sealed", "body"} {
				if err := v.Get(new(string), `SELECT `+column+` FROM reading`); err == nil {
					h.Errorf("%s is shown column %s", by.ID, column)
				}
			}
			return v.EachAct(0, func(a register.Act) error {
				if a.Kind == "control.read" {
					b, err := json.Marshal(a)
					all.Write(b)
					if a.Actor != office.Committee {
						h.Errorf("actor %s", a.Actor)
					}
					return err
				}
				return nil
			})
		})
		if err != nil {
			h.Fatal(err)
		}
	}
	err := h.Export(h.Context(), auditor, func(path string, b []byte) error { all.Write(b); return nil })
	if err != nil {
		h.Fatal(err)
	}
	rs, err := h.Office.Store().Readings(h.Context(), office.Committee) // what a backup or an administrator with the database has
	if err != nil {
		h.Fatal(err)
	}
	for _, r := range rs {
		all.Write(r.Sealed)
	}
	for _, word := range []string{h.dossier, h.record, "ivo", "Heron"} {
		if strings.Contains(all.String(), word) {
			h.Errorf("%q shows", word)
		}
	}
	if !strings.Contains(all.String(), "control.read") {
		h.Error("the reading is not in the register")
	}
}

// TestSealKeyIsTheBodys: only somebody of the body installs its key, and only what is one.
func TestSealKeyIsTheBodys(t *testing.T) {
	h := newControlled(t)
	_, public, err := office.NewSealKey()
	if err != nil {
		t.Fatal(err)
	}
	for _, by := range []office.Person{registrar, auditor, analyst} {
		if _, err := h.Seal(t.Context(), by, public); !fault.Is(err, fault.Denied) {
			t.Errorf("%s: %v", by.ID, err)
		}
	}
	for _, wrong := range []string{"", "x", public[:100], strings.Repeat("A", 64)} {
		if _, err := h.Seal(t.Context(), ivo, wrong); !fault.Is(err, fault.Invalid) {
			t.Errorf("%.10q: %v", wrong, err)
		}
	}
	h.seal()
	h.seal() // another one
	if _, err := h.folder(ivo); err != nil {
		t.Error(err)
	}
}

// FuzzOpenReading holds that a forged line or key is refused with a reason and does nothing else.
func FuzzOpenReading(f *testing.F) {
	private, public, err := office.NewSealKey()
	if err != nil {
		f.Fatal(err)
	}
	good, err := office.SealReading(public, office.Reading{At: 1, By: "ivo", Things: []string{"record:x"}})
	if err != nil {
		f.Fatal(err)
	}
	f.Add(private, good)
	f.Add("", []byte{})
	f.Add(private[:20], good[:40])
	f.Fuzz(func(t *testing.T, key string, sealed []byte) {
		if _, err := office.OpenReading(key, sealed); err != nil {
			badinput.Refused(t, err)
		}
	})
}

// FuzzSealReading: a public key is one under which a reading is sealed, or refused.
func FuzzSealReading(f *testing.F) {
	private, public, err := office.NewSealKey()
	if err != nil {
		f.Fatal(err)
	}
	for _, s := range []string{public, private, "", public[:len(public)-4], " " + public[:20] + "\n" + public[20:], badinput.Canary} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, key string) {
		sealed, err := office.SealReading(key, office.Reading{At: 1, By: "ivo", Things: []string{"record:x"}})
		if err != nil {
			badinput.Refused(t, err)
		} else if bytes.Contains(sealed, []byte("record:x")) {
			t.Fatalf("%q seals nothing", key)
		}
	})
}
