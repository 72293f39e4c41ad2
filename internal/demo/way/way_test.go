package way_test

import (
	"bytes"
	"encoding/xml"
	"flag"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"schild/internal/demo/way"
	"schild/internal/lang"
)

var update = flag.Bool("update", false, "draw doc/picture/way.svg anew")

func english(key string) string { return lang.New("en").T("demo.way." + key) }

// TestPictureOfTheReadme holds doc/picture/way.svg to what is drawn here.
func TestPictureOfTheReadme(t *testing.T) {
	file := filepath.Join("..", "..", "..", "doc", "picture", "way.svg")
	got := []byte(way.Picture{Words: english, Alone: true}.SVG() + "\n")
	if *update {
		if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, got, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(got, want) {
		t.Error("doc/picture/way.svg is not what is drawn; go test ./internal/demo/way -update")
	}
}

// TestPictureIsXML reads the picture in every language, lit and not, whatever the words are.
func TestPictureIsXML(t *testing.T) {
	for _, words := range []func(string) string{english, func(string) string { return `<&"'> and more` }} {
		p := way.Picture{Words: words, Count: map[string]string{"note": `2 < 3`}, Lit: []string{"record", "record-mentions", "note"}}
		svg := p.SVG()
		for d := xml.NewDecoder(strings.NewReader(svg)); ; {
			if _, err := d.Token(); err == io.EOF {
				break
			} else if err != nil {
				t.Fatal(err)
			}
		}
		if strings.Contains(svg, "style") {
			t.Error("inside a page there may be no style")
		}
		if n := strings.Count(svg, " lit lit-"); n != 3 {
			t.Errorf("%d places are lit, want 3", n)
		}
	}
}
