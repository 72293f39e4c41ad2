package procedure_test

import (
	"strings"
	"testing"
	"time"

	"schild/fault"
	"schild/procedure"
)

// TestASecondLookIsASecondPersons: two controls may be one person's, unless the file keeps them apart; a stand-in counts as both.
func TestASecondLookIsASecondPersons(t *testing.T) {
	const looks = "  - {act: advise, from: [asked], to: advised, kind: control, who: [judge], effects: [notify head]}\n"
	for _, c := range []struct {
		apart, second string
		standsFor     string
		refused       bool
	}{{"", "jan", "", false}, {"apart: [advise], ", "jan", "", true}, {"apart: [advise], ", "jo", "", false}, {"apart: [advise], ", "jo", "jan", true}} {
		text := strings.Replace(small, looks, looks+"  - {act: look, from: [advised], kind: control, who: [judge], "+c.apart+"effects: [notify head]}\n", 1)
		f, err := procedure.Read("small.yaml", []byte(text))
		if err != nil {
			t.Fatal(err)
		}
		m, at := procedure.Machine{File: f}, time.Unix(1741000000, 0)
		s := m.Begin(at)
		for _, a := range []procedure.Act{
			{Do: "ask", By: procedure.Actor{Person: "ann", Role: "officer"}, At: at, Values: map[string]any{"days": 1.0}},
			{Do: "advise", By: procedure.Actor{Person: "jan", Role: "judge"}, At: at},
		} {
			if s, _, err = m.Step(s, a); err != nil {
				t.Fatal(err)
			}
		}
		_, _, err = m.Step(s, procedure.Act{Do: "look", By: procedure.Actor{Person: c.second, Role: "judge", For: c.standsFor}, At: at})
		if fault.Is(err, fault.Refused) != c.refused {
			t.Errorf("%sby %s for %q: %v", c.apart, c.second, c.standsFor, err)
		}
	}
	text := strings.Replace(small, looks, strings.Replace(looks, "effects", "apart: [nothing], effects", 1), 1)
	if _, err := procedure.Read("small.yaml", []byte(text)); !fault.Is(err, fault.Invalid) {
		t.Errorf("apart from an act that is none: %v", err)
	}
}
