package custody

import (
	"context"

	"schild/fault"
	"schild/internal/office"
	"schild/internal/store"
	"schild/label"
)

// Buried is a record that nobody may read: what may be called by, how large it is, when it came, and nothing else.
type Buried struct {
	ID, Reference string
	Size          int64
	Registered    int64
}

// Buried lists the records that nobody active may read today, for the registrar: a sender may have bound a label to them that
// nobody holds. It is an act: whoever asks stands in the register.
func (d *Desk) Buried(ctx context.Context, by office.Person) ([]Buried, error) {
	var out []Buried
	_, err := d.Office.Do(ctx, by, office.Act{Kind: "label.unread"}, func(tx *store.Tx) error {
		rs, err := tx.Unread()
		for _, r := range rs {
			out = append(out, Buried{r.ID, r.Reference, r.Size, r.Registered})
		}
		return err
	})
	return out, err
}

// ProposeBlind begins the lowering of a record that nobody may read, on its originator's word. The proposer is not told what it
// bears; two persons lower it, and every originator must have consented.
func (d *Desk) ProposeBlind(ctx context.Context, by office.Person, w Wish) (string, error) {
	if err := d.checkWish(w); err != nil {
		return "", err
	}
	var id string
	act := office.Act{Kind: "label.unread", Objects: []string{w.Subject.String()}, Detail: []string{"after", w.Target.String()}}
	_, err := d.Office.Do(ctx, by, act, func(tx *store.Tx) error {
		from, err := buried(tx, w.Subject)
		if err != nil {
			return err
		}
		if err := d.lower(tx, w, from); err != nil {
			return blindly(err)
		}
		id, err = d.write(tx, w, label.Label{Level: max(w.Target.Level, label.Restricted)}, true)
		return err
	})
	return id, err
}

// buried gives what a record bears that nobody may read; any other is missing.
func buried(tx *store.Tx, s Subject) (label.Label, error) {
	rs, err := tx.Unread()
	for _, r := range rs {
		if s.Table == "record" && r.ID == s.ID {
			return tx.Label(r.Label), err
		}
	}
	if err == nil {
		err = fault.New(fault.Missing, "missing")
	}
	return label.Label{}, err
}

// blindly says that a wish does not fit without saying what the record bears.
func blindly(err error) error {
	if fault.Is(err, fault.Refused) {
		return fault.New(fault.Refused, "custody.blind")
	}
	return err
}
