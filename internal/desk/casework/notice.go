package casework

import (
	"context"
	"slices"

	"schild/fault"
	"schild/internal/office"
	"schild/internal/store"
)

// Notice tells the holders of a part that something was done, or asks them for something.
type Notice struct {
	ID         string `db:"id"`
	Label      int64  `db:"label"`
	Registered int64  `db:"registered"`
	Case       string `db:"cases"`
	Procedure  string `db:"procedure"`
	Part       string `db:"part"`
	Verb       string `db:"verb"` // notify | ask
	Move       string `db:"move"` // the act or the term that it came of
	State      string `db:"state"`
	Reader     string `db:"reader"`
	Reference  string `db:"reference"`
	Title      string `db:"title"`
	Stage      string `db:"stage"`
	Opener     string `db:"opener"`
}

const noticeSelect = `SELECT n.id, n.label, n.registered, n.cases, n.procedure, n.part, n.verb, n.move, n.state, n.reader, c.reference, c.stage, c.opener, coalesce(f.title, '') AS title
	FROM notice AS n JOIN cases AS c ON c.id = n.cases LEFT JOIN form AS f ON f.id = n.cases `

// Notices gives the notices for some parts that nobody has read, newest first.
func (d *Desk) Notices(v *store.View, parts []string, limit int) ([]Notice, error) {
	var out []Notice
	for _, p := range parts {
		var some []Notice
		if err := v.Select(&some, noticeSelect+`WHERE n.part = $1 AND n.state = 'new' ORDER BY n.registered DESC, n.id LIMIT $2`, p, limit); err != nil {
			return nil, err
		}
		out = append(out, some...)
	}
	slices.SortStableFunc(out, func(a, b Notice) int {
		switch {
		case a.Registered > b.Registered:
			return -1
		case a.Registered < b.Registered:
			return 1
		case a.ID < b.ID:
			return -1
		}
		return 1
	})
	out = out[:min(len(out), limit)]
	for _, n := range out {
		v.Opened("cases", n.Case, n.Label)
	}
	return out, nil
}

// NoticesOf gives every notice of a case, in order.
func (d *Desk) NoticesOf(v *store.View, id string) ([]Notice, error) {
	var out []Notice
	return out, v.Select(&out, noticeSelect+`WHERE n.cases = $1 ORDER BY n.registered, n.part, n.id`, id)
}

// Read says that a notice was read, by somebody whose part it is for.
func (d *Desk) Read(ctx context.Context, by office.Person, id string) error {
	_, err := d.Office.Do(ctx, by, office.Act{Kind: "case.notice", Objects: []string{"notice:" + id}}, func(tx *store.Tx) error {
		var n Notice
		if err := tx.Get(&n, noticeSelect+`WHERE n.id = $1`, id); err != nil {
			return err
		}
		p, err := tx.Person(by.ID)
		if err != nil {
			return err
		}
		if !slices.Contains(d.Parts(p), n.Part) {
			return fault.New(fault.Refused, "procedure.who", "act", n.Move, "role", n.Part)
		}
		if n.State != "new" {
			return nil
		}
		return tx.Append("notice", id, nil, store.Row{"state": "read", "reader": by.ID})
	})
	return err
}
