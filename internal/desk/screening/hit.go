package screening

import (
	"context"
	"encoding/json"
	"slices"
	"strings"

	"schild/fault"
	"schild/internal/office"
	"schild/internal/store"
	"schild/match/score"
	"schild/match/screen"
)

// The states of a hit. Below is one under the batch's threshold: it waits for nobody.
const (
	Open      = "open"
	Same      = "same"
	Different = "different"
	Unsure    = "unsure"
	Below     = "below"
)

// Hit is a listing that resembles a subject, as a reader may see it.
type Hit struct {
	ID         string `db:"id"`
	Version    int64  `db:"version"`
	Label      int64  `db:"label"`
	Act        string `db:"act"`
	Registered int64  `db:"registered"`
	Batch      string `db:"batch"`
	Reference  string `db:"reference"` // of the batch
	Second     bool   `db:"second"`
	Subject    string `db:"subject"`
	List       string `db:"list"`
	Entry      string `db:"entry"`
	Edition    string `db:"edition"`
	Name       string `db:"name"`
	Sum        int32  `db:"sum"`
	Evidence   string `db:"evidence"`
	Cause      string `db:"cause"` // batch | list
	State      string `db:"state"`
	Reason     string `db:"reason"`
	Decider    string `db:"decider"`
	Confirmer  string `db:"confirmer"`
}

// Probability says how likely the two names denote one bearer.
func (h Hit) Probability() float64 { return score.Probability(h.Sum) }

// Proof gives the evidence as it was kept.
func (h Hit) Proof() (score.Evidence, error) {
	var e score.Evidence
	err := json.Unmarshal([]byte(h.Evidence), &e)
	return e, err
}

// Unconfirmed tells whether the hit waits for a second person.
func (h Hit) Unconfirmed() bool { return h.State == Same && h.Second && h.Confirmer == "" }

const hitSelect = `SELECT h.id, h.version, h.label, h.act, h.registered, h.batch, b.reference, b.second, h.subject, h.list, h.entry, h.edition, h.name, h.sum, h.evidence,
	h.cause, h.state, h.reason, h.decider, h.confirmer FROM hit AS h JOIN batch AS b ON b.id = h.batch `

// HitFilter narrows a list of hits.
type HitFilter struct {
	Batch string
	State string // "" = all that people see; "waiting" = open, or waiting for a second person
	From  int
	Limit int
}

func (f HitFilter) where() (string, []any) {
	where, args := `WHERE h.state <> 'below'`, []any{}
	if f.Batch != "" {
		where, args = where+` AND h.batch = $1`, append(args, f.Batch)
	}
	switch f.State {
	case "":
	case "waiting":
		where += ` AND (h.state = 'open' OR h.state = 'same' AND b.second = 1 AND h.confirmer = '')`
	default:
		args = append(args, f.State)
		where += ` AND h.state = $` + string(rune('0'+len(args)))
	}
	return where, args
}

// Hits gives the hits the reader may see, the likeliest first.
func (d *Desk) Hits(v *store.View, f HitFilter) ([]Hit, int, error) {
	where, args := f.where()
	var n int
	if err := v.Get(&n, `SELECT count(*) FROM hit AS h JOIN batch AS b ON b.id = h.batch `+where, args...); err != nil {
		return nil, 0, err
	}
	if f.Limit <= 0 {
		f.Limit = 50
	}
	var out []Hit
	at := string(rune('1' + len(args)))
	next := string(rune('2' + len(args)))
	err := v.Select(&out, hitSelect+where+` ORDER BY h.sum DESC, h.id LIMIT $`+at+` OFFSET $`+next, append(args, f.Limit, f.From)...)
	for _, h := range out {
		v.Opened("hit", h.ID, h.Label)
	}
	return out, n, err
}

// Hit gives one hit.
func (d *Desk) Hit(v *store.View, id string) (Hit, error) {
	var h Hit
	err := v.Get(&h, hitSelect+`WHERE h.id = $1 AND h.state <> 'below'`, id)
	if err == nil {
		v.Opened("hit", h.ID, h.Label)
	}
	return h, err
}

// Pair is what a hit compares: the subject and the entry, as they are now.
type Pair struct {
	Subject screen.Entry
	Entry   screen.Entry
	Gone    bool // the entry is on its list no more
	Holds   bool // the kept evidence is what the two give, bit for bit
	Flags   []screen.Flag
}

// Pair opens what a hit compares.
func (d *Desk) Pair(v *store.View, h Hit) (Pair, error) {
	b, err := v.Sealed("hit", h.ID, "hit")
	if err != nil {
		return Pair{}, err
	}
	var p Pair
	if err := json.Unmarshal(b, &p.Subject); err != nil {
		return p, fault.Wrap(err, fault.Broken, "screening.payload", "list", "", "entry", h.Subject)
	}
	p.Flags = screen.Flags(p.Subject, dayOf(h.Registered))
	e, ok := d.engine.Entry(h.List, h.Entry)
	if p.Entry, p.Gone = e, !ok || !v.Cleared(d.labelOf(h.List, h.Entry)); p.Gone {
		p.Entry = screen.Entry{Key: h.Entry}
		return p, nil
	}
	ev, err := h.Proof()
	p.Holds = err == nil && ev.Holds(p.Subject.Subject, e.Subject)
	return p, nil
}

// History gives the versions of a hit, oldest first: who decided what, when and why.
func (d *Desk) History(ctx context.Context, by office.Person, id string) ([]Hit, error) {
	var out []Hit
	var now Hit
	err := d.Office.See(ctx, by, func(v *store.View) (err error) {
		now, err = d.Hit(v, id)
		return err
	})
	for err == nil && now.Version > 0 {
		out = append(out, now)
		if now.Version == 1 {
			break
		}
		before := now.Registered - 1
		now = Hit{}
		err = d.Office.SeeAt(ctx, by, before, func(v *store.View) error {
			var h Hit
			e := v.Get(&h, hitSelect+`WHERE h.id = $1`, id)
			if fault.Is(e, fault.Missing) {
				return nil
			}
			now = h
			return e
		})
	}
	slices.Reverse(out)
	return out, err
}

// Decide says whether subject and entry are the same, and why. It can be decided again: nothing is overwritten.
func (d *Desk) Decide(ctx context.Context, by office.Person, id, decision, reason string) error {
	if !slices.Contains([]string{Same, Different, Unsure}, decision) {
		return fault.New(fault.Invalid, "screening.decision")
	}
	if strings.TrimSpace(reason) == "" {
		return fault.New(fault.Invalid, "screening.reason")
	}
	_, err := d.Office.Do(ctx, by, office.Act{Kind: "hit.decide", Objects: []string{"hit:" + id}, Detail: []string{"decision", decision}}, func(tx *store.Tx) error {
		h, err := d.Hit(tx.View, id)
		if err != nil {
			return err
		}
		if h.State == decision && h.Reason == strings.TrimSpace(reason) {
			return fault.New(fault.Conflict, "screening.decided")
		}
		return tx.Append("hit", id, nil, store.Row{"state": decision, "reason": strings.TrimSpace(reason), "decider": by.ID, "confirmer": ""})
	})
	return err
}

// Confirm is the second person's word that subject and entry are the same.
func (d *Desk) Confirm(ctx context.Context, by office.Person, id string) error {
	_, err := d.Office.Do(ctx, by, office.Act{Kind: "hit.confirm", Objects: []string{"hit:" + id}}, func(tx *store.Tx) error {
		h, err := d.Hit(tx.View, id)
		switch {
		case err != nil:
			return err
		case !h.Unconfirmed():
			return fault.New(fault.Conflict, "screening.confirmed")
		case h.Decider == by.ID:
			return fault.New(fault.Refused, "screening.confirm.self")
		}
		return tx.Append("hit", id, nil, store.Row{"confirmer": by.ID})
	})
	return err
}
