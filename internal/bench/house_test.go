package bench

import (
	"bytes"
	"context"
	"crypto/sha256"
	"database/sql"
	"flag"
	"fmt"
	"math/rand/v2"
	"os"
	"runtime/debug"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"schild/document"
	"schild/exchange"
	"schild/fact"
	"schild/internal/demo/bureau"
	"schild/internal/demo/world"
	"schild/internal/desk/knowledge"
	"schild/internal/desk/registry"
	"schild/internal/office"
	"schild/internal/store"
	"schild/internal/work"
	"schild/label"
)

var (
	manyNames    = flag.Int("names", 1_000_000, "names in the house")
	manyMessages = flag.Int("messages", world.Full, "messages of the year")
	kept         = flag.String("house", "", "a folder that keeps the house with its names for the next time (default: a temporary one)")
)

// TestMain lets the test program be its own child for office files, as the real program is.
func TestMain(m *testing.M) {
	if len(os.Args) == 2 && os.Args[1] == "extract" {
		os.Exit(work.ExtractMain(os.Stdin, os.Stdout))
	}
	os.Exit(m.Run())
}

// house is a real house in a folder.
type house struct {
	store     *store.Store
	registry  *registry.Desk
	knowledge *knowledge.Desk
	extract   *work.Extractor
}

// open opens or founds a house, not waiting for the names.
func open(b testing.TB, dir string) *house {
	b.Helper()
	fresh, err := store.Fresh(dir)
	must(b, err)
	jobs := func(context.Context, *sql.Tx, []store.Job) error { return nil }
	h := openWith(b, store.Config{Dir: dir, Master: sha256.Sum256([]byte("bench")), Now: func() int64 { return time.Now().UnixMicro() }, Queue: jobs})
	if fresh {
		h.found(b)
	}
	return h
}

// openWith opens a house and nobody in it.
func openWith(b testing.TB, cfg store.Config) *house {
	b.Helper()
	cfg.Origin = "bench.invalid/register"
	h := &house{}
	var err error
	h.store, err = store.Open(context.Background(), cfg)
	must(b, err)
	h.extract, err = work.NewExtractor("")
	must(b, err)
	o := office.New(h.store)
	h.knowledge = knowledge.New(o)
	h.registry = &registry.Desk{Office: o, Open: h.document, Scan: func(tx *store.Tx, s registry.Scanned) error {
		return h.knowledge.Scan(tx, s.Record, s.Label, s.Texts)
	}}
	return h
}

func (h *house) document(name string, b []byte) document.Document {
	return document.Open(name, bytes.NewReader(b), document.Limits{}, h.extract.File())
}

func (h *house) close(b testing.TB) {
	b.Helper()
	must(b, h.store.Close())
}

var (
	registrar = office.Person{ID: "registrar"}
	intake    = office.Person{ID: bureau.Intake}
)

func (h *house) found(b testing.TB) {
	b.Helper()
	ctx := context.Background()
	_, err := h.registry.FoundHouse(ctx, registry.Enrolment{ID: registrar.ID, Name: "Registrar", Organisation: bureau.Own, Lang: "nl", Roles: []string{"registrar"},
		Clearance: label.Clearance{Level: label.TopSecret, Compartments: bureau.Compartment}})
	must(b, err)
	for _, p := range bureau.People() {
		_, err := h.registry.Enrol(ctx, registrar, registry.Enrolment{ID: p.ID, Name: p.Name, Organisation: bureau.Own, Lang: p.Lang, Roles: p.Roles, Clearance: p.Clearance})
		must(b, err)
	}
	for _, s := range append(world.ListSources(), world.Sources()...) {
		known, err := label.Parse(s.Known)
		must(b, err)
		lang := "en"
		if len(s.Langs) > 0 {
			lang = s.Langs[0]
		}
		_, err = h.registry.AddSource(ctx, registrar, registry.Source{ID: s.ID, Name: s.Name, Kind: s.Kind, Organisation: s.Organisation, Country: s.Country,
			Lang: lang, DefaultLabel: s.Label, Grade: s.Grade}, known)
		must(b, err)
	}
}

// name states the names of the world's lists and as many invented ones as are missing to n, in lists of fifty thousand.
func (h *house) name(b testing.TB, w *world.World, n int) {
	b.Helper()
	if h.knowledge.Names() >= n {
		return
	}
	for _, l := range w.Lists() {
		entries, _, err := exchange.ReadList(l.Kind, []exchange.File{{Name: l.File, Reader: bytes.NewReader(l.Bytes), Bytes: l.Bytes}})
		must(b, err)
		h.list(b, l.Source, l.Name, entries)
	}
	const each = 50_000
	p := newNames()
	for part := 0; h.knowledge.Names() < n; part++ {
		entries := make([]exchange.Entry, min(each, n-h.knowledge.Names()))
		for i := range entries {
			entries[i] = exchange.Entry{Key: strconv.Itoa(part*each + i), Schema: "Person", Facts: []exchange.Fact{{Property: "name", Value: p.next()}}}
		}
		h.list(b, world.ListSources()[0].ID, fmt.Sprintf("part %d", part), entries)
	}
}

func (h *house) list(b testing.TB, source, name string, entries []exchange.Entry) {
	b.Helper()
	ctx := context.Background()
	rec, err := h.registry.Keep(ctx, intake, registry.Incoming{File: name + ".csv", Bytes: []byte(name), Source: source}, "list", name)
	must(b, err)
	_, err = h.knowledge.AddList(ctx, intake, source, knowledge.List{Kind: "csv", Name: name, Record: fact.ID(rec.ID), Entries: entries})
	must(b, err)
}

// names invents names of two or three words, the same every time.
type names struct {
	r           *rand.Rand
	given, last []string
}

func newNames() *names {
	n := &names{r: rand.New(rand.NewPCG(7, 7))}
	n.given, n.last = n.words(4000), n.words(150_000)
	return n
}

func (n *names) words(count int) []string {
	syllables := strings.Fields("ba be bo bra da de di dra fa fe gor ha he hi ka ko kri la le lo ma me mi mor na ne no ra ri ro sa sel so ta te ti tra va ve vo za zu")
	out := make([]string, count)
	for i := range out {
		for range 2 + n.r.IntN(3) {
			out[i] += syllables[n.r.IntN(len(syllables))]
		}
		out[i] = strings.ToUpper(out[i][:1]) + out[i][1:]
	}
	return out
}

func (n *names) next() string {
	s := n.given[n.r.IntN(len(n.given))] + " " + n.last[n.r.IntN(len(n.last))]
	if n.r.IntN(3) == 0 {
		s += " " + n.last[n.r.IntN(len(n.last))]
	}
	return s
}

func must(b testing.TB, err error) {
	if err != nil {
		b.Helper()
		b.Fatal(err)
	}
}

// worked gives the processor seconds that this process and its ended children used so far.
func worked() float64 {
	var sum float64
	for _, who := range []int{syscall.RUSAGE_SELF, syscall.RUSAGE_CHILDREN} {
		var u syscall.Rusage
		if err := syscall.Getrusage(who, &u); err == nil {
			sum += time.Duration(u.Utime.Nano() + u.Stime.Nano()).Seconds()
		}
	}
	return sum
}

// resident gives the memory of this process in megabytes, after what is free went back to the system.
func resident() float64 {
	debug.FreeOSMemory()
	return status("VmRSS:")
}

// peak gives the most memory this process had, in megabytes, since forget.
func peak() float64 { return status("VmHWM:") }

// forget begins peak anew; where the system cannot, it counts from the start of the process.
func forget() { _ = os.WriteFile("/proc/self/clear_refs", []byte("5"), 0) }

func status(field string) float64 {
	text, err := os.ReadFile("/proc/self/status")
	if err != nil {
		return 0 // not Linux
	}
	for line := range strings.Lines(string(text)) {
		if rest, ok := strings.CutPrefix(line, field); ok {
			kb, _ := strconv.Atoi(strings.Fields(rest)[0])
			return float64(kb) / 1024
		}
	}
	return 0
}
