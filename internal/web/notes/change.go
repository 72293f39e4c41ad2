package notes

import (
	"slices"
	"strconv"
	"strings"

	desk "schild/internal/desk/notes"
	"schild/label"
	"schild/note"
)

// change does what a button of the editor asks of the draft in hand; what it does not know leaves the draft as it is.
// into is the paragraph a citation goes to, counted from 1.
func change(w desk.Work, do string, into int, floor label.Label) desk.Work {
	verb, arg, _ := strings.Cut(do, ":")
	at, err := strconv.Atoi(arg)
	ps := slices.Clone(w.Draft.Paragraphs)
	inside := err == nil && at >= 0 && at < len(ps)
	switch {
	case verb == "add" && len(ps) < mostRows:
		ps = append(ps, note.Paragraph{})
	case verb == "drop" && inside:
		ps = slices.Delete(ps, at, at+1)
	case verb == "up" && inside && at > 0:
		ps[at-1], ps[at] = ps[at], ps[at-1]
	case verb == "cite":
		ps = citeIn(ps, into-1, arg)
	case verb == "addressee" && len(w.Draft.Addressees) < mostRows:
		w.Draft.Addressees = append(slices.Clone(w.Draft.Addressees), note.Addressee{})
	case verb == "take":
		w.Draft.Label = take(w.Draft, floor)
	}
	w.Draft.Paragraphs = ps
	return w
}

// citeIn puts a citation behind the words of a paragraph, the last one when there is none of that number.
func citeIn(ps []note.Paragraph, at int, ref string) []note.Paragraph {
	if at < 0 || at >= len(ps) {
		at = len(ps) - 1
	}
	if at < 0 {
		ps, at = []note.Paragraph{{}}, 0
	}
	ps[at].Markdown = strings.TrimRight(ps[at].Markdown, " \n") + "[[" + ref + "]]"
	return ps
}

// take raises the author's label to the floor: the level stays where the author put it higher, and it is released to
// the addressees' organisations as far as the floor allows.
func take(d note.Draft, floor label.Label) label.Label {
	l := label.Join(floor, d.Label)
	l.Releasable = floor.Releasable
	if to := d.Label.Releasable; to != "" && to.SubsetOf(floor.Releasable) {
		l.Releasable = to
	} else if to := organisations(d); to != "" {
		l.Releasable = to.Intersect(floor.Releasable)
	}
	return l
}

func organisations(d note.Draft) label.Set {
	var out []string
	for _, a := range d.Addressees {
		out = append(out, a.Organisation)
	}
	return label.NewSet(out...)
}
