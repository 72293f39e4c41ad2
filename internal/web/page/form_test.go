package page

import (
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"schild/fault"
	"schild/internal/lang"
)

// post lets a handler answer a form.
func post(k *Kit, values url.Values, h Handler) *httptest.ResponseRecorder {
	r := httptest.NewRequest("POST", "/x", strings.NewReader(values.Encode()))
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	w := httptest.NewRecorder()
	k.Answer(w, r, Visit{Lang: "en"}, "", h)
	return w
}

func form(a *Ask) *Form {
	f := a.Form("/x", "Send", &Field{Name: "title", Label: "Title", Required: true, Most: 10}, &Field{Name: "desk", Label: "Desk", Kind: "choice", Options: []Option{{Value: "east"}, {Value: "west"}}},
		&Field{Name: "text", Label: "Text", Kind: "area"})
	f.Confirm = "I am sure."
	return f
}

func TestFormTellsWhatIsWrong(t *testing.T) {
	for _, c := range []struct {
		name   string
		values url.Values
		fields string // ids in the error summary
	}{
		{"good", url.Values{"title": {"A"}, "desk": {"east"}, "confirm": {"yes"}}, ""},
		{"nothing", url.Values{}, "f-title f-confirm"},
		{"spaces", url.Values{"title": {"  "}, "confirm": {"yes"}}, "f-title"},
		{"long", url.Values{"title": {"abcdefghijk"}, "confirm": {"yes"}}, "f-title"},
		{"not offered", url.Values{"title": {"A"}, "desk": {"north"}, "confirm": {"yes"}}, "f-desk"},
		{"one of many not offered", url.Values{"title": {"A"}, "desk": {"east", "north"}, "confirm": {"yes"}}, "f-desk"},
	} {
		var got []string
		w := post(kit(t), c.values, func(a *Ask) error {
			f := form(a)
			if ok := a.Read(f); ok != (c.fields == "") {
				t.Errorf("%s: Read gives %t", c.name, ok)
			}
			for _, e := range f.Errors {
				got = append(got, e.Field)
			}
			return a.Show(Page{Title: "X", Template: "form", Data: f})
		})
		if strings.Join(got, " ") != c.fields {
			t.Errorf("%s: wrong at %v, want %s", c.name, got, c.fields)
		}
		if want := map[bool]int{true: 200, false: 422}[c.fields == ""]; w.Code != want {
			t.Errorf("%s: status %d", c.name, w.Code)
		}
	}
}

// TestFormKeepsWhatWasTyped: whatever somebody typed stands in the page again, and never as markup.
func TestFormKeepsWhatWasTyped(t *testing.T) {
	k := kit(t)
	rapid.Check(t, func(t *rapid.T) {
		typed := rapid.StringMatching(`[a-z<>"'& {}]{1,30}`).Draw(t, "typed")
		w := post(k, url.Values{"text": {typed}}, func(a *Ask) error {
			f := form(a)
			a.Read(f)
			if f.Value("text") != strings.TrimSpace(typed) {
				t.Fatalf("%q became %q", typed, f.Value("text"))
			}
			return a.Show(Page{Title: "X", Template: "form", Data: f})
		})
		_, rest, _ := strings.Cut(w.Body.String(), "<textarea")
		inside, _, _ := strings.Cut(rest[strings.Index(rest, ">")+1:], "</textarea>")
		if strings.Contains(inside, "<") {
			t.Fatalf("markup came through: %q", inside)
		}
	})
}

func TestBlameTakesWhatTheReaderCanMend(t *testing.T) {
	for kind, mend := range map[fault.Kind]bool{fault.Invalid: true, fault.Refused: true, fault.Conflict: true, fault.Late: true, fault.Missing: false, fault.Denied: false, fault.Broken: false} {
		post(kit(t), nil, func(a *Ask) error {
			f := form(a)
			if got := a.Blame(f, "title", fault.New(kind, "web.crossorigin")); got != mend || (len(f.Errors) == 1) != mend {
				t.Errorf("%s: %t", kind, got)
			}
			return nil
		})
	}
}

func TestTableSortsByLinks(t *testing.T) {
	k := kit(t)
	for _, c := range []struct{ query, first, aria, after string }{
		{"", "b", "none", "/x?from=2"},
		{"?sort=name", "á", "ascending", "/x?from=2&sort=name"},
		{"?sort=-name", "c", "descending", "/x?from=2&sort=-name"},
		{"?sort=secret", "b", "none", "/x?from=2&sort=secret"},
		{"?sort=name&from=2", "c", "ascending", ""},
		{"?from=999", "b", "none", "/x?from=2"},
		{"?from=-1", "b", "none", "/x?from=2"},
	} {
		get(k, Visit{Lang: "fr"}, "", "/x"+c.query, func(a *Ask) error {
			tab := a.Table("")
			tab.Size, tab.Columns = 2, []Column{{Key: "name", Sort: true}}
			for _, s := range []string{"b", "c", "á"} {
				tab.Add(Row{Cells: []Cell{{Text: s}}})
			}
			tab.Arrange()
			if got := tab.Rows[0].Cells[0].Text; got != c.first || tab.Aria(tab.Columns[0]) != c.aria || tab.Pager().After != c.after {
				t.Errorf("%q: first %s, %s, after %q", c.query, got, tab.Aria(tab.Columns[0]), tab.Pager().After)
			}
			return nil
		})
	}
}

// TestWithoutScriptsOfOthers: the table stands alone and the footer says what is missing.
func TestWithoutScriptsOfOthers(t *testing.T) {
	k, err := New(Config{Sets: []Set{Components()}, Missing: []string{"cytoscape", "htmx"}})
	if err != nil {
		t.Fatal(err)
	}
	w := get(k, Visit{Lang: "en"}, "components", "/x", func(a *Ask) error { return a.Show(Page{Title: "G", Template: "graph", Data: sampleGraph()}) })
	body := w.Body.String()
	if strings.Contains(body, "data-graph") || !strings.Contains(body, "Meridian Ledger") || strings.Contains(body, "hx-") {
		t.Error("a picture's place, or no table")
	}
	if !strings.Contains(body, lang.New("en").T("frame.missing", "what", "cytoscape, htmx")) {
		t.Error("the footer does not say what is missing")
	}
}
