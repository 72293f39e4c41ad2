package label

import (
	"strconv"
	"strings"

	"schild/fault"
)

// Level is the protection level, 0 (not classified) to 4 (top secret).
type Level uint8

// The levels of the act of 11 December 1998 as amended (BEPERKT since 1 January 2024).
const (
	NotClassified Level = iota
	Restricted
	Confidential
	Secret
	TopSecret
)

// levelWords is one level in each writing: canonical text, the words and letters on paper, and the marks of the same
// rank of NATO and the EU (agreement between the member states 2011/C 202/05, annex).
type levelWords struct {
	canonical string
	words     [4]string // nl fr de en
	letters   [4]string // for portion marks
	nato, eu  string
}

// levels is in the order of Level. NATO's UNCLASSIFIED is a mark of ownership, not of a level, hence no equivalent.
var levels = [...]levelWords{
	{"UNCLASSIFIED", [4]string{"NIET GEKLASSIFICEERD", "NON CLASSIFIÉ", "NICHT EINGESTUFT", "NOT CLASSIFIED"}, [4]string{"NG", "NC", "NE", "U"}, "", ""},
	{"RESTRICTED", [4]string{"BEPERKT", "RESTREINT", "BESCHRÄNKT", "RESTRICTED"}, [4]string{"B", "R", "B", "R"}, "NATO RESTRICTED", "RESTREINT UE/EU RESTRICTED"},
	{"CONFIDENTIAL", [4]string{"VERTROUWELIJK", "CONFIDENTIEL", "VERTRAULICH", "CONFIDENTIAL"}, [4]string{"V", "C", "V", "C"}, "NATO CONFIDENTIAL", "CONFIDENTIEL UE/EU CONFIDENTIAL"},
	{"SECRET", [4]string{"GEHEIM", "SECRET", "GEHEIM", "SECRET"}, [4]string{"G", "S", "G", "S"}, "NATO SECRET", "SECRET UE/EU SECRET"},
	{"TOP SECRET", [4]string{"ZEER GEHEIM", "TRÈS SECRET", "SEHR GEHEIM", "TOP SECRET"}, [4]string{"ZG", "TS", "SG", "TS"}, "COSMIC TOP SECRET", "TRÈS SECRET UE/EU TOP SECRET"},
}

// String gives the canonical English word: UNCLASSIFIED, RESTRICTED, CONFIDENTIAL, SECRET, TOP SECRET; for a number
// past the last level "LEVEL n", which cannot be read back.
func (v Level) String() string {
	if int(v) < len(levels) {
		return levels[v].canonical
	}
	return "LEVEL " + strconv.Itoa(int(v))
}

// Word gives the level as it stands on paper in nl, fr, de or en; any other lang gives English.
func (v Level) Word(lang string) string {
	if int(v) < len(levels) {
		return levels[v].words[column(lang)]
	}
	return v.String()
}

// Equivalent gives the mark of the same rank in system "NATO" or "EU"; "" where there is none, as for what is not
// classified.
func (v Level) Equivalent(system string) string {
	switch {
	case int(v) >= len(levels):
	case system == "NATO":
		return levels[v].nato
	case system == "EU":
		return levels[v].eu
	}
	return ""
}

// ParseLevel reads a level word of nl, fr, de or en, whatever its case and accents. A mark of NATO or the EU is
// refused (it also says whose information it is: use Parse), and so is a caveat.
func ParseLevel(s string) (Level, error) {
	m, ok := find(s)
	switch {
	case !ok:
		return 0, fault.New(fault.Invalid, "label.level", "word", clip(s))
	case m.caveat != "":
		return 0, fault.New(fault.Invalid, "label.level.caveat", "word", clip(s))
	case m.owner != "":
		return 0, fault.New(fault.Invalid, "label.level.owned", "word", clip(s), "owner", m.owner)
	}
	return m.level, nil
}

// column gives the place of a language in the tables; of "nl-BE" too.
func column(lang string) int {
	primary, _, _ := strings.Cut(lang, "-")
	switch primary {
	case "nl":
		return 0
	case "fr":
		return 1
	case "de":
		return 2
	}
	return 3
}
