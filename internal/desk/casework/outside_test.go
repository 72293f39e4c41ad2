package casework_test

import (
	"fmt"
	"strings"
	"testing"

	"schild/fault"
	"schild/internal/desk/casework"
	"schild/internal/office"
	"schild/internal/store"
	"schild/label"
)

// strangers enrols people of other organisations: two firms, a ministry, a service, each cleared as far as it says.
func (h *house) strangers() {
	h.t.Helper()
	h.act("boss", "person.enrol", func(tx *store.Tx) error {
		for _, p := range []struct {
			id, roles, organisation string
			level                   label.Level
		}{{"fa", "security_officer", "FIRM-A", label.NotClassified}, {"fa2", "security_officer", "FIRM-A", label.NotClassified}, {"fb", "security_officer", "FIRM-B", label.TopSecret},
			{"kab", "cabinet", "KAB", label.Secret}, {"sgrs", "partner", "SGRS", label.Secret}, {"fin", "partner", "FIN", label.NotClassified}, {"isc2", "secretariat", "ISC", label.Secret},
			{"orva", "originator", "ORVA", label.Secret}, {"belm", "originator", "BELM", label.Secret}, {"fpol", "police", "FPOL", label.Secret}, {"fpol0", "police", "FPOL", label.NotClassified}} {
			if err := tx.Insert("person", p.id, label.Bottom(), store.Row{"name": p.id, "organisation": p.organisation, "outside": true, "lang": "fr", "roles": p.roles, "level": int64(p.level),
				"compartments": "", "circles": "", "memberships": "", "account": "", "active": true}); err != nil {
				return err
			}
		}
		return nil
	})
}

func (h *house) who(id string) (p store.Staff) {
	h.t.Helper()
	p, err := h.desk.Office.Who(h.t.Context(), by(id))
	h.must(err)
	return p
}

// front gives what a person outside has of a case, as text: the row, the papers, everything the engine shows them.
func (h *house) front(who, id string) (f casework.Front, err error) {
	h.t.Helper()
	h.see(who, func(v *store.View) error {
		f, err = h.desk.Front(v, h.who(who), id)
		return nil
	})
	return f, err
}

// sightOf is everything that the engine shows somebody of casework and people, whatever a desk would leave out.
func (h *house) sightOf(who string) string {
	h.t.Helper()
	var out strings.Builder
	h.see(who, func(v *store.View) error {
		for _, q := range []string{`SELECT title || answers || told || waits || stage FROM front ORDER BY id`, `SELECT title || body FROM paper ORDER BY id`, `SELECT answers FROM form`, `SELECT answers FROM given`,
			`SELECT person || move FROM step`, `SELECT part FROM waiting`, `SELECT part || move FROM notice`, `SELECT answers FROM pending`, `SELECT reference FROM cases`, `SELECT name FROM person`,
			`SELECT absent FROM standin`, `SELECT object FROM link`, `SELECT figure FROM counted`, `SELECT answers FROM draft`, `SELECT title FROM note`, `SELECT title FROM record`, `SELECT value FROM statement`} {
			var rows []string
			if err := v.Select(&rows, q); err != nil {
				return err
			}
			fmt.Fprintln(&out, q, rows)
		}
		return nil
	})
	return out.String()
}

func (h *house) firmOpens() string {
	h.t.Helper()
	id, err := h.desk.Open(h.t.Context(), by("fa"), casework.Opening{Procedure: "clearance.person", Title: "Own Person"})
	h.must(err)
	return id
}

// TestACompanySeesItsOwnPeopleAndNoFindings: its own cases alone, in the engine; of those what it filled in, where they stand, and
// papers written from that; never what was found, nor by whom, nor a paper made of everything.
func TestACompanySeesItsOwnPeopleAndNoFindings(t *testing.T) {
	h := newHouse(t)
	h.strangers()
	id := h.firmOpens()
	h.do("fa", id, "request", map[string]any{"level": "secret", "consent": true, "partner_consent": "given", "months_abroad": 0.0, "need": "The vault"})
	h.do("rik", id, "return", map[string]any{"reasons": "The form lacks a signature."})
	f, err := h.front("fa", id)
	h.must(err)
	if n := f.News(); len(n) != 1 || n[0].Words != "The form lacks a signature." || f.Unread != 1 {
		t.Errorf("told %v, %d unread", n, f.Unread)
	}
	h.must(h.desk.Noted(t.Context(), by("fa2"), id))
	h.do("fa2", id, "request", nil)
	h.do("rik", id, "accept", nil)
	h.do("rik", id, "investigate", nil)
	h.do("ann", id, "report", map[string]any{"findings": "A neighbour said something in confidence."})
	h.do("nsa", id, "grant", map[string]any{"valid_until": "2030-01-31"})
	f, err = h.front("fa", id)
	h.must(err)
	if v := f.Values(); v["need"] != "The vault" || v["valid_until"] != "2030-01-31" || f.Stage != "active" || f.Title != "Own Person" || f.Turn != "" || !f.Timed() {
		t.Errorf("front %+v", f)
	}
	told := h.sightOf("fa")
	for _, secret := range []string{"neighbour", "ann", "Ann", "nsa", "rik", "boss"} {
		if strings.Contains(told, secret) {
			t.Errorf("%q is told outside: %s", secret, told)
		}
	}
	if !strings.Contains(told, "The vault") || strings.Count(told, "2030-01-31") < 2 {
		t.Errorf("the certificate is not theirs: %s", told)
	}
	if other := h.sightOf("fb"); strings.Contains(other, "vault") || strings.Contains(other, "Own Person") || strings.Contains(other, "neighbour") {
		t.Errorf("another company sees: %s", other)
	}
	h.clean()
}

// TestNobodyOutsideActsBeyondTheirFront: not in another's case, not in a part of the house, not in a step that is not theirs, not in
// what the house alone does; the answer is that of a case that does not exist.
func TestNobodyOutsideActsBeyondTheirFront(t *testing.T) {
	h := newHouse(t)
	h.strangers()
	own := h.firmOpens()
	inside := h.begin("firm", "clearance.person", "Of the house")
	for _, c := range []struct {
		who, id, move string
		kind          fault.Kind
		key           string
	}{
		{"fb", own, "request", fault.Missing, "casework.missing"}, {"fa", inside, "request", fault.Missing, "casework.missing"}, {"fa", "nothing", "request", fault.Missing, "casework.missing"},
		{"kab", own, "request", fault.Missing, "casework.missing"}, {"fa", own, "grant", fault.Refused, "casework.front.turn"},
	} {
		_, err := h.desk.Step(t.Context(), by(c.who), casework.Doing{Case: c.id, Move: c.move, Steps: -1})
		h.refused(err, c.kind, c.key)
	}
	h.do("fa", own, "request", map[string]any{"level": "secret", "consent": true, "partner_consent": "given", "months_abroad": 0.0})
	_, err := h.desk.Step(t.Context(), by("fa"), casework.Doing{Case: own, Move: "accept", Steps: -1})
	h.refused(err, fault.Refused, "procedure.who")
	// "security_officer" is a part of the house in other files: nobody outside has that one.
	for _, f := range h.desk.Openable(h.who("fa")) {
		if r, _ := f.Role("security_officer"); r.Side == "service" {
			t.Errorf("a company's officer can begin %s", f.ID)
		}
	}
	if err := h.desk.Assign(t.Context(), by("fa"), own, "fa", "R"); !fault.Is(err, fault.Denied) {
		t.Errorf("hands over: %v", err)
	}
	if err := h.desk.StandIn(t.Context(), by("fa"), casework.Standin{Person: "fa2", First: "2026-03-09", Last: "2026-03-10", Reason: "R"}); !fault.Is(err, fault.Denied) {
		t.Errorf("lets somebody stand in: %v", err)
	}
	for _, kind := range []string{"person.enrol", "note.draft", "statement.add", "record.receive", "register.export"} {
		_, err := h.desk.Office.Do(t.Context(), by("fa"), office.Act{Kind: kind}, func(*store.Tx) error { return nil })
		if !fault.Is(err, fault.Denied) {
			t.Errorf("%s: %v", kind, err)
		}
	}
	h.clean()
}

// TestAMinistryContributes: who has a part whose turn it is is let in as far as they are cleared, sees what the file lets the part see and
// not what others contributed; what belongs to somebody else stays in.
func TestAMinistryContributes(t *testing.T) {
	h := newHouse(t)
	h.strangers()
	id := h.begin("isc", "fdi.opinion", "Investment")
	h.do("isc", id, "complete", map[string]any{"target": "Havenbedrijf", "sector": "energy", "outside_eu": true, "turnover": 2e8, "pct_after": 12.0})
	d := h.do("ann", id, "take_in", map[string]any{"scope": "inside", "reasons": "Own reasoning."})
	h.agree("hugo", d.Pending)
	h.do("ann", id, "contribute", map[string]any{"contributor": "vsse", "contribution": "A source says so."})
	f, err := h.front("sgrs", id)
	h.must(err)
	if f.Values()["target"] != "Havenbedrijf" || f.Unread != 1 || f.Turn != "partner" || f.Title != "Investment" {
		t.Errorf("front %+v", f)
	}
	if told := h.sightOf("sgrs"); strings.Contains(told, "source says") || strings.Contains(told, "Own reasoning") {
		t.Errorf("told: %s", told)
	}
	if _, err := h.front("fin", id); !fault.Is(err, fault.Missing) {
		t.Errorf("not cleared, and sees it: %v", err)
	}
	h.do("sgrs", id, "contribute", map[string]any{"contributor": "adiv", "contribution": "We know nothing."})
	if f, _ = h.front("sgrs", id); f.Values()["contribution"] != "We know nothing." {
		t.Errorf("their own contribution: %v", f.Values())
	}
	h.do("bert", id, "contribute", map[string]any{"contributor": "vsse", "contribution": "More from the source."})
	if f, _ = h.front("sgrs", id); f.Values()["contribution"] != nil {
		t.Errorf("somebody else's contribution: %v", f.Values())
	}
	h.clean()
}

// TestACabinetAgrees: an act that waits for somebody outside shows them what they agree to, and is done with their word alone.
func TestACabinetAgrees(t *testing.T) {
	h := newHouse(t)
	h.strangers()
	id := h.begin("rik", "parliamentary.question", "Question 12")
	h.do("rik", id, "register_written", map[string]any{"question": "How many?"})
	h.do("rik", id, "assign", nil)
	h.do("ann", id, "draft", map[string]any{"answer_text": "Eleven."})
	h.do("bert", id, "check_classification", map[string]any{"classified_annex": false})
	h.do("law", id, "check_law", nil)
	h.do("hugo", id, "approve", nil)
	d := h.do("hugo", id, "send", nil)
	f, err := h.front("kab", id)
	h.must(err)
	a := f.Agreeing()
	if len(a) != 1 || a[0].ID != d.Pending || f.Values()["answer_text"] != "Eleven." {
		t.Fatalf("waits %+v for %+v", a, f)
	}
	if _, err := h.desk.Agree(t.Context(), by("sgrs"), casework.Agreement{Pending: d.Pending}); !fault.Is(err, fault.Missing) {
		t.Errorf("another ministry agrees: %v", err)
	}
	h.agree("kab", d.Pending)
	h.stage(id, "sent")
	h.clean()
}

// TestWhatIsOthersNeverGoesOutside: of a case that bears another originator a part outside is told where it stands, and nothing it says.
func TestWhatIsOthersNeverGoesOutside(t *testing.T) {
	h := newHouse(t)
	h.strangers()
	id, err := h.desk.Open(t.Context(), by("isc"), casework.Opening{Procedure: "fdi.opinion", Title: "Investment", Label: label.Label{Level: label.Restricted, Originators: "ORVA"}})
	h.must(err)
	h.do("isc", id, "complete", map[string]any{"target": "Havenbedrijf", "sector": "energy", "outside_eu": true, "turnover": 2e8, "pct_after": 12.0})
	d := h.do("ann", id, "take_in", map[string]any{"scope": "inside"})
	h.agree("hugo", d.Pending)
	if told := h.sightOf("sgrs"); strings.Contains(told, "Havenbedrijf") || strings.Contains(told, "Investment") || !strings.Contains(told, "contributions") {
		t.Errorf("told: %s", told)
	}
}

// TestAHitIsNotToldByAStage: whoever asked for verifications sees the same while one is answered at once and another is weighed: until the
// answer, which a releaser gives, and which bears the level of the case.
func TestAHitIsNotToldByAStage(t *testing.T) {
	seen := map[string]string{}
	for _, world := range []string{"none", "hit"} {
		h := newHouse(t)
		h.strangers()
		id, err := h.desk.Open(t.Context(), by("fpol"), casework.Opening{Procedure: "verification.contribution", Title: "Batch 7"})
		h.must(err)
		h.do("fpol", id, "receive", nil)
		if world == "none" {
			h.do("rik", id, "find_none", map[string]any{"candidates": 0.0})
		} else {
			h.do("rik", id, "find_possible", map[string]any{"candidates": 1.0})
			h.do("ann", id, "propose", map[string]any{"answer_text": "Known for smuggling."})
			h.do("bert", id, "confirm", nil)
		}
		seen[world] = h.sightOf("fpol")
		if world == "none" {
			h.do("rik", id, "answer_none", nil)
			h.do("rik", id, "log", nil)
			if got := h.sightOf("fpol"); strings.Contains(got, "Batch 7") {
				t.Errorf("erased, and still there: %s", got)
			}
			continue
		}
		h.do("rosa", id, "answer_data", map[string]any{"consents": true})
		if got := h.sightOf("fpol"); !strings.Contains(got, "smuggling") || !strings.Contains(got, "answered_data") {
			t.Errorf("not answered: %s", got)
		}
		if got := h.sightOf("fpol0"); strings.Contains(got, "smuggling") {
			t.Errorf("somebody not cleared reads: %s", got)
		}
		h.clean()
	}
	if seen["none"] != seen["hit"] {
		t.Errorf("a hit shows:\n%s\n%s", seen["none"], seen["hit"])
	}
}

// TestOneOriginatorIsLetIn: who is asked is not everybody with the part, but the organisation that somebody of the service lets in.
func TestOneOriginatorIsLetIn(t *testing.T) {
	h := newHouse(t)
	h.strangers()
	id := h.begin("ann", "release.request", "Report of ORVA")
	h.do("ann", id, "ask", map[string]any{"recipient_kind": "foreign", "item": "R-1"})
	h.do("rik", id, "forward", nil)
	for _, who := range []string{"orva", "belm"} {
		if _, err := h.front(who, id); !fault.Is(err, fault.Missing) {
			t.Errorf("%s is in unasked: %v", who, err)
		}
	}
	h.refused(h.desk.LetIn(t.Context(), by("c1"), id, "ORVA"), fault.Refused, "casework.link.part")
	h.refused(h.desk.LetIn(t.Context(), by("ann"), id, "FIRM-A"), fault.Invalid, "casework.letin.none")
	h.must(h.desk.LetIn(t.Context(), by("ann"), id, "ORVA"))
	f, err := h.front("orva", id)
	if h.must(err); f.Values()["item"] != "R-1" || f.Turn != "originator" {
		t.Errorf("front %+v", f)
	}
	if _, err := h.front("belm", id); !fault.Is(err, fault.Missing) {
		t.Errorf("another originator is in: %v", err)
	}
	h.do("orva", id, "consent", map[string]any{"answer": "in_full"})
	h.stage(id, "consented")
	h.clean()
}
