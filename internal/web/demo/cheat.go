package demo

import (
	"strconv"

	"schild/internal/demo"
	"schild/internal/demo/cheat"
	"schild/internal/web/page"
)

// cheated is what the template is given.
type cheated struct {
	Form  *page.Form
	Done  bool
	Did   string
	Named string // how long verification took
	Lines []string
	Act   string // the act that wrote the row
	Back  string
	Bad   bool // something is not as it must be
}

func (p *pages) form(a *page.Ask) *page.Form {
	var tricks []page.Option
	for _, t := range cheat.Tricks() {
		tricks = append(tricks, page.Option{Value: string(t), Text: a.T("demo.cheat." + string(t))})
	}
	f := a.Form("/demo/cheat", a.T("demo.cheat.do"), &page.Field{Name: "trick", Label: a.T("demo.cheat.choose"), Kind: "radios", Options: tricks, Required: true, Value: string(cheat.Grade)})
	f.Danger = true
	if p.Story.Size == "year" {
		f.Explain = a.T("demo.cheat.wait")
	}
	return f
}

func (p *pages) cheatForm(a *page.Ask) error { return p.showCheat(a, cheated{Form: p.form(a)}) }

func (p *pages) showCheat(a *page.Ask, c cheated) error {
	return a.Show(page.Page{Title: a.T("demo.cheat.title"), Nav: "/demo", Template: "cheat", Data: c})
}

// cheat changes a row, has it verified and puts it back, one at a time.
func (p *pages) cheat(a *page.Ask) error {
	f := p.form(a)
	if !a.Read(f) {
		return p.showCheat(a, cheated{Form: f})
	}
	p.cheating.Lock()
	defer p.cheating.Unlock()
	c, err := p.House.Cheat(a.R.Context(), cheat.Trick(f.Value("trick")))
	if err != nil {
		if a.Blame(f, "trick", err) {
			return p.showCheat(a, cheated{Form: f})
		}
		return err
	}
	return p.showCheat(a, cheatedOf(a, f, c))
}

func cheatedOf(a *page.Ask, f *page.Form, c demo.Cheated) cheated {
	out := cheated{Form: f, Done: true, Act: c.Act, Did: a.T("demo.cheat.did."+string(c.Trick), "was", c.Was, "now", c.Now),
		Named: a.T("demo.cheat.named", "entries", a.P.Number(c.Entries), "seconds", demo.Seconds(a.P, c.Took))}
	for _, x := range c.Named {
		out.Lines = append(out.Lines, a.T(x.What, x.Args...))
	}
	if out.Back = a.T("demo.cheat.back"); len(c.Left) > 0 {
		out.Back, out.Bad = a.T("demo.cheat.left", "problems", strconv.Itoa(len(c.Left))), true
	}
	if len(out.Lines) == 0 {
		out.Lines, out.Bad = []string{a.T("demo.cheat.unseen")}, true
	}
	return out
}
