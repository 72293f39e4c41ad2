package bench

import (
	"context"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"schild/fact"
	"schild/internal/demo/world"
	"schild/internal/desk/registry"
	"schild/internal/store"
)

// atOnce is how many messages are under way together, as a mail gateway hands them over.
const atOnce = 24

// BenchmarkYear puts a million names into a house, takes a year of messages in, opens the house again and lets people read
// in it. The targets: the year in at most 5 minutes with 1 GB of memory on two cores, one second until pages can be
// shown after the start, 50 ms for all pages but one in a hundred.
func BenchmarkYear(b *testing.B) {
	for b.Loop() {
		dir := *kept
		if dir == "" {
			dir = b.TempDir()
		}
		w := world.New(1, *manyMessages)
		fill(b, dir, w)
		h := start(b, dir)
		h.readers(b, w)
		h.rescan(b, w)
		must(b, h.extract.Close())
		h.close(b)
	}
}

// fill lives the year in a house, where it was not lived yet.
func fill(b *testing.B, dir string, w *world.World) {
	h := open(b, dir)
	defer h.close(b)
	must(b, h.knowledge.Load(context.Background()))
	begin, cpu := time.Now(), worked()
	h.name(b, w, *manyNames)
	b.ReportMetric(time.Since(begin).Seconds(), "s-naming")
	b.ReportMetric(worked()-cpu, "cpu-s-naming")
	b.ReportMetric(float64(h.knowledge.Names()), "names")
	if h.count(b) > 0 {
		must(b, h.extract.Close())
		return
	}
	resident()
	forget()
	begin, cpu = time.Now(), worked()
	read := h.year(b, w)
	took := time.Since(begin).Seconds()
	must(b, h.extract.Close()) // its children's time is counted when they end
	b.ReportMetric(worked()-cpu, "cpu-s-year")
	b.ReportMetric(took, "s-year")
	b.ReportMetric(float64(w.Size())/took, "messages/s")
	b.ReportMetric(float64(read)/took/(1<<20), "MB/s")
	b.ReportMetric(peak(), "MB-peak")
	b.ReportMetric(resident(), "MB-after")
}

// year receives every message, many at once, and gives the bytes read.
func (h *house) year(b testing.TB, w *world.World) int64 {
	b.Helper()
	var next, read atomic.Int64
	var all sync.WaitGroup
	for range atOnce {
		all.Go(func() {
			for {
				i := int(next.Add(1)) - 1
				if i >= w.Size() {
					return
				}
				m := w.Message(i)
				read.Add(int64(len(m.Bytes)))
				in := registry.Incoming{File: m.File, Bytes: m.Bytes, Source: m.Source, Label: m.Label}
				if _, err := h.registry.Receive(context.Background(), intake, in); err != nil {
					b.Error(err)
					return
				}
			}
		})
	}
	all.Wait()
	return read.Load()
}

// start opens a house that has lived its year.
func start(b *testing.B, dir string) *house {
	begin := time.Now()
	h := open(b, dir)
	b.ReportMetric(time.Since(begin).Seconds(), "s-open")
	must(b, h.knowledge.Load(context.Background()))
	b.ReportMetric(time.Since(begin).Seconds(), "s-names-ready")
	b.ReportMetric(resident(), "MB-started")
	return h
}

// rescan states one new name and looks for it in every record of the year.
func (h *house) rescan(b *testing.B, w *world.World) {
	ctx := context.Background()
	var rec string
	must(b, h.registry.Office.See(ctx, analyst, func(v *store.View) error {
		rs, err := h.registry.Inbox(v, registry.Filter{Kind: "message", Limit: 1})
		if err == nil && len(rs) > 0 {
			rec = rs[0].ID
		}
		return err
	}))
	_, _, err := h.knowledge.State(ctx, analyst, fact.Statement{Schema: "Person", Property: "name", Value: w.Entities()[1].Name, Record: fact.ID(rec)})
	must(b, err)
	begin := time.Now()
	must(b, h.knowledge.Rescan(ctx, []string{rec}))
	b.ReportMetric(time.Since(begin).Seconds(), "s-rescan")
}
