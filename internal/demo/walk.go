package demo

import "schild/internal/demo/world"

// Step is one stop of the walk: a page, as one person has it, and what to look at.
type Step struct {
	Key    string // message key of what to look at
	Person string
	Path   string
}

// Walk gives the ninety seconds from the message that comes in to the register, over the house's own pages.
func Walk(s Story) []Step {
	return []Step{
		{"demo.walk.inbox", world.Intake, "/inbox"},
		{"demo.walk.record", world.Second, "/record/" + s.Record},
		{"demo.walk.entity", world.Analyst, "/entity/" + s.Entity},
		{"demo.walk.entity2", world.Second, "/entity/" + s.Entity},
		{"demo.walk.note", world.Head, "/note/" + s.Waiting + "/review"},
		{"demo.walk.release", world.Releaser, "/note/" + s.Refused + "/release"},
		{"demo.walk.copies", world.Releaser, "/note/" + s.Sent + "/copies"},
		{"demo.walk.recall", world.Head, "/recall/" + s.Recall},
		{"demo.walk.register", world.Auditor, "/register"},
	}
}
