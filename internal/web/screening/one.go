package screening

import "schild/internal/web/page"

// oneForm takes one person out of a batch.
func oneForm(a *page.Ask, id string) *page.Form {
	f := a.Form("/screening/batch/"+id+"/withdraw-one", a.T("screening.one.do"),
		&page.Field{Name: "key", Label: a.T("screening.one.key"), Hint: a.T("screening.one.key.hint"), Required: true},
		&page.Field{Name: "reason", Label: a.T("screening.reason.why"), Required: true, Width: "full"})
	f.ID, f.Danger, f.Explain, f.Confirm = "one", true, a.T("screening.one.explain"), a.T("screening.withdraw.sure")
	return f
}

func (p pages) withdrawOne(a *page.Ask) error {
	id := a.Path("id")
	f := oneForm(a, id)
	if a.Read(f) {
		err := p.desk.WithdrawOne(a.R.Context(), a.By, id, f.Value("key"), f.Value("reason"))
		if err == nil {
			return a.Done("/screening/batch/"+id, a.T("screening.one.done"))
		}
		if !a.Blame(f, "key", err) {
			return err
		}
	}
	return p.showBatch(a, f)
}
