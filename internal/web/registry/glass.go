package registry

import (
	"errors"

	"schild/fault"
	"schild/internal/web/page"
)

// glassForm asks what to open in an emergency, and why.
func glassForm(a *page.Ask) *page.Form {
	f := a.Form("/glass", a.T("registry.glass.do"),
		&page.Field{Name: "what", Label: a.T("registry.glass.what"), Hint: a.T("registry.glass.what.hint"), Required: true},
		&page.Field{Name: "reason", Label: a.T("registry.glass.why"), Hint: a.T("registry.glass.why.hint"), Kind: "area", Rows: 4, Most: 300, Required: true})
	f.Explain, f.Danger, f.Confirm = a.T("registry.glass.explain"), true, a.T("registry.glass.confirm")
	return f
}

func (p pages) glass(a *page.Ask) error { return showGlass(a, glassForm(a)) }

func showGlass(a *page.Ask, f *page.Form) error {
	return a.Show(page.Page{Title: a.T("registry.glass.title"), Template: "form", Help: a.T("registry.glass.help"), Data: f})
}

func (p pages) breakGlass(a *page.Ask) error {
	f := glassForm(a)
	if a.Read(f) {
		until, err := p.registry.Break(a.R.Context(), a.By, f.Value("what"), f.Value("reason"))
		if err == nil {
			return a.Done("/", a.T("registry.glass.done", "until", a.P.Moment(until)))
		}
		if !a.Blame(f, glassField(err), err) {
			return err
		}
	}
	return showGlass(a, f)
}

func glassField(err error) string {
	var e *fault.Error
	if !errors.As(err, &e) {
		return ""
	}
	return map[string]string{"glass.what": "what", "glass.reason": "reason"}[e.Key]
}
