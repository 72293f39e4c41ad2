package oversight

import (
	"bytes"
	"cmp"
	"strings"

	"schild/day"
	"schild/fault"
	desk "schild/internal/desk/oversight"
	"schild/internal/store"
	"schild/internal/web/page"
	"schild/internal/web/plain"
	"schild/label"
	"schild/register"
)

// overview is what the template of the control body's first page is given.
type overview struct {
	Sealed  bool // the body has a key: it sees everything, and its log is its own
	Folders *page.Table
	Glass   *page.Table // who broke the glass, nil when nobody did
	Key     *page.Form
	Log     string
}

// control shows the control body every dossier of the house; without a key of its own only how to install one.
func (p pages) control(a *page.Ask) error { return p.showControl(a, keyForm(a)) }

func (p pages) showControl(a *page.Ask, f *page.Form) error {
	var fs []desk.Folder
	var labels []label.Label
	var broken []desk.Broken
	top, sealed := label.Label{}, true
	err := a.See(func(v *store.View) (err error) {
		if fs, err = p.desk.Folders(v); fault.Is(err, fault.Denied) {
			sealed, err = false, nil
		}
		for _, x := range fs {
			labels = append(labels, v.Label(x.Label))
			top = label.Join(top, v.Label(x.Label))
		}
		if err == nil {
			broken, err = p.desk.Glass(v)
		}
		for _, x := range broken {
			top = label.Join(top, v.Label(x.Label))
		}
		return err
	})
	if err != nil {
		return err
	}
	return a.Show(page.Page{Title: a.T("oversight.control"), Nav: "/control", Template: "control", Label: top, Help: a.T("oversight.control.help"), Data: overviewOf(a, sealed, folderTable(a, fs, labels), f).with(glassTable(a, broken))})
}

func (o overview) with(glass *page.Table) overview {
	if o.Sealed {
		o.Glass = glass
	}
	return o
}

// glassTable lists who opened, in an emergency, what they have no need to know; nil when nobody did.
func glassTable(a *page.Ask, all []desk.Broken) *page.Table {
	if len(all) == 0 {
		return nil
	}
	t := a.Table("g")
	t.Caption = a.T("oversight.glass")
	t.Columns = []page.Column{{Title: a.T("oversight.glass.when")}, {Title: a.T("oversight.glass.who")}, {Title: a.T("oversight.glass.what")}, {Title: a.T("oversight.glass.why")}, {Title: a.T("oversight.glass.until")}}
	for _, x := range all {
		path := ""
		if id, ok := strings.CutPrefix(x.Circle, "dossier:"); ok {
			path = "/control/" + id
		}
		t.Add(page.Row{Cells: []page.Cell{{Text: a.P.Moment(x.Registered), Path: "/register/" + x.Act}, {Text: x.Person}, {Text: x.Circle, Path: path}, {Text: plain.Line(x.Reason)}, {Text: a.P.Moment(x.Until)}}})
	}
	return t
}

func overviewOf(a *page.Ask, sealed bool, t *page.Table, f *page.Form) overview {
	out := overview{Sealed: sealed, Key: f}
	if sealed {
		out.Folders, out.Log = t, "/control/log"
	}
	return out
}

func keyForm(a *page.Ask) *page.Form {
	f := a.Form("/control/key", a.T("oversight.key.do"), &page.Field{Name: "public", Label: a.T("oversight.key"), Hint: a.T("oversight.key.hint"), Kind: "area", Rows: 4, Most: 4000, Required: true})
	f.ID, f.Explain = "key", a.T("oversight.key.explain")
	return f
}

func folderTable(a *page.Ask, fs []desk.Folder, labels []label.Label) *page.Table {
	t := a.Table("")
	t.Caption, t.Marked, t.Size = a.T("oversight.folders"), true, 2000
	t.Columns = []page.Column{{Title: a.T("oversight.folder")}, {Title: a.T("oversight.folder.reference")}, {Title: a.T("oversight.folder.state")}}
	t.Empty = page.Empty{Title: a.T("oversight.folders.none")}
	for i, f := range fs {
		t.Add(page.Row{Path: "/control/" + f.ID, Label: labels[i], Cells: []page.Cell{{Text: f.Title}, {Text: f.Reference}, {Text: a.T("oversight.folder." + f.State)}}})
	}
	return t
}

func (p pages) setKey(a *page.Ask) error {
	f := keyForm(a)
	if a.Read(f) {
		_, err := p.desk.Seal(a.R.Context(), a.By, f.Value("public"))
		if err == nil {
			return a.Done("/control", a.T("oversight.key.done"))
		}
		if !a.Blame(f, "public", err) {
			return err
		}
	}
	return p.showControl(a, f)
}

// log gives the control body its own reading, sealed as it is kept.
func (p pages) log(a *page.Ask) error {
	b, err := p.desk.Log(a.R.Context(), a.By)
	if err != nil {
		return err
	}
	return a.File("control.jsonl", "application/jsonl", label.Label{}, bytes.NewReader(b))
}

// walked is what the template of one dossier under control is given.
type walked struct {
	Facts     page.List
	Documents *page.Table
	Acts      *page.Table
	More      bool
}

func (p pages) folder(a *page.Ask) error {
	var f desk.Folder
	var labels []label.Label
	var top label.Label
	err := a.See(func(v *store.View) (err error) {
		if f, err = p.desk.Folder(v, a.Path("id")); err != nil {
			return err
		}
		top = v.Label(f.Label)
		for _, x := range f.Documents {
			labels = append(labels, v.Label(x.Label))
			top = label.Join(top, v.Label(x.Label))
		}
		return nil
	})
	if err != nil {
		return err
	}
	staff, err := a.Office.Everyone(a.R.Context())
	if err != nil {
		return err
	}
	return a.Show(page.Page{Title: f.Title, Nav: "/control", Template: "walked", Label: top, Wide: true, Help: a.T("oversight.folder.help"),
		Back: &page.Link{Text: a.T("oversight.control"), Path: "/control"}, Data: walkedOf(a, f, labels, namesOf(staff))})
}

// names gives people's names by their logins; of somebody unknown the login itself.
type names map[string]string

func namesOf(staff []store.Staff) names {
	out := names{}
	for _, s := range staff {
		out[s.ID] = plain.Line(s.Name)
	}
	return out
}

func (n names) of(id string) string { return cmp.Or(n[id], id) }

// all gives the names of a list of logins with commas between.
func (n names) all(list string) string {
	ids := strings.Split(list, ",")
	for i, id := range ids {
		ids[i] = n.of(id)
	}
	return strings.Join(ids, ", ")
}

// dateOf gives a day as the reader writes it; what is none as it is.
func dateOf(a *page.Ask, text string) string {
	d, err := day.Parse(text)
	if err != nil {
		return text
	}
	return a.P.Date(d)
}

func walkedOf(a *page.Ask, f desk.Folder, labels []label.Label, people names) walked {
	out := walked{More: f.More, Documents: documentTable(a, f.Documents, labels), Acts: walkTable(a, f.Acts, people)}
	for _, x := range [][2]string{{"reference", f.Reference}, {"state", a.T("oversight.folder." + f.State)}, {"mission", f.Mission}, {"reason", f.Reason},
		{"team", people.all(f.Team)}, {"review", dateOf(a, f.Review)}} {
		if x[1] != "" {
			out.Facts.Add(a.T("oversight.folder."+x[0]), x[1])
		}
	}
	return out
}

func documentTable(a *page.Ask, ds []desk.Document, labels []label.Label) *page.Table {
	t := a.Table("")
	t.Caption, t.Marked, t.Size = a.T("oversight.documents"), true, 10_000
	t.Columns = []page.Column{{Title: a.T("oversight.document")}, {Title: a.T("oversight.document.kind")}, {Title: a.T("oversight.document.originators")}}
	t.Empty = page.Empty{Title: a.T("oversight.documents.none")}
	for i, d := range ds {
		t.Add(page.Row{Path: "/" + d.Table + "/" + d.ID, Label: labels[i], Cells: []page.Cell{{Text: d.Caption}, {Text: a.T("oversight.document." + d.Table)},
			{Text: strings.Join(labels[i].Originators.List(), ", ")}}})
	}
	return t
}

func walkTable(a *page.Ask, acts []register.Act, people names) *page.Table {
	t := a.Table("")
	t.Caption, t.Size = a.T("oversight.walk"), 10_000
	t.Columns = []page.Column{{Title: a.T("oversight.kind")}, {Title: a.T("oversight.person")}, {Title: a.T("oversight.outcome")}, {Title: a.T("oversight.at")}, {Title: a.T("oversight.detail"), Minor: true}}
	for _, x := range acts {
		var said []string
		for i := 0; i+1 < len(x.Detail); i += 2 {
			said = append(said, detail(a, x.Detail[i], x.Detail[i+1]))
		}
		t.Add(page.Row{Path: "/register/" + x.ID, Late: x.Outcome == "refused", Cells: []page.Cell{{Text: kindWords(a, x.Kind), Note: x.Kind},
			{Text: nameOf(a, desk.Act{Actor: x.Actor, Name: people.of(x.Actor)})}, {Tag: outcomeTag(a, x.Outcome)}, {Text: a.P.Moment(x.At)}, {Text: strings.Join(said, " · ")}}})
	}
	t.Empty = page.Empty{Title: a.T("oversight.empty")}
	return t
}
