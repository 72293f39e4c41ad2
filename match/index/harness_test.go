package index_test

import (
	"bytes"
	"cmp"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

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

type query struct{ Cat, ID, Name, Type string }

func TestHarnessOFAC(t *testing.T) {
	entries := list(t, "ofac-sdn", "", "watchman/sdn.csv")
	start := time.Now()
	x := build(entries)
	fmt.Println("load", len(entries), time.Since(start))
	var queries []query
	if err := json.Unmarshal(readFile(t, "derived/ofac_queries_1000.json"), &queries); err != nil {
		t.Fatal(err)
	}
	type row struct{ n, first, ten int }
	rows := map[string]*row{}
	start = time.Now()
	for _, q := range queries {
		if q.ID == "" {
			continue
		}
		r := rows[q.Cat]
		if r == nil {
			r = &row{}
			rows[q.Cat] = r
		}
		r.n++
		kind := name.Organisation
		if q.Type == "person" {
			kind = name.Person
		}
		hits := x.Search(score.Subject{Kind: kind, Names: []string{q.Name}}, index.Options{Floor: score.Odds(0.02), Top: 10})
		at := slices.IndexFunc(hits, func(h index.Hit) bool { return h.Key == q.ID })
		switch {
		case at == 0:
			r.first++
			r.ten++
		case at > 0:
			r.ten++
		}
		if at != 0 && os.Getenv("LAB") != "" {
			fmt.Println(q.Cat, at, q.Name, q.ID, q.Type, hits[:min(2, len(hits))])
		}
	}
	fmt.Println("1000 queries", time.Since(start))
	for _, c := range slices.Sorted(func(yield func(string) bool) {
		for k := range rows {
			if !yield(k) {
				return
			}
		}
	}) {
		fmt.Printf("%-10s n=%d first %d ten %d\n", c, rows[c].n, rows[c].first, rows[c].ten)
	}
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

func TestHarnessUN(t *testing.T) {
	entries := lists(t)
	x := build(entries)
	byName := map[string][]string{}
	for _, e := range entries {
		if strings.HasPrefix(e.key, "un-") {
			for _, n := range e.s.Names {
				byName[name.Fold(n)] = append(byName[name.Fold(n)], e.key)
			}
		}
	}
	for _, facts := range []bool{false, true} {
		plain, mangled := rowsOf(t, "yente/positives_un_untreated.csv"), rowsOf(t, "yente/positives_un_treated.csv")
		var got []int32
		var missed []string
		for i, row := range mangled {
			want := byName[name.Fold(plain[i][0])]
			if len(want) == 0 {
				fmt.Println("no entry for", plain[i][0])
				continue
			}
			sum := int32(-99999)
			for _, h := range x.Search(person(row, facts), index.Options{Floor: -3000}) {
				if slices.Contains(want, h.Key) {
					sum = h.Sum
					break
				}
			}
			got = append(got, sum)
			missed = append(missed, fmt.Sprintf("%7d %s | %s", sum, row[0], plain[i][0]))
		}
		start := time.Now()
		negatives := rowsOf(t, "yente/negatives_global.csv")
		if os.Getenv("LAB") == "" {
			negatives = negatives[:10000]
		}
		var sums []int32
		var text []string
		for _, row := range negatives {
			h := x.Search(person(row, facts), index.Options{Floor: 0, Top: 1})
			if len(h) > 0 {
				sums = append(sums, h[0].Sum)
				text = append(text, fmt.Sprintf("%7d %s | %s", h[0].Sum, row[0], h[0].Name))
			} else {
				sums = append(sums, -99999)
			}
		}
		fmt.Println("facts", facts, "queries", len(negatives), time.Since(start))
		slices.SortFunc(sums, func(a, b int32) int { return cmp.Compare(b, a) })
		slices.Sort(got)
		for _, fpr := range []float64{0.0001, 0.0002, 0.001, 0.005} {
			at := sums[int(fpr*float64(len(sums)))] + 1
			i, _ := slices.BinarySearch(got, at)
			fmt.Printf("FPR %.4f at %d p=%.3f recall %.4f\n", fpr, at, score.Probability(at), float64(len(got)-i)/float64(len(got)))
		}
		slices.Sort(missed)
		slices.SortFunc(missed, func(a, b string) int { return cmp.Compare(num(a), num(b)) })
		slices.SortFunc(text, func(a, b string) int { return cmp.Compare(num(b), num(a)) })
		if os.Getenv("LAB") != "" {
			fmt.Println(strings.Join(missed[:15], "\n"))
			fmt.Println(strings.Join(text[:min(60, len(text))], "\n"))
		}
	}
}

func num(s string) int {
	n := 0
	fmt.Sscan(s, &n)
	return n
}
