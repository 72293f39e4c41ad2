package store_test

import (
	"errors"
	"fmt"
	"sync"
	"testing"

	"schild/fault"
	"schild/internal/store"
	"schild/label"
	"schild/register"
)

// TestActsThatGoAlone holds that an act with a transaction of its own is whole or nothing, in the register when done or
// refused, and disturbs none beside it.
func TestActsThatGoAlone(t *testing.T) {
	both(t, func(t *testing.T) {
		h := open(t)
		boom := errors.New("boom")
		var all sync.WaitGroup
		gate := make(chan struct{})
		for i := range 40 {
			all.Go(func() {
				<-gate
				kind := []string{"test", "list.add"}[i%2]
				w := h.Write(t.Context(), register.Act{Actor: "p", Kind: kind}, as(trusted()), func(tx *store.Tx) error {
					l := label.Label{Level: label.Secret, Circles: label.NewSet(fmt.Sprint("desk:", i))}
					if err := tx.Insert("dossier", fmt.Sprint("d", i), l, dossierRow("x")); err != nil {
						return err
					}
					switch i % 10 {
					case 3:
						return boom
					case 5:
						return fault.New(fault.Refused, "some.rule")
					}
					return nil
				})
				if errors.Is(w.Err, boom) != (i%10 == 3) || fault.Is(w.Err, fault.Refused) != (i%10 == 5) || w.Done != (i%10 != 3) {
					t.Errorf("act %d: %+v", i, w)
				}
			})
		}
		close(gate)
		all.Wait()
		if h.Size() != 36 {
			t.Errorf("the register has %d entries", h.Size())
		}
		got, err := h.seeAs(store.Binding{Person: "p", Blind: true}, `SELECT id FROM act WHERE outcome = 'refused'`)
		if err != nil || len(got) != 4 {
			t.Errorf("%d refused, %v", len(got), err)
		}
		h.clean()
		h.Close()
		h.reopen()
		h.clean()
	})
}
