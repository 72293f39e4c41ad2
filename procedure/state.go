package procedure

import (
	"maps"
	"slices"
	"time"

	"schild/day"
)

// State is where one case stands. It is plain data: a desk keeps it as JSON. Step never changes one it was given.
type State struct {
	File   string           `json:"file"` // the hash of the file it began under
	Stage  string           `json:"stage"`
	Values map[string]any   `json:"values"`
	Clocks map[string]Clock `json:"clocks"` // by term
	Deeds  []Deed           `json:"deeds"`
	Last   time.Time        `json:"last"`
}

// Clock is a term that runs, stands still, or has rung.
type Clock struct {
	Start  time.Time   `json:"start"`
	Pauses []day.Pause `json:"pauses,omitempty"`
	Rung   bool        `json:"rung,omitempty"`
}

// Deed is what somebody did in a case, kept so that nobody asks and decides. Persons are all who took part, delegators too.
type Deed struct {
	Act     string   `json:"act"`
	Kind    string   `json:"kind,omitempty"`
	Persons []string `json:"persons"`
}

// Actor is a person in a role. For is whom the person stands in for, if anybody: both then count as having acted.
type Actor struct{ Person, Role, For string }

// persons gives everybody an actor answers for.
func (a Actor) persons() []string {
	if a.For == "" {
		return []string{a.Person}
	}
	return []string{a.Person, a.For}
}

// Act is what is to be done in a case. Do is a move's act; or a term's name, done by the person Clock when it is over.
type Act struct {
	Do     string
	By     Actor
	With   []Actor
	At     time.Time
	Values map[string]any
}

// ClockName is the person, and the role, that time acts as.
const ClockName = "clock"

// Due is a term of a case: when it is over, when to warn, and whether it stands still or has rung.
type Due struct {
	Term    string
	End     time.Time // the first instant after it; zero while it stands still
	Warn    time.Time // zero: no warning
	Stopped bool
	Rung    bool
}

func (s State) clone() State {
	s.Values, s.Clocks = maps.Clone(s.Values), maps.Clone(s.Clocks)
	if s.Values == nil {
		s.Values = map[string]any{}
	}
	if s.Clocks == nil {
		s.Clocks = map[string]Clock{}
	}
	s.Deeds = slices.Clip(s.Deeds)
	return s
}
