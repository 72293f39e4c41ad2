package office

import (
	"crypto/sha256"
	"encoding/hex"
	"slices"
	"strings"

	"golang.org/x/mod/sumdb/note"

	"schild/fault"
)

// A Mandate is what a control body says of one of its people, signed with the body's own key, which never was in the house: in this
// house nobody else can give, change or take away its roles.
type Mandate struct {
	House  string // the register's name, so that it counts in one house only
	Body   string
	Person string // their short login
	Name   string
	Roles  string // comma-separated, of this body only
	Level  string // a level's name, and after a space the compartments; "" where nobody is let in
	Says   string // in | out | code: let in with these roles and this level, put out, or a new code for a lost key
	Day    string // the last day on which it can be brought in
	Half   string // SHA-256, in hex, of the half of the enrolment code that the body hands over itself; "" for out
}

// mandateHead begins every mandate's text; the lines of a mandate follow in one order.
const mandateHead = "schild mandate 1"

// Body is a control body with the roles of its people.
type Body struct {
	Name  string
	Roles []string
}

// Bodies gives the control bodies.
func Bodies() []Body {
	return []Body{{"commission", []string{"commission", "chair"}}, {Committee, []string{Committee}}, {"privacy", []string{"privacy_adviser"}}, {"appeal", []string{"appeal_body"}}}
}

// BodyOf gives the first control body to which any of the roles belongs, "" when none does.
func BodyOf(roles []string) string {
	for _, b := range Bodies() {
		if slices.ContainsFunc(roles, func(r string) bool { return slices.Contains(b.Roles, r) }) {
			return b.Name
		}
	}
	return ""
}

// RolesOf gives the roles of a control body's people, none for what is no control body.
func RolesOf(body string) []string {
	for _, b := range Bodies() {
		if b.Name == body {
			return b.Roles
		}
	}
	return nil
}

func (m Mandate) lines() []string {
	return []string{"house " + m.House, "body " + m.Body, "person " + m.Person, "name " + m.Name, "roles " + m.Roles, "level " + m.Level, "says " + m.Says, "day " + m.Day, "half " + m.Half}
}

// Text gives what is signed.
func (m Mandate) Text() string { return mandateHead + "\n" + strings.Join(m.lines(), "\n") + "\n" }

// ID names a mandate: each is used once.
func (m Mandate) ID() string {
	sum := sha256.Sum256([]byte(m.Text()))
	return hex.EncodeToString(sum[:16])
}

// Sign signs it with the body's secret key, in the form of golang.org/x/mod/sumdb/note.
func (m Mandate) Sign(secret string) (string, error) {
	s, err := note.NewSigner(strings.TrimSpace(secret))
	if err != nil {
		return "", fault.Wrap(err, fault.Invalid, "mandate.key")
	}
	if err := m.check(); err != nil {
		return "", err
	}
	b, err := note.Sign(&note.Note{Text: m.Text()}, s)
	return string(b), err
}

// mostMandate bounds what is read as a mandate.
const mostMandate = 4 << 10

// ReadMandate reads a mandate signed by one of these public keys; there is one form, and nothing may be missing or added.
func ReadMandate(text string, keys ...string) (m Mandate, err error) {
	bad := func(err error) error { return fault.Wrap(err, fault.Refused, "mandate.refused") }
	if len(text) > mostMandate {
		return m, bad(nil)
	}
	var known []note.Verifier
	for _, k := range keys {
		v, err := note.NewVerifier(k)
		if err != nil {
			return m, bad(err)
		}
		known = append(known, v)
	}
	n, err := note.Open([]byte(strings.ReplaceAll(strings.TrimSpace(text), "\r\n", "\n")+"\n"), note.VerifierList(known...))
	if err != nil {
		return m, bad(err)
	}
	if m, err = parseMandate(n.Text); err != nil {
		return m, bad(err)
	}
	for _, s := range n.Sigs { // the committee's key says nothing for the commission
		if s.Name == m.Body {
			return m, nil
		}
	}
	return m, bad(nil)
}

func parseMandate(text string) (m Mandate, err error) {
	lines := strings.Split(text, "\n")
	into := []*string{&m.House, &m.Body, &m.Person, &m.Name, &m.Roles, &m.Level, &m.Says, &m.Day, &m.Half}
	if len(lines) != len(into)+2 || lines[0] != mandateHead {
		return m, fault.New(fault.Invalid, "mandate.form")
	}
	for i, want := range m.lines() {
		name, _, _ := strings.Cut(want, " ")
		value, ok := strings.CutPrefix(lines[i+1], name+" ")
		if !ok {
			return m, fault.New(fault.Invalid, "mandate.form")
		}
		*into[i] = value
	}
	if m.Text() != text {
		return m, fault.New(fault.Invalid, "mandate.form")
	}
	return m, m.check()
}

// check refuses what no body can say.
func (m Mandate) check() error {
	own := RolesOf(m.Body)
	ok := len(own) > 0 && m.Person != "" && m.House != "" && m.Day != "" && slices.Contains([]string{"in", "out", "code"}, m.Says) && (m.Says == "out") == (m.Half == "")
	for _, r := range strings.Split(m.Roles, ",") {
		ok = ok && slices.Contains(own, r)
	}
	if !ok || strings.ContainsAny(strings.Join(m.lines(), ""), "\n\r") {
		return fault.New(fault.Invalid, "mandate.form")
	}
	return nil
}
