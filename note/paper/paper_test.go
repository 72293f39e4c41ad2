package paper

import (
	"bytes"
	"fmt"
	"os/exec"
	"regexp"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"pgregory.net/rapid"
)

var madeThen = time.Date(2025, 3, 3, 0, 0, 0, 0, time.UTC)

// file writes texts in all four faces to one file.
func file(t testing.TB, words string) []byte {
	t.Helper()
	pen := NewPen()
	f := NewFlow(pen, 20, 270)
	for i := range 4 {
		f.Text([]Text{{words, Style{Size: 11, Bold: i&1 == 1, Italic: i&2 == 2}}}, Body())
	}
	var b bytes.Buffer
	if err := Write(&b, pen, f.Pages, Meta{Title: "Probe (é) \\ <&>", Lang: "nl", Made: madeThen}); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// letters are those the European Union's languages and their neighbours need, and the signs a note uses.
const letters = "éëßŁłØøÅÆœŐűŞşȘțĞıŠčŽđÞðŴŷĦħĠ ΑΩάώ ЖжЫъЄєЇїҐґЈљћЏ €£§°±×–—…•·’‘”“„«»½²"

func TestFontsHaveTheLettersOfEurope(t *testing.T) {
	for _, r := range letters {
		if got := Ink(string(r)); got != string(r) {
			t.Errorf("%q comes out as %q", r, got)
		}
	}
}

func TestInk(t *testing.T) {
	for _, c := range []struct{ why, in, want string }{
		{"plain text", "Plain text, 100 %.", "Plain text, 100 %."},
		{"composed form (Unicode NFC)", "e\u0301", "é"},
		{"reading order cannot be turned around", "in\u202Evoice", "in[U+202E]voice"},
		{"beyond the basic plane", "ok \U0001F600", "ok [U+1F600]"},
		{"joining script is not shaped", "\u0633", "[U+0633]"},
		{"not UTF-8", "a\xffb", "a\uFFFDb"},
		{"control character", "a\x07b", "a[U+0007]b"},
		{"nothing to see", "a\u00AD\u200B\uFEFFb", "ab"},
		{"blanks", "a\tb\u2028c", "a b c"},
	} {
		if got := Ink(c.in); got != c.want {
			t.Errorf("%s: Ink(%+q) = %+q, want %+q", c.why, c.in, got, c.want)
		}
	}
	if got := Unprintable("a\u202Eb\u202E \U0001F600 é"); got != "\u202E\U0001F600" {
		t.Errorf("Unprintable = %+q", got)
	}
}

func FuzzInk(f *testing.F) {
	for _, s := range []string{"", letters, "\xff\xfe", "a\u0300\u0301", "\U0010FFFF", "\u202E"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		got := Ink(s)
		for _, r := range got {
			if r != '\n' && (r > 0xFFFF || !drawable().has(r)) {
				t.Fatalf("Ink(%+q) has %U", s, r)
			}
		}
		if !utf8.ValidString(got) || Ink(got) != got {
			t.Fatalf("Ink(%+q) = %+q is not drawable as it is", s, got)
		}
	})
}

// anyTexts draws texts of mixed styles, long words and blanks included.
func anyTexts(t *rapid.T) []Text {
	word := rapid.OneOf(rapid.StringMatching(`[a-zé€Ж]{1,12}( |\n)?`), rapid.StringN(0, 200, -1), rapid.Just(" "))
	n := rapid.IntRange(0, 12).Draw(t, "texts")
	texts := make([]Text, n)
	for i := range texts {
		texts[i] = Text{word.Draw(t, "words"), Style{Size: rapid.Float64Range(5, 18).Draw(t, "size"), Bold: rapid.Bool().Draw(t, "bold")}}
	}
	return texts
}

// squeeze leaves only what is to be read.
func squeeze(s string) string { return strings.NewReplacer(" ", "", "\n", "").Replace(s) }

func TestNothingLeavesItsColumnAndNothingIsLost(t *testing.T) {
	pen := NewPen()
	rapid.Check(t, func(t *rapid.T) {
		texts := anyTexts(t)
		width := rapid.Float64Range(15, 170).Draw(t, "width")
		want, got := "", ""
		for _, x := range texts {
			want += Ink(x.Words)
		}
		for _, line := range pen.Lines(texts, width) {
			if line.Width() > width+1e-6 {
				t.Fatalf("line of %.2f mm in %.2f mm", line.Width(), width)
			}
			got += line.String()
		}
		if squeeze(got) != squeeze(want) {
			t.Fatalf("got %q want %q", got, want)
		}
	})
}

func TestPagesAreFilledWithinTheirEdges(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		f := NewFlow(NewPen(), 20, rapid.Float64Range(60, 270).Draw(t, "bottom"))
		for range rapid.IntRange(1, 6).Draw(t, "paragraphs") {
			f.Text(anyTexts(t), Body().Indent(rapid.Float64Range(0, 200).Draw(t, "indent")))
			f.Skip(rapid.Float64Range(0, 30).Draw(t, "skip"))
		}
		for n, page := range f.Pages {
			if n > 0 && len(page.texts) == 0 {
				t.Fatalf("page %d is empty", n+1)
			}
			for _, x := range page.texts {
				right := x.x + f.Pen.width(x.words, x.style)
				if x.x < LeftEdge || right > RightEdge+1e-6 || x.y < f.Top || x.y > f.Bottom {
					t.Fatalf("page %d: %q at %.1f–%.1f, %.1f", n+1, x.words, x.x, right, x.y)
				}
			}
		}
	})
}

// No widow, no orphan: a paragraph of many lines never leaves one of them alone on a page.
func TestNoLineStandsAlone(t *testing.T) {
	for before := range 12 * 4 {
		words := []string{"one\ntwo", "one\ntwo\nthree", "one\ntwo\nthree\nfour", "one\ntwo\nthree\nfour\nfive"}[before%4]
		f := NewFlow(NewPen(), 20, 70)
		st := Style{Size: 10}
		for i := range before/4 + 1 {
			f.Text([]Text{{fmt.Sprintf("before %d", i), st}}, Body())
		}
		f.Text([]Text{{words, st}}, Body())
		for n, page := range f.Pages {
			count := 0
			for _, x := range page.texts {
				if !strings.HasPrefix(x.words, "before") {
					count++
				}
			}
			if count == 1 {
				t.Errorf("%q after %d lines: one line alone on page %d", words, before/4+1, n+1)
			}
		}
	}
}

func TestSameInputSameBytes(t *testing.T) {
	first := file(t, letters)
	for range 3 {
		if !bytes.Equal(first, file(t, letters)) {
			t.Fatal("two runs, two files")
		}
	}
	if bytes.Equal(first, file(t, "other words")) {
		t.Fatal("different words, same file")
	}
}

// The trailer must name the information dictionary and an identifier, and the table of offsets must still be right.
func TestTrailer(t *testing.T) {
	b := file(t, "words")
	m := regexp.MustCompile(`(?s)/Info (\d+) 0 R\n/ID \[<([0-9a-f]{32})> <([0-9a-f]{32})>\]\n>>\nstartxref\n(\d+)\n%%EOF`).FindSubmatch(b)
	if m == nil {
		t.Fatalf("trailer: %s", b[len(b)-200:])
	}
	info := regexp.MustCompile(fmt.Sprintf(`(?s)\n%s 0 obj\n<<\n/Producer`, m[1]))
	if !info.Match(b) {
		t.Error("/Info does not name the information dictionary")
	}
	var at int
	fmt.Sscan(string(m[4]), &at)
	if !bytes.HasPrefix(b[at:], []byte("xref\n")) {
		t.Error("startxref does not point at the table of offsets")
	}
}

// An independent reader (poppler) must find the words again.
func TestTextLayer(t *testing.T) {
	tool, err := exec.LookPath("pdftotext")
	if err != nil {
		t.Skip("skipped: pdftotext is not installed")
	}
	cmd := exec.Command(tool, "-", "-")
	cmd.Stdin = bytes.NewReader(file(t, letters))
	out, err := cmd.CombinedOutput()
	if err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	if got := strings.Count(squeeze(string(out)), squeeze(letters)); got != 4 {
		t.Errorf("found in %d of 4 faces: %s", got, out)
	}
}

func ExamplePen_Lines() {
	pen := NewPen()
	words := []Text{{"A line ends at a blank; an unbreakablylongword is cut.", Style{Size: 10}}}
	for _, line := range pen.Lines(words, 24) {
		fmt.Println(line)
	}
	// Output:
	// A line ends at
	// a blank; an
	// unbreakablylo
	// ngword is cut.
}

func BenchmarkWrite(b *testing.B) {
	for b.Loop() {
		file(b, letters)
	}
}
