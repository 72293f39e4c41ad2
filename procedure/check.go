package procedure

import (
	"fmt"
	"regexp"
	"slices"

	"github.com/expr-lang/expr/vm"

	"schild/day"
	"schild/fault"
)

// checker gathers what is wrong with a file.
type checker struct {
	f        *File
	name     string
	lines    map[string]int
	uses     map[string]bool // "role head"
	problems []error
}

func (c *checker) add(err error) { c.problems = append(c.problems, err) }

// place gives file and line of an item.
func (c *checker) place(list string, i int) string {
	if n, ok := c.lines[fmt.Sprintf("%s/%d", list, i)]; ok {
		return fmt.Sprintf("%s:%d", c.name, n)
	}
	return c.name
}

// key gives file and line of a key of the file itself; of one that is missing, its first line.
func (c *checker) key(name string) string {
	return fmt.Sprintf("%s:%d", c.name, max(c.lines[name], 1))
}

func idPattern() *regexp.Regexp { return regexp.MustCompile(`^[a-z][a-z0-9]*(\.[a-z][a-z0-9]*)*$`) }

func namePattern() *regexp.Regexp { return regexp.MustCompile(`^[a-z][a-z0-9_]{0,39}$`) }

// all checks a file in the order in which a reader would: what it says, what it names, where it leads, who controls.
func (c *checker) all() {
	c.head()
	c.names()
	for i, m := range c.f.Moves {
		c.move(c.place("moves", i), m)
	}
	for i, t := range c.f.Terms {
		c.term(c.place("terms", i), t)
	}
	for i, s := range c.f.Suggests {
		c.suggest(c.place("suggests", i), s)
	}
	if len(c.problems) == 0 {
		c.unused()
		c.walk()
		c.law()
	}
}

// wrong notes an unknown word where the file may only use some.
func (c *checker) wrong(place, what, word string) {
	c.add(fault.New(fault.Invalid, "procedure.word", "place", place, "what", what, "word", word))
}

func (c *checker) head() {
	f := c.f
	if !idPattern().MatchString(f.ID) || f.ID+".yaml" != c.name {
		c.wrong(c.key("id"), "id", f.ID)
	}
	if f.Version < 1 {
		c.wrong(c.key("version"), "version", fmt.Sprint(f.Version))
	}
	if from, err := day.Parse(f.Valid.From); err != nil || from.Day == 0 {
		c.wrong(c.key("valid"), "valid.from", f.Valid.From)
	}
	if f.Valid.To != "" && !(isDate(f.Valid.To) && f.Valid.From <= f.Valid.To) {
		c.wrong(c.key("valid"), "valid.to", f.Valid.To)
	}
	if f.Depth != "full" && f.Depth != "outline" {
		c.wrong(c.key("depth"), "depth", f.Depth)
	}
	c.ground(c.key("ground"), f.Ground)
	if len(f.Stages) == 0 || len(f.Moves) == 0 || len(f.Roles) == 0 {
		c.wrong(c.key("stages"), "stages, moves, roles", "")
	}
}

// confidences gives the marks of how sure we are of a text of law, from surest to our own design.
func confidences() []string { return []string{"V", "V-old", "S", "G", "U", "D"} }

func (c *checker) ground(place string, g Ground) {
	if g.Law == "" || !slices.Contains(confidences(), g.Confidence) {
		c.add(fault.New(fault.Invalid, "procedure.ground", "place", place))
	}
}

// names checks that each list names its things once, with words a program can read.
func (c *checker) names() {
	for i, r := range c.f.Roles {
		c.one("roles", i, "role", r.Name)
		if !slices.Contains([]string{"service", "control", "partner", "authority", "citizen"}, r.Side) {
			c.wrong(c.place("roles", i), "side", r.Side)
		}
	}
	for i, f := range c.f.Fields {
		c.one("fields", i, "field", f.Name)
		if !slices.Contains([]string{"text", "number", "bool", "date", "choice", "list"}, f.Type) || (f.Type == "choice") != (len(f.Of) > 0) {
			c.wrong(c.place("fields", i), "type", f.Type)
		}
		for _, choice := range f.Of {
			if !namePattern().MatchString(choice) {
				c.wrong(c.place("fields", i), "choice", choice)
			}
		}
	}
	for i, r := range c.f.Roles {
		c.refs(c.place("roles", i), "field", r.Sees)
		if len(r.Sees) > 0 && !r.Outside() {
			c.wrong(c.place("roles", i), "sees", r.Name)
		}
		if r.Every && (!r.Outside() || r.Side == "citizen") {
			c.wrong(c.place("roles", i), "every", r.Name)
		}
	}
	for i, s := range c.f.Stages {
		c.one("stages", i, "stage", s.Name)
		if !slices.Contains([]string{"", "intrusive", "adverse", "granted", "disclosed"}, s.Holds) {
			c.wrong(c.place("stages", i), "holds", s.Holds)
		}
	}
	c.papers()
}

// papers goes on with what is made, counted, waited for and done.
func (c *checker) papers() {
	for i, d := range c.f.Documents {
		c.one("documents", i, "document", d.Name)
		c.refs(c.place("documents", i), "field", d.Says)
	}
	for i, x := range c.f.Figures {
		c.one("figures", i, "figure", x.Name)
		c.refs(c.place("figures", i), "field", x.By)
	}
	for i, t := range c.f.Terms {
		c.one("terms", i, "term", t.Name)
	}
	for i, m := range c.f.Moves {
		if !namePattern().MatchString(m.Act) || m.Act == ClockName || c.declared("term", m.Act) {
			c.wrong(c.place("moves", i), "act", m.Act)
		}
		c.uses["act "+m.Act] = true
	}
}

// one declares a thing of a list, once and with a word that a program can read.
func (c *checker) one(list string, i int, kind, name string) {
	if !namePattern().MatchString(name) || name == ClockName || c.declared(kind, name) {
		c.wrong(c.place(list, i), kind, name)
	}
	c.uses[kind+" "+name] = false
}

func (c *checker) declared(kind, name string) bool {
	_, ok := c.uses[kind+" "+name]
	return ok
}

// use tells whether the file declares a thing, and notes that it is used.
func (c *checker) use(kind, name string) bool {
	ok := c.declared(kind, name)
	if ok {
		c.uses[kind+" "+name] = true
	}
	return ok
}

func (c *checker) refs(place, kind string, names []string) {
	for i, n := range names {
		if !c.use(kind, n) || kind != "role" && slices.Contains(names[:i], n) { // a role twice is two persons
			c.wrong(place, kind, n)
		}
	}
}

func (c *checker) move(place string, m Move) {
	c.refs(place, "stage", m.From)
	if m.To != "" {
		c.refs(place, "stage", []string{m.To})
	}
	c.refs(place, "role", m.Who)
	c.refs(place, "role", m.With)
	c.refs(place, "act", m.After)
	c.refs(place, "act", m.Apart)
	c.refs(place, "field", m.Takes)
	if len(m.From) == 0 || len(m.Who) == 0 {
		c.wrong(place, "from, who", m.Act)
	}
	if !slices.Contains([]string{"", "ask", "control", "decide", "end"}, m.Kind) {
		c.wrong(place, "kind", m.Kind)
	}
	if (m.Kind == "decide") != (m.Decision != "") || m.Decision != "" && !slices.Contains(Decisions(), m.Decision) {
		c.wrong(place, "decision", m.Decision)
	}
	for _, e := range m.Effects {
		c.effect(place, e)
	}
	c.guard(place, m.When)
}

func (c *checker) guard(place, when string) {
	if when == "" {
		return
	}
	p, err := c.f.compile(when)
	if err != nil {
		c.add(fault.Wrap(err, fault.Invalid, "procedure.when", "place", place, "when", when))
		return
	}
	if c.f.guards == nil {
		c.f.guards = map[string]*vm.Program{}
	}
	c.f.guards[when] = p
}

func (c *checker) term(place string, t Term) {
	c.ground(place, t.Ground)
	c.refs(place, "act", t.Starts)
	c.refs(place, "act", t.Stops)
	c.refs(place, "act", t.Resumes)
	c.refs(place, "stage", t.In)
	for _, name := range []string{t.From, t.Until} {
		if x, ok := c.f.Field(name); name != "" && !(ok && x.Type == "date" && c.use("field", name)) {
			c.wrong(place, "from, until", name)
		}
	}
	if t.To != "" {
		c.refs(place, "stage", []string{t.To})
	}
	if _, ok := unit(t.Unit); !ok || t.N < 1 || t.N > 20000 || t.Warn < 0 {
		c.wrong(place, "unit", fmt.Sprint(t.N, " ", t.Unit))
	}
	if t.Roll && t.Unit == "hours" || len(t.Starts) == 0 || len(t.In) == 0 || (len(t.Stops) > 0) != (len(t.Resumes) > 0) {
		c.wrong(place, "starts, in, stops, resumes, roll", t.Name)
	}
	if t.To == "" && len(t.Effects) == 0 {
		c.add(fault.New(fault.Invalid, "procedure.term.idle", "place", place, "term", t.Name))
	}
	for _, e := range t.Effects {
		c.effect(place, e)
		if !slices.Contains(timely(), parseEffect(e).Verb) {
			c.add(fault.New(fault.Invalid, "procedure.term.acts", "place", place, "term", t.Name, "effect", e))
		}
	}
	c.uses["term "+t.Name] = true
}

// suggest refuses an offer that the form could not take.
func (c *checker) suggest(place string, s Suggest) {
	c.refs(place, "field", []string{s.Field})
	c.guard(place, s.When)
	field, ok := c.f.Field(s.Field)
	if _, err := field.value(Effect{Value: s.Value}.literal(field)); ok && (err != nil || s.Value == "") {
		c.wrong(place, "value", s.Value)
	}
}

func unit(s string) (day.Unit, bool) {
	u := slices.Index([]string{"days", "working", "months", "hours"}, s)
	return day.Unit(max(u, 0)), u >= 0
}

// unused refuses what is declared and never used: it says something to a reader that is not so.
func (c *checker) unused() {
	for _, list := range []struct {
		kind  string
		names []string
	}{{"role", pick(c.f.Roles, func(r Role) string { return r.Name })}, {"field", pick(c.f.Fields, func(f Field) string { return f.Name })},
		{"document", pick(c.f.Documents, func(d Document) string { return d.Name })}, {"figure", pick(c.f.Figures, func(x Figure) string { return x.Name })}} {
		for i, n := range list.names {
			if !c.uses[list.kind+" "+n] {
				c.add(fault.New(fault.Invalid, "procedure.unused", "place", c.place(list.kind+"s", i), "kind", list.kind, "name", n))
			}
		}
	}
}

func pick[T any](list []T, name func(T) string) []string {
	var out []string
	for _, x := range list {
		out = append(out, name(x))
	}
	return out
}
