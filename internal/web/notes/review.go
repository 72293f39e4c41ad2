package notes

import (
	"html/template"
	"slices"
	"strconv"

	"schild/fault"
	desk "schild/internal/desk/notes"
	"schild/internal/web/notes/compare"
	"schild/internal/web/page"
	"schild/label"
)

// review is what the template of the review page is given.
type review struct {
	ID      string
	State   page.Tag
	Preview template.HTML
	Facts   page.List
	Changes []compare.Alteration
	Since   string // the version the changes are from, in words; "" = there is none
	Approve *page.Form
	Return  *page.Form
	Proof   bool
	Own     bool // the reader had a hand in it
}

// review shows a note to whoever approves or returns it, with what changed since it was last out of its author's hands.
func (p pages) review(a *page.Ask) error { return p.showReview(a, nil, nil) }

func (p pages) showReview(a *page.Ask, approve, giveBack *page.Form) error {
	o, err := p.see(a, nil)
	if err != nil {
		return err
	}
	n := o.note
	out := review{ID: n.ID, State: stateTag(a, n.State), Preview: o.preview, Facts: facts(a, o), Proof: !o.check.Blocked(),
		Own: slices.Contains(n.Authors, a.By.ID) || n.Submitter == a.By.ID, Approve: approve, Return: giveBack}
	if v := before(n); v.Version > 0 {
		then, err := p.Notes.Earlier(a.R.Context(), a.By, n.ID, v.Version)
		if err == nil {
			out.Changes, out.Since = compare.Texts(texts(then), texts(n)), versionWords(a, o, v)
			o.top = label.Join(o.top, a.Office.Store().Label(then.Label))
		} else if !fault.Is(err, fault.Missing) {
			return err
		}
	}
	if may(a, "note.approve") && n.State == "submitted" && approve == nil && !out.Own {
		out.Approve = approveForm(a, n)
	}
	if may(a, "note.return") && (n.State == "submitted" || n.State == "approved") && giveBack == nil {
		out.Return = returnForm(a, n)
	}
	return a.Show(p.around(a, o, "review", out))
}

// before gives the version a reviewer saw last: the last one returned, else none.
func before(n desk.Note) desk.Version {
	for _, v := range slices.Backward(n.Earlier) {
		if v.State == "returned" {
			return v
		}
	}
	return desk.Version{}
}

func texts(n desk.Note) []string {
	var out []string
	for _, p := range n.Draft.Paragraphs {
		out = append(out, p.Markdown)
	}
	return out
}

func versionWords(a *page.Ask, o opened, v desk.Version) string {
	return a.T("notes.version", "version", strconv.FormatInt(v.Version, 10), "moment", a.P.Moment(v.At), "person", o.name(v.By), "state", a.T("note.state."+v.State))
}

func stepForm(a *page.Ask, n desk.Note, step, submit string, fields ...*page.Field) *page.Form {
	f := a.Form("/note/"+n.ID+"/"+step, submit, append(fields, &page.Field{Name: "version", Kind: "hidden", Value: strconv.FormatInt(n.Version, 10)})...)
	f.ID = step
	return f
}

func submitForm(a *page.Ask, n desk.Note) *page.Form {
	f := stepForm(a, n, "submit", a.T("notes.submit.do"))
	f.Explain = a.T("notes.submit.explain")
	return f
}

func approveForm(a *page.Ask, n desk.Note) *page.Form {
	f := stepForm(a, n, "approve", a.T("notes.approve.do"))
	f.Explain, f.Confirm = a.T("notes.approve.explain"), a.T("notes.approve.confirm")
	return f
}

func returnForm(a *page.Ask, n desk.Note) *page.Form {
	return stepForm(a, n, "return", a.T("notes.return.do"), &page.Field{Name: "reason", Label: a.T("notes.return.reason"), Kind: "area", Rows: 3, Most: 2000, Required: true})
}

// stepOf reads what every step posts: the version that was read.
func stepOf(a *page.Ask, f *page.Form) desk.Step {
	v, _ := strconv.ParseInt(f.Value("version"), 10, 64)
	return desk.Step{ID: a.Path("id"), Version: v, Reason: f.Value("reason")}
}

func (p pages) submit(a *page.Ask) error {
	f := submitForm(a, desk.Note{ID: a.Path("id")})
	if a.Read(f) {
		_, err := p.Notes.Submit(a.R.Context(), a.By, stepOf(a, f))
		if err == nil {
			return a.Done("/note/"+a.Path("id"), a.T("notes.submitted"))
		}
		if !a.Blame(f, "", err) {
			return err
		}
	}
	o, err := p.see(a, nil)
	if err != nil {
		return err
	}
	return p.showSheet(a, o, f)
}

func (p pages) approve(a *page.Ask) error {
	f := approveForm(a, desk.Note{ID: a.Path("id")})
	if a.Read(f) {
		_, err := p.Notes.Approve(a.R.Context(), a.By, stepOf(a, f))
		if err == nil {
			return a.Done("/note/"+a.Path("id")+"/release", a.T("notes.approved"))
		}
		if !a.Blame(f, "", err) {
			return err
		}
	}
	return p.showReview(a, f, nil)
}

func (p pages) giveBack(a *page.Ask) error {
	f := returnForm(a, desk.Note{ID: a.Path("id")})
	if a.Read(f) {
		_, err := p.Notes.Return(a.R.Context(), a.By, stepOf(a, f))
		if err == nil {
			return a.Done("/notes?queue=review", a.T("notes.returned"))
		}
		if !a.Blame(f, "reason", err) {
			return err
		}
	}
	return p.showReview(a, nil, f)
}

// history is what the template of the versions is given.
type history struct {
	ID       string
	Now      string
	Versions []page.Entry
	Shown    string // the version looked at, in words
	Changes  []compare.Alteration
	Restore  *page.Form
}

// versions lists the earlier versions and compares one with the present.
func (p pages) versions(a *page.Ask) error { return p.showVersions(a, nil) }

func (p pages) showVersions(a *page.Ask, restore *page.Form) error {
	o, err := p.see(a, nil)
	if err != nil {
		return err
	}
	n := o.note
	want, _ := strconv.ParseInt(a.Query("with"), 10, 64)
	if restore != nil {
		want, _ = strconv.ParseInt(restore.Value("to"), 10, 64)
	}
	out := history{ID: n.ID, Now: versionWords(a, o, desk.Version{Version: n.Version, At: n.Registered, By: n.LastBy(), State: n.State}), Restore: restore}
	for _, v := range slices.Backward(n.Earlier) {
		out.Versions = append(out.Versions, page.Entry{Title: a.T("notes.version.short", "version", strconv.FormatInt(v.Version, 10)), When: a.P.Moment(v.At), Who: o.name(v.By),
			Path: "/note/" + n.ID + "/versions?with=" + strconv.FormatInt(v.Version, 10), Tag: stateTag(a, v.State)})
		if v.Version != want {
			continue
		}
		then, err := p.Notes.Earlier(a.R.Context(), a.By, n.ID, v.Version)
		if err != nil {
			return err
		}
		out.Shown, out.Changes, o.top = versionWords(a, o, v), compare.Texts(texts(then), texts(n)), label.Join(o.top, a.Office.Store().Label(then.Label))
		if restore == nil && may(a, "note.draft") && (n.State == "draft" || n.State == "returned") {
			out.Restore = restoreForm(a, n, v.Version)
		}
	}
	return a.Show(p.around(a, o, "versions", out))
}

func restoreForm(a *page.Ask, n desk.Note, to int64) *page.Form {
	f := stepForm(a, n, "restore", a.T("notes.restore.do"), &page.Field{Name: "to", Kind: "hidden", Value: strconv.FormatInt(to, 10)})
	f.Explain = a.T("notes.restore.explain")
	return f
}

func (p pages) restore(a *page.Ask) error {
	f := restoreForm(a, desk.Note{ID: a.Path("id")}, 0)
	if a.Read(f) {
		to, _ := strconv.ParseInt(f.Value("to"), 10, 64)
		_, err := p.Notes.Restore(a.R.Context(), a.By, stepOf(a, f), to)
		if err == nil {
			return a.Done("/note/"+a.Path("id"), a.T("notes.restored"))
		}
		if !a.Blame(f, "", err) {
			return err
		}
	}
	return p.showVersions(a, f)
}
