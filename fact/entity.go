package fact

import (
	"bytes"
	"cmp"
	"slices"
)

// Entity is what somebody may know of one thing: the statements given, side by side. It is made anew for every reader and
// kept nowhere.
type Entity struct {
	ID         ID
	Schema     string     // the narrowest schema that fits all that is said
	Schemata   []string   // every schema said, in byte order: more than one is worth a look
	Properties []Property // in the order of the schema, what it does not have last, by name
}

// Property is one property with every value said for it.
type Property struct {
	Name   string
	Type   string // as the schema has it, "" when it does not
	Values []Value
}

// Value is one value and every statement that says it. Values are never weighed against each other.
type Value struct {
	Value      string
	Statements []Statement
}

// Fold lays the statements about one entity side by side. ok is false when there is none, or when they are about more
// than one entity.
func Fold(said []Statement) (e Entity, ok bool) {
	if len(said) == 0 {
		return e, false
	}
	all := slices.Clone(said)
	slices.SortFunc(all, compare)
	all = slices.Compact(all)
	e.ID = all[0].Entity
	byName := map[string][]Statement{}
	for _, s := range all {
		if s.Entity != e.ID {
			return Entity{}, false
		}
		byName[s.Property] = append(byName[s.Property], s)
		e.Schemata = append(e.Schemata, s.Schema)
	}
	slices.Sort(e.Schemata)
	e.Schemata = slices.Compact(e.Schemata)
	e.Schema = narrowest(e.Schemata)
	for name, list := range byName {
		f, _ := Lookup(e.Schema, name)
		e.Properties = append(e.Properties, Property{Name: name, Type: f.Type, Values: values(list)})
	}
	slices.SortFunc(e.Properties, inOrder(e.Schema))
	return e, true
}

// values groups sorted statements of one property by value.
func values(list []Statement) []Value {
	var out []Value
	for _, s := range list {
		if n := len(out); n == 0 || out[n-1].Value != s.Value {
			out = append(out, Value{Value: s.Value})
		}
		v := &out[len(out)-1]
		v.Statements = append(v.Statements, s)
	}
	return out
}

// inOrder compares properties by their place in the schema, then by name.
func inOrder(schema string) func(a, b Property) int {
	fields := Fields(schema)
	place := make(map[string]int, len(fields))
	for i, f := range fields {
		place[f.Name] = i - len(fields) // before 0, the place of what is not there
	}
	return func(a, b Property) int {
		return cmp.Or(cmp.Compare(place[a.Name], place[b.Name]), cmp.Compare(a.Name, b.Name))
	}
}

// compare is the one order of statements: by what they say, then by who says it and where.
func compare(a, b Statement) int {
	if c := cmp.Or(cmp.Compare(a.Entity, b.Entity), cmp.Compare(a.Property, b.Property), cmp.Compare(a.Value, b.Value),
		cmp.Compare(a.Record, b.Record), cmp.Compare(a.Place.Part, b.Place.Part), cmp.Compare(a.Place.Start, b.Place.Start),
		cmp.Compare(a.ID, b.ID)); c != 0 {
		return c
	}
	// one id, or none yet: everything else decides
	return cmp.Or(bytes.Compare(encode(a), encode(b)), cmp.Compare(a.Label.String(), b.Label.String()), cmp.Compare(a.Registered, b.Registered))
}

// narrowest gives the schema that fits all of names (in byte order): the one that is all the others, else the nearest
// that all of them extend; "" when they have nothing in common.
func narrowest(names []string) string {
	if len(names) == 1 {
		return names[0]
	}
	for _, n := range names {
		if !slices.ContainsFunc(names, func(other string) bool { return !Is(n, other) }) {
			return n
		}
	}
	best, far := "", 0
	for _, candidate := range Schemata() {
		sum := 0
		for _, n := range names {
			s := model()[n]
			if s == nil {
				return ""
			}
			steps, ok := s.above[candidate]
			if !ok {
				sum = -1
				break
			}
			sum += steps
		}
		if sum >= 0 && (best == "" || sum < far) {
			best, far = candidate, sum
		}
	}
	return best
}

// Property gives one property's values, nil when nothing is said of it.
func (e Entity) Property(name string) []Value {
	for _, p := range e.Properties {
		if p.Name == name {
			return p.Values
		}
	}
	return nil
}

// Caption gives the words under which the entity is shown: of the first property of the schema's list that has a value,
// the value that most records say, in a tie the first in byte order. It is "" when nothing names it.
func (e Entity) Caption() string {
	list := []string{"name", "alias", "weakAlias", "previousName"}
	if s := model()[e.Schema]; s != nil && s.caption != nil {
		list = s.caption
	}
	for _, name := range list {
		best, most := "", 0
		for _, v := range e.Property(name) {
			if n := v.Records(); n > most {
				best, most = v.Value, n
			}
		}
		if best != "" {
			return best
		}
	}
	return ""
}

// Records counts the records that say the value.
func (v Value) Records() int {
	seen := map[ID]bool{}
	for _, s := range v.Statements {
		seen[s.Record] = true
	}
	return len(seen)
}
