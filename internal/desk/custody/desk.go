package custody

import (
	"strings"

	"schild/fault"
	"schild/internal/office"
	"schild/internal/store"
	"schild/label"
)

// Desk lowers and raises labels.
type Desk struct {
	Office *office.Office
	Own    string          // token of our own organisation among originators; "" = "own"
	Kinds  map[string]Kind // what can be relabelled, by table
}

// Kind is what the desk that keeps a kind of thing does when its label changes.
type Kind struct {
	Relabel func(tx *store.Tx, id string, to label.Label) error // in the act: the thing and every row that bears its label
	Settled func(id string, from, to label.Label)               // after it is durable; nil = nothing to do
}

// Subject names a thing: a table (record, statement, note) and an id.
type Subject struct{ Table, ID string }

// String gives "record:ID", as the register names it.
func (s Subject) String() string { return s.Table + ":" + s.ID }

// ParseSubject reads what String wrote.
func ParseSubject(text string) Subject {
	table, id, _ := strings.Cut(text, ":")
	return Subject{table, id}
}

func (d *Desk) own() string {
	if d.Own == "" {
		return "own"
	}
	return d.Own
}

// change is one thing put under another label in an act, to be settled after it.
type change struct {
	subject  Subject
	from, to label.Label
}

// bears gives the version of a thing and what it bears, as a view shows it.
func (d *Desk) bears(v *store.View, s Subject) (version int64, l label.Label, err error) {
	if _, ok := d.Kinds[s.Table]; !ok {
		return 0, l, fault.New(fault.Missing, "missing")
	}
	var row struct {
		Version int64 `db:"version"`
		Label   int64 `db:"label"`
	}
	if err := v.Get(&row, `SELECT version, label FROM `+s.Table+` WHERE id = $1`, s.ID); err != nil {
		return 0, l, err
	}
	return row.Version, v.Label(row.Label), nil
}

// noList refuses a published list, whose editions and entries bear its label: it is added anew under the right one.
func noList(v *store.View, s Subject) error {
	if s.Table != "record" {
		return nil
	}
	var kind string
	err := v.Get(&kind, `SELECT kind FROM record WHERE id = $1`, s.ID)
	if err == nil && kind == "list" {
		err = fault.New(fault.Refused, "custody.list")
	}
	return err
}

// settle tells the desks what changed, once it is durable.
func (d *Desk) settle(changes []change, err error) {
	if err != nil {
		return
	}
	for _, c := range changes {
		if f := d.Kinds[c.subject.Table].Settled; f != nil {
			f(c.subject.ID, c.from, c.to)
		}
	}
}

// floor gives the least that a thing may bear: what it was made from, whoever may see that.
func floor(all *store.View, s Subject) (label.Label, error) {
	q := map[string]string{
		"statement": `SELECT r.label FROM statement AS st JOIN record AS r ON r.id = st.record WHERE st.id = $1`,
		"note": `SELECT r.label FROM citation AS c JOIN record AS r ON r.id = c.record WHERE c.note = $1
			UNION SELECT st.label FROM citation AS c JOIN statement AS st ON st.id = c.statement WHERE c.note = $2`,
	}[s.Table]
	out := label.Bottom()
	if q == "" {
		return out, nil
	}
	args := []any{s.ID, s.ID}
	var nos []int64
	if err := all.Select(&nos, q, args[:strings.Count(q, "$")]...); err != nil {
		return out, err
	}
	for _, no := range nos {
		out = label.Join(out, all.Label(no))
	}
	return out, nil
}
