package demo

import "schild/internal/demo/bureau"

// Step is one stop of the walk: a page, as one person has it, and what to look at.
type Step struct {
	Key    string // message key of what to look at
	Person string
	Path   string
}

// Walk gives the ninety seconds from the message that comes in to the register, over the house's own pages.
func Walk(s Story) []Step {
	return []Step{
		{"demo.walk.inbox", bureau.Intake, "/inbox"},
		{"demo.walk.record", bureau.Second, "/record/" + s.Record},
		{"demo.walk.entity", bureau.Analyst, "/entity/" + s.Entity},
		{"demo.walk.entity2", bureau.Second, "/entity/" + s.Entity},
		{"demo.walk.note", bureau.Head, "/note/" + s.Waiting + "/review"},
		{"demo.walk.release", bureau.Releaser, "/note/" + s.Refused + "/release"},
		{"demo.walk.copies", bureau.Releaser, "/note/" + s.Sent + "/copies"},
		{"demo.walk.recall", bureau.Head, "/recall/" + s.Recall},
		{"demo.walk.register", bureau.Auditor, "/register"},
	}
}
