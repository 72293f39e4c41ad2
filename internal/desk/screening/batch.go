package screening

import (
	"context"
	"encoding/json"
	"strings"

	"schild/day"
	"schild/exchange"
	"schild/fact"
	"schild/fault"
	"schild/internal/office"
	"schild/internal/store"
	"schild/label"
	"schild/match/score"
)

// The two modes of a batch.
const (
	Once     = "once"
	Standing = "standing"
)

// The states of a batch.
const (
	Working  = "working"  // its subjects are looked for, or people decide: nobody can tell which
	Answered = "answered" // a batch that ran once
	Stands   = "standing" // it was answered, and goes on
	Ended    = "ended"
)

// Opening is what somebody who asks for a batch fills in.
type Opening struct {
	Purpose   string
	Ground    string // the article that allows it
	Asker     string // who wants to know: an organisation
	Mode      string
	Until     day.Date // of a standing batch, its last day
	Due       int64    // the moment of the answer, UTC microseconds
	Second    bool     // "the same" needs a second person
	Label     label.Label
	Threshold int32 // the least sum of a hit; 0 = the house's
	Refused   int   // rows that could not be read
}

func (o Opening) check(now int64) error {
	for _, f := range [][2]string{{"purpose", o.Purpose}, {"ground", o.Ground}, {"asker", o.Asker}} {
		if strings.TrimSpace(f[1]) == "" {
			return fault.New(fault.Invalid, "screening.needed."+f[0])
		}
	}
	switch {
	case o.Mode != Once && o.Mode != Standing:
		return fault.New(fault.Invalid, "screening.mode")
	case o.Mode == Standing && (o.Until.Day == 0 || o.Until.Compare(dayOf(now)) < 0):
		return fault.New(fault.Invalid, "screening.until")
	case o.Due < now:
		return fault.New(fault.Invalid, "screening.due")
	}
	return nil
}

// Batch is one batch as a reader may see it.
type Batch struct {
	ID         string `db:"id"`
	Version    int64  `db:"version"`
	Label      int64  `db:"label"`
	Act        string `db:"act"`
	Registered int64  `db:"registered"`
	Reference  string `db:"reference"`
	Purpose    string `db:"purpose"`
	Ground     string `db:"ground"`
	Mode       string `db:"mode"`
	Until      string `db:"until"`
	Opened     int64  `db:"opened"`
	Due        int64  `db:"due"`
	Asker      string `db:"asker"`
	Second     bool   `db:"second"`
	Threshold  int32  `db:"threshold"`
	Subjects   int    `db:"subjects"`
	Refused    int    `db:"refused"`
	Matched    bool   `db:"matched"` // looked for in everything
	State      string `db:"state"`
	Reason     string `db:"reason"`
}

const batchColumns = `id, version, label, act, registered, reference, purpose, ground, mode, until, opened, due, asker, second, threshold, subjects, refused, matched, state, reason`

// source names the key under which a batch's subjects are sealed.
func source(batch string) string { return "batch." + batch }

// mostInBatch bounds the subjects of one act.
const mostInBatch = 1_000

// Open takes a batch in: its subjects sealed under a key of its own, in acts of bounded length. It is looked for in the
// background.
func (d *Desk) Open(ctx context.Context, by office.Person, o Opening, subjects []exchange.Subject) (string, error) {
	if len(subjects) == 0 {
		return "", fault.New(fault.Invalid, "screening.empty")
	}
	if err := d.Office.Allows(o.Label); err != nil {
		return "", err
	}
	w := batchWriter{d: d, o: o, all: subjects}
	for first := true; first || len(w.all) > 0; first = false {
		act := office.Act{Kind: "batch.open", Ground: o.Ground, Detail: []string{"mode", o.Mode}}
		if w.id != "" {
			act.Objects = []string{"batch:" + w.id}
		}
		if _, err := d.Office.Do(ctx, by, act, w.part); err != nil {
			return "", err
		}
	}
	return w.id, nil
}

type batchWriter struct {
	d   *Desk
	o   Opening
	id  string
	n   int
	all []exchange.Subject
}

// part writes the batch and its first subjects, or further ones.
func (w *batchWriter) part(tx *store.Tx) error {
	id := w.id
	if id == "" {
		if err := w.o.check(tx.At()); err != nil {
			return err
		}
		fresh, err := tx.NewID()
		if err != nil {
			return err
		}
		if id = string(fresh); w.o.Threshold == 0 {
			if w.o.Threshold, err = w.d.threshold(tx.View); err != nil {
				return err
			}
		}
		if err := tx.Found(source(id)); err != nil {
			return err
		}
		if err := w.begin(tx, id); err != nil {
			return err
		}
	}
	some := w.all[:min(mostInBatch, len(w.all))]
	for i, s := range some {
		if err := w.subject(tx, id, w.n+i, s); err != nil {
			return err
		}
	}
	if len(some) == len(w.all) {
		tx.Later("screen.batch", id)
	}
	w.id, w.n, w.all = id, w.n+len(some), w.all[len(some):]
	return nil
}

func (w *batchWriter) begin(tx *store.Tx, id string) error {
	until := ""
	if w.o.Mode == Standing {
		until = w.o.Until.String()
	}
	return tx.Insert("batch", id, w.o.Label, store.Row{"reference": "V-" + strings.ToUpper(id[:4]+"-"+id[4:8]), "purpose": w.o.Purpose, "ground": w.o.Ground,
		"mode": w.o.Mode, "until": until, "opened": tx.At(), "due": w.o.Due, "asker": w.o.Asker, "second": w.o.Second, "threshold": int64(w.o.Threshold),
		"subjects": len(w.all), "refused": w.o.Refused, "matched": false, "state": Working, "reason": ""})
}

func (w *batchWriter) subject(tx *store.Tx, batch string, n int, s exchange.Subject) error {
	e := EntryOf(s.Entry)
	b, err := json.Marshal(e)
	if err != nil {
		return err
	}
	id := fact.Derive([]byte(batch), "subject", s.Key)
	if err := tx.Insert("subject", string(id), w.o.Label, store.Row{"batch": batch, "n": n, "digest": e.Digest()}); err != nil {
		return err
	}
	return tx.Seal(id, source(batch), w.o.Label, map[string][]byte{"subject": b})
}

// Batches gives the batches the reader may see, newest first; state "" = all.
func (d *Desk) Batches(v *store.View, state string) ([]Batch, error) {
	var out []Batch
	err := v.Select(&out, `SELECT `+batchColumns+` FROM batch WHERE $1 = '' OR state = $2 ORDER BY opened DESC, id LIMIT 500`, state, state)
	for _, b := range out {
		v.Opened("batch", b.ID, b.Label)
	}
	return out, err
}

// Batch gives one batch, fault.Missing when the reader sees none by that id.
func (d *Desk) Batch(v *store.View, id string) (Batch, error) {
	var b Batch
	err := v.Get(&b, `SELECT `+batchColumns+` FROM batch WHERE id = $1`, id)
	if err == nil {
		v.Opened("batch", b.ID, b.Label)
	}
	return b, err
}

// keptFloor is the least sum of a hit that is kept: below the threshold hits wait, unseen, for the day somebody asks what
// another threshold would have done.
func keptFloor() int32 { return score.Odds(0.3) }
