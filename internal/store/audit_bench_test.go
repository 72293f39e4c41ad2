package store_test

import (
	"fmt"
	"os"
	"runtime"
	"sync/atomic"
	"testing"
	"time"

	"schild/internal/store"
	"schild/label"
	"schild/register"
)

// BenchmarkAudit checks a year of messages: 40,000 acts of 25 rows each, a million rows. SCHILD_BENCH_ACTS sets another number.
func BenchmarkAudit(b *testing.B) {
	acts, rows := 40_000, 25
	if s := os.Getenv("SCHILD_BENCH_ACTS"); s != "" {
		if _, err := fmt.Sscan(s, &acts); err != nil {
			b.Fatal(err)
		}
	}
	h := open(b)
	fill(b, h, acts, rows)
	for b.Loop() {
		var peak atomic.Uint64
		stop := watch(&peak)
		h.clean()
		stop()
		b.ReportMetric(float64(peak.Load())/1e6, "MB")
	}
	b.ReportMetric(float64(acts*rows*b.N)/b.Elapsed().Seconds(), "rows/s")
	b.ReportMetric(float64(acts*b.N)/b.Elapsed().Seconds(), "acts/s")
}

func fill(b *testing.B, h *house, acts, rows int) {
	done := make(chan store.Written, 64)
	write := func(i int) {
		done <- h.Write(b.Context(), register.Act{Actor: "p", Kind: "test"}, as(trusted()), func(tx *store.Tx) error {
			for j := range rows {
				if err := tx.Insert("dossier", fmt.Sprintf("d%d-%d", i, j), label.Label{}, dossierRow("a title of middling length")); err != nil {
					return err
				}
			}
			return nil
		})
	}
	for i := range acts {
		go write(i)
		if i >= 64 {
			if w := <-done; w.Err != nil {
				b.Fatal(w.Err)
			}
		}
	}
	for range min(acts, 64) {
		<-done
	}
}

// watch keeps the highest heap in use until stop is called.
func watch(peak *atomic.Uint64) (stop func()) {
	quit := make(chan struct{})
	runtime.GC()
	go func() {
		for {
			var m runtime.MemStats
			runtime.ReadMemStats(&m)
			peak.Store(max(peak.Load(), m.HeapInuse))
			select {
			case <-quit:
				return
			case <-time.After(20 * time.Millisecond):
			}
		}
	}()
	return func() { close(quit) }
}
