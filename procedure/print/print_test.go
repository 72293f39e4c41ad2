package print_test

import (
	"encoding/xml"
	"errors"
	"flag"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

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
