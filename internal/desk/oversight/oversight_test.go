package oversight_test

import (
	"bytes"
	"context"
	"slices"
	"sync/atomic"
	"testing"
	"testing/fstest"

	"schild/fault"
	"schild/internal/cluster"
	"schild/internal/desk/oversight"
	"schild/internal/office"
	"schild/internal/store"
	"schild/label"
	"schild/register"
)

// house is a real store with an auditor, a registrar and an analyst, and one act of each.
type house struct {
	testing.TB
	*oversight.Desk
	acts map[string]string // person → id of an act of theirs
}

var (
	auditor   = office.Person{ID: "auditor"}
	registrar = office.Person{ID: "registrar"}
	analyst   = office.Person{ID: "analyst"}
)

func newHouse(t testing.TB) *house {
	t.Helper()
	var clock atomic.Int64
	dir := t.TempDir()
	s, err := store.Open(t.Context(), store.Config{Dir: dir, Place: cluster.Place(t, dir), Origin: "test.invalid/register", Now: func() int64 { return clock.Add(1000) }})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
	h := &house{TB: t, Desk: &oversight.Desk{Office: office.New(s)}, acts: map[string]string{}}
	for _, p := range []office.Person{auditor, registrar, analyst} {
		w := s.Write(t.Context(), register.Act{Actor: p.ID, Kind: "test", Objects: []string{"person:" + p.ID}},
			func(*store.Lookup) (store.Binding, error) { return store.Binding{Person: p.ID}, nil },
			func(tx *store.Tx) error { return tx.Insert("person", p.ID, label.Bottom(), person(p.ID)) })
		if w.Err != nil {
			t.Fatal(w.Err)
		}
		h.acts[p.ID] = w.Act
	}
	return h
}

func person(role string) store.Row {
	return store.Row{"name": "The " + role, "organisation": "own", "outside": false, "lang": "en", "roles": role, "level": 4, "compartments": "", "circles": "",
		"memberships": "", "account": "", "active": true}
}

func (h *house) see(by office.Person, f func(*store.View) error) error {
	h.Helper()
	return h.Office.See(h.Context(), by, f)
}

func TestWhoSeesWhichActs(t *testing.T) {
	h := newHouse(t)
	for _, c := range []struct {
		by      office.Person
		n       int
		numbers bool
	}{{auditor, 3, true}, {registrar, 3, true}, {analyst, 1, false}} {
		var list []oversight.Act
		err := h.see(c.by, func(v *store.View) (err error) { list, err = h.Acts(v, oversight.Filter{}); return err })
		if err != nil || len(list) != c.n {
			t.Errorf("%s sees %v, %v", c.by.ID, list, err)
		}
		for _, a := range list {
			if (a.N != nil) != c.numbers {
				t.Errorf("%s sees the number of %s: %v", c.by.ID, a.ID, a.N != nil)
			}
		}
		if !slices.IsSortedFunc(list, func(a, b oversight.Act) int { return int(b.At - a.At) }) {
			t.Errorf("not newest first: %v", list)
		}
	}
}

func TestListContinues(t *testing.T) {
	h := newHouse(t)
	var got []string
	err := h.see(auditor, func(v *store.View) error {
		f := oversight.Filter{Limit: 2}
		for {
			list, err := h.Acts(v, f)
			if err != nil || len(list) == 0 {
				return err
			}
			for _, a := range list {
				got = append(got, a.Actor)
			}
			f.Before = list[len(list)-1].At
		}
	})
	if err != nil || !slices.Equal(got, []string{"analyst", "registrar", "auditor"}) {
		t.Error(got, err)
	}
}

func TestActOfAnotherIsMissing(t *testing.T) {
	h := newHouse(t)
	err := h.see(analyst, func(v *store.View) error {
		own, sealed, err := h.Act(v, h.acts["analyst"])
		if err != nil || own.Name != "The analyst" || !slices.Equal(sealed.Objects, []string{"person:analyst"}) {
			t.Errorf("own act: %+v %+v %v", own, sealed, err)
		}
		if len(sealed.Changes) > 0 {
			t.Errorf("the author of an act is told which rows it changed: %v", sealed.Changes) // it may have reached what they may not see
		}
		_, _, hidden := h.Act(v, h.acts["auditor"])
		_, _, none := h.Act(v, "no such act")
		if !fault.Is(hidden, fault.Missing) || hidden.Error() != none.Error() {
			t.Errorf("%v and %v differ", hidden, none)
		}
		return nil
	})
	if err != nil {
		t.Error(err)
	}
}

func TestReceiptIsCheckedWithoutTheHouse(t *testing.T) {
	h := newHouse(t)
	policy, err := register.ParsePolicy(h.Policy())
	if err != nil {
		t.Fatal(err)
	}
	for _, disclose := range []bool{false, true} {
		var text string
		err := h.see(registrar, func(v *store.View) (err error) { text, err = h.Receipt(v, h.acts["analyst"], disclose); return err })
		if err != nil {
			t.Fatal(err)
		}
		p, err := register.ParseProof(text)
		if err != nil {
			t.Fatal(err)
		}
		act, entry, err := p.Act()
		if !disclose {
			if err == nil {
				t.Errorf("the receipt tells %+v", act)
			}
			continue
		}
		if err != nil || act.ID != h.acts["analyst"] || p.Check(policy, entry) != nil {
			t.Errorf("%+v %v", act, err)
		}
	}
	err = h.see(analyst, func(v *store.View) error { _, err := h.Receipt(v, h.acts["analyst"], false); return err })
	if !fault.Is(err, fault.Denied) {
		t.Errorf("a receipt tells its holder a chronological number: %v", err)
	}
}

func TestExportIsItsOwnLastEntry(t *testing.T) {
	h := newHouse(t)
	files := fstest.MapFS{}
	write := func(path string, b []byte) error {
		files[path] = &fstest.MapFile{Data: bytes.Clone(b)}
		return nil
	}
	if err := h.Export(context.Background(), auditor, write); err != nil {
		t.Fatal(err)
	}
	policy, err := register.ParsePolicy(string(files["policy"].Data))
	if err != nil {
		t.Fatal(err)
	}
	r, err := register.Verify(files, policy)
	if err != nil || r.Size != 4 || len(r.Problems) > 0 || h.Office.Store().Size() != 4 {
		t.Errorf("%+v %v", r, err)
	}
	if ps, err := h.Verify(context.Background(), nil); err != nil || len(ps) > 0 {
		t.Error(ps, err)
	}
	none := func(string, []byte) error { t.Error("written"); return nil }
	if err := h.Export(context.Background(), analyst, none); !fault.Is(err, fault.Denied) {
		t.Errorf("an analyst exports: %v", err)
	}
}
