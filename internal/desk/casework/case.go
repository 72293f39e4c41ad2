package casework

import (
	"time"

	"schild/fault"
	"schild/internal/store"
	"schild/label"
	"schild/procedure"
)

// Case is one case as a reader may see it.
type Case struct {
	ID         string `db:"id"`
	Version    int64  `db:"version"`
	Label      int64  `db:"label"`
	Act        string `db:"act"`
	Registered int64  `db:"registered"`
	Reference  string `db:"reference"`
	Procedure  string `db:"procedure"`
	Hash       string `db:"file"`
	Stage      string `db:"stage"`
	Kept       string `db:"state"`
	Ended      bool   `db:"ended"`
	Steps      int    `db:"steps"`
	Opener     string `db:"opener"`
	Owner      string `db:"owner"` // who has it in hand; "" = nobody yet
	Dossier    string `db:"dossier"`
	Parent     string `db:"parent"` // the case whose step began it
	Opened     int64  `db:"opened"`
	Title      string `db:"title"`   // "" once erased
	Answers    string `db:"answers"` // "" once erased
}

const caseSelect = `SELECT c.id, c.version, c.label, c.act, c.registered, c.reference, c.procedure, c.file, c.stage, c.state, c.ended, c.steps, c.opener, c.owner,
	c.dossier, c.parent, c.opened, coalesce(f.title, '') AS title, coalesce(f.answers, '') AS answers FROM cases AS c LEFT JOIN form AS f ON f.id = c.id `

// Erased tells whether what was filled in is gone.
func (c Case) Erased() bool { return c.Answers == "" }

// Case gives one case, fault.Missing when the reader sees none by that id.
func (d *Desk) Case(v *store.View, id string) (Case, error) {
	var c Case
	if err := v.Get(&c, caseSelect+`WHERE c.id = $1`, id); err != nil {
		return c, err
	}
	v.Opened("cases", c.ID, c.Label)
	return c, nil
}

// State gives where a case stands, and the machine that steps it.
func (d *Desk) State(c Case) (procedure.Machine, procedure.State, error) {
	f, err := d.File(c.Hash)
	if err != nil {
		return procedure.Machine{}, procedure.State{}, err
	}
	answers := c.Answers
	if answers == "" {
		answers = "{}"
	}
	s, err := f.Restore([]byte(c.Kept), []byte(answers))
	return d.machine(f), s, err
}

// Filter narrows a list of cases.
type Filter struct {
	Procedure string
	Dossier   string
	Parent    string
	Ended     bool
	From      int
	Limit     int
}

// Cases gives the cases the reader may see, newest first.
func (d *Desk) Cases(v *store.View, f Filter) ([]Case, error) {
	if f.Limit <= 0 {
		f.Limit = 50
	}
	where, args := `WHERE c.ended = $1`, []any{f.Ended}
	switch {
	case f.Procedure != "":
		where, args = `WHERE c.procedure = $1 AND c.ended = $2`, []any{f.Procedure, f.Ended}
	case f.Dossier != "":
		where, args = `WHERE c.dossier = $1 AND c.dossier <> ''`, []any{f.Dossier}
	case f.Parent != "":
		where, args = `WHERE c.parent = $1 AND c.parent <> ''`, []any{f.Parent}
	}
	n := string(rune('1' + len(args)))
	m := string(rune('2' + len(args)))
	var out []Case
	err := v.Select(&out, caseSelect+where+` ORDER BY c.opened DESC, c.id LIMIT $`+n+` OFFSET $`+m, append(args, f.Limit, f.From)...)
	for _, c := range out {
		v.Opened("cases", c.ID, c.Label)
	}
	return out, err
}

// ByReference gives the case with a reference as it stands on letters.
func (d *Desk) ByReference(v *store.View, reference string) (Case, error) {
	var id string
	if err := v.Get(&id, `SELECT id FROM cases WHERE reference = $1`, reference); err != nil {
		return Case{}, err
	}
	return d.Case(v, id)
}

// moment reads UTC microseconds.
func moment(at int64) time.Time { return time.UnixMicro(at).UTC() }

// public is the label of what is nobody’s secret: a file of the law.
func public() label.Label { return label.Bottom() }

// get reads a case inside an act, as its author or, for the clock, as the house sees it.
func get(v *store.View, id string) (Case, error) {
	var c Case
	err := v.Get(&c, caseSelect+`WHERE c.id = $1`, id)
	if fault.Is(err, fault.Missing) {
		return c, fault.New(fault.Missing, "casework.missing")
	}
	return c, err
}
