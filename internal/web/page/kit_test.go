package page

import (
	"net/http/httptest"
	"strings"
	"testing"

	"schild/fault"
	"schild/internal/lang"
)

func kit(t testing.TB, sets ...Set) *Kit {
	t.Helper()
	k, err := New(Config{Sets: sets, Assets: map[string]string{"cytoscape.min.js": "/asset/c.js"}})
	if err != nil {
		t.Fatal(err)
	}
	return k
}

// get shows what a handler answers to one address.
func get(k *Kit, v Visit, set, path string, h Handler) *httptest.ResponseRecorder {
	w := httptest.NewRecorder()
	k.Answer(w, httptest.NewRequest("GET", path, nil), v, set, h)
	return w
}

func TestEveryStoryInEveryLanguage(t *testing.T) {
	k := kit(t, Components())
	for _, code := range lang.Codes() {
		for _, s := range Components().Stories {
			w := get(k, Visit{Lang: code}, "components", "/story", func(a *Ask) error { return k.Tell(a, "components", s) })
			body := w.Body.String()
			if w.Code != 200 || !strings.Contains(body, "</html>") {
				t.Errorf("%s %s: status %d", code, s.Name, w.Code)
			}
			if n := strings.Count(body, s.Label.Level.Word(code)); n < 2 {
				t.Errorf("%s %s: level stands %d times, want it at top and bottom", code, s.Name, n)
			}
			for _, bad := range []string{"style=", "<style", "onclick", "ZgotmplZ", "<no value>"} {
				if strings.Contains(body, bad) {
					t.Errorf("%s %s: has %q", code, s.Name, bad)
				}
			}
		}
	}
}

func TestMissingAndDeniedAreOnePage(t *testing.T) {
	k := kit(t)
	missing := get(k, Visit{Lang: "fr"}, "", "/record/1", func(*Ask) error { return fault.New(fault.Missing, "a") })
	denied := get(k, Visit{Lang: "fr"}, "", "/record/2", func(*Ask) error { return fault.New(fault.Denied, "b", "why", "secret") })
	if missing.Body.String() != denied.Body.String() || missing.Code != denied.Code || missing.Code != 404 {
		t.Errorf("missing %d and denied %d differ", missing.Code, denied.Code)
	}
}
