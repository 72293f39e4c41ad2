package demo

import (
	"net/http/httptest"
	"strings"
	"testing"

	"schild/internal/demo"
	"schild/internal/demo/bureau"
	"schild/internal/demo/cheat"
	"schild/internal/desk/knowledge"
	"schild/internal/lang"
	"schild/internal/web/page"
)

// TestMadeUpKeysHaveWords asks every language for the keys that are put together while a page is made.
func TestMadeUpKeysHaveWords(t *testing.T) {
	keys := []string{"demo.status.read", "demo.status.partial", "demo.status.refused", "demo.recall.kind.note", "demo.recall.kind.dispatch"}
	for _, s := range []string{"draft", "submitted", "returned", "approved", "sent", "recalled", "received", "confirmed"} {
		keys = append(keys, "demo.recall.state."+s)
	}
	for _, c := range []string{"cited", "recalled", "receipts"} {
		keys = append(keys, "demo.recall.count."+c)
	}
	for _, k := range cheat.Tricks() {
		keys = append(keys, "demo.cheat."+string(k), "demo.cheat.did."+string(k))
	}
	for _, s := range demo.Walk(demo.Story{}) {
		keys = append(keys, s.Key)
	}
	for _, code := range lang.Codes() {
		for _, k := range keys {
			if lang.New(code).T(k) == k {
				t.Errorf("%s: no words for %q", code, k)
			}
		}
	}
}

// TestWhoIsOfTheHouse takes the person in the address only when that is one of the demo's people.
func TestWhoIsOfTheHouse(t *testing.T) {
	for as, want := range map[string]string{bureau.Analyst: bureau.Analyst, "": "", "registrar": "", "clock": "", "nobody": "", "aline&as=bram": bureau.Analyst} {
		got, ok := Who(httptest.NewRequest("GET", "/inbox?as="+as, nil))
		if got.ID != want || ok != (want != "") {
			t.Errorf("as=%s: %q %v, want %q", as, got.ID, ok, want)
		}
	}
}

// TestColumnsStayInTheHouse keeps foreign addresses, and the demo itself, out of the two columns.
func TestColumnsStayInTheHouse(t *testing.T) {
	for path, want := range map[string]string{"/inbox": "/inbox", "/search?q=a": "/search?q=a", "": "/x", "inbox": "/x", "//elsewhere.example/": "/x", "https://elsewhere.example/": "/x",
		"/demo/readers": "/x", "/login/t": "/x", "/a\\b": "/x", "/a\r\nb": "/x"} {
		if got := local(path, "/x"); got != want {
			t.Errorf("%q gives %q, want %q", path, got, want)
		}
	}
	if got := as("/search?q=a&as=remi", "bram"); got != "/search?as=bram&q=a" {
		t.Errorf("as gives %q", got)
	}
}

// TestCoachAtTheEnds leads nowhere before the first stop and after the last.
func TestCoachAtTheEnds(t *testing.T) {
	steps := demo.Walk(demo.Story{Record: "r"})
	a := &page.Ask{P: lang.New("en")}
	first, last := coachAt(a, steps, "1"), coachAt(a, steps, itoa(len(steps)))
	if first == nil || first.Prev != "" || !strings.Contains(first.Next, "/record/r?") || !strings.Contains(first.Next, "walk=2") {
		t.Errorf("first: %+v", first)
	}
	if last == nil || last.Next != "" || last.Prev == "" {
		t.Errorf("last: %+v", last)
	}
	for _, walk := range []string{"", "0", "10", "-1", "x"} {
		if c := coachAt(a, steps, walk); c != nil {
			t.Errorf("walk=%s: %+v", walk, c)
		}
	}
}

// TestPiecesAreTheText cuts at the mentions and loses nothing between.
func TestPiecesAreTheText(t *testing.T) {
	texts := []string{"Subject: Jan Ossel", "Jan Ossel NV and Ossel"}
	found := []knowledge.Mention{{Part: 0, Start: 9, End: 18}, {Part: 1, Start: 0, End: 9}, {Part: 1, Start: 0, End: 12}, {Part: 1, Start: 4, End: 12}, {Part: 1, Start: 17, End: 22}}
	var all strings.Builder
	var named []string
	for _, p := range pieces(texts, found) {
		all.WriteString(p.Text)
		if p.Named {
			named = append(named, p.Text)
		}
	}
	if want := "Subject: Jan Ossel\n\nJan Ossel NV and Ossel\n\n"; all.String() != want {
		t.Errorf("%q, want %q", all.String(), want)
	}
	if got := strings.Join(named, "|"); got != "Jan Ossel|Jan Ossel NV|Ossel" {
		t.Errorf("named %s", got)
	}
	long := pieces([]string{strings.Repeat("é", mostShown)}, nil)
	if n := len(long[0].Text); n > mostShown+2 || !strings.HasSuffix(long[0].Text, "é\n\n") {
		t.Errorf("%d bytes of a long text, ending %q", n, long[0].Text[n-4:])
	}
}
