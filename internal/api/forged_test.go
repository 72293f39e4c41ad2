package api_test

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"

	"schild/internal/badinput"
)

// send asks one door with a body and a token as they are, and wants an answer of those a machine can do something with: never one
// that says that the house broke down.
func (h *house) send(t *testing.T, method, path, token, body string) *httptest.ResponseRecorder {
	t.Helper()
	r := httptest.NewRequest(method, "http://localhost/", strings.NewReader(body))
	r.URL.Path = path
	r.Header.Set("Content-Type", "application/json")
	r.Header.Set("Authorization", token)
	w := httptest.NewRecorder()
	h.door.ServeHTTP(w, r)
	if !slices.Contains([]int{200, 201, 301, 307, 400, 401, 404, 405, 409, 413, 415, 422}, w.Code) {
		t.Fatalf("%s %q %q: %d %s", method, path, body, w.Code, w.Body)
	}
	if b := w.Body.Bytes(); w.Code/100 != 3 && w.Code != 404 && w.Code != 405 && len(b) > 0 && !json.Valid(b) {
		t.Fatalf("%s %q %q: %d %q is no JSON", method, path, body, w.Code, b)
	}
	return w
}

// FuzzBody: whatever a machine sends, it is answered or told what is wrong with it, and what the house then keeps it can give back.
func FuzzBody(f *testing.F) {
	h := newHouse(f)
	token := "Bearer " + h.token("boss")
	paths := []string{"/api/v1/screening/query", "/api/v1/screening/batches", "/api/v1/labels/record/" + h.document() + "/proposals"}
	for i, good := range []string{
		`{"names":["Jan Maes"],"purpose":"p","birthDates":["1961"],"threshold":0.5,"top":3}`,
		`{"purpose":"p","ground":"g","asker":"a","mode":"once","answer":"2026-03-09T12:00:00Z","label":"RESTRICTED","subjects":[{"id":"1","names":["Jan Maes"]},{"names":["Nobody"]}]}`,
		`{"target":"UNCLASSIFIED","interest":"d","reason":"p","review":"2030-01-01"}`,
	} {
		f.Add(byte(i), good)
		f.Add(byte(i), good[:len(good)/2])
		for _, odd := range []string{"\\u0000", "\\ud800", "\x1b[2J", strings.Repeat("x ", 5000), "", "習近平\u202e"} {
			f.Add(byte(i), strings.ReplaceAll(strings.ReplaceAll(good, "Jan Maes", odd), `"p"`, `"p`+odd+`"`))
		}
	}
	f.Add(byte(1), `{"purpose":"p","ground":"g","asker":"a","mode":"standing","until":"9999-99","answer":"9999-12-31T23:59:59Z","label":"SECRET//COMP x","subjects":[{"names":[""],"numbers":["\u0000"],"sex":"male","nationalities":["zzzz"]}]}`)
	f.Fuzz(func(t *testing.T, door byte, body string) {
		w := h.send(t, "POST", paths[int(door)%len(paths)], token, body)
		var made struct{ ID string }
		if w.Code == http.StatusCreated && json.Unmarshal(w.Body.Bytes(), &made) == nil {
			if again := h.send(t, "GET", "/api/v1/screening/batches/"+made.ID, token, ""); int(door)%len(paths) == 1 && again.Code != http.StatusOK {
				t.Fatalf("%s was opened and is not there: %d %s", made.ID, again.Code, again.Body)
			}
		}
	})
}

// FuzzToken: only a token that was given opens a door, as it was given.
func FuzzToken(f *testing.F) {
	h := newHouse(f)
	good := h.token("low")
	for _, s := range []string{"", "Bearer ", "Bearer " + good[:len(good)-1], "bearer " + good, "Bearer  " + good, "Bearer " + good + " ", "Basic " + good, "Bearer " + badinput.Canary, "Bearer \x00", strings.Repeat("Bearer ", 3000)} {
		f.Add(s, "x")
	}
	f.Add("Bearer x", "../lists")
	f.Fuzz(func(t *testing.T, sent, id string) {
		w := h.send(t, "GET", "/api/v1/screening/batches/"+id, sent, "")
		if secret, _ := strings.CutPrefix(sent, "Bearer "); w.Code == http.StatusOK && secret != good {
			t.Fatalf("%q opens %q: %s", sent, id, w.Body)
		}
		if strings.Contains(w.Body.String(), badinput.Canary) {
			t.Fatalf("%q comes back: %s", sent, w.Body)
		}
	})
}

// TestSwollenBodies: a batch of the size that batches have is taken; what is larger than any, and a name as long as a book, are refused
// with a reason.
func TestSwollenBodies(t *testing.T) {
	h := newHouse(t)
	token := "Bearer " + h.token("boss")
	batch := func(n int, name string) string {
		return `{"purpose":"p","ground":"g","asker":"a","mode":"once","answer":"2026-03-09T12:00:00Z","label":"RESTRICTED","subjects":[` + strings.Repeat(`{"names":["`+name+`"]},`, n-1) + `{"names":["` + name + `"]}]}`
	}
	for _, c := range []struct {
		what, path, body string
		want             int
	}{
		{"a batch of two megabytes", "batches", batch(1000, strings.Repeat("Jan van ", 250)), 201},
		{"a batch larger than any", "batches", batch(1, strings.Repeat("x", 65<<20)), 413},
		{"a question larger than any", "query", `{"names":["` + strings.Repeat("x", 2<<20) + `"],"purpose":"p"}`, 413},
		{"a name as long as a book", "query", `{"names":["` + strings.Repeat("習", 100_000) + `"],"purpose":"p"}`, 422},
		{"a name as long as a book in a batch", "batches", batch(1, strings.Repeat("習", 100_000)), 422},
		{"a name that steers", "query", `{"names":["moonfish\u001b[2J"],"purpose":"p"}`, 200}, // read without what steers
		{"nothing but what steers", "batches", batch(1, "\\u0000"), 422},
	} {
		if w := h.send(t, "POST", "/api/v1/screening/"+c.path, token, c.body); w.Code != c.want || w.Body.Len() > 2000 {
			t.Errorf("%s: %d %.300s", c.what, w.Code, w.Body)
		}
	}
}
