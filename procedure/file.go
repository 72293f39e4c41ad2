package procedure

import "slices"

// File is one procedure as its file says it. It is not changed after Read.
type File struct {
	ID        string     `yaml:"id"`
	Version   int        `yaml:"version"`
	Valid     Span       `yaml:"valid"`
	Depth     string     `yaml:"depth"`    // full or outline
	Disabled  bool       `yaml:"disabled"` // no case can begin: the law it waits for is not there; a later version says otherwise
	Ground    Ground     `yaml:"ground"`
	Note      string     `yaml:"note"`
	Roles     []Role     `yaml:"roles"`
	Fields    []Field    `yaml:"fields"`
	Stages    []Stage    `yaml:"stages"`
	Moves     []Move     `yaml:"moves"`
	Terms     []Term     `yaml:"terms"`
	Documents []Document `yaml:"documents"`
	Figures   []Figure   `yaml:"figures"`
	Suggests  []Suggest  `yaml:"suggests"`

	compiled
}

// Span is the time in which a file's law holds; To is empty while it does.
type Span struct {
	From string `yaml:"from"`
	To   string `yaml:"to"`
}

// Ground is the text of law something rests on, and how sure we are of it.
type Ground struct {
	Law        string `yaml:"law"`
	Confidence string `yaml:"confidence"`
}

// Role is somebody's part. Side is service, control, partner, authority or citizen. Sees names the fields that people of another
// organisation in this part are shown beside those they fill in themselves; whoever is of the house sees the case. Every means that each
// organisation with the part is let in when the part is told or asked; into others somebody of the house lets one organisation.
type Role struct {
	Name  string   `yaml:"name"`
	Side  string   `yaml:"side"`
	Every bool     `yaml:"every"`
	Sees  []string `yaml:"sees"`
}

// Outside tells whether people of other organisations can have the part.
func (r Role) Outside() bool {
	return r.Side == "partner" || r.Side == "authority" || r.Side == "citizen"
}

// Role finds a part by name.
func (f *File) Role(name string) (Role, bool) {
	for _, r := range f.Roles {
		if r.Name == name {
			return r, true
		}
	}
	return Role{}, false
}

// Shown gives the fields that people outside in some parts are shown: what their moves fill in, then what the parts see, in the order
// of the file.
func (f *File) Shown(parts []string) []string {
	var own []string
	for _, m := range f.Moves {
		if slices.ContainsFunc(m.Who, func(p string) bool { return slices.Contains(parts, p) }) {
			own = append(own, m.Takes...)
		}
	}
	for _, r := range f.Roles {
		if slices.Contains(parts, r.Name) {
			own = append(own, r.Sees...)
		}
	}
	var out []string
	for _, x := range f.Fields {
		if slices.Contains(own, x.Name) {
			out = append(out, x.Name)
		}
	}
	return out
}

// Field is a value of the case. Type is text, number, bool, date, choice (of Of) or list. From names the property of the statements
// that may fill it in.
type Field struct {
	Name     string   `yaml:"name"`
	Type     string   `yaml:"type"`
	Of       []string `yaml:"of"`
	Optional bool     `yaml:"optional"`
	From     string   `yaml:"from"`
}

// Stage is where a case may stand. The first of a file is where it begins; at an End it is closed. Holds is what a person meets
// while the case stands there: nothing, or intrusive, adverse, granted, disclosed.
type Stage struct {
	Name  string `yaml:"name"`
	Holds string `yaml:"holds"`
	End   bool   `yaml:"end"`
}

// Move is an act that may be done in the stages From; an empty To stays there. Kind is work, ask, control, decide or end.
// Decision names what is decided, one of the list that only people decide. With names the roles of others needed beside, After
// the control moves without which no path may lead here, Apart the acts that whoever does this one may not have done in the case, so
// that a second look is a second person's. Takes are the fields it fills in; When is a condition over fields.
type Move struct {
	Act      string   `yaml:"act"`
	From     []string `yaml:"from"`
	To       string   `yaml:"to"`
	Kind     string   `yaml:"kind"`
	Decision string   `yaml:"decision"`
	Who      []string `yaml:"who"`
	With     []string `yaml:"with"`
	After    []string `yaml:"after"`
	Apart    []string `yaml:"apart"`
	Takes    []string `yaml:"takes"`
	When     string   `yaml:"when"`
	Effects  []string `yaml:"effects"`
}

// Suggest is a value for a field that the form offers where a condition holds. A person takes it or not.
type Suggest struct {
	Field string `yaml:"field"`
	Value string `yaml:"value"`
	When  string `yaml:"when"`
}

// Term is a time that runs in the stages In from the acts Starts, or from the date in the field From once such an act is done. It is over
// sooner where the date in the field Until is passed. Stops and Resumes are acts that pause it. When it is over the case
// goes to To, or stays where To is empty, with Effects. Warn is how many days before to say so. Own means that the service sets the length.
type Term struct {
	Name    string   `yaml:"name"`
	N       int      `yaml:"n"`
	Unit    string   `yaml:"unit"`
	Own     bool     `yaml:"own"`
	Starts  []string `yaml:"starts"`
	From    string   `yaml:"from"`
	Until   string   `yaml:"until"`
	In      []string `yaml:"in"`
	Stops   []string `yaml:"stops"`
	Resumes []string `yaml:"resumes"`
	Roll    bool     `yaml:"roll"`
	Warn    int      `yaml:"warn"`
	To      string   `yaml:"to"`
	Effects []string `yaml:"effects"`
	Ground  Ground   `yaml:"ground"`
}

// Document is a paper the procedure makes. Citizen means that it goes to a person, in that person's language. Says are the fields it
// tells and no others; without, a paper of the house tells the whole form and a letter to a person its reasons alone.
type Document struct {
	Name    string   `yaml:"name"`
	Citizen bool     `yaml:"citizen"`
	Says    []string `yaml:"says"`
}

// Figure is a count kept of cases, split by fields.
type Figure struct {
	Name string   `yaml:"name"`
	By   []string `yaml:"by"`
}

// stage finds a stage by name.
func (f *File) stage(name string) (Stage, bool) {
	for _, s := range f.Stages {
		if s.Name == name {
			return s, true
		}
	}
	return Stage{}, false
}

// Field finds a field by name.
func (f *File) Field(name string) (Field, bool) {
	for _, x := range f.Fields {
		if x.Name == name {
			return x, true
		}
	}
	return Field{}, false
}

// side gives the side a role stands on.
func (f *File) side(role string) string {
	for _, r := range f.Roles {
		if r.Name == role {
			return r.Side
		}
	}
	return ""
}

// to gives where a move leads from a stage.
func (m Move) to(from string) string {
	if m.To == "" {
		return from
	}
	return m.To
}
