package main

import (
	"context"
	"fmt"
	"os"
	"path/filepath"

	"schild/fault"
	"schild/internal/lang"
	"schild/internal/office"
	"schild/register"
)

type registerCommand struct {
	Export registerExportCommand `cmd:"" help:"Write tiles, bundles, checkpoint and policy: all an outsider needs to verify."`
}

type registerExportCommand struct {
	data
	Out string `required:"" type:"path" help:"An empty folder." placeholder:"DIR"`
}

// Run exports the register; the export itself is an act and the last entry of what is exported.
func (c *registerExportCommand) Run(ctx context.Context, t *terminal) error {
	if names, err := os.ReadDir(c.Out); err == nil && len(names) > 0 {
		return fault.New(fault.Invalid, "export.notempty", "dir", c.Out)
	}
	return withHouse(ctx, t, c.data, func(h *house, by office.Person) error {
		files := 0
		err := h.oversight.Export(ctx, by, func(path string, b []byte) error {
			files++
			full := filepath.Join(c.Out, filepath.FromSlash(path))
			if err := os.MkdirAll(filepath.Dir(full), 0o755); err != nil {
				return err
			}
			return os.WriteFile(full, b, 0o644)
		})
		if err != nil {
			return err
		}
		return t.print(map[string]any{"out": c.Out, "files": files}, fmt.Sprintf("%d files in %s; verify with: schild verify --tiles %s", files, c.Out, c.Out))
	})
}

type verifyCommand struct {
	Data    string `type:"path" xor:"what" help:"A data directory: every row and act against the register." placeholder:"DIR"`
	Tiles   string `type:"path" xor:"what" help:"An exported register, from bytes alone." placeholder:"DIR"`
	Policy  string `type:"path" help:"Whom to trust. Default: the policy in the export." placeholder:"FILE"`
	KeyFile string `type:"path" help:"The master key's file, with --data." placeholder:"FILE"`
}

// Run verifies and prints one line a problem; it exits 1 when there is any.
func (c *verifyCommand) Run(ctx context.Context, t *terminal) error {
	switch {
	case c.Tiles != "":
		return c.tiles(t)
	case c.Data == "":
		return fault.New(fault.Invalid, "verify.what")
	}
	return withHouse(ctx, t, data{Data: c.Data, KeyFile: c.KeyFile}, func(h *house, by office.Person) error {
		ps, err := h.oversight.Verify(ctx, nil)
		if err != nil {
			return err
		}
		return t.problems(ps, c.Data, h.store.Size())
	})
}

func (c *verifyCommand) tiles(t *terminal) error {
	path := c.Policy
	if path == "" {
		path = filepath.Join(c.Tiles, "policy")
	}
	b, err := os.ReadFile(path)
	if err != nil {
		return fault.Wrap(err, fault.Invalid, "verify.policy", "file", path)
	}
	policy, err := register.ParsePolicy(string(b))
	if err != nil {
		return err
	}
	r, err := register.Verify(os.DirFS(c.Tiles), policy)
	if err != nil {
		return err
	}
	if c.Policy == "" && t.tty {
		fmt.Fprintln(t.out, "Trusting the policy inside the export: it proves the export whole, not whose it is. Give --policy from elsewhere for that.")
	}
	return t.problems(r.Problems, c.Tiles, r.Size)
}

func (t *terminal) problems(ps []register.Problem, where string, size int64) error {
	p := lang.New(lang.Choose(t.env("LANG"), ""))
	for _, x := range ps {
		if err := t.print(x, p.T(x.What, x.Args...)); err != nil {
			return err
		}
	}
	if len(ps) > 0 {
		return found
	}
	return t.print(map[string]any{"verified": where, "entries": size}, fmt.Sprintf("%s: %d entries, nothing altered, dropped or added", where, size))
}
