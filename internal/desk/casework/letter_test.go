package casework_test

import (
	"strings"
	"testing"

	"schild/internal/store"
)

// clearance is one refused, in the language the applicant chose.
func (h *house) clearance(language, move string) string {
	id := h.begin("rik", "clearance.person", "Application")
	h.do("firm", id, "request", map[string]any{"level": "secret", "consent": true, "partner_consent": "given", "months_abroad": 0.0, "language": language})
	h.do("rik", id, "accept", nil)
	h.do("rik", id, "investigate", nil)
	h.do("ann", id, "report", map[string]any{"findings": "A neighbour said something in confidence."})
	h.do("nsa", id, move, map[string]any{"reasons": "The need was not shown."})
	return id
}

func TestALetterSpeaksThePersonsLanguageAndTellsNoFindings(t *testing.T) {
	h := newHouse(t)
	for lang, want := range map[string]string{"nl": "is geweigerd", "fr": "a été refusée", "de": "ist verweigert worden"} {
		id := h.clearance(lang, "refuse")
		h.see("nsa", func(v *store.View) error {
			ps, err := h.desk.Papers(v, id)
			var letter string
			for _, p := range ps {
				if p.Citizen {
					letter = p.Body
				}
			}
			if !strings.Contains(letter, want) || !strings.Contains(letter, "The need was not shown.") || !strings.Contains(letter, "30") {
				t.Errorf("%s: %s", lang, letter)
			}
			if strings.Contains(letter, "neighbour") {
				t.Errorf("%s: the letter tells what was found", lang)
			}
			return err
		})
	}
	h.clean()
}

// TestALetterTellsWhatTheFileSaysItTells: the text that was made for the company, and nothing of why.
func TestALetterTellsWhatTheFileSaysItTells(t *testing.T) {
	h := newHouse(t)
	id := h.begin("ann", "company.warning", "Warning")
	h.do("ann", id, "propose", map[string]any{"facts": "A partner saw the crates.", "good_faith": "They asked us themselves.", "language": "fr"})
	h.do("rosa", id, "sanitise", map[string]any{"open_text": "Check who buys your bearings.", "classified_content": false, "consents": true})
	h.do("carl", id, "review", map[string]any{"remarks": "The crates stay out of it."})
	h.do("hugo", id, "warn", map[string]any{"reasons": "The partner agrees."})
	h.see("ann", func(v *store.View) error {
		ps, err := h.desk.Papers(v, id)
		if err != nil || len(ps) != 1 || !ps[0].Citizen || ps[0].Lang != "fr" {
			t.Fatalf("%v: %+v", err, ps)
		}
		if !strings.Contains(ps[0].Body, "Check who buys your bearings.") {
			t.Errorf("the letter does not tell its text: %s", ps[0].Body)
		}
		for _, inside := range []string{"crates", "themselves", "partner"} {
			if strings.Contains(ps[0].Body, inside) {
				t.Errorf("the letter tells %q: %s", inside, ps[0].Body)
			}
		}
		return nil
	})
	h.clean()
}
