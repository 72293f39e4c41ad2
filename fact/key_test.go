package fact_test

import (
	"bytes"
	"encoding/binary"
	"reflect"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"schild/day"
	"schild/fact"
	"schild/label"
)

var secret = []byte("thirty-two bytes of a source key")

// TestKeyCoversEveryField changes one field after the other: the key changes, but for label, id and registration.
func TestKeyCoversEveryField(t *testing.T) {
	base := fact.Statement{Entity: id(1), Schema: "Person", Property: "name", Value: "Marin", Record: id(2), Author: "a", Grade: fact.Grade{Source: 'B', Info: '2'}}
	for _, c := range []struct {
		field  string
		change func(*fact.Statement)
		same   bool
	}{
		{"ID", func(s *fact.Statement) { s.ID = id(9) }, true},
		{"Label", func(s *fact.Statement) { s.Label = label.Label{Level: label.Secret} }, true},
		{"Registered", func(s *fact.Statement) { s.Registered = 1 }, true},
		{"Entity", func(s *fact.Statement) { s.Entity = id(9) }, false},
		{"Schema", func(s *fact.Statement) { s.Schema = "Company" }, false},
		{"Property", func(s *fact.Statement) { s.Property = "alias" }, false},
		{"Value", func(s *fact.Statement) { s.Value = "Marin " }, false},
		{"Original", func(s *fact.Statement) { s.Original = "MARIN" }, false},
		{"Lang", func(s *fact.Statement) { s.Lang = "nl" }, false},
		{"Record", func(s *fact.Statement) { s.Record = id(9) }, false},
		{"Place.Part", func(s *fact.Statement) { s.Place.Part = 1 }, false},
		{"Place.Start", func(s *fact.Statement) { s.Place.Start = 1 }, false},
		{"Place.End", func(s *fact.Statement) { s.Place.End = 1 }, false},
		{"Author", func(s *fact.Statement) { s.Author = "b" }, false},
		{"Grade", func(s *fact.Statement) { s.Grade.Info = '3' }, false},
		{"Holds.From", func(s *fact.Statement) { s.Holds.From = day.Date{Year: 2020} }, false},
		{"Holds.To", func(s *fact.Statement) { s.Holds.To = day.Date{Year: 2020} }, false},
		{"Said", func(s *fact.Statement) { s.Said = day.Date{Year: 2020} }, false},
	} {
		s := base
		c.change(&s)
		if same := fact.Key(secret, s) == fact.Key(secret, base); same != c.same {
			t.Errorf("%s changed: same key %v, want %v", c.field, same, c.same)
		}
	}
	// a field added to Statement must be decided on here: in the key or not
	if n := reflect.TypeFor[fact.Statement]().NumField(); n != 15 {
		t.Errorf("Statement has %d fields", n)
	}
}

// TestEncodingReadsBack: what is encoded can be taken apart again into the same fields, so no two statements share it.
func TestEncodingReadsBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := fact.Statement{
			Entity: fact.ID(rapid.String().Draw(t, "entity")), Schema: rapid.String().Draw(t, "schema"), Property: rapid.String().Draw(t, "property"),
			Value: rapid.String().Draw(t, "value"), Original: rapid.String().Draw(t, "original"), Lang: rapid.String().Draw(t, "lang"),
			Record: fact.ID(rapid.String().Draw(t, "record")), Author: rapid.String().Draw(t, "author"),
		}
		in := bytes.NewReader(fact.Encode(s))
		var got []string
		for in.Len() > 0 {
			n, err := binary.ReadUvarint(in)
			if err != nil || n > uint64(in.Len()) {
				t.Fatalf("length %d, %v", n, err)
			}
			part := make([]byte, n)
			if _, err := in.Read(part); err != nil && n > 0 {
				t.Fatal(err)
			}
			got = append(got, string(part))
		}
		want := []string{"schild 1 statement", string(s.Entity), s.Schema, s.Property, s.Value, s.Original, s.Lang, string(s.Record), "0", "0", "0", s.Author, "", "", "", ""}
		if !reflect.DeepEqual(got, want) {
			t.Fatalf("%q", got)
		}
	})
}

func TestKeysNeedTheSecret(t *testing.T) {
	s := fact.Statement{Entity: id(1), Schema: "Person", Property: "name", Value: "Marin", Record: id(2)}
	other := []byte(strings.Repeat("x", 32))
	if fact.Key(secret, s) == fact.Key(other, s) || fact.Derive(secret, "a") == fact.Derive(other, "a") {
		t.Error("another secret gives the same")
	}
	if fact.Key(secret, s) != fact.Key(secret, s) || fact.Derive(secret, "a", "b") != fact.Derive(secret, "a", "b") {
		t.Error("the same secret does not")
	}
}

func TestDerivePartsAreNotJoined(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a := rapid.SliceOfN(rapid.SampledFrom([]string{"", "a", "b", "ab", "\x01a"}), 0, 3).Draw(t, "a")
		b := rapid.SliceOfN(rapid.SampledFrom([]string{"", "a", "b", "ab", "\x01a"}), 0, 3).Draw(t, "b")
		same := strings.Join(a, "|")+"#"+string(rune(len(a))) == strings.Join(b, "|")+"#"+string(rune(len(b)))
		x, y := fact.Derive(secret, a...), fact.Derive(secret, b...)
		if (x == y) != same {
			t.Fatalf("%q gives %s, %q gives %s", a, x, b, y)
		}
		if _, err := fact.ParseID(string(x)); err != nil {
			t.Fatal(err)
		}
	})
}
