package law_test

import (
	"io/fs"
	"slices"
	"strings"
	"testing"

	"schild/procedure"
	"schild/procedure/law"
)

// TestEveryFileIsCanonical: what a lawyer signs is what stands here.
func TestEveryFileIsCanonical(t *testing.T) {
	names, _ := fs.Glob(law.Files(), "*.yaml")
	for _, name := range names {
		b, err := fs.ReadFile(law.Files(), name)
		if err != nil {
			t.Fatal(err)
		}
		if strings.HasPrefix(name, "words.") || strings.HasPrefix(name, "letters.") {
			continue
		}
		f, err := procedure.Read(name, b)
		if err != nil {
			t.Errorf("%v", err)
			continue
		}
		if got := procedure.Format(f); string(got) != string(b) {
			t.Errorf("%s is not canonical: schild procedure fmt %s", name, name)
		}
	}
}

// TestNoWordIsLeftOver: the words are those the files and their printing need, in the order of their keys, in each language alike.
func TestNoWordIsLeftOver(t *testing.T) {
	book, err := law.Book()
	if err != nil {
		t.Fatal(err)
	}
	needed := map[string]bool{}
	for _, f := range book.Files {
		for _, key := range f.Titles() {
			needed[key], needed[f.ID+"/"+key] = true, true
		}
	}
	for _, code := range procedure.Languages() {
		b, err := fs.ReadFile(law.Files(), "words."+code+".yaml")
		if err != nil {
			t.Fatal(err)
		}
		last := ""
		for line := range strings.Lines(string(b)) {
			key, _, _ := strings.Cut(line, ": ")
			if !needed[key] && !strings.HasPrefix(key, "print.") {
				t.Errorf("%s: %q is used nowhere", code, key)
			}
			if key <= last {
				t.Errorf("%s: %q stands out of order", code, key)
			}
			last = key
		}
	}
}

// TestTheListSaysHowDeep: a file says full or outline, and none that says full walks the steps that all outlines share.
func TestTheListSaysHowDeep(t *testing.T) {
	book, err := law.Book()
	if err != nil {
		t.Fatal(err)
	}
	full, unsure, terms := 0, 0, 0
	for _, f := range book.Files {
		if f.Depth == "full" {
			full++
			if outlined(f) {
				t.Errorf("%s says that it is whole, and is an outline", f.ID)
			}
		}
		for _, term := range f.Terms {
			terms++
			if term.Ground.Confidence != "V" && term.Ground.Confidence != "V-old" {
				unsure++
			}
		}
	}
	t.Logf("%d files, %d full; %d terms, %d not read in a source", len(book.Files), full, terms, unsure)
	if full < 11 || len(book.Files) < 49 {
		t.Errorf("%d files, %d full", len(book.Files), full)
	}
}

// outlined tells whether a file has the stages of an outline and no other.
func outlined(f *procedure.File) bool {
	shared := []string{"draft", "requested", "reviewed", "approved", "refused", "closed", "withdrawn", "lapsed"}
	return !slices.ContainsFunc(f.Stages, func(s procedure.Stage) bool { return !slices.Contains(shared, s.Name) })
}

// TestALetterKnowsItsLanguage: whoever gets a letter said in which language, before it is made.
func TestALetterKnowsItsLanguage(t *testing.T) {
	book, err := law.Book()
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range book.Files {
		if _, ok := f.Field("language"); !ok && slices.ContainsFunc(f.Documents, func(d procedure.Document) bool { return d.Citizen }) {
			t.Errorf("%s writes to people and does not ask their language", f.ID)
		}
	}
}

// TestNoLetterIsSilent: every act that makes a letter to a person has words for it, in every language.
func TestNoLetterIsSilent(t *testing.T) {
	book, err := law.Book()
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range book.Files {
		for _, d := range f.Documents {
			for _, m := range f.Moves {
				if !d.Citizen || !slices.Contains(m.Effects, "produce "+d.Name) {
					continue
				}
				for _, code := range procedure.Languages() {
					if book.Letter(code, f, d.Name, m.Act) == "" {
						t.Errorf("%s: %s by %s says nothing in %s", f.ID, d.Name, m.Act, code)
					}
				}
			}
		}
	}
}
