package notes

import "schild/internal/store"

// Handed gives what an addressee is handed beside a copy: a .tlog-proof file that proves, to whoever has the register's policy and
// without the house, that the act of sending stands in the register, and with it the digest of this copy. It tells the copy's
// place in the register's order: only who may see that order can hand one out.
func (d *Desk) Handed(v *store.View, dispatch string) (Dispatch, string, error) {
	var x Dispatch
	if err := v.Get(&x, `SELECT `+dispatchColumns+` FROM dispatch WHERE id = $1`, dispatch); err != nil {
		return x, "", err
	}
	v.Opened("dispatch", x.ID, x.Label)
	first, err := v.First("dispatch", x.ID)
	if err != nil {
		return x, "", err
	}
	p, err := v.Proof(first.Act, true)
	return x, p.String(), err
}
