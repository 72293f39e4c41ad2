package bench

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"io"
	"math/rand/v2"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"schild/day"
	"schild/exchange"
	"schild/internal/api"
	"schild/internal/demo/bureau"
	"schild/internal/desk/registry"
	"schild/internal/desk/screening"
	"schild/internal/office"
)

// clients ask at once, asked each.
const (
	clients = 16
	asked   = 600
)

// BenchmarkQueries asks a house with 18,000 listed entries, over HTTP on loopback, sixteen machines at once: each question is
// an act that is durable before its answer. Printed are what a client waits, and of that the part before the commit. Asking
// and answering share the two cores.
func BenchmarkQueries(b *testing.B) {
	h := open(b, b.TempDir())
	defer h.close(b)
	o := office.New(h.store)
	desk := screening.New(o)
	must(b, desk.Load(b.Context()))
	names := h.listed(b, desk)
	token, err := (&registry.Desk{Office: o}).GiveToken(b.Context(), registrar, bureau.Analyst, "bench", day.Date{Year: 2099, Month: 1, Day: 1})
	must(b, err)
	srv := httptest.NewServer((&api.API{Office: o, Screening: desk, Now: time.Now, Timing: true}).Handler())
	defer srv.Close()
	for b.Loop() {
		askAll(b, srv.URL, token, names)
	}
}

var (
	durable = regexp.MustCompile(`register;dur=([0-9.]+)`)
)

func askAll(b *testing.B, url, token string, names []string) {
	wire := &http.Transport{MaxIdleConnsPerHost: clients, MaxConnsPerHost: clients}
	defer wire.CloseIdleConnections()
	var mu sync.Mutex
	var whole, before []float64
	var all sync.WaitGroup
	began := time.Now()
	for c := range clients {
		all.Go(func() {
			r := rand.New(rand.NewPCG(9, uint64(c)))
			for range asked {
				body, _ := json.Marshal(map[string]any{"names": []string{names[r.IntN(len(names))]}, "purpose": "bench"})
				q, err := http.NewRequest("POST", url+"/api/v1/screening/query", bytes.NewReader(body))
				must(b, err)
				q.Header.Set("Authorization", "Bearer "+token)
				q.Header.Set("Content-Type", "application/json")
				start := time.Now()
				resp, err := wire.RoundTrip(q)
				must(b, err)
				_, err = io.Copy(io.Discard, resp.Body)
				must(b, err)
				resp.Body.Close()
				took := time.Since(start).Seconds() * 1000
				if resp.StatusCode != 200 {
					b.Errorf("status %d", resp.StatusCode)
					return
				}
				mu.Lock()
				whole = append(whole, took)
				before = append(before, took-part(durable, resp.Header.Get("Server-Timing")))
				mu.Unlock()
			}
		})
	}
	all.Wait()
	b.ReportMetric(float64(len(whole))/time.Since(began).Seconds(), "queries/s")
	slices.Sort(whole)
	slices.Sort(before)
	b.ReportMetric(whole[len(whole)/2], "ms-p50")
	b.ReportMetric(whole[len(whole)*99/100], "ms-p99-durable")
	b.ReportMetric(before[len(before)*99/100], "ms-p99-before-commit")
}

func part(of *regexp.Regexp, header string) float64 {
	m := of.FindStringSubmatch(header)
	if m == nil {
		return 0
	}
	f, _ := strconv.ParseFloat(m[1], 64)
	return f
}

// listed adds the published lists, filled up to 18,000 entries with invented people, and gives names to ask for.
func (h *house) listed(b testing.TB, desk *screening.Desk) []string {
	const all = 18_000
	n := 0
	for _, l := range []struct{ kind, file string }{{"ofac-sdn", "sdn.csv"}, {"ofac-sdn", "cons_prim.csv"}, {"un-sc", "UN_consolidated.xml"}} {
		files := testFiles(b, l.kind, "watchman/"+l.file)
		if files == nil {
			continue
		}
		entries, _, err := exchange.ReadList(l.kind, files)
		must(b, err)
		n += len(entries)
		h.edition(b, desk, l.file, entries)
	}
	p := newNames()
	filler := make([]exchange.Entry, all-n)
	for i := range filler {
		filler[i] = exchange.Entry{Key: fmt.Sprint(i), Schema: "Person", Facts: []exchange.Fact{{Property: "name", Value: p.next()}}}
	}
	h.edition(b, desk, "filler", filler)
	var out []string
	if f := testFiles(b, "csv", "yente/negatives_global.csv"); f != nil {
		rows, err := csv.NewReader(f[0].Reader).ReadAll()
		must(b, err)
		for _, r := range rows[1:20_001] {
			out = append(out, r[0])
		}
		return out
	}
	for range 20_000 {
		out = append(out, p.next())
	}
	return out
}

func (h *house) edition(b testing.TB, desk *screening.Desk, name string, entries []exchange.Entry) {
	rec, err := h.registry.Keep(b.Context(), intake, registry.Incoming{File: name, Bytes: []byte(name), Source: "sanctions"}, "list", name)
	must(b, err)
	_, err = desk.AddEdition(b.Context(), intake, screening.Arrived{Name: name, Kind: "csv", Record: rec.ID, Digest: name, Entries: entries})
	must(b, err)
}

// testFiles gives a list's files of the test data, nil without them.
func testFiles(b testing.TB, kind, path string) []exchange.File {
	root := os.Getenv("SCHILD_TESTDATA")
	if root == "" {
		root = filepath.Join("..", "..", "..", "shared", "data")
	}
	full := filepath.Join(root, "names", filepath.FromSlash(path))
	var out []exchange.File
	for _, n := range append([]string{filepath.Base(full)}, exchange.Siblings(kind, filepath.Base(full))...) {
		raw, err := os.ReadFile(filepath.Join(filepath.Dir(full), n))
		if err != nil {
			continue // without the test data the names are invented
		}
		out = append(out, exchange.File{Name: n, Reader: strings.NewReader(string(raw)), Bytes: raw})
	}
	return out
}
