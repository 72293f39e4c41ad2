package register

import (
	"strings"

	"golang.org/x/mod/sumdb/note"

	"schild/fault"
)

// Policy says whose signature a verifier believes.
type Policy struct {
	Origin string // the register's name, which is its key's name too
	VKey   string
}

// String gives the policy as a C2SP tlog-policy file.
func (p Policy) String() string { return "log " + p.VKey + "\nquorum none\n" }

// ParsePolicy reads a C2SP tlog-policy file.
func ParsePolicy(text string) (Policy, error) {
	var p Policy
	for _, line := range strings.Split(text, "\n") {
		f := strings.Fields(line)
		if len(f) >= 2 && f[0] == "log" {
			v, err := note.NewVerifier(f[1])
			if err != nil {
				return p, fault.Wrap(err, fault.Invalid, "register.policy")
			}
			p.Origin, p.VKey = v.Name(), f[1]
		}
	}
	if p.VKey == "" {
		return p, fault.New(fault.Invalid, "register.policy")
	}
	return p, nil
}
