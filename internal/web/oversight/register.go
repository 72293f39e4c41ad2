package oversight

import (
	"slices"
	"strconv"
	"strings"

	desk "schild/internal/desk/oversight"
	"schild/internal/office"
	"schild/internal/store"
	"schild/internal/web/page"
	"schild/register"
)

// ledger is what the template of the register is given.
type ledger struct {
	Table  *page.Table
	Older  string // address of the acts before these; "" when there are none
	Newest string // address of the newest, when these are not
	All    bool   // every act, not only the reader's own
	Export *page.Form
}

const perPage = 100

// register lists acts, the newest first.
func (p pages) register(a *page.Ask) error {
	f := desk.Filter{Actor: a.Query("actor"), Kind: a.Query("kind"), Outcome: a.Query("outcome"), Limit: perPage + 1}
	f.Before, _ = strconv.ParseInt(a.Query("before"), 10, 64)
	var acts []desk.Act
	err := a.See(func(v *store.View) (err error) {
		acts, err = p.desk.Acts(v, f)
		return err
	})
	if err != nil {
		return err
	}
	var staff []store.Staff
	if may(a, "register.export") {
		if staff, err = a.Office.Everyone(a.R.Context()); err != nil {
			return err
		}
	}
	out := page.Page{Title: a.T("oversight.title"), Nav: "/register", Template: "register", Help: a.T("oversight.help"), Wide: true, Data: ledgerOf(a, f, acts, staff)}
	if !may(a, "register.export") {
		out.Title = a.T("oversight.mine")
	} else {
		out.Actions = []page.Link{{Text: a.T("oversight.mine"), Path: "/register?actor=" + a.By.ID}, {Text: a.T("oversight.verify"), Path: "/verify", Keys: "c"}}
	}
	return a.Show(out)
}

func ledgerOf(a *page.Ask, f desk.Filter, acts []desk.Act, staff []store.Staff) ledger {
	out := ledger{All: may(a, "register.export"), Table: actTable(a, f, acts, staff)}
	if len(acts) > perPage {
		out.Older = address(a, strconv.FormatInt(acts[perPage-1].At, 10))
	}
	if f.Before > 0 {
		out.Newest = address(a, "")
	}
	if out.All {
		out.Export = exportForm(a)
	}
	return out
}

// address gives the page again with the same filter, from another moment on.
func address(a *page.Ask, before string) string {
	q := a.R.URL.Query()
	q.Set("before", before)
	if before == "" {
		q.Del("before")
	}
	return "/register?" + q.Encode()
}

func actTable(a *page.Ask, f desk.Filter, acts []desk.Act, staff []store.Staff) *page.Table {
	t := a.Table("")
	t.Caption, t.Size = a.T("oversight.caption"), perPage
	numbers := slices.ContainsFunc(acts, func(x desk.Act) bool { return x.N != nil })
	t.Columns = []page.Column{{Title: a.T("oversight.kind")}, {Title: a.T("oversight.person")}, {Title: a.T("oversight.outcome")}, {Title: a.T("oversight.at")}}
	if numbers {
		t.Columns = append(t.Columns, page.Column{Title: a.T("oversight.number"), Num: true, Minor: true})
	}
	for _, x := range acts[:min(len(acts), perPage)] {
		row := page.Row{Path: "/register/" + x.ID, Late: x.Outcome == "refused", Cells: []page.Cell{{Text: kindWords(a, x.Kind), Note: x.Kind}, {Text: nameOf(a, x)},
			{Tag: outcomeTag(a, x.Outcome)}, {Text: a.P.Moment(x.At)}}}
		if numbers && x.N != nil {
			row.Cells = append(row.Cells, page.Cell{Text: a.P.Number(*x.N)})
		}
		t.Add(row)
	}
	t.Filter = actFilter(a, f, staff)
	t.Empty = page.Empty{Title: a.T("oversight.empty")}
	return t
}

func actFilter(a *page.Ask, f desk.Filter, staff []store.Staff) *page.Form {
	any := page.Option{Value: "", Text: a.T("oversight.any")}
	kinds := []page.Option{any}
	for _, k := range office.Kinds() {
		kinds = append(kinds, page.Option{Value: k.Name, Text: kindWords(a, k.Name)})
	}
	compare := a.P.Compare()
	slices.SortStableFunc(kinds[1:], func(x, y page.Option) int { return compare(x.Text, y.Text) })
	fields := []*page.Field{{Name: "kind", Label: a.T("oversight.kind"), Kind: "choice", Value: f.Kind, Options: kinds, Required: true},
		{Name: "outcome", Label: a.T("oversight.outcome"), Kind: "choice", Value: f.Outcome, Required: true, Options: []page.Option{any,
			{Value: "done", Text: a.T("oversight.done")}, {Value: "refused", Text: a.T("oversight.refused")}}}}
	if len(staff) > 0 {
		people := []page.Option{any, {Value: "clock", Text: a.T("role.clock")}}
		for _, s := range staff {
			people = append(people, page.Option{Value: s.ID, Text: s.Name})
		}
		fields = append(fields, &page.Field{Name: "actor", Label: a.T("oversight.person"), Kind: "choice", Value: f.Actor, Options: people, Required: true})
	}
	return a.Form("/register", "", fields...)
}

// kindWords says what sort of act it is.
func kindWords(a *page.Ask, kind string) string {
	if words := a.T("act." + kind); words != "act."+kind {
		return words
	}
	return kind
}

func nameOf(a *page.Ask, x desk.Act) string {
	if x.Actor == "clock" || x.Actor == office.Committee {
		return a.T("role." + x.Actor)
	}
	return x.Name
}

func outcomeTag(a *page.Ask, outcome string) page.Tag {
	if outcome == "refused" {
		return page.Tag{Text: a.T("oversight.refused"), Kind: "late"}
	}
	return page.Tag{Text: a.T("oversight.done"), Kind: "good"}
}

// entry is what the template of one act is given.
type entry struct {
	Outcome page.Tag
	Facts   page.List
	Changes *page.Table // nil for those who may not see them
	Proof   string      // address of its proof, "" for those who get none
}

func (p pages) act(a *page.Ask) error {
	var act desk.Act
	var full register.Act
	err := a.See(func(v *store.View) (err error) {
		act, full, err = p.desk.Act(v, a.Path("id"))
		return err
	})
	if err != nil {
		return err
	}
	return a.Show(page.Page{Title: kindWords(a, act.Kind), Nav: "/register", Template: "act", Help: a.T("oversight.act.help"),
		Back: &page.Link{Text: a.T("oversight.title"), Path: "/register"}, Data: entryOf(a, act, full)})
}

func entryOf(a *page.Ask, act desk.Act, full register.Act) entry {
	out := entry{Outcome: outcomeTag(a, act.Outcome)}
	add := func(key, value string) {
		if value != "" {
			out.Facts.Add(a.T(key), value)
		}
	}
	add("oversight.kind", act.Kind)
	add("oversight.person", nameOf(a, act)+" ("+act.Actor+")")
	add("oversight.at", a.P.Moment(act.At))
	add("oversight.receipt", act.ID)
	add("oversight.ground", full.Ground)
	add("oversight.dossier", act.Dossier)
	for _, o := range full.Objects {
		add("oversight.object", o)
	}
	for i := 0; i+1 < len(full.Detail); i += 2 {
		add("oversight.detail", detail(a, full.Detail[i], full.Detail[i+1]))
	}
	if act.N == nil {
		return out
	}
	add("oversight.number", a.P.Number(*act.N))
	out.Proof, out.Changes = "/register/"+act.ID+"/proof", changeTable(a, full.Changes)
	return out
}

// detail says one thing the register was told besides; a rule that refused is said in words.
func detail(a *page.Ask, name, value string) string {
	if name != "rule" {
		return name + ": " + value
	}
	if words := a.T(value); words != value && !strings.Contains(words, "<no value>") {
		return value + " — " + words
	}
	return value
}

func changeTable(a *page.Ask, changes []register.Change) *page.Table {
	t := a.Table("")
	t.Caption, t.Size = a.T("oversight.changes"), 10_000
	t.Columns = []page.Column{{Title: a.T("oversight.table")}, {Title: a.T("oversight.row")}, {Title: a.T("oversight.change")}}
	for _, c := range changes {
		what := "oversight.written"
		if c.After == [32]byte{} {
			what = "oversight.removed"
		}
		t.Add(page.Row{Cells: []page.Cell{{Text: c.Table}, {Text: c.ID}, {Text: a.T(what)}}})
	}
	t.Empty = page.Empty{Title: a.T("oversight.changes.none")}
	return t
}
