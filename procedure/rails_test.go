package procedure_test

import (
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"schild/procedure"
)

// rail is what must hold of every form whenever a case of a file stands in one of these stages or one of these acts was just done,
// whatever was filled in on the way.
type rail struct {
	file  string
	at    []string
	what  string
	holds func(form) bool
}

// form reads a case's values as the file's conditions do: what nobody filled in is empty.
type form map[string]any

func (f form) text(name string) string   { s, _ := f[name].(string); return s }
func (f form) is(name string) bool       { b, _ := f[name].(bool); return b }
func (f form) list(name string) []string { l, _ := f[name].([]string); return l }
func (f form) said(names ...string) bool {
	return !slices.ContainsFunc(names, func(n string) bool { return f.text(n) == "" })
}

// rails are the guard rails of the files, said a second time and in another way.
func rails() []rail {
	never := func(name string) func(form) bool { return func(f form) bool { return !f.is(name) } }
	return []rail{
		{"visa.advice", []string{"objected"}, "an objection has a ground and facts of the person", func(f form) bool { return f.said("visa_ground", "individual_facts", "counter") }},
		{"png.proposal", []string{"proposed", "declared"}, "two sources, other explanations, what speaks against", func(f form) bool { return len(f.list("sources")) >= 2 && f.said("alternatives", "counter") }},
		{"interference.test", []string{"found", "handed_over"}, "a means, with evidence, for somebody abroad", func(f form) bool {
			return (f.is("unlawful_means") || f.is("deceptive_means") || f.is("clandestine_means")) && f.said("evidence", "counter", "alternatives") && f.text("principal_kind")[:7] == "foreign"
		}},
		{"orgcrime.competence", []string{"opened"}, "a tie or an effect, with evidence", func(f form) bool {
			return f.text("linked_threat") != "none" && f.said("link_evidence") || f.text("destabilising") != "none" && f.said("effect_evidence")
		}},
		{"structural.link", []string{"linked"}, "belief is no criterion", never("belief_used")},
		{"structural.link", []string{"linked"}, "each criterion has its own evidence, and clandestine means are shown", func(f form) bool {
			active := f.is("spreads") && f.said("spreads_evidence") || f.is("interferes") && f.said("interferes_evidence")
			return active && f.is("ties") && f.said("ties_evidence", "clandestine_evidence", "counter")
		}},
		{"sanctions.handover", []string{"handed_over", "received"}, "it knew, what speaks for it is said, every originator consents, the text is open", func(f form) bool {
			return f.text("knowing") == "knowing" && f.said("counter", "open_text", "custody") && f.is("consents")
		}},
		{"company.warning", []string{"warned", "talked"}, "nothing classified leaves", never("classified_content")},
		{"approach.report", []string{"followed"}, "the reporter cannot be recognised", never("reporter_recognisable")},
		{"repression.report", []string{"share_pattern"}, "not the person, no minor, never the state concerned", func(f form) bool {
			return !f.is("person_recognisable") && !f.is("minors") && !slices.Contains(f.list("recipients"), f.text("state_suspected")) && f.said("rights_check")
		}},
		{"repression.report", []string{"refer_police", "refer_prosecutor", "refer_foreign_affairs"}, "the victim consents", func(f form) bool { return f.is("victim_consent") }},
		{"repression.report", []string{"protect"}, "somebody is in danger", func(f form) bool { return f.is("danger") || f.text("risk") == "high" }},
		{"sabotage.ladder", []string{"add_event"}, "a minor is entered another way", never("minors")},
		{"travel.advice", []string{"advised"}, "nothing classified is carried without leave, nothing classified is told", func(f form) bool {
			return f.is("open_sources_only") && (f.text("carried") != "classified_matter" || f.said("carrying_allowed"))
		}},
		{"travel.advice", []string{"debriefed", "kept"}, "the talk was wanted", func(f form) bool { return f.is("debrief_consent") }},
		{"drone.incident", []string{"confirmed", "attributed"}, "every other explanation was looked at", func(f form) bool {
			return f.is("flights_checked") && f.is("sky_checked") && f.is("balloons_checked") && f.is("lights_checked") && f.said("evidence")
		}},
		{"drone.incident", []string{"attributed"}, "three explanations, a benign one among them", func(f form) bool { return len(f.list("hypotheses")) >= 3 && f.said("benign_hypothesis") }},
		{"cyber.incident", []string{"received", "led", "contributed", "attributed"}, "nothing that attacks stands in the form", never("attack_data")},
		{"cyber.incident", []string{"attributed"}, "an actor with evidence and three explanations", func(f form) bool { return f.said("actor", "link_evidence") && len(f.list("hypotheses")) >= 3 }},
		{"sabotage.ladder", []string{"alerted"}, "a level has indicators, two hypotheses and what speaks against", func(f form) bool {
			return len(f.list("indicators")) >= 1 && len(f.list("hypotheses")) >= 2 && f.said("counter")
		}},
		{"partner.onboarding", []string{"admitted", "active"}, "nothing goes where people are tortured or persecuted, or where the third-party rule is not kept", func(f form) bool {
			return f.text("torture_risk") != "serious" && f.text("persecution_risk") != "serious" && f.is("third_party_rule") && f.said("rights_check", "data_check")
		}},
		{"meeting", []string{"mandated", "held"}, "what may be said has the originators' consent", func(f form) bool { return f.is("consents") }},
		{"academic.request", []string{"accepted", "cooperating"}, "nobody is made a source, no other purpose is served", func(f form) bool {
			return !f.is("asked_as_source") && !f.is("other_purpose") && f.is("open_sources_only")
		}},
		{"students.day", []string{"invited", "attended"}, "no student is made a source", never("asked_as_source")},
		{"invite", []string{"invited", "accepted", "held"}, "nothing classified, no other purpose, nobody a source", func(f form) bool {
			return !f.is("classified_content") && !f.is("other_purpose") && !f.is("asked_as_source")
		}},
		{"complaint", []string{"received", "admitted", "concluded"}, "who complains from within a service is not named", func(f form) bool { return f.text("complainant_kind") != "staff_member" || !f.said("complainant") }},
		{"complaint", []string{"answered", "reacted"}, "who answers had no part in the facts", func(f form) bool { return f.is("not_involved") }},
		{"complaint", []string{"reply_founded"}, "nothing classified is told", never("classified_content")},
		{"risk.entry", []string{"assessed", "accepted", "accepted_high"}, "a risk is never a person's", never("names_persons")},
		{"risk.entry", []string{"accepted"}, "what is high is not accepted by one", func(f form) bool {
			return f.text("risk_left") != "high" && (f.is("measures_verified") || f.text("risk") != "high")
		}},
		{"risk.entry", []string{"reviewed"}, "personal data only with the adviser's view", func(f form) bool { return !f.is("personal_data") || f.said("privacy_view") }},
		{"reader.request", []string{"opened"}, "nothing classified, nobody alive, nothing of another's without consent", func(f form) bool {
			open := f.text("where_held") == "held_open" || f.text("where_held") == "partly_classified"
			return open && (len(f.list("originators")) == 0 || f.is("consents")) && (!f.is("living_persons") || f.said("masked"))
		}},
		{"reader.request", []string{"referred", "opened", "nothing_found"}, "of who lives it is not told whether anything is held", func(f form) bool { return f.text("reader_subject") != "living_person" }},
		{"reader.request", []string{"refused"}, "reading in part was considered", func(f form) bool { return f.is("partial_considered") && f.said("refusal_ground", "reasons", "counter") }},
		{"disruption.proposal", []string{"proposed", "put", "answered"}, "the service does nothing itself, and opinion is no ground", func(f form) bool {
			return !f.is("service_acts") && !f.is("opinion_only") && f.said("power_ground", "competent_body", "counter")
		}},
		{"disruption.proposal", []string{"consulted", "submitted", "put"}, "the competent partners, and the prosecutor, were heard; nothing classified leaves", func(f form) bool {
			return f.said("partner_view") && (f.text("inquiry") == "none" || f.is("prosecutor_agrees")) && !f.is("classified_content") && f.is("consents")
		}},
		{"tscm.mission", []string{"planned", "swept", "reported", "opinion_given"}, "only with the consent of who is in charge, and of who lives there", func(f form) bool {
			return f.is("premises_consent") && f.said("protocol") && (f.text("premises_kind") != "residence" || f.is("occupants_consent"))
		}},
		{"tscm.mission", []string{"swept", "found", "reported", "opinion_given"}, "no word that was spoken is kept", never("spoken_word_kept")},
		{"tscm.mission", []string{"opinion_given"}, "fit only where nothing was found", func(f form) bool {
			return f.text("opinion") != "fit" || f.text("finding") == "nothing"
		}},
		{"judicial.handover", []string{"handed_over", "received"}, "open words, no source, no victim, never the only ground, what speaks for the person", func(f form) bool {
			return f.said("open_text", "counter") && !f.is("classified_content") && !f.is("source_recognisable") && !f.is("victim_recognisable") && f.is("limit_said")
		}},
		{"judicial.handover", []string{"hand_over"}, "originators consent to the words that leave, the child was thought of", func(f form) bool {
			return (len(f.list("originators")) == 0 || f.is("consents")) && (!f.is("minors") || f.said("child_interest"))
		}},
		{"judicial.handover", []string{"drop"}, "no official's duty is dropped", func(f form) bool {
			return f.text("handover_ground") == "mission" || f.text("legal_view") == "no_offence"
		}},
		{"breakglass.review", []string{"justified"}, "the register bears it out, owners know, copies are back", func(f form) bool {
			return f.is("register_matches") && (len(f.list("originators")) == 0 || len(f.list("owners_told")) > 0) && (!f.is("copies_taken") || f.said("copies_back"))
		}},
		{"breakglass.review", []string{"unjustified"}, "silence alone is no ground", func(f form) bool { return f.said("normal_way") || f.said("reaction") || !f.is("register_matches") }},
		{"recall", []string{"standing"}, "an originator's no, an erasure and an order of control let nothing stand", func(f form) bool {
			return !slices.Contains([]string{"erased", "consent_revoked", "control_order"}, f.text("recall_ground"))
		}},
		{"recall", []string{"complete"}, "every recipient answered", func(f form) bool { return len(f.list("answered_by")) >= len(f.list("recipients")) }},
		{"recall", []string{"recall", "replace", "let_stand", "lift_stop"}, "the list of copies was held against the register", func(f form) bool { return f.is("list_checked") }},
		{"treaty", []string{"to_sign", "signed", "in_force"}, "the third-party rule, its purpose alone, breaches told, protection that outlives it, control that reads", func(f form) bool {
			return f.is("third_party_rule") && f.is("purpose_bound") && f.is("breach_duty") && f.is("outlives_end") && f.is("control_reads") && f.is("table_checked")
		}},
		{"treaty", []string{"ratified"}, "Parliament assented, the Council of State was heard", func(f form) bool { return f.said("opinion_on", "assent_on", "assent_act") }},
		{"priority", []string{"running"}, "one mission, one threat, the same indicators for all", func(f form) bool { return f.said("mission", "threat", "law_check") && f.is("ideology_neutral") }},
	}
}

// TestWhateverIsFilledInTheRailsHold walks each file at random, with random answers, until each stage was come to often; then every
// form that stands there keeps its rails. A rail that was never tried is no proof, and fails.
func TestWhateverIsFilledInTheRailsHold(t *testing.T) {
	b := book(t)
	tried := map[string]int{}
	for _, r := range rails() {
		f, ok := b.File(r.file)
		if !ok {
			t.Fatalf("no file %s", r.file)
		}
		key := r.file + ": " + r.what
		for seed := uint64(0); seed < 4000 && tried[key] < 20; seed++ {
			wander(procedure.Machine{File: f}, rand.New(rand.NewPCG(seed, 1)), func(s procedure.State) {
				if slices.Contains(r.at, s.Stage) || slices.Contains(r.at, s.Deeds[len(s.Deeds)-1].Act) {
					tried[key]++
					if !r.holds(s.Values) {
						t.Errorf("%s, in %s, does not hold of %v", key, s.Stage, s.Values)
					}
				}
			})
		}
		if tried[key] < 10 {
			t.Errorf("%s was tried %d times", key, tried[key])
		}
	}
	t.Logf("%d rails", len(tried))
}

// TestARecipientLearnsOfNoOther: whoever is asked to give a note back, or whose it was, is not shown who else has it or what they answered.
func TestARecipientLearnsOfNoOther(t *testing.T) {
	f, _ := book(t).File("recall")
	for part, want := range map[string][]string{"partner": {"item", "what_to_do", "correct_text", "due_on"}, "originator": {"item"}} {
		if got := f.Shown([]string{part}); !slices.Equal(got, want) {
			t.Errorf("%s is shown %v", part, got)
		}
	}
	for _, d := range f.Documents {
		if slices.Contains(d.Says, "recipients") || slices.Contains(d.Says, "answered_by") || slices.Contains(d.Says, "findings") || len(d.Says) == 0 {
			t.Errorf("%s tells who has it", d.Name)
		}
	}
}

// wander does moves at random, everybody in a part of their own, and shows each state it comes to.
func wander(m procedure.Machine, r *rand.Rand, see func(procedure.State)) {
	at := time.Unix(1741000000, 0)
	s := m.Begin(at)
	for range 60 {
		moves := slices.DeleteFunc(m.File.MovesFrom(s.Stage), func(x procedure.Move) bool { return x.Kind == "end" })
		if len(moves) == 0 {
			return
		}
		move := moves[r.IntN(len(moves))]
		at = at.Add(time.Minute)
		a := procedure.Act{Do: move.Act, By: procedure.Actor{Person: move.Kind + move.Who[0], Role: move.Who[0]}, At: at, Values: map[string]any{}}
		for i, role := range move.With {
			a.With = append(a.With, procedure.Actor{Person: move.Kind + role + string(rune('a'+i)), Role: role})
		}
		for _, name := range move.Takes {
			field, _ := m.File.Field(name)
			a.Values[name] = anything(field, r)
		}
		if next, _, err := m.Step(s, a); err == nil {
			s = next
			see(s)
		}
	}
}

// anything answers a field at random, leaving out what may be left out.
func anything(f procedure.Field, r *rand.Rand) any {
	switch f.Type {
	case "number":
		return float64(r.IntN(40))
	case "bool":
		return r.IntN(2) == 0
	case "choice":
		return f.Of[r.IntN(len(f.Of))]
	case "list":
		return []string{"one", "words", "three"}[:1+r.IntN(3)]
	case "date":
		return []string{"2025-01-02", "2026-03-04", "2027-05-06"}[r.IntN(3)]
	}
	if f.Optional && r.IntN(3) == 0 {
		return ""
	}
	return "words"
}
