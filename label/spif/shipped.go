package spif

import (
	"embed"
	"io/fs"
	"path"

	"schild/fault"
)

//go:embed policy/*.xml
var shipped embed.FS

// Shipped gives the project's own policies, in the order of their files: Belgium, the EU, NATO, TLP.
func Shipped() ([]Policy, error) { return Load(shipped, "policy") }

// Load reads every policy of a folder, in the order of the files' names. One that is refused refuses the folder, and
// so do two with one name or identifier.
func Load(from fs.FS, dir string) ([]Policy, error) {
	files, err := fs.Glob(from, path.Join(dir, "*.xml"))
	if err != nil {
		return nil, fault.Wrap(err, fault.Invalid, "label.policy.xml")
	}
	var out []Policy
	seen := map[string]bool{}
	for _, f := range files {
		b, err := fs.ReadFile(from, f)
		if err != nil {
			return nil, fault.Wrap(err, fault.Broken, "label.policy.xml")
		}
		p, err := Parse(b)
		if err != nil {
			return nil, err
		}
		if seen["id "+p.ID] || seen["name "+p.Name] {
			return nil, refuse("label.policy.twice", p.Name, path.Base(f))
		}
		seen["id "+p.ID], seen["name "+p.Name] = true, true
		out = append(out, p)
	}
	return out, nil
}
