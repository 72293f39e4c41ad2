package knowledge

import (
	"context"
	"strings"

	"schild/day"
	"schild/fact"
	"schild/fault"
	"schild/internal/office"
	"schild/internal/store"
	"schild/label"
	"schild/match"
	"schild/name"
)

// Accept makes a proposal a statement: this record calls this entity by these words. Its label is the mention's, its
// grade the record's.
func (d *Desk) Accept(ctx context.Context, by office.Person, id string) (office.Receipt, error) {
	var l lesson
	entity := ""
	r, err := d.decide(ctx, decision{"mention.accept", id, by}, func(tx *store.Tx, m Mention) (store.Row, error) {
		s, known, err := d.stated(tx, by, m)
		if err != nil {
			return nil, err
		}
		if s.ID, err = d.write(tx, s); err != nil {
			return nil, err
		}
		l.teach(d, s)
		entity = string(s.Entity)
		if wider(s.Value, known) {
			tx.Later("rescan", m.Record)
		}
		return store.Row{"state": "accepted", "statement": s.ID}, nil
	})
	l.settle(d, err)
	d.stating(entity, err)
	return r, err
}

// wider tells whether a spelling finds texts that the name it was found by does not: tied words are found parted and joined,
// "Family, Given" in both orders. Only then are the old records worth another look.
func wider(spelling, known string) bool {
	g := match.NewGazetteer(2)
	g.Add(known, 0)
	for _, form := range forms(spelling) {
		all := false
		for h := range g.Scan(form) {
			all = all || name.Fold(form[h.Start:h.End]) == name.Fold(form)
		}
		if !all {
			return true
		}
	}
	return false
}

// forms gives the texts that a spelling is found in: as it is, with its tied words parted and joined, given name first.
func forms(spelling string) []string {
	var parted, joined strings.Builder
	for w := range name.Words(spelling) {
		if parted.Len() > 0 {
			parted.WriteByte(' ')
			if !w.Tied {
				joined.WriteByte(' ')
			}
		}
		parted.WriteString(w.Folded)
		joined.WriteString(w.Folded)
	}
	out := []string{spelling, parted.String(), joined.String()}
	if family, given, ok := strings.Cut(spelling, ","); ok && !strings.Contains(given, ",") {
		out = append(out, given+" "+family)
	}
	return out
}

// mostReason bounds the words of a rejection.
const mostReason = 2000

// Reject closes a proposal with a reason.
func (d *Desk) Reject(ctx context.Context, by office.Person, id, reason string) (office.Receipt, error) {
	if reason = strings.TrimSpace(strings.ToValidUTF8(reason, "\uFFFD")); reason == "" || len(reason) > mostReason {
		return office.Receipt{}, fault.New(fault.Invalid, "mention.reason")
	}
	return d.decide(ctx, decision{"mention.reject", id, by}, func(*store.Tx, Mention) (store.Row, error) {
		return store.Row{"state": "rejected", "reason": reason}, nil
	})
}

// decision is a person's word on a mention.
type decision struct {
	kind, mention string
	by            office.Person
}

func (d *Desk) decide(ctx context.Context, by decision, f func(*store.Tx, Mention) (store.Row, error)) (office.Receipt, error) {
	return d.Office.Do(ctx, by.by, office.Act{Kind: by.kind, Objects: []string{"mention:" + by.mention}}, func(tx *store.Tx) error {
		var m Mention
		if err := tx.Get(&m, mentionSelect+`WHERE m.id = $1`, by.mention); err != nil {
			return err
		}
		if m.State != "proposed" {
			return fault.New(fault.Conflict, "mention.decided")
		}
		change, err := f(tx, m)
		if err != nil {
			return err
		}
		return decideTwins(tx, m, change)
	})
}

// decideTwins writes the decision to the mention and to its open twins under stricter labels. A twin under any other label
// may have readers who do not see this mention, and is theirs to decide.
func decideTwins(tx *store.Tx, m Mention, change store.Row) error {
	var open []Mention
	err := tx.Select(&open, mentionSelect+`WHERE m.record = $1 AND m.part = $2 AND m.start = $3 AND m.ending = $4 AND m.entity = $5 AND m.state = 'proposed'
		ORDER BY m.id`, m.Record, m.Part, m.Start, m.End, m.Entity)
	if err != nil {
		return err
	}
	for _, twin := range open {
		if !tx.Label(twin.Label).Dominates(tx.Label(m.Label)) {
			continue
		}
		if err := tx.Append("mention", twin.ID, nil, change); err != nil {
			return err
		}
	}
	return nil
}

// stated turns a mention into the statement it stands for, and gives the name it was found by.
func (d *Desk) stated(tx *store.Tx, by office.Person, m Mention) (s fact.Statement, known string, err error) {
	var from struct {
		Grade    string `db:"grade"`
		Lang     string `db:"lang"`
		Said     string `db:"said"`
		Record   int64  `db:"record_label"`
		Name     int64  `db:"name_label"`
		Schema   string `db:"schema"`
		Property string `db:"property"`
		Value    string `db:"value"`
	}
	err = tx.Get(&from, `SELECT r.grade, r.lang, r.said, r.label AS record_label, st.label AS name_label, st.schema, st.property, st.value
		FROM record AS r JOIN statement AS st ON st.id = $1 WHERE r.id = $2`, m.Name, m.Record)
	if err != nil {
		return s, "", err
	}
	grade, err := fact.ParseGrade(from.Grade)
	if err != nil {
		return s, "", err
	}
	said, _ := day.Parse(from.Said[:min(len(from.Said), len("2006-01-02"))]) // a date the mail does not give stays unknown
	s = fact.Statement{Entity: fact.ID(m.Entity), Schema: from.Schema, Property: from.Property, Value: name.Clean(m.Written), Original: m.Written,
		Lang: from.Lang, Record: fact.ID(m.Record), Place: fact.Place{Part: m.Part, Start: m.Start, End: m.End}, Author: by.ID, Grade: grade,
		Label: label.JoinAll(tx.Label(m.Label), tx.Label(from.Record), tx.Label(from.Name)), Said: said}
	return s, from.Value, fact.CheckValue(s.Schema, s.Property, s.Value)
}
