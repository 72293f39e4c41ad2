package note_test

import (
	"bytes"
	"encoding/hex"
	"fmt"
	"io"
	"os"
	"os/exec"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"crypto/sha256"

	"schild/fault"
	"schild/label"
	"schild/note"
)

func pdf(t testing.TB, p note.Print) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := note.WritePDF(&b, p); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// reading runs poppler's pdftotext over a file, or skips.
func reading(t *testing.T, file []byte, flags ...string) string {
	t.Helper()
	tool, err := exec.LookPath("pdftotext")
	if err != nil {
		t.Skip("skipped: pdftotext is not installed")
	}
	cmd := exec.Command(tool, append(flags, "-", "-")...)
	cmd.Stdin = bytes.NewReader(file)
	var out, errs bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &errs
	if err := cmd.Run(); err != nil || errs.Len() > 0 {
		t.Fatalf("pdftotext: %v %s", err, errs.String())
	}
	return out.String()
}

var blanks = regexp.MustCompile(`[ \x{A0}]+`)

// The text layer in four languages, as an independent reader finds it.
func TestTextLayer(t *testing.T) {
	for _, lang := range []string{"nl", "fr", "de", "en"} {
		t.Run(lang, func(t *testing.T) {
			d := sample(lang)
			if lang == "nl" { // one NA among them
				d.Kind = note.National
			}
			text := reading(t, pdf(t, copyOf(d)), "-layout")
			var lines []string
			for line := range strings.Lines(strings.ReplaceAll(text, "\f", "--- page ---\n")) {
				if line = strings.TrimSpace(blanks.ReplaceAllString(line, " ")); line != "" {
					lines = append(lines, line)
				}
			}
			golden(t, "note-"+lang+".txt", strings.Join(lines, "\n")+"\n")
		})
	}
}

// A copy is the same bytes whenever it is made, and each copy is its own.
func TestSameCopySameBytes(t *testing.T) {
	sum := func(p note.Print) string { h := sha256.Sum256(pdf(t, p)); return hex.EncodeToString(h[:]) }
	p := copyOf(longer(sample("de"), 12))
	first := sum(p)
	for range 2 {
		if got := sum(p); got != first {
			t.Fatalf("%s, then %s", first, got)
		}
	}
	p.Copy = 3
	if sum(p) == first {
		t.Error("copy 3 is copy 2")
	}
}

// A file tells nothing of a person outside its text: no name of author or addressee in the clear parts.
func TestMetadataNamesNobody(t *testing.T) {
	file := string(pdf(t, copyOf(sample("en"))))
	for _, s := range []string{"Ilse", "Bergstr", "/Author", "Łódź", "Procurement network"} {
		if strings.Contains(file, s) {
			t.Errorf("%q stands in the clear", s)
		}
	}
	if !strings.Contains(file, "LUMEN/NE/2025/0417 – Industrial procurement") {
		t.Error("the unclassified title is missing in the XMP packet")
	}
	if !strings.Contains(file, "/CreationDate") || !strings.Contains(file, "<xmp:CreateDate>2025-03-03T00:00:00<") {
		t.Error("the date of the note is not the date of the file")
	}
}

var box = regexp.MustCompile(`<word xMin="([-\d.]+)" yMin="([-\d.]+)" xMax="([-\d.]+)" yMax="([-\d.]+)">(.*)</word>`)

// Nothing runs out of the page, whatever is written: asked of an independent reader, in points.
func TestNothingRunsOutOfThePage(t *testing.T) {
	wide := "| " + strings.Repeat("head | ", 12) + "\n|" + strings.Repeat("---|", 12) + "\n| " + strings.Repeat("cell and more | ", 12)
	tall := "| a | b |\n|---|---|\n| " + strings.Repeat("very many words in one cell ", 300) + " | x |"
	deep := strings.Repeat("> ", 30) + "deep " + strings.Repeat("word", 100)
	list := ""
	for i := range 12 {
		list += strings.Repeat("   ", i) + "1. item " + strings.Repeat("w", 90) + "\n"
	}
	d := sample("en")
	d.Title = strings.Repeat("Ŵïdë", 60)
	d.Reference = strings.Repeat("REF/", 15)
	d.Label.Caveats = label.NewSet("LIMITED DISTRIBUTION TO THE PERSONS NAMED IN THE LIST KEPT BY THE REGISTRY", "NOT BY NETWORK", "READ IN A SECURED AREA ONLY")
	d.Paragraphs = []note.Paragraph{{Markdown: strings.Repeat("long", 400)}, {Markdown: wide}, {Markdown: tall}, {Markdown: deep}, {Markdown: list},
		{Markdown: "```\n" + strings.Repeat("x = 1; ", 60) + "\n```"}, {Markdown: "**" + strings.Repeat("𝔘 ", 300) + "**"}}
	p := copyOf(d)
	p.To.Function = strings.Repeat("head of section and ", 30)
	found := box.FindAllStringSubmatch(reading(t, pdf(t, p), "-bbox"), -1)
	if len(found) < 500 {
		t.Fatalf("only %d words found", len(found))
	}
	for _, m := range found {
		var at [4]float64
		for i := range at {
			at[i], _ = strconv.ParseFloat(m[i+1], 64)
		}
		if at[0] < 60 || at[1] < 15 || at[2] > 595.3-60 || at[3] > 841.9-15 {
			t.Errorf("%v: %.40s", at, m[5])
		}
	}
}

func TestNaughtyStringsOnPaper(t *testing.T) {
	for i, s := range naughty(t) {
		if i%10 != 0 { // a tenth is enough: the letters are tested in package paper
			continue
		}
		d := hostile(s)
		d.Title, d.Subject = "Title", "Subject"
		p := copyOf(d)
		p.Cited = func(ref string) (note.Cited, bool) {
			return note.Cited{Ref: ref, Source: s, Label: label.Bottom()}, true
		}
		if err := note.WritePDF(io.Discard, p); err != nil {
			t.Errorf("%q: %v", s, err)
		}
	}
}

func TestWritePDFRefuses(t *testing.T) {
	for _, c := range []struct {
		why    string
		change func(*note.Print)
		kind   fault.Kind
		key    string
	}{
		{"unknown language", func(p *note.Print) { p.Draft.Lang = "xx" }, fault.Invalid, "note.form.lang"},
		{"no subject line that is not classified (2015/444 art. 25)", func(p *note.Print) { p.Draft.Subject = "" }, fault.Invalid, "note.form.subject"},
		{"copy 6 of 5", func(p *note.Print) { p.Copy = 6 }, fault.Invalid, "note.print.copy"},
		{"nobody signs", func(p *note.Print) { p.Service = "" }, fault.Invalid, "note.print.service"},
		{"classified, to a department", func(p *note.Print) { p.To.Name = "" }, fault.Refused, "note.release.named"},
		{"a citation that is not there", func(p *note.Print) { p.Cited = lookup("st-2") }, fault.Refused, "note.citation.missing"},
		{"label below the floor", func(p *note.Print) { p.Draft.Label.Level = label.Restricted }, fault.Refused, "note.label.below"},
	} {
		p := copyOf(sample("en"))
		c.change(&p)
		var b bytes.Buffer
		err := note.WritePDF(&b, p)
		if !fault.Is(err, c.kind) || !strings.Contains(err.Error(), c.key) || b.Len() > 0 {
			t.Errorf("%s: %v, %d bytes written", c.why, err, b.Len())
		}
	}
}

func ExampleFloor() {
	d := note.Draft{Lang: "en", Paragraphs: []note.Paragraph{
		{Markdown: "The firm is in the public register[[st-3]]."},
		{Markdown: "Its director signed both orders[[st-2]]; see also [[st-9]]."},
	}}
	floor, portions, problems := note.Floor(d, lookup())
	fmt.Println(floor.Level == label.Secret, portions[0].Level == label.NotClassified, problems[0].Key, problems[0].Args)
	// Output: true true note.citation.missing [ref st-9]
}

func ExampleWritePDF() {
	file, err := os.CreateTemp("", "note-*.pdf")
	if err != nil {
		fmt.Println(err)
		return
	}
	defer os.Remove(file.Name())
	fmt.Println(note.WritePDF(file, copyOf(sample("fr"))))
	// Output: <nil>
}

// Three pages with tables, lists and citations: the measure is 50 ms a note.
func BenchmarkWritePDF(b *testing.B) {
	p := copyOf(longer(sample("en"), 12))
	for b.Loop() {
		if err := note.WritePDF(io.Discard, p); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkRenderHTML(b *testing.B) {
	d := longer(sample("en"), 12)
	for b.Loop() {
		if _, err := note.RenderHTML(d, lookup()); err != nil {
			b.Fatal(err)
		}
	}
}
