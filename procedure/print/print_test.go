package print_test

import (
	"encoding/xml"
	"errors"
	"flag"
	"html"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"unicode/utf8"

	"schild/procedure"
	"schild/procedure/law"
	"schild/procedure/print"
)

var update = flag.Bool("update", false, "write the golden files")

// unsaid finds a title's key that no words came for.
var unsaid = regexp.MustCompile(`\b(print|stage|field|role|act|term|choice|document|figure)\.[a-z]`)

// TestEveryFilePrints: in every language, whole, the same each time; the drawing is well-formed and has a box a stage.
func TestEveryFilePrints(t *testing.T) {
	book, err := law.Book()
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range book.Files {
		for _, code := range procedure.Languages() {
			text := print.Text(book, f, code)
			for _, key := range f.Titles() {
				if !strings.Contains(text, book.Title(code, f, key)) {
					t.Errorf("%s in %s does not print %s", f.ID, code, key)
				}
			}
			if found := unsaid.FindString(text); found != "" {
				t.Errorf("%s in %s prints a key: %s", f.ID, code, found)
			}
			if text != print.Text(book, f, code) {
				t.Errorf("%s prints otherwise the second time", f.ID)
			}
			drawing(t, f, print.Drawing(book, f, code))
		}
		for _, term := range f.Terms {
			if !strings.Contains(print.Terms(book, f, "en"), term.Ground.Law+" ["+term.Ground.Confidence+":") {
				t.Errorf("%s: the table lacks the ground of %s", f.ID, term.Name)
			}
		}
	}
}

func drawing(t *testing.T, f *procedure.File, svg string) {
	boxes := 0
	for d := xml.NewDecoder(strings.NewReader(svg)); ; {
		token, err := d.Token()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			t.Fatalf("%s: %v", f.ID, err)
		}
		if e, ok := token.(xml.StartElement); ok && e.Name.Local == "rect" {
			boxes++
		}
	}
	if boxes != len(f.Stages) {
		t.Errorf("%s: %d boxes, %d stages", f.ID, boxes, len(f.Stages))
	}
}

// small finds the words beside a drawing's ways.
var small = regexp.MustCompile(`<text x="(\d+)" y="(-?\d+)" text-anchor="middle" font-size="9" fill="#333" stroke="#fff"[^>]*>([^<]*)</text>`)

// TestWordsLieOnNoWords: what leads along one way can be read beside what leads along another.
func TestWordsLieOnNoWords(t *testing.T) {
	book, err := law.Book()
	if err != nil {
		t.Fatal(err)
	}
	all, over := 0, 0
	for _, f := range book.Files {
		for _, code := range procedure.Languages() {
			type word struct {
				x, y, half int
				text       string
			}
			var seen []word
			for _, m := range small.FindAllStringSubmatch(print.Drawing(book, f, code), -1) {
				x, _ := strconv.Atoi(m[1])
				y, _ := strconv.Atoi(m[2])
				w := word{x, y, utf8.RuneCountInString(html.UnescapeString(m[3])) * 2, m[3]}
				for _, o := range seen {
					if max(w.x-o.x, o.x-w.x) < w.half+o.half && max(w.y-o.y, o.y-w.y) < 9 {
						over++
						t.Logf("%s in %s: %q lies on %q", f.ID, code, w.text, o.text)
					}
				}
				seen = append(seen, w)
				all++
			}
		}
	}
	t.Logf("%d words, %d on others", all, over)
	if over > 0 {
		t.Fail()
	}
}

// TestGolden: one procedure as text, as terms and as a drawing, to look at.
func TestGolden(t *testing.T) {
	book, err := law.Book()
	if err != nil {
		t.Fatal(err)
	}
	f, _ := book.File("release.request")
	for name, got := range map[string]string{"text.txt": print.Text(book, f, "en"), "terms.nl.txt": print.Terms(book, f, "nl"), "drawing.svg": print.Drawing(book, f, "fr")} {
		path := filepath.Join("testdata", name)
		if *update {
			if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
				t.Fatal(err)
			}
		}
		want, err := os.ReadFile(path)
		if err != nil || string(want) != got {
			t.Errorf("%s differs: %v\n%s", name, err, got)
		}
	}
}
