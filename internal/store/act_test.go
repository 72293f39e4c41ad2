package store_test

import (
	"bytes"
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"schild/fault"
	"schild/internal/store"
	"schild/label"
	"schild/register"
)

// TestActIsWholeOrNothing holds that what an act wrote goes with it, in the same batch as acts that stand.
func TestActIsWholeOrNothing(t *testing.T) {
	both(t, func(t *testing.T) {
		h := open(t)
		h.dossier("kept", "kept", level(label.Restricted))
		boom := errors.New("boom")
		w := h.try(func(tx *store.Tx) error {
			if err := tx.Insert("dossier", "gone", label.Label{Level: label.Secret, Compartments: "Z"}, dossierRow("gone")); err != nil {
				return err
			}
			return boom
		})
		if !errors.Is(w.Err, boom) {
			t.Fatalf("the act's own error comes back: %v", w.Err)
		}
		w = h.try(func(tx *store.Tx) error { panic("a bug") })
		if !fault.Is(w.Err, fault.Broken) {
			t.Errorf("a panic comes back as %v", w.Err)
		}
		if got := h.mustSee(trusted(), `SELECT title FROM dossier`); got != "[kept]" {
			t.Errorf("the house holds %s", got)
		}
		h.clean()
		h.Close()
		h.reopen()
		h.clean()
	})
}

// TestRefusalStandsInTheRegister holds that a refused act changed nothing and is an entry of its own.
func TestRefusalStandsInTheRegister(t *testing.T) {
	both(t, func(t *testing.T) {
		h := open(t)
		size := h.Size()
		w := h.try(func(tx *store.Tx) error {
			if err := tx.Insert("dossier", "d", label.Label{}, dossierRow("x")); err != nil {
				return err
			}
			return fault.New(fault.Refused, "some.rule")
		})
		if !fault.Is(w.Err, fault.Refused) || !w.Done || h.Size() != size+1 {
			t.Errorf("refusal: %+v, register grew by %d", w, h.Size()-size)
		}
		got, err := h.seeAs(store.Binding{Person: "p", Blind: true}, `SELECT outcome FROM act ORDER BY at DESC LIMIT 1`)
		if err != nil || strings.Join(got, "") != "refused" {
			t.Errorf("outcome %v %v", got, err)
		}
		if got := h.mustSee(trusted(), `SELECT id FROM dossier`); got != "[]" {
			t.Errorf("a refused act left %s", got)
		}
		h.clean()
	})
}

// TestWrongKeyTouchesNothing holds that a wrong or missing key is refused and no byte changes.
func TestWrongKeyTouchesNothing(t *testing.T) {
	both(t, func(t *testing.T) {
		h := open(t)
		h.dossier("d", "title", label.Label{})
		h.Close()
		before := snapshot(t, h.cfg.Dir)
		cfg := h.cfg
		cfg.Master[0]++
		if _, err := store.Open(context.Background(), cfg); !fault.Is(err, fault.Invalid) {
			t.Fatalf("a wrong key gives %v", err)
		}
		after := snapshot(t, h.cfg.Dir)
		for name, b := range before {
			if !bytes.Equal(b, after[name]) {
				t.Errorf("%s changed", name)
			}
		}
		if len(before) != len(after) {
			t.Errorf("%d files became %d", len(before), len(after))
		}
		h.reopen()
	})
}

func snapshot(t *testing.T, dir string) map[string][]byte {
	t.Helper()
	out := map[string][]byte{}
	err := filepath.WalkDir(dir, func(path string, e os.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			return err
		}
		b, err := os.ReadFile(path)
		out[path] = b
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// TestNothingInClear holds that neither texts nor names nor the register's acts stand readable in the files. On PostgreSQL what is
// searched does: there the server's disk is somebody else's to encrypt.
func TestNothingInClear(t *testing.T) {
	h := open(t)
	h.record("src", "a-title-nobody-guesses", strings.Repeat("a-word-nobody-guesses ", 50), level(label.Secret))
	h.Close()
	for name, b := range snapshot(t, h.cfg.Dir) {
		for _, secret := range []string{"nobody-guesses", "guesses", "SQLite format 3"} {
			if bytes.Contains(b, []byte(secret)) {
				t.Errorf("%s holds %q in clear", filepath.Base(name), secret)
			}
		}
	}
	h.reopen()
}

// TestFolderIsPrivate holds that nobody but the owner comes near the files, in a folder that was there before too.
func TestFolderIsPrivate(t *testing.T) {
	both(t, func(t *testing.T) {
		h := open(t)
		st, err := os.Stat(h.cfg.Dir)
		if err != nil || st.Mode().Perm() != 0o700 {
			t.Errorf("%v %v", st.Mode(), err)
		}
	})
}

// TestErasedSourceIsUnreadable holds that contents die with their source's key and the register still verifies.
func TestErasedSourceIsUnreadable(t *testing.T) {
	both(t, func(t *testing.T) {
		h := open(t)
		id := h.record("src", "title", "text", level(label.Restricted))
		read := func() ([]byte, error) {
			var b []byte
			_, err := h.Read(context.Background(), as(trusted()), func(v *store.View) (err error) {
				b, err = v.Content(id, "raw")
				return err
			})
			return b, err
		}
		if b, err := read(); err != nil || string(b) != "text" {
			t.Fatalf("%q %v", b, err)
		}
		keys, err := filepath.Glob(filepath.Join(h.cfg.Dir, "keys", "*.key"))
		if err != nil || len(keys) != 1 {
			t.Fatal(keys, err)
		}
		if err := os.Remove(keys[0]); err != nil {
			t.Fatal(err)
		}
		if b, err := read(); !isMissing(err) {
			t.Errorf("erased content gives %q %v", b, err)
		}
		h.clean()
	})
}

// TestRemoveLeavesProof holds that a removed row is gone and the register keeps that it was there.
func TestRemoveLeavesProof(t *testing.T) {
	both(t, func(t *testing.T) {
		h := open(t)
		id := h.record("src", "title", "unusual words", level(label.Restricted))
		h.act(func(tx *store.Tx) error { return tx.Remove("record", id) })
		if got := h.mustSee(trusted(), `SELECT id FROM record`); got != "[]" {
			t.Errorf("still there: %s", got)
		}
		if got := h.mustSee(trusted(), `SELECT id FROM search WHERE query MATCH 'unusual'`); got != "[]" {
			t.Errorf("still found: %s", got)
		}
		h.clean()
	})
}

// TestAuthorCannotChangeWhatTheyCannotSee holds that an act writes through its author's eyes.
func TestAuthorCannotChangeWhatTheyCannotSee(t *testing.T) {
	both(t, func(t *testing.T) {
		h := open(t)
		h.dossier("d", "title", level(label.Secret))
		for name, change := range map[string]func(*store.Tx) error{
			"append": func(tx *store.Tx) error { return tx.Append("dossier", "d", nil, store.Row{"title": "x"}) },
			"remove": func(tx *store.Tx) error { return tx.Remove("dossier", "d") },
			"absent": func(tx *store.Tx) error { return tx.Remove("dossier", "nothing") },
		} {
			w := h.Write(context.Background(), register.Act{Actor: "p", Kind: "test"}, as(cleared(label.Restricted)), change)
			if !isMissing(w.Err) {
				t.Errorf("%s gives %v", name, w.Err)
			}
		}
		h.clean()
	})
}
