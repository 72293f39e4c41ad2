package register

import (
	"fmt"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/note"

	"schild/fault"
)

// Policy says whose signatures a verifier believes: any one of the logs, and enough of the witnesses. It is written as a
// C2SP tlog-policy file.
type Policy struct {
	// Logs are verifier keys; a key's name is the origin of the register it signs.
	Logs []string

	text      string
	witnesses map[string]note.Verifier
	addresses []Addressed
	groups    map[string]group
	quorum    string // "" = no witness needed
}

// Addressed is a witness that a policy gives an address for.
type Addressed struct {
	Name string
	URL  string
	note.Verifier
}

// Witnesses gives the witnesses that can be asked, in the order of the file.
func (p Policy) Witnesses() []Addressed { return p.addresses }

// group is met when need of its members, witnesses or groups, are.
type group struct {
	need    int
	members []string
}

const maxPolicy = 64 << 10

// String gives the policy as a file: as it was read, or for a policy made of logs alone without witnesses.
func (p Policy) String() string {
	if p.text != "" {
		return p.text
	}
	var b strings.Builder
	for _, l := range p.Logs {
		b.WriteString("log " + l + "\n")
	}
	b.WriteString("quorum none\n")
	return b.String()
}

// ParsePolicy reads a C2SP tlog-policy file. It refuses whatever it does not understand: a rule passed over is a rule
// not kept.
func ParsePolicy(text string) (Policy, error) {
	r := policyReader{p: Policy{text: text, witnesses: map[string]note.Verifier{}, groups: map[string]group{}}, names: map[string]bool{"none": true}}
	if len(text) > maxPolicy || strings.ContainsFunc(text, func(c rune) bool { return c < ' ' && c != '\t' && c != '\n' || c == 0x7f }) {
		return Policy{}, fault.New(fault.Invalid, "register.policy.text")
	}
	for i, line := range strings.Split(text, "\n") {
		f := strings.FieldsFunc(line, func(c rune) bool { return c == ' ' || c == '\t' })
		if len(f) == 0 || f[0][0] == '#' {
			continue
		}
		if err := r.line(f); err != nil {
			return Policy{}, fault.Wrap(err, fault.Invalid, "register.policy.line", "line", strconv.Itoa(i+1), "text", strings.TrimSpace(line))
		}
	}
	switch {
	case !r.decided:
		return Policy{}, fault.New(fault.Invalid, "register.policy.quorum")
	case len(r.p.Logs) == 0:
		return Policy{}, fault.New(fault.Invalid, "register.policy.log")
	}
	return r.p, nil
}

type policyReader struct {
	p       Policy
	names   map[string]bool // defined so far
	used    []string        // members of groups so far: each counts once
	keys    []string
	decided bool
}

func (r *policyReader) line(f []string) error {
	switch {
	case f[0] == "log" && (len(f) == 2 || len(f) == 3):
		return r.log(f[1])
	case f[0] == "witness" && (len(f) == 3 || len(f) == 4):
		return r.witness(f[1], f[2], f[3:])
	case f[0] == "group" && len(f) >= 4:
		return r.group(f[1], f[2], f[3:])
	case f[0] == "quorum" && len(f) == 2:
		return r.quorum(f[1])
	}
	return fmt.Errorf("not a line of a policy")
}

func (r *policyReader) log(vkey string) error {
	if _, err := note.NewVerifier(vkey); err != nil {
		return err
	}
	r.p.Logs = append(r.p.Logs, vkey)
	return r.once("log ", vkey)
}

// once refuses a second line with the same public key, whatever its name.
func (r *policyReader) once(kind, vkey string) error {
	parts := strings.SplitN(vkey, "+", 3)
	key := kind + parts[2]
	if slices.Contains(r.keys, key) {
		return fmt.Errorf("key twice")
	}
	r.keys = append(r.keys, key)
	return nil
}

func (r *policyReader) define(name string) error {
	if r.names[name] {
		return fmt.Errorf("name twice")
	}
	r.names[name] = true
	return nil
}

func (r *policyReader) witness(name, vkey string, address []string) error {
	v, err := newCosigner(vkey)
	if err != nil {
		return err
	}
	r.p.witnesses[name] = v
	for _, a := range address {
		if u, err := url.Parse(a); err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Host == "" {
			return fmt.Errorf("not an address")
		}
		r.p.addresses = append(r.p.addresses, Addressed{name, strings.TrimSuffix(a, "/"), v})
	}
	if err := r.once("witness ", vkey); err != nil {
		return err
	}
	return r.define(name)
}

func (r *policyReader) group(name, need string, members []string) error {
	g := group{members: members}
	switch n, err := strconv.Atoi(need); {
	case need == "any":
		g.need = 1
	case need == "all":
		g.need = len(members)
	case err != nil || strconv.Itoa(n) != need || n < 1 || n > len(members):
		return fmt.Errorf("bad threshold")
	default:
		g.need = n
	}
	for _, m := range members {
		if m == "none" || !r.names[m] || slices.Contains(r.used, m) {
			return fmt.Errorf("member %q is not defined above or counted twice", m)
		}
		r.used = append(r.used, m)
	}
	r.p.groups[name] = g
	return r.define(name)
}

func (r *policyReader) quorum(name string) error {
	if r.decided || !r.names[name] {
		return fmt.Errorf("second quorum, or not defined above")
	}
	r.decided = true
	if name != "none" {
		r.p.quorum = name
	}
	return nil
}

// met tells whether a name is a witness that signed, or a group of which enough did.
func (p Policy) met(name string, signed map[string]bool) bool {
	g, ok := p.groups[name]
	if !ok {
		return signed[name]
	}
	n := 0
	for _, m := range g.members {
		if p.met(m, signed) {
			n++
		}
	}
	return n >= g.need
}

// Believe gives what a signed checkpoint says when the policy is met: one of its logs signed it and enough witnesses did.
func Believe(signed []byte, p Policy) (Checkpoint, error) { return p.open(signed) }

// open believes a checkpoint when one of the logs signed it and enough witnesses did too.
func (p Policy) open(signed []byte) (Checkpoint, error) {
	err := error(fault.New(fault.Invalid, "register.policy.log"))
	for _, vkey := range p.Logs {
		origin, _, _ := strings.Cut(vkey, "+")
		var c Checkpoint
		if c, err = OpenCheckpoint(signed, origin, vkey); err == nil {
			return c, p.witnessed(signed)
		}
	}
	return Checkpoint{}, err
}

func (p Policy) witnessed(signed []byte) error {
	if p.quorum == "" {
		return nil
	}
	seen := map[string]bool{}
	for name, v := range p.witnesses {
		_, err := note.Open(signed, note.VerifierList(v))
		seen[name] = err == nil
	}
	if !p.met(p.quorum, seen) {
		return fault.New(fault.Refused, "register.checkpoint.quorum", "quorum", p.quorum)
	}
	return nil
}
