package store

import (
	"context"
	"fmt"
	"slices"

	"github.com/jmoiron/sqlx"

	"schild/fault"
	"schild/label"
)

// Relabel writes a thing again under another label, every row of it: contents and the words of a name have several. What
// bore the label before stays, as earlier versions do; the newest label decides. A thing that has no row in the table is left.
func (t *Tx) Relabel(name, id string, l label.Label) error {
	tab, ok := t.w.table(name)
	if !ok {
		return fmt.Errorf("store: no table %q", name)
	}
	rows, err := t.w.versions(t.ctx, tab, id)
	if err != nil || len(rows) == 0 {
		return err
	}
	if err := t.mustSee(name, id); err != nil {
		return err
	}
	last := map[string][]any{} // newest row of each, by the second part of the key; rows come in order of version
	for _, cells := range rows {
		last[tab.second(cells)] = cells
	}
	for _, key := range sortedKeys(last) {
		row := Row{}
		for i, c := range tab.cols {
			row[c] = last[key][5+i]
		}
		if err := t.insert(name, id, last[key][1].(int64)+1, l, row); err != nil {
			return err
		}
	}
	return nil
}

// second gives the second part of a row's key, "" where a table has none.
func (t table) second(cells []any) string {
	for i, c := range t.cols {
		if t.key == c {
			return fmt.Sprint(cells[5+i])
		}
	}
	return ""
}

// First is how a thing came into the house: the act that wrote its first version, when, and whose it was.
type First struct {
	Act   string `db:"act"`
	At    int64  `db:"at"`
	Actor string `db:"actor"`
}

// First gives how a thing the reader sees came into the house, however often it was written since.
func (v *View) First(name, id string) (First, error) {
	var f First
	if err := v.Get(new(int64), `SELECT version FROM `+name+` WHERE id = $1`, id); err != nil { // an unknown name is refused here
		return f, err
	}
	err := v.asHouse(func() error {
		return v.ses.got(v.ctx, v.conn, &f, `SELECT t.act, t.registered AS at, coalesce(a.actor, '') AS actor FROM main.`+name+` AS t
			LEFT JOIN main.act AS a ON a.id = t.act WHERE t.id = $1 AND t.version = 1`, id)
	})
	if err != nil {
		return f, fault.Wrap(err, fault.Broken, "store.query")
	}
	return f, nil
}

// Unread is a record that nobody may read: how people may call it, how large it is and when it came, and nothing else.
type Unread struct {
	ID         string `db:"id"`
	Reference  string `db:"reference"`
	Size       int64  `db:"size"`
	Registered int64  `db:"registered"`
	Label      int64  `db:"label"`
}

// mostUnread bounds what Unread gives.
const mostUnread = 500

// Unread gives the records whose label nobody's clearance reaches today, newest first. It looks past every view: it is for the
// acts by which the registrar learns that a record was buried.
func (t *Tx) Unread() ([]Unread, error) {
	if _, err := t.All("unread"); err != nil {
		return nil, err
	}
	staff, err := t.house.Everyone()
	if err != nil {
		return nil, err
	}
	var out []Unread
	for no := range int64(t.store.labels.len()) {
		if read(staff, t.store.labels.label(no)) {
			continue
		}
		var some []Unread
		err := t.asHouse(func() error {
			return t.ses.selected(t.ctx, t.conn, &some, `SELECT id, reference, size, registered, label FROM main.record AS r WHERE label = $1
				AND version = (SELECT max(version) FROM main.record AS n WHERE n.id = r.id) ORDER BY registered DESC, id LIMIT $2`, no, mostUnread-len(out))
		})
		if err != nil {
			return nil, err
		}
		if out = append(out, some...); len(out) >= mostUnread {
			break
		}
	}
	return out, nil
}

// read tells whether anybody active may read what bears a label.
func read(staff []Staff, l label.Label) bool {
	for _, p := range staff {
		if p.Active && !p.Blind() && p.Clearance().MayRead(l) {
			return true
		}
	}
	return false
}

// Tell adds to what the register is told of the act: alternating names and values, no content. A refused act tells its rule alone.
func (t *Tx) Tell(detail ...string) { t.act.Detail = append(slices.Clip(t.act.Detail), detail...) }

// About adds objects that the act touches.
func (t *Tx) About(objects ...string) { t.act.Objects = append(slices.Clip(t.act.Objects), objects...) }

// Entity gives what a statement is about, for desks that keep what is said in memory.
func (s *Store) Entity(ctx context.Context, statement string) (entity string, err error) {
	err = s.inHouse(ctx, func(c *sqlx.Conn) error {
		return c.GetContext(ctx, &entity, `SELECT entity FROM main.statement WHERE id = $1 AND version = 1`, statement)
	})
	return entity, err
}
