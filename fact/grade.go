package fact

import "schild/fault"

// Grade is the source's reliability A–F and the information's credibility 1–6 (NATO Admiralty code). Two independent axes,
// never mapped to numbers and never compared with each other. The zero value is "not graded".
type Grade struct{ Source, Info byte }

// ParseGrade reads a grade as String writes it ("B2"). Nothing ("") is not graded; half a grade is a fault.
func ParseGrade(s string) (Grade, error) {
	if s == "" {
		return Grade{}, nil
	}
	if len(s) == 2 {
		if g := (Grade{s[0], s[1]}); g.Valid() {
			return g, nil
		}
	}
	return Grade{}, fault.New(fault.Invalid, "fact.grade", "grade", short(s))
}

// String gives the two marks, "" when not graded.
func (g Grade) String() string {
	if g == (Grade{}) {
		return ""
	}
	return string([]byte{g.Source, g.Info})
}

// Valid tells whether both marks are given and are marks of the code.
func (g Grade) Valid() bool {
	return 'A' <= g.Source && g.Source <= 'F' && '1' <= g.Info && g.Info <= '6'
}
