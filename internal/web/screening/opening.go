package screening

import (
	"errors"
	"time"

	"schild/day"
	"schild/exchange"
	"schild/fault"
	desk "schild/internal/desk/screening"
	"schild/internal/web/page"
	"schild/label"
)

func (p pages) opening(a *page.Ask) error { return showOpening(a, openForm(a), nil) }

// refusals are the rows of a file that cannot be read, said beside the form.
type refusals struct {
	Form *page.Form
	Rows []string
	More int
}

func showOpening(a *page.Ask, f *page.Form, problems []exchange.Problem) error {
	data := refusals{Form: f}
	for i, x := range problems {
		if i == 20 {
			data.More = len(problems) - i
			break
		}
		data.Rows = append(data.Rows, a.P.Fault(x.Fault()))
	}
	return a.Show(page.Page{Title: a.T("screening.new"), Nav: "/screening", Template: "opening", Back: &page.Link{Text: a.T("screening.title"), Path: "/screening"}, Help: a.T("screening.new.help"), Data: data})
}

// openForm asks for everything a batch needs before anybody is looked for.
func openForm(a *page.Ask) *page.Form {
	var levels []page.Option
	for v := label.NotClassified; v <= label.Level(a.Staff.Level); v++ {
		levels = append(levels, page.Option{Value: v.String(), Label: &label.Label{Level: v}})
	}
	f := a.Form("/screening/new", a.T("screening.new.do"),
		&page.Field{Name: "file", Label: a.T("screening.file"), Hint: a.T("screening.file.hint"), Kind: "file", Accept: ".csv,.xlsx,.json,.jsonl,.txt", Required: true},
		&page.Field{Name: "purpose", Label: a.T("screening.purpose"), Required: true, Width: "full"},
		&page.Field{Name: "ground", Label: a.T("screening.ground"), Hint: a.T("screening.ground.hint"), Required: true, Width: "full"},
		&page.Field{Name: "asker", Label: a.T("screening.asker"), Hint: a.T("screening.asker.hint"), Required: true},
		&page.Field{Name: "mode", Label: a.T("screening.mode"), Kind: "radios", Required: true, Value: desk.Once, Options: []page.Option{
			{Value: desk.Once, Text: a.T("screening.mode.once"), Hint: a.T("screening.mode.once.hint")}, {Value: desk.Standing, Text: a.T("screening.mode.standing"), Hint: a.T("screening.mode.standing.hint")}}},
		&page.Field{Name: "until", Label: a.T("screening.until.day"), Hint: a.T("screening.until.hint"), Kind: "date", Width: "short"},
		&page.Field{Name: "due", Label: a.T("screening.due.at"), Hint: a.T("screening.due.hint"), Kind: "choice", Required: true, Value: "24", Options: []page.Option{
			{Value: "1", Text: a.T("screening.due.1")}, {Value: "4", Text: a.T("screening.due.4")}, {Value: "24", Text: a.T("screening.due.24")}, {Value: "72", Text: a.T("screening.due.72")}}},
		&page.Field{Name: "second", Label: a.T("screening.second"), Hint: a.T("screening.second.hint"), Kind: "tick"},
		&page.Field{Name: "level", Label: a.T("screening.level"), Hint: a.T("screening.level.hint"), Kind: "radios", Options: levels, Value: defaultLevel(a).String(), Required: true})
	f.Explain, f.Cancel = a.T("screening.new.explain"), &page.Link{Text: a.T("screening.cancel"), Path: "/screening"}
	return f
}

func defaultLevel(a *page.Ask) label.Level { return min(label.Restricted, label.Level(a.Staff.Level)) }

// hours of the choices of when the answer comes.
var hours = map[string]int64{"1": 1, "4": 4, "24": 24, "72": 72}

func (p pages) open(a *page.Ask) error {
	f := openForm(a)
	if !a.Read(f) {
		return showOpening(a, f, nil)
	}
	subjects, problems, err := uploaded(a)
	if err == nil {
		var o desk.Opening
		if o, err = openingOf(f); err == nil {
			o.Refused = refused(problems)
			var id string
			if id, err = p.desk.Open(a.R.Context(), a.By, o, subjects); err == nil {
				return a.Done("/screening/batch/"+id, a.T("screening.opened.done", "n", a.P.Number(int64(len(subjects))), "refused", a.P.Number(int64(o.Refused))))
			}
		}
	}
	if !a.Blame(f, fieldOf(err), err) {
		return err
	}
	return showOpening(a, f, problems)
}

// uploaded reads the rows of the file.
func uploaded(a *page.Ask) (out []exchange.Subject, problems []exchange.Problem, err error) {
	files := a.Uploads("file")
	if len(files) == 0 {
		return nil, nil, fault.New(fault.Invalid, "screening.empty")
	}
	in, err := files[0].Open()
	if err != nil {
		return nil, nil, err
	}
	defer in.Close()
	problems, err = exchange.ReadSubjects(exchange.File{Name: files[0].Filename, Reader: in}, func(s exchange.Subject) error {
		out = append(out, s)
		return nil
	})
	return out, problems, err
}

// refused counts the rows that became no subject.
func refused(problems []exchange.Problem) int {
	rows := map[int]bool{}
	for _, p := range problems {
		if p.Column == "" && p.Row > 0 {
			rows[p.Row] = true
		}
	}
	return len(rows)
}

func openingOf(f *page.Form) (desk.Opening, error) {
	level, err := label.ParseLevel(f.Value("level"))
	if err != nil {
		return desk.Opening{}, err
	}
	o := desk.Opening{Purpose: f.Value("purpose"), Ground: f.Value("ground"), Asker: f.Value("asker"), Mode: f.Value("mode"), Second: f.Value("second") != "", Label: label.Label{Level: level},
		Due: time.Now().Add(time.Duration(hours[f.Value("due")]) * time.Hour).UnixMicro()}
	if until := f.Value("until"); until != "" {
		if o.Until, err = day.Parse(until); err != nil {
			return o, fault.Wrap(err, fault.Invalid, "screening.until")
		}
	}
	return o, nil
}

// fieldOf gives the field that an error is about.
func fieldOf(err error) string {
	var e *fault.Error
	if !errors.As(err, &e) {
		return ""
	}
	return map[string]string{"screening.empty": "file", "screening.until": "until", "screening.due": "due", "screening.mode": "mode", "screening.needed.purpose": "purpose",
		"screening.needed.ground": "ground", "screening.needed.asker": "asker", "exchange.workbook": "file"}[e.Key]
}
