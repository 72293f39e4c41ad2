package notes

import (
	"encoding/xml"
	"errors"
	"io"
	"strings"
	"testing"

	"pgregory.net/rapid"

	desk "schild/internal/desk/notes"
	"schild/internal/lang"
)

// TestPictureIsWellFormed holds that whatever people wrote, the picture is one well-formed drawing with a box for every
// node, the same for the same trail.
func TestPictureIsWellFormed(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		kinds := []string{"record", "statement", "note", "dispatch"}
		var trail desk.Trail
		for i := range rapid.IntRange(0, 12).Draw(t, "nodes") {
			n := desk.Node{Kind: rapid.SampledFrom(kinds).Draw(t, "kind"), ID: string(rune('a' + i)), Caption: rapid.StringOf(rapid.SampledFrom([]rune(`<>&"'aé漢`+"\u202e"))).Draw(t, "caption"),
				Reference: "R", State: rapid.SampledFrom([]string{"", "sent", "recalled", "confirmed"}).Draw(t, "state")}
			if i > 0 {
				n.From = []string{string(rune('a' + rapid.IntRange(0, i-1).Draw(t, "from")))}
			}
			trail.Nodes = append(trail.Nodes, n)
		}
		svg := string(Picture(lang.New("nl"), trail))
		if boxes := strings.Count(svg, "<rect "); boxes != len(trail.Nodes) {
			t.Fatalf("%d boxes for %d nodes", boxes, len(trail.Nodes))
		}
		if svg != string(Picture(lang.New("nl"), trail)) {
			t.Fatal("the same trail gives another picture")
		}
		d := xml.NewDecoder(strings.NewReader(svg))
		for {
			if _, err := d.Token(); errors.Is(err, io.EOF) {
				return
			} else if err != nil {
				t.Fatalf("%v in %s", err, svg)
			}
		}
	})
}
