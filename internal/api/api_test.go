package api_test

import (
	"bytes"
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"schild/day"
	"schild/exchange"
	"schild/fact"
	"schild/internal/api"
	"schild/internal/cluster"
	"schild/internal/desk/custody"
	"schild/internal/desk/registry"
	"schild/internal/desk/screening"
	"schild/internal/office"
	"schild/internal/store"
	"schild/label"
)

var (
	boss   = office.Person{ID: "boss"}
	secret = label.Label{Level: label.Secret}
)

// house is a site for machines with two people: boss sees everything, low what is restricted.
type house struct {
	t    testing.TB
	url  string
	door http.Handler
	desk *screening.Desk
	reg  *registry.Desk
	now  time.Time
}

func newHouse(t testing.TB) *house {
	t.Helper()
	h := &house{t: t, now: time.Date(2026, 3, 9, 8, 0, 0, 0, time.UTC)}
	dir := t.TempDir()
	s, err := store.Open(t.Context(), store.Config{Dir: dir, Place: cluster.Place(t, dir), Master: sha256.Sum256([]byte("test")), Origin: "test.invalid/register", Now: h.now.UnixMicro, Queue: noQueue})
	h.must(err)
	t.Cleanup(func() { s.Close() })
	o := office.New(s)
	h.reg, h.desk = &registry.Desk{Office: o}, screening.New(o)
	_, err = h.reg.FoundHouse(t.Context(), registry.Enrolment{ID: "boss", Name: "Boss", Organisation: "own", Lang: "en", Roles: []string{"registrar", "head", "analyst"}, Clearance: label.Clearance{Level: label.Secret}})
	h.must(err)
	_, err = h.reg.Enrol(t.Context(), boss, registry.Enrolment{ID: "low", Name: "Low", Organisation: "own", Lang: "en", Roles: []string{"analyst"}, Clearance: label.Clearance{Level: label.Restricted}})
	h.must(err)
	_, err = h.reg.AddSource(t.Context(), boss, registry.Source{ID: "lists", Name: "Lists", Kind: "list", DefaultLabel: "UNCLASSIFIED", Grade: "B2"}, label.Label{})
	h.must(err)
	h.must(h.desk.Load(t.Context()))
	h.list("open", label.Label{}, "Odile Marchetarre")
	h.list("shut", secret, "Jan Maes")
	h.door = (&api.API{Office: o, Screening: h.desk, Custody: &custody.Desk{Office: o, Kinds: map[string]custody.Kind{"record": {}}}, Now: func() time.Time { return h.now }}).Handler()
	srv := httptest.NewServer(h.door)
	t.Cleanup(srv.Close)
	h.url = srv.URL
	return h
}

func (h *house) must(err error) {
	h.t.Helper()
	if err != nil {
		h.t.Fatal(err)
	}
}

func (h *house) list(name string, l label.Label, who string) {
	h.t.Helper()
	var id fact.ID
	_, err := h.desk.Office.Do(h.t.Context(), boss, office.Act{Kind: "record.receive"}, func(tx *store.Tx) error {
		var err error
		if id, err = tx.NewID(); err != nil {
			return err
		}
		return tx.Record(id, l, store.Row{"source": "lists", "kind": "list", "reference": "R", "file": "l", "title": "l", "type": "", "status": "read", "lang": "en", "grade": "B2", "size": int64(1), "sha256": "", "said": "", "desk": ""}, "")
	})
	h.must(err)
	_, err = h.desk.AddEdition(h.t.Context(), boss, screening.Arrived{Name: name, Kind: "csv", Record: string(id), Digest: name, Entries: []exchange.Entry{{Key: "k", Schema: "Person", Facts: []exchange.Fact{{Property: "name", Value: who}}}}})
	h.must(err)
}

func (h *house) token(person string) string {
	h.t.Helper()
	s, err := h.reg.GiveToken(h.t.Context(), boss, person, "machine", day.Date{Year: 2026, Month: 12, Day: 31})
	h.must(err)
	return s
}

func (h *house) ask(token, method, path, body string) (int, string) {
	h.t.Helper()
	r, err := http.NewRequest(method, h.url+path, strings.NewReader(body))
	h.must(err)
	r.Header.Set("Content-Type", "application/json")
	if token != "" {
		r.Header.Set("Authorization", "Bearer "+token)
	}
	resp, err := http.DefaultClient.Do(r)
	h.must(err)
	defer resp.Body.Close()
	b, err := io.ReadAll(resp.Body)
	h.must(err)
	return resp.StatusCode, string(b)
}

// TestQuestion: a machine finds what its person may see, and nothing tells it that there is more.
func TestQuestion(t *testing.T) {
	h := newHouse(t)
	boss, low := h.token("boss"), h.token("low")
	find := func(token, name string) (int, string) {
		return h.ask(token, "POST", "/api/v1/screening/query", `{"names":["`+name+`"],"purpose":"test"}`)
	}
	if code, body := find(low, "Odil Marchetarre"); code != 200 || !strings.Contains(body, `"entry":"k"`) || !strings.Contains(body, `"why":["Where we start`) {
		t.Errorf("%d %s", code, body)
	}
	if code, body := find(boss, "Jan Maes"); code != 200 || !strings.Contains(body, `"list":"shut"`) || !strings.Contains(body, `"label":"SECRET"`) {
		t.Errorf("%d %s", code, body)
	}
	_, hidden := find(low, "Jan Maes")
	_, nobody := find(low, "Nobody Atall")
	if hidden != nobody || strings.Contains(hidden, "shut") {
		t.Errorf("hidden and absent differ:\n%s\n%s", hidden, nobody)
	}
	if _, body := h.ask(low, "GET", "/api/v1/screening/lists", ""); strings.Contains(body, "shut") || !strings.Contains(body, "open") {
		t.Errorf("%s", body)
	}
}

// TestToken: nothing opens without one, with another's, with one that is withdrawn or past its day.
func TestToken(t *testing.T) {
	h := newHouse(t)
	good := h.token("low")
	q := `{"names":["X"],"purpose":"p"}`
	for what, token := range map[string]string{"none": "", "invented": "schild_AAAA", "cut": good[:len(good)-1]} {
		if code, body := h.ask(token, "POST", "/api/v1/screening/query", q); code != 401 {
			t.Errorf("%s: %d %s", what, code, body)
		}
	}
	if code, _ := h.ask(good, "POST", "/api/v1/screening/query", q); code != 200 {
		t.Errorf("a good one: %d", code)
	}
	var all []registry.Token
	h.must(h.desk.Office.See(t.Context(), boss, func(v *store.View) (err error) { all, err = h.reg.Tokens(v); return err }))
	h.must(h.reg.WithdrawToken(t.Context(), boss, all[0].ID))
	if code, _ := h.ask(good, "POST", "/api/v1/screening/query", q); code != 401 {
		t.Errorf("withdrawn: %d", code)
	}
	old := h.token("low")
	h.now = h.now.AddDate(1, 0, 0)
	if code, _ := h.ask(old, "POST", "/api/v1/screening/query", q); code != 401 {
		t.Errorf("past its day: %d", code)
	}
}

// TestBatch: a machine opens a batch and asks for it; bad input says what is wrong with it.
func TestBatch(t *testing.T) {
	h := newHouse(t)
	token := h.token("boss")
	body := `{"purpose":"p","ground":"g","asker":"a","mode":"once","answer":"2026-03-09T12:00:00Z","label":"RESTRICTED","subjects":[{"id":"1","names":["Jan Maes"]},{"names":["Nobody"]}]}`
	code, said := h.ask(token, "POST", "/api/v1/screening/batches", body)
	if code != 201 {
		t.Fatalf("%d %s", code, said)
	}
	var got struct{ ID string }
	h.must(json.NewDecoder(bytes.NewReader([]byte(said))).Decode(&got))
	h.must(h.desk.Match(t.Context(), []string{got.ID}))
	if code, said = h.ask(token, "GET", "/api/v1/screening/batches/"+got.ID, ""); code != 200 || !strings.Contains(said, `"state":"working"`) || !strings.Contains(said, `"list":"shut"`) {
		t.Errorf("%d %s", code, said)
	}
	if code, said = h.ask(h.token("low"), "GET", "/api/v1/screening/batches/"+got.ID, ""); code != 200 || strings.Contains(said, "shut") {
		t.Errorf("%d %s", code, said)
	}
	for _, c := range []struct {
		method, path, body string
		want               int
	}{
		{"GET", "/api/v1/screening/batches/nothing", "", 404}, {"POST", "/api/v1/screening/query", `{"names":[],"purpose":"p"}`, 422}, {"POST", "/api/v1/screening/query", `{`, 400},
		{"POST", "/api/v1/screening/query", `{"names":["x"],"purpose":"p","birthDates":["31/2/1960"]}`, 422}, {"POST", "/api/v1/screening/batches", strings.Replace(body, "2026-03-09T12", "2020-03-09T12", 1), 422},
	} {
		if code, said := h.ask(token, c.method, c.path, c.body); code != c.want || !strings.Contains(said, `"detail"`) {
			t.Errorf("%s %s: %d %s", c.method, c.path, code, said)
		}
	}
}

// TestDescription: the description and its page come from here.
func TestDescription(t *testing.T) {
	h := newHouse(t)
	if code, body := h.ask("", "GET", "/api/openapi.json", ""); code != 200 || !strings.Contains(body, `"openapi":"3.1.0"`) || !strings.Contains(body, "/api/v1/screening/query") {
		t.Errorf("%d %.200s", code, body)
	}
	if code, body := h.ask("", "GET", "/api/", ""); code != 200 || !strings.Contains(body, "POST /api/v1/screening/batches") || strings.Contains(body, "<script") {
		t.Errorf("%d %.200s", code, body)
	}
}

func noQueue(context.Context, *sql.Tx, []store.Job) error { return nil }

// TestLabelsForMachines: a machine reads what a thing bears and proposes a lower label, as its person may; what is hidden from it
// and what is not there are one answer, and that it asked stands in the register.
func TestLabelsForMachines(t *testing.T) {
	h := newHouse(t)
	shut := h.document()
	high, low := h.token("boss"), h.token("low")
	at := "/api/v1/labels/record/" + shut
	if code, said := h.ask(high, "GET", at, ""); code != 200 || !strings.Contains(said, `"label":"SECRET`) {
		t.Errorf("%d %s", code, said)
	}
	code1, hidden := h.ask(low, "GET", at, "")
	code2, none := h.ask(low, "GET", "/api/v1/labels/record/0000000000000000000000000z", "")
	if code1 != 404 || code2 != 404 || hidden != none {
		t.Errorf("%d %s\n%d %s", code1, hidden, code2, none)
	}
	wish := `{"target":"RESTRICTED","interest":"d","reason":"over","review":"2030-01-01"}`
	if code, said := h.ask(low, "POST", at+"/proposals", wish); code != 404 {
		t.Errorf("%d %s", code, said)
	}
	if code, said := h.ask(high, "POST", at+"/proposals", strings.Replace(wish, "RESTRICTED", "TOP SECRET", 1)); code != 409 || !strings.Contains(said, "detail") {
		t.Errorf("%d %s", code, said)
	}
	if code, said := h.ask(high, "POST", at+"/proposals", wish); code != 201 {
		t.Errorf("%d %s", code, said)
	}
	if _, said := h.ask(high, "GET", at, ""); !strings.Contains(said, `"state":"proposed"`) {
		t.Error(said)
	}
	missed := 0
	h.must(h.desk.Office.See(t.Context(), boss, func(v *store.View) error {
		return v.Get(&missed, `SELECT count(*) FROM act WHERE actor = 'low' AND kind = 'read.missed'`)
	}))
	if missed != 3 {
		t.Errorf("%d of three vain questions stand in the register", missed)
	}
}

// document is a record that low may not see.
func (h *house) document() string {
	h.t.Helper()
	var id fact.ID
	_, err := h.desk.Office.Do(h.t.Context(), boss, office.Act{Kind: "record.receive"}, func(tx *store.Tx) (err error) {
		if id, err = tx.NewID(); err != nil {
			return err
		}
		return tx.Record(id, label.Label{Level: label.Secret}, store.Row{"source": "lists", "kind": "document", "reference": "R", "file": "l", "title": "l", "type": "", "status": "read", "lang": "en", "grade": "B2",
			"size": int64(1), "sha256": "", "said": "", "desk": ""}, "")
	})
	h.must(err)
	return string(id)
}
