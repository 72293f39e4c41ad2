package score

import (
	"encoding/csv"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"sort"
	"testing"

	"schild/name"
)

func dataFile(t testing.TB, path string) string {
	root := os.Getenv("SCHILD_TESTDATA")
	if root == "" {
		root = filepath.Join("..", "..", "..", "shared", "data")
	}
	full := filepath.Join(root, path)
	if _, err := os.Stat(full); err != nil {
		t.Skip("skipped: no test data")
	}
	return full
}

type labelled struct {
	group, schema, a, b, quality string
	same                         bool
}

func pairsOf(t testing.TB) []labelled {
	f, err := os.Open(dataFile(t, "names/nomenklatura/cases.csv"))
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
	var out []labelled
	for _, row := range rows[1:] {
		out = append(out, labelled{row[0], row[1], row[2], row[3], row[5], row[4] == "true"})
	}
	return out
}

func kindOf(schema string) name.Kind {
	if schema == "Person" {
		return name.Person
	}
	return name.Organisation
}

func TestLab(t *testing.T) {
	var x Aligner
	type res struct {
		p labelled
		l int32
	}
	var all []res
	for _, p := range pairsOf(t) {
		a, b := ReadName(p.a, kindOf(p.schema)), ReadName(p.b, kindOf(p.schema))
		all = append(all, res{p, x.Sum(&a, &b, func(i, j int) Link { return Near(a.Words[i], b.Words[j]) })})
	}
	sort.SliceStable(all, func(i, j int) bool { return all[i].l > all[j].l })
	best, at := 0.0, int32(0)
	tp, fp, pos := 0, 0, 0
	for _, r := range all {
		if r.p.same {
			pos++
		}
	}
	auc, seen := 0.0, 0
	for _, r := range all {
		if r.p.same {
			tp++
			seen++
		} else {
			fp++
			auc += float64(seen)
		}
		if f := 2 * float64(tp) / float64(tp+fp+pos); f > best {
			best, at = f, r.l
		}
	}
	fmt.Printf("F1 %.3f at %d AUC %.3f\n", best, at, auc/float64(pos*(len(all)-pos)))
	if os.Getenv("LAB") == "" {
		return
	}
	for _, r := range all {
		if r.p.same != (r.l >= at) {
			fmt.Printf("%6d p=%.2f %v %s %s | %s | %s\n", r.l, 1/(1+math.Exp(-float64(r.l)/1000)), r.p.same, r.p.schema, r.p.quality, r.p.a, r.p.b)
		}
	}
}
