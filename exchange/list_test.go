package exchange_test

import (
	"bytes"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"schild/exchange"
	"schild/fact"
	"schild/fault"
	"schild/internal/badinput"
)

var update = flag.Bool("update", false, "write the golden files anew")

// sample is a small list of the project's own of each kind.
type sample struct {
	kind  string
	files []string
}

func samples() []sample {
	return []sample{
		{"ofac-sdn", []string{"ofac/sdn.csv", "ofac/add.csv", "ofac/alt.csv", "ofac/sdn_comments.csv"}},
		{"un-sc", []string{"un/list.xml"}},
		{"eu-fsf", []string{"eu/list.xml"}},
		{"uk-ofsi", []string{"uk/list.csv"}},
		{"ofac-sdn", []string{"ofacxml/sdn.xml"}},
		{"uk-ofsi", []string{"ukxml/list.xml"}},
		{"csv", []string{"csv/list.csv"}},
		{"ftm", []string{"ftm/list.ftm.json"}},
	}
}

// name names the sample by its kind and form.
func (s sample) name() string {
	if strings.HasSuffix(s.files[0], ".xml") && s.kind != "un-sc" && s.kind != "eu-fsf" {
		return s.kind + "-xml"
	}
	return s.kind
}

func (s sample) read(t testing.TB) []exchange.File {
	var out []exchange.File
	for _, n := range s.files {
		b, err := os.ReadFile(filepath.Join("testdata", n))
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, exchange.File{Name: filepath.Base(n), Reader: bytes.NewReader(b), Bytes: b})
	}
	return out
}

func TestSamples(t *testing.T) {
	for _, s := range samples() {
		t.Run(s.name(), func(t *testing.T) {
			entries, problems, err := exchange.ReadList(s.kind, s.read(t))
			if err != nil {
				t.Fatal(err)
			}
			checkEntries(t, entries, problems)
			golden(t, filepath.Join("testdata", s.name()+".golden"), written(entries, problems))
			again, problemsAgain, err := exchange.ReadList(s.kind, s.read(t))
			if err != nil || cmp.Diff(entries, again) != "" || cmp.Diff(problems, problemsAgain) != "" {
				t.Error("read twice, it is not the same")
			}
		})
	}
}

func golden(t *testing.T, file, got string) {
	t.Helper()
	if *update {
		if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), got); diff != "" {
		t.Error(diff)
	}
}

// written gives entries and problems as a text to read.
func written(entries []exchange.Entry, problems []exchange.Problem) string {
	var b strings.Builder
	for _, e := range entries {
		fmt.Fprintf(&b, "%s %s\n", e.Key, e.Schema)
		for _, f := range e.Facts {
			fmt.Fprintf(&b, "  %s: %s", f.Property, strings.ReplaceAll(f.Value, "\n", "⏎"))
			if f.Original != "" {
				fmt.Fprintf(&b, " ← %s", f.Original)
			}
			if f.Holds != (fact.Span{}) {
				fmt.Fprintf(&b, " holds %s–%s", f.Holds.From, f.Holds.To)
			}
			if !f.Said.IsZero() {
				fmt.Fprintf(&b, " said %s", f.Said)
			}
			b.WriteByte('\n')
		}
	}
	b.WriteString("\nproblems\n")
	for _, p := range problems {
		fmt.Fprintf(&b, "  %s\n", p)
	}
	return b.String()
}

func TestKinds(t *testing.T) {
	for _, c := range []struct{ kind, key string }{
		{"", "exchange.kind"},
		{"OFAC", "exchange.kind"},
	} {
		_, _, err := exchange.ReadList(c.kind, []exchange.File{{Name: "x", Reader: strings.NewReader("x")}})
		if !fault.Is(err, fault.Invalid) || fault.Outward(err).Key != c.key {
			t.Errorf("%q: %v", c.kind, err)
		}
	}
	for _, kind := range exchange.Kinds() {
		if _, _, err := exchange.ReadList(kind, nil); !fault.Is(err, fault.Invalid) {
			t.Errorf("%s of no file: %v", kind, err)
		}
		for _, nothing := range []string{"", "\n\n", "\x1a", "\xff\xfe", "<a/>", "{}", "a,b\n", "%PDF-1.7"} {
			entries, _, err := exchange.ReadList(kind, []exchange.File{{Name: "x", Reader: strings.NewReader(nothing)}})
			if !fault.Is(err, fault.Invalid) || entries != nil {
				t.Errorf("%s of %q: %v, %v", kind, nothing, entries, err)
			}
		}
	}
}

func TestSiblings(t *testing.T) {
	for _, c := range []struct {
		kind, file string
		want       []string
	}{
		{"ofac-sdn", "sdn.csv", []string{"add.csv", "alt.csv", "sdn_comments.csv"}},
		{"ofac-sdn", "SDN.CSV", []string{"ADD.CSV", "ALT.CSV", "SDN_COMMENTS.CSV"}},
		{"ofac-sdn", "cons_prim.csv", []string{"cons_add.csv", "cons_alt.csv", "cons_comments.csv"}},
		{"un-sc", "list.xml", nil},
		{"csv", "sdn.csv", nil},
	} {
		if got := exchange.Siblings(c.kind, c.file); !slices.Equal(got, c.want) {
			t.Errorf("%s %s: %q", c.kind, c.file, got)
		}
	}
}

// TestHostileXML: nothing is expanded, included or fetched.
func TestHostileXML(t *testing.T) {
	const name = "<INDIVIDUAL><REFERENCE_NUMBER>X1</REFERENCE_NUMBER><FIRST_NAME>%s</FIRST_NAME></INDIVIDUAL>"
	for _, c := range []struct{ what, text string }{
		{"declared entity", `<!DOCTYPE a [<!ENTITY e "x">]><a>` + fmt.Sprintf(name, "&e;") + `</a>`},
		{"document type in another list", `<!DOCTYPE export><export><sanctionEntity/></export>`},
		{"document type alone", `<!DOCTYPE a SYSTEM "file:///etc/hostname"><a>` + fmt.Sprintf(name, "Marin") + `</a>`},
		{"entity nobody declared", `<a>` + fmt.Sprintf(name, "&e;") + `</a>`},
		{"other encoding", `<?xml version="1.0" encoding="UTF-7"?><a>` + fmt.Sprintf(name, "Marin") + `</a>`},
		{"nested without end", strings.Repeat("<INDIVIDUAL>", 100_000)},
	} {
		entries, _, err := exchange.ReadList("un-sc", []exchange.File{{Name: "x.xml", Reader: strings.NewReader(c.text)}})
		if err == nil || len(entries) != 0 {
			t.Errorf("%s: %v, %v", c.what, entries, err)
		}
	}
}

// TestProblemsAreBounded: a file of nothing but trouble does not fill the memory with it.
func TestProblemsAreBounded(t *testing.T) {
	text := "name\nMarin\n" + strings.Repeat("a,b\n", 50_000)
	_, problems, err := exchange.ReadList("csv", []exchange.File{{Name: "x.csv", Reader: strings.NewReader(text)}})
	if err != nil || len(problems) != 10_001 {
		t.Fatalf("%d problems, %v", len(problems), err)
	}
	if last := problems[10_000]; last.Why != "exchange.more" || last.What != "40000" {
		t.Errorf("%v", last)
	}
}

// TestSemicolons: a spreadsheet of a country with a decimal comma writes semicolons.
func TestSemicolons(t *testing.T) {
	text := "name;birthDate;notes\nMarin;1961;\"a, b; c\"\n"
	entries, problems, err := exchange.ReadList("csv", []exchange.File{{Name: "x.csv", Reader: strings.NewReader(text)}})
	if err != nil || len(problems) != 0 || len(entries) != 1 || len(entries[0].Facts) != 3 || entries[0].Facts[2].Value != "a, b; c" {
		t.Errorf("%+v, %v, %v", entries, problems, err)
	}
}

func TestProblemInWords(t *testing.T) {
	p := exchange.Problem{File: "a.csv", Row: 7, Column: "country", Why: "exchange.country", What: "Atlantis"}
	if got, want := p.Fault().Error(), "invalid: exchange.country place=a.csv:7 country column=country value=Atlantis"; got != want {
		t.Error(got)
	}
}

// refusal wants what was not read to be said as every refusal is.
func refusal(t testing.TB, problems []exchange.Problem, err error) {
	t.Helper()
	if err != nil {
		badinput.Refused(t, err)
	}
	for _, p := range problems[:min(len(problems), 8)] {
		badinput.Refused(t, p.Fault())
	}
}

// TestSpoiltLists: a list that was cut, forged or written into gives entries as they should be and problems with words.
func TestSpoiltLists(t *testing.T) {
	for _, s := range samples() {
		good := s.read(t)
		for i, file := range good {
			n := 0
			for b := range badinput.Each(file.Bytes) {
				if n++; n%7 != 0 { // one place in seven: the lists are many
					continue
				}
				files := s.read(t)
				files[i] = exchange.File{Name: file.Name, Reader: bytes.NewReader(b), Bytes: b}
				entries, problems, err := exchange.ReadList(s.kind, files)
				refusal(t, problems, err)
				checkEntries(t, entries, problems)
			}
		}
	}
}

// endless gives one line again and again.
type endless struct {
	line string
	at   int
}

func (e *endless) Read(b []byte) (int, error) {
	for i := range b {
		b[i] = e.line[(e.at+i)%len(e.line)]
	}
	e.at = (e.at + len(b)) % len(e.line)
	return len(b), nil
}

// TestSwollenLists: a file without end is refused, and the reason is its size.
func TestSwollenLists(t *testing.T) {
	for _, c := range []struct{ kind, line string }{
		{"ofac-sdn", strings.Repeat("x", 1<<16)}, {"", strings.Repeat("x", 1<<16)}, // all others read rows or elements as one of these
	} {
		if testing.Short() {
			t.Skip("skipped: half a gigabyte each")
		}
		var err error
		if file := (exchange.File{Name: "moonfish.csv", Reader: &endless{line: c.line}}); c.kind == "" {
			_, err = exchange.ReadSubjects(file, func(exchange.Subject) error { return nil })
		} else {
			_, _, err = exchange.ReadList(c.kind, []exchange.File{file})
		}
		badinput.Refused(t, err)
		if fault.Outward(err).Key != "exchange.long" {
			t.Errorf("%s: %v", c.kind, err)
		}
	}
}

func fuzz(f *testing.F, kind string) {
	for _, s := range samples() {
		for _, file := range s.read(f) {
			f.Add(file.Bytes)
		}
	}
	f.Fuzz(func(t *testing.T, b []byte) {
		files := []exchange.File{{Name: "list", Reader: bytes.NewReader(b)}}
		for _, n := range exchange.Siblings(kind, "sdn.csv") { // the siblings get the same bytes
			files = append(files, exchange.File{Name: n, Reader: bytes.NewReader(b)})
		}
		entries, problems, err := exchange.ReadList(kind, files)
		refusal(t, problems, err)
		if err != nil && entries != nil {
			t.Fatalf("%d entries with %v", len(entries), err)
		}
		checkEntries(t, entries, problems)
	})
}

func FuzzOFAC(f *testing.F) { fuzz(f, "ofac-sdn") }
func FuzzUN(f *testing.F)   { fuzz(f, "un-sc") }
func FuzzEU(f *testing.F)   { fuzz(f, "eu-fsf") }
func FuzzUK(f *testing.F)   { fuzz(f, "uk-ofsi") }
func FuzzCSV(f *testing.F)  { fuzz(f, "csv") }
func FuzzFTM(f *testing.F)  { fuzz(f, "ftm") }
