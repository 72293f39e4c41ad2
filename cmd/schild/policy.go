package main

import (
	"io/fs"
	"os"
	"path/filepath"

	"schild/fault"
	"schild/label"
	"schild/label/spif"
)

// homePolicy is the name of the policy that labels set in the house are held against.
const homePolicy = "BEL"

// policyOf gives the house's policy: that of the folder "policies" in its data directory, where there is one, else the one
// built in. A folder with a file that is refused, or without the house's policy, lets nothing start.
func policyOf(dir string) (func(label.Label) error, error) {
	folder := filepath.Join(dir, "policies")
	load := func() ([]spif.Policy, error) { return spif.Load(os.DirFS(folder), ".") }
	if _, err := os.Stat(folder); err != nil {
		if !os.IsNotExist(err) {
			return nil, fault.Wrap(err, fault.Invalid, "cli.file", "file", folder)
		}
		load = spif.Shipped
	}
	all, err := load()
	if err != nil {
		return nil, err
	}
	for _, p := range all {
		if p.Name == homePolicy {
			return p.CheckLabel, nil
		}
	}
	return nil, fault.Wrap(fs.ErrNotExist, fault.Invalid, "cli.policy", "name", homePolicy)
}
