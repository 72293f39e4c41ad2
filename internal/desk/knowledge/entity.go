package knowledge

import (
	"schild/fact"
	"schild/fault"
	"schild/internal/store"
	"schild/label"
)

// Entity is what a reader may know of somebody or something: its claims, never merged, and where each is said.
type Entity struct {
	fact.Entity
	Claims map[fact.ID]Claim // by statement
	Label  label.Label       // of everything shown here
	Links  []Link
	More   bool // more links than shown
}

// Link is a relation the reader sees between this entity and another, through one statement.
type Link struct {
	Statement fact.ID
	Label     label.Label
	Property  string // said of the side the statement is about
	Outward   bool   // said of this entity, not of the other
	Other     fact.ID
	Caption   string
	Schema    string
	Via       fact.ID // the relation between the two, an entity itself (an ownership, a directorship); "" = none
	Relation  string  // its schema
}

// mostLinks bounds the links of one entity.
const mostLinks = 200

// Entity gives everything the reader's view holds about one entity.
func (d *Desk) Entity(v *store.View, id string) (Entity, error) {
	cs, err := d.statements(v, `WHERE st.entity = $1 ORDER BY st.property, st.value, st.id`, id)
	if err != nil {
		return Entity{}, err
	}
	e := Entity{Claims: map[fact.ID]Claim{}, Label: label.Bottom()}
	plain := make([]fact.Statement, len(cs))
	for i, c := range cs {
		plain[i], e.Claims[c.ID] = c.Statement, c
		e.Label = label.Join(e.Label, c.Label)
	}
	folded, ok := fact.Fold(plain)
	if !ok {
		return e, fault.New(fault.Missing, "missing")
	}
	e.Entity = folded
	e.Links, e.More, err = d.links(v, cs, id)
	for _, l := range e.Links {
		e.Label = label.Join(e.Label, l.Label)
	}
	return e, err
}

// links gives relations both ways: statements here whose value is an entity, and statements elsewhere whose value is this
// one. A relation that is an entity itself is gone through to its other end.
func (d *Desk) links(v *store.View, own []Claim, id string) (out []Link, more bool, err error) {
	var all []Link
	for _, c := range own {
		if fact.IsEntity(c.Schema, c.Property) {
			all = append(all, Link{Statement: c.ID, Label: c.Label, Property: c.Property, Other: fact.ID(c.Value), Outward: true})
		}
	}
	inward, err := d.statements(v, pointing+` ORDER BY st.entity, st.property, st.id LIMIT $2`, id, mostLinks+1)
	if err != nil {
		return nil, false, err
	}
	for _, c := range inward {
		all = append(all, Link{Statement: c.ID, Label: c.Label, Property: c.Property, Other: c.Entity, Schema: c.Schema})
	}
	for _, l := range all {
		if l, err = d.end(v, l); fault.Is(err, fault.Missing) {
			continue // what it points to is nothing the reader sees
		} else if err != nil {
			return nil, false, err
		}
		out = append(out, l)
	}
	return out[:min(len(out), mostLinks)], len(out) > mostLinks || len(inward) > mostLinks, nil
}

// pointing finds statements whose value is an entity; its words are those of the index on them.
const pointing = `WHERE st.folded = '' AND length(st.value) = 26 AND st.value = $1`

// end gives a link its other side's caption, and where the other side is a relation, the far side of that.
func (d *Desk) end(v *store.View, l Link) (Link, error) {
	from, to, relation := fact.Ends(l.Schema)
	if relation && !l.Outward && (l.Property == from || l.Property == to) {
		far := to
		if l.Property == to {
			far = from
		}
		var other string
		err := v.Get(&other, `SELECT st.value FROM statement AS st WHERE st.entity = $1 AND st.property = $2 ORDER BY st.value, st.id LIMIT 1`, string(l.Other), far)
		if err == nil {
			l.Via, l.Relation, l.Other = l.Other, l.Schema, fact.ID(other)
		} else if !fault.Is(err, fault.Missing) {
			return l, err
		}
	}
	var err error
	l.Caption, l.Schema, err = d.Caption(v, string(l.Other))
	return l, err
}

// Caption gives the name under which this reader knows an entity, "" when nothing names it, and its schema.
func (d *Desk) Caption(v *store.View, id string) (caption, schema string, err error) {
	s, err := d.summary(v, id)
	return s.Caption, s.Schema, err
}

// Network gives the entities next to one, for the picture and its table.
func (d *Desk) Network(v *store.View, id string) ([]Link, error) {
	e, err := d.Entity(v, id)
	return e.Links, err
}

// Summary is one line of a list of entities.
type Summary struct {
	ID      string
	Schema  string
	Caption string
	Label   label.Label // of everything the line rests on
	Sources int         // records that speak of it, as the reader sees them
}

// summary folds what a reader sees of an entity into one line. Of its statements only those that name it in the caption
// count as opened.
func (d *Desk) summary(v *store.View, id string) (Summary, error) {
	var rows []struct {
		ID       string `db:"id"`
		Label    int64  `db:"label"`
		Schema   string `db:"schema"`
		Property string `db:"property"`
		Value    string `db:"value"`
		Record   string `db:"record"`
	}
	err := v.Select(&rows, `SELECT st.id, st.label, st.schema, st.property, st.value, st.record FROM statement AS st WHERE st.entity = $1`, id)
	if err != nil {
		return Summary{}, err
	}
	said := make([]fact.Statement, len(rows))
	labels, records := map[int64]bool{}, map[string]bool{}
	for i, r := range rows {
		said[i] = fact.Statement{ID: fact.ID(r.ID), Entity: fact.ID(id), Schema: r.Schema, Property: r.Property, Value: r.Value, Record: fact.ID(r.Record)}
		labels[r.Label], records[r.Record] = true, true
	}
	e, ok := fact.Fold(said)
	if !ok {
		return Summary{}, fault.New(fault.Missing, "missing")
	}
	s := Summary{ID: id, Schema: e.Schema, Caption: e.Caption(), Label: label.Bottom(), Sources: len(records)}
	for no := range labels {
		s.Label = label.Join(s.Label, v.Label(no))
	}
	for _, r := range rows {
		if r.Value == s.Caption {
			v.Opened("statement", r.ID, r.Label)
		}
	}
	return s, nil
}
