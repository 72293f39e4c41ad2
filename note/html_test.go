package note_test

import (
	"encoding/json"
	"flag"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/net/html"

	"schild/note"
)

var update = flag.Bool("update", false, "write the golden files anew")

// golden compares with a file under testdata, or writes it.
func golden(t *testing.T, name, got string) {
	t.Helper()
	path := filepath.Join("testdata", name)
	if *update {
		if err := os.MkdirAll("testdata", 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), got); diff != "" {
		t.Errorf("%s (run with -update after looking): %s", path, diff)
	}
}

func TestPreview(t *testing.T) {
	for _, lang := range []string{"en", "nl"} {
		got, err := note.RenderHTML(sample(lang), lookup())
		if err != nil {
			t.Fatal(err)
		}
		golden(t, "preview-"+lang+".html", strings.ReplaceAll(got, "><", ">\n<")+"\n")
	}
}

// element and attribute names the preview may have, checked by an HTML parser of its own.
var (
	elements   = regexp.MustCompile(`^(article|div|p|h[2-6]|[uo]l|li|blockquote|pre|code|table|thead|tbody|tr|t[hd]|strong|em|sup|span|br|hr|section|a)$`)
	attributes = regexp.MustCompile(`^(class="note(-[a-z]+)?"|id="note-source-\d+"|href="#note-source-\d+"|lang="(nl|fr|de|en)"|start="\d+"|scope="col"|rel="[a-z ]*")$`)
)

// safe fails when the preview has anything but the package's own elements and attributes.
func safe(t *testing.T, preview string) {
	t.Helper()
	z := html.NewTokenizer(strings.NewReader(preview))
	for z.Next() != html.ErrorToken {
		token := z.Token()
		switch token.Type {
		case html.CommentToken, html.DoctypeToken:
			t.Fatalf("stray %s in %s", token, preview)
		case html.StartTagToken, html.SelfClosingTagToken:
			if !elements.MatchString(token.Data) {
				t.Fatalf("element %s in %s", token.Data, preview)
			}
			for _, a := range token.Attr {
				if !attributes.MatchString(a.Key + `="` + a.Val + `"`) {
					t.Fatalf("attribute %s=%q in %s", a.Key, a.Val, preview)
				}
			}
		}
	}
}

// hostile is a draft with a text in every place a text can stand.
func hostile(s string) note.Draft {
	d := sample("en")
	d.Title, d.Subject = s, s
	d.Paragraphs = []note.Paragraph{{Markdown: s}, {Markdown: "| a | b |\n|---|---|\n| " + s + " | x |"}, {Markdown: "- " + s, Cites: []string{"st-1"}}}
	return d
}

func FuzzRenderHTML(f *testing.F) {
	for _, s := range []string{"", "<script>alert(1)</script>", "[x](javascript:alert(1))", `![x](y"onerror=alert(1))`, "[[st-1]]<b onclick=x>",
		"<svg/onload=a>", "`<script>`", "```\n</pre><script>\n```", "&lt;script&gt;", "[[<script>]]", "\x00<\xffscript>", "<!--", "0. x"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		if len(s) > 4096 {
			return
		}
		d := hostile(s)
		got, err := note.RenderHTML(d, func(ref string) (note.Cited, bool) { return note.Cited{Ref: ref, Source: s, Grade: s}, true })
		if err != nil {
			t.Fatal(err)
		}
		safe(t, got)
	})
}

// naughty gives the strings of the Big List of Naughty Strings.
func naughty(t *testing.T) []string {
	t.Helper()
	path, ok := testData("web", "naughty-strings", "blns.json")
	if !ok {
		t.Skip("skipped: no test data")
	}
	raw, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	var list []string
	if err := json.Unmarshal(raw, &list); err != nil {
		t.Fatal(err)
	}
	return list
}

// testData finds a file of the real data, from SCHILD_TESTDATA or beside the repository.
func testData(parts ...string) (string, bool) {
	root := os.Getenv("SCHILD_TESTDATA")
	if root == "" {
		dir, err := os.Getwd()
		for err == nil && dir != filepath.Dir(dir) {
			if _, no := os.Stat(filepath.Join(dir, "go.mod")); no == nil {
				root = filepath.Join(dir, "..", "shared", "data")
			}
			dir = filepath.Dir(dir)
		}
	}
	path := filepath.Join(append([]string{root}, parts...)...)
	_, err := os.Stat(path)
	return path, err == nil
}

func TestNaughtyStringsInThePreview(t *testing.T) {
	for _, s := range naughty(t) {
		got, err := note.RenderHTML(hostile(s), lookup())
		if err != nil {
			t.Fatalf("%q: %v", s, err)
		}
		safe(t, got)
	}
}
