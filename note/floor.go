package note

import (
	"slices"
	"strings"
	"unicode/utf8"

	"schild/label"
	"schild/note/paper"
)

// Floor computes what the citations ask for: the least label the note may bear, one label per paragraph for its
// portion mark, and a problem for each citation that resolves to nothing. A note without citations has
// label.Bottom as its floor. An unresolved citation adds nothing to the floor, so a draft with problems must not
// go on whatever its floor says.
func Floor(d Draft, cited Lookup) (label.Label, []label.Label, []Problem) {
	whole := label.Bottom()
	portions := make([]label.Label, len(d.Paragraphs))
	var problems []Problem
	for i, p := range d.Paragraphs {
		var missing []string
		portions[i], missing = portion(p, cited)
		whole = label.Join(whole, portions[i])
		for _, ref := range missing {
			problems = append(problems, Problem{Key: "note.citation.missing", Args: []string{"ref", ref}, Paragraph: i})
		}
	}
	return whole, portions, problems
}

// portion is the label of one paragraph and the citations in it that resolve to nothing.
func portion(p Paragraph, cited Lookup) (label.Label, []string) {
	own := label.Bottom()
	own.Level = p.Level
	var missing []string
	for _, ref := range p.Refs() {
		c, ok := resolve(cited, ref)
		if !ok {
			missing = append(missing, ref)
			continue
		}
		own = label.Join(own, c.Label)
	}
	return own, missing
}

// resolve asks the lookup; a lookup that is not there resolves nothing.
func resolve(cited Lookup, ref string) (Cited, bool) {
	if cited == nil {
		return Cited{}, false
	}
	return cited(ref)
}

// maxReview is the longest a level may stand without being looked at (EU rules of 2001: at least every five years).
const maxReview = 5

// CheckLabel compares the author's label with the floor. The label must dominate it; from Restricted up it needs a
// protected interest, a reason and a review date (act of 11 December 1998, art. 3 and 4). A level above the floor
// gives a hint only: the level is the author's to set, and the aim is to classify as little as possible.
func CheckLabel(d Draft, floor label.Label) []Problem {
	var out []Problem
	if !d.Label.Dominates(floor) {
		out = append(out, whole("note.label.below", "floor", floor.Banner(d.Lang)))
	}
	if d.Label.Level > floor.Level && d.Label.Level > label.NotClassified {
		p := whole("note.label.above", "floor", floor.Level.Word(d.Lang))
		p.Hint = true
		out = append(out, p)
	}
	if d.Classified() {
		out = append(out, checkGrounds(d)...)
	}
	return out
}

func checkGrounds(d Draft) []Problem {
	var out []Problem
	if !slices.Contains(Interests(), d.Interest) {
		out = append(out, whole("note.label.interest"))
	}
	if !slices.Contains(Reasons(), d.Reason) || d.Reason == OtherReason && d.ReasonText == "" {
		out = append(out, whole("note.label.reason"))
	}
	switch {
	case d.Review.Year == 0:
		out = append(out, whole("note.label.review"))
	case d.Date.Year != 0 && later(d.Date, d.Review):
		out = append(out, whole("note.label.review.past"))
	case d.Date.Year != 0 && d.Review.Year > d.Date.Year+maxReview:
		p := whole("note.label.review.far", "years", itoa(maxReview))
		p.Hint = true
		out = append(out, p)
	}
	return out
}

// whole is a problem of the note as such.
func whole(key string, args ...string) Problem {
	return Problem{Key: key, Args: args, Paragraph: -1}
}

// Limits of one note. They keep a pasted book from stopping the house, and no real note comes near.
const (
	maxParagraphs = 500
	maxMarkdown   = 64 << 10 // bytes a paragraph
	maxLine       = 300      // characters of a title or subject
	maxReference  = 60       // characters of a reference: it stands beside the copy number on every page
)

// CheckForm tells what is still missing on the paper itself, before any question of label or release: kind,
// language, title, a subject line that is not classified, reference, text, addressees, and sizes. Characters the
// print cannot draw come as hints.
func CheckForm(d Draft) []Problem {
	var out []Problem
	require := func(ok bool, key string) {
		if !ok {
			out = append(out, whole(key))
		}
	}
	_, known := wordsOf(d.Lang)
	require(d.Kind == National || d.Kind == Foreign, "note.form.kind")
	require(known, "note.form.lang")
	require(line(d.Title, maxLine), "note.form.title")
	require(line(d.Subject, maxLine), "note.form.subject")
	require(line(d.Reference, maxReference), "note.form.reference")
	require(d.Date.Year != 0, "note.form.date")
	require(len(d.Addressees) > 0, "note.form.addressee")
	require(len(d.Paragraphs) > 0 && len(d.Paragraphs) <= maxParagraphs, "note.form.paragraphs")
	for i, p := range d.Paragraphs {
		if len(p.Markdown) > maxMarkdown {
			out = append(out, Problem{Key: "note.form.long", Paragraph: i})
		} else if bad := paper.Unprintable(p.Markdown); bad != "" {
			out = append(out, Problem{Key: "note.form.script", Args: []string{"characters", bad}, Paragraph: i, Hint: true})
		}
	}
	return out
}

// line tells whether s can stand on one line of the head: something to read, and not a page of it.
func line(s string, most int) bool {
	return strings.TrimSpace(s) != "" && !strings.ContainsAny(s, "\r\n") && utf8.RuneCountInString(s) <= most
}
