package notes

import (
	"slices"
	"strconv"
	"strings"

	"schild/day"
	"schild/fault"
	"schild/internal/desk/dossier"
	desk "schild/internal/desk/notes"
	"schild/internal/web/page"
	"schild/label"
	"schild/note"
)

// sheetForm is the whole draft as fields: the note's own, one row a paragraph, one row an addressee.
type sheetForm struct {
	*page.Form
	Head       []*page.Field
	Paragraphs []paragraphFields
	Addressees [][]*page.Field
	Marks      []*page.Field
}

type paragraphFields struct {
	N, At      int // counted from 1, and its place counted from 0
	Text, Own  *page.Field
	Portion    *label.Label
	Mark       string // of the portion, as it will be printed
	Citations  []citation
	First, End bool
}

// citation is one thing a paragraph rests on, as the author sees it.
type citation struct {
	Ref, Text, Note string
	Label           label.Label
	Missing         bool
}

// mostRows bounds what a request may make the form grow to; the note's own limit is the desk's.
const mostRows = 500

// formOf lays a piece of work out as a form.
func formOf(a *page.Ask, w desk.Work, ds []dossier.Dossier) *sheetForm {
	path := "/notes/new"
	if w.ID != "" {
		path = "/note/" + w.ID + "/edit"
	}
	s := &sheetForm{Form: a.Form(path, a.T("notes.save"))}
	s.Head, s.Marks = headFields(a, w, ds), labelFields(a, w.Draft)
	for i, p := range w.Draft.Paragraphs {
		s.Paragraphs = append(s.Paragraphs, paragraphRow(a, i, p))
	}
	if n := len(s.Paragraphs); n > 0 {
		s.Paragraphs[0].First, s.Paragraphs[n-1].End = true, true
	}
	for i, to := range w.Draft.Addressees {
		s.Addressees = append(s.Addressees, addresseeRow(a, i, to))
	}
	s.Fields = slices.Concat(s.Head, s.Marks)
	for _, p := range s.Paragraphs {
		s.Fields = append(s.Fields, p.Text, p.Own)
	}
	s.Fields = append(s.Fields, slices.Concat(s.Addressees...)...)
	return s
}

func headFields(a *page.Ask, w desk.Work, ds []dossier.Dossier) []*page.Field {
	dossiers := []page.Option{{Value: "", Text: a.T("notes.dossier.none")}}
	for _, d := range ds {
		dossiers = append(dossiers, page.Option{Value: d.ID, Text: d.Title + " (" + d.Reference + ")"})
	}
	var langs []page.Option
	for _, l := range [][2]string{{"nl", "Nederlands"}, {"fr", "Français"}, {"de", "Deutsch"}, {"en", "English"}} {
		langs = append(langs, page.Option{Value: l[0], Text: l[1]})
	}
	return []*page.Field{
		{Name: "kind", Label: a.T("notes.kind"), Kind: "choice", Value: string(w.Draft.Kind), Options: kinds(a), Required: true},
		{Name: "lang", Label: a.T("notes.lang"), Kind: "choice", Value: w.Draft.Lang, Options: langs, Required: true},
		{Name: "dossier", Label: a.T("notes.dossier"), Hint: a.T("notes.dossier.hint"), Kind: "choice", Value: w.Dossier, Options: dossiers},
		{Name: "title", Required: true, Label: a.T("notes.column.title"), Hint: a.T("notes.title.hint"), Value: w.Draft.Title, Width: "full", Most: 300},
		{Name: "subject", Required: true, Label: a.T("notes.subject"), Hint: a.T("notes.subject.hint"), Value: w.Draft.Subject, Width: "full", Most: 300},
	}
}

func paragraphRow(a *page.Ask, i int, p note.Paragraph) paragraphFields {
	n := strconv.Itoa(i)
	own := []page.Option{{Value: "0", Text: a.T("notes.paragraph.own.none")}}
	for v := label.Restricted; v <= label.TopSecret; v++ {
		own = append(own, page.Option{Value: strconv.Itoa(int(v)), Text: v.Word(a.P.Code())})
	}
	rows := 3 + len(p.Markdown)/90 + strings.Count(p.Markdown, "\n")
	return paragraphFields{N: i + 1, At: i,
		Text: &page.Field{Name: "p" + n, Label: a.T("notes.paragraph", "number", strconv.Itoa(i+1)), Kind: "area", Value: p.Markdown, Rows: min(max(rows, 4), 18), Most: 60_000, Required: true},
		Own:  &page.Field{Name: "l" + n, Label: a.T("notes.paragraph.own"), Kind: "choice", Value: strconv.Itoa(int(p.Level)), Options: own, Required: true}}
}

func addresseeRow(a *page.Ask, i int, to note.Addressee) []*page.Field {
	n := strconv.Itoa(i)
	field := func(name, value string) *page.Field {
		return &page.Field{Name: "a" + n + name, Label: a.T("notes.addressee." + name), Value: value}
	}
	out := []*page.Field{field("name", to.Name), field("function", to.Function), field("organisation", to.Organisation), field("country", to.Country), field("groups", spaced(to.Groups))}
	out[0].Required, out[2].Required, out[3].Required = true, true, true
	out[3].Width, out[3].Most = "short", 2
	return out
}

// readWork reads the draft a form posted. Rows the author emptied are gone; what a field of the form cannot take stands
// there as an error.
func readWork(a *page.Ask, id string, ds []dossier.Dossier) (desk.Work, *sheetForm, error) {
	if err := a.R.ParseForm(); err != nil {
		return desk.Work{}, nil, fault.Wrap(err, fault.Invalid, "form.large", "size", a.P.Size(most))
	}
	w := desk.Work{ID: id, Draft: note.Draft{Paragraphs: make([]note.Paragraph, count(a, "paragraphs")), Addressees: make([]note.Addressee, count(a, "addressees"))}}
	f := formOf(a, w, ds)
	for _, x := range f.Fields {
		x.Required = false // needed to submit, not to save
	}
	a.Read(f.Form)
	w.Version, _ = strconv.ParseInt(a.R.PostForm.Get("version"), 10, 64)
	w.Dossier = f.Value("dossier")
	d := note.Draft{Kind: note.Kind(f.Value("kind")), Lang: f.Value("lang"), Title: f.Value("title"), Subject: f.Value("subject"), Label: readLabel(f.Form),
		Interest: f.Value("interest"), Reason: f.Value("reason"), ReasonText: f.Value("reasontext")}
	var err error
	if d.Review, err = dateOf(f.Value("review")); err != nil {
		a.Blame(f.Form, "review", err)
	}
	for _, p := range f.Paragraphs {
		level, _ := strconv.Atoi(p.Own.Value)
		d.Paragraphs = append(d.Paragraphs, note.Paragraph{Markdown: p.Text.Value, Level: label.Level(level)})
	}
	for _, row := range f.Addressees {
		to := note.Addressee{Name: row[0].Value, Function: row[1].Value, Organisation: row[2].Value, Country: strings.ToUpper(row[3].Value), Groups: label.NewSet(row[4].Value), Lang: d.Lang}
		if to.Name+to.Function+to.Organisation != "" {
			d.Addressees = append(d.Addressees, to)
		}
	}
	w.Draft = d
	return w, f, nil
}

func count(a *page.Ask, name string) int {
	n, _ := strconv.Atoi(a.R.PostForm.Get(name))
	return min(max(n, 0), mostRows)
}

func dateOf(s string) (day.Date, error) {
	if s == "" {
		return day.Date{}, nil
	}
	return day.Parse(s)
}
