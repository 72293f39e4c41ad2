package notes

import (
	"slices"

	"schild/fault"
	"schild/internal/store"
)

// Node is one thing on a trail: a record, a statement of it, a note that cites it, or a copy somebody received.
type Node struct {
	Kind      string // record | statement | note | dispatch
	ID        string
	Caption   string // title, value, or the addressee
	Reference string // the record's or note's reference, the statement's property, "2/5" of a copy
	State     string // recalled or "" of a source; of a note and a copy as they are
	Receipt   string // how an addressee confirmed
	Label     int64
	At        int64
	From      []string // ids of the nodes before it on the way
}

// Trail is the way from records to those who were told, as one reader may see it: records, then statements, notes,
// copies, each in a fixed order.
type Trail struct {
	Kind, ID string // what was asked for: record, statement or note
	Nodes    []Node
	Unused   int // further statements of the record, in this reader's view, that no note cites
}

// Trail gives the way of a record, a statement or a note. What a recall of it would touch is what stands right of it.
func (d *Desk) Trail(v *store.View, id string) (Trail, error) {
	t := &trail{View: v, Trail: Trail{ID: id}}
	if err := t.walk(id); err != nil {
		return Trail{}, err
	}
	for _, n := range t.Nodes {
		v.Opened(n.Kind, n.ID, n.Label)
	}
	return t.Trail, nil
}

type trail struct {
	*store.View
	Trail
}

// walk finds out what the id is and gathers what is around it.
func (t *trail) walk(id string) error {
	s, err := resolveOne(t.View, id)
	where, args := `c.note = $1`, []any{id}
	switch {
	case err == nil && s.statement != "":
		t.Kind, where = "statement", `c.statement = $1`
	case err == nil:
		t.Kind, where = "record", `c.record = $1`
	case fault.Is(err, fault.Missing):
		t.Kind = "note"
	default:
		return err
	}
	var links []link
	err = t.Select(&links, `SELECT c.note, c.statement, c.record FROM citation AS c JOIN note AS n ON n.id = c.note WHERE `+where+` ORDER BY c.note, c.record, c.statement, c.id`, args...)
	if err != nil {
		return err
	}
	switch t.Kind {
	case "record":
		links = append(links, link{Record: id})
	case "statement":
		links = append(links, link{Record: s.record, Statement: id})
	default:
		links = append(links, link{Note: id})
	}
	return t.gather(links)
}

// link is one citation.
type link struct {
	Note      string `db:"note"`
	Statement string `db:"statement"`
	Record    string `db:"record"`
}

func (t *trail) gather(links []link) error {
	for _, step := range []func([]link) error{t.records, t.statements, t.notes, t.copies, t.unused} {
		if err := step(links); err != nil {
			return err
		}
	}
	if len(t.Nodes) == 0 {
		return fault.New(fault.Missing, "missing")
	}
	return nil
}

// each calls f once for each id that get gives of the links, in order.
func each(links []link, get func(link) string, f func(id string) error) error {
	var ids []string
	for _, l := range links {
		if id := get(l); id != "" {
			ids = append(ids, id)
		}
	}
	slices.Sort(ids)
	for _, id := range slices.Compact(ids) {
		if err := ignoreMissing(f(id)); err != nil {
			return err
		}
	}
	return nil
}

func (t *trail) records(links []link) error {
	return each(links, func(l link) string { return l.Record }, func(id string) error {
		return t.add("record", nil, `SELECT id, label, registered, title AS caption, reference, '' AS state, '' AS receipt FROM record WHERE id = $1`, id)
	})
}

func (t *trail) statements(links []link) error {
	return each(links, func(l link) string { return l.Statement }, func(id string) error {
		var record string
		if err := t.Get(&record, `SELECT record FROM statement WHERE id = $1`, id); err != nil {
			return err
		}
		return t.add("statement", []string{record}, `SELECT id, label, registered, value AS caption, property AS reference, '' AS state, '' AS receipt FROM statement WHERE id = $1`, id)
	})
}

func (t *trail) notes(links []link) error {
	return each(links, func(l link) string { return l.Note }, func(id string) error {
		var from []string
		for _, l := range links {
			switch {
			case l.Note != id:
			case l.Statement != "":
				from = append(from, l.Statement)
			case l.Record != "":
				from = append(from, l.Record)
			}
		}
		return t.add("note", from, `SELECT id, label, registered, title AS caption, reference, state, '' AS receipt FROM note WHERE id = $1`, id)
	})
}

func (t *trail) copies(links []link) error {
	return each(links, func(l link) string { return l.Note }, func(id string) error {
		var ids []string
		if err := t.Select(&ids, `SELECT id FROM dispatch WHERE note = $1 ORDER BY copy, id`, id); err != nil {
			return err
		}
		for _, copy := range ids {
			err := t.add("dispatch", []string{id}, `SELECT id, label, registered, CASE WHEN name = '' THEN organisation ELSE name || ', ' || organisation END AS caption,
				copy || '/' || copies AS reference, state, receipt FROM dispatch WHERE id = $1`, copy)
			if err != nil {
				return err
			}
		}
		return nil
	})
}

// unused counts the statements of the record asked for that no note cites.
func (t *trail) unused([]link) error {
	if t.Kind != "record" {
		return nil
	}
	return t.Get(&t.Unused, `SELECT count(*) FROM statement AS st WHERE st.record = $1 AND NOT EXISTS (SELECT 1 FROM citation AS c WHERE c.statement = st.id)`, t.ID)
}

// add reads one node.
func (t *trail) add(kind string, from []string, query, id string) error {
	var row struct {
		ID         string `db:"id"`
		Label      int64  `db:"label"`
		Registered int64  `db:"registered"`
		Caption    string `db:"caption"`
		Reference  string `db:"reference"`
		State      string `db:"state"`
		Receipt    string `db:"receipt"`
	}
	if err := t.Get(&row, query, id); err != nil {
		return err
	}
	if kind == "record" || kind == "statement" {
		switch gone, err := isRecalled(t.View, append(from, id)[0], id); {
		case err != nil:
			return err
		case gone:
			row.State = recalled
		}
	}
	t.Nodes = append(t.Nodes, Node{Kind: kind, ID: row.ID, Caption: row.Caption, Reference: row.Reference, State: row.State, Receipt: row.Receipt,
		Label: row.Label, At: row.Registered, From: from})
	return nil
}
