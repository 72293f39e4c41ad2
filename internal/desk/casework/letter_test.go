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
	for lang, want := range map[string]string{"nl": "Geachte", "fr": "Madame, Monsieur", "de": "Sehr geehrte"} {
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
