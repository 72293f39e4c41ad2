package casework

import (
	"context"
	"encoding/json"

	"schild/fact"
	"schild/fault"
	"schild/internal/office"
	"schild/internal/store"
	"schild/label"
)

// Draft is a form that somebody has begun to fill in and not sent.
type Draft struct {
	ID         string `db:"id"`
	Label      int64  `db:"label"`
	Registered int64  `db:"registered"`
	Case       string `db:"cases"`
	Person     string `db:"person"`
	Move       string `db:"move"`
	Answers    string `db:"answers"`
	Reference  string `db:"reference"`
	Title      string `db:"title"`
}

const draftSelect = `SELECT x.id, x.label, x.registered, x.cases, x.person, x.move, x.answers, coalesce(c.reference, '') AS reference, coalesce(f.title, '') AS title
	FROM draft AS x LEFT JOIN cases AS c ON c.id = x.cases LEFT JOIN form AS f ON f.id = x.cases `

// Words gives what was typed, by field, as it was typed.
func (x Draft) Words() map[string][]string {
	out := map[string][]string{}
	_ = json.Unmarshal([]byte(x.Answers), &out) // written by Keep
	return out
}

// mostDraft bounds the bytes of a draft.
const mostDraft = 1 << 20

// Keep saves what a person is typing in a form of a case: as typed, right or wrong, so that nothing is lost.
func (d *Desk) Keep(ctx context.Context, by office.Person, id, move string, words map[string][]string) error {
	b, err := json.Marshal(words)
	if err != nil {
		return err
	}
	if len(b) > mostDraft {
		return fault.New(fault.Invalid, "casework.draft.long")
	}
	_, err = d.Office.Do(ctx, by, office.Act{Kind: "case.draft", Objects: []string{"cases:" + id}}, func(tx *store.Tx) error {
		l, ended, err := d.draftLabel(tx, by, id)
		if err != nil {
			return err
		}
		if ended {
			return fault.New(fault.Refused, "procedure.closed", "act", move)
		}
		key := string(fact.Derive([]byte(id), "draft", move+"\x00"+by.ID))
		var old string
		switch err := tx.Get(&old, `SELECT answers FROM draft WHERE id = $1`, key); {
		case fault.Is(err, fault.Missing):
			return tx.Insert("draft", key, l, store.Row{"cases": id, "person": by.ID, "move": move, "answers": string(b)})
		case err != nil || old == string(b):
			return err
		}
		return tx.Append("draft", key, nil, store.Row{"answers": string(b)})
	})
	return err
}

// draftLabel gives the label of what a person has of a case, and whether it is closed.
func (d *Desk) draftLabel(tx *store.Tx, by office.Person, id string) (label.Label, bool, error) {
	p, err := tx.Person(by.ID)
	if err != nil {
		return label.Label{}, false, err
	}
	if p.Outside {
		f, err := d.Front(tx.View, p, id)
		return tx.Label(f.Label), f.Ended, err
	}
	c, err := get(tx.View, id)
	return tx.Label(c.Label), c.Ended, err
}

// DraftOf gives what a person has begun to fill in for a move of a case; none is an empty one.
func (d *Desk) DraftOf(v *store.View, id, move string) (Draft, error) {
	var x Draft
	err := v.Get(&x, draftSelect+`WHERE x.cases = $1 AND x.move = $2 AND x.person = $3`, id, move, v.Person())
	if fault.Is(err, fault.Missing) {
		return Draft{}, nil
	}
	return x, err
}

// Drafts gives the reader's own drafts, newest first.
func (d *Desk) Drafts(v *store.View) ([]Draft, error) {
	var out []Draft
	return out, v.Select(&out, draftSelect+`WHERE x.person = $1 ORDER BY x.registered DESC, x.id LIMIT 100`, v.Person())
}
