package casework

import (
	"bytes"
	"encoding/csv"
	"slices"
	"strconv"
	"strings"

	"schild/day"
	desk "schild/internal/desk/casework"
	"schild/internal/store"
	"schild/internal/web/page"
	"schild/label"
)

// counted is what the template of the figures is given.
type counted struct {
	Table *page.Table
	File  page.Link
}

// period gives the months asked for: from January of the last year that anything can be in, unless the reader says otherwise.
func (p pages) period(a *page.Ask) (from, to string) {
	now := today(p.now())
	from, to = a.Query("from"), a.Query("to")
	if d, err := day.Parse(from); err != nil || d.Month == 0 {
		from = day.Date{Year: now.Year, Month: 1, Day: 1}.String()[:7]
	}
	if d, err := day.Parse(to); err != nil || d.Month == 0 {
		to = now.String()[:7]
	}
	return from, to
}

func (p pages) figures(a *page.Ask) error {
	from, to := p.period(a)
	var cs []desk.Count
	if err := a.See(func(v *store.View) (err error) {
		cs, err = p.desk.Counts(v, a.Query("procedure"), from, to)
		return err
	}); err != nil {
		return err
	}
	return a.Show(page.Page{Title: a.T("casework.figures"), Nav: "/work", Template: "figures", Help: a.T("casework.figures.help"), Tabs: tabs(a, "/figures"), Label: label.Label{}, Data: p.counted(a, cs, from, to)})
}

// counted sums the months of the period: a line for each figure and split.
func (p pages) counted(a *page.Ask, cs []desk.Count, from, to string) counted {
	t := a.Table("")
	t.Caption = a.T("casework.figures")
	t.Columns = []page.Column{{Key: "procedure", Title: a.T("casework.procedure"), Sort: true}, {Key: "figure", Title: a.T("casework.figure"), Sort: true}, {Key: "split", Title: a.T("casework.split"), Minor: true}, {Key: "n", Title: a.T("casework.count"), Num: true, Sort: true}}
	options := []page.Option{{Value: "", Text: a.T("casework.standin.all")}}
	for _, f := range p.desk.Book.Files {
		options = append(options, page.Option{Value: f.ID, Text: p.procedure(a, f.ID)})
	}
	t.Filter = a.Form("/figures", "", &page.Field{Name: "procedure", Label: a.T("casework.procedure"), Kind: "choice", Options: options, Value: a.Query("procedure"), Required: true},
		&page.Field{Name: "from", Label: a.T("casework.from"), Value: from, Width: "short"}, &page.Field{Name: "to", Label: a.T("casework.until"), Value: to, Width: "short"})
	for _, c := range summed(cs) {
		f := p.file(c.Procedure)
		t.Add(page.Row{Cells: []page.Cell{{Text: p.procedure(a, c.Procedure)}, {Text: p.word(a, f, "figure", c.Figure)}, {Text: p.split(a, c)}, {Text: a.P.Number(int64(c.N)), By: pad(c.N)}}})
	}
	t.Arrange()
	t.Empty = page.Empty{Title: a.T("casework.figures.none")}
	return counted{Table: t, File: page.Link{Text: a.T("casework.figures.csv"), Path: "/figures.csv?procedure=" + a.Query("procedure") + "&from=" + from + "&to=" + to}}
}

// summed adds up months.
func summed(cs []desk.Count) []desk.Count {
	var out []desk.Count
	for _, c := range cs {
		c.Month = ""
		i := slices.IndexFunc(out, func(o desk.Count) bool {
			return o.Procedure == c.Procedure && o.Figure == c.Figure && o.Split == c.Split
		})
		if i < 0 {
			out = append(out, c)
			continue
		}
		out[i].N += c.N
	}
	return out
}

// split says by what a figure is divided: "nature: mail, threat: espionage".
func (p pages) split(a *page.Ask, c desk.Count) string {
	f := p.file(c.Procedure)
	var out []string
	for _, part := range strings.Split(c.Split, ",") {
		field, value, ok := strings.Cut(part, "=")
		if !ok {
			continue
		}
		word := p.word(a, f, "choice", value)
		if word == "choice."+value {
			word = value
		}
		out = append(out, p.word(a, f, "field", field)+": "+word)
	}
	return strings.Join(out, ", ")
}

// figuresCSV gives the counts by month, in the words of the files: for another program.
func (p pages) figuresCSV(a *page.Ask) error {
	from, to := p.period(a)
	var cs []desk.Count
	if err := a.See(func(v *store.View) (err error) {
		cs, err = p.desk.Counts(v, a.Query("procedure"), from, to)
		return err
	}); err != nil {
		return err
	}
	var b bytes.Buffer
	w := csv.NewWriter(&b)
	_ = w.Write([]string{"procedure", "figure", "month", "split", "n"}) // into memory
	for _, c := range cs {
		_ = w.Write([]string{c.Procedure, c.Figure, c.Month, c.Split, strconv.Itoa(c.N)})
	}
	w.Flush()
	return a.File("figures.csv", "text/csv; charset=utf-8", label.Label{}, &b)
}
