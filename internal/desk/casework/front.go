package casework

import (
	"context"
	"encoding/json"
	"slices"
	"strings"

	"schild/fault"
	"schild/internal/office"
	"schild/internal/store"
	"schild/procedure"
)

// Front is what an organisation outside has of a case in which it has a part: what it filled in itself and what the file lets its part
// see, where the case stands, what it was told, what it is asked to agree to.
type Front struct {
	ID           string `db:"id"`
	Label        int64  `db:"label"`
	Registered   int64  `db:"registered"`
	Case         string `db:"cases"`
	Organisation string `db:"organisation"`
	Procedure    string `db:"procedure"`
	Hash         string `db:"file"`
	Reference    string `db:"reference"`
	Parts        string `db:"parts"`  // of the organisation in the case, comma-separated
	Turn         string `db:"turn"`   // those of them from which something is expected
	Offers       string `db:"offers"` // the moves of the file that they can do now, by their place in it, comma-separated
	Stage        string `db:"stage"`  // the last one they know of: how far the house has come since is its own
	Title        string `db:"title"`  // "" where it is not theirs to know
	Answers      string `db:"answers"`
	Told         string `db:"told"`
	Unread       int    `db:"unread"`
	Waits        string `db:"waits"`
	Ended        bool   `db:"ended"`
	Term         string `db:"term"` // the first of the terms they are told of
	Due          int64  `db:"due"`
	Late         bool   `db:"late"`
	Still        bool   `db:"still"`
	Opened       int64  `db:"opened"`
}

// Told is one thing an organisation was told or asked.
type Told struct {
	Verb  string `json:"verb"` // notify | ask
	Part  string `json:"part"`
	Move  string `json:"move"` // the act or the term that it came of
	At    int64  `json:"at"`
	Words string `json:"words,omitempty"` // what was sent along: why a file came back, what is asked
}

// Agreeing is an act of the case that waits for the organisation's word.
type Agreeing struct {
	ID     string         `json:"id"`
	Move   string         `json:"move"`
	Parts  []string       `json:"parts"`
	Values map[string]any `json:"values"`
}

const frontSelect = `SELECT id, label, registered, cases, organisation, procedure, file, reference, parts, turn, offers, stage, title, answers, told, unread, waits, ended, term, due, late, still, opened FROM front `

// Values gives what the case says, as far as it is theirs.
func (f Front) Values() map[string]any {
	out := map[string]any{}
	_ = json.Unmarshal([]byte(f.Answers), &out) // written by fronts
	return out
}

// News gives what they were told, in order.
func (f Front) News() []Told {
	var out []Told
	_ = json.Unmarshal([]byte(f.Told), &out) // written by fronts
	return out
}

// Agreeing gives the acts that wait for their word.
func (f Front) Agreeing() []Agreeing {
	var out []Agreeing
	_ = json.Unmarshal([]byte(f.Waits), &out) // written by fronts
	return out
}

// Timed tells whether a clock they are told of runs.
func (f Front) Timed() bool { return f.Due != never }

// Fronting narrows a list of fronts.
type Fronting struct {
	Ended bool
	Skip  int
	Limit int
}

// Fronts gives the fronts of a person's organisation, what is due first on top.
func (d *Desk) Fronts(v *store.View, p store.Staff, l Fronting) ([]Front, error) {
	if l.Limit <= 0 {
		l.Limit = 1_000
	}
	var out []Front
	if !p.Outside {
		return nil, nil
	}
	err := v.Select(&out, frontSelect+`WHERE organisation = $1 AND ended = $2 ORDER BY due, id LIMIT $3 OFFSET $4`, p.Organisation, l.Ended, l.Limit, l.Skip)
	for _, f := range out {
		v.Opened("front", f.ID, f.Label)
	}
	return out, err
}

// Front gives the front of a person's organisation in a case.
func (d *Desk) Front(v *store.View, p store.Staff, id string) (Front, error) {
	var f Front
	if !p.Outside {
		return f, fault.New(fault.Missing, "casework.missing")
	}
	err := v.Get(&f, frontSelect+`WHERE cases = $1 AND organisation = $2`, id, p.Organisation)
	if fault.Is(err, fault.Missing) {
		return f, fault.New(fault.Missing, "casework.missing")
	}
	v.Opened("front", f.ID, f.Label)
	return f, err
}

// FrontMoves gives what a person outside can do in a case now, in the order of its file.
func (d *Desk) FrontMoves(p store.Staff, x Front) ([]Option, error) {
	f, err := d.File(x.Hash)
	if err != nil {
		return nil, err
	}
	var out []Option
	for n, m := range f.Moves {
		i := slices.IndexFunc(m.Who, func(part string) bool { return slices.Contains(split(x.Parts), part) && holds(p, f, part) })
		waits := slices.ContainsFunc(x.Agreeing(), func(a Agreeing) bool { return a.Move == m.Act })
		if i >= 0 && !waits && slices.Contains(split(x.Offers), itoa(n)) {
			out = append(out, Option{Move: m, Part: m.Who[i]})
		}
	}
	slices.SortStableFunc(out, func(a, b Option) int { return rank(a) - rank(b) })
	return out, nil
}

// FrontPapers gives the documents of a case that an organisation was told of, in order.
func (d *Desk) FrontPapers(v *store.View, id string) ([]Paper, error) {
	var out []Paper
	return out, v.Select(&out, paperSelect+`WHERE cases = $1 AND state = 'told' ORDER BY registered, name, id`, id)
}

// Noted says that an organisation has read what it was told of a case.
func (d *Desk) Noted(ctx context.Context, by office.Person, id string) error {
	_, err := d.Office.Do(ctx, by, office.Act{Kind: "case.notice", Objects: []string{"cases:" + id}}, func(tx *store.Tx) error {
		p, err := tx.Person(by.ID)
		if err != nil {
			return err
		}
		f, err := d.Front(tx.View, p, id)
		if err != nil || f.Unread == 0 {
			return err
		}
		return tx.Append("front", f.ID, nil, store.Row{"unread": 0})
	})
	return err
}

// split parts a comma-separated list; none of "".
func split(s string) []string {
	if s == "" {
		return nil
	}
	return strings.Split(s, ",")
}

// tells tells whether what comes of a move or a term goes to one of some parts.
func tells(effects, parts []string) bool {
	return slices.ContainsFunc(effects, func(e string) bool {
		verb, part, _ := strings.Cut(e, " ")
		return (verb == "notify" || verb == "ask") && slices.Contains(parts, part)
	})
}

// hands tells whether a paper goes to some parts outside: a move that makes it tells them. A letter to a citizen goes to citizens.
func hands(f *procedure.File, doc procedure.Document, parts []string) bool {
	if doc.Citizen && !slices.ContainsFunc(parts, func(p string) bool { return f.Side(p) == "citizen" }) {
		return false
	}
	return slices.ContainsFunc(f.Moves, func(m procedure.Move) bool {
		return slices.Contains(m.Effects, "produce "+doc.Name) && tells(m.Effects, parts)
	})
}
