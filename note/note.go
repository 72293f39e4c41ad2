package note

import (
	"schild/day"
	"schild/label"
)

// Kind is the sort of note.
type Kind string

// The two kinds: a note to a national authority (art. 19 of the act of 30 November 1998) and a note to a foreign
// partner (art. 20 of the same act).
const (
	National Kind = "NA"
	Foreign  Kind = "NE"
)

// Draft is one note as its author has it. Nothing in it is computed.
type Draft struct {
	ID         string      // identity of the draft, never printed
	Kind       Kind        // NA or NE
	Lang       string      // nl, fr, de or en: language of the marks and fixed words
	Title      string      // may be classified
	Subject    string      // subject line that is not classified, also the title in the file's metadata
	Reference  string      // reference the recipient may quote
	Date       day.Date    // the day it is dated
	Author     string      // for the register; never printed
	Paragraphs []Paragraph // in order
	Label      label.Label // the author's own choice, level included
	Interest   string      // letter a–h of the protected interest, art. 3 of the act of 11 December 1998
	Reason     string      // one of Reasons
	ReasonText string      // the author's own words; needed with the reason "other"
	Review     day.Date    // when the level is looked at again
	Addressees []Addressee
}

// Paragraph is one unit of text with its own portion mark.
type Paragraph struct {
	Markdown string      // citations as [[ref]]
	Cites    []string    // what the text rests on without naming it; counted and listed like a citation
	Level    label.Level // what the author's own words need; it can only raise the portion mark
}

// Addressee is one recipient. A classified note is addressed to a named person, never merely to a department.
type Addressee struct {
	Name         string
	Function     string
	Organisation string    // token as in label.Label.Releasable
	Groups       label.Set // groups it belongs to and is released to as a member ("EU")
	Country      string    // ISO 3166-1 alpha-2
	Lang         string    // language the addressee reads
}

// Cited is what one citation resolves to, for this author.
type Cited struct {
	Ref    string      // statement or record id, as cited
	Label  label.Label // its originators are those of the label
	Grade  string      // "B2"
	Source string      // record reference the reader may see
	NotTo  label.Set   // countries that must never get it: the states that refugees or diaspora in it fled
}

// Lookup resolves a citation for the author. It answers false both for what does not exist and for what the
// author may not see.
type Lookup func(ref string) (Cited, bool)

// Problem is something the author must mend before the note can go on; as a Hint only something to think about.
type Problem struct {
	Key       string   // message key, "note.…"
	Args      []string // alternating argument names and values
	Paragraph int      // index of the paragraph, -1 for the whole note
	Hint      bool
}

// Refs gives what the paragraph rests on: its citations in order of the text, then Cites, each once.
func (p Paragraph) Refs() []string { return once(Citations(p.Markdown), p.Cites) }

// Refs gives everything the note rests on, in order of first use, each once.
func (d Draft) Refs() []string {
	var all []string
	for _, p := range d.Paragraphs {
		all = append(all, p.Refs()...)
	}
	return once(all)
}

// Classified tells whether the author's label has a level of protection.
func (d Draft) Classified() bool { return d.Label.Level > label.NotClassified }

// once keeps the first of each string.
func once(lists ...[]string) []string {
	var out []string
	seen := map[string]bool{}
	for _, list := range lists {
		for _, s := range list {
			if !seen[s] {
				seen[s] = true
				out = append(out, s)
			}
		}
	}
	return out
}
