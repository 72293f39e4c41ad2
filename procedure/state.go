package procedure

import (
	"encoding/json"
	"maps"
	"slices"
	"time"

	"schild/day"
	"schild/fault"
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

// Restore reads a state that was kept as JSON, its values with the types of the file's fields.
func (f *File) Restore(state, values []byte) (State, error) {
	var s State
	if err := json.Unmarshal(state, &s); err != nil {
		return s, fault.Wrap(err, fault.Broken, "procedure.state", "procedure", f.ID)
	}
	kept := map[string]any{}
	if err := json.Unmarshal(values, &kept); err != nil {
		return s, fault.Wrap(err, fault.Broken, "procedure.state", "procedure", f.ID)
	}
	s.Values = map[string]any{}
	for _, name := range slices.Sorted(maps.Keys(kept)) {
		field, ok := f.Field(name)
		if !ok {
			return s, fault.New(fault.Broken, "procedure.state", "procedure", f.ID)
		}
		v, err := field.value(kept[name])
		if err != nil {
			return s, err
		}
		s.Values[name] = v
	}
	return s.clone(), nil
}

// Split gives a state as two texts, how far the case has come and what it says, so that the second can be erased alone.
func (s State) Split() (state, values []byte, err error) {
	if values, err = json.Marshal(s.Values); err != nil {
		return nil, nil, err
	}
	s.Values = nil
	state, err = json.Marshal(s)
	return state, values, err
}

// MovesFrom gives the moves that may be done where a case stands, in the order of the file.
func (f *File) MovesFrom(stage string) []Move {
	var out []Move
	for _, m := range f.Moves {
		if slices.Contains(m.From, stage) {
			out = append(out, m)
		}
	}
	return out
}

// Side gives the side a role stands on: service, control, partner, authority or citizen; "" for one the file does not know.
func (f *File) Side(role string) string { return f.side(role) }

// Stage gives a stage by name.
func (f *File) Stage(name string) (Stage, bool) { return f.stage(name) }

// Barred gives the earlier act for which these persons may not do a move of a kind any more, "" when there is none.
func (s State) Barred(kind string, persons ...string) string {
	return s.BarredFrom(Move{Kind: kind}, persons...)
}

// BarredFrom gives the earlier act for which these persons may not do a move any more, "" when there is none: one of another kind that
// weighs, or one that the move is apart from.
func (s State) BarredFrom(m Move, persons ...string) string {
	for _, d := range s.Deeds {
		if (opposite(d.Kind, m.Kind) || slices.Contains(m.Apart, d.Act)) && overlap(d.Persons, persons) {
			return d.Act
		}
	}
	return ""
}
