package notes

import (
	"testing"

	desk "schild/internal/desk/notes"
	"schild/internal/lang"
	"schild/internal/web/page"
	"schild/label"
	"schild/note"
)

// TestMarkIsThePapers: an author reads the mark that will be printed, in the note's language and not in their own.
func TestMarkIsThePapers(t *testing.T) {
	l := label.Label{Level: label.Restricted}
	for _, reader := range lang.Codes() {
		a := &page.Ask{P: lang.New(reader)}
		for _, code := range append(lang.Codes(), "") {
			want := note.Mark(l, code)
			if code == "" { // nobody chose one yet
				want = note.Mark(l, reader)
			}
			if got := printed(a, desk.Work{Draft: note.Draft{Lang: code}}, l); got != want {
				t.Errorf("a note in %q read in %s: %s, printed %s", code, reader, got, want)
			}
		}
	}
}
