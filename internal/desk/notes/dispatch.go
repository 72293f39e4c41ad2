package notes

import (
	"context"

	"schild/fault"
	"schild/internal/office"
	"schild/internal/store"
	"schild/note"
)

// Dispatch is one copy of a note for one addressee.
type Dispatch struct {
	ID           string `db:"id"`
	Version      int64  `db:"version"`
	Label        int64  `db:"label"`
	Registered   int64  `db:"registered"`
	Note         string `db:"note"`
	Copy         int    `db:"copy"`
	Copies       int    `db:"copies"`
	Name         string `db:"name"`
	Function     string `db:"function"`
	Organisation string `db:"organisation"`
	Country      string `db:"country"`
	Lang         string `db:"lang"`
	State        string `db:"state"` // sent | received | recalled | confirmed
	SHA256       string `db:"sha256"`
	Receipt      string `db:"receipt"` // how the addressee confirmed
	Reason       string `db:"reason"`  // why it was recalled
}

// The states a dispatch has beside sent and recalled.
const (
	received  = "received"  // the addressee confirmed that the copy arrived
	confirmed = "confirmed" // the addressee confirmed that the recalled copy was returned or destroyed
)

const dispatchColumns = `id, version, label, registered, note, copy, copies, name, function, organisation, country, lang, state, sha256, receipt, reason`

// Dispatches gives the copies of a note, by number.
func (d *Desk) Dispatches(v *store.View, note string) ([]Dispatch, error) {
	var out []Dispatch
	err := v.Select(&out, `SELECT `+dispatchColumns+` FROM dispatch WHERE note = $1 ORDER BY copy, id`, note)
	for _, x := range out {
		v.Opened("dispatch", x.ID, x.Label)
	}
	return out, err
}

// Unconfirmed gives the copies that wait for a receipt, sent or recalled, oldest first.
func (d *Desk) Unconfirmed(v *store.View) ([]Dispatch, error) {
	var out []Dispatch
	err := v.Select(&out, `SELECT `+dispatchColumns+` FROM dispatch WHERE state IN ('sent', 'recalled') ORDER BY registered, id LIMIT 200`)
	for _, x := range out {
		v.Opened("dispatch", x.ID, x.Label)
	}
	return out, err
}

// Confirm records what an addressee confirmed: that the copy arrived, or, once it is recalled, that it is back or
// destroyed. How says so: the slip's date, who signed it.
func (d *Desk) Confirm(ctx context.Context, by office.Person, dispatch, how string) (office.Receipt, error) {
	if !words(how) {
		return office.Receipt{}, fault.New(fault.Invalid, "note.receipt.needed")
	}
	return d.Office.Do(ctx, by, office.Act{Kind: "note.receipt", Objects: []string{"dispatch:" + dispatch}}, func(tx *store.Tx) error {
		var x Dispatch
		if err := tx.Get(&x, `SELECT `+dispatchColumns+` FROM dispatch WHERE id = $1`, dispatch); err != nil {
			return err
		}
		next, waits := map[string]string{sent: received, recalled: confirmed}[x.State]
		if !waits {
			return fault.New(fault.Conflict, "note.receipt.done", "copy", itoa(x.Copy))
		}
		if x.Receipt != "" {
			how = x.Receipt + "\n" + how
		}
		return tx.Append("dispatch", dispatch, nil, store.Row{"state": next, "receipt": how})
	})
}

// Copy prints one copy again, as it left: the same bytes, or fault.Broken when they can no longer be made.
func (d *Desk) Copy(v *store.View, dispatch string) (Dispatch, []byte, error) {
	var x Dispatch
	if err := v.Get(&x, `SELECT `+dispatchColumns+` FROM dispatch WHERE id = $1`, dispatch); err != nil {
		return x, nil, err
	}
	n, err := d.Note(v, x.Note)
	if err != nil {
		return x, nil, err
	}
	lookup, err := thaw(n.body.Sources)
	if err != nil {
		return x, nil, err
	}
	if x.Copy < 1 || x.Copy > len(n.Draft.Addressees) {
		return x, nil, fault.New(fault.Broken, "note.copy.differs")
	}
	pdf, err := printed(note.Print{Draft: n.Draft, Cited: lookup, To: n.Draft.Addressees[x.Copy-1], Copy: x.Copy, Copies: x.Copies,
		Service: n.body.Service, Own: n.body.Own})
	if err != nil {
		return x, nil, err
	}
	if digest(pdf) != x.SHA256 {
		return x, nil, fault.New(fault.Broken, "note.copy.differs")
	}
	return x, pdf, nil
}

// Proof prints a note that is not sent yet, as the first addressee would get it, for the reader who approves.
func (d *Desk) Proof(v *store.View, id string) ([]byte, error) {
	n, err := d.Note(v, id)
	if err != nil {
		return nil, err
	}
	sources, err := resolve(v, n.Draft.Refs())
	if err != nil {
		return nil, err
	}
	p := note.Print{Draft: n.Draft, Cited: sources.lookup, Copy: 1, Copies: max(1, len(n.Draft.Addressees)), Service: d.service(n.Lang), Own: d.own()}
	if len(n.Draft.Addressees) > 0 {
		p.To = n.Draft.Addressees[0]
	}
	return printed(p)
}
