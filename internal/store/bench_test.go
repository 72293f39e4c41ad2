package store_test

import (
	"context"
	"fmt"
	"sync/atomic"
	"testing"

	"schild/internal/store"
	"schild/label"
	"schild/register"
)

// BenchmarkAct measures small durable acts: one caller, and 64 who share commits.
func BenchmarkAct(b *testing.B) { benchmarkAct(b) }

// BenchmarkActPostgres does on a server, which syncs to disk as the file does.
func BenchmarkActPostgres(b *testing.B) { benchmarkAct(b) }

func benchmarkAct(b *testing.B) {
	for _, callers := range []int{1, 64} {
		b.Run(fmt.Sprintf("callers=%d", callers), func(b *testing.B) {
			h := open(b)
			var n atomic.Int64
			b.SetParallelism(callers)
			b.ResetTimer()
			work := func() {
				id := fmt.Sprint("d", n.Add(1))
				w := h.Write(context.Background(), register.Act{Actor: "p", Kind: "test"}, as(trusted()), func(tx *store.Tx) error {
					return tx.Insert("dossier", id, label.Label{}, dossierRow("x"))
				})
				if w.Err != nil {
					b.Error(w.Err)
				}
			}
			if callers == 1 {
				for b.Loop() {
					work()
				}
			} else {
				b.RunParallel(func(pb *testing.PB) {
					for pb.Next() {
						work()
					}
				})
			}
			b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "acts/s")
		})
	}
}

// BenchmarkSee measures one read by key through a view, of 20,000 rows under 500 labels.
func BenchmarkSee(b *testing.B) { benchmarkSee(b) }

// BenchmarkSeePostgres does on a server.
func BenchmarkSeePostgres(b *testing.B) { benchmarkSee(b) }

func benchmarkSee(b *testing.B) {
	h := open(b)
	for i := range 200 {
		h.act(func(tx *store.Tx) error {
			for j := range 100 {
				l := label.Label{Level: label.Level(j % 4), Circles: label.NewSet(fmt.Sprint("desk:", i%125))}
				if err := tx.Insert("dossier", fmt.Sprintf("d%d-%d", i, j), l, dossierRow("x")); err != nil {
					return err
				}
			}
			return nil
		})
	}
	c := label.Clearance{Level: label.Secret, Circles: label.NewSet("desk:7", "desk:9")}
	for b.Loop() {
		if _, err := h.see(c, `SELECT title FROM dossier WHERE id = $1`, "d7-2"); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "reads/s")
}
