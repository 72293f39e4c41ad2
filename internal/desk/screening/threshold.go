package screening

import (
	"context"
	"strings"

	"schild/fault"
	"schild/internal/office"
	"schild/internal/store"
	"schild/label"
	"schild/match/score"
	"schild/match/screen"
)

// Threshold is the least sum from which on a hit is shown: one that was proposed, or that holds.
type Threshold struct {
	ID         string `db:"id"`
	Version    int64  `db:"version"`
	Registered int64  `db:"registered"`
	Least      int32  `db:"least"`
	Reason     string `db:"reason"`
	Proposer   string `db:"proposer"`
	Confirmer  string `db:"confirmer"`
	State      string `db:"state"` // proposed | set | dropped
}

// Probability is the threshold as people say it.
func (t Threshold) Probability() float64 { return score.Probability(t.Least) }

const thresholdSelect = `SELECT id, version, registered, least, reason, proposer, confirmer, state FROM threshold `

// threshold gives the least sum that holds now.
func (d *Desk) threshold(v *store.View) (int32, error) {
	var ts []Threshold
	err := v.Select(&ts, thresholdSelect+`WHERE state = 'set' ORDER BY registered DESC, id LIMIT 1`)
	if err != nil || len(ts) == 0 {
		return score.Odds(screen.Threshold), err
	}
	return ts[0].Least, nil
}

// Thresholds gives the one that holds, and what was proposed, newest first.
func (d *Desk) Thresholds(v *store.View) (now int32, all []Threshold, err error) {
	if now, err = d.threshold(v); err != nil {
		return 0, nil, err
	}
	return now, all, v.Select(&all, thresholdSelect+`ORDER BY registered DESC, id LIMIT 50`)
}

// WhatIf says what another threshold would have done to the hits that the reader may see.
func (d *Desk) WhatIf(v *store.View, would int32) (screen.Flip, error) {
	was, err := d.threshold(v)
	if err != nil {
		return screen.Flip{}, err
	}
	var rows []struct {
		Sum   int32  `db:"sum"`
		State string `db:"state"`
	}
	if err := v.Select(&rows, `SELECT sum, state FROM hit ORDER BY id`); err != nil {
		return screen.Flip{}, err
	}
	past := make([]screen.Past, len(rows))
	for i, r := range rows {
		past[i] = screen.Past{Sum: r.Sum}
		if r.State == Same || r.State == Different || r.State == Unsure {
			past[i].Decision = r.State
		}
	}
	return screen.WhatIf(past, was, would), nil
}

// ProposeThreshold proposes another threshold; it holds once another person confirms it.
func (d *Desk) ProposeThreshold(ctx context.Context, by office.Person, probability float64, reason string) error {
	switch {
	case !(probability >= 0.3 && probability < 1):
		return fault.New(fault.Invalid, "screening.threshold")
	case strings.TrimSpace(reason) == "":
		return fault.New(fault.Invalid, "screening.reason")
	}
	_, err := d.Office.Do(ctx, by, office.Act{Kind: "threshold.propose"}, func(tx *store.Tx) error {
		id, err := tx.NewID()
		if err != nil {
			return err
		}
		return tx.Insert("threshold", string(id), label.Label{}, store.Row{"least": int64(score.Odds(probability)), "reason": strings.TrimSpace(reason),
			"proposer": by.ID, "confirmer": "", "state": "proposed"})
	})
	return err
}

// ConfirmThreshold lets a proposed threshold hold for the batches opened from now on.
func (d *Desk) ConfirmThreshold(ctx context.Context, by office.Person, id string) error {
	_, err := d.Office.Do(ctx, by, office.Act{Kind: "threshold.confirm", Objects: []string{"threshold:" + id}}, func(tx *store.Tx) error {
		var t Threshold
		err := tx.Get(&t, thresholdSelect+`WHERE id = $1`, id)
		switch {
		case err != nil:
			return err
		case t.State != "proposed":
			return fault.New(fault.Conflict, "screening.threshold.state")
		case t.Proposer == by.ID:
			return fault.New(fault.Refused, "screening.confirm.self")
		}
		return tx.Append("threshold", id, nil, store.Row{"confirmer": by.ID, "state": "set"})
	})
	return err
}
