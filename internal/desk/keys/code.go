package keys

import (
	"context"
	"slices"

	"schild/fault"
	"schild/internal/office"
	"schild/internal/store"
)

// mostTries is how many wrong halves end a code.
const mostTries = 5

// Redeem takes a code: the login of a person and the two halves, in either order. The person may then enrol a key and do nothing else.
// Every refusal is the same, whether there is such a person or a code at all.
func (d *Desk) Redeem(ctx context.Context, person string, halves [2]string) (office.Person, error) {
	by := office.Person{ID: person}
	wrong := fault.New(fault.Refused, "code.refused")
	right := false
	if len(person) > 64 || len(halves[0])+len(halves[1]) > 64 {
		return by, wrong
	}
	first, second := office.HashHalf(halves[0]), office.HashHalf(halves[1])
	_, err := d.Office.Do(ctx, by, office.Act{Kind: "code.use", Objects: []string{"person:" + person}}, func(tx *store.Tx) error {
		codes, err := tx.House().OpenCodes()
		if err != nil {
			return err
		}
		i := slices.IndexFunc(codes, func(c store.Code) bool { return c.Person == person && tx.At() <= c.Until })
		if i < 0 {
			return wrong
		}
		if _, err := tx.All("keys"); err != nil {
			return err
		}
		c := codes[i]
		if right = c.First == first && c.Second == second || c.First == second && c.Second == first; right {
			return tx.Append("code", c.ID, nil, store.Row{"state": "used"})
		}
		state := "open"
		if c.Tries+1 >= mostTries {
			state = "spent"
		}
		return tx.Append("code", c.ID, nil, store.Row{"tries": c.Tries + 1, "state": state})
	})
	switch {
	case fault.Is(err, fault.Broken):
		return office.Person{}, err
	case err != nil, !right:
		return office.Person{}, wrong
	}
	return by, nil
}
