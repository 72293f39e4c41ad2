package label

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"schild/fault"
)

const (
	maxText  = 64 << 10               // bytes of a label's text: about a thousand tokens, so that a join of many still fits
	maxToken = 64                     // bytes of one token
	limited  = "LIMITED DISTRIBUTION" // the one caveat that may stand in a level's place
	nuclear  = "NUC"                  // the compartment of the nuclear categories VERTROUWELIJK-NUC, GEHEIM-NUC, ZEER GEHEIM-NUC
)

// part is one set of a label with its word in the text.
type part struct {
	word string
	set  *Set
}

// parts gives the sets of a label in the order of the text.
func (l *Label) parts() [5]part {
	return [...]part{
		{"COMP", &l.Compartments}, {"REL", &l.Releasable}, {"ORIG", &l.Originators},
		{"CAV", &l.Caveats}, {"CIRCLE", &l.Circles},
	}
}

// String gives the canonical text. Of a label that does not pass Check the text starts with "?" and Parse refuses
// it: a token made by hand with "//" in it cannot come back as a wider label.
func (l Label) String() string {
	var b strings.Builder
	if l.Check() != nil {
		b.WriteByte('?')
	}
	b.WriteString(l.text())
	return b.String()
}

func (l Label) text() string {
	var b strings.Builder
	b.WriteString(l.Level.String())
	for _, p := range l.parts() {
		if *p.set != "" {
			b.WriteString("//" + p.word + " " + string(*p.set))
		}
	}
	return b.String()
}

// Check tells whether the label can be written and read back: a level of the act, sets in canonical form, tokens as the
// package comment says, a star only in Releasable. Whoever stores a label checks it first.
func (l Label) Check() error {
	if l.Level > TopSecret {
		return fault.New(fault.Invalid, "label.level", "word", l.Level.String())
	}
	for _, p := range l.parts() {
		if err := p.check(); err != nil {
			return err
		}
	}
	if n := len(l.text()); n > maxText {
		return fault.New(fault.Invalid, "label.long")
	}
	return nil
}

func (p part) check() error {
	if *p.set == "" || *p.set == All && p.word == "REL" {
		return nil
	}
	last := ""
	for token := range strings.SplitSeq(string(*p.set), ",") {
		known := p.word != "CAV" || standard(token) == token // a caveat has one writing
		if !validToken(token) || token <= last || !known {
			return fault.New(fault.Invalid, "label.token", "word", clip(token), "part", p.word)
		}
		last = token
	}
	return nil
}

func validToken(t string) bool {
	if t == "" || len(t) > maxToken || !utf8.ValidString(t) || !norm.NFC.IsNormalString(t) || strings.Contains(t, "  ") {
		return false
	}
	for i, r := range t {
		inner := i > 0 && (r == '-' || r == '_' || r == ':' || r == '.' || r == ' ' && i < len(t)-1)
		if !inner && !unicode.IsLetter(r) && !unicode.IsDigit(r) {
			return false
		}
	}
	return true
}

// Parse reads a label as the package comment describes. Anything not understood is an error (kind Invalid), never
// skipped: half a label would be a wider one.
func Parse(s string) (Label, error) {
	if len(s) > maxText {
		return Label{}, fault.New(fault.Invalid, "label.long")
	}
	head, rest, more := strings.Cut(s, "//")
	base, err := parseHead(head)
	if err != nil {
		return Label{}, err
	}
	var l Label
	for more {
		var text string
		text, rest, more = strings.Cut(rest, "//")
		if err := l.read(text); err != nil {
			return Label{}, err
		}
	}
	l.Level = base.Level
	l.Compartments = l.Compartments.Union(base.Compartments)
	l.Originators = l.Originators.Union(base.Originators)
	l.Caveats = l.Caveats.Union(base.Caveats)
	if err := l.Check(); err != nil {
		return Label{}, err
	}
	return l, nil
}

// parseHead reads what stands before the first "//": a level, with what a mark of NATO, the EU or the nuclear
// categories brings along, or LIMITED DISTRIBUTION, which stands in a level's place but is none.
func parseHead(s string) (Label, error) {
	if strings.TrimSpace(s) == "" {
		return Label{}, fault.New(fault.Invalid, "label.empty")
	}
	if m, ok := find(s); ok && (m.caveat == "" || m.caveat == limited) {
		return Label{Level: m.level, Originators: Set(m.owner), Caveats: Set(m.caveat)}, nil
	}
	if word, ok := strings.CutSuffix(fold(s), "-"+nuclear); ok {
		if m, ok := find(word); ok && m.owner == "" && m.level >= Confidential {
			return Label{Level: m.level, Compartments: nuclear}, nil
		}
	}
	return Label{}, fault.New(fault.Invalid, "label.level", "word", clip(s))
}

// read takes one section, "REL x,y", into its set. A section given twice is refused: which one was meant?
func (l *Label) read(text string) error {
	word, list, _ := strings.Cut(strings.TrimSpace(text), " ")
	for _, p := range l.parts() {
		if !strings.EqualFold(word, p.word) {
			continue
		}
		if *p.set != "" {
			return fault.New(fault.Invalid, "label.part.twice", "part", p.word)
		}
		*p.set = sectionSet(p.word, list)
		if *p.set == "" {
			return fault.New(fault.Invalid, "label.part.empty", "part", p.word)
		}
		return p.check()
	}
	return fault.New(fault.Invalid, "label.part", "word", clip(word))
}

func sectionSet(word, list string) Set {
	if word != "CAV" {
		return NewSet(list)
	}
	tokens := NewSet(list).List()
	for i, t := range tokens {
		tokens[i] = standard(t)
	}
	return NewSet(tokens...)
}
