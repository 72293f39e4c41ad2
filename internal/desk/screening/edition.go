package screening

import (
	"context"
	"encoding/json"

	"schild/exchange"
	"schild/fact"
	"schild/fault"
	"schild/internal/office"
	"schild/internal/store"
	"schild/label"
	"schild/match/screen"
)

// Edition is one version of a list, and how it differs from the one before.
type Edition struct {
	ID         string `db:"id"`
	Label      int64  `db:"label"`
	Act        string `db:"act"`
	Registered int64  `db:"registered"`
	List       string `db:"list"`
	Kind       string `db:"kind"`
	Record     string `db:"record"`
	Digest     string `db:"digest"`
	Entries    int    `db:"entries"`
	Problems   int    `db:"problems"`
	Added      int    `db:"added"`
	Changed    int    `db:"changed"`
	Removed    int    `db:"removed"`
}

// Untested tells whether this kind's reader never saw a real file.
func (e Edition) Untested() bool { return exchange.Untested(e.Kind) }

const editionColumns = `id, label, act, registered, list, kind, record, digest, entries, problems, added, changed, removed`

// Arrived is a list as it arrived: its file is a record already.
type Arrived struct {
	Name, Kind string
	Record     string
	Digest     string
	Entries    []exchange.Entry
	Problems   int
}

// mostInEdition bounds the listings of one act, for whose length everybody else waits.
const mostInEdition = 2_000

// AddEdition puts a list's newest edition in place: what differs is written, in acts of bounded length, and looked for in the
// batches that stand. What left the list stays in the past and is found no more. The same edition twice changes nothing.
func (d *Desk) AddEdition(ctx context.Context, by office.Person, a Arrived) (Edition, error) {
	if a.Name == Own {
		return Edition{}, fault.New(fault.Invalid, "screening.list.own")
	}
	if err := d.Ready(ctx); err != nil {
		return Edition{}, err
	}
	d.adding.Lock()
	defer d.adding.Unlock()
	entries := Entries(a.Entries)
	changes := screen.Diff(d.engine.List(a.Name), entries)
	e := Edition{List: a.Name, Kind: a.Kind, Record: a.Record, Digest: a.Digest, Entries: len(entries), Problems: a.Problems}
	for _, c := range changes {
		switch {
		case c.Before == nil:
			e.Added++
		case c.After == nil:
			e.Removed++
		default:
			e.Changed++
		}
	}
	if err := d.writeEdition(ctx, by, &e, changes); err != nil {
		return Edition{}, err
	}
	d.engine.Apply(screen.Edition{List: a.Name, Kind: a.Kind, Version: a.Digest, Entries: len(entries), Problems: a.Problems, Untested: e.Untested()}, nil)
	return e, nil
}

func (d *Desk) writeEdition(ctx context.Context, by office.Person, e *Edition, changes []screen.Change) error {
	act := office.Act{Kind: "list.edition", Objects: []string{"record:" + e.Record}, Detail: []string{"list", e.List, "digest", e.Digest}}
	for first := true; first || len(changes) > 0; first = false {
		some := changes[:min(mostInEdition, len(changes))]
		changes = changes[len(some):]
		var no int64
		_, err := d.Office.Do(ctx, by, act, func(tx *store.Tx) error {
			l, err := d.under(tx, e.Record)
			if err != nil {
				return err
			}
			if first {
				if err := e.insert(tx, l); err != nil {
					return err
				}
			}
			if len(changes) == 0 {
				tx.Later("screen.list", e.ID)
			}
			no, err = e.write(tx, l, some)
			return err
		})
		if err != nil {
			return err
		}
		for _, c := range some {
			d.put(e.List, no, c)
		}
	}
	return nil
}

// under gives the label of the list's record.
func (d *Desk) under(tx *store.Tx, record string) (label.Label, error) {
	var no int64
	err := tx.Get(&no, `SELECT label FROM record WHERE id = $1`, record)
	return tx.Label(no), err
}

func (e *Edition) insert(tx *store.Tx, l label.Label) error {
	id, err := tx.NewID()
	if err != nil {
		return err
	}
	e.ID = string(id)
	return tx.Insert("edition", e.ID, l, store.Row{"list": e.List, "kind": e.Kind, "record": e.Record, "digest": e.Digest, "entries": e.Entries,
		"problems": e.Problems, "added": e.Added, "changed": e.Changed, "removed": e.Removed})
}

// write writes what the edition changes, and gives the number of its label.
func (e *Edition) write(tx *store.Tx, l label.Label, changes []screen.Change) (int64, error) {
	for _, c := range changes {
		id := string(fact.Derive([]byte("listing"), e.List, c.Key))
		row := store.Row{"list": e.List, "entry": c.Key, "payload": "{}", "digest": "", "edition": e.ID, "gone": c.After == nil}
		if c.After != nil {
			b, err := json.Marshal(c.After)
			if err != nil {
				return 0, err
			}
			row["payload"], row["digest"] = string(b), c.After.Digest()
		}
		if err := putRow(tx, id, l, row); err != nil {
			return 0, err
		}
	}
	no, ok := tx.Number(l)
	if !ok {
		return 0, fault.New(fault.Broken, "store.query")
	}
	return no, nil
}

// putRow writes the next version of a listing, or the first.
func putRow(tx *store.Tx, id string, l label.Label, row store.Row) error {
	all, err := tx.All("screening") // who adds a list need not see what an earlier edition was filed under
	if err != nil {
		return err
	}
	err = all.Get(new(int64), `SELECT version FROM listing WHERE id = $1`, id)
	if fault.Is(err, fault.Missing) {
		return tx.Insert("listing", id, l, row)
	}
	if err != nil {
		return err
	}
	return tx.Append("listing", id, &l, row)
}

// Editions gives the editions of lists that the reader may see, newest first; of one list when it is named.
func (d *Desk) Editions(v *store.View, list string) ([]Edition, error) {
	var out []Edition
	err := v.Select(&out, `SELECT `+editionColumns+` FROM edition WHERE $1 = '' OR list = $2 ORDER BY registered DESC, id LIMIT 200`, list, list)
	return out, err
}

// Changed is one entry that an edition changed.
type Changed struct {
	Entry  string
	Before *screen.Entry // nil: it is new
	After  *screen.Entry // nil: it is gone
}

// Changes gives what an edition changed, by entry, at most a thousand.
func (d *Desk) Changes(v *store.View, edition string) ([]Changed, error) {
	var rows []struct {
		ID      string `db:"id"`
		Version int64  `db:"version"`
		Entry   string `db:"entry"`
		Payload string `db:"payload"`
		Gone    bool   `db:"gone"`
	}
	err := v.Select(&rows, `SELECT id, version, entry, payload, gone FROM listing WHERE edition = $1 ORDER BY entry, id LIMIT 1000`, edition)
	if err != nil {
		return nil, err
	}
	var out []Changed
	for _, r := range rows {
		c := Changed{Entry: r.Entry}
		if !r.Gone {
			c.After = new(screen.Entry)
			if err := json.Unmarshal([]byte(r.Payload), c.After); err != nil {
				return nil, fault.Wrap(err, fault.Broken, "screening.payload", "list", "", "entry", r.Entry)
			}
		}
		out = append(out, c)
	}
	return out, nil
}
