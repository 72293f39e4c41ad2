package custody_test

import (
	"fmt"
	"testing"

	"pgregory.net/rapid"

	"schild/internal/desk/custody"
	"schild/internal/store"
	"schild/label"
)

// TestLawsHoldWhateverPeopleDo lets people propose, consent, decide and raise at random, over records of the house and of a
// partner. Whatever succeeded is held against the laws, written here a second time and as plainly as can be.
func TestLawsHoldWhateverPeopleDo(t *testing.T) {
	h := newHouse(t)
	marks := []string{"UNCLASSIFIED", "RESTRICTED", "CONFIDENTIAL", "SECRET", "RESTRICTED//ORIG VELTRA", "SECRET//ORIG VELTRA", "CONFIDENTIAL//COMP HERON//ORIG VELTRA"}
	people := []string{"ilse", "hugo", "hugo", "sam", "sam", "lou", "registrar"}
	lowered, raised, refused := 0, 0, 0
	rapid.Check(t, func(t *rapid.T) {
		source := rapid.SampledFrom([]string{"own", "veltra"}).Draw(t, "source")
		r := h.receive(source, rapid.SampledFrom(marks[:4]).Draw(t, "mark"))
		m := model{h: h, t: t, record: r}
		for range rapid.IntRange(4, 20).Draw(t, "steps") {
			by := rapid.SampledFrom(people).Draw(t, "by")
			to := parse(rapid.SampledFrom(marks).Draw(t, "to"))
			before := h.label(r)
			if rapid.IntRange(0, 2).Draw(t, "sensible") > 0 {
				to = before
				to.Level = label.Level(rapid.IntRange(0, int(before.Level)).Draw(t, "level"))
			}
			var err error
			switch rapid.SampledFrom([]string{"propose", "consent", "decide", "decide", "raise"}).Draw(t, "act") {
			case "propose":
				var id string
				if id, err = h.desk.Propose(h.Context(), who(by), wish(r, to.String())); err == nil {
					m.open, m.proposer, m.consented, m.target = id, by, "", to
				}
			case "consent":
				if m.open == "" {
					continue
				}
				if _, err = h.desk.Consent(h.Context(), who(by), m.open, custody.Consent{Originator: "VELTRA", Reference: "letter"}); err == nil {
					m.consented = by
				}
			case "decide":
				if m.open == "" {
					continue
				}
				authority := map[string]string{"hugo": "head", "sam": "security"}[by]
				if rapid.IntRange(0, 4).Draw(t, "pretends") == 0 {
					authority = rapid.SampledFrom(append(custody.Authorities(), "analyst")).Draw(t, "authority")
				}
				if err = h.decide(by, m.open, authority); err == nil {
					m.lowered(by, authority, before, h.label(r))
					lowered++
				}
			case "raise":
				if _, err = h.desk.Raise(h.Context(), who(by), r, to, "why"); err == nil {
					if after := h.label(r); after != to || !after.Dominates(before) || after == before {
						t.Fatalf("raised from %v to %v", before, after)
					}
					raised++
				}
			}
			if err != nil {
				refused++
				if after := h.label(r); after != before {
					t.Fatalf("refused (%v), and %v became %v", err, before, after)
				}
			}
		}
	})
	h.Logf("%d lowered, %d raised, %d refused", lowered, raised, refused)
	if lowered < 3 || raised < 3 || refused < 50 {
		t.Error("too little happened to mean anything")
	}
}

// model is what is known of the proposal under way.
type model struct {
	h                         *house
	t                         *rapid.T
	record                    custody.Subject
	open, proposer, consented string
	target                    label.Label
}

// lowered holds one lowering that was done against the laws.
func (m *model) lowered(by, authority string, before, after label.Label) {
	role := map[string]string{"hugo": "head", "sam": "security"}[by]
	switch {
	case after != m.target:
		m.t.Fatalf("became %v, and %v was wished for", after, m.target)
	case after.Dominates(before):
		m.t.Fatalf("%v is not lower than %v", after, before)
	case role == "" || authority != role:
		m.t.Fatalf("%s decided as %s", by, authority)
	case before.Level >= label.Secret && by == m.proposer:
		m.t.Fatalf("%s alone lowered %v", by, before)
	case before.Originators.Has("VELTRA") && (m.consented == "" || m.consented == m.proposer):
		m.t.Fatalf("lowered without its originator, consent %q, proposer %q", m.consented, m.proposer)
	case before.Originators.Has("VELTRA") && !after.Originators.Has("VELTRA"):
		m.t.Fatal("the originator is gone")
	case !m.h.mayRead(by, before):
		m.t.Fatalf("%s lowered what they could not read, %v", by, before)
	}
	m.open = ""
}

// label gives what a thing bears, whoever may see it.
func (h *house) label(s custody.Subject) (l label.Label) {
	h.Helper()
	w := h.office.Store().Write(h.Context(), act("test"), nobody, func(tx *store.Tx) error {
		all, err := tx.All("cascade")
		if err != nil {
			return err
		}
		var no int64
		if err := all.Get(&no, fmt.Sprintf(`SELECT label FROM %s WHERE id = $1`, s.Table), s.ID); err != nil {
			return err
		}
		l = tx.Label(no)
		return nil
	})
	h.must(w.Err)
	return l
}

func (h *house) mayRead(by string, l label.Label) bool {
	p, err := h.office.Who(h.Context(), who(by))
	h.must(err)
	return p.Clearance().MayRead(l)
}
