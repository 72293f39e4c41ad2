package procedure

import (
	"errors"
	"io/fs"
	"maps"
	"path"
	"slices"
	"strings"

	"github.com/goccy/go-yaml"

	"schild/fault"
)

// Book is a set of files with their words in four languages.
type Book struct {
	Files []*File // by id, then version
	words map[string]map[string]string
}

// Languages gives the languages every title is in.
func Languages() []string { return []string{"nl", "fr", "de", "en"} }

// Open reads every file of a folder: words.<language>.yaml are words, letters.<language>.yaml what letters to people say, every other
// .yaml is a procedure. One problem is enough to refuse the book; all are named.
func Open(fsys fs.FS) (*Book, error) {
	names, err := fs.Glob(fsys, "*.yaml")
	if err != nil {
		return nil, err
	}
	b := &Book{words: map[string]map[string]string{}}
	var problems []error
	for _, name := range names {
		problems = append(problems, b.add(fsys, name))
	}
	for _, f := range b.Files {
		problems = append(problems, b.untranslated(f)...)
	}
	problems = append(problems, b.unsent()...)
	problems = append(problems, b.unstarted()...)
	if err := errors.Join(problems...); err != nil {
		return nil, err
	}
	return b, nil
}

func (b *Book) add(fsys fs.FS, name string) (err error) {
	defer mended(name, &err)
	text, err := fs.ReadFile(fsys, name)
	if err != nil {
		return err
	}
	kind, code, _ := strings.Cut(strings.TrimSuffix(path.Base(name), ".yaml"), ".")
	if kind == "words" || kind == "letters" {
		if _, err := parse(name, text, maxWords); err != nil {
			return err
		}
		words := map[string]string{}
		if err := yaml.UnmarshalWithOptions(text, &words, yaml.Strict()); err != nil {
			return unreadable(name, err)
		}
		if b.words[code] == nil {
			b.words[code] = map[string]string{}
		}
		maps.Copy(b.words[code], words)
		return nil
	}
	f, err := Read(name, text)
	if err == nil {
		b.Files = append(b.Files, f)
	}
	return err
}

// untranslated refuses a word of a file that some language lacks.
func (b *Book) untranslated(f *File) []error {
	var out []error
	for _, key := range f.Titles() {
		for _, code := range Languages() {
			if b.Title(code, f, key) == key {
				out = append(out, fault.New(fault.Invalid, "procedure.untitled", "place", f.ID+".yaml", "word", key, "language", code))
			}
		}
	}
	return out
}

// unsent refuses what a letter says where no file makes the letter by that act, or where some language lacks it.
func (b *Book) unsent() []error {
	var out []error
	for _, code := range Languages() {
		for key := range b.words[code] {
			id, letter, ok := strings.Cut(key, "/letter.")
			if !ok {
				continue
			}
			if f, found := b.File(id); !found || !f.sends(letter) {
				out = append(out, fault.New(fault.Invalid, "procedure.word", "place", "letters."+code+".yaml", "what", "letter", "word", key))
			}
			for _, other := range Languages() {
				if b.words[other][key] == "" {
					out = append(out, fault.New(fault.Invalid, "procedure.untitled", "place", "letters."+other+".yaml", "word", key, "language", other))
				}
			}
		}
	}
	slices.SortFunc(out, func(a, c error) int { return strings.Compare(a.Error(), c.Error()) })
	return out
}

// unstarted refuses a start of a procedure that the book lacks, or with which no case can begin.
func (b *Book) unstarted() []error {
	var out []error
	for _, f := range b.Files {
		for _, m := range f.Moves {
			for _, e := range effects(m.Effects) {
				if e.Verb != "start" || e.What == "method" {
					continue
				}
				if other, ok := b.File(e.What); !ok || other.Disabled {
					out = append(out, fault.New(fault.Invalid, "procedure.word", "place", f.ID+".yaml", "what", "start", "word", e.What))
				}
			}
		}
	}
	return out
}

// sends tells whether a file makes a paper for a person, "decision_letter", by some act: "decision_letter.refuse".
func (f *File) sends(letter string) bool {
	doc, act, _ := strings.Cut(letter, ".")
	return slices.ContainsFunc(f.Documents, func(d Document) bool { return d.Name == doc && d.Citizen }) &&
		slices.ContainsFunc(f.Moves, func(m Move) bool {
			return (act == "" || m.Act == act) && slices.Contains(m.Effects, "produce "+doc)
		})
}

// Letter gives what a letter to a person says first, by the act that makes it; "" where the book has no words for it.
func (b *Book) Letter(language string, f *File, doc, act string) string {
	if s := b.words[language][f.ID+"/letter."+doc+"."+act]; s != "" {
		return s
	}
	return b.words[language][f.ID+"/letter."+doc]
}

// Titles gives the keys of every title a file needs, in order: the procedure's id, and "stage.draft", "act.submit" and the like.
func (f *File) Titles() []string {
	out := []string{f.ID}
	add := func(kind string, names ...string) {
		for _, n := range names {
			out = append(out, kind+"."+n)
		}
	}
	add("role", pick(f.Roles, func(r Role) string { return r.Name })...)
	for _, x := range f.Fields {
		add("field", x.Name)
		add("choice", x.Of...)
	}
	add("stage", pick(f.Stages, func(s Stage) string { return s.Name })...)
	add("act", pick(f.Moves, func(m Move) string { return m.Act })...)
	add("term", pick(f.Terms, func(t Term) string { return t.Name })...)
	add("document", pick(f.Documents, func(d Document) string { return d.Name })...)
	add("figure", pick(f.Figures, func(x Figure) string { return x.Name })...)
	slices.Sort(out[1:])
	return slices.Compact(out)
}

// Title gives a title: the file's own ("jic/stage.closed") where there is one, else the word all files share, else the key.
func (b *Book) Title(language string, f *File, key string) string {
	if s := b.words[language][f.ID+"/"+key]; s != "" {
		return s
	}
	if s := b.words[language][key]; s != "" {
		return s
	}
	return key
}

// File finds the newest file with an id.
func (b *Book) File(id string) (*File, bool) {
	for _, f := range slices.Backward(b.Files) {
		if f.ID == id {
			return f, true
		}
	}
	return nil, false
}
