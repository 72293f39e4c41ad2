package fact_test

import (
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"schild/fact"
)

// ftmModel is what the test needs of FollowTheMoney's own model.
type ftmModel struct {
	Schemata map[string]struct {
		Abstract   bool
		Extends    []string
		Edge       *struct{ Source, Target string }
		Properties map[string]struct {
			Type, Range string
			Stub        bool
		}
	}
}

// TestSchemataAreThoseOfFollowTheMoney: every name, type, extension and end is the model's, so that facts travel both ways.
func TestSchemataAreThoseOfFollowTheMoney(t *testing.T) {
	m := readModel(t)
	for _, name := range fact.Schemata() {
		s, ok := m.Schemata[name]
		if !ok {
			t.Errorf("%s is not in the model", name)
			continue
		}
		if fact.Abstract(name) != s.Abstract {
			t.Errorf("%s: abstract %v", name, fact.Abstract(name))
		}
		for _, base := range s.Extends {
			if fact.Known(base) && !fact.Is(name, base) {
				t.Errorf("%s does not extend %s", name, base)
			}
		}
		from, to, ok := fact.Ends(name)
		if ok != (s.Edge != nil) || ok && (from != s.Edge.Source || to != s.Edge.Target) {
			t.Errorf("%s joins %s and %s", name, from, to)
		}
		for _, f := range fact.Fields(name) {
			typ, of, ok := m.property(name, f.Name)
			if !ok || typ != f.Type || of != f.Range {
				t.Errorf("%s.%s is %s %s, in the model %s %s", name, f.Name, f.Type, f.Range, typ, of)
			}
		}
	}
	for _, wall := range []string{"religion", "political", "ethnicity"} {
		if _, _, ok := m.property("Person", wall); !ok {
			t.Errorf("the model has no %s any more", wall)
		}
	}
}

func readModel(t *testing.T) (m ftmModel) {
	root := os.Getenv("SCHILD_TESTDATA")
	if root == "" {
		root = filepath.Join("..", "..", "shared", "data")
	}
	b, err := os.ReadFile(filepath.Join(root, "exchange", "ftm-model-4.5.2", "defaultModel.json"))
	if err != nil {
		t.Skip("skipped: no test data")
	}
	if err := json.Unmarshal(b, &m); err != nil {
		t.Fatal(err)
	}
	return m
}

// property finds a property in a schema or in what it extends.
func (m ftmModel) property(schema, name string) (typ, of string, ok bool) {
	s := m.Schemata[schema]
	if p, ok := s.Properties[name]; ok && !p.Stub {
		return p.Type, p.Range, true
	}
	for _, base := range s.Extends {
		if typ, of, ok = m.property(base, name); ok {
			return typ, of, ok
		}
	}
	return "", "", false
}

// TestBeliefsHaveNoField: ethnic origin, belief, political opinion, union and health cannot be stated as properties of anybody.
func TestBeliefsHaveNoField(t *testing.T) {
	for _, schema := range fact.Schemata() {
		for _, f := range fact.Fields(schema) {
			for _, word := range []string{"relig", "politic", "ethnic", "race", "union", "health", "sexual", "faith", "party"} {
				if strings.Contains(strings.ToLower(f.Name), word) {
					t.Errorf("%s.%s", schema, f.Name)
				}
			}
		}
	}
}

func TestSchemata(t *testing.T) {
	names := fact.Schemata()
	if !slices.IsSorted(names) || len(names) < 30 {
		t.Errorf("%v", names)
	}
	for _, name := range names {
		if !fact.Is(name, name) || !fact.Known(name) {
			t.Errorf("%s is not itself", name)
		}
		fields := fact.Fields(name)
		for i, f := range fields {
			if got, ok := fact.Lookup(name, f.Name); !ok || got != f {
				t.Errorf("%s.%s is %+v", name, f.Name, got)
			}
			if slices.ContainsFunc(fields[:i], func(g fact.Field) bool { return g.Name == f.Name }) {
				t.Errorf("%s.%s stands there twice", name, f.Name)
			}
			if fact.IsEntity(name, f.Name) != (f.Range != "") || f.Range != "" && !fact.Known(f.Range) {
				t.Errorf("%s.%s points at %q", name, f.Name, f.Range)
			}
		}
		if from, to, ok := fact.Ends(name); ok && (!fact.IsEntity(name, from) || !fact.IsEntity(name, to)) {
			t.Errorf("%s joins %s and %s", name, from, to)
		}
	}
	for _, c := range []struct {
		a, b string
		want bool
	}{{"Company", "Asset", true}, {"Company", "Thing", true}, {"Person", "Asset", false}, {"Thing", "Person", false}, {"x", "x", false}} {
		if got := fact.Is(c.a, c.b); got != c.want {
			t.Errorf("%s is %s: %v", c.a, c.b, got)
		}
	}
	if fact.Fields("x") != nil || fact.Abstract("x") || fact.IsEntity("x", "y") {
		t.Error("a schema there is not has something")
	}
}

// TestEveryNameHasWords: schemata and properties are shown in the four languages of the house.
func TestEveryNameHasWords(t *testing.T) {
	for _, code := range []string{"nl", "fr", "de", "en"} {
		b, err := os.ReadFile(filepath.Join("..", "internal", "lang", "text", "fact."+code+".toml"))
		if err != nil {
			t.Fatal(err)
		}
		has := func(key string) {
			if !strings.Contains(string(b), "\n\""+key+"\" = \"") {
				t.Errorf("%s: no words for %s", code, key)
			}
		}
		for _, s := range fact.Schemata() {
			has("fact.schema." + s)
			for _, f := range fact.Fields(s) {
				has("fact.property." + f.Name)
			}
		}
	}
}
