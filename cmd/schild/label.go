package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"

	"schild/document"
	"schild/fault"
	"schild/label"
	"schild/label/access"
	"schild/label/spif"
)

type labelCommand struct {
	Policy labelPolicy `cmd:"" help:"List the policies: those built in, or those of a folder."`
	Check  labelCheck  `cmd:"" help:"Read a marking, hold it against a policy and print it in four languages."`
	Find   labelFind   `cmd:"" help:"Print the confidentiality labels bound to files, as JSON lines."`
	Access labelAccess `cmd:"" help:"Read an access expression and print the label that says the same."`

	Propose labelPropose `cmd:"" help:"In a house: propose a lower label for a thing."`
	Consent labelConsent `cmd:"" help:"In a house: record that an originator agrees to a lowering."`
	Lower   labelLower   `cmd:"" help:"In a house: decide a proposal, lower or keep."`
	Raise   labelRaise   `cmd:"" help:"In a house: raise a label at once."`
	Waiting labelWaiting `cmd:"" help:"In a house: list the proposals that wait for a decision."`
	Unread  labelUnread  `cmd:"" help:"In a house: list the records that nobody may read."`
}

type policies struct {
	Policies string `type:"path" help:"A folder of Open XML SPIF files. Default: the policies built in." placeholder:"DIR"`
}

func (p policies) load() ([]spif.Policy, error) {
	if p.Policies == "" {
		return spif.Shipped()
	}
	if _, err := os.Stat(p.Policies); err != nil {
		return nil, fault.Wrap(err, fault.Invalid, "cli.file", "file", p.Policies)
	}
	return spif.Load(os.DirFS(p.Policies), ".")
}

type labelPolicy struct{ policies }

// Run lists name and identifier of each policy; a file that is refused refuses all.
func (c *labelPolicy) Run(t *terminal) error {
	all, err := c.load()
	if err != nil {
		return err
	}
	for _, p := range all {
		fmt.Fprintf(t.out, "%-8s %s\n", p.Name, p.ID)
	}
	return nil
}

type labelCheck struct {
	policies
	Mark string `arg:"" help:"The marking, in any of the four languages." placeholder:"MARK"`
	By   string `default:"BEL" help:"The policy's name." placeholder:"NAME"`
}

// checked is a marking that the policy allows.
type checked struct {
	Label  string            `json:"label"`
	Banner map[string]string `json:"banner"`
	NATO   string            `json:"nato,omitempty"`
	EU     string            `json:"eu,omitempty"`
}

// Run prints the marking, or says which rule refuses it.
func (c *labelCheck) Run(t *terminal) error {
	l, err := label.Parse(c.Mark)
	if err != nil {
		return err
	}
	all, err := c.load()
	if err != nil {
		return err
	}
	for _, p := range all {
		if p.Name != c.By {
			continue
		}
		if err := p.CheckLabel(l); err != nil {
			return err
		}
		return json.NewEncoder(t.out).Encode(describe(l))
	}
	return fault.New(fault.Invalid, "cli.policy", "name", c.By)
}

func describe(l label.Label) checked {
	out := checked{Label: l.String(), Banner: map[string]string{}, NATO: l.Level.Equivalent("NATO"), EU: l.Level.Equivalent("EU")}
	for _, code := range []string{"nl", "fr", "de", "en"} {
		out.Banner[code] = l.Banner(code)
	}
	return out
}

type labelFind struct {
	Files []string `arg:"" type:"existingfile" help:"Files: XML, office files, mails." placeholder:"FILE"`
	Own   string   `default:"BEL" help:"The policy of the house itself, whose marks have no other originator." placeholder:"NAME"`
}

// carried is one label found; House is empty where the house does not understand it.
type carried struct {
	File           string `json:"file"`
	Policy         string `json:"policy"`
	Classification string `json:"classification"`
	House          string `json:"label"`
}

// Run opens each file and prints what it says of itself; what is not understood is a problem found.
func (c *labelFind) Run(t *terminal) error {
	in := document.NewInside(nil)
	defer in.Close()
	var problem error
	for _, file := range c.Files {
		b, err := os.ReadFile(file)
		if err != nil {
			return fault.Wrap(err, fault.Invalid, "cli.file", "file", file)
		}
		got := document.Open(filepath.Base(file), bytes.NewReader(b), document.Limits{}, in.Hard).Bindings(b)
		if got.Broken {
			t.say("cli.label.broken", "file", file)
			problem = found
		}
		for _, l := range got.Labels {
			line := carried{File: file, Policy: l.Policy, Classification: l.Classification}
			if h, ok := l.House(c.Own); ok {
				line.House = h.String()
			} else {
				problem = found
			}
			if err := json.NewEncoder(t.out).Encode(line); err != nil {
				return err
			}
		}
	}
	return problem
}

type labelAccess struct {
	Expression string `arg:"" help:"For example NUC&(ORG-A|ORG-B)." placeholder:"EXPRESSION"`
}

// Run prints the label; an expression that no label can say is a problem.
func (c *labelAccess) Run(t *terminal) error {
	e, err := access.Parse(c.Expression)
	if err != nil {
		return err
	}
	l, ok := e.Label()
	if !ok {
		return fault.New(fault.Invalid, "label.access.label", "expression", e.String())
	}
	_, err = fmt.Fprintln(t.out, l)
	return err
}
