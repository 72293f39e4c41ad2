package knowledge

import (
	"context"
	"encoding/json"

	"schild/document"
	"schild/fact"
	"schild/fault"
	"schild/internal/office"
	"schild/internal/store"
	"schild/label"
)

// rescanBatch is how many records are open at once, and proposed for in one act.
const rescanBatch = 32

// Rescan looks through all records for the names that the given records say, all names when none is given: a new name
// finds old words. It works in batches, an act each, and doing one twice changes nothing.
func (d *Desk) Rescan(ctx context.Context, records []string) error {
	d.lists.Lock() // a list asks for this with its first names and goes on stating more
	d.lists.Unlock()
	f, err := d.taught(ctx, records)
	if err != nil || f.count == 0 {
		return err
	}
	after := ""
	for {
		batch, err := d.Office.Store().Sealed(ctx, after, rescanBatch)
		if err != nil || len(batch) == 0 {
			return err
		}
		if err := d.rescan(ctx, f, batch); err != nil {
			return err
		}
		after = batch[len(batch)-1].Record
	}
}

// taught gives a finder of the names that records say.
func (d *Desk) taught(ctx context.Context, records []string) (*finder, error) {
	if len(records) == 0 {
		return d.finder, d.Ready(ctx)
	}
	f := newFinder()
	for _, r := range records {
		if err := d.Office.Store().Names(ctx, r, nameProperties(), func(n store.Name) { f.learn(d.stored(n), true) }); err != nil {
			return nil, err
		}
	}
	return f, nil
}

func (d *Desk) rescan(ctx context.Context, f *finder, batch []store.SealedRecord) error {
	act := office.Act{Kind: "mention.rescan"}
	found := map[string][]Found{}
	for _, b := range batch {
		var doc document.Document
		if err := json.Unmarshal(b.Content, &doc); err != nil {
			return fault.Wrap(err, fault.Broken, "record.document")
		}
		if fs := f.find(texts(doc), d.Office.Store().Label(b.Label)); len(fs) > 0 {
			found[b.Record] = fs
			act.Objects = append(act.Objects, "record:"+b.Record)
		}
	}
	if len(found) == 0 {
		return nil
	}
	_, err := d.Office.Do(ctx, office.Clock(), act, func(tx *store.Tx) error {
		for _, b := range batch {
			if err := d.proposeNew(tx, b.Record, found[b.Record]); err != nil {
				return err
			}
		}
		return nil
	})
	return err
}

// proposeNew writes those proposals for which none stands yet, decided ones included.
func (d *Desk) proposeNew(tx *store.Tx, record string, found []Found) error {
	if len(found) == 0 {
		return nil
	}
	all, err := tx.All("names")
	if err != nil {
		return err
	}
	var ms []Mention
	if err := all.Select(&ms, mentionSelect+`WHERE m.record = $1`, record); err != nil {
		return err
	}
	stand := map[spot][]label.Label{}
	for _, m := range ms {
		at := spot{m.Part, m.Start, m.End, fact.ID(m.Entity)}
		stand[at] = append(stand[at], tx.Label(m.Label))
	}
	var fresh []Found
	for _, f := range found {
		if !below(stand[spot{f.Part, f.Start, f.End, f.Entity}], f.Label) {
			fresh = append(fresh, f)
		}
	}
	return d.propose(tx, fact.ID(record), fresh)
}

// spot is a place in a record's texts and the entity found there.
type spot struct {
	part, start, end int
	entity           fact.ID
}

// below tells whether one of the labels is no stricter than l: whoever would see a mention under l has one already.
func below(stand []label.Label, l label.Label) bool {
	for _, s := range stand {
		if l.Dominates(s) {
			return true
		}
	}
	return false
}

func texts(doc document.Document) []string {
	out := make([]string, len(doc.Parts))
	for i, p := range doc.Parts {
		out[i] = p.Text
	}
	return out
}
