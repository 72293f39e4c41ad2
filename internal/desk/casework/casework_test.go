package casework_test

import (
	"testing"

	"schild/fault"
	"schild/internal/desk/casework"
	"schild/internal/store"
)

// methodAsked is an exceptional method that was asked for and submitted to the Commission.
func (h *house) methodAsked() string {
	id := h.begin("ann", "bim.exceptional", "Bank of the harbour man")
	h.do("ann", id, "request", map[string]any{"nature": "bank", "profession": "none", "period_end": "2026-05-01"})
	h.do("hugo", id, "submit", nil)
	return id
}

func TestAnExceptionalMethodRunsAfterThreeOfTheCommissionAndEndsByItself(t *testing.T) {
	h := newHouse(t)
	id := h.methodAsked()
	d := h.do("c1", id, "advise_yes", nil)
	h.stage(id, "submitted")
	_, err := h.desk.Agree(t.Context(), by("c1"), casework.Agreement{Pending: d.Pending})
	h.refused(err, fault.Refused, "procedure.with")
	_, err = h.desk.Agree(t.Context(), by("hugo"), casework.Agreement{Pending: d.Pending})
	h.refused(err, fault.Refused, "procedure.who")
	h.agree("c2", d.Pending)
	h.stage(id, "submitted")
	h.agree("c3", d.Pending)
	h.stage(id, "advised")
	d = h.do("hugo", id, "authorise", nil)
	h.agree("mia", d.Pending)
	h.stage(id, "running")
	h.on("2026-05-02 09:00")
	h.tick()
	h.stage(id, "ended")
	h.tick()
	h.clean()
}

func TestASilentCommissionIsTold(t *testing.T) {
	h := newHouse(t)
	id := h.methodAsked()
	h.on("2026-03-13 21:00")
	h.tick()
	h.stage(id, "submitted")
	h.on("2026-03-14 00:30")
	h.tick()
	h.stage(id, "silent")
	h.see("hugo", func(v *store.View) error {
		ns, err := h.desk.Notices(v, []string{"head"}, 10)
		if len(ns) == 0 || ns[0].Move != "advice" {
			t.Errorf("the head was told %v", ns)
		}
		return err
	})
	h.clean()
}

func TestAStepIsRefusedAndRegistered(t *testing.T) {
	h := newHouse(t)
	id := h.methodAsked()
	for _, c := range []struct {
		who, move string
		kind      fault.Kind
		key       string
	}{
		{"ann", "advise_yes", fault.Refused, "procedure.who"},
		{"hugo", "submit", fault.Refused, "procedure.turn"},
		{"hugo", "authorise", fault.Refused, "procedure.turn"},
		{"rik", "withdraw", fault.Refused, "procedure.who"},
	} {
		_, err := h.try(c.who, id, c.move, nil)
		h.refused(err, c.kind, c.key)
	}
	h.stage(id, "submitted")
	h.do("ann", id, "withdraw", nil)
	_, err := h.try("ann", id, "withdraw", nil)
	h.refused(err, fault.Refused, "procedure.closed")
	var refused int
	h.see("rik", func(v *store.View) error {
		return v.Get(&refused, `SELECT count(*) FROM act WHERE kind = 'case.step' AND outcome <> 'done'`)
	})
	if refused != 5 {
		t.Errorf("%d refusals stand in the register, not 5", refused)
	}
	h.clean()
}

func TestACaseThatMovedOnIsNotSteppedBlindly(t *testing.T) {
	h := newHouse(t)
	id := h.methodAsked()
	_, err := h.desk.Step(t.Context(), by("ann"), casework.Doing{Case: id, Move: "withdraw", Steps: 1})
	h.refused(err, fault.Conflict, "casework.moved")
}

// The house's time never goes back, whatever the machine's clock says: what is done next is done later.
func TestAClockThatWentBackMovesNothingBack(t *testing.T) {
	h := newHouse(t)
	id := h.methodAsked()
	before := h.get(id).Registered
	h.now -= 3_600_000_000
	h.do("ann", id, "withdraw", nil)
	if after := h.get(id).Registered; after <= before {
		t.Errorf("withdrawn at %d, submitted at %d", after, before)
	}
	h.clean()
}

func TestWhoStandsInCountsAsBoth(t *testing.T) {
	h := newHouse(t)
	id := h.begin("ann", "bim.exceptional", "Stand-in")
	h.do("ann", id, "request", map[string]any{"profession": "none"})
	h.must(h.desk.StandIn(t.Context(), by("hugo"), casework.Standin{Person: "ann", Part: "head", First: "2026-03-09", Last: "2026-03-20", Reason: "leave"}))
	// Ann asked; as Hugo's stand-in she may submit, which is plain work, but not decide.
	_, err := h.desk.Step(t.Context(), by("ann"), casework.Doing{Case: id, Move: "submit", Part: "head", StandsIn: "hugo", Steps: -1})
	h.must(err)
	d := h.do("c1", id, "advise_yes", nil)
	h.agree("c2", d.Pending)
	h.agree("c3", d.Pending)
	_, err = h.desk.Step(t.Context(), by("ann"), casework.Doing{Case: id, Move: "authorise", Part: "head", StandsIn: "hugo", Values: map[string]any{"signed_on": "2026-03-10", "signature": "x"}, Steps: -1})
	h.refused(err, fault.Refused, "procedure.both")
	_, err = h.desk.Step(t.Context(), by("bert"), casework.Doing{Case: id, Move: "authorise", Part: "head", StandsIn: "hugo", Values: map[string]any{"signed_on": "2026-03-10", "signature": "x"}, Steps: -1})
	h.refused(err, fault.Refused, "casework.standin.none")
	err = h.desk.StandIn(t.Context(), by("c1"), casework.Standin{Person: "ann", Part: "commission", First: "2026-03-09", Last: "2026-03-20", Reason: "leave"})
	h.refused(err, fault.Refused, "casework.standin.control")
}

func TestWhatMayNotBeSeenIsNotThere(t *testing.T) {
	h := newHouse(t)
	id := h.methodAsked()
	_, err := h.desk.Step(t.Context(), by("low"), casework.Doing{Case: id, Move: "withdraw", Steps: -1})
	if !fault.Is(err, fault.Missing) {
		t.Errorf("a case that low may not see: %v", err)
	}
	h.see("low", func(v *store.View) error {
		ws, err := h.desk.Waiting(v, casework.List{})
		ns, _ := h.desk.Notices(v, []string{"head"}, 10)
		cs, _ := h.desk.Counts(v, "", "2026-01", "2026-12")
		if len(ws)+len(ns)+len(cs) > 0 {
			t.Errorf("low sees %v %v %v", ws, ns, cs)
		}
		return err
	})
}

func TestEveryCaseReplays(t *testing.T) {
	h := newHouse(t)
	id := h.methodAsked()
	h.on("2026-03-14 00:30")
	h.tick()
	d := h.do("c1", id, "advise_yes", nil)
	h.agree("c2", d.Pending)
	h.agree("c4", d.Pending)
	h.see("ann", func(v *store.View) error {
		c, err := h.desk.Case(v, id)
		h.must(err)
		return h.desk.Replay(v, c)
	})
}

func TestWhatIsBeingFilledInIsNotLost(t *testing.T) {
	h := newHouse(t)
	id := h.begin("ann", "bim.exceptional", "Draft")
	h.must(h.desk.Keep(t.Context(), by("ann"), id, "request", map[string][]string{"facts": {"half a sen"}}))
	h.must(h.desk.Keep(t.Context(), by("ann"), id, "request", map[string][]string{"facts": {"half a sentence"}}))
	h.see("bert", func(v *store.View) error {
		x, err := h.desk.DraftOf(v, id, "request")
		if x.ID != "" {
			t.Error("somebody else sees it")
		}
		return err
	})
	h.see("ann", func(v *store.View) error {
		x, err := h.desk.DraftOf(v, id, "request")
		if got := x.Words()["facts"]; len(got) != 1 || got[0] != "half a sentence" {
			t.Errorf("kept: %v", got)
		}
		return err
	})
	h.do("ann", id, "request", map[string]any{"profession": "none"})
	h.see("ann", func(v *store.View) error {
		xs, err := h.desk.Drafts(v)
		if len(xs) > 0 {
			t.Error("a draft outlived its step")
		}
		return err
	})
	h.clean()
}

func TestWhatIsDueStandsFirst(t *testing.T) {
	h := newHouse(t)
	a := h.methodAsked()
	h.on("2026-03-10 08:00")
	b := h.methodAsked()
	c := h.begin("ann", "bim.exceptional", "No clock")
	h.see("c1", func(v *store.View) error {
		ws, err := h.desk.Waiting(v, casework.List{Parts: []string{"commission", "chair"}})
		if len(ws) != 2 || ws[0].Case != a || ws[1].Case != b {
			t.Errorf("the Commission's work: %v", ws)
		}
		return err
	})
	h.see("ann", func(v *store.View) error {
		ws, err := h.desk.Waiting(v, casework.List{})
		if len(ws) != 3 || ws[2].Case != c || ws[2].Timed() {
			t.Errorf("all: %v", ws)
		}
		return err
	})
}

// TestWhatIsDisabledBeginsNoCase: whoever asks, and it is not offered either.
func TestWhatIsDisabledBeginsNoCase(t *testing.T) {
	h := newHouse(t)
	_, err := h.desk.Open(t.Context(), by("ann"), casework.Opening{Procedure: "disruption.proposal", Title: "The harbour man", Label: secret})
	h.refused(err, fault.Refused, "casework.open.disabled")
	for _, f := range h.desk.Openable(h.who("ann")) {
		if f.Disabled {
			t.Errorf("%s is offered", f.ID)
		}
	}
	h.clean()
}
