package page

import (
	"net/http/httptest"
	"net/url"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"
)

// FuzzSent: whatever a browser sends, a handler gets texts, a good form unchanged; a value is taken only when it is offered and short
// enough.
func FuzzSent(f *testing.F) {
	for _, s := range []string{"title=A&desk=east&confirm=yes", "title=%ff%00&desk=%ff", "title=a;b", "%ff=x&title=%F0%9F%98%80", "title=" + strings.Repeat("%C3%A9", 11), "desk=east&desk=north", "a%00=1", "title=%zz", "\xff=\xff"} {
		f.Add(s, s)
	}
	f.Add("--x\r\nContent-Disposition: form-data; name=\"title\"\r\n\r\nA\xff\x00\r\n--x--\r\n", "")
	k := kit(f)
	f.Fuzz(func(t *testing.T, body, query string) {
		r := httptest.NewRequest("POST", "/x", strings.NewReader(body))
		r.URL.RawQuery = query
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		a := k.ask(httptest.NewRecorder(), r, Visit{Lang: "en"})
		was, _ := url.ParseQuery(query)
		for name := range was {
			if got := a.Query(name); !utf8.ValidString(got) || strings.Contains(got, "\x00") || isText(append(was[name], name)) && got != strings.TrimSpace(was.Get(name)) {
				t.Fatalf("%q asks for %q", query, got)
			}
		}
		g := form(a)
		ok := a.Read(g)
		for _, x := range g.Fields {
			if all := append(slices.Clone(x.Values), x.Value); !isText(all) {
				t.Fatalf("%q is read as %q", body, all)
			}
		}
		if title := g.Value("title"); ok && (title == "" || len([]rune(title)) > 10 || !slices.Contains([]string{"", "east", "west"}, g.Value("desk"))) {
			t.Fatalf("%q is taken as %q, %q", body, title, g.Value("desk"))
		}
		for name, values := range r.PostForm {
			if !isText(append(values, name)) {
				t.Fatalf("%q has %q under %q", body, values, name)
			}
		}
	})
}

func isText(all []string) bool {
	return !slices.ContainsFunc(all, func(s string) bool { return !utf8.ValidString(s) || strings.Contains(s, "\x00") })
}
