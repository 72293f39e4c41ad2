package custody

import (
	"strings"

	"schild/fault"
	desk "schild/internal/desk/custody"
	"schild/internal/store"
	"schild/internal/web/page"
	"schild/label"
)

const sampleAt = 1_773_040_500_000_000 // 9 March 2026, 08:15

func sampleID(n int) string { return strings.Repeat("0", 25) + string(rune('a'+n)) }

// stories show every page of labels with invented data.
func stories() []page.Story {
	secret := label.Label{Level: label.Secret, Originators: "VELTRA"}
	told := func(f func(*page.Ask) any) func(*page.Ask) any {
		return func(a *page.Ask) any {
			b := *a
			b.Staff = store.Staff{ID: "story", Roles: "head,security,registrar"}
			b.By.ID = "story"
			return f(&b)
		}
	}
	return []page.Story{
		{Name: "label", Template: "marked", Label: secret, Data: told(func(a *page.Ask) any { return markedOf(a, sampleSeen(secret)) })},
		{Name: "label-wrong", Template: "marked", Label: secret, Data: told(func(a *page.Ask) any {
			m := markedOf(a, sampleSeen(secret))
			a.Blame(m.Lower, "marks", fault.New(fault.Refused, "custody.lower.originator"))
			return m
		})},
		{Name: "lowerings", Template: "lowerings", Label: secret, Data: told(func(a *page.Ask) any {
			return queuesOf(a, []waited{{sampleLowering(), secret, "R-9QWE-4K2M Ships in March"}}, []waited{{sampleLowering(), secret, "N-7T3K-22PA The quay at night"}}, sampleNames())
		})},
		{Name: "lowerings-none", Template: "lowerings", Data: told(func(a *page.Ask) any { return queuesOf(a, nil, nil, nil) })},
		{Name: "lowering", Template: "lowering", Label: secret, Data: told(func(a *page.Ask) any {
			return decisionOf(a, waited{sampleLowering(), secret, "R-9QWE-4K2M Ships in March"}, sampleNames())
		})},
		{Name: "unread", Template: "unread", Data: told(func(a *page.Ask) any {
			return unreadTable(a, []desk.Buried{{ID: sampleID(1), Reference: "R-4K2M-9QWE", Size: 48213, Registered: sampleAt}})
		})},
		{Name: "unread-none", Template: "unread", Data: told(func(a *page.Ask) any { return unreadTable(a, nil) })},
		{Name: "unread-one", Template: "digging", Data: told(func(a *page.Ask) any {
			return diggingOf(a, desk.Buried{ID: sampleID(1), Reference: "R-4K2M-9QWE", Size: 48213, Registered: sampleAt}, blindForm(a, sampleID(1)))
		})},
	}
}

func sampleNames() map[string]string {
	return map[string]string{"ilse": "Ilse Merel", "otto": "Otto Vesk"}
}

func sampleSeen(l label.Label) seen {
	return seen{subject: desk.Subject{Table: "record", ID: sampleID(0)}, label: l, way: []desk.Lowering{sampleLowering()}, labels: []label.Label{l, l},
		rest: []desk.Rest{{Table: "statement", ID: sampleID(2), Caption: "Odo Brandt"}, {Table: "note", ID: sampleID(3), Caption: "N-7T3K-22PA The quay at night"}}}
}

func sampleLowering() desk.Lowering {
	return desk.Lowering{ID: sampleID(4), Version: 2, Registered: sampleAt, About: "record:" + sampleID(0), Target: "RESTRICTED//ORIG VELTRA", Interest: "d", Reason: "The operation is over and its course is known.",
		Review: "2028-03-09", Consented: `[{"originator":"VELTRA","reference":"letter 44/2026","by":"otto"}]`, Proposer: "ilse", State: "proposed"}
}
