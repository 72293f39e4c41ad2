package world_test

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"flag"
	"os"
	"strings"
	"testing"

	"schild/document"
	"schild/internal/demo/world"
	"schild/label"
)

var update = flag.Bool("update", false, "rewrite what is expected")

// digest is everything of a world in one number: lists, messages, truth.
func digest(t *testing.T, w *world.World) string {
	t.Helper()
	h := sha256.New()
	for _, l := range w.Lists() {
		h.Write(l.Bytes)
	}
	for i := range w.Size() {
		m := w.Message(i)
		lines, err := world.TruthLines(m.Truth)
		if err != nil {
			t.Fatal(err)
		}
		h.Write(append(append(m.Bytes, m.File+m.Source+m.Label...), lines...))
	}
	return hex.EncodeToString(h.Sum(nil))
}

// TestSameSeedSameBytes holds a world of one seed still, between runs, machines and versions: the digest is kept.
func TestSameSeedSameBytes(t *testing.T) {
	got := digest(t, world.New(1, world.Small))
	if again := digest(t, world.New(1, world.Small)); again != got {
		t.Errorf("twice: %s and %s", got, again)
	}
	if other := digest(t, world.New(2, world.Small)); other == got {
		t.Error("another seed gives the same world")
	}
	const file = "testdata/small.sha256"
	if *update {
		if err := os.WriteFile(file, []byte(got+"\n"), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if got+"\n" != string(want) {
		t.Errorf("the small year changed: %s, was %s(go test -update when that is meant)", got, want)
	}
}

// TestOrderDoesNotMatter makes messages backwards.
func TestOrderDoesNotMatter(t *testing.T) {
	a, b := world.New(7, 60), world.New(7, 60)
	want := make([][]byte, a.Size())
	for i := range want {
		want[i] = a.Message(i).Bytes
	}
	for i := len(want) - 1; i >= 0; i-- {
		if !bytes.Equal(b.Message(i).Bytes, want[i]) {
			t.Errorf("message %d depends on what was made before", i)
		}
	}
}

// TestTruthStandsInTheText opens every message of the small year and finds each name of the truth in what was read; in plain
// text at exactly the place the truth gives.
func TestTruthStandsInTheText(t *testing.T) {
	w := world.New(1, world.Small)
	total := 0
	for i := range w.Size() {
		m := w.Message(i)
		doc := document.Open(m.File, bytes.NewReader(m.Bytes), document.Limits{}, nil)
		all := strings.Join(strings.Fields(doc.Text()), " ")
		for _, x := range m.Truth {
			if strings.HasSuffix(x.Part, ".docx") || strings.HasSuffix(x.Part, ".odt") || strings.HasSuffix(x.Part, ".rtf") {
				continue // opened in a child process, which this test has not
			}
			total++
			if !strings.Contains(all, strings.Join(strings.Fields(x.Written), " ")) {
				t.Errorf("%s: %q of %s is not in the text", m.File, x.Written, x.Part)
			}
			if p, ok := plainBody(doc); ok && x.Part == "body" && p[x.Start:x.End] != x.Written {
				t.Errorf("%s: %q stands elsewhere", m.File, x.Written)
			}
		}
	}
	if total < 3*w.Size() {
		t.Errorf("only %d names in %d messages", total, w.Size())
	}
}

// plainBody gives the text of a mail that is nothing but plain text.
func plainBody(doc document.Document) (string, bool) {
	if doc.Mail == nil || len(doc.Parts) != 2 || doc.Parts[1].Type != "text/plain" {
		return "", false
	}
	return doc.Parts[1].Text, true
}

// TestProportions looks at what a year is made of.
func TestProportions(t *testing.T) {
	w := world.New(1, 2000)
	var size int
	status, sources := map[document.Status]int{}, map[string]int{}
	for i := range w.Size() {
		m := w.Message(i)
		size += len(m.Bytes)
		status[document.Open(m.File, bytes.NewReader(m.Bytes), document.Limits{}, nil).Status]++
		sources[m.Source]++
		if m.At.Year() != world.Year {
			t.Errorf("%s is of %v", m.File, m.At)
		}
		if i > 0 && m.At.Before(w.Message(i-1).At) {
			t.Errorf("%s is before the one before it", m.File)
		}
	}
	if mean := size / w.Size(); mean < 2<<10 || mean > 4<<10 {
		t.Errorf("a message has %d bytes, want 2 to 4 KiB", mean)
	}
	for _, s := range world.Sources() {
		if sources[s.ID] == 0 {
			t.Errorf("nothing from %s", s.ID)
		}
	}
	if status[document.Refused] == 0 || status[document.Partial] == 0 {
		t.Errorf("statuses %v: want some refused, some read in part", status)
	}
}

// TestMarkingsAreLabels reads every marking of the world.
func TestMarkingsAreLabels(t *testing.T) {
	for _, s := range append(world.Sources(), world.ListSources()...) {
		for _, m := range []string{s.Label, s.Known} {
			if l, err := label.Parse(m); err != nil || l.String() != m {
				t.Errorf("%s: %q gives %v, %v", s.ID, m, l, err)
			}
		}
	}
	w := world.New(1, world.Small)
	for i := range w.Size() {
		if m := w.Message(i); m.Label != "" {
			if _, err := label.Parse(m.Label); err != nil {
				t.Errorf("%s: %v", m.File, err)
			}
		}
	}
}

// BenchmarkMessage makes messages one after the other.
func BenchmarkMessage(b *testing.B) {
	w := world.New(1, world.Full)
	b.ReportAllocs()
	for i := 0; b.Loop(); i++ {
		m := w.Message(i % w.Size())
		b.SetBytes(int64(len(m.Bytes)))
	}
}
