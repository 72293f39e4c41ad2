package exchange_test

import (
	"bytes"
	"encoding/csv"
	"encoding/xml"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"schild/exchange"
	"schild/fact"
)

// testData gives a file of the test data, which is not part of the project.
func testData(t testing.TB, parts ...string) string {
	root := os.Getenv("SCHILD_TESTDATA")
	if root == "" {
		root = filepath.Join("..", "..", "shared", "data")
	}
	p := filepath.Join(append([]string{root}, parts...)...)
	if _, err := os.Stat(p); err != nil {
		t.Skip("skipped: no test data")
	}
	return p
}

// readReal reads a real list with its siblings.
func readReal(t testing.TB, kind string, parts ...string) ([]exchange.Entry, []exchange.Problem) {
	main := testData(t, parts...)
	var files []exchange.File
	for _, n := range append([]string{filepath.Base(main)}, exchange.Siblings(kind, filepath.Base(main))...) {
		b, err := os.ReadFile(filepath.Join(filepath.Dir(main), n))
		if err != nil {
			t.Fatal(err)
		}
		files = append(files, exchange.File{Name: n, Reader: bytes.NewReader(b)})
	}
	entries, problems, err := exchange.ReadList(kind, files)
	if err != nil {
		t.Fatal(err)
	}
	checkEntries(t, entries, problems)
	return entries, problems
}

type failer interface {
	Helper()
	Fatalf(string, ...any)
}

// checkEntries holds the laws of the package comment against what was read.
func checkEntries(t failer, entries []exchange.Entry, problems []exchange.Problem) {
	t.Helper()
	keys := map[string]bool{}
	for _, e := range entries {
		if e.Key == "" || keys[e.Key] || !fact.Known(e.Schema) {
			t.Fatalf("entry %q (%s) has no key of its own", e.Key, e.Schema)
		}
		keys[e.Key] = true
		said := map[[2]string]bool{}
		for _, f := range e.Facts {
			if said[[2]string{f.Property, f.Value}] || f.Value == "" || f.Original == f.Value {
				t.Fatalf("%s: %+v", e.Key, f)
			}
			said[[2]string{f.Property, f.Value}] = true
			s := fact.Statement{Entity: someID(e.Key), Record: someID("list"), Schema: e.Schema, Property: f.Property, Value: f.Value,
				Original: f.Original, Lang: f.Lang, Holds: f.Holds, Said: f.Said}
			if fact.IsEntity(e.Schema, f.Property) { // the house makes an identity of the other entry's key
				s.Value = string(someID(f.Value))
			}
			if err := fact.Check(s); err != nil {
				t.Fatalf("%s: %+v: %v", e.Key, f, err)
			}
		}
	}
	for _, p := range problems {
		if p.Why == "" || p.File == "" && p.Why != "exchange.more" {
			t.Fatalf("problem without a place: %+v", p)
		}
	}
}

func someID(key string) fact.ID { return fact.Derive(nil, key) }

// count counts facts by property.
func count(entries []exchange.Entry) map[string]int {
	out := map[string]int{}
	for _, e := range entries {
		for _, f := range e.Facts {
			out[f.Property]++
		}
	}
	return out
}

// plainRows reads a file with the standard library alone.
func plainRows(t testing.TB, columns int, parts ...string) (out [][]string) {
	f, err := os.Open(testData(t, parts...))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	r := csv.NewReader(f)
	r.FieldsPerRecord = -1
	rows, err := r.ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	for _, row := range rows {
		if len(row) == columns {
			out = append(out, row)
		}
	}
	return out
}

// distinct counts the different values of two columns of rows that keep tells.
func distinct(rows [][]string, a, b int, keep func([]string) bool) int {
	seen := map[[2]string]bool{}
	for _, r := range rows {
		if keep == nil || keep(r) {
			seen[[2]string{r[a], strings.Join(strings.Fields(r[b]), " ")}] = true
		}
	}
	return len(seen)
}

// TestRealOFAC compares counts with a naive reading of the same files.
func TestRealOFAC(t *testing.T) {
	for _, c := range []struct{ main, alt, add string }{{"sdn.csv", "alt.csv", "add.csv"}, {"cons_prim.csv", "cons_alt.csv", "cons_add.csv"}} {
		entries, problems := readReal(t, "ofac-sdn", "names", "watchman", c.main)
		main := plainRows(t, 12, "names", "watchman", c.main)
		alt := plainRows(t, 5, "names", "watchman", c.alt)
		add := plainRows(t, 6, "names", "watchman", c.add)
		got := count(entries)
		persons, born := 0, 0
		for _, r := range main {
			if r[2] == "individual" {
				persons++
			}
		}
		for _, e := range entries {
			if e.Schema == "Person" {
				born++
			}
		}
		for _, x := range []struct {
			what      string
			got, want int
		}{
			{"entries", len(entries), len(main)},
			{"names", got["name"], len(main)},
			{"persons", born, persons},
			{"aliases", got["alias"], distinct(alt, 0, 3, func(r []string) bool { return r[2] != "fka" })},
			{"previous names", got["previousName"], distinct(alt, 0, 3, func(r []string) bool { return r[2] == "fka" })},
			{"call signs", got["callSign"], distinct(main, 0, 5, func(r []string) bool { return !strings.HasPrefix(r[5], "-0-") && r[2] == "vessel" })},
		} {
			if x.got != x.want {
				t.Errorf("%s: %d %s, counted %d", c.main, x.got, x.what, x.want)
			}
		}
		located := distinct(add, 0, 4, func(r []string) bool { return !strings.HasPrefix(r[4], "-0-") })
		if unknown := located - got["country"]; unknown > len(problems)+20 { // two names of one country in one entry, and what has none
			t.Errorf("%s: %d countries, counted %d", c.main, got["country"], located)
		}
		for _, p := range problems {
			if p.Why != "exchange.country" {
				t.Errorf("%v", p)
			}
		}
		if n, most := len(problems), len(main)/500; n > most {
			t.Errorf("%s: %d problems, at most %d", c.main, n, most)
		}
	}
}

// TestRealOFACRemarks compares what remarks say with a naive count of their beginnings.
func TestRealOFACRemarks(t *testing.T) {
	entries, _ := readReal(t, "ofac-sdn", "names", "watchman", "sdn.csv")
	got := count(entries)
	want := map[string]map[string]bool{"birthDate": {}, "gender": {}, "passportNumber": {}, "weakAlias": {}, "birthPlace": {}}
	main, ends := plainRows(t, 12, "names", "watchman", "sdn.csv"), map[string]string{}
	for _, r := range plainRows(t, 2, "names", "watchman", "sdn_comments.csv") {
		ends[r[0]] += r[1]
	}
	for _, r := range main {
		for one := range strings.SplitSeq(strings.TrimSuffix(r[11]+ends[r[0]], "."), "; ") {
			one = strings.TrimPrefix(one, "alt. ")
			for begin, property := range map[string]string{"DOB ": "birthDate", "Gender ": "gender", "Passport ": "passportNumber", "a.k.a. ": "weakAlias", "POB ": "birthPlace"} {
				if rest, ok := strings.CutPrefix(one, begin); ok {
					want[property][r[0]+" "+rest] = true
				}
			}
		}
	}
	for property, seen := range want {
		// a span gives two dates; a passport told twice, with other words behind it, is one number
		if n := got[property]; n < len(seen)*97/100 || n > len(seen)*105/100 {
			t.Errorf("%d %s, counted %d", n, property, len(seen))
		}
	}
}

// unCounts counts elements by name with a text, with the standard library's tokens alone.
func unCounts(t testing.TB) map[string]int {
	b, err := os.ReadFile(testData(t, "names", "watchman", "UN_consolidated.xml"))
	if err != nil {
		t.Fatal(err)
	}
	out := map[string]int{}
	d := xml.NewDecoder(bytes.NewReader(b))
	text := ""
	for {
		tok, err := d.Token()
		if err == io.EOF {
			return out
		}
		if err != nil {
			t.Fatal(err)
		}
		switch x := tok.(type) {
		case xml.StartElement:
			text = ""
		case xml.CharData:
			text += string(x)
		case xml.EndElement:
			if strings.TrimSpace(text) != "" || x.Name.Local == "INDIVIDUAL" || x.Name.Local == "ENTITY" {
				out[x.Name.Local]++
			}
			text = ""
		}
	}
}

func TestRealUN(t *testing.T) {
	entries, problems := readReal(t, "un-sc", "names", "watchman", "UN_consolidated.xml")
	want, got := unCounts(t), count(entries)
	schemata := map[string]int{}
	for _, e := range entries {
		schemata[e.Schema]++
	}
	if schemata["Person"] != want["INDIVIDUAL"] || schemata["Organization"] != want["ENTITY"] || len(problems) != 0 {
		t.Errorf("%v, counted %d and %d; problems %v", schemata, want["INDIVIDUAL"], want["ENTITY"], problems)
	}
	names := got["alias"] + got["weakAlias"] + got["previousName"]
	// a field may hold several names, an entry the same name twice
	if listed := want["ALIAS_NAME"] + want["NAME_ORIGINAL_SCRIPT"]; names < listed*90/100 || names > listed*130/100 {
		t.Errorf("%d other names, counted %d", names, listed)
	}
	if got["program"] != want["UN_LIST_TYPE"] || got["gender"] != want["GENDER"] {
		t.Errorf("%d programmes of %d, %d genders of %d", got["program"], want["UN_LIST_TYPE"], got["gender"], want["GENDER"])
	}
	if docs := got["passportNumber"] + got["idNumber"] - len(entries); docs < want["NUMBER"]*95/100 || docs > want["NUMBER"] {
		t.Errorf("%d papers, counted %d", docs, want["NUMBER"])
	}
}

// TestRealCutShort: a list that ends in the middle keeps what stood whole before, says where, and never invents.
func TestRealCutShort(t *testing.T) {
	all, _ := readReal(t, "un-sc", "names", "watchman", "UN_consolidated.xml")
	b, err := os.ReadFile(testData(t, "names", "watchman", "UN_consolidated.xml"))
	if err != nil {
		t.Fatal(err)
	}
	for _, n := range []int{len(b) / 7, len(b) / 3, len(b) - 40_000} {
		entries, problems, err := exchange.ReadList("un-sc", []exchange.File{{Name: "un.xml", Reader: bytes.NewReader(b[:n])}})
		if err != nil || len(problems) != 1 || problems[0].Why != "exchange.xml" || problems[0].Row == 0 {
			t.Fatalf("cut at %d: %v, %v", n, problems, err)
		}
		for i, e := range entries {
			if e.Key != all[i].Key || len(e.Facts) != len(all[i].Facts) {
				t.Fatalf("cut at %d: entry %d is %s with %d facts, whole %s with %d", n, i, e.Key, len(e.Facts), all[i].Key, len(all[i].Facts))
			}
		}
	}
}

func BenchmarkRealOFAC(b *testing.B) {
	readReal(b, "ofac-sdn", "names", "watchman", "sdn.csv")
	for b.Loop() {
		var files []exchange.File
		for _, n := range []string{"sdn.csv", "add.csv", "alt.csv", "sdn_comments.csv"} {
			f, err := os.Open(testData(b, "names", "watchman", n))
			if err != nil {
				b.Fatal(err)
			}
			defer f.Close()
			files = append(files, exchange.File{Name: n, Reader: f})
		}
		if _, _, err := exchange.ReadList("ofac-sdn", files); err != nil {
			b.Fatal(err)
		}
	}
}
