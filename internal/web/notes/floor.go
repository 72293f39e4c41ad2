package notes

import (
	"cmp"
	"strconv"
	"time"

	"schild/day"
	"schild/fault"
	desk "schild/internal/desk/notes"
	"schild/internal/store"
	"schild/internal/web/page"
	"schild/label"
	"schild/note"
)

// floorPanel says what the citations ask for and what must be mended.
type floorPanel struct {
	Label    label.Label // the floor
	Chosen   label.Label
	Banner   string
	Own      string // the banner the author chose
	Met      bool
	Portions []portion
	Problems []problem
	Hints    []problem
	dossiers label.Label
}

type portion struct {
	N    int
	Mark string
	At   string // address of the paragraph's field
}

type problem struct{ Text, At string }

// check asks the desk; the note is dated today as long as it has no date.
func (p pages) check(v *store.View, w desk.Work) (desk.Check, error) {
	if w.Draft.Date.IsZero() {
		w.Draft.Date = today()
	}
	return p.Notes.Check(v, w)
}

func today() day.Date {
	t := time.Now().UTC()
	return day.Date{Year: int16(t.Year()), Month: uint8(t.Month()), Day: uint8(t.Day())}
}

func panel(a *page.Ask, w desk.Work, c desk.Check) floorPanel {
	lang := a.P.Code()
	out := floorPanel{Label: c.Floor, Chosen: w.Draft.Label, Banner: c.Floor.Banner(lang), Own: w.Draft.Label.Banner(lang)}
	plain := w.Draft.Label
	plain.Circles = plain.Circles.Union(c.Floor.Circles)
	out.Met = plain.Dominates(c.Floor)
	for i, l := range c.Portions {
		out.Portions = append(out.Portions, portion{N: i + 1, Mark: printed(a, w, l), At: "#f-p" + strconv.Itoa(i)})
	}
	for _, x := range c.Problems {
		line := problem{Text: wordsOf(a, x), At: placeOf(x)}
		if x.Hint {
			out.Hints = append(out.Hints, line)
		} else {
			out.Problems = append(out.Problems, line)
		}
	}
	return out
}

// printed gives a paragraph's mark as the paper will have it: in the note's own language, whoever writes it.
func printed(a *page.Ask, w desk.Work, l label.Label) string {
	return note.Mark(l, cmp.Or(w.Draft.Lang, a.P.Code()))
}

func wordsOf(a *page.Ask, x note.Problem) string {
	text := a.T(x.Key, x.Args...)
	if x.Paragraph < 0 {
		return text
	}
	return pair(a, a.T("notes.paragraph", "number", strconv.Itoa(x.Paragraph+1)), text)
}

// placeOf gives the field where a problem can be mended.
func placeOf(x note.Problem) string {
	if x.Paragraph >= 0 {
		return "#f-p" + strconv.Itoa(x.Paragraph)
	}
	return map[string]string{"note.form.kind": "#f-kind", "note.form.lang": "#f-lang", "note.form.title": "#f-title", "note.form.subject": "#f-subject",
		"note.form.addressee": "#f-a0name", "note.form.paragraphs": "#f-p0", "note.label.below": "#f-level", "note.label.above": "#f-level",
		"note.label.interest": "#f-interest", "note.label.reason": "#f-reason", "note.label.review": "#f-review", "note.label.review.past": "#f-review",
		"note.label.review.far": "#f-review"}[x.Key]
}

// floor answers script while the author types: the panel alone, in the level of the page around it or as a page.
func (p pages) floor(a *page.Ask) error {
	ds, err := p.dossiers(a)
	if err != nil {
		return err
	}
	w, _, err := readWork(a, "", ds)
	if err != nil {
		return err
	}
	var out floorPanel
	err = a.See(func(v *store.View) error {
		c, err := p.check(v, w)
		out = panel(a, w, c)
		return err
	})
	if err != nil {
		return err
	}
	if shown, err := label.ParseLevel(a.R.PostForm.Get("shown")); err != nil || out.Label.Level > shown {
		return fault.New(fault.Conflict, "notes.floor.rose") // script then leaves the panel: the next button shows the whole page
	}
	return a.Part("floor", out)
}
