package casework_test

import (
	"strings"
	"testing"

	"schild/fault"
	"schild/internal/desk/casework"
	"schild/internal/store"
)

// TestTheSecurityOfficerOfACompanySeesTheirOwnPeopleAndNoFindings: their organisation's cases alone; of those what they filled in, the step
// that was done and the papers they were told of, never what was found nor by whom.
func TestTheSecurityOfficerOfACompanySeesTheirOwnPeopleAndNoFindings(t *testing.T) {
	h := newHouse(t)
	h.act("rik", "person.enrol", func(tx *store.Tx) error {
		return tx.Append("person", "firm", nil, store.Row{"organisation": "FIRM"})
	})
	theirs := h.begin("firm", "clearance.person", "Own")
	others := h.clearance("nl", "refuse")
	h.do("firm", theirs, "request", map[string]any{"level": "secret", "consent": true, "partner_consent": "given", "months_abroad": 0.0})
	h.do("rik", theirs, "accept", nil)
	h.do("rik", theirs, "investigate", nil)
	h.do("ann", theirs, "report", map[string]any{"findings": "A neighbour said something in confidence."})
	h.do("nsa", theirs, "grant", nil)
	h.see("firm", func(v *store.View) error {
		if _, err := h.desk.Case(v, others); !fault.Is(err, fault.Missing) {
			t.Errorf("somebody else's case: %v", err)
		}
		c, err := h.desk.Case(v, theirs)
		h.must(err)
		deeds, err := h.desk.Deeds(v, theirs)
		h.must(err)
		told := c.Answers
		for _, d := range deeds {
			told += d.Answers + d.Person
		}
		if strings.Contains(told, "neighbour") || strings.Contains(told, "ann") || !strings.Contains(told, "secret") {
			t.Errorf("told outside: %s", told)
		}
		ps, err := h.desk.Papers(v, theirs)
		if len(ps) == 0 {
			t.Error("not even the certificate")
		}
		ws, _ := h.desk.Waiting(v, casework.List{})
		cs, _ := h.desk.Cases(v, casework.Filter{})
		open, _ := h.desk.OpenCases(v)
		if len(ws) != 1 || len(cs) != 1 || len(open) != 0 {
			t.Errorf("lists: %d %d %d", len(ws), len(cs), len(open))
		}
		return err
	})
	h.see("nsa", func(v *store.View) error {
		c, err := h.desk.Case(v, theirs)
		if !strings.Contains(c.Answers, "neighbour") {
			t.Error("the authority does not see what it decides on")
		}
		return err
	})
}
