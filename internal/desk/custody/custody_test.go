package custody_test

import (
	"bytes"
	"context"
	"crypto/sha256"
	"database/sql"
	"strings"
	"testing"
	"time"

	"schild/day"
	"schild/document"
	"schild/fact"
	"schild/fault"
	"schild/internal/cluster"
	"schild/internal/desk/custody"
	"schild/internal/desk/knowledge"
	"schild/internal/desk/notes"
	"schild/internal/desk/registry"
	"schild/internal/office"
	"schild/internal/store"
	"schild/label"
	"schild/note"
	"schild/register"
)

// house is a real store with the desks whose things are relabelled.
type house struct {
	testing.TB
	office    *office.Office
	registry  *registry.Desk
	knowledge *knowledge.Desk
	notes     *notes.Desk
	desk      *custody.Desk
	now       int64
}

func who(id string) office.Person { return office.Person{ID: id} }

func newHouse(t testing.TB) *house {
	t.Helper()
	h := &house{TB: t, now: time.Date(2026, 5, 4, 9, 0, 0, 0, time.UTC).UnixMicro()}
	dir := t.TempDir()
	s, err := store.Open(t.Context(), store.Config{Dir: dir, Place: cluster.Place(t, dir), Master: sha256.Sum256([]byte("k")), Origin: "test.invalid/register", Now: func() int64 { h.now++; return h.now },
		Queue: func(context.Context, *sql.Tx, []store.Job) error { return nil }})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { h.sound(); s.Close() })
	h.office = office.New(s)
	h.knowledge = knowledge.New(h.office)
	h.notes = &notes.Desk{Office: h.office}
	h.registry = &registry.Desk{Office: h.office, Open: func(name string, b []byte) document.Document {
		return document.Open(name, bytes.NewReader(b), document.Limits{}, nil)
	},
		Scan: func(tx *store.Tx, s registry.Scanned) error { return h.knowledge.Scan(tx, s.Record, s.Label, s.Texts) }}
	h.desk = &custody.Desk{Office: h.office, Kinds: map[string]custody.Kind{"record": {Relabel: h.registry.Relabel}, "note": {Relabel: h.notes.Relabel},
		"statement": {Relabel: h.knowledge.Relabel, Settled: func(id string, _, to label.Label) { h.knowledge.Relabelled(id, to) }}}}
	h.must(h.knowledge.Load(t.Context()))
	h.people()
	return h
}

func (h *house) people() {
	h.Helper()
	enrol := func(id, roles string, level label.Level) {
		e := registry.Enrolment{ID: id, Name: id, Organisation: "own", Lang: "en", Roles: strings.Split(roles, ","), Clearance: label.Clearance{Level: level}}
		var err error
		if id == "registrar" {
			_, err = h.registry.FoundHouse(h.Context(), e)
		} else {
			_, err = h.registry.Enrol(h.Context(), who("registrar"), e)
		}
		h.must(err)
	}
	enrol("registrar", "registrar", label.TopSecret)
	enrol("ilse", "analyst,intake", label.Secret)
	enrol("hugo", "head", label.Secret)
	enrol("sam", "security", label.Secret)
	enrol("lou", "analyst", label.Restricted)
	for _, s := range []registry.Source{{ID: "own", Name: "Own", Kind: "own", DefaultLabel: "RESTRICTED", Grade: "A1"},
		{ID: "veltra", Name: "Veltra", Kind: "foreign", Organisation: "VELTRA", DefaultLabel: "SECRET", Grade: "B2"}} {
		_, err := h.registry.AddSource(h.Context(), who("registrar"), s, label.Bottom())
		h.must(err)
	}
}

func (h *house) must(err error) {
	h.Helper()
	if err != nil {
		h.Fatal(err)
	}
}

// sound holds that the register accounts for every row after whatever was done.
func (h *house) sound() {
	h.Helper()
	if problems, err := h.office.Store().Audit(h.Context(), nil); err != nil && h.Context().Err() == nil || len(problems) > 0 {
		h.Error(problems, err)
	}
}

func (h *house) receive(source, mark string) custody.Subject {
	h.Helper()
	r, err := h.registry.Receive(h.Context(), who("ilse"), registry.Incoming{File: "x.txt", Bytes: []byte("Odo Brandt met Nalder at the quay.\n"), Source: source, Label: mark})
	h.must(err)
	return custody.Subject{Table: "record", ID: r.ID}
}

func (h *house) state(record custody.Subject, value string) custody.Subject {
	h.Helper()
	id, _, err := h.knowledge.State(h.Context(), who("ilse"), fact.Statement{Schema: "Person", Property: "name", Value: value, Record: fact.ID(record.ID)})
	h.must(err)
	return custody.Subject{Table: "statement", ID: string(id)}
}

// bears gives what a person sees a thing bear, "" when they see none.
func (h *house) bears(by string, s custody.Subject) (mark string) {
	h.Helper()
	err := h.office.See(h.Context(), who(by), func(v *store.View) error {
		var no int64
		err := v.Get(&no, `SELECT label FROM `+s.Table+` WHERE id = $1`, s.ID)
		if err == nil {
			mark = v.Label(no).String()
		}
		return err
	})
	if err != nil && !fault.Is(err, fault.Missing) {
		h.Fatal(err)
	}
	return mark
}

func parse(mark string) label.Label {
	l, err := label.Parse(mark)
	if err != nil {
		panic(err)
	}
	return l
}

func wish(s custody.Subject, mark string) custody.Wish {
	return custody.Wish{Subject: s, Target: parse(mark), Interest: "d", Reason: "the operation is over", Review: day.Date{Year: 2028, Month: 1, Day: 1}}
}

// key gives the rule of an error, "" for none.
func key(err error) string {
	if err == nil {
		return ""
	}
	return fault.Outward(err).Key
}

func (h *house) decide(by, id, authority string) error {
	h.Helper()
	var l custody.Lowering
	err := h.office.See(h.Context(), who(by), func(v *store.View) (err error) { l, err = h.desk.Lowering(v, id); return err })
	if err != nil {
		return err
	}
	_, err = h.desk.Decide(h.Context(), who(by), custody.Decision{ID: id, Version: l.Version, Authority: authority})
	return err
}

// TestRecordIsLowered: a SECRET record of the house takes two persons; after it who may read RESTRICTED reads the record, its
// contents and the names in it that they may know; what was stated keeps its own label.
func TestRecordIsLowered(t *testing.T) {
	h := newHouse(t)
	first := h.receive("own", "RESTRICTED")
	h.state(first, "Nalder")
	r := h.receive("own", "SECRET")
	s := h.state(r, "Odo Brandt")
	id, err := h.desk.Propose(t.Context(), who("hugo"), wish(r, "RESTRICTED"))
	h.must(err)
	if err := h.decide("hugo", id, "head"); key(err) != "custody.lower.self" {
		t.Errorf("one person lowers what is secret: %v", err)
	}
	if err := h.decide("sam", id, "head"); key(err) != "custody.authority" {
		t.Errorf("decides in a role they have not: %v", err)
	}
	if h.bears("lou", r) != "" {
		t.Error("lowered by a refusal")
	}
	h.must(h.decide("sam", id, "security"))
	if got := h.bears("lou", r); got != "RESTRICTED" {
		t.Errorf("lou sees the record under %q", got)
	}
	h.must(h.office.See(t.Context(), who("lou"), func(v *store.View) error {
		if doc, err := h.registry.Document(v, r.ID); err != nil || !strings.Contains(doc.Text(), "quay") {
			t.Errorf("the text is not there: %v", err)
		}
		ms, err := h.knowledge.Mentions(v, r.ID)
		if len(ms) != 1 || ms[0].Written != "Nalder" {
			t.Errorf("names: %+v", ms)
		}
		a, aerr := h.registry.Arrival(v, r.ID)
		if aerr != nil || a.Act == "" {
			t.Error("no receipt", aerr)
		}
		return err
	}))
	if h.bears("lou", s) != "" || h.bears("sam", s) != "SECRET" {
		t.Error("a statement was lowered with its record")
	}
	told := h.told("label.lower")
	if want := "before SECRET after RESTRICTED interest d authority security review 2028-01-01"; told != want {
		t.Errorf("the register was told %q", told)
	}
}

// told gives the detail of the newest act of a kind, as the registrar reads it.
func (h *house) told(kind string) (out string) {
	h.Helper()
	h.must(h.office.See(h.Context(), who("registrar"), func(v *store.View) error {
		var id string
		if err := v.Get(&id, `SELECT id FROM act WHERE kind = $1 AND outcome = 'done' ORDER BY at DESC LIMIT 1`, kind); err != nil {
			return err
		}
		a, err := v.Act(id)
		out = strings.Join(a.Detail, " ")
		return err
	}))
	return out
}

// TestOnePersonBelowSecret: what is below SECRET and the house's own, whoever has authority lowers alone.
func TestOnePersonBelowSecret(t *testing.T) {
	h := newHouse(t)
	r := h.receive("own", "CONFIDENTIAL")
	id, err := h.desk.Propose(t.Context(), who("hugo"), wish(r, "RESTRICTED"))
	h.must(err)
	h.must(h.decide("hugo", id, "head"))
	if got := h.bears("lou", r); got != "RESTRICTED" {
		t.Errorf("%q", got)
	}
	if err := h.decide("sam", id, "security"); key(err) != "custody.decided" {
		t.Errorf("decided twice: %v", err)
	}
	for _, c := range []struct {
		on   time.Time
		want int
	}{{time.Date(2027, 11, 1, 12, 0, 0, 0, time.UTC), 0}, {time.Date(2027, 11, 2, 12, 0, 0, 0, time.UTC), 1}, {time.Date(2029, 1, 1, 12, 0, 0, 0, time.UTC), 1}} {
		h.now = c.on.UnixMicro()
		h.must(h.office.See(t.Context(), who("hugo"), func(v *store.View) error {
			due, err := h.desk.Reviews(v)
			if len(due) != c.want {
				t.Errorf("%s: %d to be looked at again, want %d", c.on, len(due), c.want)
			}
			return err
		}))
	}
}

// TestOriginatorsWill: what came from a partner is not lowered without the partner's yes, recorded by somebody who did not ask.
func TestOriginatorsWill(t *testing.T) {
	h := newHouse(t)
	r := h.receive("veltra", "SECRET")
	if _, err := h.desk.Propose(t.Context(), who("ilse"), wish(r, "RESTRICTED")); key(err) != "custody.lower.originator" {
		t.Errorf("an originator is dropped: %v", err)
	}
	id, err := h.desk.Propose(t.Context(), who("hugo"), wish(r, "RESTRICTED//ORIG VELTRA"))
	h.must(err)
	if err := h.decide("sam", id, "security"); key(err) != "custody.lower.consent" {
		t.Errorf("without consent: %v", err)
	}
	yes := custody.Consent{Originator: "VELTRA", Reference: "letter 44"}
	if _, err := h.desk.Consent(t.Context(), who("hugo"), id, yes); key(err) != "custody.consent.self" {
		t.Errorf("who asked records the answer: %v", err)
	}
	if _, err := h.desk.Consent(t.Context(), who("registrar"), id, custody.Consent{Originator: "ORMUND", Reference: "x"}); key(err) != "custody.consent.originator" {
		t.Errorf("somebody else consents: %v", err)
	}
	_, err = h.desk.Consent(t.Context(), who("registrar"), id, yes)
	h.must(err)
	h.must(h.decide("sam", id, "security"))
	if got := h.bears("lou", r); got != "RESTRICTED//ORIG VELTRA" {
		t.Errorf("%q", got)
	}
}

// TestRefusals: each rule of a wish, by name.
func TestRefusals(t *testing.T) {
	h := newHouse(t)
	r := h.receive("own", "SECRET")
	s := h.state(r, "Odo Brandt")
	saved, err := h.notes.Save(t.Context(), who("ilse"), notes.Work{Draft: note.Draft{Kind: note.National, Lang: "en", Title: "T", Label: parse("SECRET")}})
	h.must(err)
	change := func(s custody.Subject, mark string, f func(*custody.Wish)) custody.Wish {
		w := wish(s, mark)
		if f != nil {
			f(&w)
		}
		return w
	}
	for _, c := range []struct {
		name, by string
		w        custody.Wish
		key      string
	}{
		{"the same label", "hugo", change(r, "SECRET", nil), "custody.lower.higher"},
		{"a higher one", "hugo", change(r, "TOP SECRET", nil), "custody.lower.higher"},
		{"no interest", "hugo", change(r, "RESTRICTED", func(w *custody.Wish) { w.Interest = "z" }), "custody.interest"},
		{"no reason", "hugo", change(r, "RESTRICTED", func(w *custody.Wish) { w.Reason = " " }), "custody.reason"},
		{"no review of what stays classified", "hugo", change(r, "RESTRICTED", func(w *custody.Wish) { w.Review = day.Date{} }), "custody.review"},
		{"a review that is past", "hugo", change(r, "RESTRICTED", func(w *custody.Wish) { w.Review = day.Date{Year: 2026, Month: 5, Day: 4} }), "custody.review.past"},
		{"a statement below its record", "hugo", change(s, "RESTRICTED", nil), "custody.lower.floor"},
		{"a draft", "ilse", change(custody.Subject{Table: "note", ID: saved.ID}, "RESTRICTED", nil), "custody.lower.draft"},
		{"what they may not see", "lou", change(r, "RESTRICTED", nil), "missing"},
		{"what is not there", "lou", change(custody.Subject{Table: "record", ID: "x"}, "RESTRICTED", nil), "missing"},
		{"another table", "hugo", change(custody.Subject{Table: "person", ID: "lou"}, "RESTRICTED", nil), "missing"},
	} {
		if _, err := h.desk.Propose(t.Context(), who(c.by), c.w); key(err) != c.key {
			t.Errorf("%s: %v, want %s", c.name, err, c.key)
		}
	}
	list, err := h.registry.Keep(t.Context(), who("ilse"), registry.Incoming{File: "l.csv", Bytes: []byte("x"), Source: "own", Label: "SECRET"}, "list", "L")
	h.must(err)
	if _, err := h.desk.Propose(t.Context(), who("hugo"), wish(custody.Subject{Table: "record", ID: list.ID}, "RESTRICTED")); key(err) != "custody.list" {
		t.Errorf("a list by itself: %v", err)
	}
	_, err = h.desk.Propose(t.Context(), who("ilse"), wish(r, "RESTRICTED"))
	h.must(err)
	if _, err := h.desk.Propose(t.Context(), who("hugo"), wish(r, "UNCLASSIFIED")); key(err) != "custody.lower.open" {
		t.Errorf("a second proposal: %v", err)
	}
}

// TestThingThatChangedIsReadAgain: a decision is bound to the version that was looked at.
func TestThingThatChangedIsReadAgain(t *testing.T) {
	h := newHouse(t)
	r := h.receive("own", "SECRET")
	id, err := h.desk.Propose(t.Context(), who("ilse"), wish(r, "RESTRICTED"))
	h.must(err)
	_, err = h.registry.Route(t.Context(), who("hugo"), r.ID, "harbour")
	h.must(err)
	if err := h.decide("sam", id, "security"); key(err) != "custody.changed" {
		t.Errorf("%v", err)
	}
	var l custody.Lowering
	h.must(h.office.See(t.Context(), who("sam"), func(v *store.View) (err error) { l, err = h.desk.Lowering(v, id); return err }))
	_, err = h.desk.Decide(t.Context(), who("sam"), custody.Decision{ID: id, Version: l.Version, Authority: "security", Keep: "look again"})
	h.must(err)
}

// TestRaisingTakesAlong: a record raised by its author takes its statements and the notes that cite it with it, the author of
// which may no longer see them; nobody raises above themselves, and not everybody may.
func TestRaisingTakesAlong(t *testing.T) {
	h := newHouse(t)
	r := h.receive("own", "RESTRICTED")
	s := h.state(r, "Odo Brandt")
	saved, err := h.notes.Save(t.Context(), who("lou"), notes.Work{Draft: note.Draft{Kind: note.National, Lang: "en", Title: "T", Label: parse("RESTRICTED"),
		Paragraphs: []note.Paragraph{{Markdown: "Seen [[" + s.ID + "]]."}}}})
	h.must(err)
	n := custody.Subject{Table: "note", ID: saved.ID}
	if _, err := h.desk.Raise(t.Context(), who("lou"), r, parse("CONFIDENTIAL"), "why"); key(err) != "custody.raise.author" {
		t.Errorf("raised by another analyst: %v", err)
	}
	if _, err := h.desk.Raise(t.Context(), who("ilse"), r, parse("TOP SECRET"), "why"); key(err) != "custody.raise.above" {
		t.Errorf("raised above oneself: %v", err)
	}
	if _, err := h.desk.Raise(t.Context(), who("ilse"), r, parse("UNCLASSIFIED"), "why"); key(err) != "custody.raise.lower" {
		t.Errorf("lowered by raising: %v", err)
	}
	_, err = h.desk.Raise(t.Context(), who("ilse"), r, parse("SECRET"), "it names a source")
	h.must(err)
	for _, x := range []custody.Subject{r, s, n} {
		if h.bears("lou", x) != "" || h.bears("sam", x) != "SECRET" {
			t.Errorf("%s: lou sees %q, sam %q", x, h.bears("lou", x), h.bears("sam", x))
		}
	}
	later := h.receive("own", "RESTRICTED")
	h.must(h.office.See(t.Context(), who("lou"), func(v *store.View) error {
		ms, err := h.knowledge.Mentions(v, later.ID)
		if len(ms) != 0 {
			t.Errorf("a name raised is still found: %+v", ms)
		}
		return err
	}))
}

// TestBuriedRecord: a record that nobody may read shows to the registrar as a reference, a size and a day; with the
// originator's yes two persons bring it back, and nobody is told what it bore.
func TestBuriedRecord(t *testing.T) {
	h := newHouse(t)
	r := h.receive("veltra", "SECRET//COMP HERON")
	if _, err := h.desk.Buried(t.Context(), who("sam")); !fault.Is(err, fault.Denied) {
		t.Errorf("the list is for the registrar: %v", err)
	}
	b, err := h.desk.Buried(t.Context(), who("registrar"))
	h.must(err)
	if len(b) != 1 || b[0].ID != r.ID || b[0].Size != 35 || !strings.HasPrefix(b[0].Reference, "R-") {
		t.Fatalf("%+v", b)
	}
	if _, err := h.desk.ProposeBlind(t.Context(), who("registrar"), wish(r, "SECRET")); key(err) != "custody.blind" {
		t.Errorf("an originator is dropped: %v", err)
	}
	seen := h.receive("own", "SECRET")
	if _, err := h.desk.ProposeBlind(t.Context(), who("registrar"), wish(seen, "RESTRICTED")); key(err) != "missing" {
		t.Errorf("blind for what somebody reads: %v", err)
	}
	id, err := h.desk.ProposeBlind(t.Context(), who("registrar"), wish(r, "SECRET//ORIG VELTRA"))
	h.must(err)
	if told := h.told("label.unread"); strings.Contains(told, "HERON") {
		t.Errorf("told %q", told)
	}
	err = h.decide("sam", id, "security")
	if key(err) != "custody.lower.consent.blind" || strings.Contains(err.Error(), "VELTRA") {
		t.Errorf("without consent: %v", err)
	}
	_, err = h.desk.Consent(t.Context(), who("hugo"), id, custody.Consent{Originator: "VELTRA", Reference: "letter 45"})
	h.must(err)
	h.must(h.decide("sam", id, "security"))
	if got := h.bears("ilse", r); got != "SECRET//ORIG VELTRA" {
		t.Errorf("%q", got)
	}
	if b, err := h.desk.Buried(t.Context(), who("registrar")); err != nil || len(b) != 0 {
		t.Errorf("still buried: %+v %v", b, err)
	}
}

func act(kind string) register.Act { return register.Act{Actor: "test", Kind: kind} }

func nobody(*store.Lookup) (store.Binding, error) { return store.Binding{Person: "test"}, nil }
