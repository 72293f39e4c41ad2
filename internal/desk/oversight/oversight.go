// Package oversight is the desk of those who check: the register's acts, its export, its verification.
//
// Laws it keeps:
//   - An auditor sees every act and no content; everyone else sees their own acts.
//   - Chronological numbers are shown to those who keep or check the register only.
package oversight

import (
	"context"
	"fmt"

	"schild/fault"
	"schild/internal/office"
	"schild/internal/store"
	"schild/register"
)

// Act is one line of the register as a reader may see it.
type Act struct {
	ID      string `db:"id"`
	N       *int64 `db:"n"` // nil for readers who may not see the order
	At      int64  `db:"at"`
	Actor   string `db:"actor"`
	Name    string `db:"name"`
	Kind    string `db:"kind"`
	Outcome string `db:"outcome"`
	Dossier string `db:"dossier"`
}

// Filter narrows the register. Before, the moment of the last act seen, continues a list; no two acts have one moment.
type Filter struct {
	Actor, Kind, Outcome string
	Before               int64
	Limit                int
}

// Desk shows and checks the register.
type Desk struct{ Office *office.Office }

const columns = `a.id, a.n, a.at, a.actor, coalesce(p.name, a.actor) AS name, a.kind, a.outcome, a.dossier`

// Acts lists acts, newest first. What narrows the list is written out, and so is that most readers see their own acts only:
// each has an index that leads to its few.
func (d *Desk) Acts(v *store.View, f Filter) ([]Act, error) {
	if f.Limit <= 0 || f.Limit > 500 {
		f.Limit = 100
	}
	if f.Before == 0 {
		f.Before = 1 << 62
	}
	if f.Actor == "" && !v.SeesRegister() {
		f.Actor = v.Person()
	}
	where, args := `a.at < $1`, []any{f.Before}
	for _, c := range [][2]string{{"actor", f.Actor}, {"kind", f.Kind}, {"outcome", f.Outcome}} {
		if c[1] != "" {
			args = append(args, c[1])
			where += fmt.Sprintf(` AND a.%s = $%d`, c[0], len(args))
		}
	}
	if f.Outcome != "" && f.Outcome != "done" {
		where += ` AND a.outcome <> 'done'` // the words of the index on what did not happen
	}
	var out []Act
	return out, v.Select(&out, fmt.Sprintf(`SELECT %s FROM act AS a LEFT JOIN person AS p ON p.id = a.actor WHERE %s ORDER BY a.at DESC, a.id LIMIT $%d`, columns, where, len(args)+1),
		append(args, f.Limit)...)
}

// Act gives one act with what the register sealed of it; the rows it changed only to those who keep or check the register.
func (d *Desk) Act(v *store.View, id string) (Act, register.Act, error) {
	var a Act
	if err := v.Get(&a, `SELECT `+columns+` FROM act AS a LEFT JOIN person AS p ON p.id = a.actor WHERE a.id = $1`, id); err != nil {
		return a, register.Act{}, err
	}
	if v.Controls() { // what a control body looks into is its own to know
		v.Opened("act", id, 0)
	}
	full, err := v.Act(id)
	if a.N == nil {
		full.Changes = nil // an act may have reached further than its author sees
	}
	return a, full, err
}

// Receipt gives the proof that an act stands in the register, as a .tlog-proof file for whoever it concerns. With disclose
// its holder can read the act; without, only that there was one.
func (d *Desk) Receipt(v *store.View, id string, disclose bool) (string, error) {
	p, err := v.Proof(id, disclose)
	if err != nil {
		return "", err
	}
	return p.String(), nil
}

// Policy gives the file by which outsiders check receipts and exports.
func (d *Desk) Policy() string {
	return register.Policy{Logs: []string{d.Office.Store().Verifier()}}.String()
}

// Verify checks the whole database against its register, and the register against checkpoints kept from before. It is no
// act: it must work when the register takes none.
func (d *Desk) Verify(ctx context.Context, progress func(done, all int64), earlier ...[]byte) ([]register.Problem, error) {
	return d.Office.Store().Audit(ctx, progress, earlier...)
}

// Export writes the register's tiles, bundles, checkpoint and policy through write; it is an act of whoever asks.
func (d *Desk) Export(ctx context.Context, by office.Person, write func(path string, b []byte) error) error {
	if _, err := d.Office.Do(ctx, by, office.Act{Kind: "register.export"}, func(*store.Tx) error { return nil }); err != nil {
		return err
	}
	s := d.Office.Store()
	err := s.Export(ctx, func(src *store.Source) error {
		return register.Export(write, src.Tree(s.Verifier()))
	})
	if err != nil {
		return fault.Wrap(err, fault.KindOf(err), "register.export")
	}
	return nil
}
