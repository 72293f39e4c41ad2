package screening

import (
	"context"

	"schild/exchange"
	"schild/fact"
	"schild/internal/office"
	"schild/internal/store"
	"schild/label"
	"schild/match/score"
	"schild/match/screen"
)

// certify writes in which editions the batch was looked for, each under the label of its list: that there is a list is
// nobody's to know who may not see it.
func (d *Desk) certify(ctx context.Context, id string) error {
	_, err := d.Office.Do(ctx, office.Clock(), office.Act{Kind: "batch.match", Objects: []string{"batch:" + id}, Detail: []string{"step", "certificate"}}, func(tx *store.Tx) error {
		all, err := tx.All("screening")
		if err != nil {
			return err
		}
		var b Batch
		if err := all.Get(&b, `SELECT `+batchColumns+` FROM batch WHERE id = $1`, id); err != nil || b.Matched {
			return err
		}
		for _, e := range d.engine.Editions() {
			if e.List == Own {
				continue // what the service knows is in every batch, and no number of it
			}
			row := store.Row{"batch": id, "list": e.List, "kind": e.Kind, "digest": e.Version, "entries": e.Entries, "problems": e.Problems, "rules": score.Version}
			l, err := listLabel(all, e.List)
			if err == nil {
				err = tx.Insert("scope", string(fact.Derive([]byte(id), "scope", e.List)), label.Join(tx.Label(b.Label), l), row)
			}
			if err != nil {
				return err
			}
		}
		return tx.Append("batch", id, nil, store.Row{"matched": true})
	})
	return err
}

// listLabel gives the label of a list's newest edition.
func listLabel(all *store.View, list string) (label.Label, error) {
	var no int64
	err := all.Get(&no, `SELECT label FROM edition WHERE list = $1 ORDER BY registered DESC, id LIMIT 1`, list)
	return all.Label(no), err
}

// Certificate gives what a batch was looked for in, as far as the reader may know, and how many hits the reader sees.
func (d *Desk) Certificate(v *store.View, b Batch) (screen.Certificate, error) {
	var rows []struct {
		List     string `db:"list"`
		Kind     string `db:"kind"`
		Digest   string `db:"digest"`
		Entries  int    `db:"entries"`
		Problems int    `db:"problems"`
		Rules    string `db:"rules"`
	}
	err := v.Select(&rows, `SELECT list, kind, digest, entries, problems, rules FROM scope WHERE batch = $1 ORDER BY list, id`, b.ID)
	if err != nil {
		return screen.Certificate{}, err
	}
	lists := []screen.Edition{{List: Own, Version: "now"}}
	rules := score.Version
	for _, r := range rows {
		rules = r.Rules
		lists = append(lists, screen.Edition{List: r.List, Kind: r.Kind, Version: r.Digest, Entries: r.Entries, Problems: r.Problems, Untested: exchange.Untested(r.Kind)})
	}
	c := screen.NewCertificate(b.Mode, b.Reference, lists, score.Probability(b.Threshold))
	c.Rules, c.Subjects, c.Refused = rules, b.Subjects, b.Refused
	return c, v.Get(&c.Hits, `SELECT count(*) FROM hit WHERE batch = $1 AND state <> 'below'`, b.ID)
}
