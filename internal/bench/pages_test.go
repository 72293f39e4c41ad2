package bench

import (
	"fmt"
	"io"
	"maps"
	"math/rand/v2"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"schild/internal/demo/bureau"
	"schild/internal/demo/world"
	"schild/internal/office"
)

// people is how many read at once, pagesEach how many pages each of them.
const (
	people    = 20
	pagesEach = 100
)

// BenchmarkPages lets twenty people work in a house that has lived its year, over HTTP on loopback, each in a session of
// their own: first a page every half second each, as quick people do, then one after the other without a pause. What they
// read is classified, so nearly every page is an entry in the register before it is shown. The target: 50 ms for all
// pages but one in a hundred.
func BenchmarkPages(b *testing.B) {
	dir := *lived
	if dir == "" {
		dir = b.TempDir()
	}
	w := world.New(1, *manyMessages)
	s := openSite(b, dir, w)
	defer s.stop(b)
	for _, pause := range []time.Duration{500 * time.Millisecond, 0} {
		b.Run("pause="+pause.String(), func(b *testing.B) {
			for b.Loop() {
				s.everybody(b, w, pause)
			}
		})
	}
}

// everybody reads; how long each kind of page took is printed.
func (s *site) everybody(b *testing.B, w *world.World, pause time.Duration) {
	wire := &http.Transport{MaxConnsPerHost: people, MaxIdleConnsPerHost: people}
	defer wire.CloseIdleConnections()
	var users []*user
	for n := range people {
		users = append(users, s.user(b, w, n, wire))
	}
	took := times{}
	var mu sync.Mutex
	var all sync.WaitGroup
	begin, cpu := time.Now(), worked()
	for _, u := range users {
		all.Go(func() {
			for range pagesEach {
				time.Sleep(time.Duration(u.r.Int64N(int64(2*pause) + 1)))
				kind, d, err := u.turn()
				if err != nil {
					b.Error(err)
				}
				mu.Lock()
				took[kind] = append(took[kind], d)
				mu.Unlock()
			}
		})
	}
	all.Wait()
	b.ReportMetric(people*pagesEach/time.Since(begin).Seconds(), "pages/s")
	b.ReportMetric((worked()-cpu)*1000/(people*pagesEach), "cpu-ms/page")
	took.report(b)
}

// times is how long pages took, by kind.
type times map[string][]time.Duration

// report prints a line for each kind of page, and of all pages the figures that count.
func (t times) report(b *testing.B) {
	var all []time.Duration
	line := func(kind string, d []time.Duration) (p [3]float64) {
		slices.Sort(d)
		for i, part := range []int{50, 95, 99} {
			p[i] = float64(d[(len(d)-1)*part/100].Microseconds()) / 1000
		}
		fmt.Printf("%-10s %5d pages  p50 %6.1f  p95 %6.1f  p99 %6.1f  most %6.1f ms\n", kind, len(d), p[0], p[1], p[2], float64(d[len(d)-1].Microseconds())/1000)
		return p
	}
	for _, kind := range slices.Sorted(maps.Keys(t)) {
		line(kind, t[kind])
		all = append(all, t[kind]...)
	}
	p := line("all", all)
	b.ReportMetric(p[0], "ms-p50")
	b.ReportMetric(p[1], "ms-p95")
	b.ReportMetric(p[2], "ms-p99")
}

// user is one person at a browser, who follows what the pages before led to.
type user struct {
	client *http.Client
	origin string
	r      *rand.Rand
	w      *world.World
	kinds  []string            // by weight
	led    map[string][]string // kind of page → addresses on the newest page that led to any
}

// desks says who sits at the twenty desks and what each reads, a word for each page in ten or so.
func desks() map[string]string {
	const reading = "inbox narrow inbox next record record record record entity entity search suggest suggest suggest "
	return map[string]string{
		bureau.Intake: "today dossier " + reading, bureau.Analyst: "today notes note editor dossier register " + reading, bureau.Second: "today notes note editor dossier " + reading,
		bureau.Head: "today notes queue note note dossier register " + reading, bureau.Releaser: "today queue notes note note " + reading, registrar.ID: "register register act " + reading,
		bureau.Auditor: "register register older act",
	}
}

// seats gives the people of the twenty desks; those who write are many.
func seats() []string {
	return []string{bureau.Analyst, bureau.Second, bureau.Intake, bureau.Head, bureau.Analyst, bureau.Second, bureau.Intake, bureau.Releaser, bureau.Analyst, bureau.Second,
		bureau.Auditor, bureau.Head, bureau.Analyst, bureau.Second, bureau.Intake, bureau.Releaser, bureau.Analyst, bureau.Second, bureau.Intake, registrar.ID}
}

// user signs the n-th person in.
func (s *site) user(b testing.TB, w *world.World, n int, wire *http.Transport) *user {
	b.Helper()
	jar, err := cookiejar.New(nil)
	must(b, err)
	id := seats()[n%len(seats())]
	u := &user{client: &http.Client{Transport: wire, Jar: jar}, origin: s.origin, r: rand.New(rand.NewPCG(11, uint64(n))), w: w,
		kinds: strings.Fields(desks()[id]), led: map[string][]string{}}
	_, err = u.get(strings.TrimPrefix(s.pages.Link(office.Person{ID: id}), s.origin))
	must(b, err)
	return u
}

// turn reads one page.
func (u *user) turn() (kind string, took time.Duration, err error) {
	kind, path := u.choose()
	took, err = u.get(path)
	return kind, took, err
}

// choose picks a page; one to which no page has led yet is looked for on a list first.
func (u *user) choose() (kind, path string) {
	kind = u.kinds[u.r.IntN(len(u.kinds))]
	pick := func(list ...string) string { return list[u.r.IntN(len(list))] }
	switch kind {
	case "today", "inbox", "notes", "register":
		return kind, "/" + kind
	case "narrow":
		return kind, "/inbox?" + pick("lang=fr", "status=partial", "status=refused", "open=1", "order=oldest", "kind=document", "source=ORVA", "lang=de&open=1")
	case "queue":
		return kind, "/notes?" + pick("queue=review", "queue=send", "queue=sent", "queue=mine", "kind=NE", "sort=title", "words=haven")
	case "search":
		return kind, "/search?q=" + url.QueryEscape(u.words())
	case "suggest":
		typed := []rune(u.words())
		return kind, "/suggest?q=" + url.QueryEscape(string(typed[:min(len(typed), 2+u.r.IntN(5))]))
	}
	if known := u.led[kind]; len(known) > 0 {
		return kind, pick(known...)
	}
	from := map[string]string{"next": "inbox", "record": "inbox", "entity": "entities", "note": "notes", "editor": "notes", "dossier": "dossiers", "act": "register", "older": "register"}
	return from[kind], "/" + from[kind]
}

// words is what somebody looks for: a name, or a word some message says.
func (u *user) words() string {
	if u.r.IntN(3) > 0 {
		return u.w.Entities()[u.r.IntN(len(u.w.Entities()))].Name
	}
	said := longWord.FindAllString(string(u.w.Message(u.r.IntN(u.w.Size())).Bytes), -1)
	if len(said) == 0 {
		return "haven"
	}
	return said[u.r.IntN(len(said))]
}

var longWord = regexp.MustCompile(`\b[a-z]{6,14}\b`)

var leads = map[string]*regexp.Regexp{
	"record": regexp.MustCompile(`href="(/record/[0-9a-z]{26})["#]`), "entity": regexp.MustCompile(`href="(/entity/[0-9a-z]{26})"`),
	"note": regexp.MustCompile(`href="(/note/[0-9a-z]{26})"`), "editor": regexp.MustCompile(`href="(/note/[0-9a-z]{26}/edit)"`),
	"dossier": regexp.MustCompile(`href="(/dossier/[0-9a-z]{26})"`), "act": regexp.MustCompile(`href="(/register/[0-9a-z]{26})"`),
	"next": regexp.MustCompile(`href="(/inbox\?[^"]*after=[^"]+)"`), "older": regexp.MustCompile(`href="(/register\?[^"]*before=[0-9]+)"`),
}

// get reads a page to its end and notes where it leads.
func (u *user) get(path string) (time.Duration, error) {
	begin := time.Now()
	r, err := u.client.Get(u.origin + path)
	if err != nil {
		return 0, err
	}
	text, err := io.ReadAll(r.Body)
	took := time.Since(begin)
	if err == nil {
		err = r.Body.Close()
	}
	if err == nil && r.StatusCode != http.StatusOK {
		err = fmt.Errorf("%s: %s", path, r.Status)
	}
	for kind, lead := range leads {
		var seen []string
		for _, m := range lead.FindAllSubmatch(text, -1) {
			seen = append(seen, strings.ReplaceAll(string(m[1]), "&amp;", "&"))
		}
		if len(seen) > 0 {
			u.led[kind] = seen
		}
	}
	return took, err
}
