package store_test

import (
	"context"
	"flag"
	"fmt"
	"testing"
	"time"

	"github.com/jmoiron/sqlx"

	"schild/internal/store"
	"schild/label"
)

// statements is how many the store of BenchmarkFilter holds: 10000000 for the published figure.
var statements = flag.Int("statements", 100_000, "statements in the store of BenchmarkFilter")

// circles is how many labels they stand under, evenly: a reader of n circles sees n in a thousand.
const circles = 1000

// filled gives a store whose statements stand under the labels of the first n circles in turn. Each name is found n
// times, once under each label.
func filled(b *testing.B, rows, n int) *house {
	b.Helper()
	h := open(b)
	h.act(func(tx *store.Tx) error {
		for i := range n {
			l := label.Label{Circles: label.NewSet(fmt.Sprintf("desk:%03d", i))}
			if err := tx.Insert("dossier", fmt.Sprintf("d%03d", i), l, dossierRow("x")); err != nil {
				return err
			}
		}
		return nil
	})
	file, err := h.Tamper()
	if err == nil {
		defer file.Close()
		err = file.Exec(`WITH RECURSIVE s(x) AS (SELECT 0 UNION ALL SELECT x + 1 FROM s WHERE x + 1 < $1)
			INSERT INTO statement SELECT printf('s%09d', x), 1, d.label, d.act, d.registered, printf('e%09d', x / 10), 'Person', 'name', 'v', '', '', 'r', 0, 0, 0,
			'p', 'B2', '', '', '', printf('w%06d', x / $2), '' FROM s JOIN dossier d ON d.id = printf('d%03d', x % $2)`, rows, n)
	}
	if err != nil {
		b.Fatal(err)
	}
	return h
}

// ask is one question put often: of the view when filtered, else of the table.
type ask struct {
	query string
	arg   func(i int) string
}

// through gives the time of one question through the view of a reader of the first n circles.
func (h *house) through(b *testing.B, n, times int, q ask) time.Duration {
	b.Helper()
	var held []string
	for i := range n {
		held = append(held, fmt.Sprintf("desk:%03d", i))
	}
	c := label.Clearance{Level: label.TopSecret, Circles: label.NewSet(held...)}
	var spent time.Duration
	_, err := h.Read(context.Background(), func(*store.Lookup) (store.Binding, error) {
		return store.Binding{Person: "reader", Clearance: c}, nil
	}, func(v *store.View) error {
		began := time.Now()
		for i := range times {
			var out []string
			if err := v.Select(&out, q.query, q.arg(i)); err != nil {
				return err
			}
		}
		spent = time.Since(began)
		return nil
	})
	if err != nil {
		b.Fatal(err)
	}
	return spent / time.Duration(times)
}

// past gives the time of the same question past the views: the newest version, whatever its label.
func (h *house) past(b *testing.B, times int, q ask) time.Duration {
	b.Helper()
	spent, err := h.Past(context.Background(), func(tx *sqlx.Tx) error {
		ready, err := tx.Preparex(q.query + ` AND NOT EXISTS (SELECT 1 FROM statement n INDEXED BY statement_newer WHERE n.id = statement.id AND n.version > 1 AND n.version > statement.version)`)
		for i := 0; i < times && err == nil; i++ {
			var out []string
			err = ready.Select(&out, q.arg(i))
		}
		return err
	})
	if err != nil {
		b.Fatal(err)
	}
	return spent / time.Duration(times)
}

// BenchmarkFilter measures what the label filter costs, as ratios of one run: a point read and a search by name,
// through the view of a reader of 90, 10 and 0.1 %, over the same past the views ("over/unfiltered"); at 0.1 % also over
// a store that holds only what that reader sees ("over/own"). Both ways read the row, as a page does; a question for ids
// alone is answered past the views by the index, and there the filter's look at the label costs some 80 % more.
func BenchmarkFilter(b *testing.B) {
	all, own := filled(b, *statements, circles), filled(b, *statements/circles, 1)
	point := func(step int) ask {
		return ask{`SELECT value FROM statement WHERE id = $1`, func(i int) string { return fmt.Sprintf("s%09d", (i%(*statements/step))*step) }}
	}
	search := ask{`SELECT value FROM statement WHERE property = 'name' AND folded = $1`, func(i int) string { return fmt.Sprintf("w%06d", i%max(1, *statements/circles)) }}
	for _, seen := range []int{900, 100, 1} {
		for i, q := range []ask{point(circles), search} {
			b.Run(fmt.Sprintf("%s/visible=%.1f%%", []string{"point", "search"}[i], float64(seen)/10), func(b *testing.B) {
				var plain, filtered time.Duration
				for b.Loop() {
					plain, filtered = min(all.past(b, 2000, q), all.past(b, 2000, q)), min(all.through(b, seen, 2000, q), all.through(b, seen, 2000, q))
				}
				b.ReportMetric(float64(plain.Nanoseconds())/1e3, "µs-plain")
				b.ReportMetric(float64(filtered.Nanoseconds())/1e3, "µs-view")
				b.ReportMetric(float64(filtered)/float64(plain), "over/unfiltered")
				if seen == 1 {
					b.ReportMetric(float64(filtered)/float64(own.through(b, seen, 2000, q)), "over/own")
				}
			})
		}
	}
}
