package screening

import (
	"context"
	"encoding/json"
	"maps"
	"runtime"
	"slices"
	"sync"

	"schild/fact"
	"schild/fault"
	"schild/internal/office"
	"schild/internal/store"
	"schild/label"
	"schild/match/score"
	"schild/match/screen"
)

// matchBatch is how many subjects are open at once, and whose hits are written in one act.
const matchBatch = 500

// Match looks for the subjects of batches in everything the house holds: work in the background, an act for each part.
// Doing one twice changes nothing.
func (d *Desk) Match(ctx context.Context, batches []string) error {
	if err := d.Ready(ctx); err != nil {
		return err
	}
	for _, id := range batches {
		if err := d.match(ctx, id, d.engine, "batch"); err != nil {
			return err
		}
		if err := d.certify(ctx, id); err != nil {
			return err
		}
	}
	return nil
}

// match looks for a batch's subjects in an engine; cause says why now.
func (d *Desk) match(ctx context.Context, id string, e *screen.Engine, cause string) error {
	after := ""
	for {
		parts, err := d.Office.Store().Parts(ctx, source(id), "subject", after, matchBatch)
		if err != nil || len(parts) == 0 {
			return err
		}
		if err := d.matchSome(ctx, id, cause, searchAll(e, parts)); err != nil {
			return err
		}
		after = parts[len(parts)-1].Record
	}
}

// looked is what was found about one subject.
type looked struct {
	id    string
	label int64
	entry screen.Entry
	hits  []screen.Hit
	err   error
}

// searchAll looks for some subjects on every core.
func searchAll(e *screen.Engine, parts []store.SealedRecord) []looked {
	out := make([]looked, len(parts))
	var wait sync.WaitGroup
	cores := runtime.NumCPU()
	for c := range cores {
		wait.Go(func() {
			for i := c; i < len(parts); i += cores {
				out[i] = search(e, parts[i])
			}
		})
	}
	wait.Wait()
	return out
}

func search(e *screen.Engine, p store.SealedRecord) looked {
	l := looked{id: p.Record, label: p.Label}
	if l.err = json.Unmarshal(p.Content, &l.entry); l.err != nil {
		return l
	}
	l.hits = e.Search(l.entry, screen.Options{Threshold: score.Probability(keptFloor())}).Hits
	return l
}

func (d *Desk) matchSome(ctx context.Context, batch, cause string, found []looked) error {
	found = slices.DeleteFunc(found, func(l looked) bool { return l.err == nil && len(l.hits) == 0 })
	for _, l := range found {
		if l.err != nil {
			return fault.Wrap(l.err, fault.Broken, "screening.payload", "list", "", "entry", l.id)
		}
	}
	// The objects are the batch and nothing found, and there is an act for every part, with hits or without: whoever reads the
	// register learns no count.
	_, err := d.Office.Do(ctx, office.Clock(), office.Act{Kind: "batch.match", Objects: []string{"batch:" + batch}}, func(tx *store.Tx) error {
		all, err := tx.All("screening")
		if err != nil {
			return err
		}
		var b Batch
		if err := all.Get(&b, `SELECT `+batchColumns+` FROM batch WHERE id = $1`, batch); err != nil || b.State == Ended {
			return err
		}
		for _, l := range found {
			for _, h := range d.thin(l.hits, tx.Label) {
				if err := d.propose(tx, all, b, proposal{l, h, cause}); err != nil {
					return err
				}
			}
		}
		return nil
	})
	return err
}

// proposal is a hit that may be new.
type proposal struct {
	looked
	hit   screen.Hit
	cause string
}

// propose writes a hit that is new, and opens one again whose subject or entry changed since it was decided.
func (d *Desk) propose(tx *store.Tx, all *store.View, b Batch, p proposal) error {
	x, ok := d.engine.Entry(p.hit.List, p.hit.Entry)
	if !ok {
		return nil // it left the list meanwhile
	}
	ev, err := json.Marshal(p.hit.Evidence)
	if err != nil {
		return err
	}
	id := string(fact.Derive([]byte(b.ID), "hit", p.id, p.hit.List, p.hit.Entry))
	row := store.Row{"edition": p.hit.Evidence.List, "name": p.hit.Name, "sum": int64(p.hit.Evidence.Sum()), "evidence": string(ev),
		"subject_digest": p.entry.Digest(), "entry_digest": x.Digest(), "cause": p.cause, "state": Open, "reason": "", "decider": "", "confirmer": ""}
	if p.hit.Evidence.Sum() < b.Threshold && p.hit.Number == "" {
		row["state"] = Below
	}
	var was struct {
		State         string `db:"state"`
		SubjectDigest string `db:"subject_digest"`
		EntryDigest   string `db:"entry_digest"`
	}
	err = all.Get(&was, `SELECT state, subject_digest, entry_digest FROM hit WHERE id = $1`, id)
	if fault.Is(err, fault.Missing) {
		row["batch"], row["subject"], row["list"], row["entry"] = b.ID, p.id, p.hit.List, p.hit.Entry
		l := label.Join(tx.Label(b.Label), tx.Label(d.labelOf(p.hit.List, p.hit.Entry)))
		if err := tx.Insert("hit", id, l, row); err != nil {
			return err
		}
		return sealSubject(tx, b.ID, id, l, p.entry)
	}
	if err != nil || was.SubjectDigest == row["subject_digest"] && was.EntryDigest == row["entry_digest"] {
		return err // cleared once stays cleared
	}
	l := label.Join(tx.Label(b.Label), tx.Label(d.labelOf(p.hit.List, p.hit.Entry)))
	return tx.Append("hit", id, &l, row)
}

// sealSubject keeps a copy of the subject with the hit, under the hit's label: the batch's own goes with its answer.
func sealSubject(tx *store.Tx, batch, hit string, l label.Label, e screen.Entry) error {
	b, err := json.Marshal(e)
	if err != nil {
		return err
	}
	return tx.Seal(fact.ID(hit), source(batch), l, map[string][]byte{"hit": b})
}

// ListChanged looks for the entries that an edition changed in every batch that stands: work in the background.
func (d *Desk) ListChanged(ctx context.Context, editions []string) error {
	if err := d.Ready(ctx); err != nil {
		return err
	}
	changed := screen.NewEngine()
	for _, id := range editions {
		err := d.Office.Store().ChangedListings(ctx, id, func(list, entry string) { d.copyTo(changed, list, entry) })
		if err != nil {
			return err
		}
	}
	return d.standing(ctx, changed)
}

func (d *Desk) copyTo(changed *screen.Engine, list, entry string) {
	if e, ok := d.engine.Entry(list, entry); ok {
		changed.Put(list, screen.Change{Key: entry, After: &e})
	}
}

// standing looks for the subjects of batches that stand, or are not answered yet, in some entries.
func (d *Desk) standing(ctx context.Context, changed *screen.Engine) error {
	for _, ed := range d.engine.Editions() {
		changed.Apply(ed, nil)
	}
	if changed.Len() == 0 {
		return nil
	}
	batches, err := d.Office.Store().BatchesIn(ctx, Working, Stands)
	if err != nil {
		return err
	}
	for _, b := range batches {
		if err := d.match(ctx, b.ID, changed, "list"); err != nil {
			return err
		}
	}
	return nil
}

// refresh looks for what the service learnt in the batches that stand; the first time since the start for everything, since what
// was learnt last before it may not have been looked for.
func (d *Desk) refresh(ctx context.Context) error {
	if err := d.Ready(ctx); err != nil {
		return err
	}
	d.mu.Lock()
	learnt, settled := d.learnt, d.settled
	d.learnt, d.settled = map[string]bool{}, true
	d.mu.Unlock()
	err := d.settle(ctx, learnt, settled)
	if err != nil { // it is looked for again the next time
		d.mu.Lock()
		d.settled = false
		d.mu.Unlock()
	}
	return err
}

func (d *Desk) settle(ctx context.Context, learnt map[string]bool, settled bool) error {
	if !settled {
		return d.standing(ctx, d.engine)
	}
	changed := screen.NewEngine()
	for _, key := range slices.Sorted(maps.Keys(learnt)) {
		d.copyTo(changed, Own, key)
	}
	return d.standing(ctx, changed)
}
