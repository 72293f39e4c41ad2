package oversight

import (
	"context"
	"sync"
	"time"

	"schild/fault"
	"schild/internal/web/page"
	"schild/register"
)

// check is the verification that runs, or the last one that did. It is safe for concurrent use.
type check struct {
	mu sync.Mutex
	checked
}

// checked is what one run of the verification has come to.
type checked struct {
	Running    bool
	Began, End time.Time
	Done, All  int64
	By         string // who started it
	Problems   []register.Problem
	Err        error
}

func (c *check) now() checked {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.checked
}

// start runs a verification unless one is running; it goes on when the reader leaves the page.
func (c *check) start(ctx context.Context, by string, run func(context.Context, func(done, all int64)) ([]register.Problem, error)) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.Running {
		return
	}
	c.checked = checked{Running: true, Began: time.Now(), By: by}
	go func() {
		problems, err := run(context.WithoutCancel(ctx), c.progress)
		c.mu.Lock()
		defer c.mu.Unlock()
		c.Running, c.End, c.Problems, c.Err = false, time.Now(), problems, err
	}()
}

func (c *check) progress(done, all int64) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.Done, c.All = done, all
}

// report is what the template of the verification is given.
type report struct {
	Start    *page.Form
	Running  map[string]any // for the progress component; nil when nothing runs
	Good     bool
	Verdict  string
	When     string
	Failed   string
	Findings *page.Table
}

// verify shows the verification. While it runs the page asks again by itself, without script.
func (p pages) verify(a *page.Ask) error {
	if !may(a, "register.export") {
		return fault.New(fault.Denied, "missing")
	}
	now := p.check.now()
	if now.Running {
		a.W.Header().Set("Refresh", "1")
	}
	return a.Show(page.Page{Title: a.T("oversight.verify"), Nav: "/register", Template: "verify", Help: a.T("oversight.verify.help"),
		Back: &page.Link{Text: a.T("oversight.title"), Path: "/register"}, Data: reportOf(a, now)})
}

func reportOf(a *page.Ask, c checked) report {
	out := report{}
	switch {
	case c.Running:
		out.Running = map[string]any{"text": a.T("oversight.verify.running"), "done": c.Done, "all": max(c.All, c.Done, 1)}
		return out
	case c.Err != nil:
		out.Failed = a.P.Fault(c.Err)
	case !c.End.IsZero():
		out.Good = len(c.Problems) == 0
		out.Verdict = a.T("oversight.verify.good", "acts", a.P.Number(c.All))
		if !out.Good {
			out.Verdict, out.Findings = a.T("oversight.verify.bad", "n", itoa(len(c.Problems))), findings(a, c.Problems)
		}
	}
	if !c.End.IsZero() {
		out.When = a.T("oversight.verify.when", "moment", a.P.Moment(c.End.UnixMicro()), "person", c.By, "seconds", a.P.Number(int64(c.End.Sub(c.Began).Seconds())+1))
	}
	out.Start = a.Form("/verify", a.T("oversight.verify.do"))
	out.Start.Explain = a.T("oversight.verify.explain")
	return out
}

// findings lists where register and database differ; an act that is known is a link.
func findings(a *page.Ask, problems []register.Problem) *page.Table {
	t := a.Table("")
	t.Caption, t.Size = a.T("oversight.findings"), 10_000
	t.Columns = []page.Column{{Title: a.T("oversight.finding")}, {Title: a.T("oversight.number"), Num: true}, {Title: a.T("oversight.act")}, {Title: a.T("oversight.place"), Minor: true}}
	for _, x := range problems {
		row := page.Row{Late: true, Cells: []page.Cell{{Text: a.T(x.What, x.Args...)}, {}, {}, {Text: x.Place}}}
		if x.Entry >= 0 {
			row.Cells[1].Text = a.P.Number(x.Entry)
		}
		if x.Act != "" {
			row.Cells[2] = page.Cell{Text: a.T("oversight.act.open"), Path: "/register/" + x.Act}
		}
		t.Add(row)
	}
	return t
}

func (p pages) begin(a *page.Ask) error {
	if !may(a, "register.export") {
		return fault.New(fault.Denied, "missing")
	}
	p.check.start(a.R.Context(), a.Staff.Name, func(ctx context.Context, progress func(done, all int64)) ([]register.Problem, error) {
		return p.desk.Verify(ctx, progress)
	})
	return a.Done("/verify", "")
}
