package knowledge

import (
	"maps"
	"slices"

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
	Label     label.Label // of the statement and of the other's caption
	Property  string      // said of the side the statement is about
	Outward   bool        // said of this entity, not of the other
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
	if err := throughRelations(v, all); err != nil {
		return nil, false, err
	}
	others := make([]string, len(all))
	for i, l := range all {
		others[i] = string(l.Other)
	}
	known, err := d.summed(v, others)
	for _, l := range all {
		if s, ok := known[string(l.Other)]; ok { // else it points to nothing the reader sees
			l.Caption, l.Schema, l.Label = s.Caption, s.Schema, label.Join(l.Label, s.named)
			out = append(out, l)
		}
	}
	return out[:min(len(out), mostLinks)], len(out) > mostLinks || len(inward) > mostLinks, err
}

// pointing finds statements whose value is an entity; its words are those of the index on them.
const pointing = `WHERE st.folded = '' AND length(st.value) = 26 AND st.value = $1`

// throughRelations lets links that end in a relation (an ownership, a directorship) go on to its far side.
func throughRelations(v *store.View, links []Link) error {
	far := func(l Link) string {
		switch from, to, _ := fact.Ends(l.Schema); {
		case l.Outward:
			return ""
		case l.Property == from:
			return to
		case l.Property == to:
			return from
		}
		return ""
	}
	var relations []string
	for _, l := range links {
		if far(l) != "" {
			relations = append(relations, string(l.Other))
		}
	}
	sides := map[[2]string]string{} // relation and property → the first it names
	err := ofEntities(v, relations, func(s said) {
		at := [2]string{s.Entity, s.Property}
		if old, ok := sides[at]; !ok || s.Value < old {
			sides[at] = s.Value
		}
	})
	for i, l := range links {
		if other := sides[[2]string{string(l.Other), far(l)}]; other != "" {
			links[i].Via, links[i].Relation, links[i].Other = l.Other, l.Schema, fact.ID(other)
		}
	}
	return err
}

// Caption gives the name under which this reader knows an entity, "" when nothing names it, and its schema.
func (d *Desk) Caption(v *store.View, id string) (caption, schema string, err error) {
	known, err := d.summed(v, []string{id})
	s, ok := known[id]
	if err == nil && !ok {
		err = fault.New(fault.Missing, "missing")
	}
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

	named label.Label // of the caption alone: the least strict statement that says it
}

// said is a statement as far as a summary needs it.
type said struct {
	ID       string `db:"id"`
	Label    int64  `db:"label"`
	Entity   string `db:"entity"`
	Schema   string `db:"schema"`
	Property string `db:"property"`
	Value    string `db:"value"`
	Record   string `db:"record"`
}

// ofEntities reads what the reader sees said of entities, a hundred at a time.
func ofEntities(v *store.View, ids []string, f func(said)) error {
	ids = slices.Clone(ids)
	slices.Sort(ids)
	for some := range slices.Chunk(slices.Compact(ids), 100) {
		marks, args := "", []any{}
		for i, id := range some {
			marks, args = marks+", "+dollar(i+1), append(args, id)
		}
		var rows []said
		err := v.Select(&rows, `SELECT st.id, st.label, st.entity, st.schema, st.property, st.value, st.record FROM statement AS st
			WHERE st.entity IN (`+marks[2:]+`)`, args...)
		if err != nil {
			return err
		}
		for _, r := range rows {
			f(r)
		}
	}
	return nil
}

// summed folds what the reader sees of each entity into one line. Of its statements only those that name it in the caption
// count as opened.
func (d *Desk) summed(v *store.View, ids []string) (map[string]Summary, error) {
	rows := map[string][]said{}
	if err := ofEntities(v, ids, func(s said) { rows[s.Entity] = append(rows[s.Entity], s) }); err != nil {
		return nil, err
	}
	out := make(map[string]Summary, len(rows))
	for _, id := range slices.Sorted(maps.Keys(rows)) {
		out[id] = summary(v, id, rows[id])
	}
	return out, nil
}

func summary(v *store.View, id string, rows []said) Summary {
	all := make([]fact.Statement, len(rows))
	records := map[string]bool{}
	s := Summary{ID: id, Label: label.Bottom(), named: label.Bottom()}
	for i, r := range rows {
		all[i] = fact.Statement{ID: fact.ID(r.ID), Entity: fact.ID(id), Schema: r.Schema, Property: r.Property, Value: r.Value, Record: fact.ID(r.Record)}
		records[r.Record] = true
		s.Label = label.Join(s.Label, v.Label(r.Label))
	}
	e, _ := fact.Fold(all)
	s.Schema, s.Caption, s.Sources = e.Schema, e.Caption(), len(records)
	first := true
	for _, r := range rows {
		if r.Value != s.Caption {
			continue
		}
		v.Opened("statement", r.ID, r.Label)
		if l := v.Label(r.Label); first || s.named.Dominates(l) {
			s.named, first = l, false
		}
	}
	return s
}
