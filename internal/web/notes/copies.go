package notes

import (
	"bytes"
	"strconv"
	"strings"

	"schild/fault"
	desk "schild/internal/desk/notes"
	"schild/internal/store"
	"schild/internal/web/page"
	"schild/label"
)

// copies is what the template of the copies is given.
type copies struct {
	ID      string
	State   page.Tag
	Reason  string
	Table   *page.Table
	Receipt *page.Form
	Recall  *page.Link
}

// copies shows who got a note, which copy, and who confirmed.
func (p pages) copies(a *page.Ask) error { return p.showCopies(a, nil) }

func (p pages) showCopies(a *page.Ask, receipt *page.Form) error {
	var ds []desk.Dispatch
	o, err := p.see(a, func(v *store.View, o *opened) (err error) {
		ds, err = p.Notes.Dispatches(v, o.note.ID)
		for _, d := range ds {
			o.top = label.Join(o.top, v.Label(d.Label))
		}
		return err
	})
	if err != nil {
		return err
	}
	n := o.note
	out := copies{ID: n.ID, State: stateTag(a, n.State), Reason: n.Reason, Table: copyTable(a, n, ds), Receipt: receipt}
	if receipt == nil && may(a, "note.receipt") {
		out.Receipt = receiptForm(a, n.ID, ds)
	}
	if n.State == "sent" && may(a, "note.recall") {
		out.Recall = &page.Link{Text: a.T("notes.recall.note"), Path: "/recall/" + n.ID}
	}
	return a.Show(p.around(a, o, "copies", out))
}

func copyTable(a *page.Ask, n desk.Note, ds []desk.Dispatch) *page.Table {
	t := a.Table("")
	t.Caption, t.Size = a.T("notes.copies.caption"), 1000
	t.Columns = []page.Column{{Title: a.T("notes.copies.copy"), Num: true}, {Title: a.T("notes.addressee")}, {Title: a.T("notes.column.state")},
		{Title: a.T("notes.copies.receipt")}, {Title: "SHA-256", Minor: true}, {Title: a.T("notes.copies.file")}}
	proves := a.Staff.Has("registrar") // who may see the register's order
	if proves {
		t.Columns = append(t.Columns, page.Column{Title: a.T("notes.copies.addressee")})
	}
	for _, d := range ds {
		row := page.Row{Late: d.State == "recalled", Cells: []page.Cell{
			{Text: itoa(d.Copy) + "/" + itoa(d.Copies)}, {Text: addresseeOf(d), Note: d.Function}, {Tag: stateTag(a, d.State), Note: d.Reason},
			{Text: d.Receipt, Note: a.P.Moment(d.Registered)}, {Text: d.SHA256[:min(16, len(d.SHA256))] + "…"},
			{Text: a.T("notes.copies.pdf"), Path: "/note/" + n.ID + "/copies/" + d.ID}}}
		if proves {
			row.Cells = append(row.Cells, page.Cell{Text: a.T("notes.copies.proof"), Path: "/note/" + n.ID + "/copies/" + d.ID + "/proof"})
		}
		t.Add(row)
	}
	t.Empty = page.Empty{Title: a.T("notes.copies.none")}
	return t
}

func addresseeOf(d desk.Dispatch) string {
	if d.Name == "" {
		return d.Organisation
	}
	return d.Name + ", " + d.Organisation
}

// receiptForm asks for what an addressee confirmed; nil when no copy waits.
func receiptForm(a *page.Ask, id string, ds []desk.Dispatch) *page.Form {
	var waiting []page.Option
	for _, d := range ds {
		if d.State == "sent" || d.State == "recalled" {
			waiting = append(waiting, page.Option{Value: d.ID, Text: a.T("notes.receipt.copy."+d.State, "copy", itoa(d.Copy), "addressee", addresseeOf(d))})
		}
	}
	if len(waiting) == 0 {
		return nil
	}
	f := a.Form("/note/"+id+"/receipt", a.T("notes.receipt.do"),
		&page.Field{Name: "copy", Label: a.T("notes.receipt.which"), Kind: "choice", Options: waiting, Required: true},
		&page.Field{Name: "how", Label: a.T("notes.receipt.how"), Hint: a.T("notes.receipt.how.hint"), Required: true, Most: 500, Width: "full"})
	f.ID = "receipt"
	return f
}

func (p pages) receipt(a *page.Ask) error {
	var ds []desk.Dispatch
	err := a.See(func(v *store.View) (err error) {
		ds, err = p.Notes.Dispatches(v, a.Path("id"))
		return err
	})
	if err != nil {
		return err
	}
	f := receiptForm(a, a.Path("id"), ds)
	if f == nil {
		return fault.New(fault.Missing, "missing")
	}
	if a.Read(f) {
		_, err := p.Notes.Confirm(a.R.Context(), a.By, f.Value("copy"), f.Value("how"))
		if err == nil {
			return a.Done("/note/"+a.Path("id")+"/copies", a.T("notes.receipt.done"))
		}
		if !a.Blame(f, "how", err) {
			return err
		}
	}
	return p.showCopies(a, f)
}

// copy gives one copy again, byte for byte as it left.
func (p pages) copy(a *page.Ask) error {
	var d desk.Dispatch
	var b []byte
	var l label.Label
	var name string
	err := a.See(func(v *store.View) error {
		n, err := p.Notes.Note(v, a.Path("id"))
		if err != nil {
			return err
		}
		if d, b, err = p.Notes.Copy(v, a.Path("copy")); err != nil {
			return err
		}
		l, name = n.Draft.Label, n.Reference+"_copy-"+itoa(d.Copy)+".pdf"
		return nil
	})
	if err != nil {
		return err
	}
	if d.Note != a.Path("id") {
		return fault.New(fault.Missing, "missing")
	}
	return a.File(name, "application/pdf", l, bytes.NewReader(b))
}

// prove gives the addressee's proof of one copy, to the registrar who hands it over.
func (p pages) prove(a *page.Ask) error {
	var d desk.Dispatch
	var text string
	err := a.See(func(v *store.View) (err error) {
		d, text, err = p.Notes.Handed(v, a.Path("copy"))
		return err
	})
	if err == nil && d.Note != a.Path("id") {
		err = fault.New(fault.Missing, "missing")
	}
	if err != nil {
		return err
	}
	return a.File("copy-"+itoa(d.Copy)+".tlog-proof", "text/plain; charset=utf-8", label.Label{}, strings.NewReader(text))
}

func itoa(n int) string { return strconv.Itoa(n) }
