package registry

import (
	"fmt"
	"strconv"
	"strings"

	"schild/fact"
	"schild/fault"
	"schild/internal/store"
)

// Filter narrows the inbox; an empty field does not.
type Filter struct {
	Source, Status, Desk, Lang string
	Kind                       string // "" = messages and documents, not lists
	Open                       bool   // only records with mentions nobody has decided
	Oldest                     bool   // oldest first; else newest first
	After                      string // a Cursor: the list goes on behind it
	Limit                      int    // 50 when 0, at most 200
}

// Cursor gives the place of a record in a list: its moment and its random id, both of which its reader saw.
func Cursor(r Record) string { return strconv.FormatInt(r.Registered, 36) + "." + r.ID }

// Inbox lists records of the reader's view by the moment they were registered, then by id.
func (d *Desk) Inbox(v *store.View, f Filter) ([]Record, error) {
	w := f.where()
	if err := w.after(f); err != nil {
		return nil, err
	}
	order := " ORDER BY r.registered DESC, r.id LIMIT "
	if f.Oldest {
		order = " ORDER BY r.registered, r.id LIMIT "
	}
	limit := f.Limit
	if limit <= 0 || limit > 200 {
		limit = 50
	}
	return records(v, w.String()+order+w.arg(limit), w.args...)
}

// CountLimit is how far Count counts.
const CountLimit = 1000

// Count counts the records of the reader's view for a filter, wherever its cursor stands; more than CountLimit counts
// as CountLimit+1.
func (d *Desk) Count(v *store.View, f Filter) (int, error) {
	w := f.where()
	q := `SELECT count(*) FROM (SELECT r.id FROM record AS r WHERE ` + w.String() + ` LIMIT ` + w.arg(CountLimit+1) + `) AS counted`
	ns, err := store.Kept[int](v, []string{"record", "source", "mention", "statement"}, q, w.args...)
	if err != nil {
		return 0, err
	}
	return ns[0], nil
}

// Desks lists the desks that records of the reader's view were routed to. It steps from one to the next along their
// index: looking at every record would take as long as the house is old.
func (d *Desk) Desks(v *store.View) ([]string, error) {
	var out []string
	for last := ""; ; {
		var next string
		err := v.Get(&next, `SELECT r.desk FROM record AS r WHERE r.desk > $1 ORDER BY r.desk LIMIT 1`, last)
		if fault.Is(err, fault.Missing) {
			return out, nil
		}
		if err != nil {
			return nil, err
		}
		out, last = append(out, next), next
	}
}

// where is a condition over r with its arguments, numbered in the order of the text.
type where struct {
	strings.Builder
	args []any
}

func (w *where) arg(v any) string {
	w.args = append(w.args, v)
	return fmt.Sprintf("$%d", len(w.args))
}

func (w *where) and(column, value string) {
	if value != "" {
		w.WriteString(" AND r." + column + " = " + w.arg(value))
	}
}

func (f Filter) where() *where {
	w := &where{}
	if f.Kind == "" {
		w.WriteString(`r.kind <> 'list'`)
	} else {
		w.WriteString(`r.kind = ` + w.arg(f.Kind))
	}
	w.and("source", f.Source)
	w.and("status", f.Status)
	w.and("desk", f.Desk)
	w.and("lang", f.Lang)
	if f.Open {
		w.WriteString(` AND EXISTS (SELECT 1 FROM mention AS m JOIN statement AS st ON st.id = m.name WHERE m.record = r.id AND m.state = 'proposed')`)
	}
	return w
}

// after lets the list go on behind a cursor.
func (w *where) after(f Filter) error {
	if f.After == "" {
		return nil
	}
	moment, id, ok := strings.Cut(f.After, ".")
	at, err := strconv.ParseInt(moment, 36, 64)
	if _, iderr := fact.ParseID(id); !ok || err != nil || iderr != nil {
		return fault.New(fault.Invalid, "inbox.cursor")
	}
	sign := "<"
	if f.Oldest {
		sign = ">"
	}
	w.WriteString(` AND (r.registered ` + sign + ` ` + w.arg(at))
	w.WriteString(` OR (r.registered = ` + w.arg(at))
	w.WriteString(` AND r.id > ` + w.arg(id) + `))`)
	return nil
}
