package fact

import (
	_ "embed"
	"slices"
	"strings"
	"sync"
)

//go:embed schema.txt
var schemaText string

// Field is a property as a schema has it.
type Field struct {
	Name  string
	Type  string // name, date, country, identifier, entity, text, string …
	Range string // for an entity: the schema it must be of
}

// schema is one kind of thing, with what it has from those it extends.
type schema struct {
	name       string
	abstract   bool
	extends    []string
	above      map[string]int // this and everything it extends, with the distance
	caption    []string
	ends       [2]string
	fields     []Field // own ones behind those of what it extends
	properties map[string]Field
}

// model is the table of schemata, read once from the project's own text, in the order of the text.
var model = sync.OnceValue(func() map[string]*schema {
	out := map[string]*schema{}
	var s *schema
	for line := range strings.Lines(schemaText) {
		line, inner := strings.CutPrefix(strings.TrimSuffix(line, "\n"), "\t")
		words := strings.Fields(line)
		switch {
		case len(words) == 0 || words[0] == "#":
		case !inner:
			s = begin(out, words)
			out[s.name] = s
		default:
			s.add(words)
		}
	}
	return out
})

// begin makes a schema from its first line: its name, then "<" and what it extends, which stands above it in the text.
func begin(known map[string]*schema, words []string) *schema {
	s := &schema{name: words[0], above: map[string]int{words[0]: 0}, properties: map[string]Field{}}
	if len(words) > 1 {
		s.extends = words[2:]
	}
	for _, e := range s.extends {
		base := known[e]
		for a, n := range base.above {
			if have, ok := s.above[a]; !ok || n+1 < have {
				s.above[a] = n + 1
			}
		}
		for _, f := range base.fields {
			s.field(f)
		}
		if s.caption == nil {
			s.caption = base.caption
		}
		if s.ends[0] == "" {
			s.ends = base.ends
		}
	}
	return s
}

func (s *schema) add(words []string) {
	switch words[0] {
	case "abstract":
		s.abstract = true
	case "caption":
		s.caption = words[1:]
	case "ends":
		s.ends = [2]string{words[1], words[2]}
	default:
		f := Field{Name: words[0], Type: words[1]}
		if f.Type == "entity" {
			f.Range = words[2]
		}
		s.field(f)
	}
}

// field adds a property; one that is there already gets the new type and keeps its place.
func (s *schema) field(f Field) {
	if _, ok := s.properties[f.Name]; ok {
		i := slices.IndexFunc(s.fields, func(g Field) bool { return g.Name == f.Name })
		s.fields[i] = f
	} else {
		s.fields = append(s.fields, f)
	}
	s.properties[f.Name] = f
}

// Known tells whether there is a schema of that name.
func Known(schema string) bool { return model()[schema] != nil }

// Abstract tells whether nothing is only of this schema: it is there to be extended.
func Abstract(schema string) bool {
	s := model()[schema]
	return s != nil && s.abstract
}

// Is tells whether schema is other or extends it: a Company is a LegalEntity.
func Is(schema, other string) bool {
	s := model()[schema]
	if s == nil {
		return false
	}
	_, ok := s.above[other]
	return ok
}

// Fields gives the properties of a schema in the order a reader wants them; nil for a schema there is not.
func Fields(schema string) []Field {
	s := model()[schema]
	if s == nil {
		return nil
	}
	return slices.Clone(s.fields)
}

// Lookup gives one property of a schema.
func Lookup(schema, property string) (Field, bool) {
	s := model()[schema]
	if s == nil {
		return Field{}, false
	}
	f, ok := s.properties[property]
	return f, ok
}

// IsEntity tells whether the property's value is the identity of another entity.
func IsEntity(schema, property string) bool {
	f, ok := Lookup(schema, property)
	return ok && f.Type == "entity"
}

// Ends gives the two properties that a relation joins (Ownership: owner, asset), in their direction; ok is false for
// what is no relation.
func Ends(schema string) (from, to string, ok bool) {
	s := model()[schema]
	if s == nil || s.ends[0] == "" {
		return "", "", false
	}
	return s.ends[0], s.ends[1], true
}

// Schemata gives the names of all schemata in byte order.
func Schemata() []string {
	out := make([]string, 0, len(model()))
	for name := range model() {
		out = append(out, name)
	}
	slices.Sort(out)
	return out
}
