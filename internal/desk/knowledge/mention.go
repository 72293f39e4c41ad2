package knowledge

import (
	"slices"

	"schild/fact"
	"schild/fault"
	"schild/internal/store"
	"schild/label"
)

// Mention is a name found in a record's text: a proposal until a person decides. State is proposed, accepted, rejected, or
// more: from its place on, names were left out.
type Mention struct {
	ID        string `db:"id"`
	Version   int64  `db:"version"`
	Label     int64  `db:"label"`
	Act       string `db:"act"`
	Record    string `db:"record"`
	Part      int    `db:"part"`
	Start     int    `db:"start"`
	End       int    `db:"ending"`
	Written   string `db:"written"`
	Entity    string `db:"entity"`
	Name      string `db:"name"` // the name statement it matched
	State     string `db:"state"`
	Reason    string `db:"reason"`
	Statement string `db:"statement"` // what it became, when accepted
}

// mentionSelect reads mentions whose record and name the reader sees as well: when one of them is put under a stricter
// label, or goes, the mention follows.
const mentionSelect = `SELECT m.id, m.version, m.label, m.act, m.record, m.part, m.start, m.ending, m.written, m.entity, m.name, m.state, m.reason,
	m.statement FROM mention AS m JOIN record AS r ON r.id = m.record JOIN statement AS st ON st.id = m.name `

// Mentions lists the mentions in a record, in the order of the text. Of undecided twins the less strict shows.
func (d *Desk) Mentions(v *store.View, record string) ([]Mention, error) {
	var all []Mention
	if err := v.Select(&all, mentionSelect+`WHERE m.record = $1 ORDER BY m.part, m.start, m.ending, m.entity, m.state, m.id`, record); err != nil {
		return nil, err
	}
	labels := map[int64]label.Label{}
	for _, m := range all {
		labels[m.Label] = v.Label(m.Label)
	}
	var out []Mention
	for from := 0; from < len(all); {
		to := from + 1
		for to < len(all) && twins(all[from], all[to]) {
			to++
		}
		out = append(out, shown(all[from:to], labels)...)
		from = to
	}
	return out, nil
}

func twins(a, b Mention) bool {
	return a.Part == b.Part && a.Start == b.Start && a.End == b.End && a.Entity == b.Entity
}

// shown leaves out of twins each that another stands for: one no stricter that is decided, or that is as undecided.
func shown(ms []Mention, labels map[int64]label.Label) []Mention {
	if len(ms) == 1 {
		return ms
	}
	stands := func(a, b int) bool { // ms[a] stands for ms[b]
		la, lb := labels[ms[a].Label], labels[ms[b].Label]
		open := ms[a].State == "proposed" && ms[b].State != "proposed"
		return a != b && !open && lb.Dominates(la) && (la != lb || ms[a].State != ms[b].State || a < b)
	}
	var out []Mention
	for i := range ms {
		if !slices.ContainsFunc(seq(len(ms)), func(j int) bool { return stands(j, i) }) {
			out = append(out, ms[i])
		}
	}
	return out
}

func seq(n int) []int {
	out := make([]int, n)
	for i := range out {
		out[i] = i
	}
	return out
}

// Scan proposes the mentions in a new record, inside the act that receives it: so it knows every name stated by an
// earlier act, and none is missed.
func (d *Desk) Scan(tx *store.Tx, record fact.ID, l label.Label, texts []string) error {
	select {
	case <-d.loaded:
	default:
		return fault.New(fault.Late, "names.loading") // whoever calls waits with Ready before the act
	}
	if d.err != nil {
		return fault.Wrap(d.err, fault.Broken, "names.loading")
	}
	return d.propose(tx, record, d.Find(texts, l))
}

// propose writes mentions as proposals.
func (d *Desk) propose(tx *store.Tx, record fact.ID, found []Found) error {
	found, err := standing(tx, found)
	if err != nil {
		return err
	}
	for _, f := range found {
		id, err := tx.NewID()
		if err != nil {
			return err
		}
		state := "proposed"
		if f.More {
			state = "more"
		}
		row := store.Row{"record": record, "part": f.Part, "start": f.Start, "ending": f.End, "written": f.Written, "entity": f.Entity,
			"name": f.Statement, "state": state, "reason": "", "statement": ""}
		if err := tx.Insert("mention", string(id), f.Label, row); err != nil {
			return err
		}
	}
	return nil
}

// standing leaves out names that were being stated in an act that failed. Nearly every name is settled, and not looked at.
func standing(tx *store.Tx, found []Found) ([]Found, error) {
	if !slices.ContainsFunc(found, func(f Found) bool { return !f.settled }) {
		return found, nil
	}
	all, err := tx.All("names")
	if err != nil {
		return nil, err
	}
	var out []Found
	for _, f := range found {
		if !f.settled {
			err := all.Get(new(string), `SELECT id FROM statement WHERE id = $1`, string(f.Statement))
			if fault.Is(err, fault.Missing) {
				continue
			}
			if err != nil {
				return nil, err
			}
		}
		out = append(out, f)
	}
	return out, nil
}
