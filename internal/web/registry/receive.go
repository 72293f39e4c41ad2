package registry

import (
	"cmp"
	"errors"
	"io"
	"mime/multipart"
	"strings"

	"schild/fault"
	desk "schild/internal/desk/registry"
	"schild/internal/store"
	"schild/internal/web/page"
	"schild/internal/web/plain"
	"schild/label"
)

// mostDropped is the largest request taken: what is larger comes in by the command line.
const mostDropped = 256 << 20

// dropped is what the template is given.
type dropped struct {
	Form     *page.Form
	Receipts []receipt
}

// receipt is what became of one file, as its line shows it.
type receipt struct {
	File, Status string
	Tag          page.Tag
	Path         string // "" when the reader does not see the record
	Parts, Open  int
	Unread       []string
	Label        *label.Label
	SHA256, Act  string
	Error        string
	Joined       []joined // why the label is what it is; none when one marking alone made it
	Strange      []string // labels in the file that the house does not understand
	Doubt        bool     // the house's policy does not allow what was joined
}

// joined is one thing a label was joined from.
type joined struct {
	Label     *label.Label // nil where it adds an originator alone
	Text, Why string
}

func joinedOf(a *page.Ask, why string, l label.Label) joined {
	if why == "claim" {
		return joined{Text: spaced(string(l.Originators)), Why: a.T("registry.joined.claim")}
	}
	_, rest, _ := strings.Cut(l.Banner(a.P.Code()), " // ") // the level has a mark of its own
	return joined{Label: &l, Text: rest, Why: a.T("registry.joined." + why)}
}

func (p pages) dropping(a *page.Ask) error {
	f, top, err := p.dropForm(a)
	if err != nil {
		return err
	}
	return showDropped(a, dropped{Form: f}, top)
}

func showDropped(a *page.Ask, d dropped, top label.Label) error {
	for _, r := range d.Receipts {
		if r.Label != nil {
			top = label.Join(top, *r.Label)
		}
	}
	return a.Show(page.Page{Title: a.T("registry.receive.title"), Nav: "/receive", Template: "receive", Label: top, Help: a.T("registry.receive.help"), Data: d})
}

// dropForm makes the form with the sources the reader may know of, and gives their label.
func (p pages) dropForm(a *page.Ask) (*page.Form, label.Label, error) {
	var top label.Label
	from := []page.Option{{Text: a.T("registry.receive.unsorted")}}
	err := a.See(func(v *store.View) error {
		ss, err := p.registry.Sources(v)
		for _, s := range ss {
			top = label.Join(top, v.Label(s.Label))
			if s.ID != desk.Unsorted && s.Kind != "list" {
				from = append(from, page.Option{Value: s.ID, Text: s.Name})
			}
		}
		return err
	})
	return dropFields(a, from), top, err
}

func dropFields(a *page.Ask, from []page.Option) *page.Form {
	f := a.Form("/receive", a.T("registry.receive.do"),
		&page.Field{Name: "files", Label: a.T("registry.receive.files"), Hint: a.T("registry.receive.files.hint"), Kind: "file", Many: true, Required: true},
		&page.Field{Name: "source", Label: a.T("registry.source"), Kind: "choice", Options: from},
		&page.Field{Name: "label", Label: a.T("registry.receive.label"), Hint: a.T("registry.receive.label.hint")},
		&page.Field{Name: "grade", Label: a.T("registry.grade"), Hint: a.T("registry.grade.hint"), Width: "short", Most: 2},
		&page.Field{Name: "desk", Label: a.T("registry.desk"), Width: "short", Most: 64})
	f.Explain = a.T("registry.receive.explain")
	return f
}

// receive takes in every file of the form, one act each, and gives their receipts. Script sends the files one by one and
// asks for the lines alone.
func (p pages) receive(a *page.Ask) error {
	f, top, err := p.dropForm(a)
	if err != nil {
		return err
	}
	d := dropped{Form: f}
	if a.Read(f) {
		if _, err := label.Parse(f.Value("label")); f.Value("label") != "" && err != nil {
			a.Blame(f, "label", err)
		} else if d.Receipts, err = p.takeIn(a, f); err != nil {
			return err
		}
	}
	if a.R.Header.Get("HX-Request") != "" && len(f.Errors) == 0 {
		return a.Part("receipts", d.Receipts)
	}
	return showDropped(a, d, top)
}

func (p pages) takeIn(a *page.Ask, f *page.Form) ([]receipt, error) {
	var out []receipt
	for _, h := range a.Uploads("files") {
		b, err := readUpload(h)
		if err != nil {
			return nil, err
		}
		in := desk.Incoming{File: h.Filename, Bytes: b, Source: f.Value("source"), Label: f.Value("label"), Grade: strings.ToUpper(f.Value("grade")), Desk: f.Value("desk")}
		r, err := p.registry.Receive(a.R.Context(), a.By, in)
		if err != nil && !a.Blame(f, blamed(err), err) {
			return nil, err
		}
		if err != nil {
			return out, nil // the form says what is wrong; what came in before has its receipt
		}
		line, err := p.receiptLine(a, r)
		if err != nil {
			return nil, err
		}
		out = append(out, line)
	}
	return out, nil
}

func readUpload(h *multipart.FileHeader) ([]byte, error) {
	file, err := h.Open()
	if err != nil {
		return nil, fault.Wrap(err, fault.Invalid, "form.unreadable")
	}
	b, rerr := io.ReadAll(file)
	if err := errors.Join(rerr, file.Close()); err != nil {
		return nil, fault.Wrap(err, fault.Invalid, "form.unreadable")
	}
	return b, nil
}

// blamed gives the field an error of the desk is about.
func blamed(err error) string {
	var e *fault.Error
	if !errors.As(err, &e) {
		return ""
	}
	return map[string]string{"source.unknown": "source", "fact.grade": "grade", "record.desk": "desk"}[e.Key]
}

// explain says what the label was joined from, and what in the file a person has to look at.
func (out *receipt) explain(a *page.Ask, r desk.Receipt) {
	for _, j := range r.Joined {
		if l, err := label.Parse(j.Label); err == nil { // the desk wrote it
			out.Joined = append(out.Joined, joinedOf(a, j.Why, l))
		}
	}
	for _, b := range r.Bound {
		if strange, ok := strings.CutPrefix(b, "?"); ok {
			out.Strange = append(out.Strange, plain.Line(strings.TrimSpace(strange)))
		}
	}
	out.Doubt = r.Doubt != ""
}

// receiptLine shows a receipt, with the names found when the reader may see the record.
func (p pages) receiptLine(a *page.Ask, r desk.Receipt) (receipt, error) {
	l, err := label.Parse(r.Label)
	if err != nil {
		return receipt{}, err
	}
	out := receipt{File: cmp.Or(plain.Line(r.File), a.T("registry.untitled")), Status: r.Status, Tag: statusTag(a, r.Status), Parts: r.Parts, Label: &l, SHA256: r.SHA256, Act: r.Act}
	for _, u := range r.Unread {
		out.Unread = append(out.Unread, a.T("registry.unread.part", "part", u.Part)+": "+a.T(u.Why))
	}
	out.explain(a, r)
	err = a.See(func(v *store.View) error {
		rec, err := p.registry.Record(v, r.ID)
		if err == nil {
			out.Path, out.Open = "/record/"+rec.ID, rec.Open
		}
		return err
	})
	if fault.Is(err, fault.Missing) {
		err = nil // taken in for others: the officer has the receipt and no more
	}
	return out, err
}
