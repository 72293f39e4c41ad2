package demo

import (
	"strconv"
	"strings"

	"schild/internal/demo"
	"schild/internal/web/page"
)

// coach is the panel that goes along on the walk.
type coach struct {
	At, Text   string
	Prev, Next string // addresses; "" at the ends
}

// walk leads to the first stop.
func (p *pages) walk(a *page.Ask) error {
	return a.Done(address(demo.Walk(p.Story), 0), "")
}

// address gives a stop's page, as the person whose page it is.
func address(steps []demo.Step, i int) string {
	s := as(steps[i].Path, steps[i].Person)
	if strings.Contains(s, "?") {
		return s + "&walk=" + strconv.Itoa(i+1)
	}
	return s + "?walk=" + strconv.Itoa(i+1)
}

// coach gives the panel where a walk is on.
func (p *pages) coach(a *page.Ask) *coach {
	return coachAt(a, demo.Walk(p.Story), a.Query("walk"))
}

func coachAt(a *page.Ask, steps []demo.Step, walk string) *coach {
	n, err := strconv.Atoi(walk)
	if err != nil || n < 1 || n > len(steps) {
		return nil
	}
	s := steps[n-1]
	c := &coach{At: a.T("demo.walk.at", "at", strconv.Itoa(n), "of", strconv.Itoa(len(steps)), "name", nameOf(s.Person)), Text: a.T(s.Key)}
	if n > 1 {
		c.Prev = address(steps, n-2)
	}
	if n < len(steps) {
		c.Next = address(steps, n)
	}
	return c
}
