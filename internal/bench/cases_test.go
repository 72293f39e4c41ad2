package bench

import (
	"context"
	"flag"
	"slices"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"schild/internal/desk/casework"
	"schild/internal/office"
	"schild/internal/store"
	"schild/label"
	"schild/procedure/law"
)

var manyCases = flag.Int("cases", 4_000, "verifications in the year of cases; 335503 is a whole one, clearances and questions of release in proportion")

var keptCases = flag.String("cases-dir", "", "a directory that keeps the year of cases: filled when empty, only measured after that")

var replayCases = flag.Bool("cases-replay", true, "replay every case from its steps")

// yearOfCases is what one person does in each sort of case: the moves and the form, one person a step.
type walked struct {
	procedure string
	share     int // of 335,503
	moves     [][2]string
	values    map[string]any
}

func yearOfCases() []walked {
	return []walked{
		{"verification.contribution", 335_503, [][2]string{{"desk", "receive"}, {"desk", "find_none"}, {"desk", "answer_none"}, {"desk", "log"}}, map[string]any{"candidates": 0.0}},
		{"clearance.person", 11_953, [][2]string{{"firm", "request"}, {"desk", "accept"}, {"desk", "investigate"}, {"ann", "report"}, {"nsa", "grant"}},
			map[string]any{"consent": true, "partner_consent": "given", "months_abroad": 0.0, "valid_until": "2031-01-31"}},
		{"release.request", 39_750, [][2]string{{"ann", "ask"}, {"lia", "forward"}}, nil},
	}
}

// BenchmarkCases lives a year of cases through the desk and then measures, on all of them, the list of what is due and one step; at
// the end every case is replayed from its steps.
func BenchmarkCases(b *testing.B) {
	dir := *keptCases
	if dir == "" {
		dir = b.TempDir()
	}
	fresh, err := store.Fresh(dir)
	must(b, err)
	h := open(b, dir)
	defer h.store.Close()
	book, err := law.Book()
	must(b, err)
	d, err := casework.New(office.New(h.store), book, law.Files())
	must(b, err)
	ctx := context.Background()
	must(b, d.Load(ctx))
	began := time.Now()
	if fresh {
		enrolCaseworkers(b, d)
		fillCases(b, d)
	}
	filled := time.Since(began)
	ids := allCases(b, d)
	for b.Loop() {
		must(b, d.Office.See(ctx, office.Person{ID: "ann"}, func(v *store.View) error {
			_, err := d.Waiting(v, casework.List{Parts: []string{"analyst", "officer"}})
			return err
		}))
	}
	b.ReportMetric(filled.Seconds(), "s-to-fill")
	b.ReportMetric(float64(len(ids)), "cases")
	dueTimes(b, d)
	stepTimes(b, d)
	if *replayCases {
		replayed(b, d, ids)
	}
}

// enrolCaseworkers are the six people who do the year, each with one part.
func enrolCaseworkers(b *testing.B, d *casework.Desk) {
	b.Helper()
	for id, roles := range map[string]string{"desk": "registrar", "ann": "analyst", "firm": "security_officer", "nsa": "authority", "lia": "liaison", "hugo": "head"} {
		_, err := d.Office.Do(context.Background(), office.Person{ID: "registrar"}, office.Act{Kind: "person.enrol"}, func(tx *store.Tx) error {
			return tx.Insert("person", id, label.Bottom(), store.Row{"name": id, "organisation": "own", "outside": false, "lang": "nl", "roles": roles, "level": 3, "compartments": "", "circles": "", "memberships": "", "account": "", "active": true})
		})
		must(b, err)
	}
}

func allCases(b *testing.B, d *casework.Desk) []string {
	b.Helper()
	var ids []string
	must(b, d.Office.See(context.Background(), office.Person{ID: "ann"}, func(v *store.View) error {
		return v.Select(&ids, `SELECT id FROM cases ORDER BY id`)
	}))
	return ids
}

// fillCases does every step of the year, 64 at once as many desks would.
func fillCases(b *testing.B, d *casework.Desk) {
	b.Helper()
	type job struct {
		w walked
		n int
	}
	jobs := make(chan job)
	var wg sync.WaitGroup
	for range 64 {
		wg.Go(func() {
			for j := range jobs {
				walkCase(b, d, j.w, j.n)
			}
		})
	}
	for _, w := range yearOfCases() {
		for n := range max(1, *manyCases*w.share/335_503) {
			jobs <- job{w, n}
		}
	}
	close(jobs)
	wg.Wait()
}

// walkCase does the whole way of a case; one in twenty is still under way.
func walkCase(b *testing.B, d *casework.Desk, w walked, n int) {
	ctx := context.Background()
	id, err := d.Open(ctx, office.Person{ID: w.moves[0][0]}, casework.Opening{Procedure: w.procedure, Title: "Somebody", Label: label.Label{Level: label.Restricted}})
	must(b, err)
	f, _ := d.Book.File(w.procedure)
	moves := w.moves
	if n%20 == 0 {
		moves = moves[:1+n/20%len(moves)]
	}
	for _, m := range moves {
		must(b, oneStep(ctx, d, id, m, w.values, f.ID))
	}
}

func oneStep(ctx context.Context, d *casework.Desk, id string, m [2]string, values map[string]any, procedureID string) error {
	f, _ := d.Book.File(procedureID)
	given := map[string]any{}
	for _, x := range f.Moves {
		if x.Act != m[1] {
			continue
		}
		for _, name := range x.Takes {
			field, _ := f.Field(name)
			switch {
			case values[name] != nil:
				given[name] = values[name]
			case field.Optional:
			case field.Type == "number":
				given[name] = 1.0
			case field.Type == "bool":
				given[name] = true
			case field.Type == "date":
				given[name] = "2026-12-31"
			case field.Type == "choice":
				given[name] = field.Of[0]
			case field.Type == "list":
				given[name] = []string{"one"}
			default:
				given[name] = "words"
			}
		}
	}
	_, err := d.Step(ctx, office.Person{ID: m[0]}, casework.Doing{Case: id, Move: m[1], Values: given, Steps: -1})
	return err
}

// dueTimes asks for what is due as five people do, again and again, while somebody steps cases.
func dueTimes(b *testing.B, d *casework.Desk) {
	b.Helper()
	var took []time.Duration
	lists := []casework.List{{Parts: []string{"analyst", "officer", "requester", "investigator"}}, {Parts: []string{"desk", "clerk", "records_manager"}}, {Owner: "ann"}, {}, {Procedure: "clearance.person", Stage: "active"}, {Procedure: "release.request"}}
	for i := range 1_200 {
		l := lists[i%len(lists)]
		began := time.Now()
		must(b, d.Office.See(context.Background(), office.Person{ID: "ann"}, func(v *store.View) error { _, err := d.Waiting(v, l); return err }))
		took = append(took, time.Since(began))
	}
	report(b, "due", took)
}

// stepTimes does one step after another, four people at once.
func stepTimes(b *testing.B, d *casework.Desk) {
	b.Helper()
	var mu sync.Mutex
	var took []time.Duration
	var left atomic.Int64
	left.Store(1_000)
	var wg sync.WaitGroup
	for range 4 {
		wg.Go(func() {
			for left.Add(-1) >= 0 {
				id, err := d.Open(context.Background(), office.Person{ID: "ann"}, casework.Opening{Procedure: "release.request", Title: "Step", Label: label.Label{Level: label.Restricted}})
				must(b, err)
				began := time.Now()
				must(b, oneStep(context.Background(), d, id, [2]string{"ann", "ask"}, nil, "release.request"))
				mu.Lock()
				took = append(took, time.Since(began))
				mu.Unlock()
			}
		})
	}
	wg.Wait()
	report(b, "step", took)
}

func report(b *testing.B, name string, took []time.Duration) {
	slices.Sort(took)
	ms := func(q float64) float64 { return float64(took[int(q*float64(len(took)-1))].Microseconds()) / 1000 }
	b.ReportMetric(ms(.5), "ms-"+name+"-p50")
	b.ReportMetric(ms(.99), "ms-"+name+"-p99")
}

// replayed steps every case again from the register's rows; one that comes to another state fails.
func replayed(b *testing.B, d *casework.Desk, ids []string) {
	b.Helper()
	began := time.Now()
	n, erased := 0, 0
	for _, id := range ids {
		must(b, d.Office.See(context.Background(), office.Person{ID: "ann"}, func(v *store.View) error {
			c, err := d.Case(v, id)
			if err != nil {
				return err
			}
			if c.Erased() {
				erased++
				return nil
			}
			n++
			return d.Replay(v, c)
		}))
	}
	b.ReportMetric(float64(n), "replayed")
	b.ReportMetric(float64(erased), "erased")
	b.ReportMetric(time.Since(began).Seconds(), "s-to-replay")
}
