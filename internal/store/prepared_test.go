package store_test

import (
	"context"
	"fmt"
	"testing"

	"schild/internal/store"
	"schild/label"
)

// TestWhatTheHousePreparedIsTheHouses holds that a caller who asks in the house's own words is refused, on every connection
// on which the house has prepared them.
func TestWhatTheHousePreparedIsTheHouses(t *testing.T) {
	both(t, func(t *testing.T) {
		h := open(t)
		h.act(func(tx *store.Tx) error { return tx.Insert("person", "anna", label.Label{}, personRow()) })
		who := func(l *store.Lookup) (store.Binding, error) {
			_, err := l.Person("anna")
			return store.Binding{Person: "anna", Clearance: trusted()}, err
		}
		for range 20 {
			_, err := h.Read(t.Context(), who, func(v *store.View) error {
				var p []store.Staff
				if err := v.Select(&p, store.PersonQuery, "anna"); err == nil || len(p) > 0 {
					t.Errorf("a caller reads %+v", p)
				}
				return nil
			})
			if err != nil {
				t.Fatal(err)
			}
		}
	})
}

// TestKeptStatementServesTheReaderOfTheMoment asks the same words for many readers, as of now and as of then, in changing order.
func TestKeptStatementServesTheReaderOfTheMoment(t *testing.T) {
	both(t, func(t *testing.T) {
		h := open(t)
		h.dossier("a", "low", level(label.Restricted))
		then := h.clock.Load()
		h.dossier("b", "high", level(label.Secret))
		low, high := cleared(label.Restricted), cleared(label.Secret)
		for i := range 100 {
			b, want := store.Binding{Person: "r", Clearance: low}, "[low]"
			switch i % 7 % 4 {
			case 1:
				b, want = store.Binding{Person: "r", Clearance: high}, "[low high]"
			case 2:
				b, want = store.Binding{Person: "r", Clearance: high, AsOf: then}, "[low]"
			case 3:
				b, want = store.Binding{Person: "r", Clearance: high, Blind: true}, "[]"
			}
			got, err := h.seeAs(b, `SELECT title FROM dossier ORDER BY id`)
			if err != nil || fmt.Sprint(got) != want {
				t.Fatalf("%+v sees %v, want %s (%v)", b, got, want, err)
			}
		}
	})
}

// TestManyStatements asks more different things than a connection keeps, and goes on after reads that were given up.
func TestManyStatements(t *testing.T) {
	both(t, func(t *testing.T) {
		h := open(t)
		h.dossier("a", "low", level(label.Restricted))
		for i := range 700 {
			ctx, cancel := context.WithCancel(t.Context())
			var n []int
			_, err := h.Read(ctx, as(trusted()), func(v *store.View) error {
				if i%5 == 0 {
					cancel()
				}
				return v.Select(&n, fmt.Sprintf(`SELECT %d + count(*) FROM dossier`, i))
			})
			cancel()
			if i%5 == 0 {
				if err == nil {
					t.Fatalf("%d: a read that was given up gives %v", i, n)
				}
				continue
			}
			if err != nil || len(n) != 1 || n[0] != i+1 {
				t.Fatalf("%d: %v %v", i, n, err)
			}
		}
	})
}

func personRow() store.Row {
	return store.Row{"name": "Anna", "organisation": "own", "outside": 0, "lang": "nl", "roles": "analyst", "level": 3, "compartments": "A", "circles": "", "memberships": "", "account": "", "active": 1}
}
