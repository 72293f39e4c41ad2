package register

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
)

// Problem is one place where the register and what was found differ.
type Problem struct {
	// What is a message key ("register.problem.row.altered"), Args its values as alternating names and values.
	What string   `json:"what"`
	Args []string `json:"args,omitempty"`
	// Entry is the number of the register's entry concerned, -1 when it concerns none.
	Entry int64 `json:"entry"`
	// Act is the id of the act concerned, where it is known.
	Act string `json:"act,omitempty"`
	// Place is the file, or the table and row.
	Place string `json:"place,omitempty"`
}

// String gives the problem in one line of a log.
func (p Problem) String() string {
	s := p.What
	for i := 0; i+1 < len(p.Args); i += 2 {
		s += fmt.Sprintf(" %s=%s", p.Args[i], p.Args[i+1])
	}
	return s
}

const maxProblems = 1000 // who sees a thousand has seen enough; the rest is counted

// problems collects findings up to a limit.
type problems struct {
	list []Problem
	more int
}

// add notes one finding. Entry, act and place, where known, are arguments of the message too.
func (ps *problems) add(p Problem, args ...string) {
	if len(ps.list) >= maxProblems {
		ps.more++
		return
	}
	p.What = "register.problem." + p.What
	if p.Entry >= 0 {
		p.Args = append(p.Args, "entry", strconv.FormatInt(p.Entry, 10))
	}
	if p.Act != "" {
		p.Args = append(p.Args, "act", p.Act)
	}
	if p.Place != "" {
		p.Args = append(p.Args, "place", p.Place)
	}
	p.Args = append(p.Args, args...)
	ps.list = append(ps.list, p)
}

// sorted gives the findings in the order of entries, then those that concern none; how many were left out comes last.
func (ps *problems) sorted() []Problem {
	slices.SortStableFunc(ps.list, func(a, b Problem) int {
		return cmp.Or(cmp.Compare(uint64(a.Entry), uint64(b.Entry)), cmp.Compare(a.Place, b.Place), cmp.Compare(a.What, b.What))
	})
	if ps.more > 0 {
		ps.list = append(ps.list, Problem{What: "register.problem.more", Entry: -1, Args: []string{"n", strconv.Itoa(ps.more)}})
	}
	return ps.list
}
