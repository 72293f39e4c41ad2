package index_test

import (
	"cmp"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"os"
	"runtime"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"schild/match/index"
	"schild/match/score"
	"schild/name"
)

// floor is the sum from which a candidate is looked at here; the shipped threshold is 0, one half.
const floor = -390_000

// line prints one row of the table: what, the figure, what it should reach.
func line(t *testing.T, what, reach, form string, args ...any) {
	t.Helper()
	t.Logf("%-44s %-58s reach %s", what, fmt.Sprintf(form, args...), reach)
}

// loud tells whether what goes wrong is to be shown, and everything measured in full.
func loud() bool { return os.Getenv("SCHILD_HARNESS") != "" }

type judged struct {
	sum   int32
	same  bool
	names string
}

// TestHarnessPairs measures labelled pairs of names at one fixed threshold.
func TestHarnessPairs(t *testing.T) {
	of := map[string][]judged{}
	tiers := map[string][]float64{}
	for _, row := range rowsOf(t, "nomenklatura/cases.csv") {
		kind := map[string]name.Kind{"Person": name.Person, "LegalEntity": name.Unknown}[row[1]]
		if row[1] != "Person" && row[1] != "LegalEntity" {
			kind = name.Organisation
		}
		e := score.Compare(score.Subject{Kind: kind, Names: []string{row[2]}}, score.Subject{Kind: kind, Names: []string{row[3]}})
		j := judged{e.Sum(), row[4] == "true", row[2] + "|" + row[3]}
		for _, k := range []string{"all", row[1], row[0], row[5]} {
			of[k] = append(of[k], j)
		}
		if j.same {
			tiers[row[5]] = append(tiers[row[5]], e.Score())
		}
	}
	all := of["all"]
	line(t, "labelled pairs, threshold 0.50: F1", "≥ .88", "%.3f", f1(all))
	line(t, "  AUC", "≥ .93", "%.3f", auc(all))
	line(t, "  F1 of persons", "≥ .85", "%.3f", f1(of["Person"]))
	line(t, "  F1 of nk_checks", "≥ .93", "%.3f", f1(of["nk_checks"]))
	line(t, "  strong pairs right", "all", "%d of %d", right(of["STRONG"]), len(of["STRONG"]))
	line(t, "  mean score of matches", "monotone", "strong %.3f medium %.3f weak %.3f", mean(tiers["STRONG"]), mean(tiers["MEDIUM"]), mean(tiers["WEAK"]))
	line(t, "  expected calibration error, ten bins", "≤ .03", "%.3f", calibration(all))
	each, distinct := ties(all)
	line(t, "  ties among alerts", "≤ 5 %", "%.1f %%; %.1f %% when a pair that stands there twice counts once", 100*each, 100*distinct)
}

func mean(of []float64) float64 {
	sum := 0.0
	for _, x := range of {
		sum += x
	}
	return sum / float64(max(1, len(of)))
}

func right(of []judged) (n int) {
	for _, j := range of {
		if j.same == (j.sum >= 0) {
			n++
		}
	}
	return n
}

func f1(of []judged) float64 {
	hit, wrong := 0, 0
	for _, j := range of {
		if j.same && j.sum >= 0 {
			hit++
		} else if j.same != (j.sum >= 0) {
			wrong++
		}
	}
	return 2 * float64(hit) / float64(max(1, 2*hit+wrong))
}

// auc is how often a match lies above a pair that is none.
func auc(of []judged) float64 {
	sum, n := 0.0, 0
	for _, a := range of {
		for _, b := range of {
			if a.same && !b.same {
				n++
				sum += float64(1+cmp.Compare(a.sum, b.sum)) / 2
			}
		}
	}
	return sum / float64(max(1, n))
}

// calibration is the expected calibration error over ten bins of equal width.
func calibration(of []judged) float64 {
	var n, hits, sums [10]float64
	for _, j := range of {
		p := score.Probability(j.sum)
		b := min(9, int(p*10))
		n[b]++
		sums[b] += p
		if j.same {
			hits[b]++
		}
	}
	e := 0.0
	for b := range n {
		e += max(hits[b]-sums[b], sums[b]-hits[b])
	}
	return e / float64(max(1, len(of)))
}

// ties is the share of alerts whose score another alert has too, and the same among different pairs of names.
func ties(of []judged) (each, distinct float64) {
	count, pairs := map[int32]int{}, map[int32]map[string]bool{}
	alerts, different := 0, 0
	for _, j := range of {
		if j.sum < 0 {
			continue
		}
		alerts++
		count[j.sum]++
		if pairs[j.sum] == nil {
			pairs[j.sum] = map[string]bool{}
		}
		if !pairs[j.sum][j.names] {
			different++
		}
		pairs[j.sum][j.names] = true
	}
	tied, tiedPairs := 0, 0
	for sum, n := range count {
		if n > 1 {
			tied += n
		}
		if n := len(pairs[sum]); n > 1 {
			tiedPairs += n
		}
	}
	return float64(tied) / float64(max(1, alerts)), float64(tiedPairs) / float64(max(1, different))
}

type query struct{ Cat, ID, Name, Type string }

// TestHarnessOFAC asks the thousand queries of the OFAC list.
func TestHarnessOFAC(t *testing.T) {
	x := build(list(t, "ofac-sdn", "", "watchman/sdn.csv"))
	var queries []query
	if err := json.Unmarshal(readFile(t, "derived/ofac_queries_1000.json"), &queries); err != nil {
		t.Fatal(err)
	}
	n, first, ten := map[string]int{}, map[string]int{}, map[string]int{}
	for _, q := range queries {
		if q.ID == "" {
			continue
		}
		kind := name.Organisation
		if q.Type == "person" {
			kind = name.Person
		}
		hits := x.Search(score.Subject{Kind: kind, Names: []string{q.Name}}, index.Options{Floor: floor, Top: 10})
		at := slices.IndexFunc(hits, func(h index.Hit) bool { return h.Key == q.ID })
		n[q.Cat]++
		if at == 0 || at > 0 && hits[0].Sum == hits[at].Sum && name.Fold(hits[0].Name) == name.Fold(hits[at].Name) {
			first[q.Cat]++ // two entries of one name: no search by name can tell which was meant
		}
		if at >= 0 {
			ten[q.Cat]++
		}
		if at != 0 && loud() {
			t.Log(q.Cat, at, q, hits[:min(2, len(hits))])
		}
	}
	reach := map[string]string{"typo2": "≥ 99 %", "translit": "≥ 99 %", "exact": "≥ 99.5 %"}
	for _, c := range []string{"exact", "alias", "typo1", "typo2", "reorder", "translit", "partial"} {
		line(t, "OFAC, "+c, cmp.Or(reach[c], "-"), "first %.1f %%, in ten %.1f %% of %d", 100*float64(first[c])/float64(n[c]), 100*float64(ten[c])/float64(n[c]), n[c])
	}
}

// TestHarnessUN measures recall of mangled names at fixed false-positive rates, against 50,000 people who are not listed.
func TestHarnessUN(t *testing.T) {
	entries := lists(t)
	x := build(entries)
	of := map[string][]string{}
	for _, e := range entries {
		for _, n := range e.s.Names {
			if strings.HasPrefix(e.key, "un-") {
				of[name.Fold(n)] = append(of[name.Fold(n)], e.key)
			}
		}
	}
	for _, facts := range []bool{false, true} {
		var got []int32
		plain := rowsOf(t, "yente/positives_un_untreated.csv")
		for i, row := range rowsOf(t, "yente/positives_un_treated.csv") {
			want := of[name.Fold(plain[i][0])]
			if len(want) == 0 {
				continue // no longer on the list
			}
			sum := int32(score.Least)
			for _, h := range x.Search(person(row, facts), index.Options{Floor: floor}) {
				if slices.Contains(want, h.Key) {
					sum = h.Sum
					break
				}
			}
			got = append(got, sum)
			if sum < 250_000 && loud() {
				t.Logf("%6d %s | %s", sum, row[0], plain[i][0])
			}
		}
		slices.Sort(got)
		printRecall(t, got, falseSums(t, x, facts), facts)
	}
}

// falseSums gives the best sum for each of the people who are not listed, highest first.
func falseSums(t *testing.T, x *index.Index, facts bool) []int32 {
	rows := rowsOf(t, "yente/negatives_global.csv")
	if !loud() {
		rows = rows[:4000]
	}
	sums := make([]int32, 0, len(rows))
	var text []string
	for _, row := range rows {
		sum := int32(score.Least)
		if h := x.Search(person(row, facts), index.Options{Floor: 0, Top: 1}); len(h) > 0 {
			sum = h[0].Sum
			text = append(text, fmt.Sprintf("%08d %s | %s", sum, row[0], h[0].Name))
		}
		sums = append(sums, sum)
	}
	slices.SortFunc(sums, func(a, b int32) int { return cmp.Compare(b, a) })
	slices.Sort(text)
	slices.Reverse(text)
	if loud() {
		t.Log(strings.Join(text[:min(70, len(text))], "\n"))
	}
	return sums
}

func printRecall(t *testing.T, got, wrong []int32, facts bool) {
	what := "UN mangled, name only"
	reach := map[float64]string{0.001: "≥ .995", 0.0002: "≥ .99"}
	if facts {
		what, reach = "UN mangled, with birth date", map[float64]string{0.0001: "≥ .995"}
	}
	for _, rate := range []float64{0.0001, 0.0002, 0.001, 0.005} {
		at := wrong[int(rate*float64(len(wrong)))] + 1
		i, _ := slices.BinarySearch(got, at)
		line(t, fmt.Sprintf("%s, recall at FPR ≤ %.2f %%", what, 100*rate), cmp.Or(reach[rate], "-"), "%.4f of %d (threshold %.4f, %d negatives)",
			float64(len(got)-i)/float64(len(got)), len(got), score.Probability(max(at, 0)), len(wrong))
	}
	i, _ := slices.BinarySearch(got, 0)
	n, _ := slices.BinarySearchFunc(wrong, 0, func(a, b int32) int { return cmp.Compare(b, a) })
	line(t, "  at the shipped threshold 0.50", "-", "recall %.4f, FPR %.3f %%", float64(len(got)-i)/float64(len(got)), 100*float64(n)/float64(len(wrong)))
}

// TestHarnessScripts asks for Latin names in other scripts. Arabic names are of the UN list; the others are composed of pairs
// that the spelling tables were learned from, so they say what can be reached, not more.
func TestHarnessScripts(t *testing.T) {
	x, of := index.New(), map[string][]string{}
	for _, e := range lists(t) {
		e.s.Names = inLatin(e.s.Names)
		x.Put(e.key, e.s)
		for _, n := range e.s.Names {
			of[name.Fold(n)] = append(of[name.Fold(n)], e.key)
		}
	}
	n, ten := 0, 0
	for _, row := range rowsOf(t, "derived/un_crossscript_pairs.csv") {
		if row[4] != "ARABIC" {
			continue
		}
		kind := name.Organisation
		if row[1] == "INDIVIDUAL" {
			kind = name.Person
		}
		n++
		hits := x.Search(score.Subject{Kind: kind, Names: []string{row[3]}}, index.Options{Floor: floor - 140_000, Top: 10})
		if slices.ContainsFunc(hits, func(h index.Hit) bool { return slices.Contains(of[name.Fold(row[2])], h.Key) }) {
			ten++
		} else if loud() {
			t.Log(row[2], row[3], hits[:min(1, len(hits))])
		}
	}
	line(t, "Latin list, Arabic query, in ten", "≥ 80 %", "%.1f %% of %d", 100*float64(ten)/float64(n), n)
	for _, c := range []struct{ what, file, reach string }{{"Cyrillic", "wd_russian_80", "≥ 95 %"}, {"Hebrew", "wd_hebrew", "≥ 85 %"}, {"Hangul", "wd_korean", "≥ 70 %"}, {"Han", "wd_chinese_80", "≥ 60 %"}} {
		latin, other := composed(t, c.file, 18000)
		x := index.New()
		for i, n := range latin {
			x.Put(fmt.Sprint(i), score.Subject{Kind: name.Person, Names: []string{n}})
		}
		first, ten, asked := 0, 0, 0
		for i := 0; i < len(other); i += 36 {
			hits := x.Search(score.Subject{Kind: name.Person, Names: []string{other[i]}}, index.Options{Floor: floor - 140_000, Top: 10})
			at := slices.IndexFunc(hits, func(h index.Hit) bool { return h.Key == fmt.Sprint(i) })
			asked++
			if at == 0 {
				first++
			}
			if at >= 0 {
				ten++
			} else if loud() && asked < 120 {
				t.Log(latin[i], other[i], hits[:min(1, len(hits))])
			}
		}
		line(t, "Latin list, "+c.what+" query, in ten", c.reach, "%.1f %% (first %.1f %%) of %d among %d", 100*float64(ten)/float64(asked), 100*float64(first)/float64(asked), asked, len(latin))
	}
}

// composed makes full names of the pairs of a file: as they stand when they are full names, else of two words each.
func composed(t *testing.T, file string, n int) (latin, other []string) {
	r := rand.New(rand.NewPCG(5, 6))
	var a, b []string
	for l := range strings.Lines(string(readFile(t, "netransliteration/"+file))) {
		f := strings.Split(strings.TrimSpace(l), "\t")
		if len(f) < 2 || len(f) > 2 && len(f[0]) < 3 {
			continue
		}
		if len(f) > 2 {
			f[1] = strings.ReplaceAll(f[1], " ", "")
		}
		a, b = append(a, f[0]), append(b, f[1])
	}
	for _, i := range r.Perm(len(a))[:min(n, len(a))] {
		if strings.Contains(a[i], " ") {
			latin, other = append(latin, a[i]), append(other, b[i])
			continue
		}
		sep := " "
		if file == "wd_chinese_80" {
			sep = "·"
		}
		j := r.IntN(len(a))
		latin, other = append(latin, a[i]+" "+a[j]), append(other, b[i]+sep+b[j])
	}
	return latin, other
}

// TestHarnessSpeed measures load, searches and memory on the lists given, filled up with generated names. Sizes above 18,000 are
// measured with SCHILD_HARNESS.
func TestHarnessSpeed(t *testing.T) {
	entries := lists(t)
	sizes := []int{18000}
	if loud() {
		sizes = append(sizes, 118000, 1000000)
	}
	subjects := rowsOf(t, "yente/negatives_global.csv")
	for _, size := range sizes {
		all := filled(entries, size)
		before := heap()
		start := time.Now()
		x := build(all)
		load := time.Since(start)
		asked := 4000
		start = time.Now()
		for i := range asked {
			x.Search(person(subjects[i], true), index.Options{Floor: score.Odds(0.3), Top: 10})
		}
		one := float64(asked) / time.Since(start).Seconds()
		two := together(x, subjects[asked:3*asked]) // others: nobody was asked for before
		memory := heap() - before
		start = time.Now()
		for i := range 200 {
			x.Put(all[i].key, all[i].s)
		}
		line(t, fmt.Sprintf("%d entries", len(all)), "see issue", "load %.2f s, %.0f/s on one core, %.0f/s on two, %d MB, change %.3f ms", load.Seconds(), one, two, memory>>20, time.Since(start).Seconds()*5)
		if size == 18000 {
			line(t, "335,503 subjects, from this rate, two cores", "≤ 120 s", "%.0f s (the search alone)", 335503/two)
		}
	}
}

// together searches on two cores at once.
func together(x *index.Index, subjects [][]string) float64 {
	start := time.Now()
	var wait sync.WaitGroup
	for half := range 2 {
		wait.Go(func() {
			for i := half; i < len(subjects); i += 2 {
				x.Search(person(subjects[i], true), index.Options{Floor: score.Odds(0.3), Top: 10})
			}
		})
	}
	wait.Wait()
	return float64(len(subjects)) / time.Since(start).Seconds()
}

func heap() int {
	runtime.GC()
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return int(m.HeapAlloc)
}

// filled adds generated people to a list: the words of its own names and invented ones, put together by chance.
func filled(entries []entry, size int) []entry {
	r := rand.New(rand.NewPCG(7, 8))
	var words []string
	for _, e := range entries {
		if e.s.Kind == name.Person && len(words) < 20000 {
			words = append(words, strings.Fields(inLatin(e.s.Names)[0])...)
		}
	}
	syllables := strings.Fields("ba be bo da de di fa go ha hi ka ko la le lo ma me mi na no nu pa ra ri ro sa so ta te ti va vo za zu kra sto lin ver mun")
	out := slices.Clone(entries)
	for i := len(out); i < size; i++ {
		invented := ""
		for range 2 + r.IntN(3) {
			invented += syllables[r.IntN(len(syllables))]
		}
		n := words[r.IntN(len(words))] + " " + invented
		if r.IntN(2) == 0 {
			n = words[r.IntN(len(words))] + " " + n
		}
		out = append(out, entry{fmt.Sprint("g", i), score.Subject{Kind: name.Person, Names: []string{n}}})
	}
	return out
}
