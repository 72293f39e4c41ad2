package name_test

import (
	"cmp"
	"encoding/csv"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"schild/name"
)

func testData(t *testing.T, part ...string) string {
	t.Helper()
	dir := os.Getenv("SCHILD_TESTDATA")
	if dir == "" {
		dir = "../../shared/data"
	}
	path := filepath.Join(append([]string{dir}, part...)...)
	if _, err := os.Stat(path); err != nil {
		t.Skip("skipped: no test data")
	}
	return path
}

func readRows(t *testing.T, path string) [][]string {
	t.Helper()
	f, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	r := csv.NewReader(f)
	r.FieldsPerRecord, r.LazyQuotes = -1, true
	rows, err := r.ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	return rows
}

// finder is the plainest search that the keys and spellings of this package allow: names that share keys, ordered by how well
// their words spell those asked for.
type finder struct {
	words [][]string
	byKey map[string][]int
}

func newFinder(names []string) *finder {
	f := &finder{byKey: map[string][]int{}}
	for i, s := range names {
		words := telling(s)
		f.words = append(f.words, words)
		seen := map[string]bool{}
		for _, w := range words {
			for _, k := range name.Sound(w) {
				if !seen[k] {
					seen[k] = true
					f.byKey[k] = append(f.byKey[k], i)
				}
			}
		}
	}
	return f
}

// telling gives the words of a name that tell people apart.
func telling(s string) []string {
	return name.Parse(s, name.Person).With(name.Plain, name.Given, name.Family, name.Patronymic)
}

// place gives how many names fit better than the wanted one, -1 when it is not found at all.
func (f *finder) place(query string, want int) int {
	words := telling(query)
	hits := map[int]int{}
	for _, w := range words {
		mine := map[int]bool{}
		for _, k := range name.Sound(w) {
			for _, id := range f.byKey[k] {
				mine[id] = true
			}
		}
		for id := range mine {
			hits[id]++
		}
	}
	score := f.scores(words, hits)
	if _, ok := score[want]; !ok {
		return -1
	}
	better := 0
	for id, x := range score {
		if x > score[want] || x == score[want] && id < want {
			better++
		}
	}
	return better
}

// scores fits the names with the most words hit, the best three hundred of them.
func (f *finder) scores(words []string, hits map[int]int) map[int]float64 {
	var ids []int
	for id := range hits {
		ids = append(ids, id)
	}
	slices.SortFunc(ids, func(a, b int) int {
		share := func(id int) float64 { return float64(hits[id]) / float64(len(words)+len(f.words[id])) }
		return cmp.Or(cmp.Compare(share(b), share(a)), cmp.Compare(a, b))
	})
	ids = ids[:min(len(ids), 300)]
	var ways []func(string) float64
	for _, w := range words {
		ways = append(ways, name.Speller(w))
	}
	out, known := map[int]float64{}, make([]map[string]float64, len(words))
	for i := range known {
		known[i] = map[string]float64{}
	}
	for _, id := range ids {
		total := 0.0
		for i, way := range ways {
			best := 0.0
			for _, w := range f.words[id] {
				x, ok := known[i][w]
				if !ok {
					x = way(w)
					known[i][w] = x
				}
				best = max(best, x)
			}
			total += best
		}
		out[id] = 2 * total / float64(len(words)+len(f.words[id]))
	}
	return out
}

// TestAcrossScripts looks for the names that the Security Council lists in their own script among its and others' in Latin
// letters only.
func TestAcrossScripts(t *testing.T) {
	pairs := readRows(t, testData(t, "names", "derived", "un_crossscript_pairs.csv"))[1:]
	var names []string
	var asked [][2]int
	for i, r := range pairs {
		if r[1] == "INDIVIDUAL" && r[4] == "ARABIC" {
			asked = append(asked, [2]int{i, len(names)})
			names = append(names, r[2])
		}
	}
	for _, r := range readRows(t, testData(t, "names", "watchman", "sdn.csv")) {
		if len(r) > 2 {
			names = append(names, r[1])
		}
	}
	for _, r := range readRows(t, testData(t, "names", "watchman", "alt.csv")) {
		if len(r) > 3 && len(names) < 18_000 {
			names = append(names, r[3])
		}
	}
	f := newFinder(names)
	first, ten, found, n := 0, 0, 0, 0.0
	for i, q := range asked {
		if i%6 != 0 {
			continue // a sixth says as much
		}
		n++
		place := f.place(pairs[q[0]][3], q[1])
		if place < 0 || place >= 10 {
			t.Logf("%s, %s: place %d", pairs[q[0]][3], pairs[q[0]][2], place)
		} else {
			ten++
		}
		if place >= 0 {
			found++
		}
		if place == 0 {
			first++
		}
	}
	t.Logf("Arabic, %.0f names among %d: found %.3f, first %.3f, in the first ten %.3f", n, len(names), float64(found)/n, float64(first)/n, float64(ten)/n)
	if float64(ten)/n < 0.8 {
		t.Errorf("in the first ten: %.3f, at least 0.8", float64(ten)/n)
	}
}
