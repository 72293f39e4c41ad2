package index_test

import (
	"bytes"
	"encoding/csv"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"unicode"

	"schild/day"
	"schild/exchange"
	"schild/match/index"
	"schild/match/score"
	"schild/name"
)

// testData gives a file of the test data, which is not part of the project.
func testData(t testing.TB, path string) string {
	root := os.Getenv("SCHILD_TESTDATA")
	if root == "" {
		root = filepath.Join("..", "..", "..", "shared", "data")
	}
	full := filepath.Join(root, "names", filepath.FromSlash(path))
	if _, err := os.Stat(full); err != nil {
		t.Skip("skipped: no test data")
	}
	return full
}

func readFile(t testing.TB, path string) []byte {
	b, err := os.ReadFile(testData(t, path))
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// entry is a list's entry as the index takes it.
type entry struct {
	key string
	s   score.Subject
}

// list reads a published list.
func list(t testing.TB, kind, prefix, path string) []entry {
	main := testData(t, path)
	var files []exchange.File
	for _, n := range append([]string{filepath.Base(main)}, exchange.Siblings(kind, filepath.Base(main))...) {
		b, err := os.ReadFile(filepath.Join(filepath.Dir(main), n))
		if err != nil {
			continue // a sibling that is not there
		}
		files = append(files, exchange.File{Name: n, Reader: bytes.NewReader(b)})
	}
	entries, _, err := exchange.ReadList(kind, files)
	if err != nil {
		t.Fatal(err)
	}
	out := make([]entry, len(entries))
	for i, e := range entries {
		out[i] = entry{key: prefix + e.Key, s: subject(e)}
	}
	return out
}

func subject(e exchange.Entry) score.Subject {
	s := score.Subject{Kind: name.Organisation}
	if e.Schema == "Person" {
		s.Kind = name.Person
	}
	for _, f := range e.Facts {
		switch f.Property {
		case "name", "alias", "weakAlias":
			if !slices.Contains(s.Names, f.Value) {
				s.Names = append(s.Names, f.Value)
			}
		case "birthDate":
			if d, err := day.Parse(f.Value); err == nil {
				s.Facts.Births = append(s.Facts.Births, d)
			}
		case "gender":
			s.Facts.Sex = f.Value
		case "birthPlace":
			s.Facts.Places = append(s.Facts.Places, f.Value)
		case "nationality":
			s.Facts.Countries = append(s.Facts.Countries, f.Value)
		}
	}
	return s
}

func lists(t testing.TB) []entry {
	out := list(t, "ofac-sdn", "", "watchman/sdn.csv")
	out = append(out, list(t, "ofac-sdn", "cons-", "watchman/cons_prim.csv")...)
	return append(out, list(t, "un-sc", "un-", "watchman/UN_consolidated.xml")...)
}

func build(entries []entry) *index.Index {
	x := index.New()
	for _, e := range entries {
		x.Put(e.key, e.s)
	}
	return x
}

func rowsOf(t testing.TB, path string) [][]string {
	r := csv.NewReader(bytes.NewReader(readFile(t, path)))
	r.FieldsPerRecord = -1
	rows, err := r.ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	return rows[1:]
}

// person makes a row of the person sets a subject: full_name … date_of_birth.
func person(row []string, facts bool) score.Subject {
	s := score.Subject{Kind: name.Person, Names: []string{row[0]}}
	if !facts {
		return s
	}
	if d, err := day.Parse(row[5]); err == nil {
		s.Facts.Births = []day.Date{d}
	}
	return s
}

// inLatin keeps the names in Latin letters.
func inLatin(names []string) []string {
	return slices.DeleteFunc(slices.Clone(names), func(n string) bool {
		for _, r := range n {
			if unicode.IsLetter(r) && !unicode.Is(unicode.Latin, r) {
				return true
			}
		}
		return false
	})
}
